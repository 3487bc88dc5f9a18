"""A distribution: how many categories (municipalities) lie in each class of a share."""

from dataclasses import replace
from functools import partial
from math import ceil, floor

import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts.labels import HALO, fixed, note
from book.charts.layout import grid_of, settle
from book.charts.marks import locate
from book.charts.palette import INK, MUTED, PAPER, ROLES
from book.charts.series import ChartError, axis_numbers, checked, label, one_period, own_role, sign_of
from book.charts.style import Drawing
from book.data.observations import Observations
from book.data.quantity import joint_mark
from book.data.records import LANGUAGES, Dimension, Measure
from book.language import numbers, words
from book.measures.rowwise import middle

HEIGHT = 200  # points


def distribution(obs: Observations, by: str, width: float, unit: str) -> Drawing:
    """A column per class of `width` points: how many categories of `by` have their share in it.

    The median is marked, and the lowest and highest category are named. `unit` is what a column counts, such as
    municipalities. The numbers under the figure are those of the classes. ChartError unless it is a ratio of one
    period.
    """
    one_period(checked(obs, "ratio", instead="divide it by a whole, with shares(), or use ranking()"))
    held = replace(obs, frame=obs.frame.dropna(subset=["value"]).reset_index(drop=True))
    if held.frame[by].duplicated().any():
        raise ChartError(f"{obs.record.name}: several values of one {by}: choose one category of the rest with where()")
    counted = classes(held, width, unit)
    return Drawing("distribution", (counted,), partial(_paint, held, counted, by, width))


def classes(obs: Observations, width: float, unit: str) -> Observations:
    """The number of rows in each class, from the lower limit to just under the upper one, empty classes included."""
    edges = _edges(obs, width)
    rows, codes = [], {}
    for low in edges[:-1]:
        inside = obs.frame[(obs.frame["value"] >= low) & (obs.frame["value"] < low + width)]
        code = f"{low:g}"
        codes[code] = {language: _class(low, width, obs.unit, language) for language in LANGUAGES}
        rows.append({
            "period": obs.frame["period"].iloc[0], "measure": "counted", "class": code, "value": float(len(inside)),
            "status": "".join(sorted({*"".join(inside["status"])} - {"A"})) or "A",
            "vintage": obs.frame["vintage"].max(), "source": ";".join(dict.fromkeys(";".join(obs.frame["source"]).split(";"))),
            "later": joint_mark(inside["later"]),
            "inputs": tuple(entry for row in replace(obs, frame=inside).inputs for entry in row),
        })  # fmt: skip
    columns = ["period", "measure", "class", "value", "status", "vintage", "source", "later", "inputs"]
    own = next(iter(obs.record.measures.values())).label
    counted = Measure({language: words.unit(unit, language) for language in LANGUAGES}, unit, "stock")
    record = replace(obs.record, measures={"counted": counted}, dimensions={"class": Dimension(own, codes)})
    return Observations(record, pd.DataFrame(rows, columns=columns), obs.as_of)


def _edges(obs: Observations, width: float) -> list[float]:
    if obs.frame.empty:
        return []
    low, high = floor(obs.frame["value"].min() / width), ceil(obs.frame["value"].max() / width)
    high += obs.frame["value"].max() == high * width
    return [place * width for place in range(low, high + 1)]


def _class(low: float, width: float, unit: str, language: str) -> str:
    """ "2 to under 4%" / "2 tot 4%": in Dutch *tot* leaves out the limit."""
    decimals = 0 if float(width).is_integer() else 1
    low, high = (numbers.count(limit, language, decimals) for limit in (low, low + width))
    return fixed("class", language).format(low=low, high=high) + sign_of(unit)


def _paint(obs: Observations, counted: Observations, by: str, width: float, figure: Figure, language: str) -> None:
    figure.set_figheight(HEIGHT / 72)
    axes = grid_of(figure)[0, 0]
    edges = _edges(obs, width)
    colour = ROLES[own_role(obs, by)]
    sns.histplot(x=obs.frame["value"], bins=edges, ax=axes, color=colour, alpha=1, edgecolor=PAPER, linewidth=0.9)
    axes.set(xlabel="", ylabel="", xlim=(edges[0], edges[-1]), ylim=(0, axes.get_ylim()[1] * 1.08))
    for low, (_, row) in zip(edges[:-1], counted.frame.iterrows(), strict=True):
        locate(axes, row, (low, 0, low + width, row["value"]))
    ticks = [tick for tick in axes.get_xticks() if edges[0] <= tick <= edges[-1]]
    axes.set_xticks(ticks, axis_numbers(ticks, obs.unit, language))
    settle(figure)
    _mark_median(axes, obs, language)
    _name_ends(axes, obs, by, language)


def _mark_median(axes: Axes, obs: Observations, language: str) -> None:
    centre = middle(obs, obs.frame["period"].iloc[0]).value
    axes.axvline(centre, color=MUTED, lw=0.9, ls=(0, (2, 2)))
    text = f"{fixed('median', language)} {numbers.table_value(centre, obs.unit, language)}{sign_of(obs.unit)}"
    note(axes, text, (centre, axes.get_ylim()[1]), (5, -8), MUTED, path_effects=HALO)


def _name_ends(axes: Axes, obs: Observations, by: str, language: str) -> None:
    """The lowest and the highest category with its value, at the top right, where a long tail is low."""
    ordered = obs.frame.sort_values(["value", by], kind="stable")
    sign = sign_of(obs.unit)
    lines = [
        f"{fixed(end, language)}: {label(obs, by, row[by], language)} {numbers.table_value(row['value'], obs.unit, language)}{sign}"
        for end, row in zip(("lowest", "highest"), (ordered.iloc[0], ordered.iloc[-1]), strict=True)
    ]
    note(axes, "\n".join(lines), (axes.get_xlim()[1], axes.get_ylim()[1]), (0, -24), INK, ha="right", va="top")
