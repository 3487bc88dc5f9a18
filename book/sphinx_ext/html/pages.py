"""Pages that no chapter writes: the data of the edition, and one small page for each figure, to cite and to embed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from docutils import nodes

from book.data import TABLES, load_table, rows
from book.data.records import datasets, read_record
from book.language import numbers, words
from book.publish import cite
from book.sphinx_ext import config
from book.sphinx_ext.html.behind import OWN_PAGE


@dataclass(frozen=True)
class Figure:
    """A figure as a chapter's page shows it."""

    id: str
    name: str
    measure: str
    markup: str
    chapter: str


def setup(app):
    """Called once by the package's own setup."""
    app.connect("builder-inited", _begin)
    app.connect("html-page-context", _collect, priority=800)
    app.connect("html-collect-pages", _pages)


def _begin(app):
    app.builder.book_figures = {}  # of each chapter that was written


def _collect(app, pagename, templatename, context, doctree):
    """The figures of a chapter, as its page shows them."""
    edition = config.of(app.config).edition
    context["data_page"] = bool(edition)
    if doctree and edition:
        charts = [node for node in doctree.findall(nodes.figure) if "chart" in node["classes"]]
        app.builder.book_figures[pagename] = [_figure(app, pagename, node) for node in charts]


def _figure(app, docname: str, node: nodes.figure) -> Figure:
    """A figure alone: without the link to its own page and without marks to link to it."""
    name = node["ids"][0]
    number = app.env.toc_fignumbers[docname]["figure"][name]
    title = node.next_node(nodes.caption).astext()
    alone = node.deepcopy()
    for link in [part for part in alone.findall(nodes.raw) if part.get(OWN_PAGE)]:
        link.parent.remove(link)
    marks, app.builder.add_permalinks = app.builder.add_permalinks, False
    markup = app.builder.render_partial(alone)["fragment"]
    app.builder.add_permalinks = marks
    measure = next(part for part in node.findall(nodes.paragraph) if "chart-measure" in part["classes"])
    words = app.config.numfig_format["figure"] % ".".join(map(str, number))
    return Figure(name, f"{words} {title}", measure.astext(), markup, docname)


def _pages(app):
    """The page of data and one page per figure; none where the book is no edition."""
    book = config.of(app.config)
    if not book.edition:
        return
    found = app.builder.book_figures
    order = [name for name in app.env.toctree_includes.get(app.config.root_doc, []) if name in found]
    chapters = {name: app.env.titles[name].astext() for name in [app.config.root_doc, *order]}
    figures = [figure for name in chapters for figure in found.get(name, [])]
    said = words.section("pages", app.config.language)
    yield "index", {}, "front.html"
    markup = body(app.config, chapters, figures)
    yield "data", {"title": said["title"], "description": said["lede"], "body": markup}, "page.html"
    for figure in figures:
        yield f"{book.figures}/{figure.id}", _context(app.config, figure), "figure.html"


def _context(settings, figure: Figure) -> dict:
    return {
        "title": figure.name, "figure": figure.markup, "chapter": f"../{figure.chapter}.html#{figure.id}",
        "citation": cite.text(settings.project, config.of(settings).edition, settings.language, figure.name),
        "description": figure.measure,
    }  # fmt: skip


def body(settings, chapters: dict[str, str], figures: list[Figure]) -> str:
    """The page of data: citation, PDF, workbook, datasets, numbers in the text, figures, notebooks."""
    title, language = settings.project, settings.language
    said = words.section("pages", language)
    edition, document = config.of(settings).edition, config.of(settings).document
    book = f"state-of-migration-{edition}.xlsx"
    notebooks = {f"notebooks/{Path(name).name}.ipynb": text for name, text in chapters.items()}
    return "\n".join([
        f"<h1>{said['title']}</h1><p>{said['lede']}</p>",
        _part(said["cite"], f"<p>{escape(cite.text(title, edition, language))}</p>"
              f'<pre tabindex="0">{escape(cite.bibtex(title, edition, language))}</pre>'),
        _part(said["pdf"], f"<p>{said['pdf_words']}</p>" + _links({document: document})),
        _part(said["book"], f"<p>{said['book_words']}</p>" + _links({book: book})),
        _part(said["datasets"], f"<p>{said['datasets_words']}</p>" + _links({"datapackage.json": "datapackage.json"})
              + _datasets(said, language)),
        _part(said["trail"], f"<p>{said['trail_words']}</p>"
              + _links({name: name for name in ("numbers.csv", "trail.csv")})),
        _part(said["figures"], f"<p>{said['figures_words']}</p>"
              + _links({f"figures/{figure.id}.html": figure.name for figure in figures}, download=False)),
        _part(said["notebooks"], f"<p>{said['notebooks_words']}</p>" + _links(notebooks)),
    ])  # fmt: skip


def _part(title: str, markup: str) -> str:
    return f"<section><h2>{title}</h2>{markup}</section>"


def _links(links: dict[str, str], download: bool = True) -> str:
    kind = " download" if download else ""
    items = "".join(f'<li><a href="{escape(address)}"{kind}>{escape(text)}</a></li>' for address, text in links.items())
    return f"<ul>{items}</ul>"


def _datasets(said: dict, language: str) -> str:
    heads = "".join(f'<th scope="col">{said[name]}</th>' for name in ("dataset", "observations", "download"))
    body = "".join(_dataset(name, language) for name in datasets())
    return (
        f'<div class="numbers"><table class="data table"><caption class="unseen">{said["datasets"]}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _dataset(name: str, language: str) -> str:
    record = read_record(name)
    count = numbers.count(len(load_table(name) if name in TABLES else rows(name)), language)
    title = escape(record.title[language])
    link = '<a href="data/{0}.{1}" download>{2}<span class="unseen">: {3}</span></a>'
    files = link.format(name, "csv", "CSV", title) + ", " + link.format(name, "yml", "YAML", title)
    return f'<tr><th scope="row">{title}</th><td>{count}</td><td>{files}</td></tr>'
