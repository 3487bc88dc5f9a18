"""Changes, shares, rates, totals, ranks and standings: pure functions that keep the trail of their inputs.

They refuse to mix units, a stock with a flow, or to add rounded detail where a published total exists, and give a
quantity without value where figures of the day asked for would be combined with later ones.
"""

from collections.abc import Sequence
from dataclasses import replace

from book.data.observations import Observations
from book.data.periods import year_before
from book.data.quantity import LESS, POINTS, MeasureError, Quantity, as_role, joint_mark, joint_status
from book.measures.results import Change, Names, Rank, Standing


def change(now: Quantity, before: Quantity) -> Change:
    """The change from `before` to `now`; MeasureError where unit or kind differ."""
    _same((now, before), "unit", "kind")
    return Change(now, before)


def yearly_change(obs: Observations, period: int | str, **categories) -> Change:
    """The change of one series from the year before: of a year, or of the same month, quarter or day a year earlier."""
    return change(obs.at(period, **categories), obs.at(year_before(str(period)), **categories))


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
        status=joint_status(above.status, below.status) if known else "M",
        later=joint_mark([above.later, below.later]),
        inputs=above.as_role(roles[0]) + below.as_role(roles[1]),
        formula=formula,
        breaks=tuple(sorted({*above.breaks, *below.breaks})),
        span=above.span,
        title=above.title,
    )


def difference(first: Quantity, second: Quantity) -> Quantity:
    """`first` minus `second`, of one period: of percentages in points; MeasureError where unit, kind or period differ."""
    less = total([first, opposite(second)])
    return replace(less, unit=POINTS.get(less.unit, less.unit), formula="first − second")


def opposite(quantity: Quantity) -> Quantity:
    """A quantity with the other sign: what a total leaves out, as a number of people."""
    value = None if quantity.value is None else -quantity.value
    return replace(quantity, value=value, inputs=quantity.as_role(LESS), formula="with the other sign")


def total(parts: Sequence[Quantity] | Observations, formula: str = "sum") -> Quantity:
    """The sum of quantities of one period, or of all rows of observations of one period.

    MeasureError where units, kinds or periods are mixed, or where rounded detail would be summed although the
    dataset publishes a total.
    """
    if isinstance(parts, Observations):
        refuse_rounded_detail(parts)
        parts = parts.quantities() or [parts.at(None)]
    if not parts:
        raise MeasureError("nothing to add")
    _same(parts, "unit", "kind", "period")
    known = _together(parts)
    return replace(
        parts[0],
        value=sum(part.value for part in parts) if known else None,
        status=joint_status(*(part.status for part in parts)) if known else "M",
        rounding=max(part.rounding for part in parts),
        later=joint_mark(part.later for part in parts),
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


def refuse_rounded_detail(obs: Observations) -> None:
    """MeasureError where a sum over the rows of a period would add rounded detail that has a published total."""
    if all(obs.record.measures[code].rounding <= 1 for code in obs.frame["measure"].unique()):
        return
    for name in obs.dimensions:
        published = "total" in obs.record.dimensions[name].codes
        if published and (obs.frame.groupby("period")[name].nunique() > 1).any():
            raise MeasureError(f"{obs.record.name}: take the published total of {name}, not a sum of rounded detail")


def rank(obs: Observations, by: str, category: str) -> Rank:
    """The place of `category` among all categories of `by` in observations of one period, largest first."""
    values = obs.of_one_period().dropna(subset=["value"]).set_index(by)["value"]
    if category not in values:
        raise MeasureError(f"{obs.record.name} has no figure for {category}; it has {', '.join(sorted(values.index))}")
    own = values[category]
    rows = zip(obs.frame[by], obs.inputs, obs.frame["value"].notna(), strict=True)
    inputs = ((as_role(row, "own" if code == category else "other")) for code, row, held in rows if held)
    later = joint_mark(obs.frame["later"][obs.frame["value"].notna()])
    return Rank(int((values > own).sum()) + 1, len(values), int((values == own).sum()) > 1, sum(inputs, ()), later)


def year_rank(obs: Observations, year: int, **categories) -> Rank:
    """The place of a year's figure among the years of the unbroken run to it, the largest first; 0 of 0 without a figure."""
    found = standing(obs, year, **categories)
    if found.now.value is None:
        return Rank(0, 0, False)
    own, run = found.now.value, (found.now, *(quantity for _, quantity in found.series))
    values = [one.value for one in run]
    inputs = sum((one.as_role("other") for one in run[1:]), found.now.as_role("own"))
    place = sum(value > own for value in values) + 1
    return Rank(place, len(run), values.count(own) > 1, inputs, joint_mark(one.later for one in run))


def bounds(obs: Observations) -> tuple[Quantity, Quantity]:
    """The lowest and the highest figure of one series over all its periods; without value where there is none.

    None either where figures of the day asked for would be set against later ones.
    """
    held = [one for one in obs.quantities() if one.value is not None]
    if not held or len({bool(one.later) for one in held}) > 1:
        return obs.at(None), obs.at(None)
    return tuple(pick(held, key=lambda one: one.value) for pick in (min, max))


def top(obs: Observations, by: str, n: int) -> Names:
    """The n largest categories of `by` in observations of one period, ties at the cut kept; never a rest group."""
    largest = obs.largest(by, n)
    items = tuple(zip(largest.frame[by], largest.quantities(), strict=True))
    dimension = obs.record.dimensions[by]
    return Names(items, "countries" if dimension.countries else dimension.codes, None if items else obs.at(None))


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


def extremes(obs: Observations, year: int, **categories) -> tuple[str, Quantity, Quantity]:
    """The first year, the lowest and the highest figure of the unbroken run to a year; without value in fewer than three."""
    found = standing(obs, year, **categories)
    run = [*(quantity for _, quantity in found.series), found.now]
    if found.now.value is None or len(run) < 3 or len({bool(one.later) for one in run}) > 1:
        none = replace(found.now, value=None, inputs=())
        return str(year), none, none
    return run[0].period, *(pick(run, key=lambda one: one.value) for pick in (min, max))


def _together(parts: Sequence[Quantity]) -> bool:
    """All parts have a figure, and none is of a later day than the others."""
    return all(part.value is not None for part in parts) and len({bool(part.later) for part in parts}) == 1


def _same(parts: Sequence[Quantity], *aspects: str) -> None:
    for aspect in aspects:
        found = sorted({getattr(part, aspect) for part in parts} - {""})  # no rows, no period
        if len(found) > 1:
            raise MeasureError(f"{aspect}s mixed: {', '.join(found)}; take quantities of one {aspect}")
