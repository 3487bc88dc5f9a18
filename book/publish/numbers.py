"""The numbers that sentences say, and the observations behind each: numbers.csv and trail.csv of a build."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from book.data.quantity import Input
from book.data.reading import rows
from book.data.records import DATA
from book.outputs import Number
from book.publish import csv_files

NUMBERS_HEAD = ["chapter", "sentence", "name", "value", "unit", "formula", "status", "dataset", "period"]
TRAIL_HEAD = ["chapter", "sentence", "name", "role", "dataset", "key", "period", "vintage", "source", "value"]


def said(outputs: Iterable[tuple[str, object]]) -> list[tuple[str, Number]]:
    """Cell id and number, for each number that the outputs of a chapter say."""
    return [(cell, number) for cell, output in outputs for number in getattr(output, "numbers", ())]


def write(chapters: dict[str, list[tuple[str, object]]], folder: Path, data: Path = DATA) -> None:
    """numbers.csv and trail.csv in `folder`, from the outputs of each chapter as `outputs.read` gives them."""
    places = [(chapter, cell, number) for chapter, found in chapters.items() for cell, number in said(found)]
    csv_files.write(folder / "numbers.csv", NUMBERS_HEAD, [_number_row(*place) for place in places])
    csv_files.write(folder / "trail.csv", TRAIL_HEAD, [row for place in places for row in _trail_rows(*place, data)])


def _number_row(chapter: str, cell: str, number: Number) -> list:
    value = "" if number.value is None else f"{number.value:.10g}"
    lead = number.behind[0].dataset if number.behind else ""
    return [chapter, cell, number.name, value, number.unit, number.formula, number.status, lead, number.period]


def _trail_rows(chapter: str, cell: str, number: Number, data: Path) -> list[list]:
    found = []
    for used in number.inputs:
        source, value, *_ = lookup(used, data)
        place = [chapter, cell, number.name, used.role, used.dataset, used.key, used.key.split(" ")[0], used.vintage]
        found.append([*place, source, f"{value:.10g}"])
    return found


class Held(NamedTuple):
    """An observation as data/ holds it: source key, value, status, and its line in the file."""

    source: str
    value: float
    status: str
    line: int


def lookup(used: Input, data: Path = DATA) -> Held:
    """The observation that an Input names; KeyError where data/ has none."""
    return _index(used.dataset, data)[used.key, used.vintage]


@cache
def _index(dataset: str, data: Path) -> dict[tuple[str, str], Held]:
    frame = rows(dataset, data)
    names = [column for column in frame.columns if column not in ("value", "status", "vintage", "source")]
    keys = map(" ".join, zip(*(frame[name].tolist() for name in names), strict=True))
    cells = (frame[name].tolist() for name in ("source", "value", "status"))
    held = map(Held, *cells, range(2, len(frame) + 2))  # below the heading
    return dict(zip(zip(keys, frame["vintage"].tolist(), strict=True), held, strict=True))
