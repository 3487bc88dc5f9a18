"""Where the marks of a drawing stand, so that each can be pointed at: found once, after all has its place."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts.labels import Data

Place = tuple[Data, ...]  # a point (x, y), or a box (x, y, x, y) by two of its corners; ENDLESS to the panel's edge
Fractions = tuple[float, ...]  # the same, of the width and the height of a drawing, from its upper left corner
ENDLESS = float("inf")


class Mark(Artist):
    """Observations and their places in a panel; it leaves nothing on paper and takes no room."""

    def __init__(self, rows: Sequence[pd.Series], places: Sequence[Place]):
        super().__init__()
        self.rows, self.places = rows, places
        self.set_in_layout(False)

    def draw(self, renderer) -> None:
        """Nothing."""


def locate(axes: Axes, rows: pd.Series | Sequence[pd.Series], *places: Place) -> None:
    """Say where a mark of these observations stands; of several places the first is where its words go."""
    axes.add_artist(Mark([rows] if isinstance(rows, pd.Series) else rows, places))


def located(figure: Figure) -> Iterator[tuple[Sequence[pd.Series], list[Fractions]]]:
    """The rows and the places of each mark of a finished drawing, in the order in which they were drawn."""
    for axes in figure.axes:
        marks = [child for child in axes.get_children() if isinstance(child, Mark)]
        ends = [end for mark in marks for place in mark.places for end in zip(place[::2], place[1::2], strict=True)]
        limits = np.sort([axes.get_xlim(), axes.get_ylim()]).T
        to_fractions = axes.transData + figure.transFigure.inverted()
        found = iter(to_fractions.transform(np.clip(ends, *limits)).tolist() if ends else [])  # all at once: it is slow
        for mark in marks:
            yield mark.rows, [_from_above([next(found) for _ in place[::2]]) for place in mark.places]


def _from_above(ends: Sequence[Sequence[float]]) -> Fractions:
    across, up = zip(*ends, strict=True)
    return (min(across), 1 - max(up), max(across), 1 - min(up))[: 2 * len(ends)]


def row_of(place: Data) -> Place:
    """The whole width of a panel at a row of bars: a short bar is found beside its end, too."""
    return -ENDLESS, place - 0.5, ENDLESS, place + 0.5
