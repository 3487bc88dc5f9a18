"""Pages that no chapter writes: the data of the edition, and one small page for each figure, to cite and to embed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from book.data import TABLES, load_table, rows
from book.data.records import datasets, read_record
from book.language import numbers, words
from book.publish import cite

FIGURE = re.compile(r'<figure class="chart[^>]*id="(fig-[\w-]+)">.*?</figure>', re.S)
TITLE = re.compile(r'<span class="caption-number">(.*?)</span><span class="chart-title caption-text">(.*?)</span>')


@dataclass(frozen=True)
class Figure:
    """A figure as a chapter's page shows it."""

    id: str
    name: str
    markup: str
    chapter: str


def setup(app):
    """Called once by the package's own setup."""
    app.add_config_value("book_document", "", "html")
    app.book_pages = {}
    app.connect("html-page-context", _collect, priority=800)
    app.connect("html-collect-pages", _pages)


def _collect(app, pagename, templatename, context, doctree):
    """The figures of a chapter, from its finished page."""
    context["data_page"] = bool(app.config.book_edition)
    if doctree and app.config.book_edition:
        app.book_pages[pagename] = [
            Figure(found[1], _name(found[0]), found[0], pagename) for found in FIGURE.finditer(context["body"])
        ]


def _name(markup: str) -> str:
    """ "Figure 1.2 Immigration fell"."""
    number, title = TITLE.search(markup).groups()
    return f"{number.strip()} {title}"


def _pages(app):
    """The page of data and one page per figure; none where the book has no folder of figures."""
    if not app.config.book_edition:
        return
    order = [name for name in app.env.toctree_includes.get(app.config.root_doc, []) if name in app.book_pages]
    chapters = {name: app.env.titles[name].astext() for name in [app.config.root_doc, *order]}
    figures = [figure for name in chapters for figure in app.book_pages.get(name, [])]
    title, lede = (words.text("pages", name, app.config.language) for name in ("title", "lede"))
    yield "index", {}, "front.html"
    yield "data", {"title": title, "description": lede, "body": body(app.config, chapters, figures)}, "page.html"
    for figure in figures:
        yield f"figures/{figure.id}", _context(app.config, figure), "figure.html"


def _context(config, figure: Figure) -> dict:
    part = re.sub(r"<[^>]+>", "", figure.name)
    markup = re.sub(r'<a class="headerlink".*?</a>', "", figure.markup)
    markup = re.sub(r' <a href="[^"]*/fig-[\w-]+\.html">.*?</a>\.', "", markup)
    return {
        "title": part, "figure": markup, "chapter": f"../{figure.chapter}.html#{figure.id}",
        "citation": cite.text(config.project, config.book_edition, config.language, part),
        "description": re.search(r'class="chart-measure">([^<]*)<', markup)[1],
    }  # fmt: skip


def body(config, chapters: dict[str, str], figures: list[Figure]) -> str:
    """The page of data: citation, PDF, workbook, datasets, numbers in the text, figures, notebooks."""
    title, edition, language = config.project, config.book_edition, config.language
    said = words.section("pages", language)
    book = f"state-of-migration-{edition}.xlsx"
    notebooks = {f"notebooks/{Path(name).name}.ipynb": text for name, text in chapters.items()}
    return "\n".join([
        f"<h1>{said['title']}</h1><p>{said['lede']}</p>",
        _part(said["cite"], f"<p>{escape(cite.text(title, edition, language))}</p>"
              f'<pre tabindex="0">{escape(cite.bibtex(title, edition, language))}</pre>'),
        _part(said["pdf"], f"<p>{said['pdf_words']}</p>" + _links({config.book_document: config.book_document})),
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
    items = "".join(f'<li><a href="{address}"{kind}>{text}</a></li>' for address, text in links.items())
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
