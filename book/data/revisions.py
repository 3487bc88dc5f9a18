"""What was changed after it was first published: figures that their producers revised, from the vintages that data/ holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from book.data import reading
from book.data.records import DATA, Record, datasets, read_record
from book.data.schema import TABLES


@dataclass(frozen=True)
class Revision:
    """A figure that had another value when it was first published: its key, both values and the days of both."""

    record: Record
    period: str
    measure: str
    categories: tuple[tuple[str, str], ...]
    first: float
    first_day: str
    newest: float
    newest_day: str


def revisions(year: int, as_of: str = "", folder: Path = DATA) -> Iterator[Revision]:
    """Those of the figures of a year, known by the day `as_of` (empty: all), in the order of datasets and rows."""
    for name in datasets(folder):
        if name not in TABLES:
            yield from _of(read_record(name, folder), reading.rows(name, folder), year, as_of or "9999")


def _of(record: Record, frame: pd.DataFrame, year: int, day: str) -> Iterator[Revision]:
    key = ["period", "measure", *record.dimensions]
    dated = [name for name, source in record.sources.items() if not source.recorded]
    known = frame[frame["value"].notna() & (frame["vintage"] <= day) & frame["source"].isin(dated)]
    known = known[reading.ended(known, record, year) & ~reading.ended(known, record, year - 1)]
    again = known[known.duplicated(key, keep=False)]
    for (period, measure, *codes), rows in again.sort_values("vintage", kind="stable").groupby(key, sort=False):
        first, newest = rows.iloc[0], rows.iloc[-1]
        if first["value"] != newest["value"]:
            named = tuple(zip(record.dimensions, codes, strict=True))
            yield Revision(
                record, period, measure, named, first["value"], first["vintage"], newest["value"], newest["vintage"]
            )
