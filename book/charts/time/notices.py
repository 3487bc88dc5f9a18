"""Words that a panel over time needs beside its numbers: its heading, its breaks, what is not known."""

from collections.abc import Mapping, Sequence

import numpy as np
from matplotlib.axes import Axes

from book.charts import labels
from book.charts.labels import Data, Points, fixed
from book.charts.palette import MUTED
from book.charts.room import Room
from book.language.words import capital

WIDEST: Points = 336  # a heading wraps before the edge of the drawing


def heading(text: str, when: str) -> str:
    """What stands above a panel; with `when`, how it belongs to its time, before it."""
    if when:
        text = f"{when}: {text[:1].lower() + text[1:] if text[1:2].islower() else text}"
    return labels.folded(capital(text), WIDEST, 600)


def mark_breaks(axes: Axes, places: Mapping[Data, str]) -> None:
    """A dotted rule where a series changes what it counts."""
    for x in places:
        axes.axvline(x, color=MUTED, lw=0.9, ls=(0, (2, 2)), zorder=1.5)


def write_breaks(room: Room, places: Mapping[Data, str]) -> None:
    """Rules, and words beside them where there is room; said once where several breaks are alike."""
    mark_breaks(room.axes, places)
    floor, told = room.axes.get_ylim()[0], set()
    for x, words in sorted(places.items()):
        if words in told:
            continue
        told.add(words)
        after = min((room.points(other, 0)[0] for other in places if other > x), default=float("inf"))
        text = labels.folded(words, min(110, max(after - room.points(x, 0)[0] - 8, 50)))
        wide, high = labels.width(text) + 2, labels.height(text)
        foot, top = room.points(x, floor)[1], room.edges[3]
        heights = np.arange(top - high - foot, 2, -6)
        spots = [(side * (wide / 2 + 4), up) for up in heights for side in (1, -1)]
        room.write(text, (x, floor), spots or [(wide / 2 + 4, 2)], colour=MUTED)


def write_missing(room: Room, runs: Sequence[tuple[Data, Data]], language: str) -> None:
    """ "2020: unknown" in the places that stay open, each run its first and last."""
    foot = max(room.axes.get_ylim()[0], 0)
    for first, last in runs:
        years = f"{int(first)}" if int(first) == int(last) else f"{int(first)}–{int(last)}"
        text = f"{years}:\n{fixed('unknown', language)}"
        aside = labels.width(text) / 2
        sides = (0, aside - 8, 8 - aside, aside + 2, -aside - 2)
        room.write(text, ((first + last) / 2, foot), [(dx, 3) for dx in sides], colour=MUTED)
