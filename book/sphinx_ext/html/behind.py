"""What only HTML shows under a figure or table: the numbers, the downloads, the publications, the letters of status."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from book.chapter.grid import Grid
from book.language import words

WIDE = 3  # a table with more columns can be wider than a phone: it scrolls, and the keyboard must reach it


def passport(shown: dict, env) -> dict:
    """The words of a figure with what stands behind it, as run.py left it beside the figure; else the words alone."""
    path = Path(env.srcdir) / env.config.book_figures / f"{shown['id']}.json"
    behind = json.loads(path.read_text(encoding="utf-8")) if env.config.book_figures and path.exists() else {}
    return {"datasets": [], "statuses": "", "sources": [], **shown, **behind}


def source_line(shown: dict) -> nodes.paragraph:
    """The source line, each publication that it names a link to its address."""
    line = nodes.paragraph(classes=["chart-source"])
    several, _, rest = shown["source"].partition(": ")
    line += nodes.Text(f"{several}: ")
    linked = {source["words"]: source["address"] for source in reversed(shown["sources"])}
    for place, entry in enumerate(rest.split("; ")):
        line += nodes.Text("; " if place else "")
        line += nodes.reference("", entry, refuri=linked[entry]) if entry in linked else nodes.Text(entry)
    return line


def only_html(markup: str) -> addnodes.only:
    """HTML that no other builder sees."""
    only = addnodes.only(expr="html")
    only += nodes.raw("", markup, format="html")
    return only


def figure(shown: dict, grid: Grid, env) -> addnodes.only:
    """Under a figure: its numbers and publications, closed; then the downloads and its own page."""
    language = env.config.language
    closed = details(words.word("numbers", language), table(grid, shown["title"]) + statuses(shown, language))
    kinds = ("csv", "svg", "png")
    return only_html(closed + publications(shown, language) + downloads(shown, kinds, env, own_page=True))


def below_table(shown: dict, env) -> addnodes.only:
    """Under a table: its publications, closed, and the download."""
    language = env.config.language
    return only_html(statuses(shown, language) + publications(shown, language) + downloads(shown, ("csv",), env))


def details(summary: str, markup: str) -> str:
    """A closed part of the page that a key opens."""
    return f"<details><summary>{escape(summary)}</summary>{markup}</details>"


def table(grid: Grid, caption: str) -> str:
    """A grid as an HTML table with a caption for those who hear it and a scope for each heading."""
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in grid.head)
    rows = "".join(
        f'<tr><th scope="row">{escape(row[0])}</th>' + "".join(f"<td>{escape(cell)}</td>" for cell in row[1:]) + "</tr>"
        for row in grid.rows
    )
    reach = f' tabindex="0" role="region" aria-label="{escape(caption)}"' if len(grid.head) > WIDE else ""
    return (
        f'<div class="numbers"{reach}><table class="data table"><caption class="unseen">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def statuses(shown: dict, language: str) -> str:
    """What each letter of status in the CSV means, of those that occur."""
    if not shown["statuses"]:
        return ""
    meaning = "; ".join(f"{letter} {words.status(letter, language)}" for letter in shown["statuses"])
    return f'<p class="chart-source">{words.word("status_letters", language)}: {escape(meaning)}.</p>'


def publications(shown: dict, language: str) -> str:
    """The publications that the source line does not link, as a closed list."""
    named = shown["source"].partition(": ")[2].split("; ")
    first = {source["words"]: source["address"] for source in reversed(shown["sources"])}
    if all(s["words"] in named and first[s["words"]] == s["address"] for s in shown["sources"]):
        return ""
    items = "".join(
        f'<li><a href="{escape(source["address"])}">{escape(source["words"])}: {escape(source["title"])}</a></li>'
        for source in shown["sources"]
    )
    return details(words.word("publications_behind", language), f"<ul>{items}</ul>")


def downloads(shown: dict, kinds: tuple, env, own_page: bool = False) -> str:
    """Links to the files of a figure or table in the book's folder of figures, and to its own page."""
    language, title = env.config.language, f'<span class="unseen">: {escape(shown["title"])}</span>'
    place = f"{'../' * env.docname.count('/')}{env.config.book_figures}/{shown['id']}"
    links = [f'<a href="{place}.{kind}" download>{kind.upper()}{title}</a>' for kind in kinds]
    own = f' <a href="{place}.html">{words.word("own_page", language)}{title}</a>.' if own_page else ""
    return f'<p class="chart-source downloads">{words.word("download_as", language)} {", ".join(links)}.{own}</p>'
