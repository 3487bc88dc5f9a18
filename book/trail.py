"""The numbers that a sentence says, and the observations behind each: numbers.csv and trail.csv of a build."""

from __future__ import annotations

import csv
from pathlib import Path

from book.measures import Change, Names, Quantity, Rank, Standing
from book.observations import Input
from book.records import DATA

NUMBERS_HEAD = ["chapter", "sentence", "name", "value", "unit", "formula", "status", "dataset", "period"]
TRAIL_HEAD = ["chapter", "sentence", "name", "role", "dataset", "key", "period", "vintage", "source", "value"]


def numbers(values: dict) -> list[dict]:
    """One entry per number of a sentence: name, value, unit, formula, status, period, inputs as text."""
    return [_entry(name, value) for name, value in _singles(values)]


def _singles(values: dict):
    for name, value in values.items():
        if isinstance(value, Names):
            yield from ((f"{name}.{code}", quantity) for code, quantity in value.items if quantity is not None)
        elif isinstance(value, Standing):
            yield name, value.now
            yield from ((f"{name}.{period}", quantity) for period, quantity in value.series)
        elif isinstance(value, Quantity | Change | Rank):
            yield name, value


def _entry(name: str, value: Quantity | Change | Rank) -> dict:
    if isinstance(value, Rank):
        parts = {
            "value": value.position,
            "unit": "rank",
            "formula": f"place among {value.of}",
            "status": "A",
            "period": "",
        }
    elif isinstance(value, Change):
        ratio = None if value.missing or not value.before.value else round(100 * (value.ratio - 1), 6)
        parts = {
            "value": ratio,
            "unit": "percent",
            "formula": "now / before − 1",
            "status": value.status,
            "period": value.now.period,
        }
        if value.now.unit in ("percent", "per_1000") and not value.missing:
            parts |= {
                "value": round(value.difference, 6),
                "unit": f"{value.now.unit}_points",
                "formula": "now − before",
            }
    else:
        number = None if value.value is None else round(value.value, 6)
        parts = {
            "value": number,
            "unit": value.unit,
            "formula": value.formula,
            "status": value.status,
            "period": value.period,
        }
    return {"name": name, **parts, "inputs": [str(entry) for entry in value.inputs]}


def parse(text: str) -> Input:
    """An Input from its text, "role: dataset key @vintage"."""
    role, _, rest = text.partition(": ")
    rest, _, vintage = rest.rpartition(" @")
    dataset, _, key = rest.partition(" ")
    return Input(dataset, key, vintage, role)


def write(chapters: dict[str, list[tuple[str, list[dict]]]], folder: Path, data: Path = DATA) -> None:
    """numbers.csv and trail.csv in `folder`, from each chapter's sentences as (cell id, entries)."""
    said = [
        (chapter, cell, entry) for chapter, cells in chapters.items() for cell, entries in cells for entry in entries
    ]
    with (folder / "numbers.csv").open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(NUMBERS_HEAD)
        for chapter, cell, entry in said:
            lead = parse(entry["inputs"][0]).dataset if entry["inputs"] else ""
            lines.writerow([chapter, cell, *(entry[name] for name in NUMBERS_HEAD[2:7]), lead, entry["period"]])
    with (folder / "trail.csv").open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(TRAIL_HEAD)
        for chapter, cell, entry in said:
            for text in entry["inputs"]:
                used = parse(text)
                source, value = lookup(used, data)
                period = used.key.split(" ")[0]
                lines.writerow(
                    [
                        chapter,
                        cell,
                        entry["name"],
                        used.role,
                        used.dataset,
                        used.key,
                        period,
                        used.vintage,
                        source,
                        value,
                    ]
                )


def lookup(used: Input, data: Path = DATA) -> tuple[str, float]:
    """Source key and value of the observation that an Input names; KeyError where data/ has none."""
    index = _index(used.dataset, data)
    return index[used.key, used.vintage]


_INDEXES: dict = {}


def _index(dataset: str, data: Path) -> dict:
    from book.data import rows

    if (dataset, data) not in _INDEXES:
        frame = rows(dataset, data)
        key = [column for column in frame.columns if column not in ("value", "status", "vintage", "source")]
        keys = frame[key].agg(" ".join, axis=1)
        _INDEXES[dataset, data] = dict(
            zip(
                zip(keys, frame["vintage"], strict=True), zip(frame["source"], frame["value"], strict=True), strict=True
            )
        )
    return _INDEXES[dataset, data]
