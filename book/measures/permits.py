"""First permits and decisions of EU countries: totals of one day, shares by reason, protection rates."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from book.data.observations import Observations
from book.data.records import Measure
from book.measures.column import Column
from book.measures.rowwise import SHARE, derive, first_rows, known, percentages, sums

KEYS = ["period", "country"]
REASONS = ("employment", "education", "family", "other")
DECIDED = ("recognised", "other_protection", "rejected")
RATE = Measure({"en": "protection rate", "nl": "beschermingspercentage"}, "percent", "ratio", 0)
LEAST = 100  # decisions: a rate of fewer says little


def whole_permits(permits: Observations) -> Observations:
    """First permits for all reasons, a row per country and period: the newest figure there is.

    That is the published total, or the sum of the four reasons where that is newer and another value: parts and
    wholes of different days are never set against each other. A break of the published total stays one.
    """
    summed, published = summed_permits(permits), permits.where(reason="total")
    told = published.frame.set_index(KEYS)["value"].reindex(_index(summed))
    other = replace(summed, frame=summed.frame[told.to_numpy() != summed.frame["value"].to_numpy()])
    both = (other + published).frame
    both = both.assign(held=both["value"].notna(), known=~both["later"].astype(bool))
    newest = both.sort_values(["held", "known", "vintage"], kind="stable").drop_duplicates(KEYS, keep="last")
    newest = newest.drop(columns=["held", "known"]).sort_values(["country", "period"])
    broken = pd.MultiIndex.from_frame(newest[KEYS]).isin(_breaks(published))
    newest = newest.assign(status=newest["status"].mask(broken & newest["status"].eq("A"), "B"))
    return replace(summed, frame=newest.reset_index(drop=True))


def summed_permits(permits: Observations) -> Observations:
    """First permits for all reasons as the sum of the four, of the countries and periods that have all four."""
    parts = _complete(permits.where(reason=REASONS), "reason", REASONS)
    found = derive(first_rows(parts, KEYS), sums(parts, KEYS))
    return replace(found, frame=found.frame.assign(reason="total"))


def reason_shares(permits: Observations) -> Observations:
    """First permits by reason as a percentage of the four reasons together, per country and period."""
    parts = permits.where(reason=REASONS)
    found = percentages(Column.of(parts, KEYS), Column.of(summed_permits(permits), KEYS))
    return known(derive(parts, found, "percent", SHARE))


def protection_rates(decisions: Observations) -> Observations:
    """Per country: refugee status and other protection, per 100 decisions that grant or reject.

    Without value are countries with fewer than 100 decisions, and those that report only grants or only rejections.
    """
    decided = _complete(decisions.but(measure="claims"), "measure", DECIDED)
    decided.where(measure=DECIDED).refuse_mixed()
    rows = first_rows(decided, KEYS)
    parts = (Column.of(decided.where(measure=code), KEYS).along(_index(rows)).as_role("part") for code in DECIDED)
    recognised, other, rejected = parts
    granted = recognised + other
    whole = granted + rejected
    number, all_of_them = granted.cells["value"], whole.cells["value"]
    few = (all_of_them < LEAST) | (number == 0) | (number == all_of_them)
    rates = derive(rows, percentages(granted, whole).without(few))
    frame = rates.frame.assign(measure="protection_rate")
    return replace(rates, record=replace(rates.record, measures={"protection_rate": RATE}), frame=frame)


def _complete(obs: Observations, by: str, codes: Sequence[str]) -> Observations:
    """The rows of the countries and periods that have a row of each of these categories of `by`."""
    counts = obs.frame[obs.frame[by].isin(codes)].groupby(KEYS)[by].nunique()
    complete = _index(obs).isin(counts.index[counts == len(codes)])
    return replace(obs, frame=obs.frame[complete].reset_index(drop=True))


def _breaks(obs: Observations) -> pd.MultiIndex:
    """The countries and periods whose row has a break."""
    return _index(obs)[obs.frame["status"].str.contains("B").to_numpy()]


def _index(obs: Observations) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(obs.frame[KEYS])
