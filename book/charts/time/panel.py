"""A panel over time: what line, columns, stacked, area and dots share, alone or under one another."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from book.charts.labels import Data, Points, Words, fixed, folded, in_language
from book.charts.palette import INK, Colours
from book.charts.room import Room
from book.charts.series import Series, at_most, axis_numbers, series_of
from book.charts.time import axis
from book.charts.time.axis import Timeline
from book.data.observations import Observations
from book.data.periods import length
from book.language import names, numbers
from book.language.words import capital

FRAME: Points = 26  # of a panel's height, which the years below it take
WIDEST: Points = 336  # a heading wraps before the edge of the drawing


@dataclass(frozen=True)
class Panel(ABC):
    """What one panel shows: a series for each category of `by`.

    `scale` is the lowest and highest value of its axis where it shares one, `given` its height among others, `hollow`
    the statuses that its figure draws hollow.
    """

    observations: Observations
    by: str
    heading: Words = None
    break_words: Words = None
    colours: Colours = None
    scale: tuple[Data, Data] | None = None
    given: Points = 0
    hollow: frozenset[str] = frozenset()
    language: str = "en"

    form: ClassVar[str]
    own_height: ClassVar[Points] = 200  # what it needs alone
    most: ClassVar[int] = 5  # series
    instead: ClassVar[str] = "choose with where()"  # of more
    air: ClassVar[tuple[Points, Points]] = (0, 6)  # kept free below and above the values for numbers
    pad: ClassVar[float] = 0.4  # steps kept free left of the first place and right of the last
    bars: ClassVar[bool] = False  # marks that are as wide as their period

    def __post_init__(self) -> None:
        """Refuse more series than the form holds, with ChartError."""
        at_most(self.most, self.observations.ordered(self.by), self.observations, self.by, self.instead)

    @abstractmethod
    def draw(self, axes: Axes, line: Timeline) -> None:
        """Draw the marks."""

    @abstractmethod
    def label_edge(self, axes: Axes, line: Timeline) -> None:
        """Write what stands beside the marks, so that the axes can make room for it."""

    @abstractmethod
    def label_inside(self, axes: Axes, line: Timeline, room: Room) -> None:
        """Write what stands between the marks, where there is room."""

    @cached_property
    def series(self) -> tuple[Series, ...]:
        """Its series in plotted order."""
        return tuple(series_of(self.observations, self.by, self.language, self.colours))

    @cached_property
    def plotted(self) -> Observations:
        """Its observations in plotted order."""
        frames = [entry.rows for entry in self.series]
        return replace(self.observations, frame=pd.concat(frames, ignore_index=True)) if frames else self.observations

    @property
    def height(self) -> Points:
        """The height it is given among others, else its own."""
        return self.given or self.own_height

    @property
    def kind(self) -> str:
        """The kind that gives a period its place: a ratio of a day stands where a stock of that day does."""
        kind, periods = self.observations.kind, self.observations.periods
        return "stock" if kind == "ratio" and periods and all(length(period) == "day" for period in periods) else kind

    @property
    def unit(self) -> str:
        return self.observations.unit

    @property
    def empty(self) -> bool:
        """True where nothing has a value to draw."""
        return bool(self.observations.frame["value"].isna().all())

    @property
    def reach(self) -> tuple[Data, Data]:
        """Lowest and highest value of its axis."""
        return self.scale or extent(self.observations)

    def title(self, line: Timeline, among: "Sequence[Panel]") -> str:
        """What stands above it: its own words, else among several what it shows and how it belongs to its time."""
        own, key = in_language(self.heading, self.language), axis.when(line, self.observations.periods, self.kind)
        if len(among) == 1 and not own and key != "turn":
            return ""
        dated = len({panel.kind for panel in among}) > 1 or (self.kind == "stock" and len(among) > 1) or key == "turn"
        text = own or self._what()
        if dated:
            text = f"{fixed(key, self.language)}: {text[:1].lower() + text[1:] if text[1:2].islower() else text}"
        return folded(capital(text), WIDEST, 600)

    def _what(self) -> str:
        record, codes = self.observations.record, self.plotted.frame["measure"].unique()
        words = [names.category(record, "measure", code, self.language) for code in codes]
        return f" {fixed('and', self.language)} ".join(words) if len(words) < 3 else record.title[self.language]

    def breaks(self, line: Timeline) -> dict[Data, str]:
        """Where some series changes what it counts, and the words for it."""
        found: dict[Data, str] = {}
        for entry in self.series:
            found |= axis.breaks(entry.rows, line, self.kind)
        own = in_language(self.break_words, self.language)
        return {x: own or fixed(key, self.language) for x, key in found.items()}

    def missing(self, line: Timeline) -> list[tuple[Data, Data]]:
        """First and last of the places that stay open, in runs."""
        frame = self.observations.frame
        told = {period: line.x(period, self.kind) for period in frame["period"]}
        known = {told[period] for period in frame.loc[frame["value"].notna(), "period"]}
        return axis.missing(known, line, told.values())

    def provisional(self, line: Timeline) -> set[int]:
        """The years with a provisional value."""
        frame = self.observations.frame
        rows = frame[frame["status"].str.contains("P") & frame["value"].notna()]
        return {int(line.x(period, self.kind)) for period in rows["period"]}

    def scale_values(self, axes: Axes) -> None:
        """Limits with air for numbers, and at most five round values in the language's format."""
        low, high = self.reach
        high = high if high > low else low + 1
        inner = self.height - FRAME - (16 if in_language(self.heading, self.language) else 0)
        per_point = (high - low) / (inner - sum(self.air))
        bottom = low - self.air[0] * per_point if low < 0 else low
        top = high + self.air[1] * per_point
        whole = self.unit not in numbers.RATIOS
        locator = MaxNLocator(4 if inner > 100 else 2, steps=[1, 2, 2.5, 5, 10], integer=whole, min_n_ticks=2)
        ticks = [round(float(tick), 6) for tick in locator.tick_values(low, high) if bottom <= tick <= top]
        axes.set_ylim(bottom, top)
        axes.set_yticks(ticks, axis_numbers(ticks, self.unit, self.language))
        if low < 0:
            axes.axhline(0, color=INK, lw=0.8, zorder=2)
            axes.spines["bottom"].set_visible(False)


def extent(obs: Observations, floor: Data = 0) -> tuple[Data, Data]:
    """Lowest and highest value with `floor` included."""
    values = [floor, *obs.frame["value"].dropna()]
    return min(values), max(values)
