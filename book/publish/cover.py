"""What stands before the chapters of a printed edition: the words and the drawing of its cover."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from book.chapter import footer
from book.charts.cover import cover
from book.charts.style import svg
from book.data.quantity import LATER, UNDATED
from book.data.reading import load
from book.edition import Edition
from book.language import numbers, titles, words
from book.language.words import capital
from book.outputs import Output, Shown
from book.publish import version

PICTURE = "cover.svg"


def front(edition: Edition, shown: Sequence[Output], out: Path) -> dict[str, str]:
    """Draw the cover into `out` and give its words; `shown` are the outputs of the edition's chapters."""
    language = edition.language
    flows = load("migration", until=edition.year, as_of=edition.as_of).where(measure=["immigration", "emigration"])
    (out / PICTURE).write_text(svg(cover(flows, language)), encoding="utf-8")
    day = day_of(edition, shown)
    as_of = f" · {words.word('as_of', language)} {numbers.day(day, language)}" if day else ""
    return {
        "title": titles.report(language),
        "subtitle": capital(titles.figures(edition)),
        "line": words.word("edition", language) + as_of + "".join(f" · {part}" for part in _states(edition, shown)),
        "picture": PICTURE,
        "alt": footer.alt_text("line", "", words.word("cover", language), [flows], language),
        "contents": words.word("contents", language),
        "figures": words.word("list_of_figures", language),
        "about": words.text("about", "title", language),
        "colophon": " ".join(colophon(edition, day)),
    }


def colophon(edition: Edition, day: str) -> list[str]:
    """What the book is and is not, in sentences; `day` is that of its newest figure, empty where it has none."""
    language = edition.language
    said = {"year": str(edition.year), "day": numbers.day(day, language) if day else ""}
    said |= {"version": version.project(), "data": version.data()[: version.SHORT]}
    names = ("what", "whose", "computed", *(["day"] if day else []), "licence", "version")
    return [words.text("about", name, language, **said) for name in names]


def _states(edition: Edition, shown: Sequence[Output]) -> list[str]:
    """What the cover says of an edition that is provisional, or as known on a day."""
    known, *_, held = known_rows(shown)
    said = [words.word("provisional_edition", edition.language)] if edition.provisional else []
    return said + ([_counted("known_then", edition, known, held)] if edition.as_of else [])


def banner(edition: Edition, shown: Sequence[Output]) -> str:
    """What each page says of such an edition, in whole sentences; empty for any other."""
    said = [words.word("provisional_banner", edition.language, edition.year)] if edition.provisional else []
    if edition.as_of:
        day = numbers.day(edition.as_of, edition.language)
        said.append(_counted("as_of_banner", edition, *known_rows(shown), day=day))
    return " ".join(said)


def _counted(name: str, edition: Edition, *counts: int, **named: str) -> str:
    return words.word(name, edition.language, *(numbers.count(one, edition.language) for one in counts), **named)


def known_rows(shown: Iterable[Output]) -> tuple[int, int, int, int]:
    """Of the numbers in figures and tables, each observation once: known on the day, later, undated, and all."""
    held: dict[tuple, int] = {}
    for output in shown:
        if isinstance(output, Shown):
            rows = output.rows
            codes = (
                zip(*(column for _, column in rows.dimensions), strict=True)
                if rows.dimensions
                else [()] * len(rows.value)
            )
            keys = zip(rows.dataset, rows.period, rows.measure, codes, strict=True)
            held |= {
                key: late for key, value, late in zip(keys, rows.value, rows.later, strict=True) if value is not None
            }
    found = list(held.values())
    return *(found.count(late) for late in (0, LATER, UNDATED)), len(found)


def day_of(edition: Edition, shown: Iterable[Output]) -> str:
    """The day up to which its figures go: the one asked for, else that of the newest figure; empty if it has none."""
    return edition.as_of or newest(shown)


def newest(shown: Iterable[Output]) -> str:
    """The last day on which a source published a figure that these outputs show or say; empty if they have none."""
    days = {""}
    for output in shown:
        if isinstance(output, Shown):
            days |= set(output.rows.vintage)
        days |= {group.vintage for number in getattr(output, "numbers", ()) for group in number.behind}
    return max(days)
