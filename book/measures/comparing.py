"""Comparisons of EU countries: the day of which all have a figure, totals of one day, tables and their names."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from book.data.members import MEMBERS, UNION
from book.data.observations import Observations
from book.data.periods import span
from book.measures.derived import _derived
from book.measures.european import _joined
from book.measures.single import share, total

REASONS = ("employment", "education", "family", "other")


def last_complete(obs: Observations, by: str = "country") -> Observations:
    """The rows of the last period of which all 27 countries have a figure; no rows where there is none."""
    held = obs.frame[obs.frame["value"].notna() & obs.frame[by].isin(MEMBERS)]
    counts = held.groupby("period")[by].nunique()
    complete = counts.index[counts == len(MEMBERS)]
    return obs.where(period=max(complete, key=span, default=""))


def whole_permits(permits: Observations) -> Observations:
    """First permits for all reasons, a row per country and period: the newest figure there is.

    That is the published total, or the sum of the four reasons where that is newer and another value: parts and
    wholes of different days are never set against each other.
    """
    keys = ["period", "country"]
    sums, published = summed_permits(permits), permits.where(reason="total")._with_inputs()
    told = published.set_index(keys)["value"].to_dict()
    other = [told.get((row["period"], row["country"])) != row["value"] for _, row in sums.frame.iterrows()]
    both = pd.concat([sums.frame[other], published], ignore_index=True)
    both = both.assign(held=both["value"].notna(), known=~both["later"].astype(bool))
    newest = both.sort_values(["held", "known", "vintage"], kind="stable").drop_duplicates(keys, keep="last")
    newest = newest.drop(columns=["held", "known"]).sort_values(["country", "period"])
    return replace(sums, frame=newest.reset_index(drop=True))


def summed_permits(permits: Observations) -> Observations:
    """First permits for all reasons as the sum of the four, of the countries and periods that have all four."""
    pairs = []
    for _, rows in permits.where(reason=REASONS).frame.groupby(["period", "country"], sort=False):
        if len(rows) == len(REASONS):
            parts = [permits._quantity(row, row["period"], row["measure"]) for _, row in rows.iterrows()]
            pairs.append((_joined(rows), total(parts)))
    sums = _derived(permits, pairs, "", None)
    return replace(sums, frame=sums.frame.assign(reason="total"))


def reason_shares(permits: Observations) -> Observations:
    """First permits by reason as a percentage of the four reasons together, per country and period."""
    wholes = summed_permits(permits)
    pairs = []
    for _, row in permits.where(reason=REASONS).frame.iterrows():
        whole = wholes.at(row["period"], country=row["country"])
        pairs.append((row, share(permits._quantity(row, row["period"], row["measure"]), whole)))
    found = _derived(permits, pairs, "percent", {"en": "share", "nl": "aandeel"})
    return replace(found, frame=found.frame.dropna(subset=["value"]).reset_index(drop=True))


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
