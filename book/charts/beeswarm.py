"""A beeswarm: a dot per category (municipality) by its share, as large as its number of people, none over another."""

from dataclasses import dataclass, replace
from functools import partial
from itertools import chain

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import LINE, Points, fixed, note
from book.charts.layout import grid_of, settle
from book.charts.marks import locate
from book.charts.palette import CONTEXT, INK, MUTED, PAPER, SUBJECT
from book.charts.rows import in_order
from book.charts.series import ChartError, axis_numbers, checked, label, one_period, sign_of
from book.charts.style import Drawing
from book.data.observations import Observations
from book.data.quantity import Quantity
from book.language import numbers
from book.language.words import marked
from book.measures.rowwise import middle

LARGEST, SMALLEST, AIR = 17.0, 1.5, 0.3  # points: the radii of the dots, and half of what is kept free between two
NAMED = 4  # of the largest; the highest share is named as well
TOP, FOOT = 2 * LINE + 6, 24  # points: the words above the swarm, and the axis below it
WIDE = 0.04  # of the scale, kept free beyond its ends


@dataclass(frozen=True)
class Dot:
    """A circle in points: its middle, counted from the left and from the line through the swarm, and its radius."""

    x: Points
    y: Points
    r: Points


def beeswarm(shares: Observations, people: Observations, by: str, whole: Quantity) -> Drawing:
    """The `shares` of one period from left to right; the area of a dot is its number of `people` of that period.

    The largest and the highest are named; the median and the share of the `whole` are lines. Categories without a share
    or a number are left out. ChartError unless shares are a ratio, people are not, and each category has one value.
    """
    one_period(checked(shares, "ratio", instead="divide it by a whole, with shares(), or use ranking()"))
    one_period(checked(people, "stock", "flow", instead="the area of a dot is a number"))
    for part in (shares, people):
        if part.frame[by].duplicated().any():
            raise ChartError(f"{part.record.name}: several values of one {by}: choose one category with where()")
    size = people.frame.dropna(subset=["value"]).set_index(by)["value"]
    held = shares.frame.dropna(subset=["value"])
    held = replace(shares, frame=held[held[by].isin(size.index)].reset_index(drop=True))
    codes = sorted(held.frame[by], key=lambda code: (-size[code], code))
    drawn = in_order(held, {by: codes})
    counted = in_order(replace(people, frame=people.frame[people.frame[by].isin(codes)]), {by: codes})
    return Drawing("beeswarm", (drawn, counted), partial(_paint, drawn, counted, by, whole))


def packed(x: np.ndarray, radii: np.ndarray) -> list[Dot]:
    """A dot at each `x`, in this order, each as near to the middle line as those before it leave it room."""
    dots: list[Dot] = []
    for across, radius in zip(x.tolist(), radii.tolist(), strict=True):
        near = [(dot, dot.r + radius + 2 * AIR) for dot in dots]
        near = [(dot, apart) for dot, apart in near if abs(dot.x - across) < apart]
        lifts = [(dot.y, (apart**2 - (dot.x - across) ** 2) ** 0.5) for dot, apart in near]
        spots = sorted({0.0, *chain(*((y + lift, y - lift) for y, lift in lifts))}, key=lambda y: (abs(y), y))
        free = (y for y in spots if all(abs(y - other) >= lift - 1e-9 for other, lift in lifts))
        dots.append(Dot(across, next(free), radius))
    return dots


def _paint(shares: Observations, people: Observations, by: str, whole: Quantity, figure: Figure, language: str) -> None:
    figure.set_figheight((TOP + FOOT + 10 * LARGEST) / 72)  # until it is known how high the swarm is
    axes = grid_of(figure)[0, 0]
    axes.grid(False)
    axes.set_yticks([])
    values, size = shares.frame["value"], people.frame["value"]
    end = values.max() * (1 + WIDE)
    axes.set_xlim(0, end)
    ticks = [tick for tick in axes.get_xticks() if 0 <= tick <= end]
    axes.set_xticks(ticks, axis_numbers(ticks, shares.unit, language))
    settle(figure)
    per_unit = labels.across(axes) / end
    radii = np.maximum(LARGEST * np.sqrt(size / size.max()), SMALLEST)
    dots = packed(values.to_numpy() * per_unit, radii.to_numpy())
    named = sorted({*range(min(NAMED, len(dots))), int(values.idxmax())})
    words = {place: _words(shares, by, place, language) for place in named}
    boxes = _placed(dots, words, labels.across(axes))
    low = min([dot.y - dot.r for dot in dots] + [box[1] for box in boxes.values()]) - 4
    high = max([dot.y + dot.r for dot in dots] + [box[3] for box in boxes.values()]) + TOP
    figure.set_figheight((high - low + FOOT) / 72)
    settle(figure)
    axes.set_ylim(low, high)
    _draw(axes, dots, set(named), per_unit)
    for dot, share, count in zip(dots, shares.frame.iloc, people.frame.iloc, strict=True):
        left, right = ((dot.x + edge) / per_unit for edge in (-dot.r, dot.r))
        locate(axes, [share, count], (left, dot.y - dot.r, right, dot.y + dot.r))
    for place, text in words.items():
        _name(axes, dots[place], boxes[place], text, per_unit)
    _lines(axes, shares, whole, high, language)


