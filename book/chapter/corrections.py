"""What was corrected after it came out, as a chapter lists it: by the producers, and by the book itself."""

from book.chapter.listings import Listing, table_of_words
from book.chapter.session import Chapter
from book.data.reading import load_table
from book.data.revisions import Revision, revisions
from book.language import names, numbers, words
from book.language.words import capital
from book.outputs import Sentence


def revised(chapter: Chapter, id: str, *, title: tuple, measure: tuple) -> Listing:
    """Figures of the edition's year that had another value when they were first published: first, newest, both days."""
    edition = chapter.edition
    rows = [_row(revision, edition.language) for revision in revisions(edition.year, edition.as_of)]
    if not rows:
        return Listing(Sentence(words.word("no_revisions", edition.language, edition.year)))
    head = ["value", "period", "first_value", "first_day", "newest_value", "newest_day"]
    return table_of_words(chapter, id, title, measure, head, rows)


def corrected(chapter: Chapter, *, title: tuple, measure: tuple) -> Listing:
    """Mistakes of the book itself in editions of this year: when, what, why, old and new; or that none is known."""
    edition, language = chapter.edition, chapter.edition.language
    table = load_table("corrections")
    found = table[(table["edition"] == str(edition.year)) & (table["day"] <= (edition.as_of or "9999"))]
    if found.empty:
        return Listing(Sentence(words.word("no_corrections", language)))
    rows = [
        [numbers.day(row["day"], language), *(row[f"{name}_{language}"] for name in ("what", "old", "new", "why"))]
        for row in found.to_dict("records")
    ]
    return table_of_words(chapter, "tab-corrected", title, measure, ["corrected_on", "what", "old", "new", "why"], rows)


def _row(revision: Revision, language: str) -> list[str]:
    record, measure = revision.record, revision.record.measures[revision.measure]
    about = [names.category(record, name, code, language) for name, code in revision.categories if code != "total"]
    named = f"{record.title[language]}: {', '.join([measure.label[language], *about])}"
    first, newest = (_value(value, measure, language) for value in (revision.first, revision.newest))
    days = (numbers.short_day(day, language) for day in (revision.first_day, revision.newest_day))
    return [capital(named), numbers.period(revision.period, language), first, next(days), newest, next(days)]


def _value(value: float, measure, language: str) -> str:
    return numbers.table_value(value, measure.unit, language, measure.rounding) + (
        "%" if measure.unit == "percent" else ""
    )
