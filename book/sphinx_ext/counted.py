"""How the figures of a section are counted: its block quotes, folded into one note at its end."""

from docutils import nodes

from book.language import words
from book.sphinx_ext.pdf.markup import block, call, string
from book.sphinx_ext.pdf.writer import writes


class counted(nodes.General, nodes.Element):
    """The note; its children are what the quotes said, its `title` the word for it."""


def gather(app, doctree) -> None:
    """Each section's own block quotes become a note behind all else of the section, before the sections within it."""
    for section in doctree.findall(nodes.section):
        quotes = [
            child for child in section.children if isinstance(child, nodes.block_quote) and not _of_someone(child)
        ]
        if not quotes:
            continue
        for quote in quotes:
            section.remove(quote)
        note = counted("", *[child for quote in quotes for child in quote.children])
        note["title"] = words.word("counted", app.config.language)
        inner = [place for place, child in enumerate(section.children) if isinstance(child, nodes.section)]
        section.insert(inner[0] if inner else len(section), note)


def _of_someone(quote: nodes.block_quote) -> bool:
    """It quotes a person or a page, which it names."""
    return any(isinstance(child, nodes.attribution) for child in quote.children)


def visit_html(writer, node) -> None:
    """Closed until the reader opens it; no script is needed."""
    writer.body.append(f'<details class="counted"><summary>{writer.encode(node["title"])}</summary>\n')


def depart_html(writer, node) -> None:
    """The end of what folds."""
    writer.body.append("</details>\n")


@writes("counted")
def typst(writer, node) -> str:
    """In the PDF nothing folds: the note in small type."""
    return call("counted", string(node["title"]), block(map(writer.visit, node.children)))
