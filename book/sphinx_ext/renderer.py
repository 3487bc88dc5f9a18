"""The MIME renderer: a Chart, Table or KeyFigures in a notebook's output becomes nodes of the book."""

from __future__ import annotations

import base64
from typing import ClassVar

from docutils import nodes

from book.chapter import CHART, FIGURES, NUMBERS, TABLE
from book.chapter.grid import Grid
from book.sphinx_ext.html import behind

# What else the PDF shows of an output, best first.
PRINTED = ("image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain")


class BookRenderer:
    """Entry point of MyST-NB (`myst_nb.mime_renderers`); one method per kind of output of our own."""

    mime_priority_overrides: ClassVar = [
        ("*", CHART, 0),
        ("*", TABLE, 0),
        ("*", FIGURES, 0),
        *(("typst", mime, place) for place, mime in enumerate(PRINTED, start=1)),
    ]

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Nodes for our MIME types, an empty list for what only nbval reads, None for all others."""
        build = {CHART: _figure, TABLE: _table_block, FIGURES: _key_figures}.get(data.mime_type)
        if build:
            return [build(renderer, data)]
        drawn = data.mime_type == "image/png" and CHART in _bundle(renderer, data)
        return [] if data.mime_type == NUMBERS or drawn else None


def _bundle(renderer, data) -> dict:
    _, outputs = renderer.renderer.nb_client.code_cell_outputs(data.cell_index)
    return outputs[data.output_index]["data"]


def _target(renderer, node, name: str):
    node["names"].append(nodes.fully_normalize_name(name))
    renderer.renderer.document.note_explicit_target(node, node)
    return node


def _figure(renderer, data):
    env = renderer.renderer.sphinx_env
    shown = behind.passport(data.content, env)
    figure = _target(renderer, nodes.figure(classes=["chart"]), shown["id"])
    # One first child holds both pictures: docutils looks for the caption behind it.
    drawing = nodes.inline(classes=["drawing"])
    for uri, theme in _pictures(renderer, data):
        drawing += nodes.image(uri=uri, alt=shown["alt"], classes=[theme, "dark-light"] if theme else [])
        if theme == "chart-dark":
            drawing.children[-1]["loading"] = "lazy"  # fetched only where it is seen
    legend = nodes.legend("", nodes.paragraph("", shown["measure"], classes=["chart-measure"]))
    legend += _footer(shown)
    if env.config.book_figures:
        legend += behind.figure(shown, Grid.read(_bundle(renderer, data)["text/plain"]), env)
    figure += [drawing, nodes.caption("", shown["title"], classes=["chart-title"]), legend]
    return figure


def _pictures(renderer, data):
    """Light and dark SVG from the folder of figures; without one the PNG that the notebook stores."""
    folder, name = renderer.renderer.sphinx_env.config.book_figures, data.content["id"]
    if folder:
        return [(f"/{folder}/{name}.svg", "chart-light"), (f"/{folder}/{name}-dark.svg", "chart-dark")]
    png = base64.b64decode(_bundle(renderer, data)["image/png"])
    return [(renderer.write_file([f"{name}.png"], png, overwrite=True), "")]


def _table_block(renderer, data):
    env = renderer.renderer.sphinx_env
    shown = behind.passport(data.content, env)
    block = nodes.container(classes=["table-block"], is_div=True)
    table = _target(renderer, _table(Grid.read_markdown(_bundle(renderer, data)["text/markdown"])), shown["id"])
    measure = nodes.inline("", shown["measure"], classes=["chart-measure"])
    table.insert(0, nodes.title("", "", nodes.Text(shown["title"] + " "), measure))
    block += table
    block += _footer(shown)
    if env.config.book_figures:
        block += behind.below_table(shown, env)
    return block


def _footer(shown: dict):
    notes = [nodes.paragraph("", " ".join(shown["notes"]), classes=["chart-source"])] if shown["notes"] else []
    return [*notes, behind.source_line(shown)] if shown["source"] else notes


def _table(grid: Grid):
    group = nodes.tgroup(cols=len(grid.head))
    group += [nodes.colspec(colwidth=1, stub=int(place == 0)) for place in range(len(grid.head))]
    group += [nodes.thead("", _row(grid.head)), nodes.tbody("", *map(_row, grid.rows))]
    return nodes.table("", group, classes=["data"])


def _row(cells):
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", cell)) for cell in cells])


def _key_figures(renderer, data):
    block = nodes.container(classes=["figures"], is_div=True)
    for entry in data.content:
        card = nodes.container(classes=["key-figure"], is_div=True)
        card += nodes.paragraph("", entry["number"], classes=["number"])
        card += nodes.paragraph("", entry["words"], classes=["words"])
        block += card
    return block
