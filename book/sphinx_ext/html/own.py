"""A page for each figure, to cite and to embed: its paragraph, the way back and to the figures beside it."""

from collections.abc import Iterator
from functools import cache

from docutils import nodes

from book.language import words
from book.sphinx_ext import config
from book.sphinx_ext.html.behind import OWN_PAGE
from book.sphinx_ext.html.trails import bare


def begin(app):
    """Room for the figures of each chapter that is written."""
    app.builder.book_figures = {}  # {chapter: {id: what the template of the figure's own page is given}}
    app.builder.book_contents = None  # the contents as the page of a figure has them


def share_contents(app, pagename, templatename, context, doctree):
    """The contents beside the page of a figure, which is none of them, are those beside every other: made once."""
    if pagename.startswith(f"{config.of(app.config).figures}/"):
        app.builder.book_contents = app.builder.book_contents or cache(context["toctree"])
        context["toctree"] = app.builder.book_contents


def collect(app, pagename, templatename, context, doctree):
    """The figures of a chapter that is written, each for a page of its own."""
    book = config.of(app.config)
    edition, context["data_page"] = book.edition, bool(book.document)
    if doctree and edition:
        app.builder.book_figures[pagename] = {
            node["ids"][0]: _figure(app, pagename, node, doctree) for node in charts(doctree)
        }


def charts(doctree) -> list[nodes.figure]:
    """The figures of a chapter."""
    return [node for node in doctree.findall(nodes.figure) if "chart" in node["classes"]]


def title(app, docname: str, node: nodes.figure) -> str:
    """ "Figure 1.2 Immigration fell"."""
    number = ".".join(map(str, app.env.toc_fignumbers[docname]["figure"][node["ids"][0]]))
    return f"{app.config.numfig_format['figure'] % number} {node.next_node(nodes.caption).astext()}"


def pages(app, titles: dict[str, str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Name and context of the page of each figure that was written; `titles` are those of all figures, in order."""
    order = list(titles)
    for chapter in app.builder.book_figures.values():
        for name, page in chapter.items():
            place = order.index(name)
            beside = {"before": order[place - 1] if place else "", "after": (order[place + 1 :] or [""])[0]}
            yield name, page | {side: other and (f"{other}.html", titles[other]) for side, other in beside.items()}


def _figure(app, docname: str, node: nodes.figure, doctree) -> dict[str, str]:
    """A figure alone: without the link to its own page and without marks to link to it."""
    name, language = node["ids"][0], app.config.language
    alone = node.deepcopy()
    for link in [part for part in alone.findall(nodes.raw) if part.get(OWN_PAGE)]:
        link.parent.remove(link)
    marks, app.builder.add_permalinks = app.builder.add_permalinks, False
    markup = app.builder.render_partial(alone)["fragment"]
    app.builder.add_permalinks = marks
    measure = next(part for part in node.findall(nodes.paragraph) if "chart-measure" in part["classes"])
    named, book = title(app, docname, node), config.of(app.config)
    cited, page = config.cited(app.config), f"{book.figures}/{name}.html"
    return {
        "title": named, "description": measure.astext(), "figure": markup, "chapter": f"../{docname}.html#{name}",
        "chapter_title": app.env.titles[docname].astext(), "citation": cited.text(named, page), "said": _said(doctree, name),
        "said_words": words.word("said_of_figure", language), "embed_words": words.word("embed", language),
        "embed": f'<iframe src="{cited.place(page) if cited.address else page}" title="{named}" width="640" height="800"></iframe>',
    }  # fmt: skip


def _said(doctree, name: str) -> str:
    """The first paragraph of its chapter that names a figure; In brief has one, too, which says less."""
    links = [link for link in doctree.findall(nodes.reference) if _leads_to(link, name)]
    around = [_paragraph(link) for link in links]
    return max((bare(paragraph) for paragraph in around if paragraph is not None), key=len, default="")


def _leads_to(link: nodes.reference, name: str) -> bool:
    return link.get("refid") == name or link.get("refuri", "").endswith(f"#{name}")


def _paragraph(node) -> nodes.paragraph | None:
    while node is not None and not isinstance(node, nodes.paragraph):
        node = node.parent
    return node
