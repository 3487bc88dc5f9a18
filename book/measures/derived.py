"""Observations computed from observations: shares, rates and remainders, row by row, each with its inputs."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from book.data.observations import Observations
from book.data.records import Measure, Record
from book.measures.single import difference, per_thousand, share, total


def remainder(obs: Observations, by: str, whole: str, part: str, code: str, label: dict | None = None) -> Observations:
    """What is left of the category `whole` of `by` without `part`, as the category `code` of the record.

    With `label` (en, nl) the code is a new measure of that name: what is left has no rows of its own in the data.
    """
    pairs = []
    for _, row in obs.frame[obs.frame[by] == whole].iterrows():
        keys = {name: row[name] for name in ("measure", *obs.dimensions) if name != by}
        left = difference(*(obs.at(row["period"], **keys, **{by: category}) for category in (whole, part)))
        pairs.append((row, left))
    if label:
        measures = obs.record.measures
        record = replace(obs.record, measures={**measures, code: replace(measures[whole], label=label)})
        obs = replace(obs, record=record)
    derived = _derived(obs, pairs, obs.unit, None)
    return replace(derived, frame=derived.frame.assign(**{by: code}))


def totals(obs: Observations, by: str, measure: str = "") -> Observations:
    """The sum of all rows of each period, under the code `total` of `by`, as the observations' (first) measure.

    Where a period mixes figures of the day asked for with later ones, or lacks one, its total has no value. A break of
    one of the parts is a break of the total.
    """
    pairs = []
    for period in obs.periods:
        one = obs.where(period=period)
        row = one.where(measure=measure or one.frame["measure"].iloc[0]).frame.iloc[0]
        broken = one.frame["status"].str.contains("B").any()
        pairs.append((pd.Series({**row, "status": "B"}) if broken else row, total(one)))
    derived = _derived(obs, pairs, obs.unit, None)
    sources = [";".join(sorted(set(obs.where(period=period).frame["source"]))) for period in obs.periods]
    return replace(derived, frame=derived.frame.assign(**{by: "total"}, source=sources))


def rates(obs: Observations, population: Observations, by: str, shift: str = "-01-01") -> Observations:
    """Each row per 1,000 inhabitants of its category of `by`, on the day its year begins (`shift` after the year).

    Both must have the dimension `by`; rows without a population figure have no value.
    """
    pairs = []
    for _, row in obs.frame.iterrows():
        inhabitants = population.where(**{by: row[by], "period": row["period"][:4] + shift})
        rate = per_thousand(
            obs._quantity(row, row["period"], row["measure"]),
            inhabitants.at(row["period"][:4] + shift, **{by: row[by]}),
        )
        sources = ";".join(dict.fromkeys([*row["source"].split(";"), *inhabitants.frame["source"]]))
        pairs.append((pd.Series({**row, "source": sources}), rate))
    return _derived(obs, pairs, "per_1000", {"en": "per 1,000 inhabitants", "nl": "per 1.000 inwoners"}, population)


def shares(obs: Observations, of: Observations) -> Observations:
    """Each row as a percentage of the one row of `of` for its period.

    A single measure is called a share from then on; several measures are parts of a whole and keep their names.
    """
    pairs = [
        (row, share(obs._quantity(row, row["period"], row["measure"]), of.at(row["period"])))
        for _, row in obs.frame.iterrows()
    ]
    parts = obs.frame["measure"].nunique() > 1
    return _derived(obs, pairs, "percent", {"en": "" if parts else "share", "nl": "" if parts else "aandeel"}, of)


def _derived(
    obs: Observations, pairs: list, unit: str, words: dict | None, other: Observations | None = None
) -> Observations:
    """Rows with the results of a computation; `words` names the new measure (None: the measure stays what it was)."""
    frame = pd.DataFrame([row for row, _ in pairs], columns=obs.frame.columns).reset_index(drop=True)
    results = [result for _, result in pairs]
    frame["value"] = [result.value if result.value is not None else float("nan") for result in results]
    frame["status"] = pd.Series([_with_break(row["status"], result.status) for row, result in pairs], dtype=str)
    frame["later"] = pd.Series([result.later for result in results], dtype=bool)
    frame["inputs"] = [result.inputs for result in results]
    measures = obs.record.measures
    if words:
        measures = {
            code: Measure(
                {lang: ", ".join(filter(None, [measure.label[lang], words[lang]])) for lang in words}, unit, "ratio", 0
            )
            for code, measure in measures.items()
        }
    return Observations(_joined(obs.record, other, measures), frame, obs.as_of)


def _with_break(before: str, after: str) -> str:
    return "".join(sorted({*before} & {"B"} | {*after} - {"A"})) or "A"


def _joined(record: Record, other: Observations | None, measures: dict) -> Record:
    """The record of a derived dataset: the sources of both, under the first one's words."""
    return replace(record, measures=measures, sources={**(other.record.sources if other else {}), **record.sources})
