"""Figures over time: lines, columns, stacked columns, an area, dots for a stock, and panels of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

import pandas as pd
from matplotlib.axes import Axes

from book.charts import axis, labels
from book.charts.axis import Timeline
from book.charts.columns import column_panel, stacked_panel
from book.charts.labels import LINE, Room, beside
from book.charts.palette import PAPER
from book.charts.panel import Panel, chosen, drawing, reach
from book.charts.series import ChartError, Series, checked, plotted, series_of, signed, splitting
from book.charts.style import Drawing
from book.language import numbers
from book.observations import Observations

DASH = (0, (3.2, 1.6))
Words = str | Mapping[str, str] | None


def line(
    obs: Observations, by: str | None = None, *, floor: float = 0, heading: Words = None,
    break_words: Words = None, colours: Mapping[str, str] | None = None,
) -> Drawing:  # fmt: skip
    """Lines of a flow or a ratio, at most five. `floor` is where the value axis starts: not zero only for a ratio."""
    checked(obs, "flow", "ratio")
    if floor and obs.kind != "ratio":
        raise ChartError("only a ratio may have an axis that does not start at zero")
    return drawing("line", [partial(_joined, "line", obs, by, colours, heading, break_words, floor=floor)])


def dots(
    obs: Observations, by: str | None = None, *, heading: Words = None,
    break_words: Words = None, colours: Mapping[str, str] | None = None,
) -> Drawing:  # fmt: skip
    """A stock: dots joined by a thin line, at most five series."""
    return drawing("dots", [partial(_joined, "dots", checked(obs, "stock"), by, colours, heading, break_words)])


def area(
    obs: Observations, *, heading: Words = None, break_words: Words = None,
    colours: Mapping[str, str] | None = None,
) -> Drawing:  # fmt: skip
    """One stock counted monthly."""
    checked(obs, "stock")
    if any(len(period) == 4 for period in obs.periods):
        raise ChartError(f"{obs.record.name}: an area is for a stock counted monthly")
    make = partial(_joined, "area", obs, None, colours, heading, break_words)
    if len(make("en").series) > 1:
        raise ChartError(f"{obs.record.name}: an area shows one series, not {len(make('en').series)}")
    return drawing("area", [lambda language: replace(make(language), height=236, marks=_area, edge=_dated_end, inside=_filled)])


def columns(
    obs: Observations, *, heading: Words = None, break_words: Words = None,
    colours: Mapping[str, str] | None = None,
) -> Drawing:  # fmt: skip
    """One flow, from zero; numbers on the highest and the last column."""
    return drawing("columns", [partial(column_panel, obs, colours, heading, break_words)])


def stacked(
    obs: Observations, by: str | None = None, *, heading: Words = None, break_words: Words = None,
    colours: Mapping[str, str] | None = None,
) -> Drawing:  # fmt: skip
    """Parts of a flow on one another, at most six. Rows of the category `total` give the numbers on the columns."""
    return drawing("stacked", [partial(stacked_panel, obs, by, colours, heading, break_words)])


def panels(*drawings: Drawing) -> Drawing:
    """Drawings over time under one another on the same years, each with a heading."""
    if not all(entry.panels for entry in drawings):
        raise ChartError(f"only figures over time join as panels, not {', '.join(entry.form for entry in drawings)}")
    lines = any(entry.form == "line" for entry in drawings)
    heights = {"columns": 106 if lines else 165, "dots": 165, "line": 190, "stacked": 230, "area": 190}
    return drawing("panels", [make for entry in drawings for make in entry.panels], heights)


def _joined(form: str, obs: Observations, by, colours, heading, break_words, language: str, floor: float = 0) -> Panel:
    by = splitting(obs, by)
    found = tuple(entry for entry in series_of(obs, by, language, colours))
    if len(found) > 5:
        raise ChartError(f"{obs.record.name}: {len(found)} series of {by}; a figure holds five")
    tall = sum(LINE * (1 + len(labels.wrapped(entry.label, 100, weight=600))) for entry in found) + 50
    return Panel(
        form, plotted(obs, list(found)), by, found, language, max(200, tall),
        draw_lines, _ends, _inside, reach(obs.frame, floor), (16, 22 if form == "dots" else 6),
        heading=chosen(heading, language), break_words=chosen(break_words, language),
    )  # fmt: skip


def draw_lines(axes: Axes, panel: Panel, line: Timeline) -> None:
    """Each stretch a line of its own; a lone value a dot, the last value a marker, provisional values hollow."""
    for entry in panel.series:
        shape = "s" if entry.dashed else "o"
        pieces = axis.segments(entry.rows, line, panel.kind)
        style = {"color": entry.colour, "clip_on": False, "gid": f"series-{entry.code}"}
        for piece in pieces:
            stroke = {"ls": DASH, "dash_capstyle": "butt"} if entry.dashed else {"ls": "-"}
            axes.plot(piece["x"], piece["value"], lw=1.2 if panel.form == "dots" else 2.2, **stroke, **style)
        for place, row in _marked(pieces, panel.form):
            hollow = "P" in row["status"]
            size = 4 if place == "small" else 6
            axes.plot(row["x"], row["value"], shape, color=entry.colour, mfc=PAPER if hollow else entry.colour, ms=size, mew=1.8 if size > 4 else 0, zorder=5, clip_on=False)


def _marked(pieces: list[pd.DataFrame], form: str) -> list[tuple]:
    """The values that get a marker, with its size."""
    rows = [(row, len(piece) == 1) for piece in pieces for _, row in piece.iterrows()]
    many = len(rows) > 40
    provisional = sum("P" in row["status"] for row, _ in rows)
    found = []
    for place, (row, lone) in enumerate(rows, start=1):
        if place == len(rows) or ("P" in row["status"] and provisional < 7) or lone or form == "dots":
            found.append(("small" if many and place < len(rows) else "full", row))
    return found


def _last(entry: Series, panel: Panel, line: Timeline):
    known = entry.rows[entry.rows["value"].notna()]
    row = known.iloc[-1] if len(known) else None
    return row, (line.x(row["period"], panel.kind) if row is not None else None)


def _ends(axes: Axes, panel: Panel, line: Timeline) -> None:
    """Name and value beside the last value of the series that reach the end of the axis."""
    found = []
    for entry in panel.series:
        row, x = _last(entry, panel, line)
        if x == line.last:
            found.append((row["value"], _name_and_value(entry, row, panel), entry.colour))
    beside(axes, line.last, found)


def _name_and_value(entry: Series, row, panel: Panel, year: str = "") -> str:
    name = labels.wrapped(entry.label, 100, weight=600) if len(panel.series) > 1 else []
    return "\n".join([*name, signed(row, panel.unit, panel.language) + year])


def _inside(axes: Axes, panel: Panel, line: Timeline, room: Room) -> None:
    """Names of series that end early; for one stock also the highest value."""
    for entry in panel.series:
        for piece in axis.segments(entry.rows, line, panel.kind):
            room.block_line(piece["x"], piece["value"])
    for entry in panel.series:
        row, x = _last(entry, panel, line)
        if row is not None and x < line.last:
            text = _name_and_value(entry, row, panel, f" ({numbers.period(row['period'], panel.language)})")
            _near(room, text, (x, row["value"]), entry.colour)
        if row is not None and panel.form == "dots" and len(panel.series) == 1:
            top = entry.rows.loc[entry.rows["value"].idxmax()]
            if top["period"] != row["period"]:
                _near(room, signed(top, panel.unit, panel.language), (line.x(top["period"], panel.kind), top["value"]), entry.colour)


def _near(room: Room, text: str, at: tuple, colour: str) -> None:
    half, high = labels.width(text) / 2, LINE * (text.count("\n") + 1)
    right, left = ((side * (half + 8), -high / 2) for side in (1, -1))
    around = [(dx, dy) for dy in (7, -7 - high, 14, -14 - high, 24, -24 - high) for dx in (0, half, -half)]
    spots = [right, *around, left] if "\n" in text else [*around[:1], right, left, *around[1:]]
    room.write(text, at, spots, colour=colour, weight=600)


def _area(axes: Axes, panel: Panel, line: Timeline) -> None:
    """Filled to zero; the stretch counted by another definition is hatched, the last value a marker."""
    entry = panel.series[0]
    pieces = axis.segments(entry.rows, line, panel.kind)
    for piece in pieces:
        other = {"hatch": "////", "hatchcolor": PAPER} if "D" in piece["status"].iloc[0] else {}
        axes.fill_between(piece["x"], piece["value"], facecolor=entry.colour, lw=0, gid=f"series-{entry.code}", **other)
    for _, row in _marked(pieces, panel.form):
        axes.plot(row["x"], row["value"], "o", color=entry.colour, mfc=PAPER if "P" in row["status"] else entry.colour, mew=1.8, clip_on=False)


def _dated_end(axes: Axes, panel: Panel, line: Timeline) -> None:
    row, x = _last(panel.series[0], panel, line)
    text = f"{labels.capital(numbers.period(row['period'], panel.language))}\n{signed(row, panel.unit, panel.language)}"
    beside(axes, x, [(row["value"], text, panel.series[0].colour)])


def _filled(axes: Axes, panel: Panel, line: Timeline, room: Room) -> None:
    for piece in axis.segments(panel.series[0].rows, line, panel.kind):
        for (_, row), (_, after) in zip(piece.iterrows(), piece.iloc[1:].iterrows(), strict=False):
            room.block(row["x"], 0, after["x"], max(row["value"], after["value"]))
