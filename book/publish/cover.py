"""What stands before the chapters of a printed edition: the words and the drawing of its cover."""

from collections.abc import Iterable
from pathlib import Path

from book.chapter import footer
from book.charts.cover import cover
from book.charts.style import svg
from book.data.reading import load
from book.edition import Edition
from book.language import numbers, titles, words
from book.language.words import capital
from book.outputs import Output, Shown

PICTURE = "cover.svg"


def front(edition: Edition, day: str, out: Path) -> dict[str, str]:
    """Draw the cover into `out` and give its words; `day` is that of the edition's newest figure, or empty."""
    language = edition.language
    flows = load("migration", until=edition.year, as_of=edition.as_of).where(measure=["immigration", "emigration"])
    (out / PICTURE).write_text(svg(cover(flows, language)), encoding="utf-8")
    day = edition.as_of or day
    as_of = f" · {words.word('as_of', language)} {numbers.day(day, language)}" if day else ""
    return {
        "title": titles.report(language),
        "subtitle": capital(titles.figures(edition)),
        "line": words.word("edition", language) + as_of,
        "picture": PICTURE,
        "alt": footer.alt_text("line", "", words.word("cover", language), [flows], language),
        "contents": words.word("contents", language),
    }


def newest(shown: Iterable[Output]) -> str:
    """The last day on which a source published a figure that these outputs show or say; empty if they have none."""
    days = {""}
    for output in shown:
        if isinstance(output, Shown):
            days |= set(output.rows.vintage)
        days |= {group.vintage for number in getattr(output, "numbers", ()) for group in number.behind}
    return max(days)
