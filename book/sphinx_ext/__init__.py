"""How MyST-NB and Sphinx show what a chapter's cells display."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from docutils import nodes

from book.publish.notebooks import LATER
from book.sphinx_ext import config, pdf
from book.sphinx_ext.html import about, files, finding, frame, pages, policy, switcher
from book.sphinx_ext.renderer import STANDARD

FOLDER = Path(__file__).parent


def setup(app):
    """Called once by Sphinx."""
    app.add_message_catalog("sphinx", str(_compiled(FOLDER / "locale")))
    app.connect("config-inited", _add_style)
    for part in (config, about, files, finding, frame, pages, policy, switcher, pdf):
        part.setup(app)
    app.connect("source-read", drop_marks)
    app.connect("doctree-read", _plain_addresses)
    app.connect("doctree-read", drop_repeated_sentences)
    app.connect("doctree-read", drop_silent_cells)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _add_style(app, settings):
    settings.html_static_path = [*settings.html_static_path, str(FOLDER / "html" / "static")]
    app.add_css_file("book.css")


def _plain_addresses(app, doctree):
    """MyST escapes an address for HTML, and the writer of HTML does so again: `?a=1&amp;b=2` would lead nowhere."""
    for link in doctree.findall(nodes.reference):
        if "&amp;" in link.get("refuri", ""):
            link["refuri"] = link["refuri"].replace("&amp;", "&")


def drop_marks(app, docname, source):
    """Chapters bound as they stand, for no edition, keep what is marked for later ones, without the mark."""
    source[0] = LATER.sub("", source[0])


def drop_repeated_sentences(app, doctree):
    """A standard sentence ("no figure on …") is said once on a page."""
    told = set()
    for sentence in [node for node in doctree.findall(nodes.container) if STANDARD in node["classes"]]:
        fresh = sentence.astext() not in told
        told.add(sentence.astext())
        place = sentence.parent.index(sentence)
        sentence.parent[place : place + 1] = sentence.children if fresh else []


def drop_silent_cells(app, doctree):
    """A cell whose sentence has nothing to say leaves no empty box."""
    for cell in [node for node in doctree.findall(nodes.container) if "cell" in node["classes"]]:
        if not cell.astext().strip() and not any(cell.findall(nodes.image)):
            cell.parent.remove(cell)


def _compiled(folder: Path) -> Path:
    """The folder of translations, each .po beside its compiled .mo: gettext reads only that."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as words, source.with_suffix(".mo").open("wb") as out:
            write_mo(out, read_po(words))
    return folder
