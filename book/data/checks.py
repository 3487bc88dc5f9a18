"""Checks of the datasets in data/: a damaged file is refused by its name, row and column (DataError)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from book.data import cells, periods
from book.data.cells import DataError, listed, quoted
from book.data.members import COUNTRIES
from book.data.records import Measure, Record
from book.data.schema import COUNTS

STATUS = "BCDEMPQRU"
NUMBER = r"(?!-0$)(?!(?:[^0-9]*[0-9]){16})-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"  # 15 digits: more would be lost


def read(path: Path, columns: list[str]) -> pd.DataFrame:
    """These columns of a CSV file as text."""
    name = f"data/{path.name}"
    if not path.exists() and not path.is_symlink():
        raise DataError(f"{name} is missing: its record stands there without rows")
    head, *body = cells.lines(cells.decoded(cells.content(path, name), name), name)
    if len(head) == 1 and ";" in head[0]:
        raise DataError(f"{name}, row 1: the columns are parted by semicolons, not by commas")
    if missing := [column for column in columns if column not in head]:
        raise DataError(f"{name}, row 1: column {', '.join(missing)} is missing")
    if strange := [column for column in head if column not in columns]:
        raise DataError(f"{name}, row 1: unknown column {quoted(strange[0])}; there are {listed(columns)}")
    return pd.DataFrame(body, columns=head, dtype=str)[columns]


def _one_of(known: Iterable[str], what: str) -> pa.Column:
    return pa.Column(str, pa.Check(lambda cells: cells.isin(set(known)), error=f"is no {what} of the record"))


def _matches(pattern: str, error: str) -> pa.Column:
    return pa.Column(str, pa.Check(lambda cells: cells.str.fullmatch(pattern), error=error))


def validate(frame: pd.DataFrame, record: Record) -> None:
    """Each cell is what the record allows, and each key of a dataset stands once."""
    name = f"data/{record.name}.csv"
    try:
        _schema(record).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as errors:
        first = errors.failure_cases.dropna(subset=["index"]).sort_values("index", kind="stable").iloc[0]
        column = first["column"] if first["schema_context"] == "Column" else "value"
        number, cell = int(first["index"]), frame.at[int(first["index"]), column]
        raise DataError(f"{name}, row {number + 2}, column {column}: {quoted(cell)} {first['check']}") from None
    again = frame.duplicated([column for column in frame.columns if column not in ("value", "status", "source")])
    if again.any():
        key = frame.drop(columns=["value", "status", "source"]).loc[again.idxmax()]
        raise DataError(f"{name}, row {again.idxmax() + 2}: the key {' '.join(key)} stands twice")
    today = date.today().isoformat()
    columns = (frame[column] for column in ("measure", "period", "value", "vintage"))
    days = {key: source.published_by or source.recorded for key, source in record.sources.items()}
    for number, (source, day) in enumerate(zip(frame["source"], frame["vintage"], strict=True), start=2):
        if days[source] not in ("", day):
            raise DataError(f"{name}, row {number}, column vintage: {day} is not {days[source]}, the day of {source}")
    for number, (code, *row) in enumerate(zip(*columns, strict=True), start=2):
        if found := misfit(record.measures[code], code, *row, today):
            raise DataError(f"{name}, row {number}, {found}")


def misfit(measure: Measure, code: str, period: str, value: str, vintage: str, today: str) -> str:
    """What the value or the vintage of a row is that its measure cannot be; "" where they fit."""
    first, last = map(date.isoformat, periods.span(period))
    if vintage > today:
        return f"column vintage: {vintage} is after today"
    if (vintage < last and not measure.ahead) or (vintage < first and measure.ahead == "running"):
        return f"column vintage: {vintage} is before the end of {period}, and {code} is no target or forecast (ahead:)"
    if not value:
        return ""
    low, high = measure.limits
    if not low <= float(value) <= high:
        edge = f"below {low:g}" if float(value) < low else f"above {high:g}"
        return f"column value: {value} {measure.unit} is {edge}, which {code} cannot be (range:)"
    if measure.unit in COUNTS and "." in value:
        return f"column value: {value} {measure.unit} is no whole number; thousands have no point"
    if Decimal(value) % Decimal(str(measure.finest)):
        return f"column value: {value} is no multiple of {measure.finest:g}, to which {code} is rounded"
    return ""


def _schema(record: Record) -> pa.DataFrameSchema:
    """The checks of one dataset, from its record: one per column."""
    columns = {
        "period": pa.Column(str, pa.Check(periods.is_period, element_wise=True, error="is no period")),
        "measure": _one_of(record.measures, "measure"),
        "value": _matches(f"(?:{NUMBER})?", "is no number of at most 15 digits"),
        "status": _matches(r"A|(?!$)B?C?D?E?M?P?Q?R?U?", f"is no status: A or letters of {STATUS} in order"),
        "vintage": pa.Column(str, pa.Check(periods.is_day, element_wise=True, error="is no ISO date")),
        "source": _one_of(record.sources, "source"),
    }
    for name, dimension in record.dimensions.items():
        columns[name] = (
            _one_of({*COUNTRIES, *dimension.codes}, "country code")
            if dimension.countries
            else _one_of(dimension.codes, f"{name}")
        )
    empty = pa.Check(
        lambda frame: (frame["value"] == "") == frame["status"].str.contains("[CMQ]"),
        error="is empty without status C, M or Q, or has a value with one",
    )
    return pa.DataFrameSchema(columns, checks=[empty])
