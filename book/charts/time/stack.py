"""Stacked columns: parts of a flow on one another, named beside the last column, with the published total on top."""

from functools import cached_property

import pandas as pd
from matplotlib.axes import Axes

from book.charts import labels
from book.charts.labels import Data, Points, beside
from book.charts.marks import locate
from book.charts.palette import INK
from book.charts.room import Room
from book.charts.series import ChartError, Series, as_parts, at_most, series_of
from book.charts.time.axis import Timeline
from book.charts.time.columns import Columns, column, width_of
from book.data.observations import Observations
from book.data.periods import span


class Stacked(Columns):
    """The parts of a column on one another, at most six; ChartError for more or for a negative value."""

    form = "stacked"
    air = (0, 20)
    ink = INK

    def __post_init__(self) -> None:
        obs = self.observations
        at_most(6, [code for code in obs.ordered(self.by) if code != "total"], obs, self.by)
        if (obs.frame["value"] < 0).any():
            raise ChartError(f"{obs.record.name}: a negative value cannot be part of a column: use columns() or line()")

    @cached_property
    def series(self) -> tuple[Series, ...]:
        return tuple(as_parts(series_of(self.observations, self.by, self.language, self.colours)))

    @cached_property
    def tops(self) -> pd.DataFrame:
        """Where each part ends: stacks()."""
        return stacks(self.plotted, self.by)

    @property
    def parts(self) -> list[Series]:
        """Its series without the total."""
        return [entry for entry in self.series if entry.code != "total"]

    @property
    def own_height(self) -> Points:
        return max(290, sum(labels.height(labels.folded(entry.label, 100, 600)) for entry in self.parts) + 60)

    @property
    def empty(self) -> bool:
        """True where no period has a figure of every part."""
        return self.tops.empty

    @property
    def reach(self) -> tuple[Data, Data]:
        return 0, self.tops.max(axis=None)

    @property
    def numbered(self) -> pd.DataFrame:
        """Observations of the published total, of the periods that have a column."""
        rows = next((entry.rows for entry in self.series if entry.code == "total"), self.observations.frame.head(0))
        rows = rows[rows["period"].isin(self.tops.index)].dropna(subset=["value"])
        return rows.assign(top=rows["period"].map(self.tops.max(axis=1)))

    def draw(self, axes: Axes, line: Timeline) -> None:
        """Each part on those before it."""
        base = dict.fromkeys(self.tops.index, 0.0)
        for entry in self.parts:
            for _, row in entry.rows[entry.rows["period"].isin(self.tops.index)].iterrows():
                period = row["period"]
                x, half = line.x(period, self.kind), 0.39 * width_of(period, line)
                column(axes, x, base[period], row, 2 * half, entry.colour, self.hollow)
                locate(axes, row, (x - half, base[period], x + half, self.tops.loc[period, entry.code]))
                base[period] = self.tops.loc[period, entry.code]

    def label_edge(self, axes: Axes, line: Timeline) -> None:
        """The parts' names right of the last column, at the height of its parts."""
        last = self.tops.iloc[-1]
        entries, low = [], 0.0
        for entry in self.parts:
            entries.append(((low + last[entry.code]) / 2, labels.folded(entry.label, 100, 600), entry.colour))
            low = last[entry.code]
        top = Room(axes).points(line.last, low)[1]
        beside(axes, line.last + 0.4 * width_of(self.observations.periods[-1], line), entries, 5, top + 3)
        super().label_edge(axes, line)

    def block(self, room: Room, line: Timeline) -> None:
        for period, top in self.tops.max(axis=1).items():
            x, half = line.x(period, self.kind), 0.39 * width_of(period, line)
            room.block(x - half, 0, x + half, top)


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
