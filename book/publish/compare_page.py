"""The differences of two editions as a page, old and new side by side, and as CSV."""

from collections import Counter
from collections.abc import Iterable
from html import escape
from pathlib import Path

from book.language import numbers, words
from book.publish import csv_files, policy
from book.publish.compare import KINDS, Difference, total
from book.publish.editions import Chapters
from book.publish.policy import STYLE

WIDE = """
body { max-width: 72rem }
table { border-collapse: collapse; width: 100%; font-size: 1rem }
caption { text-align: start; padding: .5rem 0 }
th, td { text-align: start; vertical-align: top; padding: .375rem .75rem; border-top: 1px solid var(--rule); overflow-wrap: anywhere }
td { width: 38% }
"""
HEAD = ["kind", "chapter", "place", "name", "only_marks", "before", "after"]


def file(names: tuple[str, ...]) -> str:
    """The file name of the page of two editions: `2022-nl--2023-nl.html`."""
    return f"{'--'.join(names)}.html"


def write(
    found: list[Difference], names: tuple[str, str], editions: tuple[Chapters, Chapters], language: str, folder: Path
) -> Path:
    """`<before>--<after>.html` and `.csv` in `folder`, with the names of both editions; the page."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file(names)
    rows = [
        [one.kind, one.chapter, one.place, one.name, str(one.only_marks).lower(), one.before, one.after]
        for one in found
    ]
    csv_files.write(path.with_suffix(".csv"), HEAD, rows)
    path.write_text(page(found, names, total(*editions), language), encoding="utf-8")
    return path


def page(found: list[Difference], names: tuple[str, str], counts: Counter, language: str) -> str:
    """The page: numbers, sentences, figures; then what differs only in signs."""
    title = escape(words.text("compare", "title", language, *names))
    changed = [one for one in found if not one.only_marks]
    sections = [
        _section(kind, [one for one in changed if one.kind == kind], names, counts[kind], language) for kind in KINDS
    ]
    marks = _part("marks", _table(_rows(one for one in found if one.only_marks), "marks", names, language), language)
    style = STYLE + WIDE
    return f"""<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
{policy.meta(style)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>{style}</style>
</head>
<body>
<main>
<h1>{title}</h1>
<p><a href="{escape(Path(file(names)).stem)}.csv" download>{words.text("compare", "file", language)}</a></p>
{"".join(sections)}{marks}</main>
</body>
</html>
"""


def _section(kind: str, found: list[Difference], names: tuple[str, str], total: int, language: str) -> str:
    rows = _figures(found, language) if kind == "figures" else _rows(found)
    counts = words.text("compare", "counts", language, changed=len(rows), all=numbers.count(total, language))
    return _part(kind, f"<p>{counts}</p>{_table(rows, kind, names, language)}", language)


def _part(name: str, markup: str, language: str) -> str:
    return f"<section><h2>{words.text('compare', name, language)}</h2>{markup}</section>\n"


def _rows(found: Iterable[Difference]) -> list[tuple[str, str, str]]:
    return [(" ".join(filter(None, [f"{one.chapter}.{one.place}", one.name])), one.before, one.after) for one in found]


def _figures(found: list[Difference], language: str) -> list[tuple[str, str, str]]:
    """A row for each figure: its words on both sides where they differ, and how many of its numbers do."""
    rows = []
    for place in dict.fromkeys((one.chapter, one.place) for one in found):
        own = [one for one in found if (one.chapter, one.place) == place]
        cells = [one for one in own if one.name]
        gone, new = sum(not one.after for one in cells), sum(not one.before for one in cells)
        counts = words.text("compare", "cells", language, changed=len(cells) - gone - new, new=new, gone=gone)
        title = next((one for one in own if not one.name), None)
        before, after = (title.before, f"{title.after} ") if title else ("", "")
        rows.append((".".join(place), before, f"{after}[{counts}]"))
    return rows


def _table(rows: list[tuple[str, str, str]], kind: str, names: tuple[str, str], language: str) -> str:
    """Old and new side by side, under the names of their editions."""
    if not rows:
        return f"<p>{words.text('compare', 'none', language)}</p>"
    place, before, after = (words.text("compare", name, language) for name in ("place", "before", "after"))
    heads = [place, f"{before}: {names[0]}", f"{after}: {names[1]}"]
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(old)}</td><td>{escape(new)}</td></tr>\n'
        for name, old, new in rows
    )
    caption = escape(words.text("compare", kind, language))
    return f"<table><caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
