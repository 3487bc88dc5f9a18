"""Observations in memory: the rows of a dataset, and how to choose among them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd

from book.data.periods import length, span, turn_year
from book.data.quantity import Input, MeasureError, Quantity
from book.data.records import Record

# groups never ranked
REST = ("total", "other", "unknown", "stateless", "stateless_unknown", "foreign", "abroad", "EU27", "WLD", "none")
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

    def _one(self, aspect: str, *others: Observations) -> str:
        parts = (self, *others)
        found = {
            getattr(part.record.measures[code], aspect) for part in parts for code in part.frame["measure"].unique()
        }
        if len(found) > 1:
            raise MeasureError(f"{self.record.name}: {aspect}s mixed: {', '.join(sorted(found))}; name one measure")
        return found.pop() if found else getattr(next(iter(self.record.measures.values())), aspect)

    def refuse_mixed(self, *others: Observations) -> None:
        """MeasureError where the rows of these observations differ in unit or in kind."""
        for aspect in ("unit", "kind"):
            self._one(aspect, *others)

    def where(self, **categories) -> Observations:
        """Only the rows of these categories (one or a list per column, the list gives the order)."""
        frame = self.frame
        for column, wanted in categories.items():
            codes = self._codes(column, wanted)
            frame = frame[frame[column].isin(codes)]
            if len(codes) > 1:
                frame = frame.sort_values(column, key=lambda cells, order=codes: cells.map(order.index), kind="stable")
        return replace(self, frame=frame.reset_index(drop=True))

    def _codes(self, column: str, wanted: str | int | Iterable) -> list[str]:
        """The categories asked for as a list; MeasureError where there is no such column or category."""
        if column not in self.frame.columns:
            raise MeasureError(f"{self.record.name} has no dimension {column}; it has {', '.join(self.dimensions)}")
        several = isinstance(wanted, Iterable) and not isinstance(wanted, str)
        codes = [str(code) for code in wanted] if several else [str(wanted)]
        if column not in ("measure", *self.record.dimensions):
            return codes
        dimension = self.record.dimensions.get(column)
        known = dimension.codes if dimension else self.record.measures
        countries = bool(dimension and dimension.countries)
        unknown = [code for code in codes if code not in known and not (countries and COUNTRY.fullmatch(code))]
        if unknown:
            raise MeasureError(f"{self.record.name} has no {column} {', '.join(unknown)}; it has {', '.join(known)}")
        return codes

    def but(self, **categories) -> Observations:
        """Without the rows of these categories (one or a list per column)."""
        frame = self.frame
        for column, unwanted in categories.items():
            codes = self._codes(column, unwanted)
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
        frame = self.of_one_period()
        frame = frame[frame["value"].notna() & ~frame[by].isin(REST)]
        frame = frame.sort_values(["value", by], ascending=[False, True])
        if len(frame) > n:
            frame = frame[(frame["value"] >= frame["value"].iloc[n - 1]) | (frame[by] == also)]
        return replace(self, frame=frame.reset_index(drop=True))

    def of_one_period(self) -> pd.DataFrame:
        """The rows, where they are of one period; MeasureError where they are of several."""
        if len(self.periods) > 1:
            raise MeasureError(f"{self.record.name}: one period at a time, not {', '.join(self.periods)}")
        return self.frame

    def ordered(self, column: str) -> list[str]:
        """Categories in the order given to where(); rows still in the order of the file take the record's order."""
        found = list(dict.fromkeys(self.frame[column]))
        if column == "period":
            return sorted(found, key=span)
        codes = list(self.record.measures if column == "measure" else self.record.dimensions[column].codes)
        return sorted(found, key=codes.index) if found == sorted(found) and set(found) <= set(codes) else found

    def __add__(self, other: Observations) -> Observations:
        """The rows of both, which must have the same columns but for `inputs`; DataError where one source key names
        two publications."""
        frames = [part.frame.assign(inputs=part.inputs) for part in (self, other)]
        record = self.record.with_sources(other.record)
        return replace(self, record=record, frame=pd.concat(frames, ignore_index=True))

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
        rows = replace(series, frame=series.frame[series.frame["period"] == str(period)])
        if len(rows.frame) > 1:
            raise MeasureError(f"{self.record.name} has {len(rows.frame)} rows for {period}: {rows._to_name()}")
        measure = categories.get("measure") or next(iter([*self.frame["measure"].unique(), *self.record.measures]))
        found = next(series._quantities(rows), None) or series._nothing(str(period), str(measure))
        return replace(found, about=series._about(categories))

    def _to_name(self) -> str:
        """What would single out one row: "name one category of country (BE, DE, NL)"."""
        there = {name: sorted(set(self.frame[name])) for name in ("measure", *self.dimensions)}
        several = [f"{name} ({', '.join(codes)})" for name, codes in there.items() if len(codes) > 1]
        return f"name one category of {' and of '.join(several)}"

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

    @cached_property
    def _run(self) -> tuple[tuple[str, ...], tuple[str, str]]:
        """The periods after a break, and the first and last period with a figure: the same for every quantity."""
        held = self.frame[self.frame["value"].notna()]
        periods = sorted(held["period"].unique(), key=span)
        breaks = tuple(held.loc[held["status"].str.contains("B"), "period"].unique())
        return breaks, (periods[0], periods[-1]) if periods else ("", "")

    def quantities(self) -> list[Quantity]:
        """One quantity per row, in order."""
        return list(self._quantities(self))

    def _quantities(self, rows: Observations) -> Iterator[Quantity]:
        """Some rows of this series as its quantities."""
        derived = "inputs" in self.frame
        columns = (rows.frame[name] for name in ("period", "measure", "value", "status", "later"))
        for period, code, value, status, later, inputs in zip(*columns, rows.inputs, strict=True):
            nothing = self._nothing(period, code)
            formula = nothing.title["en"] if derived else nothing.formula
            found = replace(nothing, status=status, later=bool(later), formula=formula)
            yield found if pd.isna(value) else replace(found, value=float(value), inputs=inputs)

    def _nothing(self, period: str, code: str) -> Quantity:
        """The quantity of a period without a row."""
        own, (breaks, run) = self.record.measures[code], self._run
        found = Quantity(None, own.unit, own.kind, period, "M", own.rounding, title=own.label)
        return replace(found, breaks=breaks, span=run)

    @cached_property
    def inputs(self) -> list[tuple[Input, ...]]:
        """The observations behind each row: the row itself, or what a derived row was computed from."""
        if "inputs" in self.frame:
            return self.frame["inputs"].tolist()
        keys = zip(*(self.frame[name] for name in ("period", "measure", *self.dimensions)), strict=True)
        pairs = zip(keys, self.frame["vintage"], strict=True)
        return [(Input(self.record.name, " ".join(key), vintage),) for key, vintage in pairs]
