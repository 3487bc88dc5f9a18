"""Why a figure changed, as its producer says: the rows of `causes`, never a reason of our own."""

from book.chapter import footer
from book.chapter.sentences import Saying
from book.chapter.templates import Variant
from book.data import reading
from book.data.periods import span, turn_year
from book.data.records import LANGUAGES, Record, Row, Source, read_record
from book.edition import Edition
from book.language import names, numbers, words
from book.measures.results import Change

CAUSES = "causes"


def reason(edition: Edition, topic: str, change: Change | None = None) -> Saying:
    """ "According to CBS (26 April 2023): …"; empty where no producer explains a change in this direction.

    `topic` is one of the table. The reason is of the period of the change, else of the longest part of it that has one,
    at least its half, which is then named; a stock at the turn of a year changed in that year. Nothing that was published
    before the end of what it explains is said, and of a day asked for only what was published by then. Without `change`,
    of what no two comparable figures are held, it is what the producer says of the reference year.
    """
    period = (change and (_year(change) or change.now.period)) or str(edition.year)
    record, found = read_record(CAUSES), _found(edition, topic, change, period)
    templates = {name: _template(found, record, period, name) if found else "" for name in LANGUAGES}
    return Saying(edition, (Variant(templates, {}),))


def _found(edition: Edition, topic: str, change: Change | None, period: str) -> Row | None:
    sources, table = read_record(CAUSES).sources, reading.load_table(CAUSES)
    if change and (change.missing or change.broken or not change.difference):
        return None
    directions = ("up", "down") if change is None else ("up",) if change.difference > 0 else ("down",)
    first, last = span(period)
    rows = [
        row for row in table.to_dict("records")
        if row["topic"] == topic and row["direction"] in directions
        and first <= span(row["period"])[0] and span(row["period"])[1] <= last
        and 2.1 * _days(row["period"]) > _days(period)
        and _published(sources[row["source"]]) >= span(row["period"])[1].isoformat()  # no reason before it was over
        and (not edition.as_of or _published(sources[row["source"]]) <= edition.as_of)
    ]  # fmt: skip
    return max(rows, key=lambda row: _days(row["period"]), default=None)


def _year(change: Change) -> str:
    """The year of a change from one turn of the year to the next, which is a change of two days; else empty."""
    now, before = (
        turn_year(one.period) if one.kind == "stock" and one.period else None for one in (change.now, change.before)
    )
    return str(now) if now is not None and before == now - 1 else ""


def _published(source: Source) -> str:
    """The last day on which it can have been published."""
    return span(source.published)[1].isoformat()


def _days(period: str) -> int:
    first, last = span(period)
    return (last - first).days


def uncapital(text: str) -> str:
    """A sentence as it stands behind a colon; the texts of the table begin with no name."""
    return text[:1].lower() + text[1:]


def _template(row: Row, record: Record, period: str, language: str) -> str:
    source = record.sources[row["source"]]
    by = words.section("producers", language)[source.short["en"]]
    day = names.link(numbers.day(source.published, language) + footer.via(source, language), source.address)
    part = "" if row["period"] == period else numbers.named_period(row["period"], language)
    text = names.escape(uncapital(row[f"text_{language}"]))
    said = words.text("reasons", "of_part" if part else "said", language, by=by, day=day, period=part, text=text)
    return said.replace("{", "{{").replace("}", "}}")
