"""Visitors of figures, tables and images: number and title, measure line, picture, notes and source, in this order."""

from docutils import nodes

from book.sphinx_ext.pdf import columns
from book.sphinx_ext.pdf.markup import array, block, boolean, call, points, string
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


def light_images(node) -> list[nodes.image]:
    """The images of a figure, without the twin for dark screens."""
    return [image for image in node.findall(nodes.image) if "chart-dark" not in image["classes"]]


def number(writer: Writer, node, kind: str) -> str:
    """ "Figure 1.2", as the HTML numbers it."""
    numbers = writer.env.toc_fignumbers.get(writer.docname, {}).get(kind, {})
    found = next((numbers[name] for name in node["ids"] if name in numbers), None)
    return writer.config.numfig_format[kind] % ".".join(map(str, found)) if found else ""


def framed(writer: Writer, node, kind: str, head: str, body: list[str], long: bool = False) -> str:
    """A picture or table in its frame of words, with its labels; it may break across pages if it is long."""
    labels = [call("label", string(label)) for label in writer.new_labels(node)]
    return call("framed", string(kind), array(labels), head, block(body), long=boolean(long))


def headline(number: str, title: str, measure: str = "") -> str:
    """Number and title, and the measure line below them."""
    return call("headline", string(number), title, measure or "none")


@writes("figure")
def figure(writer: Writer, node) -> str:
    """Title above, whatever the order of the nodes; what else the legend has, below."""
    caption, legend = node.next_node(nodes.caption), node.next_node(nodes.legend)
    parts = list(legend.children) if legend else []
    measures = [part for part in parts if "chart-measure" in part.get("classes", [])]
    title = writer.children(caption) if caption else "none"
    head = headline(number(writer, node, "figure"), title, measures and writer.children(measures[0]))
    body = [writer.visit(image) for image in light_images(node)]
    body += [writer.visit(part) for part in parts if part not in measures]
    return framed(writer, node, "image", head, body)


def table_block(writer: Writer, node) -> str:
    """A Table of ours: the lines below it stay with it."""
    inner = node.next_node(nodes.table)
    return table(writer, inner, [writer.visit(child) for child in node.children if child is not inner])


@writes("table")
def table(writer: Writer, node, below: list[str] | None = None) -> str:
    """A table with its number and title; without a title it stands in the text as it is."""
    group = node.next_node(nodes.tgroup)
    rows = list(group.next_node(nodes.tbody).children)
    body = [grid(writer, group), *(below or [])]
    title = node.next_node(nodes.title)
    if title is None:
        return block([*writer.anchors(node), *body])
    measures = [
        part for part in title.children if "chart-measure" in getattr(part, "attributes", {}).get("classes", [])
    ]
    words = block(writer.visit(part) for part in title.children if part not in measures)
    head = headline(number(writer, node, "table"), words, measures and writer.children(measures[0]))
    return framed(writer, node, "table", head, body, long=len(rows) > LONG)


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
        "cells", array(header + cells), size=f"{size}pt", columns=points(widths), align=array(_sides(rows, words[1], count)),
        head=str(len(head)),
    )  # fmt: skip


def _plain(row) -> bool:
    return not any("morecols" in entry or "morerows" in entry for entry in row.children)


def _sides(rows, words, count: int) -> list[str]:
    """The sides that the source asks for (`text-right`), else those of the words."""
    found = columns.sides(words, count)
    for place, entry in enumerate(rows[0].children if rows and _plain(rows[0]) else []):
        found[place] = next(
            (side for side in ("left", "right", "center") if f"text-{side}" in entry["classes"]), found[place]
        )
    return found


def cell(writer: Writer, entry) -> str:
    """A cell, with the columns and rows that it spans."""
    spans = {
        name: str(entry[key] + 1) for name, key in (("colspan", "morecols"), ("rowspan", "morerows")) if key in entry
    }
    return call("table.cell", writer.flow(entry), **spans)
