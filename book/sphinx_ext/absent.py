"""What an edition has no figure of stands in one list at the end of its chapter, not among what it says."""

from docutils import nodes

from book.language import words
from book.outputs import MIME

STANDARD = "standard-sentence"  # the class of a sentence that says so


def gather(app, doctree) -> None:
    """Move these sentences, each once, from their places to the end; a section that is left empty goes too."""
    _drop_fallbacks(doctree)
    said = {}
    for sentence in [node for node in doctree.findall(nodes.container) if STANDARD in node["classes"]]:
        said.setdefault(sentence.astext(), sentence.children)
        sentence.parent.remove(sentence)
    _drop_silent_cells(doctree)
    if not said:
        return
    for section in reversed(list(doctree.findall(nodes.section))):  # the inner ones before those around them
        if section.parent is not doctree and not _tells(section):
            section.parent.remove(section)
    items = [nodes.list_item("", *children) for children in said.values()]
    end = nodes.section("", ids=["not-in-this-edition"], names=["not-in-this-edition"])
    end += nodes.title("", words.word("absent", app.config.language))
    end += nodes.bullet_list("", *items, bullet="-", classes=["absent"])
    next(iter(doctree.findall(nodes.section)), doctree).append(end)


def _tells(section: nodes.section) -> bool:
    """There is more in it than its title."""
    return any(child.astext().strip() or any(child.findall(nodes.image)) for child in section[1:])


def _drop_fallbacks(doctree) -> None:
    """MyST-NB keeps an output in all its forms until it writes; beside ours the others would count as something said."""
    for output in [node for node in doctree.findall(nodes.container) if node.get("nb_element") == "mime_bundle"]:
        if ours := [form for form in output.children if form.get("mime_type") == MIME]:
            output.children = ours


def _drop_silent_cells(doctree) -> None:
    """A cell whose sentence has nothing to say leaves no empty box; nor does an output without words, of a `load`."""
    for output in [node for node in doctree.findall(nodes.literal_block) if "output" in node["classes"]]:
        if not output.astext().strip():
            output.parent.remove(output)
    for cell in [node for node in doctree.findall(nodes.container) if "cell" in node["classes"]]:
        if not cell.astext().strip() and not any(cell.findall(nodes.image)):
            cell.parent.remove(cell)
