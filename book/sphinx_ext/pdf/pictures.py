"""Visitors of figures, tables and images: number and title, measure line, picture, notes and source, in this order."""

from collections.abc import Sequence

from docutils import nodes

from book.sphinx_ext.pdf import columns
from book.sphinx_ext.pdf.markup import array, block, call, string
from book.sphinx_ext.pdf.writer import LONG, Writer, writes


@writes("image")
def image(writer: Writer, node) -> str:
    """A picture at its own size, or as wide as the text; one without a description is a warning."""
    if not node.get("alt"):
        writer.warn(f"an image without alt text: {node['uri']}", node)
        return ""
    code = call("image", string(writer.place_image(node)), alt=string(node["alt"]))
    inline = isinstance(node.parent, nodes.paragraph) and len(node.parent.children) > 1
    return call("box", code, height="1em") if inline else code


def split_measure(writer: Writer, parts) -> tuple[list, str]:
    """The parts without the measure line, and the code of that line, if there is one."""
    lines = [part for part in parts if isinstance(part, nodes.Element) and "chart-measure" in part["classes"]]
    return [part for part in parts if part not in lines], writer.children(lines[0]) if lines else "none"


def in_frame(writer: Writer, node, kind: str, title: str, measure: str, body: list[str], long: bool = False) -> str:
    """A figure or table below its words, with its labels; it may break across pages if it is long.

    Its number is that of the HTML: "Figure 1.2".
    """
    numbers = writer.env.toc_fignumbers.get(writer.docname, {}).get(kind, {})
    found = next((numbers[name] for name in node["ids"] if name in numbers), None)
    number = writer.config.numfig_format[kind] % ".".join(map(str, found)) if found else ""
    labels = array(call("label", string(label)) for label in writer.new_labels(node))
    head = call("headline", string(number), title, measure)
    long = "true" if long else "false"
    return call("framed", string("image" if kind == "figure" else kind), labels, head, block(body), long=long)


@writes("figure")
def figure(writer: Writer, node) -> str:
    """Title above, whatever the order of the nodes; what else the legend has, below; no twin for dark screens."""
    caption, legend = node.next_node(nodes.caption), node.next_node(nodes.legend)
    title = writer.children(caption) if caption else "none"
    below, measure = split_measure(writer, legend.children if legend else [])
    pictures = [image for image in node.findall(nodes.image) if "chart-dark" not in image["classes"]]
    return in_frame(writer, node, "figure", title, measure, [*map(writer.visit, pictures), *map(writer.visit, below)])


def table_block(writer: Writer, node) -> str:
    """A Table of ours: the lines below it stay with it."""
    inner = node.next_node(nodes.table)
    return table(writer, inner, [writer.visit(child) for child in node.children if child is not inner])


@writes("table")
def table(writer: Writer, node, below: Sequence[str] = ()) -> str:
    """A table with its number and title; without a title it stands in the text as it is."""
    group, title = node.next_node(nodes.tgroup), node.next_node(nodes.title)
    body = [grid(writer, group), *below]
    if title is None:
        return block([*writer.anchors(node), *body])
    words, measure = split_measure(writer, title.children)
    long = len(group.next_node(nodes.tbody).children) > LONG
    return in_frame(writer, node, "table", block(map(writer.visit, words)), measure, body, long)


def grid(writer: Writer, group) -> str:
    """The cells: header rows that are repeated on each page, then the rows."""
    head = [row for part in group.findall(nodes.thead) for row in part.children]
    rows = list(group.next_node(nodes.tbody).children)
    count = group["cols"]
    words = [[[cell.astext().strip() for cell in row.children] for row in part if _plain(row)] for part in (head, rows)]
    size, widths = columns.fitted(*words, count)
    if columns.too_wide(widths):
        writer.warn(f"a table of {count} columns is too wide for the page", group)
    cells = [cell(writer, entry) for row in rows for entry in row.children]
    header = [call("table.header", *(cell(writer, entry) for row in head for entry in row.children))] if head else []
    return call(
        "cells", array(header + cells), size=f"{size}pt", columns=array(f"{width:.1f}pt" for width in widths),
        align=array(_sides(rows, words[1], count)), head=str(len(head)),
    )  # fmt: skip


def _plain(row) -> bool:
    return not any("morecols" in entry or "morerows" in entry for entry in row.children)


def _sides(rows, words, count: int) -> list[str]:
    """The sides that the source asks for (`text-right`), else those of the words."""
    found = columns.sides(words, count)
    for place, entry in enumerate(rows[0].children if rows and _plain(rows[0]) else []):
        asked = [side for side in ("left", "right", "center") if f"text-{side}" in entry["classes"]]
        found[place] = next(iter(asked), found[place])
    return found


def cell(writer: Writer, entry) -> str:
    """A cell, with the columns and rows that it spans."""
    keys = {"colspan": "morecols", "rowspan": "morerows"}
    spans = {name: str(entry[key] + 1) for name, key in keys.items() if key in entry}
    return call("table.cell", writer.flow(entry), **spans)
