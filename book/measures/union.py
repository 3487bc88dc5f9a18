"""Figures of the EU computed from those of its 27 countries, and how the countries compare."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from book.data.members import MEMBERS, UNION
from book.data.observations import Observations
from book.data.periods import span
from book.data.quantity import MeasureError, Quantity
from book.measures.results import Names, Rank
from book.measures.rowwise import derive, first_rows, sums
from book.measures.single import rank


def union(obs: Observations, by: str = "country") -> Observations:
    """The sum of the 27 EU countries as the category EU27 of `by`; without value where one of them has no figure."""
    keys = ["period", "measure", *(name for name in obs.dimensions if name != by)]
    countries = obs.where(**{by: MEMBERS})
    incomplete = countries.frame.groupby(keys, sort=False).size() < len(MEMBERS)
    found = derive(first_rows(countries, keys), sums(countries, keys).without(incomplete))
    return replace(found, frame=found.frame.assign(**{by: UNION}))


def named(obs: Observations, by: str) -> Observations:
    """The observations of one category of `by`, with their measure called after it."""
    return called(obs, **obs.record.dimensions[by].codes[obs.frame[by].iloc[0]])


def leading(parts: Sequence[Observations], by: str, n: int) -> list[Observations]:
    """Of each of the parts the categories of `by` that are among the n largest of any of them."""
    codes = {code for part in parts for code in part.largest(by, n).frame[by]}
    return [replace(part, frame=part.frame[part.frame[by].isin(codes)].reset_index(drop=True)) for part in parts]


def counted(applicants: Observations, year: int, applicant: str) -> Observations:
    """The EU's applicants of one type, of all citizenships; where the year's figure of those is of a later day than the
    one asked for, of citizens of countries outside the EU. Two categories, never one series."""
    series = applicants.where(country=UNION, applicant=applicant)
    for citizens in ("total", "non_eu"):
        figure = series.where(citizens=citizens).at(year)
        if figure.value is not None and not figure.later:
            return named(series.where(citizens=citizens), "applicant")
    return named(series.where(citizens="total"), "applicant")


def apart(applicants: Observations, shown: Observations, year: int, applicant: str) -> Quantity:
    """The EU's applicants of the year from outside the EU only; without value where `shown` is that category itself, or
    is of another month of publication: a part and a whole of different days are not set beside each other."""
    figure = applicants.where(country=UNION, applicant=applicant, citizens="non_eu").at(year)
    same = set(shown.frame["citizens"]) == {"non_eu"}
    together = month_published(figure) == month_published(shown.at(year))
    return figure if together and not same else replace(figure, value=None, inputs=())


def sole(obs: Observations, by: str) -> Names:
    """The one category of `by` in the observations, by name; MeasureError where there are several."""
    dimension, found = obs.record.dimensions[by], sorted(set(obs.frame[by]))
    if len(found) > 1:
        raise MeasureError(f"{obs.record.name}: choose one {by} of {', '.join(found)}")
    return Names(((found[0], None),), "countries" if dimension.countries else dimension.codes)


def place(
    obs: Observations, category: str = "NL", by: str = "country", series: Observations | None = None
) -> Rank | None:
    """The place of a category of `by` in observations of one period, largest first; None where it has no figure.

    Among countries the EU itself is left out, and there is no place where an EU country without a figure may stand
    above: one that in a period of `series` had more than the category has, or that `series` does not hold.
    """
    own = replace(obs, frame=obs.frame[obs.frame[by] != UNION])
    held = own.frame.dropna(subset=["value"]).set_index(by)["value"]
    if category not in held.index:
        return None
    countries = obs.record.dimensions[by].countries
    return None if countries and _above(held, category, by, series) else rank(own, by, category)


def _above(held: pd.Series, category: str, by: str, series: Observations | None) -> bool:
    """An EU country without a figure may stand above the category: it once did, or nothing is known of it."""
    known = {} if series is None else series.frame.dropna(subset=["value"]).groupby(by)["value"].max()
    return any(known.get(code, held[category] + 1) > held[category] for code in set(MEMBERS) - set(held.index))


def month_published(figure: Quantity) -> str | None:
    """The month in which a figure came out; None where there is none."""
    return max(entry.vintage for entry in figure.inputs)[:7] if figure.inputs else None


def reporting(obs: Observations, by: str = "country") -> int:
    """How many EU countries have a figure in observations of one period."""
    known = obs.frame[obs.frame["value"].notna() & obs.frame[by].isin(MEMBERS)]
    return known[by].nunique()


def last_complete(obs: Observations, by: str = "country") -> Observations:
    """The rows of the last period of which all 27 countries have a figure; no rows where there is none."""
    held = obs.frame[obs.frame["value"].notna() & obs.frame[by].isin(MEMBERS)]
    counts = held.groupby("period")[by].nunique()
    complete = counts.index[counts == len(MEMBERS)]
    return obs.where(period=max(complete, key=span, default=""))


def listed(obs: Observations, measure: str, by: str = "country") -> Observations:
    """The rows in the order of a table: the Netherlands, the EU, then the other countries by size of `measure`."""
    sizes = obs.where(measure=measure).frame.set_index(by)["value"]
    first = {"NL": 0, UNION: 1}
    order = sorted(set(obs.frame[by]), key=lambda code: (first.get(code, 2), -sizes.get(code, 0), code))
    return obs.where(**{by: order})


def called(obs: Observations, en: str, nl: str) -> Observations:
    """Observations of one measure under other words: for a table that sets it beside another producer's."""
    measures = {code: replace(measure, label={"en": en, "nl": nl}) for code, measure in obs.record.measures.items()}
    return replace(obs, record=replace(obs.record, measures=measures))
