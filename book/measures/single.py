"""Changes, shares, rates, totals, ranks and standings: pure functions that keep the trail of their inputs.

They refuse to mix units, a stock with a flow, or to add rounded detail where a published total exists, and give a
quantity without value where figures of the day asked for would be combined with later ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from book.data.observations import Observations
from book.data.periods import span
from book.data.quantity import Input, MeasureError, Quantity

__all__ = [
    "Change", "Input", "MeasureError", "Names", "Quantity", "Rank", "Standing", "accumulate", "change", "difference",
    "opposite", "per_thousand", "proportion", "rank", "share", "standing", "top", "total",
    "yearly_change",
]  # fmt: skip


@dataclass(frozen=True)
class Change:
    """A quantity against an earlier one of the same series."""

    now: Quantity
    before: Quantity

    @property
    def missing(self) -> bool:
        """Either side has no figure."""
        return self.now.value is None or self.before.value is None

    @property
    def broken(self) -> bool:
        """A break lies between the two periods: they cannot be compared."""
        first, last = span(self.before.period)[1], span(self.now.period)[1]
        return any(first < span(period)[1] <= last for period in {*self.now.breaks, *self.before.breaks})

    @property
    def difference(self) -> float:
        """Now minus before, in the quantity's unit."""
        return self.now.value - self.before.value

    @property
    def ratio(self) -> float:
        """Now divided by before; before must not be 0."""
        return self.now.value / self.before.value

    @property
    def status(self) -> str:
        """The union of both statuses: a change is as provisional as its worse side."""
        return union(self.now.status, self.before.status)

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The observations of both sides, named now and before."""
        return self.now.as_role("now") + self.before.as_role("before")


@dataclass(frozen=True)
class Rank:
    """A place among `of` categories, 1 the largest; `tied` where another one has the same value."""

    position: int
    of: int
    tied: bool
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True)
class Names:
    """Categories in an order, each with its quantity; `codes` is "countries" or the record's labels."""

    items: tuple[tuple[str, Quantity], ...]
    codes: str | dict = "countries"


@dataclass(frozen=True)
class Standing:
    """A quantity among the earlier ones of its unbroken run, oldest first; `since_start`: the run begins the series."""

    now: Quantity
    series: tuple[tuple[str, Quantity], ...]
    since_start: bool = True

    @property
    def inputs(self) -> tuple[Input, ...]:
        """The observations of all its years."""
        return sum((quantity.as_role("year") for _, quantity in self.series), self.now.as_role("now"))


def union(*statuses: str) -> str:
    """All letters of several statuses, sorted; A only where nothing else applies; B and M are left to the periods."""
    letters = sorted({letter for status in statuses for letter in status} - {"A", "M", "B"})
    return "".join(letters) or "A"


def change(now: Quantity, before: Quantity) -> Change:
    """The change from `before` to `now`; MeasureError where unit or kind differ."""
    _same((now, before), "unit", "kind")
    return Change(now, before)


def yearly_change(obs: Observations, year: int, **categories) -> Change:
    """The change of one series from the year before."""
    return change(obs.at(year, **categories), obs.at(year - 1, **categories))


def share(part: Quantity, whole: Quantity) -> Quantity:
    """`part` as a percentage of `whole`, of one period; MeasureError where unit, kind or period differ."""
    _same((part, whole), "unit", "kind", "period")
    return _ratio(part, whole, 100, "percent", "part / whole × 100", ("part", "whole"))


def per_thousand(events: Quantity, population: Quantity) -> Quantity:
    """`events` per 1,000 of a population stock; MeasureError where the population is no stock."""
    if population.kind != "stock":
        raise MeasureError(f"a rate needs a stock of people, not a {population.kind}")
    return _ratio(events, population, 1000, "per_1000", "events / population × 1,000", ("events", "population"))


def proportion(part: Quantity, population: Quantity) -> Quantity:
    """A stock as a percentage of a population counted on another day of the year; MeasureError where either is a flow."""
    _same((part, population), "unit", "kind")
    if population.kind != "stock":
        raise MeasureError(f"a proportion needs a stock of people, not a {population.kind}")
    return _ratio(part, population, 100, "percent", "part / population × 100", ("part", "population"))


def _ratio(above: Quantity, below: Quantity, factor: int, unit: str, formula: str, roles: tuple[str, str]) -> Quantity:
    known = _together((above, below)) and below.value
    return Quantity(
        value=factor * above.value / below.value if known else None,
        unit=unit,
        kind="ratio",
        period=above.period,
        status=union(above.status, below.status) if known else "M",
        later=above.later or below.later,
        inputs=above.as_role(roles[0]) + below.as_role(roles[1]),
        formula=formula,
        breaks=tuple(sorted({*above.breaks, *below.breaks})),
        span=above.span,
        title=above.title,
    )


