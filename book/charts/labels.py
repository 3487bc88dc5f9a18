"""Words beside marks: measured on their outlines, in points, so that none touches another or leaves the canvas."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import matplotlib.patheffects as effects
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import TextPath

from book.charts.palette import MUTED, PAPER, words
from book.language.words import drawn

SIZE = 10  # points, every word in a drawing: 9 px on the narrowest phone
LINE = 13.5  # points from one line of words to the next
HALO = [effects.withStroke(linewidth=3, foreground=PAPER)]


def fixed(key: str, language: str) -> str:
    """One of the catalogue's words of drawings; ValueError for a key that has none."""
    return drawn(key, language)


def capital(text: str) -> str:
    """The text with a capital first letter, as a label that stands alone."""
    return text[:1].upper() + text[1:]


def width(text: str, size: float = SIZE, weight: int = 600) -> float:
    """Width of the longest line in points, the same at every resolution: its words and the spaces between them."""
    space = _word_width("x x", size, weight) - _word_width("xx", size, weight)
    lines = [line.split() for line in text.split("\n")]
    return max(sum(_word_width(word, size, weight) for word in line) + space * max(len(line) - 1, 0) for line in lines)


@lru_cache(maxsize=4096)
def _word_width(word: str, size: float, weight: int) -> float:
    font = FontProperties(family="Open Sans", size=size, weight=weight)
    return float(TextPath((0, 0), word, prop=font).vertices[:, 0].max())


def wrapped(text: str, room: float, size: float = SIZE, weight: int = 400) -> list[str]:
    """Lines no wider than `room` points; a single word that is wider keeps a line of its own."""
    lines: list[str] = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and width(longer, size, weight) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def spread(wanted: Sequence[float], sizes: Sequence[float], low: float, high: float = float("inf")) -> list[float]:
    """Centres nearest to `wanted` for things of these sizes that keep their order and do not overlap.

    Neighbours that touch are pooled into a block round their common mean; `low` counts above `high`.
    """
    blocks: list[list] = []  # each: centre, members
    for item in sorted(range(len(wanted)), key=lambda place: wanted[place]):
        blocks.append([_within(wanted[item], sizes[item], low, high), [item]])
        while len(blocks) > 1 and blocks[-1][0] - blocks[-2][0] < sum(_size(block, sizes) for block in blocks[-2:]) / 2:
            members = blocks[-2][1] + blocks[-1][1]
            mean = sum(wanted[member] for member in members) / len(members)
            blocks[-2:] = [[_within(mean, sum(sizes[member] for member in members), low, high), members]]
    placed = [0.0] * len(wanted)
    for centre, members in blocks:
        edge = centre - sum(sizes[member] for member in members) / 2
        for member in members:
            placed[member] = edge + sizes[member] / 2
            edge += sizes[member]
    return placed


def _size(block: list, sizes: Sequence[float]) -> float:
    return sum(sizes[member] for member in block[1])


def _within(centre: float, size: float, low: float, high: float) -> float:
    return max(min(centre, high - size / 2), low + size / 2)


def note(axes: Axes, text: str, at: tuple, offset: tuple = (0, 0), colour: str = MUTED, **style):
    """Words at a point of the data, moved by `offset` points, in the readable shade of `colour`."""
    settings = {"va": "center", "ha": "left", "linespacing": 1.15, "annotation_clip": False, **style}
    return axes.annotate(text, at, xytext=offset, textcoords="offset points", color=words(colour), **settings)


def beside(axes: Axes, x: float, entries: Sequence[tuple], away: float = 8, below: float = float("inf")) -> None:
    """Words right of the marks at their heights, (value, text, colour), moved apart where they would touch.

    `below` is a height in points of the figure under which they stay if they can.
    """
    points = 72 / axes.figure.dpi
    wanted = [axes.transData.transform((x, value))[1] * points for value, *_ in entries]
    sizes = [LINE * (text.count("\n") + 1) for _, text, _ in entries]
    placed = spread(wanted, sizes, axes.bbox.y0 * points - 1, below)
    for (value, text, colour), was, at in zip(entries, wanted, placed, strict=True):
        note(axes, text, (x, value), (away, at - was), colour, weight=600, path_effects=HALO)


@dataclass
class Room:
    """The room for words in a panel: boxes (left, bottom, right, top), in points, of its marks and of its words."""

    axes: Axes
    marks: list[tuple] = field(default_factory=list)
    taken: list[tuple] = field(default_factory=list)

    def __post_init__(self) -> None:
        written = [text for text in [*self.axes.texts, self.axes._left_title] if text.get_text()]
        self.taken += [self._points_of(text.get_window_extent()) for text in written]

    def _points_of(self, box) -> tuple:
        return tuple(float(edge) * 72 / self.axes.figure.dpi for edge in box.extents)

    def points(self, x: float, y: float) -> tuple[float, float]:
        """A point of the data in points of the figure."""
        across, up = self.axes.transData.transform((x, y)) * 72 / self.axes.figure.dpi
        return float(across), float(up)

    @property
    def edges(self) -> tuple:
        """The panel itself as a box."""
        return self._points_of(self.axes.bbox)

    def block(self, left: float, low: float, right: float, high: float) -> None:
        """Enter a mark given in data coordinates."""
        (x0, y0), (x1, y1) = self.points(left, low), self.points(right, high)
        self.marks.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def block_line(self, x: Sequence[float], y: Sequence[float]) -> None:
        """Enter a line as a row of small boxes."""
        places = [self.points(*pair) for pair in zip(x, y, strict=True)]
        for (x0, y0), (x1, y1) in zip(places, places[1:] or places, strict=False):
            count = int(max(abs(x1 - x0), abs(y1 - y0)) // 4) + 1
            for step in range(count + 1):
                across, up = x0 + (x1 - x0) * step / count, y0 + (y1 - y0) * step / count
                self.marks.append((across - 2.5, up - 2.5, across + 2.5, up + 2.5))

    def free(self, box: tuple) -> bool:
        """True if no word and no mark stands in the box."""
        return not any(_touch(box, other) for other in [*self.taken, *self.marks])

    def write(self, text: str, at: tuple, spots: Sequence[tuple], **style) -> None:
        """Write at the first free spot; failing all, at the lowest place above what stands in the way.

        A spot is (dx, dy) in points from the data point `at` to the middle of the words' lower edge.
        """
        x, y = self.points(*at)
        wide, high = width(text) + 2, LINE * (text.count("\n") + 1)
        boxes = [self._held((x + dx, y + dy), wide, high) for dx, dy in spots]
        free = [box for box in boxes if self.free(box)]
        box = free[0] if free else min((self._lifted(box) for box in boxes), key=lambda box: box[1])
        self.taken.append(box)
        offset = ((box[0] + box[2]) / 2 - x, (box[1] + box[3]) / 2 - y)
        note(self.axes, text, at, offset, **{"ha": "center", "path_effects": HALO, **style})

    def _held(self, foot: tuple, wide: float, high: float) -> tuple:
        """A box that stands on `foot`, moved sideways off the axis numbers and onto the canvas."""
        right = self.axes.figure.get_figwidth() * 72 - 1
        start = max(min(foot[0] - wide / 2, right - wide), self.edges[0] - 2)
        return start, foot[1], start + wide, foot[1] + high

    def _lifted(self, box: tuple) -> tuple:
        while not self.free(box):
            top = max(other[3] for other in [*self.taken, *self.marks] if _touch(box, other))
            box = (box[0], top + 2, box[2], top + 2 + box[3] - box[1])
        return box


def _touch(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
