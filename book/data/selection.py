"""How to choose among the rows of a dataset: by category, by size, by time."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import pandas as pd

from book.data.members import COUNTRIES
from book.data.periods import length, span, turn_year
from book.data.quantity import MeasureError
from book.data.records import Record

# groups never ranked
REST = ("total", "other", "unknown", "stateless", "stateless_unknown", "foreign", "abroad", "EU27", "WLD", "none")
FIXED = ("period", "measure", "value", "status", "vintage", "source", "later", "inputs")


@dataclass(frozen=True)
class Selection:
    """Rows of a dataset with its record, and how to choose among them; each choice is a value of its own."""

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

    def _one(self, aspect: str, *others: Self) -> str:
        parts = (self, *others)
        found = {
            getattr(part.record.measures[code], aspect) for part in parts for code in part.frame["measure"].unique()
        }
        if len(found) > 1:
            raise MeasureError(f"{self.record.name}: {aspect}s mixed: {', '.join(sorted(found))}; name one measure")
        return found.pop() if found else getattr(next(iter(self.record.measures.values())), aspect)

    def refuse_mixed(self, *others: Self) -> None:
        """MeasureError where the rows of these observations differ in unit or in kind."""
        for aspect in ("unit", "kind"):
            self._one(aspect, *others)

    def where(self, **categories) -> Self:
        """Only the rows of these categories (one or a list per column, the list gives the order)."""
        asked = {column: self._codes(column, wanted) for column, wanted in categories.items()}
        kept = [self.frame[column].isin(codes).to_numpy() for column, codes in asked.items()]
        frame = self.frame[np.logical_and.reduce(kept)] if kept else self.frame
        for column, codes in asked.items():
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
        unknown = [code for code in codes if code not in known and not (countries and code in COUNTRIES)]
        if unknown:
            raise MeasureError(f"{self.record.name} has no {column} {', '.join(unknown)}; it has {', '.join(known)}")
        return codes

    def but(self, **categories) -> Self:
        """Without the rows of these categories (one or a list per column)."""
        frame = self.frame
        for column, unwanted in categories.items():
            codes = self._codes(column, unwanted)
            frame = frame[~frame[column].isin(codes)]
        return replace(self, frame=frame.reset_index(drop=True))

    def preferring(self, column: str, *codes: str) -> Self:
        """The rows of the first of these categories of `column` that has any; none where no category has."""
        parts = [self.where(**{column: code}) for code in codes]
        return next((part for part in parts if len(part.frame)), parts[-1])

    def largest(self, by: str, n: int, also: str = "") -> Self:
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

    def since(self, first: str | int) -> Self:
        """Only periods that begin on or after the start of `first`."""
        return self._periods(lambda period: span(period)[0] >= span(str(first))[0])

    def through(self, last: str | int) -> Self:
        """Only periods that end on or before the end of `last`."""
        return self._periods(lambda period: span(period)[1] <= span(str(last))[1])

    def years(self) -> Self:
        """Only whole calendar years: no months, quarters or part-years."""
        return self._periods(lambda period: length(period) == "year")

    def months(self) -> Self:
        """Only single months."""
        return self._periods(lambda period: length(period) == "month")

    def _periods(self, keep) -> Self:
        chosen = {period for period in self.frame["period"].unique() if keep(period)}
        return replace(self, frame=self.frame[self.frame["period"].isin(chosen)].reset_index(drop=True))

    def turns(self) -> Self:
        """Only stocks of the turn of a year: the end of December, or 1 to 7 January of the next year."""
        return self._periods(lambda period: turn_year(period) is not None)

    def turn(self, year: int) -> str:
        """The period of the stock at the turn of a year; its December where there is none."""
        return next((period for period in self.periods if turn_year(period) == year), f"{year}-12")

    def part_of(self, year: int) -> str | None:
        """The longest part-year (START/END) of a year; None where there is none."""
        parts = [period for period in self.periods if length(period) == "interval" and period.startswith(str(year))]
        return max(parts, key=lambda period: span(period)[1] - span(period)[0], default=None)
