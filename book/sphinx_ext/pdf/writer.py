"""Doctrees to Typst code: one visitor per kind of node, which the modules beside this one register."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from docutils import nodes
from sphinx.util.logging import getLogger

from book.sphinx_ext.pdf.markup import block, call, string

log = getLogger(__name__)

VISITORS: dict[str, Callable] = {}
OWN_LOOKS = {"figures", "table-block"}  # containers with a visitor's looks
LONG = 24  # rows from which a table may break across pages
NAMED = {"figure", "table", "container", "footnote"}  # their visitors write their labels themselves


@dataclass(frozen=True)
class Piece:
    """What stands in the flow of a chapter on its own: a "heading", a "picture" that is never broken, else "text"."""

    kind: str
    code: str


def writes(*names: str):
    """Register a visitor, (writer, node) to code, for the nodes of these class names."""

    def register(visitor):
        VISITORS.update(dict.fromkeys(names, visitor))
        return visitor

    return register


class Writer:
    """Writes the documents of a book one after another.

    `place_image` copies the picture of an image node and gives its file name. A link to a label that no document
    wrote is a warning, once all are written: `check_links`.
    """

    def __init__(self, builder, place_image: Callable):
        self.env, self.config, self.place_image = builder.env, builder.config, place_image
        self.docname, self.level, self.opened = "", 0, False
        self.labels: set[str] = set()
        self.links: dict[str, nodes.Node] = {}
        self.footnotes: dict[str, nodes.footnote] = {}
        self.written: set[str] = set()

    def document(self, docname: str, doctree: nodes.document, level: int = 1) -> list[Piece]:
        """The pieces of one document; its first heading has `level`."""
        self.docname, self.level = docname, level - 1
        self.footnotes = {name: note for note in doctree.findall(nodes.footnote) for name in note["ids"]}
        self.written, self.opened = set(), False
        self.labels.add(docname)
        return [piece for piece in self.pieces(doctree) if piece.code not in ("", "[]")]

    def pieces(self, node) -> Iterator[Piece]:
        """A node of the flow, opened where it only holds others; what is for the web alone is left out."""
        if web_only(node):
            return
        if isinstance(node, nodes.section):
            self.level += 1
            yield Piece("heading", VISITORS["section"](self, node))
            for child in node.children:
                if not isinstance(child, nodes.title):
                    yield from self.pieces(child)
            self.level -= 1
        elif self.opens(node):
            yield Piece("text", block(self.anchors(node)))
            for child in node.children:
                yield from self.pieces(child)
        else:
            yield Piece("picture" if framed(node) else "text", self.visit(node))

    def children(self, node) -> str:
        """The children of a node as one content."""
        return block(map(self.visit, node.children))

    def visit(self, node) -> str:
        """One node, with its labels. A node that no visitor knows is a warning; its children are still written."""
        if isinstance(node, nodes.Text):
            return string(re.sub(r"\s+", " ", node.astext()))
        if isinstance(node, nodes.section):
            return block(piece.code for piece in self.pieces(node))
        name = type(node).__name__
        visitor = VISITORS.get(name)
        if visitor is None:
            self.warn(f"no visitor for the node {name}", node)
            visitor = Writer.children
        code = visitor(self, node)
        return code if name in NAMED else block([*self.anchors(node), code]) if node.get("ids") else code

    def flow(self, node, skip: tuple = ()) -> str:
        """The children where lone words need no paragraph: an item, a cell, a definition."""
        kept = [child for child in node.children if not isinstance(child, skip)]
        paragraphs = [child for child in kept if isinstance(child, nodes.paragraph)]
        if kept and paragraphs == kept[:1]:
            first, *rest = kept
            return block([*self.anchors(first), *map(self.visit, first.children), *map(self.visit, rest)])
        return block(map(self.visit, kept))

    @staticmethod
    def opens(node) -> bool:
        """A node that only holds others: a document, a cell and its outputs."""
        plain = isinstance(node, (nodes.document, nodes.container)) and not OWN_LOOKS & set(node["classes"])
        return plain or type(node).__name__ == "start_of_file"

    def label(self, name: str, docname: str = "") -> str:
        """The label of an id of a document, this one if none is named."""
        return f"{docname or self.docname}#{name}"

    def new_labels(self, node) -> list[str]:
        """The labels of a node's ids, each only the first time."""
        found = [label for label in map(self.label, node.get("ids", [])) if label not in self.labels]
        self.labels.update(found)
        return found

    def anchors(self, node) -> list[str]:
        """The places that links to a node lead to."""
        return [call("anchor", string(label)) for label in self.new_labels(node)]

    def check_links(self) -> None:
        """Warn of each link to a label that no document has."""
        for label in sorted(set(self.links) - self.labels):
            self.warn(f"no place in the book for a link to {label}", self.links[label])

    def warn(self, message: str, node) -> None:
        """A warning of Sphinx, which fails a build that takes them for errors."""
        log.warning("typst: %s", message, location=node if node.source else self.docname)


def web_only(node) -> bool:
    """A cell with the tag `web`, or a section of which all cells have it: long lists, which on paper no one reads."""
    if isinstance(node, nodes.section):
        cells = [part for part in node.findall(nodes.container) if "cell" in part["classes"]]
        return bool(cells) and all(map(web_only, cells))
    return isinstance(node, nodes.container) and "tag_web" in node["classes"]


def framed(node) -> bool:
    """A figure, or a table with a title that is short enough to stay whole."""
    tables = [node] if isinstance(node, nodes.table) else []
    if isinstance(node, nodes.container) and "table-block" in node["classes"]:
        tables = list(node.findall(nodes.table))
    return isinstance(node, nodes.figure) or any(
        table.next_node(nodes.title) is not None and len(table.next_node(nodes.tbody).children) <= LONG
        for table in tables
    )
