"""Bars of 100 %: what a whole is made of, compared between countries, groups or periods."""

from collections.abc import Collection, Sequence
from functools import partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import LINE, note
from book.charts.layout import grid_of, settle
from book.charts.marks import locate
from book.charts.palette import MUTED, PAPER, Colours, hollow_in, on, outlined, words
from book.charts.rows import STRONG, clear_rows, in_order, stress_countries
from book.charts.series import ChartError, Series, as_parts, at_most, checked, label, one_period, series_of, splitting
from book.charts.style import Drawing
from book.data.observations import Observations
from book.data.quantity import joint_mark
from book.language import numbers
from book.language.words import LATE

SHOWN = 7  # per cent: smaller parts have no number
ROW, LOW_ROW, MANY = 27, 17, 16  # points a row; points where there are more rows than this


def hundred(obs: Observations, by: str | None = None, rows: str = "country", *, colours: Colours = None) -> Drawing:
    """A bar per category of `rows` (a dimension, or "period"), split by the categories of `by`: shares in percent.

    The Netherlands and the EU come first, then a gap, then other countries by their first part. ChartError for
    another unit, more than six parts, or several periods where the rows are not periods.
    """
    checked(obs)
    if not obs.frame.empty and obs.unit != "percent":
        raise ChartError(f"{obs.record.name}: bars of 100% show percent, not {obs.unit}: use shares()")
    if rows != "period":
        one_period(obs)
    by = splitting(obs, by, besides=(rows, "period"))
    at_most(6, obs.ordered(by), obs, by)
    obs = _in_order(obs, by, rows, colours)
    return Drawing("hundred", (obs,), partial(_paint, obs, by, rows, colours))


def _in_order(obs: Observations, by: str, rows: str, colours) -> Observations:
    codes, parts = obs.ordered(rows), [part.code for part in as_parts(series_of(obs, by, "en", colours))]
    if rows in obs.record.dimensions and obs.record.dimensions[rows].countries:
        first = obs.frame[obs.frame[by] == parts[0]].set_index(rows)["value"] if parts else {}
        strong = list(STRONG)
        codes = sorted(codes, key=lambda code: (strong.index(code) if code in strong else 9, -first.get(code, 0)))
    return in_order(obs, {rows: codes, by: parts})


def _paint(obs: Observations, by: str, rows: str, colours, figure: Figure, language: str) -> None:
    codes = list(dict.fromkeys(obs.frame[rows]))
    parts = as_parts(series_of(obs, by, language, colours))
    strong = sum(code in STRONG for code in codes)
    gap = [0.35 if place >= strong > 0 and strong < len(codes) else 0 for place in range(len(codes))]
    places = [place + extra for place, extra in enumerate(gap)]
    axes = grid_of(figure)[0, 0]
    figure.set_figheight(((LOW_ROW if len(codes) > MANY else ROW) * (places[-1] + 1) + 20) / 72)
    tables = {code: obs.frame[obs.frame[rows] == code].set_index(by, drop=False) for code in codes}
    hollow = hollow_in(obs)
    middles = [
        _bar(axes, place, tables[code], parts, hollow, language) for place, code in zip(places, codes, strict=True)
    ]
    _name_rows(axes, obs, rows, tables, places, language)
    _name_parts(axes, figure, parts, next((found for found in middles if found), []), len(codes))
    axes.set_ylim(places[-1] + 0.45, -0.45)


def _bar(
    axes: Axes, place: float, table: pd.DataFrame, parts: Sequence[Series], hollow: Collection[str], language: str
) -> list[float]:  # fmt: skip
    """One bar; its parts' middles, or none where a part is missing: then the bar stays open, with a word."""
    if table["value"].isna().any():
        note(axes, labels.fixed("unknown", language), (0, place), (4, 0), va="center_baseline")
        return []
    middles, left = [], 0.0
    for part in parts:
        share = table["value"].get(part.code, 0.0)
        if share:
            locate(axes, table.loc[part.code], (left, place - 0.38, left + share, place + 0.38))
        outline = share and table["status"][part.code] in hollow
        fill = outlined(part.colour) if outline else {"color": part.colour, "ec": PAPER, "lw": 1.2}
        inset = 0.3 if outline and share > 1 else 0
        axes.barh(place, share - 2 * inset, 0.7 if outline else 0.76, left + inset, **fill)
        if share >= SHOWN:
            colour = words(part.colour) if outline else on(part.colour)
            text = numbers.count(share, language)
            axes.text(left + share / 2, place, text, ha="center", va="center_baseline", color=colour, weight=600)
        middles.append(left + share / 2)
        left += share
    return middles


def _name_rows(axes: Axes, obs: Observations, rows: str, tables: dict, places: Sequence[float], language: str) -> None:
    names_of = []
    for code, table in tables.items():
        signs = ("*" if table["status"].str.contains("P").any() else "") + LATE[joint_mark(table["later"])]
        names_of.append(labels.folded(label(obs, rows, code, language) + signs, 120))
    clear_rows(axes, names_of, len(names_of))
    axes.set_yticks(places, names_of, linespacing=1.0)
    axes.set_xlim(0, 100)
    stress_countries(axes, list(tables))


def _name_parts(axes: Axes, figure: Figure, parts: Sequence[Series], middles: list[float], bars: int) -> None:
    """The parts' names over the first bar, each near its part; on several levels where one is not enough."""
    settle(figure)
    per_cent = labels.across(axes) / 100
    names_of = [labels.folded(part.label, 90, 600) for part in parts]
    sizes = [labels.width(name) + 8 for name in names_of]
    wanted = [middle * per_cent for middle in middles] or [0.0] * len(parts)
    fits = [all(sum(sizes[level::n]) <= 100 * per_cent for level in range(n)) for n in range(1, len(parts))]
    levels = [*fits, True].index(True) + 1
    high = [max(map(labels.count_lines, names_of[level::levels])) for level in range(levels)]
    for level in range(levels):
        mine = range(level, len(parts), levels)
        placed = labels.spread([wanted[place] for place in mine], [sizes[place] for place in mine], 0, 100 * per_cent)
        for place, at in zip(mine, placed, strict=True):
            style = {"ha": "center", "va": "bottom", "weight": 600}
            x = middles[place] if middles else 0
            shift = (at - x * per_cent, 3 + LINE * sum(high[:level]))
            note(axes, names_of[place], (x, -0.38), shift, parts[place].colour if parts else MUTED, **style)
    figure.set_figheight(figure.get_figheight() + LINE * (sum(high) - 1) / 72)
