"""Visitors of the nodes inside a line: emphasis, code, links, notes at the foot of the page, small pictures."""

import re

from docutils import nodes

from book.sphinx_ext.pdf.markup import call, string
from book.sphinx_ext.pdf.writer import Writer, writes

MARKUP = re.compile(r"<(script|style)\b.*?</\1>|<!--.*?-->|<(?!img|svg|table|iframe|video|audio|object)[^>]*>", re.S)
FUNCTIONS = {
    "emphasis": "emph", "title_reference": "emph", "literal_emphasis": "emph", "strong": "strong",
    "literal_strong": "strong", "subscript": "sub", "superscript": "super",
}  # fmt: skip


@writes(*FUNCTIONS)
def emphasised(writer: Writer, node) -> str:
    return call(FUNCTIONS[type(node).__name__], writer.children(node))


@writes("inline", "abbreviation", "download_reference")
def passed(writer: Writer, node) -> str:
    """Words whose node adds nothing on paper; those of a measure line get its looks."""
    words = writer.children(node)
    return call("measure-line", words) if "chart-measure" in node["classes"] else words


@writes("literal")
def literal(writer: Writer, node) -> str:
    return call("raw", string(node.astext()))


@writes("target", "index", "comment", "substitution_definition", "meta", "toctree", "pending", "HiddenCellNode")
def unseen(writer: Writer, node) -> str:
    """Nodes without words; the contents are written once, in front. A target keeps its label."""
    return ""


@writes("raw")
def raw(writer: Writer, node) -> str:
    """Markup for one other kind of output: a line break is one here too, words in it are not lost in silence."""
    formats = node.get("format", "").split()
    if "html" in formats and re.fullmatch(r"\s*<br\s*/?>\s*", node.astext()):
        return "linebreak()"
    if "html" in formats and MARKUP.sub("", node.astext()).strip():
        writer.warn(f"words in raw HTML do not reach the PDF: {node.astext().strip()[:60]}", node)
    return node.astext() if "typst" in formats else ""


@writes("reference", "number_reference")
def reference(writer: Writer, node) -> str:
    """A link: to a page of the web, or to a place in the book, where `get_target_uri` wrote `%docname#id`."""
    words, address = writer.children(node), node.get("refuri", "")
    if "refid" in node:
        label = writer.label(node["refid"])
    elif address.startswith("%"):
        docname, _, name = address[1:].partition("#")
        label = writer.label(name, docname) if name else docname
    else:
        return call("link", string(address), words) if address else words
    writer.links.setdefault(label, node)
    return call("link", call("label", string(label)), words)


@writes("footnote_reference")
def footnote_reference(writer: Writer, node) -> str:
    """The note itself, at its first reference; later references repeat its number."""
    name = node.get("refid", "")
    if name not in writer.footnotes:
        writer.warn(f"no footnote {node.astext()}", node)
        return ""
    label = call("label", string(writer.label(f"note-{name}")))
    if name in writer.written:
        return call("footnote", label)
    writer.written.add(name)
    note = writer.flow(writer.footnotes[name], skip=(nodes.label,))
    return call("named", label, call("footnote", note))


@writes("footnote", "label")
def footnote(writer: Writer, node) -> str:
    """Written where it is referred to; a note that nothing refers to would be lost."""
    if isinstance(node, nodes.footnote) and not writer.written & set(node["ids"]):
        writer.warn(f"nothing refers to the footnote {node.astext()[:40]}", node)
    return ""


@writes("problematic", "system_message")
def unread(writer: Writer, node) -> str:
    """What docutils could not read: it has warned already."""
    return writer.children(node)
