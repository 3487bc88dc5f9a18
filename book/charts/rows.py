"""Rows of bars: their order, named at the left, numbered at their ends, without an axis of values."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from matplotlib.axes import Axes

from book.charts import labels
from book.charts.labels import Data, Points
from book.charts.layout import settle
from book.charts.palette import INK, SUBJECT
from book.data.members import UNION
from book.data.observations import Observations

STRONG = {"NL": "subject", UNION: "muted"}  # written bold among other countries


def in_order(obs: Observations, orders: Mapping[str, Sequence[str]]) -> Observations:
    """The observations sorted by the categories of some columns, each in the order given for it."""
    frame = obs.frame.sort_values(
        list(orders), key=lambda cells: cells.map(list(orders[cells.name]).index), kind="stable", ignore_index=True
    )
    return replace(obs, frame=frame)


def clear_rows(axes: Axes, names_of: Sequence[str], rows: int) -> None:
    """Rows named at the left, the first on top; no value axis: the numbers stand at the marks."""
    axes.grid(False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks(range(len(names_of)), names_of, linespacing=1.1)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set_ylim(rows - 0.4, -0.6)


def stress_countries(axes: Axes, codes: Sequence[str], among: bool = True) -> None:
    """The names of the Netherlands and the EU bold, where they stand `among` others; the Netherlands in its colour."""
    for text, code in zip(axes.get_yticklabels(), codes, strict=True):
        text.set(weight=700 if among and code in STRONG else 400, color=SUBJECT if code == "NL" else INK)


def widen(axes: Axes, ends: Sequence[Data], texts: Sequence[str], gap: Points) -> None:
    """Move the end of the value axis so that each text has room right of the end of its bar, and a `gap`."""
    settle(axes.figure)
    low, wide = axes.get_xlim()[0], labels.across(axes)
    rooms = [max(wide - gap - labels.width(text, weight=700), wide * 0.2) for text in texts]
    axes.set_xlim(low, low + (max((end - low) * wide / room for end, room in zip(ends, rooms, strict=True)) or 1))
