"""Observations in memory: the rows of a dataset, and how to choose among them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from book.data.periods import length, span, turn_year
from book.data.quantity import Input, MeasureError, Quantity
from book.data.records import Record

REST = (
    "total",
    "other",
    "unknown",
    "stateless",
    "stateless_unknown",
    "foreign",
    "abroad",
    "EU27",
    "WLD",
    "none",
)  # groups never ranked
COUNTRY = re.compile("[A-Z]{2}|EU27|WLD|stateless|unknown|other")
FIXED = ("period", "measure", "value", "status", "vintage", "source", "later", "inputs")


@dataclass(frozen=True)
class Observations:
    """Rows of a dataset: period, measure, dimensions, value, status, vintage, source, later; one row per key.

    Derived observations also carry `inputs`, the tuple of Input behind each row.
    """

    record: Record
    frame: pd.DataFrame
    as_of: str = ""

    @property
    def dimensions(self) -> list[str]:
        """Names of the dimensions, in the order of the columns."""
        return [column for column in self.frame.columns if column not in FIXED]

    @property
    def periods(self) -> list[str]:
        """All periods, in order of time."""
        return sorted(self.frame["period"].unique(), key=span)

    @property
    def unit(self) -> str:
        """The one unit of all rows; MeasureError where units are mixed."""
        return self._one("unit")

    @property
    def kind(self) -> str:
        """stock, flow or ratio; MeasureError where they are mixed."""
        return self._one("kind")

    def _one(self, aspect: str) -> str:
        found = {getattr(self.record.measures[code], aspect) for code in self.frame["measure"].unique()}
        if len(found) > 1:
            raise MeasureError(f"{self.record.name}: {aspect}s mixed: {', '.join(sorted(found))}")
        return found.pop() if found else getattr(next(iter(self.record.measures.values())), aspect)

    def where(self, **categories) -> Observations:
        """Only the rows of these categories (one or a list per column, the list gives the order)."""
        frame = self.frame
        for column, wanted in categories.items():
            if column not in frame.columns:
                raise MeasureError(f"{self.record.name} has no dimension {column}; it has {', '.join(self.dimensions)}")
            several = isinstance(wanted, Iterable) and not isinstance(wanted, str)
            codes = [str(code) for code in wanted] if several else [str(wanted)]
            self._known(column, codes)
            frame = frame[frame[column].isin(codes)]
            if len(codes) > 1:
                frame = frame.sort_values(column, key=lambda cells, order=codes: cells.map(order.index), kind="stable")
        return replace(self, frame=frame.reset_index(drop=True))

    def _known(self, column: str, codes: list[str]) -> None:
        if column not in ("measure", *self.record.dimensions):
            return
        dimension = self.record.dimensions.get(column)
        known = dimension.codes if dimension else self.record.measures
        countries = bool(dimension and dimension.countries)
        unknown = [code for code in codes if code not in known and not (countries and COUNTRY.fullmatch(code))]
        if unknown:
            raise MeasureError(f"{self.record.name} has no {column} {', '.join(unknown)}; it has {', '.join(known)}")

    def but(self, **categories) -> Observations:
        """Without the rows of these categories (one or a list per column)."""
        frame = self.frame
        for column, unwanted in categories.items():
            codes = [unwanted] if isinstance(unwanted, str) else list(unwanted)
            self._known(column, codes)
            frame = frame[~frame[column].isin(codes)]
        return replace(self, frame=frame.reset_index(drop=True))

    def preferring(self, column: str, *codes: str) -> Observations:
        """The rows of the first of these categories of `column` that has any; none where no category has."""
        parts = [self.where(**{column: code}) for code in codes]
        return next((part for part in parts if len(part.frame)), parts[-1])

    def largest(self, by: str, n: int, also: str = "") -> Observations:
        """The n largest categories of `by` in one period, largest first, ties at the cut kept; never a rest group.

        A category `also` follows if it is not among them.
        """
        if len(self.periods) > 1:
            raise MeasureError(f"{self.record.name}: one period at a time, not {', '.join(self.periods)}")
        frame = self.frame[self.frame["value"].notna() & ~self.frame[by].isin(REST)]
        frame = frame.sort_values(["value", by], ascending=[False, True])
        if len(frame) > n:
            frame = frame[(frame["value"] >= frame["value"].iloc[n - 1]) | (frame[by] == also)]
        return replace(self, frame=frame.reset_index(drop=True))

    def ordered(self, column: str) -> list[str]:
        """Categories in the order given to where(); rows still in the order of the file take the record's order."""
        found = list(dict.fromkeys(self.frame[column]))
        if column == "period":
            return sorted(found, key=span)
        codes = list(self.record.measures if column == "measure" else self.record.dimensions[column].codes)
        return sorted(found, key=codes.index) if found == sorted(found) and set(found) <= set(codes) else found

    def __add__(self, other: Observations) -> Observations:
        """The rows of both, which must have the same columns but for `inputs`."""
        frames = [part.frame if "inputs" in part.frame else part._with_inputs() for part in (self, other)]
        record = replace(self.record, sources={**self.record.sources, **other.record.sources})
        return replace(self, record=record, frame=pd.concat(frames, ignore_index=True))

    def _with_inputs(self) -> pd.DataFrame:
        return self.frame.assign(inputs=[self.inputs(row) for _, row in self.frame.iterrows()])

    def since(self, first: str | int) -> Observations:
        """Only periods that begin on or after the start of `first`."""
        return self._periods(lambda period: span(period)[0] >= span(str(first))[0])

    def through(self, last: str | int) -> Observations:
        """Only periods that end on or before the end of `last`."""
        return self._periods(lambda period: span(period)[1] <= span(str(last))[1])

    def years(self) -> Observations:
        """Only whole calendar years: no months, quarters or part-years."""
        return self._periods(lambda period: length(period) == "year")

    def months(self) -> Observations:
        """Only single months."""
        return self._periods(lambda period: length(period) == "month")

    def _periods(self, keep) -> Observations:
        chosen = {period for period in self.frame["period"].unique() if keep(period)}
        return replace(self, frame=self.frame[self.frame["period"].isin(chosen)].reset_index(drop=True))

    def turns(self) -> Observations:
        """Only stocks of the turn of a year: the end of December, or 1 to 7 January of the next year."""
        return self._periods(lambda period: turn_year(period) is not None)

    def turn(self, year: int) -> str:
        """The period of the stock at the turn of a year; its December where there is none."""
        return next((period for period in self.periods if turn_year(period) == year), f"{year}-12")

    def part_of(self, year: int) -> str | None:
        """The longest part-year (START/END) of a year; None where there is none."""
        parts = [period for period in self.periods if length(period) == "interval" and period.startswith(str(year))]
        return max(parts, key=lambda period: span(period)[1] - span(period)[0], default=None)

    def latest(self, **categories) -> Quantity:
        """The quantity of the last period that has a value."""
        series = self.where(**categories)
        held = series.frame.loc[series.frame["value"].notna(), "period"]
        return series.at(max(held, key=span, default=""), **categories)

    def at(self, period: str | int | None, **categories) -> Quantity:
        """The quantity of one period; without value where there is no row. More than one row: MeasureError."""
        series = self.where(**categories)
        rows = series.frame[series.frame["period"] == str(period)]
        if len(rows) > 1:
            raise MeasureError(
                f"{self.record.name} has {len(rows)} rows for {period} {categories}: name one category of each"
            )
        found = series._quantity(rows.iloc[0] if len(rows) else None, str(period), self._asked(categories))
        return replace(found, about=series._about(categories))

    def _about(self, categories: dict) -> tuple:
        """The categories asked for, or the only ones there are; a total says nothing."""
        found = []
        for name in self.dimensions:
            asked = categories.get(name)
            codes = {asked} if isinstance(asked, str) else set(self.frame[name])
            code = codes.pop() if len(codes) == 1 else "total"
            dimension = self.record.dimensions[name]
            if code != "total":
                found.append((dimension.codes if code in dimension.codes else "countries", code))
        return tuple(found)

    def _asked(self, categories: dict) -> str:
        measure = categories.get("measure") or next(
            iter(self.frame["measure"].unique()), next(iter(self.record.measures))
        )
        return str(measure)

    @cached_property
    def _run(self) -> tuple[tuple[str, ...], tuple[str, str]]:
        """The periods after a break, and the first and last period with a figure: the same for every quantity."""
        held = self.frame[self.frame["value"].notna()]
        periods = sorted(held["period"].unique(), key=span)
        breaks = tuple(held.loc[held["status"].str.contains("B"), "period"].unique())
        return breaks, (periods[0], periods[-1]) if periods else ("", "")

    def _quantity(self, row, period: str, code: str) -> Quantity:
        measure = self.record.measures[code]
        empty = row is None or pd.isna(row["value"])
        return Quantity(
            value=None if empty else float(row["value"]),
            unit=measure.unit,
            kind=measure.kind,
            period=period,
            status="M" if row is None else row["status"],
            rounding=measure.rounding,
            later=False if row is None else bool(row["later"]),
            inputs=() if empty else self.inputs(row),
            formula="as published" if row is None or "inputs" not in row else measure.label["en"],
            breaks=self._run[0],
            span=self._run[1],
            title=measure.label,
        )

    def inputs(self, row) -> tuple[Input, ...]:
        """The observations behind a row: the row itself, or what a derived row was computed from."""
        if "inputs" in row:
            return row["inputs"]
        key = " ".join([row["period"], row["measure"], *(row[name] for name in self.dimensions)])
        return (Input(self.record.name, key, row["vintage"]),)