def _words(shares: Observations, by: str, place: int, language: str) -> str:
    row = shares.frame.iloc[place]
    share = marked(numbers.table_value(row["value"], shares.unit, language) + sign_of(shares.unit), row, language)
    return f"{label(shares, by, row[by], language)}\n{share}"


def _placed(dots: list[Dot], words: dict[int, str], wide: Points) -> dict[int, labels.Box]:
    """Where the names stand: above their dots, or below where another named dot is above; clear of all dots."""
    boxes: dict[int, labels.Box] = {}
    above = {place: not any(_over(dots[other], dots[place]) for other in words if other != place) for place in words}
    for side in (True, False):
        mine = [place for place in words if above[place] is side]
        sizes = [labels.width(words[place]) + 6 for place in mine]
        middles = labels.spread([dots[place].x for place in mine], sizes, 0, wide)
        for place, at, size in zip(mine, middles, sizes, strict=True):
            left, right = at - size / 2, at + size / 2
            under = [dot for dot in dots if left < dot.x + dot.r and dot.x - dot.r < right]
            edge = max(dot.y + dot.r if side else dot.r - dot.y for dot in [*under, dots[place]]) + 5
            low, top = (edge, edge + 2 * LINE) if side else (-edge - 2 * LINE, -edge)
            boxes[place] = (left, low, right, top)
    return boxes


def _over(other: Dot, dot: Dot) -> bool:
    return other.y > dot.y and abs(other.x - dot.x) < other.r


def _draw(axes: Axes, dots: list[Dot], named: set[int], per_unit: float) -> None:
    for colour, mine in ((CONTEXT, set(range(len(dots))) - named), (SUBJECT, named)):
        shown = [dots[place] for place in sorted(mine)]
        area = [(2 * dot.r) ** 2 for dot in shown]
        style = {"color": colour, "edgecolors": PAPER, "linewidths": 0, "zorder": 3, "clip_on": False}
        axes.scatter([dot.x / per_unit for dot in shown], [dot.y for dot in shown], s=area, **style)


def _name(axes: Axes, dot: Dot, box: labels.Box, text: str, per_unit: float) -> None:
    """Two lines of words, joined to their dot where they do not stand over it."""
    left, low, right, top = box
    near, far = (dot.y + dot.r, low) if low > dot.y else (dot.y - dot.r, top)
    axes.plot([dot.x / per_unit, (left + right) / 2 / per_unit], [near, far], color=INK, lw=0.8, zorder=4)
    at = ((left + right) / 2 / per_unit, (low + top) / 2)
    note(axes, text, at, (0, 0), INK, ha="center", weight=600)


def _lines(axes: Axes, shares: Observations, whole: Quantity, high: Points, language: str) -> None:
    """The median and the share of the whole: rules behind the dots, their words one above the other."""
    centre = middle(shares, shares.frame["period"].iloc[0])
    entries = ((centre, fixed("median", language), MUTED, 400), (whole, fixed("netherlands", language), SUBJECT, 700))
    for place, (quantity, words, colour, weight) in enumerate(entries):
        if quantity.value is None:
            continue
        top = high - (place + 0.5) * LINE
        axes.vlines(quantity.value, axes.get_ylim()[0], top + LINE / 2, color=colour, lw=1, ls=(0, (2, 2)), zorder=1)
        text = f"{words} {numbers.table_value(quantity.value, shares.unit, language)}{sign_of(shares.unit)}"
        note(axes, text, (quantity.value, top), (4, 0), colour, weight=weight, path_effects=labels.HALO)
