"""Figures over time: lines, columns, stacked columns, an area, dots for a stock, and panels of these."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from book.charts.series import ChartError, checked, label
from book.charts.style import Drawing
from book.charts.time.columns import column_panel
from book.charts.time.lines import block_area, draw_area, line_panel, write_dated_end
from book.charts.time.panel import Panel, drawing, reach
from book.charts.time.stack import stacked_panel
from book.data.observations import Observations
from book.data.periods import length

Words = str | Mapping[str, str] | None


def line(
    obs: Observations, by: str | None = None, *, floor: float = 0, heading: Words = None,
    break_words: Words = None, colours: Mapping[str, str] | None = None,
) -> Drawing:  # fmt: skip
    """Lines of a flow or a ratio, at most five. `floor` is where the value axis starts: not zero only for a ratio."""
    checked(obs, "flow", "ratio")
    if floor and obs.kind != "ratio":
        raise ChartError("only a ratio may have an axis that does not start at zero")
    return drawing("line", [partial(line_panel, "line", obs, by, colours, heading, break_words, floor=floor)])


def dots(
    obs: Observations, by: str | None = None, *, heading: Words = None,
    break_words: Words = None, colours: Mapping[str, str] | None = None, joined: bool = True,
) -> Drawing:  # fmt: skip
    """A stock: dots joined by a thin line, at most five series; not `joined` where nothing is known between them.

    Such points may also be a ratio.
    """
    checked(obs, *(["stock"] if joined else ["stock", "ratio"]))
    form = "dots" if joined else "points"
    return drawing(form, [partial(line_panel, form, obs, by, colours, heading, break_words)])


def area(
    obs: Observations, *, heading: Words = None, break_words: Words = None,
    colours: Mapping[str, str] | None = None,
) -> Drawing:  # fmt: skip
    """One stock counted monthly."""
    checked(obs, "stock")
    if any(length(period) == "year" for period in obs.periods):
        raise ChartError(f"{obs.record.name}: an area is for a stock counted monthly")
    make = partial(line_panel, "area", obs, None, colours, heading, break_words)
    if len(make("en").series) > 1:
        raise ChartError(f"{obs.record.name}: an area shows one series, not {len(make('en').series)}")
    return drawing(
        "area",
        [
            lambda language: replace(
                make(language), height=236, marks=draw_area, edge=write_dated_end, inside=block_area
            )
        ],
    )


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


def tiers(
    obs: Observations, by: str, lines: str, *, floor: float = 0, break_words: Words = None,
    colours: Mapping[str, str] | None = None,
) -> Drawing:  # fmt: skip
    """Lines for each category of `by` (such as two countries), in panels under one another on one scale."""
    checked(obs, "flow", "ratio")
    codes = obs.ordered(by)
    reached = reach(obs.frame, floor)

    def panel(code: str, language: str) -> Panel:
        part = replace(obs, frame=obs.frame[obs.frame[by] == code].reset_index(drop=True))
        made = line_panel("line", part, lines, colours, label(obs, by, code, language), break_words, language, floor)
        return replace(made, reach=reached) if part.frame["value"].notna().any() else made

    made = drawing("panels", [partial(panel, code) for code in codes], {"line": 175})
    return replace(made, parts=(obs,))


def panels(*drawings: Drawing) -> Drawing:
    """Drawings over time under one another on the same years, each with a heading."""
    if not all(entry.panels for entry in drawings):
        raise ChartError(f"only figures over time join as panels, not {', '.join(entry.form for entry in drawings)}")
    lines = any(entry.form == "line" for entry in drawings)
    heights = {"columns": 106 if lines else 165, "dots": 165, "points": 165, "line": 190, "stacked": 230, "area": 190}
    return drawing("panels", [make for entry in drawings for make in entry.panels], heights)
