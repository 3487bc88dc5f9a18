"""A calendar: months beside each other, a row per category, the darker the more."""

from bisect import bisect_right
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import ListedColormap
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import note
from book.charts.layout import grid_of
from book.charts.marks import locate
from book.charts.palette import INK, MAP, MUTED, PAPER
from book.charts.rows import in_order
from book.charts.series import ChartError, axis_numbers, checked, label, signed, splitting
from book.charts.style import Drawing
from book.data.observations import Observations
from book.language import numbers

ROW, KEY, NAME = 27, 40, 110  # points: a row, the key and the years above them, the names
STEPS = (1, 2, 5)  # round limits between classes: 1, 2 or 5 times a power of ten
SHARES = (0.1, 0.25, 0.5, 0.75)  # of the highest month, where the limits are looked for


def calendar(obs: Observations, by: str) -> Drawing:
    """A flow by month: a row per category of `by`, the one with most on top, in five classes with round limits.

    The highest month of each row is outlined and has its number. A month without a figure is hatched. ChartError for
    periods that are no months, or anything but a flow.
    """
    checked(obs, "flow", instead="a stock of each month is an area()")
    by = splitting(obs, by)
    if any(len(period) != 7 or "-Q" in period for period in obs.periods):
        raise ChartError(f"{obs.record.name}: a calendar has months: choose months()")
    whole = obs.frame.groupby(by)["value"].sum().sort_values(ascending=False, kind="stable")
    obs = in_order(obs, {by: list(whole.index), "period": obs.periods})
    return Drawing("calendar", (obs,), partial(_paint, obs, by))


def limits(most: float) -> list[float]:
    """Four rising round numbers between nothing and the highest month."""
    rounds = [step * 10**power for power in range(7) for step in STEPS]
    found = sorted({min(rounds, key=lambda value: abs(value - share * most)) for share in SHARES})
    return [limit for limit in found if limit < most]


def _paint(obs: Observations, by: str, figure: Figure, language: str) -> None:
    months = [str(month) for month in pd.period_range(obs.periods[0], obs.periods[-1], freq="M")]
    table = obs.frame.pivot(index=by, columns="period", values="value").reindex(obs.ordered(by))
    table = table.loc[list(dict.fromkeys(obs.frame[by]))].reindex(columns=months)
    edges = limits(float(table.max(axis=None)))
    figure.set_figheight((ROW * len(table) + KEY + 22) / 72)
    axes = grid_of(figure)[0, 0]
    classes = table.map(lambda value: np.nan if pd.isna(value) else bisect_right(edges, value))
    axes.pcolormesh(
        np.ma.masked_invalid(classes.to_numpy(float)), cmap=ListedColormap(MAP[: len(edges) + 1]), vmin=-0.5,
        vmax=len(edges) + 0.5, edgecolor=PAPER, linewidth=1,
    )  # fmt: skip
    rows, columns = (
        {code: place for place, code in enumerate(table.index)},
        {name: at for at, name in enumerate(months)},
    )
    for _, one in obs.frame.dropna(subset=["value"]).iterrows():
        x, y = columns[one["period"]], rows[one[by]]
        locate(axes, one, (x, y, x + 1, y + 1))
    for row, column in zip(*np.nonzero(table.isna().to_numpy()), strict=True):
        axes.bar(column + 0.5, 1, 1, row, facecolor="none", edgecolor=MUTED, hatch="////", lw=0)
    _frame(axes, obs, by, months, list(table.index), language)
    _highest(axes, obs, by, table, language)
    _key(axes, edges, obs.unit, language)


def _frame(axes: Axes, obs: Observations, by: str, months: list[str], codes: list[str], language: str) -> None:
    """Names at the left; the first letters of months below, under each January the year."""
    axes.grid(False)
    axes.spines["bottom"].set_visible(False)
    names_of = [labels.folded(label(obs, by, code, language), NAME) for code in codes]
    axes.set_yticks([place + 0.5 for place in range(len(codes))], names_of, linespacing=1.1)
    axes.tick_params(axis="y", labelcolor=INK)
    firsts = [place for place, month in enumerate(months) if month.endswith("-01") or not place]
    axes.set_xticks(firsts, [numbers.period(months[place], language) for place in firsts], ha="left")
    axes.set(xlim=(0, len(months)), ylim=(len(codes), -KEY / ROW))


def _highest(axes: Axes, obs: Observations, by: str, table: pd.DataFrame, language: str) -> None:
    """The month with most of each row in an outline, its number right of the row."""
    for place, code in enumerate(table.index):
        held = table.loc[code].dropna()
        if held.empty:
            continue
        month = held.idxmax()
        axes.bar(table.columns.get_loc(month) + 0.5, 1, 1, place, facecolor="none", edgecolor=INK, lw=1.4, zorder=3)
        row = obs.frame[(obs.frame[by] == code) & (obs.frame["period"] == month)].iloc[0]
        note(axes, signed(row, obs.unit, language), (len(table.columns), place + 0.5), (6, 0), INK, weight=600)


def _key(axes: Axes, edges: list[float], unit: str, language: str) -> None:
    """The five classes above the months, with their limits between them."""
    wide = axes.get_xlim()[1] / 2 / (len(edges) + 1)
    high = 9 / ROW
    for place, colour in enumerate(MAP[: len(edges) + 1]):
        axes.bar((place + 0.5) * wide, high, wide, -KEY / ROW, color=colour)
    for place, text in enumerate(axis_numbers(edges, unit, language), start=1):
        note(axes, text, (place * wide, -KEY / ROW + high), (0, -8), MUTED, ha="center")
    note(axes, labels.fixed("highest", language), (axes.get_xlim()[1], -0.1), (6, 6), MUTED)
