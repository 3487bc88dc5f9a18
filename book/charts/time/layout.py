"""Panels under one another over the same years."""

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import Data
from book.charts.room import Room
from book.charts.style import Drawing
from book.charts.time import axis, notices
from book.charts.time.axis import Timeline
from book.charts.time.panel import Panel
from book.data.periods import length


def drawing(form: str, *panels: Panel) -> Drawing:
    """A drawing of panels under one another over the same years; those without values are left out."""

    def paint(figure: Figure, language: str) -> None:
        if shown := [replace(panel, language=language) for panel in panels if not panel.empty]:
            _paint(figure, shown)

    return Drawing(form, tuple(panel.plotted for panel in panels), paint, panels)


def _paint(figure: Figure, panels: Sequence[Panel]) -> None:
    """Marks first, then what is written beside them, then what is written between them, where there is room."""
    heights = [panel.height for panel in panels]
    figure.set_figheight(sum(heights) / 72)
    grid = figure.subplots(len(panels), 1, sharex=True, squeeze=False, height_ratios=heights)[:, 0]
    line = axis.timeline([(panel.observations.periods, panel.kind) for panel in panels])
    pad = _pad(panels, line)
    for axes, panel in zip(grid, panels, strict=True):
        panel.scale_values(axes)
        axes.set_title(panel.title(line, panels), fontsize=labels.SIZE, linespacing=1.15)
        panel.draw(axes, line)
        axes.set_xlim(line.first - pad, line.last + pad)
    _label_years(grid, panels, line, pad)
    figure.draw_without_rendering()
    for axes, panel in zip(grid, panels, strict=True):
        panel.label_edge(axes, line)
    _label_years(grid, panels, line, pad)
    for axes, panel in zip(grid, panels, strict=True):
        room = Room(axes)
        panel.label_inside(axes, line, room)
        notices.write_breaks(room, panel.breaks(line))
        notices.write_missing(room, panel.missing(line), panel.language)


def _pad(panels: Sequence[Panel], line: Timeline) -> Data:
    """Room left and right of the first and last place; few columns do not grow wider than those of six years."""
    step = 1 if line.annual else line.step
    pad = max(panel.pad for panel in panels)
    bars = [panel for panel in panels if panel.bars]
    if not line.annual and any(
        all(length(period) == "year" for period in panel.observations.periods) for panel in bars
    ):
        return max(pad * step, 0.5)  # a column stands in the middle of its year
    few = (6 - (line.last - line.first) / step) / 2 if bars else 0
    return max(pad, few) * step


def _label_years(grid: Sequence[Axes], panels: Sequence[Panel], line: Timeline, pad: Data) -> None:
    grid[0].figure.draw_without_rendering()
    provisional = set().union(*(panel.provisional(line) for panel in panels))
    axis.write_years(grid[-1], line, provisional if line.annual else (), pad)
    for axes, panel in zip(grid, panels, strict=True):
        if axes is not grid[-1] or panel.reach[0] < 0:
            axes.tick_params(axis="x", which="both", size=0)
