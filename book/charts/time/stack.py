"""Stacked columns: parts of a flow on one another, named beside the last column, with the published total on top."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
from matplotlib.axes import Axes

from book.charts import labels
from book.charts.labels import LINE, Room, beside
from book.charts.palette import INK
from book.charts.series import ChartError, as_parts, checked, plotted, series_of, signed, splitting
from book.charts.time.axis import Timeline
from book.charts.time.columns import column, lean_out, number_on, refuse_mixed_lengths, width_of, written
from book.charts.time.panel import Panel, chosen, reach
from book.data.observations import Observations
from book.data.periods import span


def stacked_panel(
    obs: Observations, by: str | None, colours: Mapping | None, heading, break_words, language: str
) -> Panel:
    """The panel of stacked(); ChartError for a stock, a negative value or more than six parts."""
    checked(obs, "flow", "ratio")
    refuse_mixed_lengths(obs)
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


def _stacks(axes: Axes, panel: Panel, line: Timeline) -> None:
    tops = stacks(panel.observations, panel.by)
    base = dict.fromkeys(tops.index, 0.0)
    for entry in panel.series:
        if entry.code == "total":
            continue
        for _, row in entry.rows[entry.rows["period"].isin(tops.index)].iterrows():
            period = row["period"]
            column(
                axes,
                line.x(period, panel.kind),
                base[period],
                row["value"],
                0.78 * width_of(period, line),
                entry.colour,
                row["status"],
            )
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
    beside(axes, line.last + 0.4 * width_of(panel.observations.periods[-1], line), entries, 5, top + 3)
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
        half = 0.39 * width_of(period, line)
        room.block(line.x(period, panel.kind) - half, 0, line.x(period, panel.kind) + half, top)
    rows = _totals(panel)
    places = [rows["value"].idxmax(), *([] if written(axes) else [rows.index[-1]])] if len(rows) else []
    for place in dict.fromkeys(places):
        row = rows.loc[place]
        number_on(room, signed(row, panel.unit, panel.language), row, tops[row["period"]], panel, line, INK)
