"""Where each number in the text comes from: a link behind it, and at the end of its chapter the place where it leads."""

from collections.abc import Callable
from html import escape

from docutils import nodes

from book.data.records import DATA
from book.language import numbers, words
from book.outputs import Number, Paragraph, Sentence
from book.publish import trail
from book.sphinx_ext.html.behind import link, only_html

TRAILS = "trails"  # the class of what `gather` brings to the end
ROWS = 6  # of a number that are written out; all are in trail.csv


def linked(said: Sentence | Paragraph, cell: str) -> tuple[str, list[tuple[str, str, tuple[Number, ...]]]]:
    """Its Markdown with a link around all that says a number, and per link: name, words, numbers."""
    found = []

    def mark(told: str, entered: tuple[Number, ...]) -> str:
        name = f"{cell}-{len(found) + 1}"
        found.append((name, told, entered))
        return f"{_opened(name)}{told}</a>"

    return said.marked(mark), found


def around(name: str, told: str) -> list[nodes.Node]:
    """A number that stands alone, within its link."""
    return [nodes.raw("", _opened(name), format="html"), nodes.Text(told), nodes.raw("", "</a>", format="html")]


def bare(node: nodes.Node) -> str:
    """What a paragraph says, on one line, without the links around its numbers."""
    return " ".join(
        "".join(text for text in node.findall(nodes.Text) if not isinstance(text.parent, nodes.raw)).split()
    )


def _opened(name: str) -> str:
    return f'<a class="said" id="said-{name}" href="#from-{name}">'


def entries(found: list[tuple[str, str, tuple[Number, ...]]], plain: Callable[[str], str], env) -> list[nodes.Node]:
    """What `gather` brings to the end of the chapter; `plain` takes a text out of Markdown."""
    if not found:
        return []
    for dataset in {used.dataset for *_, entered in found for number in entered for used in number.behind}:
        for kind in ("csv", "yml"):  # a chapter is read anew where what it tells of them has changed
            env.note_dependency(str(DATA / f"{dataset}.{kind}"))
    root = "../" * env.docname.count("/")
    markup = "".join(_entry(name, plain(told), entered, env.config.language, root) for name, told, entered in found)
    only = only_html(markup)
    only[TRAILS] = True
    return [only]


def gather(app, doctree) -> None:
    """The trails of a chapter, from their sentences to one list at its end; a script folds it."""
    found = list(doctree.findall(lambda node: isinstance(node, nodes.Element) and node.get(TRAILS)))
    if not found:
        return
    for node in found:
        node.parent.remove(node)
    said = words.section("trail", app.config.language)
    head = f'<details class="trails" open><summary>{escape(said["title"])}</summary><p>{escape(said["lede"])}</p><dl>'
    body = "".join(node.astext() for node in found)
    end = next(iter(doctree.findall(nodes.section)), doctree)
    end.append(only_html(f"{head}{body}</dl></details>"))


def _entry(name: str, told: str, entered: tuple[Number, ...], language: str, root: str) -> str:
    back = f'<span class="unseen">: {escape(words.text("trail", "back", language))}</span>'
    body = "".join(_number(number, language, root) for number in entered if number.value is not None)
    return f'<dt id="from-{name}"><a href="#said-{name}">{escape(told)}{back}</a></dt><dd>{body}</dd>'


def _number(number: Number, language: str, root: str) -> str:
    """The exact number with its formula, and its rows, the first of many."""
    rows = trail.rows(number, language)
    shown = "".join(f"<li>{_row(row, language, root)}</li>" for row in rows[:ROWS])
    if len(rows) > ROWS:
        more = words.text("trail", "more", language, numbers.count(len(rows) - ROWS, language))
        shown += f"<li>{escape(more)} {link('trail.csv', f'{root}trail.csv')}</li>"
    return f"<p>{escape(trail.told(number, language))}: {escape(trail.formula(number, language))}</p><ul>{shown}</ul>"


def _row(row: trail.Row, language: str, root: str) -> str:
    """One row: what it is, its value and status, its publication, and the way to its dataset."""
    source = link(trail.producer(row.source, language), row.source.address)
    dataset = link(words.text("trail", "rows", language, row.used.dataset), f"{root}data/{row.used.dataset}.csv")
    return f"{escape(row.said)}; {source}, {escape(row.published)}; {dataset}"
