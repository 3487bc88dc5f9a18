"""The MIME renderer: a Chart, Table or KeyFigures in a notebook's output becomes nodes of the book."""

from __future__ import annotations

import base64

from docutils import nodes
from sphinx import addnodes

from book.language import names
from book.show import CHART, FIGURES, NUMBERS, TABLE


class BookRenderer:
    """Entry point of MyST-NB (`myst_nb.mime_renderers`); one method per kind of output of our own."""

    mime_priority_overrides = [("*", CHART, 0), ("*", TABLE, 0), ("*", FIGURES, 0)]

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
    words, env = data.content, renderer.renderer.sphinx_env
    figure = _target(renderer, nodes.figure(classes=["chart"]), words["id"])
    # One first child holds both pictures: docutils looks for the caption behind it.
    drawing = nodes.inline(classes=["drawing"])
    for uri, theme in _pictures(renderer, data):
        drawing += nodes.image(uri=uri, alt=words["alt"], classes=[theme, "dark-light"] if theme else [])
    legend = nodes.legend("", nodes.paragraph("", words["measure"], classes=["chart-measure"]))
    legend += [nodes.paragraph("", text, classes=["chart-source"]) for text in [" ".join(words["notes"]), words["source"]] if text]
    if env.config.book_figures:
        legend += _numbers(words, env.config)
    figure += [drawing, nodes.caption("", words["title"], classes=["chart-title"]), legend]
    return figure


def _pictures(renderer, data):
    """Light and dark SVG from the folder of figures; without one the PNG that the notebook stores."""
    folder, name = renderer.renderer.sphinx_env.config.book_figures, data.content["id"]
    if folder:
        return [(f"/{folder}/{name}.svg", "chart-light"), (f"/{folder}/{name}-dark.svg", "chart-dark")]
    png = base64.b64decode(_bundle(renderer, data)["image/png"])
    return [(renderer.write_file([f"{name}.png"], png, overwrite=True), "")]


def _numbers(words: dict, config):
    """The numbers behind a figure: a closed table and the download, in HTML only."""
    language = config.language
    only = addnodes.only(expr="html")
    only += nodes.raw("", f"<details><summary>{names.word('numbers', language)}</summary>", format="html")
    only += _table(words)
    only += _download(words, config)
    only += nodes.raw("", "</details>", format="html")
    return only


def _download(words: dict, config):
    link = addnodes.download_reference("", "", reftarget=f"/{config.book_figures}/{words['id']}.csv", refdoc="")
    link += nodes.literal("", names.word("download", config.language), classes=["xref", "download"])
    return nodes.paragraph("", "", link, classes=["chart-source"])


def _table_block(renderer, data):
    words, config = data.content, renderer.renderer.sphinx_env.config
    block = nodes.container(classes=["table-block"], is_div=True)
    table = _target(renderer, _table(words), words["id"])
    table.insert(0, nodes.title("", words["title"]))
    block += [table, nodes.paragraph("", words["measure"], classes=["chart-measure"])]
    block += [nodes.paragraph("", text, classes=["chart-source"]) for text in [" ".join(words["notes"]), words["source"]] if text]
    if config.book_figures:
        only = addnodes.only(expr="html")
        only += _download(words, config)
        block += only
    return block


def _table(words: dict):
    group = nodes.tgroup(cols=len(words["head"]))
    group += [nodes.colspec(colwidth=1, stub=int(place == 0)) for place in range(len(words["head"]))]
    group += [nodes.thead("", _row(words["head"])), nodes.tbody("", *map(_row, words["rows"]))]
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

