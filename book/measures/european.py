"""Figures of the EU computed from those of its 27 countries, and rates that compare the countries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from book.data.members import MEMBERS, UNION
from book.data.observations import Observations
from book.data.quantity import Quantity
from book.data.records import Measure
from book.measures.derived import _derived
from book.measures.single import Names, Rank, rank, share, total

RATE = Measure({"en": "protection rate", "nl": "beschermingspercentage"}, "percent", "ratio", 0)
LEAST = 100  # decisions: a rate of fewer says little


def union(obs: Observations, by: str = "country") -> Observations:
    """The sum of the 27 EU countries as the category EU27 of `by`; without value where one of them has no figure."""
    keys = ["period", "measure", *(name for name in obs.dimensions if name != by)]
    countries = obs.where(**{by: MEMBERS})
    pairs = [(_joined(rows), _sum(countries, rows)) for _, rows in countries.frame.groupby(keys, sort=False)]
    summed = _derived(obs, pairs, "", None)
    return replace(summed, frame=summed.frame.assign(**{by: UNION}))


def _joined(rows: pd.DataFrame) -> pd.Series:
    """The first of the rows, with the sources of all and the newest vintage."""
    sources = ";".join(dict.fromkeys(rows["source"]))
    return pd.Series({**rows.iloc[0], "vintage": rows["vintage"].max(), "source": sources})


def _sum(obs: Observations, rows: pd.DataFrame) -> Quantity:
    summed = total([obs._quantity(row, row["period"], row["measure"]) for _, row in rows.iterrows()])
    return summed if len(rows) == len(MEMBERS) else replace(summed, value=None, status="M")


def named(obs: Observations, by: str) -> Observations:
    """The observations of one category of `by`, with their measure called after it."""
    label = obs.record.dimensions[by].codes[obs.frame[by].iloc[0]]
    measures = {code: replace(measure, label=label) for code, measure in obs.record.measures.items()}
    return replace(obs, record=replace(obs.record, measures=measures))


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
    together = published(figure) == published(shown.at(year))
    return figure if together and not same else replace(figure, value=None, inputs=())


def category(obs: Observations, by: str) -> Names:
    """The one category of `by` in the observations, by name."""
    dimension = obs.record.dimensions[by]
    return Names(((obs.frame[by].iloc[0], None),), "countries" if dimension.countries else dimension.codes)


def place(obs: Observations, category: str = "NL", by: str = "country") -> Rank | None:
    """The place of a country among the EU countries in observations of one period; None where it has no figure."""
    countries = obs.but(**{by: UNION})
    known = countries.frame.loc[countries.frame["value"].notna(), by]
    return rank(countries, by, category) if category in set(known) else None


def published(figure: Quantity) -> str | None:
    """The month in which a figure came out; None where there is none."""
    return max(entry.vintage for entry in figure.inputs)[:7] if figure.inputs else None


def known(obs: Observations) -> Observations:
    """Only rows with a figure: for a comparison that says how many countries it shows."""
    return replace(obs, frame=obs.frame.dropna(subset=["value"]).reset_index(drop=True))


def reporting(obs: Observations, by: str = "country") -> int:
    """How many EU countries have a figure in observations of one period."""
    known = obs.frame[obs.frame["value"].notna() & obs.frame[by].isin(MEMBERS)]
    return known[by].nunique()


def protection_rates(decisions: Observations) -> Observations:
    """Per country: refugee status and other protection, per 100 decisions that grant or reject.

    Without value are countries with fewer than 100 decisions, and those that report only grants or only rejections.
    """
    pairs = []
    for _, rows in decisions.but(measure="claims").frame.groupby(["period", "country"], sort=False):
        parts = {row["measure"]: decisions._quantity(row, row["period"], row["measure"]) for _, row in rows.iterrows()}
        if {"recognised", "other_protection", "rejected"} <= {*parts}:
            pairs.append((_joined(rows), _protected(parts)))
    rates = _derived(decisions, pairs, "percent", None)
    record = replace(rates.record, measures={"protection_rate": RATE})
    return replace(rates, record=record, frame=rates.frame.assign(measure="protection_rate"))


def _protected(parts: dict[str, Quantity]) -> Quantity:
    granted = total([parts["recognised"], parts["other_protection"]])
    decided = total([granted, parts["rejected"]])
    rate = share(granted, decided)
    few = rate.value is None or decided.value < LEAST or granted.value in (0, decided.value)
    return replace(rate, value=None, status="M") if few else rate