def difference(first: Quantity, second: Quantity) -> Quantity:
    """`first` minus `second`, of one period; MeasureError where unit, kind or period differ."""
    return replace(
        total([first, replace(second, value=None if second.value is None else -second.value)]), formula="first − second"
    )


def opposite(quantity: Quantity) -> Quantity:
    """A quantity with the other sign: what a total leaves out, as a number of people."""
    return replace(quantity, value=None if quantity.value is None else -quantity.value)


def total(parts: Sequence[Quantity] | Observations, formula: str = "sum") -> Quantity:
    """The sum of quantities of one period, or of all rows of observations of one period.

    MeasureError where units, kinds or periods are mixed, or where rounded detail would be summed although the
    dataset publishes a total.
    """
    if isinstance(parts, Observations):
        _refuse_rounded_detail(parts)
        parts = [parts._quantity(row, row["period"], row["measure"]) for _, row in parts.frame.iterrows()]
    if not parts:
        raise MeasureError("nothing to add")
    _same(parts, "unit", "kind", "period")
    known = _together(parts)
    return replace(
        parts[0],
        value=sum(part.value for part in parts) if known else None,
        status=union(*(part.status for part in parts)) if known else "M",
        rounding=max(part.rounding for part in parts),
        later=any(part.later for part in parts),
        inputs=sum((part.as_role("part") for part in parts), ()),
        formula=formula,
        breaks=tuple(sorted({period for part in parts for period in part.breaks})),
    )


def accumulate(obs: Observations, first: int, last: int, **categories) -> Quantity:
    """The sum of a yearly flow over the years `first` to `last`; without value where a year has no figure.

    MeasureError for a stock: stocks of several years cannot be added.
    """
    if obs.where(**categories).kind != "flow":
        raise MeasureError(f"{obs.record.name}: only flows add up over years")
    years = [obs.at(year, **categories) for year in range(first, last + 1)]
    period = f"{first}/{last}"
    summed = total([replace(year, period=period) for year in years], formula=f"sum of {first} to {last}")
    return replace(summed, inputs=sum((year.as_role("year") for year in years), ()))


def _refuse_rounded_detail(obs: Observations) -> None:
    if len(obs.frame) > 1 and max(obs.record.measures[code].rounding for code in obs.frame["measure"]) > 1:
        for name in obs.dimensions:
            if "total" in obs.record.dimensions[name].codes and obs.frame[name].nunique() > 1:
                raise MeasureError(
                    f"{obs.record.name}: take the published total of {name}, not a sum of rounded detail"
                )


def rank(obs: Observations, by: str, category: str) -> Rank:
    """The place of `category` among all categories of `by` in observations of one period, largest first."""
    values = _one_period(obs).dropna(subset=["value"]).set_index(by)["value"]
    if category not in values:
        raise MeasureError(f"{obs.record.name} has no figure for {category}")
    own = values[category]
    inputs = sum((obs.inputs(row) for _, row in obs.frame.iterrows()), ())
    return Rank(int((values > own).sum()) + 1, len(values), int((values == own).sum()) > 1, inputs)


def top(obs: Observations, by: str, n: int) -> Names:
    """The n largest categories of `by` in observations of one period, ties at the cut kept; never a rest group."""
    largest = obs.largest(by, n)
    items = tuple(
        (row[by], largest._quantity(row, row["period"], row["measure"])) for _, row in largest.frame.iterrows()
    )
    dimension = obs.record.dimensions[by]
    return Names(items, "countries" if dimension.countries else dimension.codes)


def standing(obs: Observations, year: int | str, **categories) -> Standing:
    """Where a year's figure stands among the earlier years of its series, back to the last break or gap."""
    series = obs.where(**categories).years()
    now = series.at(year)
    earlier, period = [], int(year) - 1
    while str(period + 1) not in now.breaks and (before := series.at(period)).value is not None:
        earlier.insert(0, (str(period), before))
        period -= 1
    started = not earlier or earlier[0][0] == now.span[0]
    return Standing(now, tuple(earlier), since_start=started)


def _one_period(obs: Observations) -> pd.DataFrame:
    if obs.frame["period"].nunique() > 1:
        raise MeasureError(f"{obs.record.name}: one period at a time, not {', '.join(obs.periods)}")
    return obs.frame


def _together(parts: Sequence[Quantity]) -> bool:
    """All parts have a figure, and none is of a later day than the others."""
    return all(part.value is not None for part in parts) and len({part.later for part in parts}) == 1


def _same(parts: Sequence[Quantity], *aspects: str) -> None:
    for aspect in aspects:
        found = sorted({getattr(part, aspect) for part in parts})
        if len(found) > 1:
            raise MeasureError(f"{aspect}s mixed: {', '.join(found)}")
