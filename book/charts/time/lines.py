"""Lines, dots and areas in a panel: what a series over time looks like and where its name and numbers stand."""

import pandas as pd
from matplotlib.axes import Axes

from book.charts import labels
from book.charts.labels import Data, Place, Points, beside
from book.charts.marks import locate
from book.charts.palette import PAPER
from book.charts.room import Room
from book.charts.series import Series, signed
from book.charts.time import axis
from book.charts.time.axis import Timeline
from book.charts.time.panel import Panel
from book.language import numbers
from book.language.words import capital

DASH = (0, (3.2, 1.6))


class Lines(Panel):
    """A line per series, at most five."""

    form = "line"
    air = (16, 6)
    stroke: Points = 2.2  # nothing joins the values where it is 0
    dotted = False  # a marker at every value, not only at the last, lone and provisional ones
    many = 40.0  # values, with more of which the markers before the last are small
    layer = 5  # of the markers: over the words
    filled = False  # down to zero

    @property
    def own_height(self) -> Points:
        names = [labels.folded(entry.label, 100, 600) for entry in self.series]
        return max(200, sum(labels.LINE + labels.height(name) for name in names) + 50)

    @property
    def height(self) -> Points:
        """As given among others; where the names of four or five lines need more, its own."""
        return max(super().height, self.own_height) if len(self.series) > 3 else super().height

    def draw(self, axes: Axes, line: Timeline) -> None:
        """Each stretch a line of its own (points stand alone), and markers."""
        for entry in self.series:
            pieces = axis.segments(entry.rows, line, self.kind)
            for piece in pieces if self.stroke else ():
                dash = {"ls": DASH, "dash_capstyle": "butt"} if entry.dashed else {"ls": "-"}
                style = {"color": entry.colour, "clip_on": False, "gid": f"series-{entry.code}", **dash}
                axes.plot(piece["x"], piece["value"], lw=self.stroke, **style)
            self.mark(axes, entry, pieces)

    def mark(self, axes: Axes, entry: Series, pieces: list[pd.DataFrame]) -> None:
        """A lone value a dot, the last value a marker, provisional ones among final ones hollow; small where they are many."""
        rows = [(row, len(piece) == 1) for piece in pieces for _, row in piece.iterrows()]
        hollow_ones = sum(row["status"] in self.hollow for row, _ in rows)
        style = {"marker": "s" if entry.dashed else "o", "ls": "", "zorder": self.layer, "clip_on": False}
        for place, (row, lone) in enumerate(rows, start=1):
            below = [(row["x"], 0, row["x"], row["value"])] if self.filled else []
            locate(axes, row, (row["x"], row["value"]), *below)
            hollow = row["status"] in self.hollow
            if place == len(rows) or (hollow and hollow_ones < 7) or lone or self.dotted:
                full = len(rows) <= self.many or place == len(rows)
                fill = {"color": entry.colour, "mfc": PAPER if hollow else entry.colour}
                axes.plot(row["x"], row["value"], ms=6 if full else 4, mew=1.8 if full else 0, **fill, **style)

    def label_edge(self, axes: Axes, line: Timeline) -> None:
        """Name and value beside the last value of the series that reach the end."""
        end, found = self._end(line), []
        for entry in self.series:
            row, x = self.last(entry, line)
            if x == end:
                found.append((row["value"], self._name_and_value(entry, row, x, line), entry.colour))
        beside(axes, end, found, below=axes.bbox.y1 * 72 / axes.figure.dpi + 4)

    def label_inside(self, axes: Axes, line: Timeline, room: Room) -> None:
        """Names of series that end early; for one stock also the highest value."""
        (left, right), floor = axes.get_xlim(), axes.get_ylim()[0]
        room.block(left, floor, right, floor)  # the axis itself
        self.block(room, line)
        for x in self.breaks(line):
            room.block(x, floor, x, axes.get_ylim()[1])
        for entry in self.series:
            row, x = self.last(entry, line)
            if row is not None and x < self._end(line):
                _near(room, self._name_and_value(entry, row, x, line), (x, row["value"]), entry.colour)
            if row is not None and self.dotted and len(self.series) == 1:
                top = entry.rows.loc[entry.rows["value"].idxmax()]
                if top["period"] != row["period"]:
                    at = (line.x(top["period"], self.kind), top["value"])
                    _near(room, signed(top, self.unit, self.language), at, entry.colour)

    def block(self, room: Room, line: Timeline) -> None:
        """Enter its lines in the room."""
        for entry in self.series:
            for piece in axis.segments(entry.rows, line, self.kind):
                room.block_line(piece["x"], piece["value"])

    def last(self, entry: Series, line: Timeline) -> tuple[pd.Series | None, Data | None]:
        """The last observation of a series that has a value, and its place."""
        known = entry.rows[entry.rows["value"].notna()]
        row = known.iloc[-1] if len(known) else None
        return row, (line.x(row["period"], self.kind) if row is not None else None)

    def _end(self, line: Timeline) -> Data:
        """The end of the axis, or an earlier place where several series of this panel end together."""
        places = [x for _, x in (self.last(entry, line) for entry in self.series) if x is not None]
        latest = max(places, default=line.last)
        return latest if places.count(latest) > 1 else line.last

    def _name_and_value(self, entry: Series, row: pd.Series, x: Data, line: Timeline) -> str:
        """The value, with its name among several, and with its period where it is not at the end of the axis."""
        name = labels.wrapped(entry.label, 100, weight=600) if len(self.series) > 1 else []
        when = f"({numbers.period(row['period'], self.language)})"
        when = "" if x == line.last else (" " if len(when) < 8 else "\n") + when
        return "\n".join([*name, signed(row, self.unit, self.language) + when])


