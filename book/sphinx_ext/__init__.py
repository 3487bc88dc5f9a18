"""How MyST-NB and Sphinx show what a chapter's cells display."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from docutils import nodes

from book.publish.bind import READ
from book.publish.notebooks import LATER
from book.sphinx_ext import absent, config, counted, seen
from book.sphinx_ext.html import about, finding, frame, front, glossary, own, pages, switcher, trails
from book.sphinx_ext.numbered import NumberedDomain
from book.sphinx_ext.pdf.builder import TypstBuilder


def setup(app):
    """Called once by Sphinx: where our parts join its build, in the order in which it comes to them."""
    app.add_message_catalog("sphinx", str(_compiled(Path(__file__).parent / "locale")))
    app.add_builder(TypstBuilder)
    app.add_domain(NumberedDomain, override=True)
    config.register(app)
    app.connect("source-read", drop_marks)
    app.add_node(counted.counted, html=(counted.visit_html, counted.depart_html))
    app.connect("doctree-read", counted.gather, priority=400)
    app.connect("doctree-read", absent.gather, priority=400)  # before the contents are taken from its sections
    app.connect("doctree-read", trails.gather)
    app.connect("doctree-read", _plain_addresses)
    app.connect("doctree-read", seen.number)
    app.connect("env-check-consistency", lambda *ignored: READ.get()())  # all are read, and kept
    app.connect("missing-reference", seen.missing)
    app.connect("doctree-resolved", seen.drop)
    _pages(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _pages(app):
    """What the pages have around and beside what the chapters show."""
    app.connect("config-inited", frame.add_files, priority=900)
    app.connect("builder-inited", frame.begin)
    app.connect("builder-inited", own.begin)
    app.add_node(glossary.explained, html=(glossary.visit_html, glossary.depart_html))
    app.connect("doctree-resolved", front.add_chapters)
    app.connect("doctree-resolved", glossary.explain)
    app.connect("doctree-resolved", frame.point_to_figures)
    app.connect("doctree-resolved", finding.add_keywords)
    for language in (finding.English, finding.Dutch):
        app.add_search_language(language)
    app.connect("env-get-updated", pages.shown_elsewhere, priority=900)  # when sections and figures have their numbers
    app.connect("html-collect-pages", pages.pages)
    switcher.setup(app)
    app.connect("html-page-context", own.share_contents, priority=400)  # before the theme asks for them
    app.connect("html-page-context", own.collect, priority=800)
    app.connect("html-page-context", about.describe, priority=850)
    app.connect("html-page-context", frame.keep_what_is_used, priority=900)
    app.connect("build-finished", frame.finish, priority=900)


def _plain_addresses(app, doctree):
    """MyST escapes an address for HTML, and the writer of HTML does so again: `?a=1&amp;b=2` would lead nowhere."""
    for link in doctree.findall(nodes.reference):
        if "&amp;" in link.get("refuri", ""):
            link["refuri"] = link["refuri"].replace("&amp;", "&")


def drop_marks(app, docname, source):
    """Chapters bound as they stand, for no edition, keep what is marked for later ones, without the mark."""
    source[0] = LATER.sub("", source[0])


def _compiled(folder: Path) -> Path:
    """The folder of translations, each .po beside its compiled .mo: gettext reads only that."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as words, source.with_suffix(".mo").open("wb") as out:
            write_mo(out, read_po(words))
    return folder
