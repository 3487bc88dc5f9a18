"""Columns over time: from zero, provisional ones outlined, unknown ones left open."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from book.charts import labels
from book.charts.labels import HALO, LINE, Room, note
from book.charts.palette import PAPER
from book.charts.series import ChartError, checked, plotted, series_of, signed, splitting
from book.charts.time.axis import Timeline
from book.charts.time.panel import Panel, chosen, reach
from book.data.observations import Observations
from book.data.periods import months, span


def column_panel(obs: Observations, colours: Mapping | None, heading, break_words, language: str) -> Panel:
    """The panel of columns(); ChartError for a stock or for more than one series."""
    checked(obs, "flow", "ratio")
    refuse_mixed_lengths(obs)
    by = splitting(obs, None)
    found = series_of(obs, by, language, colours)
    if len(found) > 1:
        raise ChartError(f"{obs.record.name}: columns show one series, not {len(found)}; use stacked or line")
    return Panel(
        "columns", plotted(obs, found), by, tuple(found), language, 200,
        _columns, _last_number, _column_numbers, reach(obs.frame), (20, 20), 0.6,
        chosen(heading, language), chosen(break_words, language),
    )  # fmt: skip


def refuse_mixed_lengths(obs: Observations) -> None:
    """Refuse months among years: a column for each would show parts of a year as years."""
    lengths = {months(period) for period in obs.frame["period"].unique()}
    if len(lengths) > 1:
        raise ChartError(f"{obs.record.name}: periods of different length in one figure")


def width_of(period: str, line: Timeline) -> float:
    """Width of a period on the axis."""
    return 1.0 if line.annual else ((span(period)[1] - span(period)[0]).days + 1) / 365.25


def column(axes: Axes, x: float, base: float, value: float, wide: float, colour: str, status: str) -> None:
    """One column or part of it: paper in an outline where provisional, hatched where counted by another definition."""
    provisional = "P" in status
    hatch = {"hatch": "////", "hatchcolor": colour if provisional else PAPER} if "D" in status else {}
    if not provisional:
        axes.bar(x, value, wide, base, color=colour, edgecolor=PAPER, lw=0.9 if base else 0, **hatch)
        return
    low, high = axes.get_ylim()
    up = 1 if value >= 0 else -1
    edge = 0.8 * (high - low) / (axes.bbox.height * 72 / axes.figure.dpi)  # half the outline, so that it stays inside
    inner = max(abs(value) - 2 * edge, 0) * up
    axes.bar(x, inner, wide * 0.94, base + edge * up, facecolor=PAPER, edgecolor=colour, lw=1.6, **hatch)


def _columns(axes: Axes, panel: Panel, line: Timeline) -> None:
    entry = panel.series[0]
    for _, row in entry.rows[entry.rows["value"].notna()].iterrows():
        wide = 0.66 * width_of(row["period"], line)
        column(axes, line.x(row["period"], panel.kind), 0, row["value"], wide, entry.colour, row["status"])


def _last_number(axes: Axes, panel: Panel, line: Timeline) -> None:
    """The number on the last column, where it has to lean out of the panel because the column before is higher."""
    rows = panel.series[0].rows.dropna(subset=["value"])
    lean_out(axes, panel, line, rows, rows["value"].tolist(), panel.series[0].colour)


def lean_out(axes: Axes, panel: Panel, line: Timeline, rows: pd.DataFrame, tops: list[float], colour: str) -> None:
    """Write the last of the numbers from the left edge of its column, if the one before stands in its way."""
    if len(rows) < 2 or tops[-2] <= tops[-1] or tops[-1] < 0:
        return
    last, room = rows.iloc[-1], Room(axes)
    x, half = line.x(last["period"], panel.kind), 0.33 * width_of(last["period"], line)
    text = signed(last, panel.unit, panel.language)
    before = line.x(rows.iloc[-2]["period"], panel.kind) + half
    if room.points(x, 0)[0] - room.points(before, 0)[0] < labels.width(text) / 2 + 2:
        note(axes, text, (x - half, tops[-1]), (0, 3 + LINE / 2), colour, weight=600, path_effects=HALO, gid="last")


def written(axes: Axes) -> bool:
    """True where the last number already leans out of the panel."""
    return any(text.get_gid() == "last" for text in axes.texts)


def _column_numbers(axes: Axes, panel: Panel, line: Timeline, room: Room) -> None:
    rows = panel.series[0].rows.dropna(subset=["value"])
    for _, row in rows.iterrows():
        half = 0.33 * width_of(row["period"], line)
        x = line.x(row["period"], panel.kind)
        room.block(x - half, 0, x + half, row["value"])
    last = [] if written(axes) else [rows.index[-1]]
    for place in dict.fromkeys([rows["value"].idxmax(), *last]):
        row = rows.loc[place]
        number_on(room, signed(row, panel.unit, panel.language), row, row["value"], panel, line, panel.series[0].colour)


def number_on(room: Room, text: str, row, value: float, panel: Panel, line: Timeline, colour: str) -> None:
    """A number above its column (below a negative one), moved to the free side where a neighbour is higher."""
    x = line.x(row["period"], panel.kind)
    half = 0.33 * width_of(row["period"], line)
    aside = labels.width(text) / 2 - (room.points(x + half, 0)[0] - room.points(x, 0)[0])
    up = 3 if value >= 0 else -3 - LINE
    room.write(text, (x, value), [(0, up), (aside, up), (-aside, up)], colour=colour, weight=600)
