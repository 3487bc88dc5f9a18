"""One observation entered by hand: asked for, checked, shown, appended."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pandas as pd

from book.data import reading, writing
from book.data.cells import listed
from book.data.periods import is_day, is_period
from book.data.records import DATA, LANGUAGES, DataError, Record, Source, read_record
from book.language import numbers, words
from book.refresh.changes import compare

Ask = Callable[..., str]  # name, hint and default of what is asked for: the answer


def asker(given: dict[str, str], ask: Callable[[str], str]) -> Ask:
    """Answers what is `given`, and asks for the rest by `ask` (as `input` does); DataError where no one answers."""

    def answer(name: str, hint: str, default: str = "") -> str:
        if given.get(name) is not None:
            return given[name]
        try:
            return ask(f"{name} ({hint}){f' [{default}]' if default else ''}: ").strip() or default
        except EOFError:
            raise DataError(f"{name} is missing: {hint}") from None

    return answer


def add(dataset: str, answer: Ask, confirm: Callable[[str], bool], folder: Path = DATA) -> str:
    """Add one observation to a dataset, with a source of its own where that is new; what was done, in a line.

    It is checked as any reader would, shown and, if it is `confirm`ed, appended. DataError names what does not fit.
    """
    record = read_record(dataset, folder)
    row = {"period": answer("period", "2024, 2024-Q1, 2024-06, 2024-12-31")}
    if not is_period(row["period"]):
        raise DataError(f"{row['period']!r} is no period")
    row["measure"] = answer("measure", listed(record.measures), _only(record.measures))
    for name, dimension in record.dimensions.items():
        known = [*dimension.codes, *(["a country, as NL"] if dimension.countries else [])]
        row[name] = answer(name, listed(known), _only(known))
    row["value"] = answer("value", "a number with a decimal point; nothing where there is none")
    row["status"] = answer("status", "A, or letters of BCDEMPQRU in order", "A" if row["value"] else "M")
    key = answer("source", f"{listed(record.sources)}, or a new key", next(reversed(record.sources), ""))
    known = record.sources.get(key)
    day = answer("day", "on which it was published", _day(known) if known else "")
    source = None if known else {key: _entry(record, day, answer)}
    return _added(record, pd.DataFrame([row]), key, day, source, confirm, folder)


def _added(record: Record, rows: pd.DataFrame, key: str, day: str, source, confirm: Callable, folder: Path) -> str:
    held = reading.newest(reading.rows(record.name, folder), record)
    changes = compare(record, held, rows, day)
    if changes.equal:
        return f"{record.name}: as held, nothing to add"
    new = changes.rows.assign(source=key)
    writing.enter(record.name, new, folder, source, dry_run=True)
    shown = ",".join(new.iloc[0][[name for name in held.columns if name in new]])
    before = [
        f"; held is {one.before[0]} {one.before[1]} of {one.before[2]}" for one in (*changes.revised, *changes.marked)
    ]
    told = writing.indented(source) if source else ""
    if not confirm(f"{told}{shown}{''.join(before)}"):
        return f"{record.name}: nothing added"
    writing.enter(record.name, new, folder, source)
    return f"{record.name}: {changes}"


def _only(codes) -> str:
    return next(iter(codes)) if len(codes) == 1 else ""


def _day(source: Source) -> str:
    return next(filter(is_day, (source.published, source.published_by, source.recorded)), "")


def _entry(record: Record, day: str, answer: Ask) -> dict:
    """A new source, by default of the same organisation as the last."""
    last = next(reversed(record.sources.values()), None)
    today = date.today().isoformat()
    organisation = {
        language: answer(f"organisation_{language}", "who counted", last.organisation[language] if last else "")
        for language in LANGUAGES
    }
    return {
        "organisation": organisation,
        **({"short": dict(last.short)} if last and organisation == last.organisation else {}),
        "title": answer("title", "of the publication"),
        "address": answer("address", "of its page: https://…"),
        "licence": answer("licence", "such as CC BY 4.0, or nothing", last.licence if last else "") or "",
        "published": day,
        "obtained": {
            language: words.text("records", "read", language, day=numbers.day(today, language))
            for language in LANGUAGES
        },
    }
