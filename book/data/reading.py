"""The only reader of data/: rows are validated against their record, then chosen as they were known on a day."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pandas as pd

from book.data import balances, checks, periods, tables
from book.data.observations import Observations
from book.data.periods import span
from book.data.quantity import LATER, UNDATED, Quantity
from book.data.records import DATA, LANGUAGES, Bilingual, Record, read_record
from book.data.schema import TABLES

WAIT = timedelta(days=30)  # a period's first figure is expected within a month of its end


def load(dataset: str, until: int | None = None, as_of: str = "", folder: Path = DATA) -> Observations:
    """Observations of a dataset, one row per (period, measure, dimensions), as known on `as_of`.

    `until` keeps what ends in that year or before, and stocks of the turn of that year (1 to 7 January of the next).
    Of each key the newest vintage not after `as_of` is taken, one of which only our day of recording is known where
    there is no other; failing that, for periods that ended 30 days before, the oldest one, marked LATER or UNDATED
    (`later`). A balance whose newest terms do not add up is computed from them.
    Raises DataError for a damaged file or an unknown dataset.
    """
    kept = _load(read_record(dataset, folder), checks.content(folder / f"{dataset}.csv"), until, as_of)
    return replace(kept, frame=kept.frame.copy(deep=False))  # what a caller writes into it is in no later one


@cache
def _load(record: Record, content: bytes, until: int | None, as_of: str) -> Observations:
    frame = _rows(record, content)
    if until is not None:
        frame = frame[ended(frame, record, until)]
    frame = _known(frame, record, as_of)
    frame = balances.completed(_balanced(frame, record) if as_of else frame, record)
    return Observations(record, frame.reset_index(drop=True), as_of)


def ended(frame: pd.DataFrame, record: Record, year: int) -> pd.Series:
    """Whether the period of each row had ended at the end of a year, or, of stocks, at its turn; with the rows' index."""
    pairs = list(zip(frame["period"].tolist(), frame["measure"].tolist(), strict=True))
    kinds = {code: measure.kind for code, measure in record.measures.items()}
    by_pair = {(period, code): periods.until(period, year, kinds[code] == "stock") for period, code in set(pairs)}
    return pd.Series([by_pair[pair] for pair in pairs], frame.index, bool)


def _key(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame.columns if name not in ("value", "status", "vintage", "source", "later")]


def newest(frame: pd.DataFrame, record: Record) -> pd.DataFrame:
    """Of each key the newest vintage, one of which only our day of recording is known where there is no other."""
    return _in_time(frame, record).drop_duplicates(_key(frame), keep="last").sort_index()


def _in_time(frame: pd.DataFrame, record: Record) -> pd.DataFrame:
    dated = frame["source"].map({name: not source.recorded for name, source in record.sources.items()})
    return frame.assign(dated=dated).sort_values(["dated", "vintage"], kind="stable").drop(columns="dated")


def _known(frame: pd.DataFrame, record: Record, as_of: str) -> pd.DataFrame:
    key, sources = _key(frame), record.sources
    if not as_of:
        return newest(frame, record).assign(later=0)
    ordered = _in_time(frame, record).assign(later=0)
    day = date.fromisoformat(as_of)
    on_time = ordered[ordered["vintage"] <= as_of].drop_duplicates(key, keep="last")
    ended = {period: span(period)[1] + WAIT <= day for period in frame["period"].unique()}
    after = ordered[(ordered["vintage"] > as_of) & ordered["period"].map(ended)].sort_values("vintage", kind="stable")
    pairs = zip(after["source"], after["period"], strict=True)
    after["later"] = [UNDATED if sources[name].undated(period, as_of) else LATER for name, period in pairs]
    return pd.concat([on_time, after]).drop_duplicates(key).sort_index()


def _balanced(frame: pd.DataFrame, record: Record) -> pd.DataFrame:
    """A balance of which part was known on the day and part was not: the later part has no value."""
    for balance in (*record.balances, *record.together):
        parts = [code.lstrip("-") for code in balance]
        group = ["period", *record.dimensions]
        inside = frame["measure"].isin(parts)
        mixed = (frame[inside]["later"] > 0).groupby([frame[name] for name in group]).transform("nunique") > 1
        unknown = mixed.reindex(frame.index, fill_value=False) & (frame["later"] > 0)
        frame = frame.assign(value=frame["value"].mask(unknown), status=frame["status"].mask(unknown, "M"))
    return frame


def rows(dataset: str, folder: Path = DATA) -> pd.DataFrame:
    """All vintages of a dataset, validated: period, measure, dimensions, value (float), status, vintage, source."""
    return _rows(read_record(dataset, folder), checks.content(folder / f"{dataset}.csv")).copy(deep=False)


@cache
def _rows(record: Record, content: bytes) -> pd.DataFrame:
    columns = ["period", "measure", *record.dimensions, "value", "status", "vintage", "source"]
    raw = checks.read(record.name, content, columns)
    checks.validate(raw, record)
    return raw.assign(value=pd.to_numeric(raw["value"]).astype(float))


def load_table(name: str, folder: Path = DATA) -> pd.DataFrame:
    """A table with a schema of its own (one of TABLES), as text columns; DataError if damaged."""
    record = read_record(name, folder)
    raw = checks.read(name, checks.content(folder / f"{name}.csv"), TABLES[name])
    tables.validate(raw, record, folder)
    return raw


@dataclass(frozen=True)
class Publication:
    """A figure with the day and the title of its publication; without value where there is none to tell of."""

    figure: Quantity
    day: date | None
    title: Bilingual


def first_published(dataset: str, year: int, as_of: str = "", **categories: str) -> Publication:
    """The earliest figure held for a year, if a later one has replaced it by the day `as_of`."""
    record, frame = read_record(dataset), rows(dataset).assign(later=0)
    pairs = zip(frame["source"], frame["period"], strict=True)
    dated = pd.Series([not record.sources[name].undated(period) for name, period in pairs], dtype=bool)
    known = frame[dated & (frame["vintage"] <= (as_of or "9999"))].sort_values("vintage", kind="stable")
    series = Observations(record, known, as_of).where(**categories, period=year)
    first = series.frame.head(int(len(series.frame) > 1))
    figure = replace(series, frame=first).at(year)
    if first.empty:
        return Publication(figure, None, dict.fromkeys(LANGUAGES, ""))
    row = first.iloc[0]
    return Publication(figure, date.fromisoformat(row["vintage"]), series.record.sources[row["source"]].title)
