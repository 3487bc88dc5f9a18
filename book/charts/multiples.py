"""Small multiples: the same lines for several categories, two side by side, all on one scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import LINE, Room
from book.charts.palette import assigned
from book.charts.series import ChartError, checked, label, own_role, series_of, signed, splitting
from book.charts.style import Drawing
from book.charts.time import axis
from book.charts.time.axis import Timeline
from book.charts.time.lines import draw_lines
from book.charts.time.notices import mark_breaks, write_breaks
from book.charts.time.panel import Panel, reach, scale_values
from book.data.observations import Observations

TALL = 125  # points a row of panels


def multiples(
    obs: Observations, by: str, lines: str | None = None, *, floor: float = 0, colours: Mapping[str, str] | None = None
) -> Drawing:
    """A panel per category of `by` (two to six), in each a line per category of `lines`; one scale for all.

    The lines are named in the first panel, their last values stand in all. ChartError for a stock, or where
    categories are too many. `floor` is where the value axis starts: not zero only for a ratio.
    """
    checked(obs, "flow", "ratio")
    codes = obs.ordered(by)
    if not 2 <= len(codes) <= 6 and not obs.frame.empty:
        raise ChartError(f"{obs.record.name}: {len(codes)} categories of {by}; small multiples show two to six")
    lines = splitting(obs, lines, besides=(by,)) if lines or not obs.frame.empty else "measure"
    names = obs.ordered(lines)
    roles = (
        assigned(names, colours) if len(names) > 1 else {name: own_role(obs) for name in names} | dict(colours or {})
    )
    frame = pd.concat([obs.frame[obs.frame[by] == code] for code in codes]) if codes else obs.frame
    obs = replace(obs, frame=frame.reset_index(drop=True))
    return Drawing("multiples", (obs,), partial(_paint, obs, by, lines, roles, floor))


def _panel(obs: Observations, by: str, code: str, lines: str, roles, floor: float, language: str) -> Panel:
    part = replace(obs, frame=obs.frame[obs.frame[by] == code])
    found = tuple(series_of(part, lines, language, roles, list(roles)))
    heading = label(obs, by, code, language)
    return Panel(
        "line", part, lines, found, language, TALL, draw_lines, None, None, reach(obs.frame, floor), heading=heading
    )


def _paint(obs: Observations, by: str, lines: str, roles, floor: float, figure: Figure, language: str) -> None:
    panels = [_panel(obs, by, code, lines, roles, floor, language) for code in obs.ordered(by)]
    rows = (len(panels) + 1) // 2
    figure.set_figheight(TALL * rows / 72)
    grid = figure.subplots(rows, 2, sharex=True, sharey=True, squeeze=False).flat
    line = axis.timeline([(obs.periods, obs.kind)])
    shown = list(zip(grid, panels, strict=False))
    for axes, panel in shown:
        scale_values(axes, panel, line)
        axes.set_title("\n".join(labels.wrapped(panel.heading, 110, weight=600)), linespacing=1.1)
        panel.marks(axes, panel, line)
        axes.set_xlim(line.first - 0.5, line.last + 0.5)
    for axes in list(figure.axes)[len(panels) :]:
        axes.set_visible(False)
    _write_years(shown, line)
    figure.draw_without_rendering()
    _write_words(shown, line, len(roles) > 1)


def _write_words(shown: Sequence[tuple[Axes, Panel]], line: Timeline, several: bool) -> None:
    figure = shown[0][0].figure
    for axes, panel in shown:
        labels.beside(axes, line.last, _last_values(panel, line), 6, axes.bbox.y1 * 72 / figure.dpi + 4)
    _write_years(shown, line)
    figure.draw_without_rendering()
    for axes, panel in shown[1:]:
        mark_breaks(axes, panel, line)
    room = _room(*shown[0], line)
    write_breaks(*shown[0], line, room)
    if several:
        _name_lines(room, shown[0][1], line)


def _last_values(panel: Panel, line: Timeline) -> list[tuple]:
    """The last known value of each line; with its year where the line ends early."""
    found = []
    for entry in panel.series:
        known = entry.rows.dropna(subset=["value"])
        if len(known):
            row = known.iloc[-1]
            early = f" ({row['period']})" if line.x(row["period"], panel.kind) < line.last else ""
            found.append((row["value"], signed(row, panel.unit, panel.language) + early, entry.colour))
    return found


def _write_years(shown: Sequence[tuple[Axes, Panel]], line: Timeline) -> None:
    """Years under the lowest panel of each column."""
    shown[0][0].figure.draw_without_rendering()
    frames = pd.concat([panel.observations.frame for _, panel in shown])
    rows = frames[frames["status"].str.contains("P") & frames["value"].notna()]
    starred = {int(line.x(period, shown[0][1].kind)) for period in rows["period"]} if line.annual else ()
    for axes, _ in shown:
        axis.write_years(axes, line, starred, 0.5)
    for place, (axes, _) in enumerate(shown):
        lowest = place + 2 >= len(shown)
        axes.tick_params(axis="x", which="both", labelbottom=lowest, **({} if lowest else {"size": 0}))


def _room(axes: Axes, panel: Panel, line: Timeline) -> Room:
    room = Room(axes)
    for entry in panel.series:
        for piece in axis.segments(entry.rows, line, panel.kind):
            room.block_line(piece["x"], piece["value"])
    return room


def _name_lines(room: Room, panel: Panel, line: Timeline) -> None:
    """Each line's name as near to it as no line and no other word stands."""
    low, high = room.edges[1] + 2, room.edges[3] + 3
    for entry in panel.series:
        pieces = axis.segments(entry.rows, line, panel.kind)
        if not pieces:
            continue
        text = "\n".join(labels.wrapped(entry.label, 90, weight=600))
        tall = LINE * (text.count("\n") + 1)
        at = tuple(pieces[0][["x", "value"]].iloc[0])
        x, y = room.points(*at)
        places = [room.points(*pair) for pair in pd.concat(pieces)[["x", "value"]].to_numpy()]
        around = [
            (across - x, up + shift - y)
            for away in (5, 9, 14, 20, 28, 38, 50)
            for across, up in places
            for shift in (away, -away - tall)
        ]
        inside = [(dx, dy) for dx, dy in around if low < y + dy and y + dy + tall < high]
        room.write(text, at, inside or around, colour=entry.colour, weight=600)
