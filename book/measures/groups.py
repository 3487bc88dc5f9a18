"""Groups compared row by row: the gap between two, one as a percentage of another, a part of what a measure counts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from book.data.observations import Observations
from book.data.quantity import Quantity
from book.measures.derived import _derived
from book.measures.single import Rank, difference, rank, share, union

POINTS = {"percent": "points"}  # the difference of two percentages is in percentage points


def gaps(obs: Observations, by: str, of: str, minus: str, under: str) -> Observations:
    """The category `of` of `by` minus the category `minus`, in points, as the category `under` (one of the two)."""
    pairs = [
        (row, _rounded(difference(own, other)))
        for row, own, other in _paired(obs, by, of, lambda keys: obs.at(**keys | {by: minus}))
    ]
    codes = obs.record.dimensions[by].codes
    words = {
        "en": f"{codes[of]['en']} minus {codes[minus]['en']}",
        "nl": f"{codes[of]['nl']} min {codes[minus]['nl']}",
    }
    found = _derived(obs, pairs, POINTS.get(obs.unit, obs.unit), words)
    return _known(replace(found, frame=found.frame.assign(**{by: under})))


def relative(obs: Observations, by: str, whole: str) -> Observations:
    """Each row as a percentage of the row of the category `whole` of `by` with the same other categories."""
    pairs = [
        (row, share(own, other))
        for row, own, other in _paired(obs.but(**{by: whole}), by, None, lambda keys: obs.at(**keys | {by: whole}))
    ]
    label = obs.record.dimensions[by].codes[whole]
    return _known(_derived(obs, pairs, "percent", {"en": f"% of {label['en']}", "nl": f"% van {label['nl']}"}))


def proportion(obs: Observations, part: str, whole: str) -> Observations:
    """The measure `part` as a percentage of the measure `whole`, for each period and category."""
    pairs = [
        (row, share(own, other))
        for row, own, other in _paired(obs.where(measure=part), None, None, lambda keys: obs.at(**keys | {"measure": whole}))
    ]  # fmt: skip
    return _derived(obs, pairs, "percent", {"en": "share", "nl": "aandeel"})


def reliable(obs: Observations) -> Observations:
    """Without the values that the producer calls unreliable: these are not compared between countries."""
    return replace(obs, frame=obs.frame[~obs.frame["status"].str.contains("U")].reset_index(drop=True))


def place(obs: Observations, by: str, category: str) -> Rank | None:
    """The rank of `category` among observations of one period; None where it has no figure."""
    held = obs.frame.loc[obs.frame["value"].notna(), by]
    return rank(obs, by, category) if category in set(held) else None


def middle(obs: Observations, period: str | int) -> Quantity:
    """The median of the observations of a period: half of the categories lie above it, half below."""
    own = obs.where(period=period)
    held = own.frame.dropna(subset=["value"])
    if held.empty or held["later"].nunique() > 1:
        return replace(obs, frame=obs.frame.iloc[:0]).at(period)
    ordered = held.sort_values("value", kind="stable")
    between = ordered.iloc[(len(held) - 1) // 2 : len(held) // 2 + 1]  # the one in the middle, or two
    return replace(
        own._quantity(between.iloc[0], str(period), between["measure"].iloc[0]),
        value=float(between["value"].mean()),
        status=union(*held["status"]),
        inputs=tuple(entry for _, row in between.iterrows() for entry in own.inputs(row)),
        formula=f"median of {len(held)}: the middle of them in order of size",
    )


def _known(obs: Observations) -> Observations:
    """Only the rows for which both sides have a figure."""
    return replace(obs, frame=obs.frame.dropna(subset=["value"]).reset_index(drop=True))


def _paired(obs: Observations, by: str | None, code: str | None, other: Callable) -> list[tuple]:
    """Each row (of the category `code` of `by`) with its own quantity and the other one that `other` finds."""
    found = []
    for _, row in obs.frame.iterrows():
        if code and row[by] != code:
            continue
        keys = {name: row[name] for name in ("period", "measure", *obs.dimensions)}
        found.append((row, obs._quantity(row, row["period"], row["measure"]), other(keys)))
    return found


def _rounded(quantity: Quantity) -> Quantity:
    """Without the noise of binary fractions: 82.7 − 56.7 is 26."""
    return replace(quantity, value=None if quantity.value is None else round(quantity.value, 6))
