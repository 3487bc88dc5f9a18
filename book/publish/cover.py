"""What stands before the chapters of a printed edition: the words and the drawing of its cover."""

from __future__ import annotations

import csv
from pathlib import Path

from book.chapter import footer
from book.charts.cover import cover
from book.charts.style import svg
from book.edition import Edition
from book.language import numbers, titles, words

PICTURE = "cover.svg"


def front(edition: Edition, folder: Path, out: Path) -> dict[str, str]:
    """Draw the cover into `out` and give its words; `folder` holds the edition's trail and figures."""
    language = edition.language
    flows = edition.load("migration").where(measure=["immigration", "emigration"])
    (out / PICTURE).write_text(svg(cover(flows, language)), encoding="utf-8")
    day = edition.as_of or newest(folder)
    as_of = f" · {words.word('as_of', language)} {numbers.day(day, language)}" if day else ""
    return {
        "title": titles.report(language),
        "subtitle": words.capital(titles.figures(edition)),
        "line": words.word("edition", language) + as_of,
        "picture": PICTURE,
        "alt": footer.alt_text("line", "", words.word("cover", language), [flows], language),
        "contents": words.word("contents", language),
    }


def newest(folder: Path) -> str:
    """The last day on which a source published a figure that this edition shows or says; empty if it has none."""
    days = set()
    for path in (folder / "trail.csv", *(folder / "figures").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as lines:
            days |= {row.get("vintage", "") for row in csv.DictReader(lines)}
    return max(days, default="")
