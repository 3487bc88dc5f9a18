"""Observations in memory: the rows of a dataset, as quantities with the observations behind them."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Self

import pandas as pd

from book.data.periods import span
from book.data.quantity import Input, MeasureError, Quantity
from book.data.selection import Selection


@dataclass(frozen=True)
class Observations(Selection):
    """Rows of a dataset: period, measure, dimensions, value, status, vintage, source, later; one row per key.

    Derived observations also carry `inputs`, the tuple of Input behind each row; None where a row is as published.
    """

    def __getstate__(self) -> dict:
        """What a copy in another process needs: what is worked out of it is not sent along."""
        return {"record": self.record, "frame": self.frame, "as_of": self.as_of}

    def __add__(self, other: Self) -> Self:
        """The rows of both, which must have the same columns but for `inputs`; DataError where one source key names
        two publications."""
        frames = [part.frame.assign(inputs=part.inputs) for part in (self, other)]
        record = self.record.with_sources(other.record)
        return replace(self, record=record, frame=pd.concat(frames, ignore_index=True))

    def latest(self, **categories) -> Quantity:
        """The quantity of the last period that has a value."""
        series = self.where(**categories)
        held = series.frame.loc[series.frame["value"].notna(), "period"]
        return series.at(max(held, key=span, default=""), **categories)

    def at(self, period: str | int | None, **categories) -> Quantity:
        """The quantity of one period; without value where there is no row. More than one row: MeasureError."""
        asked = {name: code if isinstance(code, Hashable) else (*code,) for name, code in categories.items()}
        series = self._series(**asked)
        places = series._places.get(str(period), [])
        if len(places) > 1:
            rows = replace(series, frame=series.frame.iloc[places])
            raise MeasureError(f"{self.record.name} has {len(places)} rows for {period}: {rows._to_name()}")
        measure = categories.get("measure") or next(iter([*self.frame["measure"].unique(), *self.record.measures]))
        found = series._quantity(*places) if places else series._nothing(str(period or ""), str(measure))
        return replace(found, about=series._about(categories))

    @cached_property
    def _series(self) -> Callable[..., Self]:
        """As `where`, once for the same categories: a chapter asks for many periods of one series."""
        return cache(self.where)

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        """The rows of each period."""
        found: dict[str, list[int]] = {}
        for place, period in enumerate(self.frame["period"].tolist()):
            found.setdefault(period, []).append(place)
        return found

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
        cells = zip(*(self.frame[name].tolist() for name in ("period", "status", "value")), strict=True)
        held = [(period, status) for period, status, value in cells if pd.notna(value)]
        periods = sorted({period for period, _ in held}, key=span)
        breaks = tuple(dict.fromkeys(period for period, status in held if "B" in status))
        return breaks, (periods[0], periods[-1]) if periods else ("", "")

    def quantities(self) -> list[Quantity]:
        """One quantity per row, in order."""
        return [self._quantity(place) for place in range(len(self.frame))]

    @cached_property
    def _cells(self) -> list[tuple]:
        """What makes a quantity of each row."""
        columns = (self.frame[name].tolist() for name in ("period", "measure", "value", "status", "later"))
        return list(zip(*columns, self.inputs, self.derived, strict=True))

    def _quantity(self, place: int) -> Quantity:
        """A row of this series as its quantity."""
        period, code, value, status, later, inputs, derived = self._cells[place]
        nothing = self._nothing(period, code)
        formula = nothing.title["en"] if derived else nothing.formula
        known = {} if pd.isna(value) else {"value": float(value), "inputs": inputs}
        return replace(nothing, status=status, later=int(later), formula=formula, **known)

    def _nothing(self, period: str, code: str) -> Quantity:
        """The quantity of a period without a row."""
        own, (breaks, run) = self.record.measures[code], self._run
        return Quantity(None, own.unit, own.kind, period, "M", own.rounding, title=own.label, breaks=breaks, span=run)

    @cached_property
    def inputs(self) -> list[tuple[Input, ...]]:
        """The observations behind each row: the row itself, or what a derived row was computed from."""
        keys = zip(*(self.frame[name] for name in ("period", "measure", *self.dimensions)), strict=True)
        pairs = zip(keys, self.frame["vintage"], strict=True)
        published = [(Input(self.record.name, " ".join(key), vintage),) for key, vintage in pairs]
        if "inputs" not in self.frame:
            return published
        given = zip(self.frame["inputs"], self.derived, published, strict=True)
        return [inputs if derived else own for inputs, derived, own in given]

    @property
    def derived(self) -> list[bool]:
        """Whether each row was computed."""
        if "inputs" not in self.frame:
            return [False] * len(self.frame)
        return [isinstance(inputs, tuple) for inputs in self.frame["inputs"]]
