"""A provider's file becomes new vintages of a dataset, as its record's `imports` say; nothing is overwritten."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from book import data
from book.providers import cbs, eurostat
from book.providers.files import FormatError, read
from book.providers.flags import status
from book.records import DATA, DataError, Record, read_record


@dataclass(frozen=True)
class Report:
    """What an import did: keys new to the dataset, keys whose value changed, and rows equal to what was held."""

    dataset: str
    added: list[str]
    revised: list[str]
    equal: int

    def __str__(self) -> str:
        lines = [f"{self.dataset}: {len(self.added)} added, {len(self.revised)} revised, {self.equal} as held"]
        return "\n".join([*lines, *(f"  revised: {line}" for line in self.revised)])


def import_file(dataset: str, path: Path, vintage: str, folder: Path = DATA) -> Report:
    """Read `path` and add its rows to data/<dataset>.csv as of `vintage`; DataError names file, row and column.

    A value equal to the newest one held adds no row; a key already held with this vintage and another value is an
    error. The file is replaced whole or not at all.
    """
    record = read_record(dataset, folder)
    if not data._is_day(vintage):
        raise DataError(f"vintage is {vintage!r}, not a date such as 2024-06-14")
    try:
        new = _observations(record, read(path), path.name).assign(vintage=vintage)
    except FormatError as error:
        raise DataError(str(error)) from None
    held = data.rows(dataset, folder)
    merged, report = _merge(dataset, held, new)
    _replace(folder / f"{dataset}.csv", merged, record)
    data.rows.cache_clear()
    return report


def _observations(record: Record, raw: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of the file, by the first import of the record whose columns it has."""
    if not record.imports:
        raise DataError(f"{record.name} has no imports in its record")
    missing = [_missing(entry, raw) for entry in record.imports]
    fitting = [entry for entry, lacks in zip(record.imports, missing, strict=True) if not lacks]
    if not fitting:
        raise FormatError(f"{name}: column {', '.join(min(missing, key=len))} is missing")
    return _translated(record, fitting[0], raw, name)


def _missing(entry: dict, raw: pd.DataFrame) -> list[str]:
    needed = [spec["column"] for spec in entry["dimensions"].values()]
    needed += [entry["period"], *entry["measures"]] if entry["format"] == "cbs" else []
    return [column for column in needed if column not in _columns(raw)]


def _translated(record: Record, entry: dict, raw: pd.DataFrame, name: str) -> pd.DataFrame:
    if entry["format"] == "cbs":
        rows = cbs.parse(raw, list(entry["measures"]), entry["period"]).frame
    else:
        rows = eurostat.parse(raw).frame
    for column, code in (entry.get("where") or {}).items():
        rows = rows[rows[column] == code]
    frame = pd.DataFrame({"period": rows["period"], "measure": rows["topic"].map(entry["measures"])}, index=rows.index)
    for dimension in record.dimensions:
        constant = (entry.get("constants") or {}).get(dimension)
        spec = entry["dimensions"].get(dimension)
        frame[dimension] = constant if spec is None else _codes(rows[spec["column"]], spec, name, dimension)
    values = [_number(value, name, row) for row, value in zip(rows.index, rows["value"], strict=True)]
    states = [status(flags, value == "") for flags, value in zip(rows["flags"], values, strict=True)]
    frame = frame.assign(value=values, status=states, vintage="", source=entry["source"])
    return frame.dropna(subset=[*record.dimensions, "measure"]).reset_index(drop=True)


def _columns(raw: pd.DataFrame) -> list[str]:
    return [part for name in raw.columns for part in name.split("\\")[0].split(",")]


def _codes(cells: pd.Series, spec: dict, name: str, dimension: str) -> pd.Series:
    """Our codes; a code of the provider that the record neither maps nor skips is an error."""
    if spec["codes"] == "countries":
        return cells.str.strip().map(eurostat.country)
    codes, skipped = spec["codes"], spec.get("skip") or []
    cells = cells.str.strip()
    unknown = cells[~cells.isin([*codes, *skipped])]
    if len(unknown):
        raise DataError(
            f"{name}, row {unknown.index[0] + 2}, column {spec['column']}: {unknown.iloc[0]!r} is no {dimension} of the record"
        )
    return cells.map(codes)


def _number(text: str, name: str, row: int) -> str:
    if text and not re.fullmatch(r"-?\d+(\.\d+)?", text):
        raise DataError(f"{name}, row {row + 2}: {text!r} is no number")
    return text.removesuffix(".0")


def _merge(dataset: str, held: pd.DataFrame, new: pd.DataFrame) -> tuple[pd.DataFrame, Report]:
    key = [column for column in new.columns if column not in ("value", "status", "vintage", "source")]
    if again := _first_twice(new, key):
        raise DataError(f"{dataset}: the file has the key {again} twice")
    ordered = held.sort_values("vintage")
    newest = ordered.drop_duplicates(key, keep="last").set_index(key)
    same_day = held.set_index([*key, "vintage"])
    added, revised, keep, equal = [], [], [], 0
    for place, row in new.iterrows():
        own = tuple(row[column] for column in key)
        own = own if len(key) > 1 else own[0]
        words = " ".join(row[column] for column in key)
        if own not in newest.index:
            added.append(words)
        elif _same(newest.loc[own], row):
            equal += 1
            continue
        elif (*own, row["vintage"]) in same_day.index:
            raise DataError(f"{dataset}: {words} is held as of {row['vintage']} with another value")
        else:
            revised.append(f"{words}: {_text(newest.loc[own]['value'])} becomes {row['value']}")
        keep.append(place)
    merged = pd.concat([held.assign(value=held["value"].map(_text)), new.loc[keep]], ignore_index=True)
    return merged, Report(dataset, added, revised, equal)


def _first_twice(frame: pd.DataFrame, key: list[str]) -> str:
    again = frame[frame.duplicated(key)]
    return " ".join(again.iloc[0][key]) if len(again) else ""


def _same(held, row) -> bool:
    return _text(held["value"]) == row["value"] and held["status"] == row["status"]


def _text(value: float) -> str:
    return "" if pd.isna(value) else f"{value:.10g}"


def _replace(path: Path, frame: pd.DataFrame, record: Record) -> None:
    """Write beside, flush to disk, then take the place of the file; it is validated before."""
    order = ["measure", *record.dimensions, "period", "vintage"]
    beside = path.with_name(f".{path.name}")
    with beside.open("w", encoding="utf-8", newline="") as out:
        frame.sort_values(order, kind="stable").to_csv(out, index=False, lineterminator="\n")
        out.flush()
        os.fsync(out.fileno())
    os.replace(beside, path)
