"""Lines, dots and areas in a panel: what a series over time looks like and where its name and numbers stand."""

from __future__ import annotations

import pandas as pd
from matplotlib.axes import Axes

from book.charts import labels
from book.charts.labels import LINE, Room, beside
from book.charts.palette import PAPER
from book.charts.series import ChartError, Series, plotted, series_of, signed, splitting
from book.charts.time import axis
from book.charts.time.axis import Timeline
from book.charts.time.panel import Panel, chosen, reach
from book.data.observations import Observations
from book.language import numbers

DASH = (0, (3.2, 1.6))
DOTS = ("dots", "points")  # a stock: joined by a thin line, or not at all


def line_panel(
    form: str, obs: Observations, by, colours, heading, break_words, language: str, floor: float = 0
) -> Panel:
    by = splitting(obs, by)
    found = tuple(entry for entry in series_of(obs, by, language, colours))
    if len(found) > 5:
        raise ChartError(f"{obs.record.name}: {len(found)} series of {by}; a figure holds five")
    tall = sum(LINE * (1 + len(labels.wrapped(entry.label, 100, weight=600))) for entry in found) + 50
    return Panel(
        form, plotted(obs, list(found)), by, found, language, max(200, tall),
        draw_lines, _ends, _inside, reach(obs.frame, floor), (16, 22 if form in DOTS else 6),
        heading=chosen(heading, language), break_words=chosen(break_words, language),
    )  # fmt: skip


def draw_lines(axes: Axes, panel: Panel, line: Timeline) -> None:
    """Each stretch a line of its own (points stand alone); a lone value a dot, the last value a marker, provisional values hollow."""
    for entry in panel.series:
        shape = "s" if entry.dashed else "o"
        pieces = axis.segments(entry.rows, line, panel.kind)
        style = {"color": entry.colour, "clip_on": False, "gid": f"series-{entry.code}"}
        for piece in pieces if panel.form != "points" else ():
            stroke = {"ls": DASH, "dash_capstyle": "butt"} if entry.dashed else {"ls": "-"}
            axes.plot(piece["x"], piece["value"], lw=1.2 if panel.form == "dots" else 2.2, **stroke, **style)
        for place, row in _marked(pieces, panel.form):
            hollow = "P" in row["status"]
            size = 4 if place == "small" else 6
            axes.plot(
                row["x"],
                row["value"],
                shape,
                color=entry.colour,
                mfc=PAPER if hollow else entry.colour,
                ms=size,
                mew=1.8 if size > 4 else 0,
                zorder=5,
                clip_on=False,
            )


def _marked(pieces: list[pd.DataFrame], form: str) -> list[tuple]:
    """The values that get a marker, with its size."""
    rows = [(row, len(piece) == 1) for piece in pieces for _, row in piece.iterrows()]
    many = len(rows) > 40
    provisional = sum("P" in row["status"] for row, _ in rows)
    found = []
    for place, (row, lone) in enumerate(rows, start=1):
        if place == len(rows) or ("P" in row["status"] and provisional < 7) or lone or form in DOTS:
            found.append(("small" if many and place < len(rows) else "full", row))
    return found


def _last(entry: Series, panel: Panel, line: Timeline):
    known = entry.rows[entry.rows["value"].notna()]
    row = known.iloc[-1] if len(known) else None
    return row, (line.x(row["period"], panel.kind) if row is not None else None)


def _ends(axes: Axes, panel: Panel, line: Timeline) -> None:
    """Name and value beside the last value of the series that reach the end."""
    found, end = [], _end(panel, line)
    for entry in panel.series:
        row, x = _last(entry, panel, line)
        if x == end:
            found.append((row["value"], _name_and_value(entry, row, panel, _when(row, panel, x, line)), entry.colour))
    beside(axes, end, found)


def _end(panel: Panel, line: Timeline) -> float:
    """The end of the axis, or an earlier place where several series of this panel end together."""
    places = [x for _, x in (_last(entry, panel, line) for entry in panel.series) if x is not None]
    latest = max(places, default=line.last)
    return latest if places.count(latest) > 1 else line.last


