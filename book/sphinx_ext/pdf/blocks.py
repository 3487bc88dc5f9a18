"""Visitors of headings, paragraphs, lists, quotes, boxes and code."""

from docutils import nodes
from sphinx.locale import admonitionlabels

from book.sphinx_ext import config
from book.sphinx_ext.pdf.markup import array, block, call, string
from book.sphinx_ext.pdf.pictures import table_block
from book.sphinx_ext.pdf.writer import Writer, writes

ADMONITIONS = ("admonition", *admonitionlabels)


@writes("document", "compound", "start_of_file", "glossary", "legend", "line_block")
def content(writer: Writer, node) -> str:
    """Its children; a table of contents in the text is left to the one in front."""
    return "" if "toctree-wrapper" in node.get("classes", []) else writer.children(node)


@writes("section")
def section(writer: Writer, node) -> str:
    """The heading; what follows it are pieces of their own (`Writer.pieces`)."""
    title = node.next_node(nodes.title)
    labels = [*writer.new_labels(node), *writer.new_labels(title)]
    opening, writer.opened = not writer.opened, True
    if opening:
        labels.append(writer.docname)
    number = secnumber(writer, node, opening)
    words = [call("number", string(number)) if number else "", *map(writer.visit, title.children)]
    if opening and writer.docname == writer.config.root_doc and (summary := config.of(writer.config).summary):
        words[1:] = [string(summary)]  # the book's title stands on the cover
    heading = call("heading", block(words), level=str(writer.level))
    for label in labels[:1]:
        heading = call("named", call("label", string(label)), heading)
    return block([heading, *(call("anchor", string(label)) for label in labels[1:])])


def secnumber(writer: Writer, node, opening: bool) -> str:
    """The number that the HTML gives a section: "1.2"; the heading that opens a document has it under no id."""
    numbers = writer.env.toc_secnumbers.get(writer.docname, {})
    names = [f"#{name}" for name in node["ids"]] + ([""] if opening else [])
    return next((".".join(map(str, numbers[name])) for name in names if numbers.get(name)), "")


@writes("title", "subtitle", "rubric", "caption")
def title(writer: Writer, node) -> str:
    """A title that is no heading of the contents."""
    return call("rubric", writer.children(node))


@writes("paragraph", "compact_paragraph")
def paragraph(writer: Writer, node) -> str:
    words = writer.children(node)
    if "chart-source" in node["classes"]:
        return call("source", words)
    if "chart-measure" in node["classes"]:
        return call("par", call("measure-line", words))
    alone = len(node.children) == 1 and isinstance(node.children[0], nodes.image)
    return words if alone else call("par", words)


@writes("line")
def line(writer: Writer, node) -> str:
    return block([*map(writer.visit, node.children), "linebreak()"])


@writes("bullet_list")
def bullet_list(writer: Writer, node) -> str:
    return call("list", *map(writer.flow, node.children))


@writes("enumerated_list")
def enumerated_list(writer: Writer, node) -> str:
    styles = {"loweralpha": "a", "upperalpha": "A", "lowerroman": "i", "upperroman": "I"}
    numbering = node.get("prefix", "") + styles.get(node.get("enumtype"), "1") + node.get("suffix", ".")
    start = str(node.get("start", 1))
    return call("enum", *map(writer.flow, node.children), numbering=string(numbering), start=start)


@writes("definition_list")
def definition_list(writer: Writer, node) -> str:
    return call("terms", *map(writer.visit, node.children))


@writes("definition_list_item")
def definition_list_item(writer: Writer, node) -> str:
    *terms, definition = node.children
    words = []
    for place, term in enumerate(terms):
        only = term.children[0] if len(term.children) == 1 and isinstance(term.children[0], nodes.strong) else term
        words += [string(", ") if place else "", *writer.anchors(term), *map(writer.visit, only.children)]
    return call("terms.item", block(words), writer.flow(definition))


@writes("block_quote")
def block_quote(writer: Writer, node) -> str:
    said = [child for child in node.children if not isinstance(child, nodes.attribution)]
    by = [block(map(writer.visit, child.children)) for child in node.children if child not in said]
    named = {"attribution": by[0]} if by else {}
    return call("quote", block(map(writer.visit, said)), block="true", **named)


@writes(*ADMONITIONS, "topic", "sidebar")
def admonition(writer: Writer, node) -> str:
    """A box with its title: its own, or the word of its kind in the book's language."""
    own = [child for child in node.children if isinstance(child, nodes.title)]
    head = writer.children(own[0]) if own else string(str(admonitionlabels.get(node.tagname, "")))
    body = block(writer.visit(child) for child in node.children if child not in own)
    return call("box-of", head, body)


@writes("literal_block", "doctest_block")
def literal_block(writer: Writer, node) -> str:
    return call("raw", string(node.astext()), block="true", lang=string(node.get("language", "text")))


@writes("transition")
def transition(writer: Writer, node) -> str:
    """A rule; the one that MyST puts above footnotes has nothing to part here."""
    return "" if "footnotes" in node["classes"] else "rule()"


@writes("container")
def container(writer: Writer, node) -> str:
    """By its class: key figures, a table with its words, a hidden cell; else its children."""
    if "figures" in node["classes"]:
        return call("key-figures", array(array(map(writer.children, card.children)) for card in node.children))
    if "table-block" in node["classes"]:
        return table_block(writer, node)
    return block([*writer.anchors(node), *map(writer.visit, node.children)])
