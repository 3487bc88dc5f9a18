"""The room that a panel has for words: what stands in it, where a text is free of that; breaks and what is unknown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from matplotlib.axes import Axes
from matplotlib.transforms import Bbox

from book.charts import labels
from book.charts.labels import Box, Data, Place, Points, Shift
from book.charts.palette import MUTED


@dataclass
class Room:
    """The room for words in a panel: the boxes of its marks and of its words."""

    axes: Axes
    marks: list[Box] = field(default_factory=list)
    taken: list[Box] = field(default_factory=list)

    def __post_init__(self) -> None:
        written = [text for text in [*self.axes.texts, self.axes._left_title] if text.get_text()]
        self.taken += [self._points_of(text.get_window_extent()) for text in written]

    def _points_of(self, box: Bbox) -> Box:
        return tuple(float(edge) * 72 / self.axes.figure.dpi for edge in box.extents)

    def points(self, x: Data, y: Data) -> Shift:
        """Where a place lies, from the lower left corner of the drawing."""
        across, up = self.axes.transData.transform((x, y)) * 72 / self.axes.figure.dpi
        return float(across), float(up)

    @property
    def edges(self) -> Box:
        """The panel itself as a box."""
        return self._points_of(self.axes.bbox)

    def block(self, left: Data, low: Data, right: Data, high: Data) -> None:
        """Enter a mark."""
        (x0, y0), (x1, y1) = self.points(left, low), self.points(right, high)
        self.marks.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def block_line(self, x: Sequence[Data], y: Sequence[Data]) -> None:
        """Enter a line as a row of small boxes."""
        places = [self.points(*pair) for pair in zip(x, y, strict=True)]
        for (x0, y0), (x1, y1) in zip(places, places[1:] or places, strict=False):
            count = int(max(abs(x1 - x0), abs(y1 - y0)) // 4) + 1
            for step in range(count + 1):
                across, up = x0 + (x1 - x0) * step / count, y0 + (y1 - y0) * step / count
                self.marks.append((across - 2.5, up - 2.5, across + 2.5, up + 2.5))

    def free(self, box: Box) -> bool:
        """True if no word and no mark stands in the box."""
        return not any(_touch(box, other) for other in [*self.taken, *self.marks])

    def write(self, text: str, at: Place, spots: Sequence[Shift], **style) -> None:
        """Write at the first free spot; failing all, at the lowest place above what stands in the way.

        A spot is the way from `at` to the middle of the words' lower edge.
        """
        x, y = self.points(*at)
        wide, high = labels.width(text) + 2, labels.height(text)
        boxes = [self._held((x + dx, y + dy), wide, high) for dx, dy in spots]
        free = [box for box in boxes if self.free(box)]
        box = free[0] if free else min((self._lifted(box) for box in boxes), key=lambda box: box[1])
        self.taken.append(box)
        offset = ((box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y)
        labels.note(self.axes, text, at, offset, **{"ha": "center", "path_effects": labels.HALO, **style})

    def write_breaks(self, places: Mapping[Data, str]) -> None:
        """Rules, and words beside them where there is room; said once where several breaks are alike."""
        mark_breaks(self.axes, places)
        floor, told = self.axes.get_ylim()[0], set()
        for x, words in sorted(places.items()):
            if words in told:
                continue
            told.add(words)
            across, foot = self.points(x, floor)
            after = min((self.points(other, 0)[0] for other in places if other > x), default=float("inf"))
            text = labels.folded(words, min(110, max(after - across - 8, 50)))
            aside, high = labels.width(text) / 2 + 5, labels.height(text)
            heights = np.arange(self.edges[3] - high - foot, 2, -6)
            spots = [(side * aside, up) for up in heights for side in (1, -1)]
            self.write(text, (x, floor), spots or [(aside, 2)], colour=MUTED)

    def write_missing(self, runs: Sequence[tuple[Data, Data]], language: str) -> None:
        """ "2020: unknown" in the places that stay open, each run its first and last."""
        foot = max(self.axes.get_ylim()[0], 0)
        for first, last in runs:
            years = f"{int(first)}" if int(first) == int(last) else f"{int(first)}–{int(last)}"
            text = f"{years}:\n{labels.fixed('unknown', language)}"
            aside = labels.width(text) / 2
            sides = (0, aside - 8, 8 - aside, aside + 2, -aside - 2)
            self.write(text, ((first + last) / 2, foot), [(dx, 3) for dx in sides], colour=MUTED)

    def _held(self, foot: Shift, wide: Points, high: Points) -> Box:
        """A box that stands on `foot`, moved sideways off the axis numbers and onto the canvas."""
        right = self.axes.figure.get_figwidth() * 72 - 1
        start = max(min(foot[0] - wide / 2, right - wide), self.edges[0] - 2)
        return start, foot[1], start + wide, foot[1] + high

    def _lifted(self, box: Box) -> Box:
        while not self.free(box):
            top = max(other[3] for other in [*self.taken, *self.marks] if _touch(box, other))
            box = (box[0], top + 2, box[2], top + 2 + box[3] - box[1])
        return box


def mark_breaks(axes: Axes, places: Mapping[Data, str]) -> None:
    """A dotted rule where a series changes what it counts."""
    for x in places:
        axes.axvline(x, color=MUTED, lw=0.9, ls=(0, (2, 2)), zorder=1.5)


def _touch(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
