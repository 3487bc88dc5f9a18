"""Checks of the datasets in data/: a damaged file is refused by its name, row and column (DataError)."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd

from book.data import cells, periods
from book.data.cells import DataError, listed, quoted
from book.data.members import COUNTRIES
from book.data.records import Measure, Record
from book.data.schema import COUNTS

# Columns, and what their cells in a row are that they cannot be ("": fine).
Rule = tuple[tuple[str, ...], Callable[..., str]]
STATUS = "BCDEMPQRU"
LETTERS = re.compile(r"A|(?!$)B?C?D?E?M?P?Q?R?U?")
NUMBER = r"(?!-0$)(?!(?:[^0-9]*[0-9]){16})-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?"  # 15 digits: more would be lost


def content(path: Path) -> bytes:
    """The bytes of the CSV file of a record."""
    name = f"data/{path.name}"
    if not path.exists() and not path.is_symlink():
        raise DataError(f"{name} is missing: its record stands there without rows")
    return cells.content(path, name)


def read(dataset: str, raw: bytes, columns: list[str]) -> pd.DataFrame:
    """These columns of a CSV file, given as its bytes, as text."""
    name = f"data/{dataset}.csv"
    head, *body = cells.lines(cells.decoded(raw, name), name)
    if len(head) == 1 and ";" in head[0]:
        raise DataError(f"{name}, row 1: the columns are parted by semicolons, not by commas")
    if missing := [column for column in columns if column not in head]:
        raise DataError(f"{name}, row 1: column {', '.join(missing)} is missing")
    if strange := [column for column in head if column not in columns]:
        raise DataError(f"{name}, row 1: unknown column {quoted(strange[0])}; there are {listed(columns)}")
    return pd.DataFrame(body, columns=head, dtype=str)[columns]


def refuse(dataset: str, frame: pd.DataFrame, rules: Iterable[Rule]) -> None:
    """DataError names the first row that breaks a rule; cells that stand in many rows are looked at once."""
    found = []
    for columns, misfit in rules:
        parts = [frame[column].tolist() for column in columns]
        wrong = {row: said for row in set(zip(*parts, strict=True)) if (said := misfit(*row))}
        if wrong:
            rows = enumerate(zip(*parts, strict=True), start=2)
            found.append(next((number, wrong[row]) for number, row in rows if row in wrong))
    if found:
        number, said = min(found, key=lambda one: one[0])
        raise DataError(f"data/{dataset}.csv, row {number}, {said}")


def cell_rule(column: str, holds: Callable[[str], object], error: str) -> Rule:
    """The rule of one column: `holds` is true of a cell that it may have, `error` is said of any other."""
    return (column,), lambda cell: "" if holds(cell) else f"column {column}: {quoted(cell)} {error}"


def validate(frame: pd.DataFrame, record: Record) -> None:
    """Each cell is what the record allows, and each key of a dataset stands once."""
    refuse(record.name, frame, _cells(record))
    key = [column for column in frame.columns if column not in ("value", "status", "source")]
    again = frame.duplicated(key)
    if again.any():
        row = again.idxmax()
        raise DataError(f"data/{record.name}.csv, row {row + 2}: the key {' '.join(frame.loc[row, key])} stands twice")
    today, measures = date.today().isoformat(), record.measures
    days = {key: source.published_by or source.recorded for key, source in record.sources.items()}
    times: Rule = ("measure", "period", "vintage"), lambda code, *row: _untimely(measures[code], code, *row, today)
    bound: Rule = ("source", "vintage"), lambda source, day: _unbound(source, days[source], day)
    sizes: Rule = ("measure", "value", "status"), lambda code, *row: _unsized(measures[code], code, *row)
    refuse(record.name, frame, (bound, times, sizes))


def _unbound(source: str, bound: str, day: str) -> str:
    """What the vintage of a row is that its source cannot be, where only a bound or our day of recording is known."""
    return f"column vintage: {day} is not {bound}, the day of {source}" if bound not in ("", day) else ""


def _untimely(measure: Measure, code: str, period: str, vintage: str, today: str) -> str:
    """What the vintage of a row is that its measure cannot be; "" where it fits."""
    first, last = map(date.isoformat, periods.span(period))
    if vintage > today:
        return f"column vintage: {vintage} is after today"
    if (vintage < last and not measure.ahead) or (vintage < first and measure.ahead == "running"):
        return f"column vintage: {vintage} is before the end of {period}, and {code} is no target or forecast (ahead:)"
    return ""


def _unsized(measure: Measure, code: str, value: str, status: str) -> str:
    """What the value of a row is that its measure cannot be; "" where it fits."""
    if bool(value) != {*"CMQ"}.isdisjoint(status):
        return f"column value: {quoted(value)} is empty without status C, M or Q, or has a value with one"
    if not value:
        return ""
    low, high = measure.limits
    if not low <= float(value) <= high:
        edge = f"below {low:g}" if float(value) < low else f"above {high:g}"
        return f"column value: {value} {measure.unit} is {edge}, which {code} cannot be (range:)"
    if measure.unit in COUNTS and "." in value:
        return f"column value: {value} {measure.unit} is no whole number; thousands have no point"
    if ("." in value or measure.finest != 1) and Decimal(value) % Decimal(str(measure.finest)):
        return f"column value: {value} is no multiple of {measure.finest:g}, to which {code} is rounded"
    return ""


def _cells(record: Record) -> list[Rule]:
    """What each column of one dataset may hold, from its record."""
    of_record = "is no {} of the record".format
    rules = [
        cell_rule("period", periods.is_period, "is no period"),
        cell_rule("measure", record.measures.__contains__, of_record("measure")),
        cell_rule("value", re.compile(f"(?:{NUMBER})?").fullmatch, "is no number of at most 15 digits"),
        cell_rule("status", LETTERS.fullmatch, f"is no status: A or letters of {STATUS} in order"),
        cell_rule("vintage", periods.is_day, "is no ISO date"),
        cell_rule("source", record.sources.__contains__, of_record("source")),
    ]
    for name, dimension in record.dimensions.items():
        known = {*dimension.codes, *(COUNTRIES if dimension.countries else ())}
        rules.append(cell_rule(name, known.__contains__, of_record("country code" if dimension.countries else name)))
    return rules
