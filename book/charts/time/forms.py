"""Figures over time: lines, columns, stacked columns, an area, dots for a stock, and panels of these."""

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts.labels import SIZE, Data, Words
from book.charts.layout import grid_of, settle
from book.charts.palette import Colours, hollow_in
from book.charts.room import Room
from book.charts.series import ChartError, by_category, checked, one_length, splitting
from book.charts.style import Drawing
from book.charts.time import axis
from book.charts.time.axis import Timeline
from book.charts.time.columns import Columns
from book.charts.time.lines import Area, Dots, Lines, LooseDots
from book.charts.time.panel import Panel, extent
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


def drawing(form: str, *panels: Panel) -> Drawing:
    """A drawing of panels under one another over the same years; those without values are left out."""

    def paint(figure: Figure, language: str) -> None:
        hollow = hollow_in(*(panel.observations for panel in panels))
        if shown := [replace(panel, language=language, hollow=hollow) for panel in panels if not panel.empty]:
            _paint(figure, shown)

    return Drawing(form, tuple(panel.plotted for panel in panels), paint, panels)


def _paint(figure: Figure, panels: Sequence[Panel]) -> None:
    """Marks first, then what is written beside them, then what is written between them, where there is room."""
    heights = [panel.height for panel in panels]
    figure.set_figheight(sum(heights) / 72)
    grid = grid_of(figure, len(panels), sharex=True, height_ratios=heights)[:, 0]
    line = axis.timeline([(panel.observations.periods, panel.kind) for panel in panels])
    pad = _pad(panels, line)
    for axes, panel in zip(grid, panels, strict=True):
        panel.scale_values(axes)
        axes.set_title(panel.title(line, panels), fontsize=SIZE, linespacing=1.15)
        panel.draw(axes, line)
        axes.set_xlim(line.first - pad, line.last + pad)
    _label_years(grid, panels, line, pad)
    settle(figure)
    for axes, panel in zip(grid, panels, strict=True):
        panel.label_edge(axes, line)
    settle(figure)
    _label_years(grid, panels, line, pad)
    for axes, panel in zip(grid, panels, strict=True):
        room = Room(axes)
        panel.label_inside(axes, line, room)
        room.write_breaks(panel.breaks(line))
        room.write_missing(panel.missing(line), panel.language)


def _pad(panels: Sequence[Panel], line: Timeline) -> Data:
    """Room left and right of the first and last place; few columns do not grow wider than those of six years."""
    step = 1 if line.annual else line.step
    pad = max(panel.pad for panel in panels)
    bars = [panel for panel in panels if panel.bars]
    if not line.annual and any({*map(length, panel.observations.periods)} == {"year"} for panel in bars):
        return max(pad * step, 0.5)  # a column stands in the middle of its year
    few = (6 - (line.last - line.first) / step) / 2 if bars else 0
    return max(pad, few) * step


def _label_years(grid: Sequence[Axes], panels: Sequence[Panel], line: Timeline, pad: Data) -> None:
    provisional = set().union(*(panel.provisional(line) for panel in panels))
    axis.write_years(grid[-1], line, provisional if line.annual else (), pad)
    for axes, panel in zip(grid, panels, strict=True):
        if axes is not grid[-1] or panel.reach[0] < 0:
            axes.tick_params(axis="x", which="both", size=0)
