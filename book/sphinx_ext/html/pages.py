"""Pages that no chapter writes: the data of the edition, and one small page for each figure, to cite and to embed."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from pathlib import Path

from docutils import nodes

from book.data import TABLES, load_table, rows
from book.data.records import datasets, read_record
from book.language import numbers
from book.publish import cite
from book.sphinx_ext import config
from book.sphinx_ext.html.behind import OWN_PAGE

WORDS = {
    "en": {
        "title": "Data and citation",
        "lede": "Everything that the book is computed from, and every number that it shows, to download and to cite.",
        "cite": "Cite this edition",
        "pdf": "The book as PDF", "pdf_words": "Tagged for screen readers (PDF/UA), with the same numbers of figures.",
        "book": "All figures and tables in one workbook",
        "book_words": "One sheet for each figure and table, with title, source and status (XLSX).",
        "datasets": "Datasets",
        "datasets_words": "Each dataset holds all vintages of its values. Its record says what is counted, where it "
        "comes from, what was done and what not to do with it. datapackage.json describes them all (Data Package).",
        "dataset": "Dataset", "observations": "Rows", "download": "Data and record",
        "trail": "The numbers in the text",
        "trail_words": "One row for each number that a sentence says, and one for each observation behind it.",
        "figures": "Figures", "figures_words": "Each figure has a page of its own.",
        "notebooks": "Notebooks", "notebooks_words": "Each chapter as it was computed, to run again or to check.",
    },
    "nl": {
        "title": "Gegevens en verwijzen",
        "lede": "Alles waaruit het boek is berekend en elk getal dat het toont, om te downloaden en naar te verwijzen.",
        "cite": "Naar deze editie verwijzen",
        "pdf": "Het boek als pdf", "pdf_words": "Met labels voor schermlezers (PDF/UA) en dezelfde figuurnummers.",
        "book": "Alle figuren en tabellen in één werkmap",
        "book_words": "Eén werkblad per figuur en tabel, met titel, bron en status (XLSX).",
        "datasets": "Datasets",
        "datasets_words": "Elke dataset bevat alle bewaarde publicaties van zijn waarden. De beschrijving zegt wat er "
        "is geteld, waar het vandaan komt, wat ermee is gedaan en wat er niet mee kan. datapackage.json beschrijft ze "
        "allemaal (Data Package).",
        "dataset": "Dataset", "observations": "Rijen", "download": "Gegevens en beschrijving",
        "trail": "De getallen in de tekst",
        "trail_words": "Eén rij voor elk getal in een zin, en één voor elke waarneming erachter.",
        "figures": "Figuren", "figures_words": "Elke figuur heeft een eigen pagina.",
        "notebooks": "Notebooks", "notebooks_words": "Elk hoofdstuk zoals het is berekend, om opnieuw uit te voeren "
        "of na te gaan.",
    },
}  # fmt: skip


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
    words = WORDS[app.config.language]
    yield "index", {}, "front.html"
    markup = body(app.config, chapters, figures)
    yield "data", {"title": words["title"], "description": words["lede"], "body": markup}, "page.html"
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
    words, title, language = WORDS[settings.language], settings.project, settings.language
    edition, document = config.of(settings).edition, config.of(settings).document
    book = f"state-of-migration-{edition}.xlsx"
    notebooks = {f"notebooks/{Path(name).name}.ipynb": text for name, text in chapters.items()}
    return "\n".join([
        f"<h1>{words['title']}</h1><p>{words['lede']}</p>",
        _part(words["cite"], f"<p>{escape(cite.text(title, edition, language))}</p>"
              f'<pre tabindex="0">{escape(cite.bibtex(title, edition, language))}</pre>'),
        _part(words["pdf"], f"<p>{words['pdf_words']}</p>" + _links({document: document})),
        _part(words["book"], f"<p>{words['book_words']}</p>" + _links({book: book})),
        _part(words["datasets"], f"<p>{words['datasets_words']}</p>" + _links({"datapackage.json": "datapackage.json"})
              + _datasets(words, language)),
        _part(words["trail"], f"<p>{words['trail_words']}</p>"
              + _links({name: name for name in ("numbers.csv", "trail.csv")})),
        _part(words["figures"], f"<p>{words['figures_words']}</p>"
              + _links({f"figures/{figure.id}.html": escape(figure.name) for figure in figures}, download=False)),
        _part(words["notebooks"], f"<p>{words['notebooks_words']}</p>" + _links(notebooks)),
    ])  # fmt: skip


def _part(title: str, markup: str) -> str:
    return f"<section><h2>{title}</h2>{markup}</section>"


def _links(links: dict[str, str], download: bool = True) -> str:
    kind = " download" if download else ""
    items = "".join(f'<li><a href="{address}"{kind}>{text}</a></li>' for address, text in links.items())
    return f"<ul>{items}</ul>"


def _datasets(words: dict, language: str) -> str:
    heads = "".join(f'<th scope="col">{words[name]}</th>' for name in ("dataset", "observations", "download"))
    body = "".join(_dataset(name, language) for name in datasets())
    return (
        f'<div class="numbers"><table class="data table"><caption class="unseen">{words["datasets"]}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _dataset(name: str, language: str) -> str:
    record = read_record(name)
    count = numbers.count(len(load_table(name) if name in TABLES else rows(name)), language)
    title = escape(record.title[language])
    link = '<a href="data/{0}.{1}" download>{2}<span class="unseen">: {3}</span></a>'
    files = link.format(name, "csv", "CSV", title) + ", " + link.format(name, "yml", "YAML", title)
    return f'<tr><th scope="row">{title}</th><td>{count}</td><td>{files}</td></tr>'
