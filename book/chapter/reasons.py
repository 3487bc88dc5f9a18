"""Why a figure changed, as its producer says: the rows of `causes`, never a reason of our own."""

from book.chapter import footer
from book.chapter.sentences import Saying
from book.chapter.templates import Variant
from book.data import reading
from book.data.periods import span
from book.data.records import LANGUAGES, Record, Row, Source, read_record
from book.edition import Edition
from book.language import names, numbers, words
from book.measures.results import Change

CAUSES = "causes"


def reason(edition: Edition, topic: str, change: Change) -> Saying:
    """ "According to CBS (26 April 2023): …"; empty where no producer explains a change in this direction.

    `topic` is one of the table. The reason is of the period of the change, else of the longest part of it that has one,
    at least its half, which is then named; of a day asked for, only what was published by then is said.
    """
    record, found = read_record(CAUSES), _found(edition, topic, change)
    templates = {name: _template(found, record, change, name) if found else "" for name in LANGUAGES}
    return Saying(edition, (Variant(templates, {}),))


def _found(edition: Edition, topic: str, change: Change) -> Row | None:
    sources, table = read_record(CAUSES).sources, reading.load_table(CAUSES)
    if change.missing or change.broken or not change.difference:
        return None
    first, last = span(change.now.period)
    rows = [
        row for row in table.to_dict("records")
        if row["topic"] == topic and row["direction"] == ("up" if change.difference > 0 else "down")
        and first <= span(row["period"])[0] and span(row["period"])[1] <= last
        and 2.1 * _days(row["period"]) > _days(change.now.period)
        and (not edition.as_of or _published(sources[row["source"]]) <= edition.as_of)
    ]  # fmt: skip
    return max(rows, key=lambda row: _days(row["period"]), default=None)


def _published(source: Source) -> str:
    """The last day on which it can have been published."""
    return span(source.published)[1].isoformat()


def _days(period: str) -> int:
    first, last = span(period)
    return (last - first).days


def uncapital(text: str) -> str:
    """A sentence as it stands behind a colon; the texts of the table begin with no name."""
    return text[:1].lower() + text[1:]


def _template(row: Row, record: Record, change: Change, language: str) -> str:
    source = record.sources[row["source"]]
    by = words.section("producers", language)[source.short["en"]]
    day = names.link(numbers.day(source.published, language) + footer.via(source, language), source.address)
    part = "" if row["period"] == change.now.period else numbers.named_period(row["period"], language)
    text = names.escape(uncapital(row[f"text_{language}"]))
    said = words.text("reasons", "of_part" if part else "said", language, by=by, day=day, period=part, text=text)
    return said.replace("{", "{{").replace("}", "}}")
