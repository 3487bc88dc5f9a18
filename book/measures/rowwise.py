"""Observations computed from observations: shares, rates, gaps and totals, row by row, each with its inputs."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from book.data.observations import Observations
from book.data.periods import turn_year
from book.data.quantity import LESS, POINTS, MeasureError, Quantity, joint_status
from book.data.records import Bilingual, Measure
from book.measures.column import Column, each, publications
from book.measures.single import refuse_rounded_detail

SHARE = {"en": "share", "nl": "aandeel"}
TOGETHER = {"en": "all together", "nl": "alle samen"}
PER_THOUSAND = {"en": "per 1,000 inhabitants", "nl": "per 1.000 inwoners"}


def derive(
    obs: Observations, own: Column, unit: str = "", words: Bilingual | None = None, other: Observations | None = None
) -> Observations:
    """The rows of `obs` with the numbers `own`, in the same order, in place of their values; a break of a row stays one.

    `words` names the new measure, a ratio in `unit` (None: the measure stays what it was). With `other` its sources
    join the record; DataError where one source key names two publications.
    """
    cells, record = own.cells, obs.record
    frame = obs.frame.reset_index(drop=True)
    frame = frame.assign(
        value=cells["value"].to_numpy(float),
        status=each(_with_break, frame["status"], cells["status"]),
        later=cells["later"].to_numpy(int),
        inputs=cells["inputs"].to_numpy(),
    )
    if words is not None:
        named = {code: _called(measure, words) for code, measure in record.measures.items()}
        record = replace(record, measures={code: Measure(name, unit, "ratio", 0) for code, name in named.items()})
    if other:
        record = replace(record, sources=other.record.with_sources(record).sources)
    return Observations(record, frame, obs.as_of)


def _with_break(before: str, after: str) -> str:
    return "".join(sorted({*before} & {"B"} | {*after} - {"A"})) or "A"


def _called(measure: Measure, words: Bilingual) -> Bilingual:
    return {language: ", ".join(filter(None, [measure.label[language], word])) for language, word in words.items()}


def first_rows(obs: Observations, keys: Sequence[str]) -> Observations:
    """The first row of each key, with the newest vintage and the publications of all its rows."""
    groups = obs.frame.groupby(list(keys), sort=False)
    vintages, sources = groups["vintage"].max().array, groups["source"].agg(publications).array
    rows = obs.frame.drop_duplicates(keys).reset_index(drop=True).assign(vintage=vintages, source=sources)
    return replace(obs, frame=rows)


def sums(obs: Observations, keys: Sequence[str]) -> Column:
    """The sum of the rows of each key, in the order of `first_rows`; MeasureError where units or kinds are mixed."""
    if "measure" not in keys:
        obs.refuse_mixed()
    return Column.of(obs, keys).as_role("part").sums()


def remainder(
    obs: Observations, by: str, whole: str, part: str, code: str, label: Bilingual | None = None
) -> Observations:
    """What is left of the category `whole` of `by` without `part`, as the category `code` of the record.

    With `label` the code is a new measure of that name: what is left has no rows of its own in the data.
    """
    rows, own, other = _sides(obs.where(**{by: whole}), obs.where(**{by: part}), by)
    if label:
        measures = obs.record.measures
        measures = {**measures, code: replace(measures[whole], label=label)}
        rows = replace(rows, record=replace(obs.record, measures=measures))
    return _under(derive(rows, _differences(own, other)), by, code)


def totals(obs: Observations, by: str, measure: str = "") -> Observations:
    """The sum of all rows of each period, under the code `total` of `by`, as the observations' (first) measure.

    Where a period mixes figures of the day asked for with later ones, or lacks one, its total has no value. A break of
    one of the parts is a break of the total.
    """
    refuse_rounded_detail(obs)
    broken = set(obs.frame.loc[obs.frame["status"].str.contains("B"), "period"])
    rows = (obs.where(measure=measure) if measure else obs).where(period=obs.periods)
    frame = rows.frame.drop_duplicates("period").reset_index(drop=True)
    found = sums(obs, ["period"]).along(pd.Index(frame["period"]))
    sources = [";".join(sorted(cell.split(";"))) for cell in found.cells["source"]]
    frame = frame.assign(status=frame["status"].mask(frame["period"].isin(broken), "B"), source=sources)
    return _under(derive(replace(obs, frame=frame), found), by, "total")


def rates(obs: Observations, population: Observations, by: str, shift: str = "-01-01") -> Observations:
    """Each row per 1,000 inhabitants of its category of `by`, on the day its year begins (`shift` after the year).

    A stock at the turn of a year is divided by the inhabitants of that turn: 31 December 2023 by 1 January 2024. Both must have the dimension `by`; rows without a population figure have no value. MeasureError where the
    population is no stock.
    """
    people = population.where(**{by: obs.frame[by].unique()})
    if people.kind != "stock":
        raise MeasureError(f"a rate needs a stock of people, not a {people.kind}")
    days = {period: _census_day(period, shift, obs.kind == "stock") for period in obs.periods}
    events = Column.of(obs, ["period", by], period=obs.frame["period"].map(days).astype(str))
    found = events.as_role("events") * 1000 / Column.of(people, ["period", by]).as_role("population")
    rows = derive(obs, found, "per_1000", PER_THOUSAND, population)
    return replace(rows, frame=rows.frame.assign(source=found.cells["source"].to_numpy()))


def _census_day(period: str, shift: str, stock: bool) -> str:
    """The day whose inhabitants a count of a period is divided by."""
    turn = turn_year(period) if stock and shift == "-01-01" else None
    return period[:4] + shift if turn is None else f"{turn + 1}{shift}"


def shares(obs: Observations, of: Observations) -> Observations:
    """Each row as a percentage of the one row of `of` for its period.

    A single measure is called a share from then on; several measures are parts of a whole and keep their names.
    """
    obs.refuse_mixed(of)
    found = percentages(Column.of(obs, ["period"]), Column.of(of, ["period"]))
    parts = obs.frame["measure"].nunique() > 1
    return derive(obs, found, "percent", dict.fromkeys(SHARE, "") if parts else SHARE, of)


def gaps(obs: Observations, by: str, of: str, minus: str, under: str) -> Observations:
    """The category `of` of `by` minus the category `minus`, in points, as the category `under` (one of the two)."""
    rows, own, other = _sides(obs.where(**{by: of}), obs.where(**{by: minus}), by)
    found = _differences(own, other)
    exact = Column(found.cells.assign(value=found.cells["value"].round(6)))  # no noise of fractions: 82.7 − 56.7 is 26
    codes = obs.record.dimensions[by].codes
    pairs = {"en": "minus", "nl": "min"}.items()
    words = {language: f"{codes[of][language]} {word} {codes[minus][language]}" for language, word in pairs}
    return known(_under(derive(rows, exact, POINTS.get(obs.unit, obs.unit), words), by, under))


def relative(obs: Observations, by: str, whole: str) -> Observations:
    """Each row as a percentage of the row of the category `whole` of `by` with the same other categories."""
    rows, own, other = _sides(obs.but(**{by: whole}), obs.where(**{by: whole}), by)
    label = obs.record.dimensions[by].codes[whole]
    words = {"en": f"% of {label['en']}", "nl": f"% van {label['nl']}"}
    return known(derive(rows, percentages(own, other), "percent", words))


def measure_shares(obs: Observations, part: str, whole: str) -> Observations:
    """The measure `part` as a percentage of the measure `whole`, for each period and category."""
    rows, own, other = _sides(obs.where(measure=part), obs.where(measure=whole), "measure")
    return derive(rows, percentages(own, other), "percent", SHARE)


def _sides(rows: Observations, others: Observations, by: str) -> tuple[Observations, Column, Column]:
    """Rows, and the columns of both under all keys but `by`; MeasureError where measures set against another differ."""
    if by == "measure":
        rows.refuse_mixed(others)
    keys = [name for name in ("period", "measure", *rows.dimensions) if name != by]
    return rows, Column.of(rows, keys), Column.of(others, keys)


def _under(obs: Observations, by: str, code: str) -> Observations:
    """The rows under one code of `by`, which gets a name where the record has none."""
    own = obs.record.dimensions.get(by)
    record = obs.record
    if own is not None and not own.countries and code not in own.codes:
        named = replace(own, codes={**own.codes, code: TOGETHER})
        record = replace(record, dimensions={**record.dimensions, by: named})
    return replace(obs, record=record, frame=obs.frame.assign(**{by: code}))


def percentages(part: Column, whole: Column) -> Column:
    """Each number as a percentage of the one with its keys in `whole`, which must be of the same unit and kind."""
    return part.as_role("part") * 100 / whole.as_role("whole")


def _differences(first: Column, second: Column) -> Column:
    return first.as_role("part") - second.as_role(LESS)


def known(obs: Observations) -> Observations:
    """Only rows with a figure: for a comparison that says how many countries it shows."""
    return replace(obs, frame=obs.frame.dropna(subset=["value"]).reset_index(drop=True))


def reliable(obs: Observations) -> Observations:
    """Without the values that the producer calls unreliable: these are not compared between countries."""
    return replace(obs, frame=obs.frame[~obs.frame["status"].str.contains("U")].reset_index(drop=True))


def middle(obs: Observations, period: str | int) -> Quantity:
    """The median of the observations of a period: half of the categories lie above it, half below."""
    held = [quantity for quantity in obs.where(period=period).quantities() if quantity.value is not None]
    if len({bool(quantity.later) for quantity in held}) != 1:
        return replace(obs, frame=obs.frame.iloc[:0]).at(period)
    ordered = sorted(held, key=lambda quantity: quantity.value)
    between = ordered[(len(held) - 1) // 2 : len(held) // 2 + 1]  # the one in the middle, or two
    return replace(
        between[0],
        value=sum(quantity.value for quantity in between) / len(between),
        status=joint_status(*(quantity.status for quantity in held)),
        inputs=tuple(entry for quantity in between for entry in quantity.as_role("middle")),
        formula=f"median of {len(held)}: the middle of them in order of size",
    )
