"""The MIME renderer: what a cell displays becomes nodes of the book."""

import base64
from dataclasses import replace
from typing import ClassVar

from docutils import nodes

from book import outputs
from book.language.names import unescape
from book.outputs import MIME, Figure, Grid, KeyFigures, Loaded, Paragraph, Sentence, Shown, Table
from book.sphinx_ext import config
from book.sphinx_ext.absent import STANDARD
from book.sphinx_ext.html import behind, trails

# What else the PDF shows of an output, best first.
PRINTED = ("image/svg+xml", "image/png", "image/jpeg", "text/markdown", "text/plain")


class BookRenderer:
    """Entry point of MyST-NB (`myst_nb.mime_renderers`)."""

    mime_priority_overrides: ClassVar = [
        ("*", MIME, 0), *(("typst", mime, place) for place, mime in enumerate(PRINTED, start=1)),
    ]  # fmt: skip

    @staticmethod
    def handle_mime(renderer, data, inline):
        """Nodes for an output of ours; None for all others. The PNG beside a figure is no output of its own."""
        if data.mime_type == MIME:
            return _nodes(renderer, data)
        return [] if data.mime_type == "image/png" and MIME in _bundle(renderer, data) else None


def _bundle(renderer, data) -> dict:
    _, found = renderer.renderer.nb_client.code_cell_outputs(data.cell_index)
    return found[data.output_index]["data"]


def _nodes(renderer, data) -> list[nodes.Node]:
    output = outputs.of_bundle({MIME: data.content})
    if isinstance(output, Loaded):
        return []
    if isinstance(output, Figure):
        return [_figure(renderer, data, output)]
    if isinstance(output, Table):
        return [_table_block(renderer, output)]
    if isinstance(output, KeyFigures):
        return _key_figures(renderer, data, output)
    parts = output.sentences if isinstance(output, Paragraph) else [output]
    absent = [part.text for part in parts if part.standard]
    said = [] if absent and len(absent) == len(parts) else _said(renderer, data, output)
    return said + [nodes.container("", *_markdown(renderer, data, text), classes=[STANDARD]) for text in absent]


def _said(renderer, data, output: Sentence | Paragraph) -> list[nodes.Node]:
    """Sentences; in a book each of their numbers leads to where it comes from."""
    env = renderer.renderer.sphinx_env
    if not config.of(env.config).document:
        return _markdown(renderer, data, output.text)
    text, found = trails.linked(output, _cell(renderer, data))
    return _markdown(renderer, data, text) + trails.entries(found, unescape, env)


def _cell(renderer, data) -> str:
    return renderer.renderer.nb_client.notebook.cells[data.cell_index]["id"]


def _markdown(renderer, data, text: str) -> list[nodes.Node]:
    return renderer.render_markdown(replace(data, mime_type="text/markdown", content=text))


def _target(renderer, node, name: str):
    node["names"].append(nodes.fully_normalize_name(name))
    renderer.renderer.document.note_explicit_target(node, node)
    return node


def _figure(renderer, data, shown: Figure):
    env = renderer.renderer.sphinx_env
    folder = config.of(env.config).figures
    figure = _target(renderer, nodes.figure(classes=["chart"]), shown.id)
    drawing = nodes.inline(classes=["drawing"])  # both pictures: docutils looks for the caption behind the first child
    for uri, theme in _pictures(renderer, data, shown.id, folder):
        drawing += nodes.image(uri=uri, alt=shown.alt, classes=[theme, "dark-light"] if theme else [])
        if theme == "chart-dark":
            drawing.children[-1]["loading"] = "lazy"  # fetched only where it is seen
    legend = nodes.legend("", nodes.paragraph("", shown.measure, classes=["chart-measure"]), *_footer(shown))
    if folder:
        legend += behind.figure(shown, env)
    figure += [drawing, nodes.caption("", shown.title, classes=["chart-title"]), legend]
    return figure


def _pictures(renderer, data, name: str, folder: str):
    """Light and dark SVG from the folder of figures; without one the PNG that the notebook stores."""
    if folder:
        return [(f"/{folder}/{name}.svg", "chart-light"), (f"/{folder}/{name}-dark.svg", "chart-dark")]
    png = base64.b64decode(_bundle(renderer, data)["image/png"])
    return [(renderer.write_file([f"{name}.png"], png, overwrite=True), "")]


def _table_block(renderer, shown: Table):
    env = renderer.renderer.sphinx_env
    table = _target(renderer, _table(shown.grid), shown.id)
    measure = nodes.inline("", shown.measure, classes=["chart-measure"])
    table.insert(0, nodes.title("", "", nodes.Text(shown.title + " "), measure))
    block = nodes.container("", table, *_footer(shown), classes=["table-block"], is_div=True)
    if config.of(env.config).figures:
        block += behind.below_table(shown, env)
    return block


def _footer(shown: Shown):
    notes = [nodes.paragraph("", " ".join(shown.notes), classes=["chart-source"])] if shown.notes else []
    return [*notes, behind.source_line(shown.credit)] if shown.credit.entries else notes


def _table(grid: Grid):
    group = nodes.tgroup(cols=len(grid.head))
    group += [nodes.colspec(colwidth=1, stub=int(place == 0)) for place in range(len(grid.head))]
    group += [nodes.thead("", _row(grid.head)), nodes.tbody("", *map(_row, grid.rows))]
    return nodes.table("", group, classes=["data"])


def _row(cells):
    return nodes.row("", *[nodes.entry("", nodes.paragraph("", cell)) for cell in cells])


def _key_figures(renderer, data, shown: KeyFigures) -> list[nodes.Node]:
    env, block = renderer.renderer.sphinx_env, nodes.container(classes=["figures"], is_div=True)
    in_book = config.of(env.config).document
    found = [(f"{_cell(renderer, data)}-{place}", *one) for place, one in enumerate(shown.said(), 1) if in_book]
    for place, (number, words) in enumerate(shown.entries):
        told = trails.around(found[place][0], number) if found else [nodes.Text(number)]
        lines = [nodes.paragraph("", "", *told, classes=["number"]), nodes.paragraph("", words, classes=["words"])]
        block += nodes.container("", *lines, classes=["key-figure"], is_div=True)
    return [block, *trails.entries(found, str, env)]