def _when(row, panel: Panel, x: float, line: Timeline) -> str:
    """The period behind a value that is not at the end of the axis."""
    text = f"({numbers.period(row['period'], panel.language)})"
    return "" if x == line.last else (" " if len(text) < 8 else "\n") + text


def _name_and_value(entry: Series, row, panel: Panel, when: str = "") -> str:
    name = labels.wrapped(entry.label, 100, weight=600) if len(panel.series) > 1 else []
    return "\n".join([*name, signed(row, panel.unit, panel.language) + when])


def _inside(axes: Axes, panel: Panel, line: Timeline, room: Room) -> None:
    """Names of series that end early; for one stock also the highest value."""
    (left, right), floor = axes.get_xlim(), axes.get_ylim()[0]
    room.block(left, floor, right, floor)  # the axis itself
    for entry in panel.series:
        for piece in axis.segments(entry.rows, line, panel.kind):
            room.block_line(piece["x"], piece["value"])
        for x in axis.breaks(entry.rows, line, panel.kind):
            room.block(x, axes.get_ylim()[0], x, axes.get_ylim()[1])
    for entry in panel.series:
        row, x = _last(entry, panel, line)
        if row is not None and x < _end(panel, line):
            text = _name_and_value(entry, row, panel, _when(row, panel, x, line))
            _near(room, text, (x, row["value"]), entry.colour)
        if row is not None and panel.form in DOTS and len(panel.series) == 1:
            top = entry.rows.loc[entry.rows["value"].idxmax()]
            if top["period"] != row["period"]:
                _near(
                    room,
                    signed(top, panel.unit, panel.language),
                    (line.x(top["period"], panel.kind), top["value"]),
                    entry.colour,
                )


def _near(room: Room, text: str, at: tuple, colour: str) -> None:
    half, high = labels.width(text) / 2, LINE * (text.count("\n") + 1)
    right, left = ((side * (half + 8), -high / 2) for side in (1, -1))
    away = (7, 14, 20, 24, 40, 60)  # the nearest free place, above or below
    around = [(dx, dy) for far in away for dy in (far, -far - high) for dx in (0, half, -half)]
    spots = [right, *around, left] if "\n" in text else [*around[:1], right, left, *around[1:]]
    _, low, _, top = room.edges
    up = room.points(*at)[1]
    inside = [(dx, dy) for dx, dy in spots if low <= up + dy and up + dy + high <= top]
    room.write(text, at, [*inside, *spots], colour=colour, weight=600)


def draw_area(axes: Axes, panel: Panel, line: Timeline) -> None:
    """Filled to zero; the stretch counted by another definition is hatched, the last value a marker."""
    entry = panel.series[0]
    pieces = axis.segments(entry.rows, line, panel.kind)
    for piece in pieces:
        other = {"hatch": "////", "hatchcolor": PAPER} if "D" in piece["status"].iloc[0] else {}
        axes.fill_between(piece["x"], piece["value"], facecolor=entry.colour, lw=0, gid=f"series-{entry.code}", **other)
    for _, row in _marked(pieces, panel.form):
        axes.plot(
            row["x"],
            row["value"],
            "o",
            color=entry.colour,
            mfc=PAPER if "P" in row["status"] else entry.colour,
            mew=1.8,
            clip_on=False,
        )


def write_dated_end(axes: Axes, panel: Panel, line: Timeline) -> None:
    row, x = _last(panel.series[0], panel, line)
    text = f"{labels.capital(numbers.period(row['period'], panel.language))}\n{signed(row, panel.unit, panel.language)}"
    beside(axes, x, [(row["value"], text, panel.series[0].colour)])


def block_area(axes: Axes, panel: Panel, line: Timeline, room: Room) -> None:
    for piece in axis.segments(panel.series[0].rows, line, panel.kind):
        for (_, row), (_, after) in zip(piece.iterrows(), piece.iloc[1:].iterrows(), strict=False):
            room.block(row["x"], 0, after["x"], max(row["value"], after["value"]))
