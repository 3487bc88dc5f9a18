"""The time axis: where a period stands, which years are written, where a series is interrupted."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes

from book.charts import labels
from book.data.periods import is_turn, length, months, span


@dataclass(frozen=True)
class Timeline:
    """Where periods stand. Annual: one place a year, at its number; else calendar: decimal years, 2023.5 mid-2023.

    In an annual timeline a stock of the turn of a year stands at the year that ended, unless `own_year`.
    """

    annual: bool
    own_year: bool
    first: float = 0
    last: float = 0
    step: float = 1

    def x(self, period: str, kind: str) -> float:
        """The place of a period: of a stock its last day, of all else the middle."""
        first, last = span(period)
        if self.annual:
            early = _dated(period, kind) and is_turn(last) and last.month == 1 and not self.own_year
            return float(last.year - early)
        if _dated(period, kind):
            return _decimal(last) + (0 if length(period) == "day" else 1 / 365.25)
        return (_decimal(first) + _decimal(last) + 1 / 365.25) / 2

    @property
    def years(self) -> range:
        """The years whose number is written below the axis."""
        return range(int(self.first), int(self.last) + 1)


def _decimal(day: date) -> float:
    start, end = date(day.year, 1, 1), date(day.year + 1, 1, 1)
    return day.year + (day - start).days / (end - start).days


def _dated(period: str, kind: str) -> bool:
    """A stock, or a share of one on a day: it stands at the end of its period."""
    return kind == "stock" or length(period) == "day"


def timeline(parts: Sequence[tuple[Sequence[str], str]]) -> Timeline:
    """The timeline that holds all (periods, kind), gaps included."""
    pairs = [(period, kind) for periods, kind in parts for period in periods]
    days = {span(period)[1] for period, kind in pairs if _dated(period, kind)}
    mixed = not all(_dated(*pair) for pair in pairs)
    january = {(day.month, day.day) for day in days} == {(1, 1)}
    annual = Timeline(True, january and not mixed)
    if not all(_is_annual(periods, kind, annual) for periods, kind in parts):
        annual = Timeline(False, False)
    places = sorted({annual.x(*pair) for pair in pairs})
    step = min((round(later - earlier, 4) for earlier, later in pairwise(places)), default=1)
    step = min(step, 1.0) if annual.annual and mixed else step
    return replace(annual, first=places[0], last=places[-1], step=step)


def _is_annual(periods: Sequence[str], kind: str, annual: Timeline) -> bool:
    """One place a year: whole years, or a stock at the turn of the year or always on the same day."""
    if not all(_dated(period, kind) for period in periods):
        return all(length(period) == "year" for period in periods)
    days = [span(period)[1] for period in periods]
    places = [annual.x(period, kind) for period in periods]
    alike = all(map(is_turn, days)) or len({(day.month, day.day) for day in days}) == 1
    return alike and len(set(places)) == len(places)


def when(timeline: Timeline, periods: Sequence[str], kind: str) -> str:
    """The fixed words that say how a stock or a flow belongs to its place on the axis: a key of labels.fixed."""
    if not all(_dated(period, kind) for period in periods):
        lengths = {months(period) for period in periods}
        return {(12,): "per_year", (1,): "per_month"}.get(tuple(lengths), "per_part")
    days = {(span(period)[1].month, span(period)[1].day) for period in periods}
    if timeline.annual and all(is_turn(span(period)[1]) for period in periods):
        return "december" if days == {(12, 31)} else "january" if timeline.own_year else "turn"
    if days == {(7, 1)}:
        return "july"
    return "month_end" if all(length(period) == "month" for period in periods) else "day"


def segments(rows: pd.DataFrame, line: Timeline, kind: str) -> list[pd.DataFrame]:
    """The stretches that a line may join: it stops at gaps, missing values, breaks and changes of definition."""
    rows = rows.assign(x=[line.x(period, kind) for period in rows["period"]])
    own = min(map(months, rows["period"]), default=0) / 12  # days in another panel may lie closer than these periods
    found: list[list[int]] = []
    for place, (_, row) in enumerate(rows.iterrows()):
        if not place or _interrupted(rows.iloc[place - 1], row, max(line.step, own)):
            found.append([])
        if pd.notna(row["value"]):
            found[-1].append(place)
    return [rows.iloc[members] for members in found if members]


def _interrupted(before: pd.Series, row: pd.Series, step: float) -> bool:
    gap = pd.isna(before["value"]) or pd.isna(row["value"]) or row["x"] - before["x"] > 1.5 * step
    return gap or "B" in row["status"] or ("D" in before["status"]) != ("D" in row["status"])


def breaks(rows: pd.DataFrame, line: Timeline, kind: str) -> dict[float, str]:
    """Where a series changes what it counts: place of the rule between two values -> key of its words."""
    known = rows[rows["value"].notna()]
    found = {}
    for (_, before), (_, row) in zip(known.iterrows(), known.iloc[1:].iterrows(), strict=False):
        x = line.x(row["period"], kind)
        middle = (x + max(line.x(before["period"], kind), x - line.step)) / 2
        if "B" in row["status"]:
            found[middle] = "break"
        elif ("D" in before["status"]) != ("D" in row["status"]):
            found[middle] = "other_definition"
    return found


def missing(known: Iterable[float], line: Timeline, told: Iterable[float]) -> list[tuple[float, float]]:
    """Runs of places without any value: years that the axis holds, and places of rows that say "missing"."""
    known = set(known)
    asked = set(map(float, line.years)) if line.annual and line.step <= 1 else set()
    runs: list[tuple[float, float]] = []
    for place in sorted((asked | set(told)) - known):
        if runs and place - runs[-1][1] <= 1.5 * line.step and not any(runs[-1][1] < x < place for x in known):
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs


def write_years(axes: Axes, line: Timeline, provisional: Collection[int], pad: float) -> None:
    """First and last year and the fives between, as many as fit; small ticks for the rest."""
    axes.set_xlim(line.first - pad, line.last + pad)
    pitch = labels.across(axes) / (line.last - line.first + 2 * pad)
    names = {year: f"{year}{'*' if year in provisional else ''}" for year in line.years}
    if line.annual:
        chosen = _that_fit(names, pitch)
        axes.set_xticks(chosen, [names[year] for year in chosen])
        axes.set_xticks(list(names) if pitch > 3 else [], minor=True)
        axes.tick_params(axis="x", which="minor", size=2, width=0.6)
    else:
        _between_new_years(axes, line, names, pitch, pad)


def _that_fit(names: dict[int, str], pitch: float) -> list[int]:
    """First, last and round years between, each with room for its name."""
    years = list(names)
    wide = labels.width("0000*") + 6
    if len(years) < 2 or (years[-1] - years[0]) * pitch < wide:
        return years[-1:]
    for step in (5, 10, 20, 25, 50):
        inner = [y for y in years if y % step == 0 and min(y - years[0], years[-1] - y) * pitch >= wide]
        if step * pitch >= wide or len(inner) < 2:
            return [years[0], *inner, years[-1]]
    return [years[0], years[-1]]


def _between_new_years(axes: Axes, line: Timeline, names: dict[int, str], pitch: float, pad: float) -> None:
    """Ticks at each 1 January, the year's name in the middle of what is seen of it."""
    low, high = line.first - pad, line.last + pad
    seen = {year: (max(year, low), min(year + 1, high)) for year in names}
    room = labels.width("0000*") + 4
    named = [year for year, (a, b) in seen.items() if (b - a) * pitch > room] or _that_fit(names, pitch)
    middles = {sum(seen[year]) / 2: names[year] for year in named}
    axes.set_xticks([year for year in (*names, int(high)) if low <= year <= high], [])
    axes.set_xticks(list(middles), list(middles.values()), minor=True)
    axes.tick_params(axis="x", which="minor", size=0)
    axes.tick_params(axis="x", which="major", size=6)
