"""What `check` looks at beyond the schema: the order of rows, balances of each day, values ten times their neighbours."""

from collections.abc import Iterator
from itertools import pairwise
from math import log10
from pathlib import Path

import pandas as pd

from book.data import reading
from book.data.balances import balances
from book.data.cells import DataError
from book.data.periods import length, span
from book.data.records import DATA, Record, read_record

SMALL = 100  # below it a value may well be ten times another
ALIKE = 1.5  # neighbours that say what to expect


def known(dataset: str, folder: Path = DATA) -> tuple[int, int, int]:
    """How many rows there are, how many are read first-hand (not `via` others), and how many have a day or a bound."""
    sources = read_record(dataset, folder).sources
    held = [sources[key] for key in reading.rows(dataset, folder)["source"]]
    return len(held), sum(not source.via for source in held), sum(not source.recorded for source in held)


def findings(dataset: str, folder: Path = DATA) -> tuple[list[str], list[str]]:
    """What is wrong with a dataset, and what should be looked up: a line each, with period and terms.

    DataError where the rows are not in the order of the file.
    """
    record, frame = read_record(dataset, folder), reading.rows(dataset, folder)
    order = sort_key(record)
    keys = frame[order].apply(tuple, axis=1).tolist()
    for number, (before, now) in enumerate(pairwise(keys), start=3):
        if now < before:
            raise DataError(f"data/{dataset}.csv, row {number}: not in order; check --fix sorts the rows")
    wrong, odd = _balances(record, frame)
    return wrong, [*odd, *dict.fromkeys(_jumps(record, frame))]


def sort_key(record: Record) -> list[str]:
    """The columns by which the rows of a dataset are sorted."""
    return ["measure", *record.dimensions, "period", "vintage"]


def _balances(record: Record, frame: pd.DataFrame) -> tuple[list[str], list[str]]:
    """Balances that do not add up over the newest values of some day: of one publication wrong, else to be revised."""
    wrong, odd = {}, {}
    terms = {code.lstrip("-") for balance in record.balances for code in balance}
    frame = frame[frame["measure"].isin(terms)]
    for day in sorted(frame["vintage"].unique()):
        known = frame[frame["vintage"] <= day].sort_values("vintage", kind="stable")
        known = known.drop_duplicates(["period", "measure", *record.dimensions], keep="last")
        for balance in balances(known, record):
            row = balance.rows.get(balance.whole)
            if row and not pd.isna(row["value"]) and not balance.holds:
                one = len({row["vintage"] for row in balance.rows.values()}) == 1
                line = f"{record.name}: {balance}"
                (wrong if one else odd)[line if one else f"{line}; the book computes it"] = None
    return list(wrong), list(odd)


def _jumps(record: Record, frame: pd.DataFrame) -> Iterator[str]:
    """Values ten, a hundred or a thousand times (or that part of) two neighbours that are alike: a point too many."""
    frame = frame[frame["value"] > 0].assign(length=frame["period"].map(length))
    newest = frame.sort_values("vintage", kind="stable").drop_duplicates(
        ["period", "measure", *record.dimensions], keep="last"
    )
    for _, series in newest.groupby(["measure", *record.dimensions, "length"]):
        series = series.sort_values("period", key=lambda cells: cells.map(span))
        held = list(zip(series["period"], series["value"], strict=True))
        for place, (period, value) in enumerate(held if len(held) > 2 else []):
            near = [held[at] for at in _beside(place, len(held))]
            values = [value for _, value in near]
            factor = log10(value * 2 / sum(values))
            alike = min(values) >= SMALL and max(values) < ALIKE * min(values)
            if alike and round(factor) and abs(factor - round(factor)) < 0.1:
                beside = " and ".join(f"{value:.10g} of {period}" for period, value in near)
                key = " ".join([period, *series.iloc[0][["measure", *record.dimensions]]])
                yield f"{record.name}: {key}: {value:.10g} is far from {beside}: look it up"


def _beside(place: int, count: int) -> tuple[int, int]:
    """The places of two neighbours: before and after, at an end the next two."""
    return (1, 2) if place == 0 else (place - 2, place - 1) if place == count - 1 else (place - 1, place + 1)
