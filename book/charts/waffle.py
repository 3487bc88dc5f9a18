"""A waffle: one hundred squares for the parts of a whole."""

from dataclasses import replace
from functools import partial
from math import floor

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from book.charts import labels
from book.charts.labels import LINE, Points, note
from book.charts.layout import grid_of, settle
from book.charts.marks import Place, locate
from book.charts.palette import Colours, hollow_in, outlined
from book.charts.rows import in_order
from book.charts.series import ChartError, Series, as_parts, at_most, checked, one_period, series_of, splitting
from book.charts.style import WIDTH, Drawing
from book.data.observations import Observations
from book.language.words import marked

SIDE, GAP = 19.5, 2.5  # points: from one square to the next, and between two
SUMS = 1  # per cent that rounded shares may differ from a hundred
WORDS: Points = WIDTH - 10 * SIDE - 44  # room for a name right of its number


def waffle(obs: Observations, by: str | None = None, *, colours: Colours = None) -> Drawing:
    """One hundred squares, shared out to the categories of `by`: shares of one period in percent that are a whole.

    Each gets the whole squares of its share; those that are left go to the largest remainders. Nothing is drawn where a
    share is missing. ChartError for another unit, several periods, more than six parts, or parts that are no whole.
    """
    checked(obs)
    if not obs.frame.empty and obs.unit != "percent":
        raise ChartError(f"{obs.record.name}: a waffle shows percent, not {obs.unit}: use shares()")
    one_period(obs)
    by = splitting(obs, by)
    at_most(6, obs.ordered(by), obs, by)
    values = obs.frame["value"]
    if values.isna().any():
        return Drawing("waffle", (replace(obs, frame=obs.frame.iloc[:0]),), lambda figure, language: None)
    if len(values) and abs(values.sum() - 100) > SUMS:
        raise ChartError(
            f"{obs.record.name}: parts of {values.sum():.1f}% are no whole: add what is left, with remainder()"
        )
    obs = in_order(obs, {by: [part.code for part in as_parts(series_of(obs, by, "en", colours))]})
    return Drawing("waffle", (obs,), partial(_paint, obs, by, colours))


def squares(shares: pd.Series) -> list[int]:
    """Whole numbers for shares of a hundred that add up to it: the largest remainders get those that are left."""
    scaled = [share * 100 / shares.sum() for share in shares]
    counts = [floor(share) for share in scaled]
    first = sorted(range(len(scaled)), key=lambda place: (counts[place] - scaled[place], place))
    for place in first[: 100 - sum(counts)]:
        counts[place] += 1
    return counts


def _paint(obs: Observations, by: str, colours: Colours, figure: Figure, language: str) -> None:
    figure.set_figheight((10 * SIDE + 6) / 72)
    axes = grid_of(figure)[0, 0]
    axes.set_axis_off()
    settle(figure)
    wide, high = (length * 72 / figure.dpi for length in (axes.bbox.width, axes.bbox.height))
    axes.set(xlim=(0, wide), ylim=(high, 0))  # in points, from the upper left corner
    parts = as_parts(series_of(obs, by, language, colours))
    start, middles, hollow = 0, [], hollow_in(obs)
    for part, row, count in zip(parts, obs.frame.iloc, squares(obs.frame["value"]), strict=True):
        places = range(start, start + count)
        _block(axes, outlined(part.colour) if row["status"] in hollow else {"facecolor": part.colour, "lw": 0}, places)
        locate(axes, row, *_boxes(places))
        middles.append((start + count / 2) / 10 * SIDE)
        start += count
    _names(axes, obs, parts, middles, high, language)


def _block(axes: Axes, look: dict, places: range) -> None:
    for left, top, right, low in _boxes(places):
        axes.add_patch(Rectangle((left, top), right - left, low - top, **look))


def _boxes(places: range) -> list[Place]:
    corners = [(place % 10 * SIDE, place // 10 * SIDE) for place in places]
    return [(left, top, left + SIDE - GAP, top + SIDE - GAP) for left, top in corners]


def _names(
    axes: Axes, obs: Observations, parts: list[Series], middles: list[Points], high: Points, language: str
) -> None:
    """Number and name of each part beside its block, moved apart where they would touch."""
    names = [labels.folded(part.label, WORDS, 600) for part in parts]
    placed = labels.spread(middles, [max(labels.height(name), LINE) for name in names], 0, high)
    rows = [row for _, row in obs.frame.iterrows()]
    for part, name, count, row, at in zip(parts, names, squares(obs.frame["value"]), rows, placed, strict=True):
        style = {"weight": 600, "va": "center"}
        note(axes, marked(str(count), row, language), (10 * SIDE + 30, at), (0, 0), part.colour, ha="right", **style)
        note(axes, name, (10 * SIDE + 36, at), (0, 0), part.colour, **style)