class Dots(Lines):
    """A stock: dots joined by a thin line."""

    form = "dots"
    air = (16, 22)
    stroke = 1.2
    dotted = True


class LooseDots(Dots):
    """Dots that nothing joins, for days between which nothing is known."""

    form = "points"
    stroke = 0

    def missing(self, line: Timeline) -> list[tuple[Data, Data]]:
        """None: nothing is asked between its dates."""
        return []


class Area(Lines):
    """One series filled to zero."""

    form = "area"
    own_height = 236
    most, instead = 1, "choose one with where(), or use dots()"
    many, layer, filled = float("inf"), 2, True

    def draw(self, axes: Axes, line: Timeline) -> None:
        """The stretch counted by another definition is hatched, the last value a marker."""
        entry = self.series[0]
        pieces = axis.segments(entry.rows, line, self.kind)
        for piece in pieces:
            style = {"facecolor": entry.colour, "lw": 0, "gid": f"series-{entry.code}"}
            style |= {"hatch": "////", "hatchcolor": PAPER} if "D" in piece["status"].iloc[0] else {}
            axes.fill_between(piece["x"], piece["value"], **style)
        self.mark(axes, entry, pieces)

    def label_edge(self, axes: Axes, line: Timeline) -> None:
        """The last value with its period."""
        entry = self.series[0]
        row, x = self.last(entry, line)
        text = f"{capital(numbers.period(row['period'], self.language))}\n{signed(row, self.unit, self.language)}"
        beside(axes, x, [(row["value"], text, entry.colour)])

    def label_inside(self, axes: Axes, line: Timeline, room: Room) -> None:
        """Nothing; other words keep off the area."""
        for piece in axis.segments(self.series[0].rows, line, self.kind):
            for (_, row), (_, after) in zip(piece.iterrows(), piece.iloc[1:].iterrows(), strict=False):
                room.block(row["x"], 0, after["x"], max(row["value"], after["value"]))


def _near(room: Room, text: str, at: Place, colour: str) -> None:
    half, high = labels.width(text) / 2, labels.height(text)
    right, left = ((side * (half + 8), -high / 2) for side in (1, -1))
    away = (7, 14, 20, 24, 40, 60)  # the nearest free place, above or below
    around = [(dx, dy) for far in away for dy in (far, -far - high) for dx in (0, half, -half)]
    spots = [right, *around, left] if "\n" in text else [*around[:1], right, left, *around[1:]]
    _, low, _, top = room.edges
    up = room.points(*at)[1]
    inside = [(dx, dy) for dx, dy in spots if low <= up + dy and up + dy + high <= top]
    room.write(text, at, [*inside, *spots], colour=colour, weight=600)
