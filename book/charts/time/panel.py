"""Panels over one time axis: the frame that line, columns, stacked, area and dots share, alone or under one another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from book.charts import labels
from book.charts.labels import Room
from book.charts.palette import INK
from book.charts.series import Series
from book.charts.style import Drawing
from book.charts.time import axis, notices
from book.charts.time.axis import Timeline
from book.data.observations import Observations
from book.data.periods import length
from book.language import numbers

FRAME = 26  # points of a panel's height that the years below it take


@dataclass(frozen=True)
class Panel:
    """What one panel shows. `marks` draws it, `edge` writes beside it, `inside` writes in it, in that order.

    `reach` is the lowest and highest value, `air` the points kept free below and above for numbers.
    """

    form: str
    observations: Observations
    by: str
    series: tuple[Series, ...]
    language: str
    height: float
    marks: Callable
    edge: Callable
    inside: Callable
    reach: tuple[float, float]
    air: tuple[float, float] = (0, 6)
    pad: float = 0.4
    heading: str = ""
    break_words: str = ""

    @property
    def kind(self) -> str:
        """The kind that gives a period its place: a ratio of a day stands where a stock of that day does."""
        kind, periods = self.observations.kind, self.observations.periods
        return "stock" if kind == "ratio" and periods and all(length(period) == "day" for period in periods) else kind

    @property
    def unit(self) -> str:
        return self.observations.unit

    def known(self, line: Timeline) -> set[float]:
        """Places where some series has a value."""
        frame = self.observations.frame
        return {line.x(period, self.kind) for period in frame.loc[frame["value"].notna(), "period"].unique()}


def drawing(form: str, makers: Sequence[Callable[[str], Panel]], heights: Mapping[str, float] | None = None) -> Drawing:
    """A drawing of panels under one another over the same years; `heights` of the forms where not their own.

    A maker gives the panel in a language; it is called once now, so that what may not be drawn is refused at once.
    """

    def paint(figure: Figure, language: str) -> None:
        panels = [panel for panel in (make(language) for make in makers) if panel.reach[0] <= panel.reach[1]]
        if panels:
            paint_panels(figure, [replace(panel, height=_height(panel, heights or {})) for panel in panels])

    parts = tuple(make("en").observations for make in makers)
    return Drawing(form, parts, paint, tuple(makers))


def _height(panel: Panel, heights: Mapping[str, float]) -> float:
    """The height for its form; where the names of four or five lines need more, its own."""
    wanted = heights.get(panel.form, panel.height)
    return max(wanted, panel.height) if len(panel.series) > 3 and panel.form in ("line", "dots") else wanted


def paint_panels(figure: Figure, panels: Sequence[Panel]) -> None:
    """Marks first, then what is written beside them, then what is written between them, where there is room."""
    figure.set_figheight(sum(panel.height for panel in panels) / 72)
    grid = figure.subplots(
        len(panels), 1, sharex=True, squeeze=False, height_ratios=[panel.height for panel in panels]
    )[:, 0]
    line = axis.timeline([(panel.observations.periods, panel.kind) for panel in panels])
    pad = _pad(panels, line)
    for axes, panel in zip(grid, panels, strict=True):
        scale_values(axes, panel, line)
        axes.set_title(notices.heading(panel, panels, line), fontsize=labels.SIZE, linespacing=1.15)
        panel.marks(axes, panel, line)
        axes.set_xlim(line.first - pad, line.last + pad)
    _label_years(grid, panels, line, pad)
    figure.draw_without_rendering()
    for axes, panel in zip(grid, panels, strict=True):
        panel.edge(axes, panel, line)
    _label_years(grid, panels, line, pad)
    for axes, panel in zip(grid, panels, strict=True):
        room = Room(axes)
        panel.inside(axes, panel, line, room)
        notices.write_breaks(axes, panel, line, room)
        notices.write_missing(panel, line, room)


def _pad(panels: Sequence[Panel], line: Timeline) -> float:
    """Room left and right of the first and last place; few columns do not grow wider than those of six years."""
    step = 1 if line.annual else line.step
    pad = max(panel.pad for panel in panels)
    if not line.annual and any(panel.form in ("columns", "stacked") and _whole_years(panel) for panel in panels):
        return max(pad * step, 0.5)  # a column stands in the middle of its year
    few = (
        (6 - (line.last - line.first) / step) / 2
        if any(panel.form in ("columns", "stacked") for panel in panels)
        else 0
    )
    return max(pad, few) * step


def _whole_years(panel: Panel) -> bool:
    return all(length(period) == "year" for period in panel.observations.periods)


def _label_years(grid: Sequence[Axes], panels: Sequence[Panel], line: Timeline, pad: float) -> None:
    grid[0].figure.draw_without_rendering()
    provisional = set()
    for panel in panels:
        frame = panel.observations.frame
        rows = frame[frame["status"].str.contains("P") & frame["value"].notna()]
        provisional |= {int(line.x(period, panel.kind)) for period in rows["period"]}
    axis.write_years(grid[-1], line, provisional if line.annual else (), pad)
    for axes, panel in zip(grid, panels, strict=True):
        if axes is not grid[-1] or panel.reach[0] < 0:
            axes.tick_params(axis="x", which="both", size=0)


def scale_values(axes: Axes, panel: Panel, line: Timeline) -> None:
    """Limits with air for numbers, and at most five round values in the language's format."""
    low, high = panel.reach
    high = high if high > low else low + 1
    inner = panel.height - FRAME - (16 if panel.heading else 0)
    per_point = (high - low) / (inner - sum(panel.air))
    bottom = low - panel.air[0] * per_point if low < 0 else low
    top = high + panel.air[1] * per_point
    whole = panel.unit not in numbers.RATIOS
    locator = MaxNLocator(4 if inner > 100 else 2, steps=[1, 2, 2.5, 5, 10], integer=whole, min_n_ticks=2)
    ticks = [round(float(tick), 6) for tick in locator.tick_values(low, high) if bottom <= tick <= top]
    axes.set_ylim(bottom, top)
    axes.set_yticks(ticks, axis_numbers(ticks, panel.unit, panel.language))
    if low < 0:
        axes.axhline(0, color=INK, lw=0.8, zorder=2)
        axes.spines["bottom"].set_visible(False)


def axis_numbers(ticks: Sequence[float], unit: str, language: str) -> list[str]:
    """The values of an axis; all with a decimal where one needs it."""
    decimals = 0 if all(float(tick).is_integer() for tick in ticks) else 1
    return [numbers.count(tick, language, decimals) + ("%" if unit == "percent" else "") for tick in ticks]


def reach(frame: pd.DataFrame, floor: float = 0) -> tuple[float, float]:
    """Lowest and highest value with `floor` included; (0, -1) where nothing has a value."""
    values = frame["value"].dropna()
    return (min(floor, values.min()), max(floor, values.max())) if len(values) else (0, -1)


def chosen(text: str | Mapping[str, str] | None, language: str) -> str:
    """Words given for one language or as a pair {en, nl}."""
    return (text.get(language, "") if isinstance(text, Mapping) else text) or ""
