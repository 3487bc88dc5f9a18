"""What only HTML shows under a figure or table: the numbers, the downloads, the publications, the letters of status."""

from html import escape
from pathlib import Path

from docutils import nodes
from sphinx import addnodes

from book.language import words
from book.outputs import Credit, Figure, Grid, Shown
from book.sphinx_ext import config

OWN_PAGE = "own_page"  # attribute of the node that holds the link to a figure's own page
WIDE = 3  # a table with more columns can be wider than a phone: it scrolls, and the keyboard must reach it


def source_line(credit: Credit) -> nodes.paragraph:
    """The source line, each publication that it names a link to its address."""
    line = nodes.paragraph(classes=["chart-source"])
    line += nodes.Text(f"{credit.label}: ")
    for place, (entry, address) in enumerate(credit.entries):
        line += nodes.Text("; " if place else "")
        line += nodes.reference("", entry, refuri=address) if address else nodes.Text(entry)
    return line


def only_html(*markup: str) -> addnodes.only:
    """HTML that no other builder sees."""
    only = addnodes.only(expr="html")
    only += [nodes.raw("", text, format="html") for text in markup]
    return only


def figure(shown: Figure, env) -> addnodes.only:
    """Under a figure, in one closed part: its numbers, publications, the downloads and its own page."""
    language = env.config.language
    opening = f"<details><summary>{words.word('numbers', language)}</summary>"
    grid = table(shown.grid, shown.title, _answers(shown, env))
    told = grid + statuses(shown, language) + publications(shown, language)
    only = only_html(
        opening + told + downloads(shown, ("csv", "svg", "png"), env), own_page(shown, env), "</p></details>"
    )
    only.children[1][OWN_PAGE] = True
    return only


def below_table(shown: Shown, env) -> addnodes.only:
    """Under a table, in one closed part: its publications, the letters of status and the download."""
    language = env.config.language
    told = publications(shown, language) + statuses(shown, language) + downloads(shown, ("csv",), env) + "</p>"
    return only_html(details(words.word("downloads", language), told))


def details(summary: str, markup: str) -> str:
    """A closed part of the page that a key opens."""
    return f"<details><summary>{escape(summary)}</summary>{markup}</details>"


def _answers(shown: Figure, env) -> str:
    """Attributes with what the marks of a figure answer, for the script: places in the drawing, cells of the table."""
    path = Path(env.srcdir) / config.of(env.config).figures / f"{shown.id}-marks.json"
    if not path.exists():
        return ""
    env.note_dependency(str(path))
    label = words.word("marks", env.config.language)
    return f' data-label="{escape(label)}" data-marks="{escape(path.read_text(encoding="utf-8"))}"'


def table(grid: Grid, caption: str, attributes: str = "") -> str:
    """A grid as an HTML table with a caption for those who hear it and a scope for each heading."""
    # A space parts the cells: the search reads their words without the elements.
    head = " ".join(f'<th scope="col">{escape(cell)}</th>' for cell in grid.head)
    rows = " ".join(
        f'<tr><th scope="row">{escape(row[0])}</th>'
        + "".join(f" <td>{escape(cell)}</td>" for cell in row[1:])
        + "</tr>"
        for row in grid.rows
    )
    reach = f' tabindex="0" role="region" aria-label="{escape(caption)}"' if len(grid.head) > WIDE else ""
    return (
        f'<div class="numbers"{reach}{attributes}><table class="data table"><caption class="unseen">{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def statuses(shown: Shown, language: str) -> str:
    """What each letter of status in the CSV means, of those that occur."""
    if not shown.statuses:
        return ""
    meaning = "; ".join(f"{letter} {words.status(letter, language)}" for letter in shown.statuses)
    return f'<p class="chart-source">{words.word("status_letters", language)}: {escape(meaning)}.</p>'


def publications(shown: Shown, language: str) -> str:
    """The publications that the source line does not link, as a list."""
    linked = dict(shown.credit.entries)
    if all(linked.get(source.words) == source.address for source in shown.sources):
        return ""
    items = "".join(f"<li>{link(f'{one.words}: {one.title}', one.address)}</li>" for one in shown.sources)
    return f'<p class="chart-source">{words.word("publications_behind", language)}:</p><ul>{items}</ul>'


def link(text: str, address: str) -> str:
    """A link in HTML; the text alone where there is no address."""
    return f'<a href="{escape(address)}">{escape(text)}</a>' if address else escape(text)


def downloads(shown: Shown, kinds: tuple, env) -> str:
    """Links to the files of a figure or table in the book's folder of figures; the paragraph stays open."""
    links = [f'<a href="{_place(shown, env)}.{kind}" download>{kind.upper()}{_unseen(shown)}</a>' for kind in kinds]
    return f'<p class="chart-source downloads">{words.word("download_as", env.config.language)} {", ".join(links)}.'


def own_page(shown: Shown, env) -> str:
    """The link to a figure's own page."""
    return f' <a href="{_place(shown, env)}.html">{words.word("own_page", env.config.language)}{_unseen(shown)}</a>.'


def _place(shown: Shown, env) -> str:
    return escape(f"{'../' * env.docname.count('/')}{config.of(env.config).figures}/{shown.id}")


def _unseen(shown: Shown) -> str:
    """Of what a link is, for those who hear it."""
    return f'<span class="unseen">: {escape(shown.title)}</span>'
