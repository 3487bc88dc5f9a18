"""Columns over time, single and stacked: from zero, provisional ones outlined, unknown ones left open."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from book.charts import labels
from book.charts.axis import Timeline
from book.charts.labels import HALO, LINE, Room, beside, note
from book.charts.palette import INK, PAPER
from book.charts.panel import Panel, chosen, reach
from book.charts.series import ChartError, as_parts, checked, plotted, series_of, signed, splitting
from book.observations import Observations, span


def column_panel(obs: Observations, colours: Mapping | None, heading, break_words, language: str) -> Panel:
    """The panel of columns(); ChartError for a stock or for more than one series."""
    checked(obs, "flow", "ratio")
    _refuse_mixed_lengths(obs)
    by = splitting(obs, None)
    found = series_of(obs, by, language, colours)
    if len(found) > 1:
        raise ChartError(f"{obs.record.name}: columns show one series, not {len(found)}; use stacked or line")
    return Panel(
        "columns", plotted(obs, found), by, tuple(found), language, 200,
        _columns, _last_number, _column_numbers, reach(obs.frame), (20, 20), 0.6,
        chosen(heading, language), chosen(break_words, language),
    )  # fmt: skip


def stacked_panel(obs: Observations, by: str | None, colours: Mapping | None, heading, break_words, language: str) -> Panel:
    """The panel of stacked(); ChartError for a stock, a negative value or more than six parts."""
    checked(obs, "flow", "ratio")
    _refuse_mixed_lengths(obs)
    by = splitting(obs, by)
    found = as_parts(series_of(obs, by, language, colours))
    parts = [entry for entry in found if entry.code != "total"]
    if len(parts) > 6:
        raise ChartError(f"{obs.record.name}: {len(parts)} parts of {by}; a column holds five and the rest")
    if (obs.frame["value"] < 0).any():
        raise ChartError(f"{obs.record.name}: a negative value cannot be part of a column")
    whole = stacks(obs, by)
    known = pd.DataFrame({"value": whole.max(axis=1) if len(whole) else []}, dtype=float)
    tall = sum(LINE * len(labels.wrapped(entry.label, 100, weight=600)) for entry in parts) + 60
    return Panel(
        "stacked", plotted(obs, found), by, tuple(found), language, max(290, tall),
        _stacks, _part_names, _stack_numbers, reach(known), (0, 20), 0.6,
        chosen(heading, language), chosen(break_words, language),
    )  # fmt: skip


def _refuse_mixed_lengths(obs: Observations) -> None:
    lengths = {round((span(period)[1] - span(period)[0]).days / 30.4) for period in obs.frame["period"].unique()}
    if len(lengths) > 1:
        raise ChartError(f"{obs.record.name}: periods of different length in one figure")


def stacks(obs: Observations, by: str) -> pd.DataFrame:
    """Running sums, a row per period and a column per part; only periods of which every part has a figure.

    A part without a row before its own first one did not exist yet and counts as nothing.
    """
    parts = obs.frame[obs.frame[by] != "total"]
    table = parts.pivot(index="period", columns=by, values="value").reindex(columns=list(dict.fromkeys(parts[by])))
    told = parts.pivot(index="period", columns=by, values="status").reindex(columns=table.columns).notna()
    table = table.loc[sorted(table.index, key=span)]
    for code in table:
        rows = told.loc[table.index, code].astype(bool)
        table.loc[~rows.cummax(), code] = 0
    return table.dropna().cumsum(axis=1)


def _width(period: str, line: Timeline) -> float:
    return 1.0 if line.annual else ((span(period)[1] - span(period)[0]).days + 1) / 365.25


def _box(axes: Axes, x: float, base: float, value: float, wide: float, colour: str, status: str) -> None:
    """One column or part of it: paper in an outline where provisional, hatched where counted by another definition."""
    other = "D" in status
    if "P" not in status:
        axes.bar(x, value, wide, base, color=colour, edgecolor=PAPER, lw=0.9 if base else 0, hatch="////" if other else None, hatchcolor=PAPER)
        return
    low, high = axes.get_ylim()
    edge = (high - low) / (axes.bbox.height * 72 / axes.figure.dpi) * 0.8
    inner = max(abs(value) - 2 * edge, 0) * (1 if value >= 0 else -1)
    bottom = base + edge * (1 if value >= 0 else -1)
    axes.bar(x, inner, wide * 0.94, bottom, facecolor=PAPER, edgecolor=colour, lw=1.6, hatch="////" if other else None, hatchcolor=colour)


def _columns(axes: Axes, panel: Panel, line: Timeline) -> None:
    entry = panel.series[0]
    for _, row in entry.rows[entry.rows["value"].notna()].iterrows():
        wide = 0.66 * _width(row["period"], line)
        _box(axes, line.x(row["period"], panel.kind), 0, row["value"], wide, entry.colour, row["status"])


def _last_number(axes: Axes, panel: Panel, line: Timeline) -> None:
    """The number on the last column, where it has to lean out of the panel because the column before is higher."""
    rows = panel.series[0].rows.dropna(subset=["value"])
    lean_out(axes, panel, line, rows, rows["value"].tolist(), panel.series[0].colour)


def lean_out(axes: Axes, panel: Panel, line: Timeline, rows: pd.DataFrame, tops: list[float], colour: str) -> None:
    """Write the last of the numbers from the left edge of its column, if the one before stands in its way."""
    if len(rows) < 2 or tops[-2] <= tops[-1] or tops[-1] < 0:
        return
    last, room = rows.iloc[-1], Room(axes)
    x, half = line.x(last["period"], panel.kind), 0.33 * _width(last["period"], line)
    text = signed(last, panel.unit, panel.language)
    before = line.x(rows.iloc[-2]["period"], panel.kind) + half
    if room.points(x, 0)[0] - room.points(before, 0)[0] < labels.width(text) / 2 + 2:
        note(axes, text, (x - half, tops[-1]), (0, 3 + LINE / 2), colour, weight=600, path_effects=HALO, gid="last")


def _written(axes: Axes) -> bool:
    return any(text.get_gid() == "last" for text in axes.texts)


def _column_numbers(axes: Axes, panel: Panel, line: Timeline, room: Room) -> None:
    rows = panel.series[0].rows.dropna(subset=["value"])
    for _, row in rows.iterrows():
        half = 0.33 * _width(row["period"], line)
        x = line.x(row["period"], panel.kind)
        room.block(x - half, 0, x + half, row["value"])
    last = [] if _written(axes) else [rows.index[-1]]
    for place in dict.fromkeys([rows["value"].idxmax(), *last]):
        row = rows.loc[place]
        number_on(room, signed(row, panel.unit, panel.language), row, row["value"], panel, line, panel.series[0].colour)


def number_on(room: Room, text: str, row, value: float, panel: Panel, line: Timeline, colour: str) -> None:
    """A number above its column (below a negative one), moved to the free side where a neighbour is higher."""
    x = line.x(row["period"], panel.kind)
    half = 0.33 * _width(row["period"], line)
    aside = labels.width(text) / 2 - (room.points(x + half, 0)[0] - room.points(x, 0)[0])
    up = 3 if value >= 0 else -3 - LINE
    room.write(text, (x, value), [(0, up), (aside, up), (-aside, up)], colour=colour, weight=600)


def _stacks(axes: Axes, panel: Panel, line: Timeline) -> None:
    tops = stacks(panel.observations, panel.by)
    base = dict.fromkeys(tops.index, 0.0)
    for entry in panel.series:
        if entry.code == "total":
            continue
        for _, row in entry.rows[entry.rows["period"].isin(tops.index)].iterrows():
            period = row["period"]
            _box(axes, line.x(period, panel.kind), base[period], row["value"], 0.78 * _width(period, line), entry.colour, row["status"])
            base[period] = tops.loc[period, entry.code]


def _part_names(axes: Axes, panel: Panel, line: Timeline) -> None:
    """The parts' names right of the last column, at the height of its parts."""
    last = stacks(panel.observations, panel.by).iloc[-1]
    entries, low = [], 0.0
    for entry in panel.series:
        if entry.code != "total":
            name = "\n".join(labels.wrapped(entry.label, 100, weight=600))
            entries.append(((low + last[entry.code]) / 2, name, entry.colour))
            low = last[entry.code]
    top = Room(axes).points(line.last, low)[1]
    beside(axes, line.last + 0.4 * _width(panel.observations.periods[-1], line), entries, 5, top + 3)
    if len(rows := _totals(panel)):
        tops = stacks(panel.observations, panel.by).max(axis=1)
        lean_out(axes, panel, line, rows, [tops[period] for period in rows["period"]], INK)


def _totals(panel: Panel) -> pd.DataFrame:
    """Observations of the published total, of the periods that have a column."""
    whole = stacks(panel.observations, panel.by).index
    rows = [entry.rows for entry in panel.series if entry.code == "total"]
    return rows[0][rows[0]["period"].isin(whole)].dropna(subset=["value"]) if rows else pd.DataFrame()


def _stack_numbers(axes: Axes, panel: Panel, line: Timeline, room: Room) -> None:
    tops = stacks(panel.observations, panel.by).max(axis=1)
    for period, top in tops.items():
        half = 0.39 * _width(period, line)
        room.block(line.x(period, panel.kind) - half, 0, line.x(period, panel.kind) + half, top)
    rows = _totals(panel)
    places = [rows["value"].idxmax(), *([] if _written(axes) else [rows.index[-1]])] if len(rows) else []
    for place in dict.fromkeys(places):
        row = rows.loc[place]
        number_on(room, signed(row, panel.unit, panel.language), row, tops[row["period"]], panel, line, INK)
