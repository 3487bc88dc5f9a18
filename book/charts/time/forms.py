"""Figures over time: lines, columns, stacked columns, an area, dots for a stock, and panels of these."""

from dataclasses import replace

from book.charts.labels import Words
from book.charts.palette import Colours
from book.charts.series import ChartError, by_category, checked, one_length, splitting
from book.charts.style import Drawing
from book.charts.time.columns import Columns
from book.charts.time.layout import drawing
from book.charts.time.lines import Area, Dots, Lines, LooseDots
from book.charts.time.panel import extent
from book.charts.time.stack import Stacked
from book.data.observations import Observations
from book.data.periods import length

HEIGHTS = {"columns": 165, "dots": 165, "points": 165, "line": 190, "stacked": 230, "area": 190}  # points, among others
LOW, TIER = 106, 175  # points: columns below lines, and one of several tiers


def line(
    obs: Observations, by: str | None = None, *, floor: float = 0, heading: Words = None,
    break_words: Words = None, colours: Colours = None,
) -> Drawing:  # fmt: skip
    """Lines of a flow or a ratio, at most five. `floor` is where the value axis starts: not zero only for a ratio."""
    checked(obs, "flow", "ratio")
    if floor and obs.kind != "ratio":
        raise ChartError(f"{obs.record.name}: the axis of a {obs.kind} starts at zero: leave out floor=")
    return drawing("line", Lines(obs, splitting(obs, by), heading, break_words, colours, extent(obs, floor)))


def dots(
    obs: Observations, by: str | None = None, *, heading: Words = None,
    break_words: Words = None, colours: Colours = None, joined: bool = True,
) -> Drawing:  # fmt: skip
    """A stock: dots joined by a thin line, at most five series; not `joined` where nothing is known between them.

    Such points may also be a ratio.
    """
    checked(obs, *(["stock"] if joined else ["stock", "ratio"]))
    shape = Dots if joined else LooseDots
    return drawing(shape.form, shape(obs, splitting(obs, by), heading, break_words, colours))


def area(obs: Observations, *, heading: Words = None, break_words: Words = None, colours: Colours = None) -> Drawing:
    """One stock counted monthly."""
    checked(obs, "stock")
    if any(length(period) == "year" for period in obs.periods):
        raise ChartError(f"{obs.record.name}: an area is for a stock counted monthly: use dots()")
    return drawing("area", Area(obs, splitting(obs, None), heading, break_words, colours))


def columns(obs: Observations, *, heading: Words = None, break_words: Words = None, colours: Colours = None) -> Drawing:
    """One flow, from zero; numbers on the highest and the last column."""
    one_length(checked(obs, "flow", "ratio"))
    return drawing("columns", Columns(obs, splitting(obs, None), heading, break_words, colours))


def stacked(
    obs: Observations, by: str | None = None, *, heading: Words = None,
    break_words: Words = None, colours: Colours = None,
) -> Drawing:  # fmt: skip
    """Parts of a flow on one another, at most six. Rows of the category `total` give the numbers on the columns."""
    one_length(checked(obs, "flow", "ratio"))
    return drawing("stacked", Stacked(obs, splitting(obs, by), heading, break_words, colours))


def tiers(
    obs: Observations, by: str, lines: str, *, floor: float = 0, break_words: Words = None, colours: Colours = None
) -> Drawing:
    """Lines for each category of `by` (such as two countries), in panels under one another on one scale."""
    scale = extent(checked(obs, "flow", "ratio"), floor)
    made = [
        Lines(part, splitting(part, lines), heading, break_words, colours, scale, TIER)
        for heading, part in by_category(obs, by)
    ]
    return replace(drawing("panels", *made), parts=(obs,))


def panels(*drawings: Drawing) -> Drawing:
    """Drawings over time under one another on the same years, each with a heading."""
    if strange := [entry.form for entry in drawings if not entry.panels]:
        raise ChartError(f"only figures over time join as panels, not {', '.join(strange)}: give it a cell of its own")
    lines = any(entry.form == "line" for entry in drawings)
    heights = HEIGHTS | ({"columns": LOW} if lines else {})
    joined = [replace(panel, given=heights[panel.form]) for entry in drawings for panel in entry.panels]
    return drawing("panels", *joined)
