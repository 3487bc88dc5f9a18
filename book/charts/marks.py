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
        for mark in (child for child in axes.get_children() if isinstance(child, Mark)):
            yield mark.rows, [_fractions(axes, place) for place in mark.places]


def _fractions(axes: Axes, place: Place) -> Fractions:
    limits = np.sort([axes.get_xlim(), axes.get_ylim()]).T
    ends = np.clip([place[start : start + 2] for start in range(0, len(place), 2)], *limits)
    ends = (axes.transData + axes.figure.transFigure.inverted()).transform(ends)
    (left, low), (right, top) = ends.min(axis=0).tolist(), ends.max(axis=0).tolist()
    return (left, 1 - top, right, 1 - low) if len(place) > 2 else (left, 1 - top)


def row_of(place: Data) -> Place:
    """The whole width of a panel at a row of bars: a short bar is found beside its end, too."""
    return -ENDLESS, place - 0.5, ENDLESS, place + 0.5
