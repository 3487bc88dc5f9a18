"""A slope: the same categories at two moments, joined by lines, without an axis of values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import LINE, Points, note
from book.charts.layout import grid_of, settle
from book.charts.marks import locate
from book.charts.palette import CONTEXT, MUTED, PAPER, Colours, hollow_in
from book.charts.rows import in_order
from book.charts.series import Series, at_most, checked, series_of, signed, splitting
from book.charts.style import WIDTH, Drawing
from book.data.observations import Observations
from book.language import numbers

HEIGHT, HEAD = 230, 20  # points: of the drawing, and of the periods above the lines
MOST = 6
NAME: Points = 104  # where a name folds
AWAY: Points = 9  # from a moment to its words


def slope(obs: Observations, by: str | None = None, *, colours: Colours = None) -> Drawing:
    """The first and the last period of at most six series, from zero: values at both ends, names at the later one.

    A series without a figure at one end, or with a break on the way, is not joined. Where the figures are of one period
    nothing is drawn.
    """
    by = splitting(checked(obs), by)
    at_most(MOST, obs.ordered(by), obs, by, "keep the largest, with largest()")
    held = obs.frame.dropna(subset=["value"])
    periods = [period for period in obs.periods if period in set(held["period"])]
    if len(periods) < 2:
        return Drawing("slope", (replace(obs, frame=obs.frame.iloc[:0]),), lambda figure, language: None)
    later = obs.frame[obs.frame["period"] > periods[0]]
    broken = frozenset(later.loc[later["status"].str.contains("B"), by])
    ends = obs.where(period=[periods[0], periods[-1]])
    now = ends.frame[ends.frame["period"] == periods[-1]].set_index(by)["value"].dropna()
    codes = sorted(ends.ordered(by), key=lambda code: -now.get(code, -1))
    ends = in_order(ends, {by: codes, "period": [periods[0], periods[-1]]})
    return Drawing("slope", (ends,), partial(_paint, ends, by, broken, colours))


def _paint(obs: Observations, by: str, broken: frozenset[str], colours: Colours, figure: Figure, language: str) -> None:
    figure.set_figheight(HEIGHT / 72)
    axes = grid_of(figure)[0, 0]
    axes.set_axis_off()
    top = obs.frame["value"].max() or 1
    axes.set(xlim=(0, WIDTH), ylim=(0, top * (1 + HEAD / (HEIGHT - HEAD))))
    settle(figure)
    series = series_of(obs, by, language, colours, list(dict.fromkeys(obs.frame[by])))
    names = {entry.code: labels.folded(entry.label, NAME, 600) for entry in series}
    ends = [{entry.code: _at(entry, period) for entry in series} for period in obs.periods]
    words = [_valued(obs, end, language) for end in ends]
    places = _sides(*words, names)
    for x, period in zip(places, obs.periods, strict=True):
        axes.vlines(x, 0, top, color=MUTED, lw=0.8, zorder=1)
        note(axes, numbers.period(period, language), (x, top), (0, 13), MUTED, ha="center", weight=600)
    hollow = hollow_in(obs)
    for entry in series:
        _line(axes, places, [end[entry.code] for end in ends], entry, entry.code in broken, hollow)
    _write(axes, places[0], -1, series, ends[0], words[0], {})
    _write(axes, places[1], 1, series, ends[1], words[1], names)


def _at(entry: Series, period: str) -> pd.Series | None:
    rows = entry.rows[(entry.rows["period"] == period) & entry.rows["value"].notna()]
    return None if rows.empty else rows.iloc[0]


def _valued(obs: Observations, end: Mapping, language: str) -> dict[str, str]:
    """The words of the values of one end, by category."""
    known = {code: row for code, row in end.items() if row is not None}
    return {code: signed(row, obs.unit, language) for code, row in known.items()}


def _sides(before: Mapping, now: Mapping, names: Mapping) -> tuple[Points, Points]:
    """Where the two moments stand, so that their words have room."""
    left, value, name = (max(map(labels.width, texts.values()), default=0) for texts in (before, now, names))
    return left + AWAY + 6, WIDTH - value - name - 2 * AWAY - 4


def _line(
    axes: Axes, places: Sequence[Points], ends: Sequence, entry: Series, broken: bool, hollow: Collection[str]
) -> None:
    """Both ends as dots, joined where both have a figure and nothing broke on the way."""
    known = [(x, row) for x, row in zip(places, ends, strict=True) if row is not None]
    if len(known) == 2 and not broken:
        axes.plot([x for x, _ in known], [row["value"] for _, row in known], color=entry.colour, lw=2.2, zorder=3)
    for x, row in known:
        fill = PAPER if row["status"] in hollow else entry.colour
        axes.plot(x, row["value"], "o", color=entry.colour, mfc=fill, ms=6.5, mew=1.5, zorder=4, clip_on=False)
        locate(axes, row, (x, row["value"]))


def _write(
    axes: Axes, x: Points, side: int, series: Sequence[Series], end: Mapping, words: Mapping, names: Mapping
) -> None:
    """Values beside their ends, then the names; moved apart where they would touch, and then led to their dots."""
    tall = axes.bbox.height * 72 / axes.figure.dpi / axes.get_ylim()[1]
    shown = [entry for entry in series if entry.code in words]
    wanted = [end[entry.code]["value"] * tall for entry in shown]
    placed = labels.spread(wanted, [labels.height(names.get(entry.code, "")) for entry in shown], -LINE / 2)
    wide = max((labels.width(text) for text in words.values()), default=0)
    for entry, was, at in zip(shown, wanted, placed, strict=True):
        if abs(at - was) > 2:
            axes.plot([x, x + side * AWAY], [was / tall, at / tall], color=CONTEXT, lw=0.7, zorder=2, clip_on=False)
        style = {"ha": "right", "weight": 600}
        edge = x + (AWAY + 2 + wide if side > 0 else -AWAY - 2)
        note(axes, words[entry.code], (edge, at / tall), (0, 0), entry.colour, **style)
        if names:
            note(axes, names[entry.code], (edge + AWAY - 2, at / tall), (0, 0), entry.colour, weight=600)
