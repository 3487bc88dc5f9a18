"""The only reader of data/: rows are validated against their record, then chosen as they were known on a day."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from book.data import periods
from book.data.observations import COUNTRY, Observations
from book.data.periods import span
from book.data.quantity import Quantity
from book.data.records import DATA, LANGUAGES, DataError, Record, read_record

__all__ = ["DATA", "DataError", "load", "load_table", "read_record", "rows"]

STATUS = "BDEMPQRU"
TABLES = {
    "milestones": ["date", "theme", "title_en", "title_nl", "text_en", "text_nl", "source"],
    "claims": [
        "edition",
        "measure",
        "period",
        "value",
        "tolerance",
        "quoted_en",
        "quoted_nl",
        "why_en",
        "why_nl",
        "source",
    ],
    "boundaries": ["country", "wkt"],
}
WAIT = timedelta(days=30)  # a period's first figure is expected within a month of its end


def load(dataset: str, until: int | None = None, as_of: str = "", folder: Path = DATA) -> Observations:
    """Observations of a dataset, one row per (period, measure, dimensions), as known on `as_of`.

    `until` keeps what ends in that year or before, and stocks of the turn of that year (1 to 7 January of the next).
    Of each key the newest vintage not after `as_of` is taken; failing that, for periods that ended 30 days before,
    the oldest later one, marked `later`. Raises DataError for a damaged file or an unknown dataset.
    """
    record, frame = read_record(dataset, folder), rows(dataset, folder)
    if until is not None:
        kinds = {code: measure.kind for code, measure in record.measures.items()}
        pairs = zip(frame["period"], frame["measure"], strict=True)
        frame = frame[[periods.until(period, until, kinds[code] == "stock") for period, code in pairs]]
    frame = _known(frame, as_of)
    frame = _balanced(frame, record) if as_of else frame
    return Observations(record, frame.reset_index(drop=True), as_of)


@dataclass(frozen=True)
class Publication:
    """A figure with the day and the title of its publication; without value where there is none to tell of."""

    figure: Quantity
    day: date | None
    title: dict[str, str]


def first_published(dataset: str, year: int, as_of: str = "", folder: Path = DATA, **categories) -> Publication:
    """The earliest figure held for a year, if a later one has replaced it by the day `as_of` (empty: today)."""
    record, frame = read_record(dataset, folder), rows(dataset, folder).assign(later=False)
    known = frame[frame["vintage"] <= (as_of or "9999")].sort_values("vintage", kind="stable")
    series = Observations(record, known, as_of).where(**categories, period=str(year))
    first = series.frame.head(int(len(series.frame) > 1))
    figure = replace(series, frame=first).at(year)
    if first.empty:
        return Publication(figure, None, dict.fromkeys(LANGUAGES, ""))
    row = first.iloc[0]
    return Publication(figure, date.fromisoformat(row["vintage"]), record.sources[row["source"]].title)


def _key(frame: pd.DataFrame) -> list[str]:
    return [name for name in frame.columns if name not in ("value", "status", "vintage", "source", "later")]


def _known(frame: pd.DataFrame, as_of: str) -> pd.DataFrame:
    key = _key(frame)
    ordered = frame.sort_values("vintage", kind="stable")
    if not as_of:
        return ordered.drop_duplicates(key, keep="last").sort_index().assign(later=False)
    day = date.fromisoformat(as_of)
    on_time = ordered[ordered["vintage"] <= as_of].drop_duplicates(key, keep="last").assign(later=False)
    ended = {period: span(period)[1] + WAIT <= day for period in frame["period"].unique()}
    after = ordered[(ordered["vintage"] > as_of) & ordered["period"].map(ended)].drop_duplicates(key)
    return pd.concat([on_time, after.assign(later=True)]).drop_duplicates(key).sort_index()


def _balanced(frame: pd.DataFrame, record: Record) -> pd.DataFrame:
    """A balance of which part was known on the day and part was not: the later part has no value."""
    for balance in (*record.balances, *record.together):
        parts = [code.lstrip("-") for code in balance]
        group = ["period", *record.dimensions]
        inside = frame["measure"].isin(parts)
        mixed = frame[inside].groupby(group)["later"].transform("nunique") > 1
        unknown = mixed.reindex(frame.index, fill_value=False) & frame["later"]
        frame = frame.assign(value=frame["value"].mask(unknown), status=frame["status"].mask(unknown, "M"))
    return frame


@cache
def rows(dataset: str, folder: Path = DATA) -> pd.DataFrame:
    """All vintages of a dataset, validated: period, measure, dimensions, value (float), status, vintage, source."""
    record = read_record(dataset, folder)
    name = f"data/{dataset}.csv"
    raw = _read(
        folder / f"{dataset}.csv",
        name,
        ["period", "measure", *record.dimensions, "value", "status", "vintage", "source"],
    )
    _validate(raw, _schema(record), name)
    _refuse_duplicates(raw, [column for column in raw.columns if column not in ("value", "status", "source")], name)
    return raw.assign(value=pd.to_numeric(raw["value"]).astype(float))


def load_table(name: str, folder: Path = DATA) -> pd.DataFrame:
    """A table with a schema of its own (milestones, claims, boundaries), as text columns; DataError if damaged."""
    record = read_record(name, folder)
    raw = _read(folder / f"{name}.csv", f"data/{name}.csv", TABLES[name])
    if "source" in raw:
        _validate(raw, pa.DataFrameSchema({"source": _one_of(record.sources, "source")}), f"data/{name}.csv")
    return raw


def _read(path: Path, name: str, columns: list[str]) -> pd.DataFrame:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            header, *body = list(csv.reader(lines, strict=True))
    except FileNotFoundError:
        raise DataError(f"{name} is missing") from None
    except UnicodeDecodeError as error:
        raise DataError(f"{name}: byte {error.start} is not UTF-8") from None
    except (csv.Error, ValueError) as error:
        raise DataError(f"{name}: {error}") from None
    if missing := [column for column in columns if column not in header]:
        raise DataError(f"{name}, row 1: column {', '.join(missing)} is missing")
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(header):
            raise DataError(f"{name}, row {number}: {len(cells)} cells, not {len(header)}")
    return pd.DataFrame(body, columns=header, dtype=str)[columns]


def _one_of(known, what: str) -> pa.Column:
    known = set(known)
    return pa.Column(str, pa.Check(lambda cells: cells.isin(known), error=f"is no {what} of the record"))


def _matches(pattern: str, error: str) -> pa.Column:
    return pa.Column(str, pa.Check(lambda cells: cells.str.fullmatch(pattern), error=error))


def _schema(record: Record) -> pa.DataFrameSchema:
    """The checks of one dataset, from its record: one per column."""
    columns = {
        "period": pa.Column(str, pa.Check(periods.is_period, element_wise=True, error="is no period")),
        "measure": _one_of(record.measures, "measure"),
        "value": _matches(r"-?\d+(\.\d+)?|", "is no number"),
        "status": _matches(r"A|(?!$)B?D?E?M?P?Q?R?U?", f"is no status: A or letters of {STATUS} in order"),
        "vintage": pa.Column(str, pa.Check(periods.is_day, element_wise=True, error="is no ISO date")),
        "source": _one_of(record.sources, "source"),
    }
    for name, dimension in record.dimensions.items():
        columns[name] = (
            _matches("|".join([COUNTRY.pattern, *dimension.codes]), "is no country code")
            if dimension.countries
            else _one_of(dimension.codes, f"{name}")
        )
    empty = pa.Check(
        lambda frame: (frame["value"] == "") == frame["status"].str.contains("[MQ]"),
        error="is empty without status M or Q",
    )
    return pa.DataFrameSchema(columns, checks=[empty])


def _validate(frame: pd.DataFrame, schema: pa.DataFrameSchema, name: str) -> None:
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        first = errors.failure_cases.dropna(subset=["index"]).sort_values("index", kind="stable").iloc[0]
        column = first["column"] if first["schema_context"] == "Column" else "value"
        number, cell = int(first["index"]), frame.at[int(first["index"]), column]
        raise DataError(f"{name}, row {number + 2}, column {column}: {cell!r} {first['check']}") from None


def _refuse_duplicates(frame: pd.DataFrame, key: list[str], name: str) -> None:
    again = frame.duplicated(key)
    if again.any():
        number = int(again.idxmax())
        raise DataError(f"{name}, row {number + 2}: the key {' '.join(frame.loc[number, key])} stands twice")
