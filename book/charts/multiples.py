"""Small multiples: the same lines for several categories, two side by side, all on one scale."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property, partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import Data, Points
from book.charts.layout import grid_of, settle
from book.charts.palette import Colours, assigned, hollow_in
from book.charts.room import Room, mark_breaks
from book.charts.series import ChartError, Series, by_category, checked, own_role, series_of, signed, splitting
from book.charts.style import Drawing
from book.charts.time import axis
from book.charts.time.axis import Timeline
from book.charts.time.lines import Lines
from book.charts.time.panel import extent
from book.data.observations import Observations

TALL: Points = 125  # a row of panels
PAD = 0.5  # steps left and right of the first and last place


class Small(Lines):
    """One of several panels with the same lines, also where it has no value of one: `colours` has a role for each."""

    air = (0, 6)
    own_height = height = TALL

    @cached_property
    def series(self) -> tuple[Series, ...]:
        return tuple(series_of(self.observations, self.by, self.language, self.colours, list(self.colours)))

    def label_edge(self, axes: Axes, line: Timeline) -> None:
        """The last known value of each line; with its year where the line ends early."""
        found = []
        for entry in self.series:
            row, x = self.last(entry, line)
            if row is not None:
                early = f" ({row['period']})" if x < line.last else ""
                found.append((row["value"], signed(row, self.unit, self.language) + early, entry.colour))
        labels.beside(axes, line.last, found, 6, axes.bbox.y1 * 72 / axes.figure.dpi + 4)

    def label_inside(self, axes: Axes, line: Timeline, room: Room) -> None:
        """Each line's name as near to it as no line and no other word stands."""
        for entry in self.series if len(self.series) > 1 else ():
            if pieces := axis.segments(entry.rows, line, self.kind):
                text = labels.folded(entry.label, 90, 600)
                at = tuple(pieces[0][["x", "value"]].iloc[0])
                spots = _spots_along(room, at, pd.concat(pieces), labels.height(text))
                room.write(text, at, spots, colour=entry.colour, weight=600)


def multiples(
    obs: Observations, by: str, lines: str | None = None, *, floor: float = 0, colours: Colours = None
) -> Drawing:
    """A panel per category of `by` (two to six), in each a line per category of `lines`; one scale for all.

    The lines are named in the first panel, their last values stand in all. ChartError for a stock, or where
    categories are too many. `floor` is where the value axis starts: not zero only for a ratio.
    """
    checked(obs, "flow", "ratio")
    codes = obs.ordered(by)
    if not 2 <= len(codes) <= 6 and not obs.frame.empty:
        held = f"{len(codes)} categories of {by}"
        raise ChartError(f"{obs.record.name}: {held}; small multiples show two to six: choose with where({by}=[…])")
    lines = splitting(obs, lines, besides=(by,)) if lines or not obs.frame.empty else "measure"
    names = obs.ordered(lines)
    roles = assigned(names, colours) if len(names) > 1 else dict.fromkeys(names, own_role(obs)) | dict(colours or {})
    parts, scale = by_category(obs, by), extent(obs, floor)
    panels = [Small(part, lines, heading, colours=roles, scale=scale) for heading, part in parts]
    frame = pd.concat([part.frame for _, part in parts], ignore_index=True) if parts else obs.frame
    obs = replace(obs, frame=frame)
    return Drawing("multiples", (obs,), partial(_paint, obs, panels))


def _paint(obs: Observations, panels: Sequence[Small], figure: Figure, language: str) -> None:
    rows = (len(panels) + 1) // 2
    figure.set_figheight(TALL * rows / 72)
    grid = grid_of(figure, rows, 2, sharex=True, sharey=True).flat
    line = axis.timeline([(obs.periods, obs.kind)])
    hollow = hollow_in(obs)
    shown = [
        (axes, replace(panel, language=language, hollow=hollow)) for axes, panel in zip(grid, panels, strict=False)
    ]
    for axes, panel in shown:
        panel.scale_values(axes)
        heading = labels.in_language(panel.heading, language)
        axes.set_title(labels.folded(heading, 110, 600), linespacing=1.1)
        panel.draw(axes, line)
        axes.set_xlim(line.first - PAD, line.last + PAD)
    for axes in list(figure.axes)[len(panels) :]:
        axes.set_visible(False)
    _write_years(shown, line)
    settle(figure)
    _write_words(shown, line)


def _write_words(shown: Sequence[tuple[Axes, Small]], line: Timeline) -> None:
    (first, panel), *others = shown
    for axes, each in shown:
        each.label_edge(axes, line)
    settle(first.figure)
    _write_years(shown, line)
    settle(first.figure)
    for axes, each in others:
        mark_breaks(axes, each.breaks(line))
    room = Room(first)
    panel.block(room, line)
    room.write_breaks(panel.breaks(line))
    panel.label_inside(first, line, room)


def _write_years(shown: Sequence[tuple[Axes, Small]], line: Timeline) -> None:
    """Years under the lowest panel of each column."""
    starred = set().union(*(panel.provisional(line) for _, panel in shown)) if line.annual else ()
    for axes, _ in shown:
        axis.write_years(axes, line, starred, PAD)
    for place, (axes, _) in enumerate(shown):
        lowest = place + 2 >= len(shown)
        axes.tick_params(axis="x", which="both", labelbottom=lowest, **({} if lowest else {"size": 0}))


def _spots_along(room: Room, at: tuple[Data, Data], rows: pd.DataFrame, tall: Points) -> list[tuple[Points, Points]]:
    """Spots above and below each value of a line, the nearest first, those inside the panel if there are any."""
    low, high = room.edges[1] + 2, room.edges[3] + 3
    x, y = room.points(*at)
    places = [room.points(*pair) for pair in rows[["x", "value"]].to_numpy()]
    around = [
        (across - x, up + shift - y)
        for away in (5, 9, 14, 20, 28, 38, 50)
        for across, up in places
        for shift in (away, -away - tall)
    ]
    return [(dx, dy) for dx, dy in around if low < y + dy and y + dy + tall < high] or around
