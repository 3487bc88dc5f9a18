"""This year against the year before: hollow and filled dots joined by a bar, with the numbers in two columns."""

from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import note
from book.charts.layout import grid_of, settle
from book.charts.marks import locate
from book.charts.palette import CONTEXT, GRID, INK, MUTED, PAPER, ROLES, Colours
from book.charts.rows import clear_rows, in_order
from book.charts.series import GROUPS, ChartError, checked, difference, label, own_role, signed, splitting
from book.charts.style import Drawing
from book.data.observations import Observations
from book.language import numbers

ROW, TALL_ROW = 21, 30  # points a row; where a name takes two lines


def dumbbell(obs: Observations, by: str | None = None, *, colours: Colours = None) -> Drawing:
    """Two periods of the same categories, the largest of the later one first.

    The difference is left out where a value is missing or the later one follows a break (it says so). ChartError
    unless there are two periods. `colours` maps the later period's dots: {"now": role}.
    """
    checked(obs)
    by = splitting(obs, by or (obs.dimensions[0] if len(obs.dimensions) == 1 else None))
    if len(obs.periods) != 2 and not obs.frame.empty:
        held = ", ".join(obs.periods)
        raise ChartError(f"{obs.record.name}: a dumbbell compares two periods, not {held}: use where(period=[…, …])")
    obs = _sorted(obs, by)
    return Drawing("dumbbell", (obs,), partial(_paint, obs, by, colours))


def _sorted(obs: Observations, by: str) -> Observations:
    now = obs.frame[obs.frame["period"] == obs.periods[-1]].set_index(by)["value"] if obs.periods else {}
    largest = {code: -now[code] if pd.notna(now.get(code)) else 1 for code in obs.frame[by]}
    codes = sorted(largest, key=lambda code: (code in GROUPS, largest[code]))
    return in_order(obs, {by: codes, "period": obs.periods})


def _paint(obs: Observations, by: str, colours, figure: Figure, language: str) -> None:
    before, now = obs.periods
    codes = list(dict.fromkeys(obs.frame[by]))
    names_of = [labels.folded(label(obs, by, code, language), 130) for code in codes]
    pitch = TALL_ROW if any("\n" in name for name in names_of) else ROW
    figure.set_figheight((pitch * len(codes) + 26) / 72)
    axes = grid_of(figure)[0, 0]
    role = (colours or {}).get("now") or own_role(obs, by)
    rows = {code: _two(obs.frame[obs.frame[by] == code], before, now) for code in codes}
    _marks(axes, list(rows.values()), ROLES[role])
    clear_rows(axes, names_of, len(codes))
    axes.set_ylim(len(codes) - 0.4, -0.6 - 14 / pitch)
    _columns(axes, obs, list(rows.values()), language, -0.35 - 11 / pitch)
    _key(axes, numbers.period(before, language), numbers.period(now, language), ROLES[role], -0.35 - 11 / pitch)


def _two(rows: pd.DataFrame, before: str, now: str) -> tuple:
    found = {row["period"]: row for _, row in rows.dropna(subset=["value"]).iterrows()}
    return found.get(before), found.get(now)


def _marks(axes: Axes, rows: list[tuple], colour: str) -> None:
    values = [row["value"] for pair in rows for row in pair if row is not None]
    low, high = min([*values, 0]), max([*values, 0])
    for place, (before, now) in enumerate(rows):
        if before is not None and now is not None and "B" not in now["status"]:
            axes.hlines(place, before["value"], now["value"], color=CONTEXT, lw=2.4, zorder=2)
        known = [row for row in (before, now) if row is not None]
        ends = [row["value"] for row in known]
        for row in known:
            locate(axes, row, (row["value"], place))
        axes.hlines(place, 0, min(ends, key=abs, default=0), color=GRID, lw=0.8, zorder=1)
        if before is not None:
            axes.plot(before["value"], place, "o", color=MUTED, mfc=PAPER, ms=6.5, mew=1.5, zorder=3, clip_on=False)
        if now is not None:
            axes.plot(now["value"], place, "o", color=colour, ms=8, mew=0, zorder=4, clip_on=False)
    axes.vlines(0, -0.5, len(rows) - 0.5, color=INK, lw=0.8)
    air = 0.03 * (high - low) or 0.5
    axes.set_xlim(low - air, high + air)


def _difference(before, now, unit: str, language: str) -> str:
    if before is None or now is None:
        return "."
    if "B" in now["status"]:
        return labels.fixed("break", language)
    star = "*" if "P" in before["status"] + now["status"] else ""
    return difference(now["value"] - before["value"], unit, language) + star


def _columns(axes: Axes, obs: Observations, rows: list[tuple], language: str, top: float) -> None:
    """The later value and the difference, right-aligned under their heads; "." where there is no figure."""
    now = ["." if row is None else signed(row, obs.unit, language) for _, row in rows]
    change = [_difference(*pair, obs.unit, language) for pair in rows]
    heads = [numbers.period(obs.periods[-1], language), labels.fixed("difference", language)]
    right = 12.0
    for words, head, weight, colour in zip((now, change), heads, (600, 400), (INK, MUTED), strict=True):
        right += max(labels.width(text, weight=weight) for text in [*words, head])
        for place, text in enumerate([head, *words]):
            style = {"xycoords": axes.get_yaxis_transform(), "ha": "right", "va": "center_baseline", "weight": weight}
            note(axes, text, (1, place - 1 if place else top), (right, 0), colour, **style)
        right += 12


def _key(axes: Axes, before: str, now: str, colour: str, top: float) -> None:
    """What the two dots are, above the first row."""
    settle(axes.figure)
    point = (axes.get_xlim()[1] - axes.get_xlim()[0]) / labels.across(axes)
    start = axes.get_xlim()[0] + 5 * point
    for words, paper, tone in ((before, PAPER, MUTED), (now, colour, colour)):
        axes.plot(start, top, "o", color=tone, mfc=paper, ms=6.5, mew=1.5, clip_on=False)
        note(axes, words, (start, top), (7, 0), tone, va="center_baseline", weight=600)
        start += (labels.width(words) + 24) * point
