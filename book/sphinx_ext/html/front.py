"""The first page of an edition leads to its chapters, each with the first thing that it says."""

import re

from docutils import nodes

from book.language import words
from book.sphinx_ext.html.trails import bare
from book.sphinx_ext.numbered import page

FIGURE = re.compile(r"\s*\([^()]*%s\)")  # a reference by number, before it has its number


def add_chapters(app, doctree, docname) -> None:
    """A section behind the numbers of the year: the title of each chapter, a link, and its first point."""
    if app.builder.format != "html" or docname != app.config.root_doc or not doctree.children:
        return
    items = [_entry(app, name, said) for name, said in openings(app.env).items()]
    part = nodes.section("", ids=["chapters"], classes=["chapters"])
    part += nodes.title("", words.word("chapters", app.config.language))
    part += nodes.bullet_list("", *items)
    parts = [section for section in doctree[0].children if isinstance(section, nodes.section)]
    numbers = next((part for part in parts if _has_numbers(part)), None)
    doctree[0].insert(doctree[0].index(numbers) + 1 if numbers else len(doctree[0]), part)


def openings(env) -> dict[str, str]:
    """{chapter: its first point In brief, of a chapter without one its lede}, in the order of the book."""
    return {name: _said(page(env, name)) for name in env.toctree_includes.get(env.config.root_doc, [])}


def _said(doctree) -> str:
    section = next((part for part in doctree[0] if isinstance(part, nodes.section)), doctree)
    points = next(section.findall(nodes.bullet_list), None) if not any(section.findall(nodes.table)) else None
    first = next((points or doctree).findall(nodes.paragraph), None)
    return FIGURE.sub("", bare(first)) if first is not None else ""


def _has_numbers(section: nodes.section) -> bool:
    return any("key-figure" in block["classes"] for block in section.findall(nodes.container))


def _entry(app, name: str, said: str) -> nodes.list_item:
    uri = app.builder.get_relative_uri(app.config.root_doc, name)
    title = nodes.reference("", app.env.titles[name].astext(), refuri=uri, internal=True)
    return nodes.list_item("", nodes.paragraph("", "", nodes.strong("", "", title)), nodes.paragraph("", said))
