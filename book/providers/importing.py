"""A provider's file becomes new vintages of a dataset, as its record's `imports` say; nothing is overwritten."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from book.data import reading, writing
from book.data.periods import is_day
from book.data.records import DATA, DataError, Record, read_record
from book.data.writing import plain
from book.providers.files import FormatError, read
from book.providers.mapping import observations


@dataclass
class Report:
    """What an import did: keys new to the dataset, keys whose value changed, and rows equal to what was held."""

    dataset: str
    added: list[str] = field(default_factory=list)
    revised: list[str] = field(default_factory=list)
    equal: int = 0

    def __str__(self) -> str:
        lines = [f"{self.dataset}: {len(self.added)} added, {len(self.revised)} revised, {self.equal} as held"]
        return "\n".join([*lines, *(f"  revised: {line}" for line in self.revised)])


def import_file(dataset: str, path: Path, vintage: str, folder: Path = DATA) -> Report:
    """Read `path` and add its rows to data/<dataset>.csv as of `vintage`; DataError names file, row and column.

    A value equal to the newest one held on that day adds no row; a key already held with this vintage and another
    value is an error. The file is replaced whole, after what is to be written was read and validated, or not at all.
    """
    record = read_record(dataset, folder)
    if not is_day(vintage):
        raise DataError(f"vintage is {vintage!r}, not a date such as 2024-06-14")
    new = _read(record, path).assign(vintage=vintage)
    held = reading.rows(dataset, folder)
    held = held.assign(value=held["value"].map(plain))
    keep, report = _compare(record, held, new)
    if len(keep):
        writing.enter(dataset, keep, folder)
    return report


def _read(record: Record, path: Path) -> pd.DataFrame:
    try:
        raw = read(path)
    except FormatError as error:
        raise DataError(str(error)) from None
    try:
        return observations(record, raw)
    except FormatError as error:
        raise DataError(f"{path.name}{', ' if str(error).startswith('row ') else ': '}{error}") from None


def _compare(record: Record, held: pd.DataFrame, new: pd.DataFrame) -> tuple[pd.DataFrame, Report]:
    """The new rows that say something new, and the report."""
    key = ["period", "measure", *record.dimensions]
    again = new.duplicated(key)
    if again.any():
        raise DataError(f"{record.name}: the file has the key {' '.join(new.loc[again, key].iloc[0])} twice")
    past = {}
    for row in held.sort_values("vintage").to_dict("records"):
        past.setdefault(tuple(row[name] for name in key), {})[row["vintage"]] = (row["value"], row["status"])
    report, keep = Report(record.name), []
    for place, row in enumerate(new.to_dict("records")):
        own = tuple(row[name] for name in key)
        if _adds(report, " ".join(own), past.get(own, {}), row):
            keep.append(place)
    return new.iloc[keep], report


def _adds(report: Report, words: str, past: dict, row: dict) -> bool:
    """Enter one row in the report: whether it is a new vintage, given the earlier and later ones of its key."""
    now = (row["value"], row["status"])
    if past.get(row["vintage"], now) != now:
        raise DataError(f"{report.dataset}: {words} is held as of {row['vintage']} with another value or status")
    known = [vintage for vintage in past if vintage <= row["vintage"]]
    before = past[known[-1]] if known else None
    if before == now:
        report.equal += 1
    elif before is None:
        report.added.append(words)
    else:
        report.revised.append(f"{words}: {_change(before, now)}")
    return before != now


def _change(before: tuple[str, str], now: tuple[str, str]) -> str:
    """Both values, with their status where it changed; a figure without value is called so."""
    marks = [f" ({status})" if before[1] != now[1] else "" for _, status in (before, now)]
    return f"{before[0] or 'no value'}{marks[0]} becomes {now[0] or 'no value'}{marks[1]}"
