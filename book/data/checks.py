"""Checks of the files in data/: a damaged file is refused by its name, row and column (DataError)."""

import csv
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pandera.pandas as pa

from book.data import periods
from book.data.records import DataError, Record
from book.data.selection import COUNTRY

STATUS = "BDEMPQRU"


def read(path: Path, columns: list[str]) -> pd.DataFrame:
    """These columns of a CSV file as text."""
    name = f"data/{path.name}"
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            header, *body = list(csv.reader(lines, strict=True))
    except FileNotFoundError:
        raise DataError(f"{name} is missing: its record stands there without rows") from None
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


def _one_of(known: Iterable[str], what: str, required: bool = True) -> pa.Column:
    check = pa.Check(lambda cells: cells.isin(set(known)), error=f"is no {what} of the record")
    return pa.Column(str, check, required=required)


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
        raise DataError(f"{name}, row {number + 2}, column {column}: {cell!r} {first['check']}") from None
    again = frame.duplicated([column for column in frame.columns if column not in ("value", "status", "source")])
    if record.measures and again.any():
        key = frame.drop(columns=["value", "status", "source"]).loc[again.idxmax()]
        raise DataError(f"{name}, row {again.idxmax() + 2}: the key {' '.join(key)} stands twice")


def _schema(record: Record) -> pa.DataFrameSchema:
    """The checks of one dataset, from its record: one per column. Of a table with a schema of its own, the sources."""
    if not record.measures:
        return pa.DataFrameSchema({"source": _one_of(record.sources, "source", required=False)})
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
