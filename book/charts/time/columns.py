"""Columns over time: from zero, provisional ones among final ones outlined, unknown ones left open."""

from collections.abc import Collection

import pandas as pd
from matplotlib.axes import Axes

from book.charts import labels
from book.charts.labels import HALO, LINE, Data, note
from book.charts.marks import ENDLESS, locate
from book.charts.palette import PAPER, outlined
from book.charts.room import Room
from book.charts.series import signed
from book.charts.time.axis import Timeline
from book.charts.time.panel import Panel
from book.data.periods import span

HALF = 0.33  # of a period: from the middle of a column to its edge
LEANING = "last"  # the mark of a number that leans out of the panel


class Columns(Panel):
    """A column per period, with numbers on the highest and the last."""

    form = "columns"
    air = (20, 20)
    most, instead = 1, "use stacked() or line()"
    pad = 0.6
    bars = True

    @property
    def ink(self) -> str:
        """The colour of the numbers."""
        return self.series[0].colour

    @property
    def numbered(self) -> pd.DataFrame:
        """The observations that numbers may stand for, with the `top` of their column."""
        rows = self.series[0].rows.dropna(subset=["value"])
        return rows.assign(top=rows["value"])

    def draw(self, axes: Axes, line: Timeline) -> None:
        """A column for each value."""
        for _, row in self.numbered.iterrows():
            x, half = self._place(row, line)
            column(axes, x, 0, row, 2 * half, self.ink, self.hollow)
            locate(axes, row, (x - half, 0, x + half, row["value"]), (x - half, -ENDLESS, x + half, ENDLESS))

    def label_edge(self, axes: Axes, line: Timeline) -> None:
        """The last number from the left edge of its column out of the panel, if the column before is in its way."""
        rows = self.numbered
        if len(rows) < 2 or rows["top"].iloc[-2] <= rows["top"].iloc[-1] or rows["top"].iloc[-1] < 0:
            return
        (_, before), (_, last) = rows.iloc[-2:].iterrows()
        (x, half), (x_before, half_before) = (self._place(row, line) for row in (last, before))
        room, text = Room(axes), signed(last, self.unit, self.language)
        if room.points(x, 0)[0] - room.points(x_before + half_before, 0)[0] < labels.width(text) / 2 + 2:
            style = {"weight": 600, "path_effects": HALO, "gid": LEANING}
            note(axes, text, (x - half, last["top"]), (0, 3 + LINE / 2), self.ink, **style)

    def label_inside(self, axes: Axes, line: Timeline, room: Room) -> None:
        """The numbers of the highest and, unless it leans out, the last column."""
        self.block(room, line)
        rows = self.numbered
        last = [] if any(text.get_gid() == LEANING for text in axes.texts) else list(rows.index[-1:])
        for index in dict.fromkeys([rows["value"].idxmax(), *last] if len(rows) else []):
            self._number(room, rows.loc[index], line)

    def block(self, room: Room, line: Timeline) -> None:
        """Enter its columns in the room."""
        for _, row in self.numbered.iterrows():
            x, half = self._place(row, line)
            room.block(x - half, 0, x + half, row["value"])

    def _place(self, row: pd.Series, line: Timeline) -> tuple[Data, Data]:
        """The middle of a column and how far its edges lie from it."""
        return line.x(row["period"], self.kind), HALF * width_of(row["period"], line)

    def _number(self, room: Room, row: pd.Series, line: Timeline) -> None:
        """A number above its column (below a negative one), moved to the free side where a neighbour is higher."""
        (x, half), text = self._place(row, line), signed(row, self.unit, self.language)
        aside = labels.width(text) / 2 - (room.points(x + half, 0)[0] - room.points(x, 0)[0])
        up = 3 if row["top"] >= 0 else -3 - LINE
        room.write(text, (x, row["top"]), [(0, up), (aside, up), (-aside, up)], colour=self.ink, weight=600)


def width_of(period: str, line: Timeline) -> Data:
    """Width of a period on the axis."""
    return 1.0 if line.annual else ((span(period)[1] - span(period)[0]).days + 1) / 365.25


def column(
    axes: Axes, x: Data, base: Data, row: pd.Series, wide: Data, colour: str, hollow: Collection[str]
) -> None:  # fmt: skip
    """One column or part of it: an outline for a status in `hollow`, hatched where counted by another definition."""
    value, outline = row["value"], row["status"] in hollow
    hatch = {"hatch": "////", "hatchcolor": colour if outline else PAPER} if "D" in row["status"] else {}
    if not outline:
        axes.bar(x, value, wide, base, color=colour, edgecolor=PAPER, lw=0.9 if base else 0, **hatch)
        return
    low, high = axes.get_ylim()
    up = 1 if value >= 0 else -1
    edge = 0.8 * (high - low) / (axes.bbox.height * 72 / axes.figure.dpi)  # half the outline, so that it stays inside
    inner = max(abs(value) - 2 * edge, 0) * up
    axes.bar(x, inner, wide * 0.94, base + edge * up, **outlined(colour), **hatch)
