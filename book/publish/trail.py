"""The numbers that a sentence says, and the observations behind each: numbers.csv and trail.csv of a build."""

from __future__ import annotations

import csv
import re
from functools import cache
from pathlib import Path

from book.data import rows
from book.data.quantity import Input
from book.data.records import DATA
from book.measures.single import Change, Names, Quantity, Rank, Standing
from book.publish.packing import packed, unpacked

SEPARATOR = " | "
NUMBERS_HEAD = ["chapter", "sentence", "name", "value", "unit", "formula", "status", "dataset", "period"]
TRAIL_HEAD = ["chapter", "sentence", "name", "role", "dataset", "key", "period", "vintage", "source", "value"]


def numbers(values: dict, text: str = "") -> list[str]:
    """One line per number of a sentence: "name = value unit | formula | status | period | its inputs".

    What a comparison is measured against has a line of its own where `text` names it.
    """
    digits = re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)
    return [_line(name, value) for name, value, bare in _singles(values) if not bare or _written(value, digits)]


def _written(value: Quantity, digits: str) -> bool:
    return value.value is not None and (value.value != int(value.value) or f"{value.value:.10g}" in digits)


def _singles(values: dict):
    """Name, value, and whether it is only the base of a comparison."""
    for name, value in values.items():
        if isinstance(value, Names):
            yield from ((f"{name}.{code}", quantity, False) for code, quantity in value.items if quantity is not None)
        elif isinstance(value, Standing):
            yield name, value, False
            yield from ((f"{name}.{period}", quantity, True) for period, quantity in _extremes(value))
        elif isinstance(value, Change):
            yield name, value, False
            yield f"{name}.before", value.before, True
        elif isinstance(value, Quantity | Rank):
            yield name, value, False


def _extremes(value: Standing) -> list[tuple[str, Quantity]]:
    """The lowest and the highest of the ten years before: what a sentence may name."""
    years = value.series[-10:]
    return [pick(years, key=lambda entry: entry[1].value) for pick in (min, max)] if years else []


def _line(name: str, value: Quantity | Change | Rank | Standing) -> str:
    number, unit, formula, status, period = _parts(value)
    shown = "" if number is None else f"{number:.10g}"
    return SEPARATOR.join([f"{name} = {shown} {unit}", formula, status, period, packed(value.inputs)])


def _parts(value: Quantity | Change | Rank | Standing) -> tuple:
    if isinstance(value, Rank):
        return value.position, "rank", f"place among {value.of}", "A", ""
    if isinstance(value, Standing):
        first = value.series[0][0] if value.series else value.now.period
        return (
            value.now.value,
            value.now.unit,
            f"among {first} to {value.now.period}",
            value.now.status,
            value.now.period,
        )
    if isinstance(value, Quantity):
        return value.value, value.unit, value.formula, value.status, value.period
    if value.now.unit in ("percent", "per_1000"):
        known = None if value.missing else value.difference
        return known, f"{value.now.unit}_points", "now − before", value.status, value.now.period
    known = None if value.missing or not value.before.value else 100 * (value.ratio - 1)
    return known, "percent", "now / before − 1", value.status, value.now.period


def entry(line: str) -> dict:
    """A line of `numbers` as its parts: name, value (text), unit, formula, status, period, inputs."""
    said, formula, status, period, inputs = line.split(SEPARATOR)
    name, _, rest = said.partition(" = ")
    value, _, unit = rest.rpartition(" ")
    used = [each for text in inputs.split("; ") if text for each in unpacked(parse(text))]
    return {
        "name": name,
        "value": value,
        "unit": unit,
        "formula": formula,
        "status": status,
        "period": period,
        "inputs": used,
    }


def parse(text: str) -> Input:
    """An Input from its text, "role: dataset key @vintage"."""
    role, _, rest = text.partition(": ")
    rest, _, vintage = rest.rpartition(" @")
    dataset, _, key = rest.partition(" ")
    return Input(dataset, key, vintage, role)


def write(chapters: dict[str, list[tuple[str, list[str]]]], folder: Path, data: Path = DATA) -> None:
    """numbers.csv and trail.csv in `folder`, from each chapter's sentences as (cell id, lines of `numbers`)."""
    said = [
        (chapter, cell, entry(line)) for chapter, cells in chapters.items() for cell, lines in cells for line in lines
    ]
    _write(folder / "numbers.csv", NUMBERS_HEAD, [_number_row(*row) for row in said])
    _write(folder / "trail.csv", TRAIL_HEAD, [row for place in said for row in _trail_rows(*place, data)])


def _number_row(chapter: str, cell: str, said: dict) -> list:
    lead = said["inputs"][0].dataset if said["inputs"] else ""
    return [chapter, cell, *(said[name] for name in NUMBERS_HEAD[2:7]), lead, said["period"]]


def _trail_rows(chapter: str, cell: str, said: dict, data: Path) -> list[list]:
    found = []
    for used in said["inputs"]:
        period, (source, value) = used.key.split(" ")[0], lookup(used, data)
        place = [chapter, cell, said["name"], used.role, used.dataset, used.key, period, used.vintage]
        found.append([*place, source, f"{value:.10g}"])
    return found


def _write(path: Path, head: list[str], rows: list[list]) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([head, *rows])


def lookup(used: Input, data: Path = DATA) -> tuple[str, float]:
    """Source key and value of the observation that an Input names; KeyError where data/ has none."""
    return _index(used.dataset, data)[used.key, used.vintage]


@cache
def _index(dataset: str, data: Path) -> dict:
    frame = rows(dataset, data)
    key = [column for column in frame.columns if column not in ("value", "status", "vintage", "source")]
    keys = zip(frame[key].agg(" ".join, axis=1), frame["vintage"], strict=True)
    return dict(zip(keys, zip(frame["source"], frame["value"], strict=True), strict=True))
