"""Charts over time: lines for flows and rates, columns, stacked columns, dots for stocks, and panels of these."""

from __future__ import annotations

import math
from collections.abc import Sequence

from matplotlib.ticker import MaxNLocator

from book.charts import style
from book.charts.labels import HALO, end_labels, note, text_width
from book.charts.style import INK, MUTED, PAPER, Drawing, words_in
from book.language import names, numbers
from book.observations import Observations, span

BREAK = {"en": "break", "nl": "breuk"}


class ChartError(ValueError):
    """Observations that this form may not show: stock with flow, or a part-year as if it were a year."""


def _check(obs: Observations, kinds: Sequence[str]) -> None:
    if obs.frame.empty:
        return
    if obs.kind not in kinds:
        raise ChartError(f"{obs.record.name}: this form shows {' or '.join(kinds)}, not {obs.kind}")
    if obs.kind != "stock" and (parts := [period for period in obs.periods if len(period) != 4]):
        raise ChartError(f"{obs.record.name}: no whole year: {', '.join(parts)}")


def place(period: str) -> float:
    """Where a period stands on an axis of years: a year at its number, a day or month's end in between."""
    if len(period) == 4:
        return float(period)
    day = span(period)[1]
    return day.year + (day.timetuple().tm_yday - 1) / 365.25 - 0.5


def series(obs: Observations, by: str) -> list[tuple[str, object]]:
    """Per category of `by`, in order of appearance: its code and its rows by period."""
    order = list(dict.fromkeys(obs.frame[by]))
    frames = [(code, obs.frame[obs.frame[by] == code]) for code in order]
    return [(code, frame.sort_values("period", key=lambda cells: cells.map(place))) for code, frame in frames]


def _value(row, obs: Observations, language: str) -> str:
    unit = obs.record.measures[row["measure"]].unit
    return numbers.table_value(row["value"], unit, language) + ("*" if "P" in row["status"] else "") + ("†" if row["later"] else "")


def _runs(rows, yearly: bool) -> list[list]:
    """Stretches that a line may join: none across a break, a missing value or a missing year."""
    runs: list[list] = []
    for _, row in rows.iterrows():
        x, gap = place(row["period"]), False
        if math.isnan(row["value"]):
            runs.append([])
            continue
        if runs and runs[-1] and yearly:
            gap = x - place(runs[-1][-1]["period"]) > 1
        if not runs or "B" in row["status"] or gap:
            runs.append([])
        runs[-1].append(row)
    return [run for run in runs if run]


def line(obs: Observations, by: str = "measure") -> Drawing:
    """A line per category of `by`: yearly flows or ratios. ChartError for a stock or a part-year."""
    _check(obs, ("flow", "ratio"))
    return _single(obs, "line", 200, lambda axes, language: _lines(axes, obs, by, language))


def dots(obs: Observations, by: str = "measure") -> Drawing:
    """Dots with a thin line per category of `by`: a stock on the days that it was counted."""
    _check(obs, ("stock",))
    return _single(obs, "dots", 200, lambda axes, language: _lines(axes, obs, by, language, dotted=True))


def columns(obs: Observations) -> Drawing:
    """A column a year: one flow, or a ratio. ChartError for a stock, a part-year or more than one series."""
    _check(obs, ("flow", "ratio"))
    if len(obs.frame) != len(obs.periods):
        raise ChartError(f"{obs.record.name}: columns show one series")
    return _single(obs, "columns", 200, lambda axes, language: _columns(axes, obs, language))


def stacked(obs: Observations, by: str) -> Drawing:
    """A column a year, stacked by the categories of `by`, which must add up. ChartError for a stock or a part-year."""
    _check(obs, ("flow",))
    return _single(obs, "stacked", 290, lambda axes, language: _stacked(axes, obs, by, language))


def panels(*drawings: Drawing) -> Drawing:
    """Drawings one under the other on one axis of years, each under a heading with its measure and kind."""
    heights = [drawing.height * (1 if number == 0 else 0.7) for number, drawing in enumerate(drawings)]

    def paint(figure, language):
        rows = figure.subplots(len(drawings), 1, sharex=True, gridspec_kw={"height_ratios": heights})
        shown = [place(period) for drawing in drawings for part in drawing.parts for period in part.periods]
        for axes, drawing in zip(rows, drawings, strict=True):
            axes.limits = (math.ceil(min(shown)), math.floor(max(shown) + 0.5))
            drawing.panels[0](axes, language)
            axes.set_title(_heading(drawing.parts, language))
        for axes in rows[:-1]:
            axes.tick_params(axis="x", which="both", size=0, labelbottom=False)

    return Drawing(tuple(part for drawing in drawings for part in drawing.parts), "panels", sum(heights), paint)


def _heading(parts: Sequence[Observations], language: str) -> str:
    labels = [part.record.measures[code].label[language] for part in parts for code in dict.fromkeys(part.frame["measure"])]
    kind = parts[0].kind
    when = {"flow": ("in the year", "in het jaar"), "stock": ("on the day counted", "op de teldag"), "ratio": ("", "")}[kind][language == "nl"]
    words = ", ".join(filter(None, [*dict.fromkeys(labels), when]))
    return words[:1].upper() + words[1:]


def _single(obs: Observations, form: str, height: float, panel) -> Drawing:
    return Drawing((obs,), form, height, lambda figure, language: panel(figure.subplots(), language), (panel,))


def _lines(axes, obs: Observations, by: str, language: str, dotted: bool = False) -> None:
    found = series(obs, by)
    last_labels = []
    for number, (code, rows) in enumerate(found):
        colour = style.role(code, number)
        second = number % 2 == 1
        for run in _runs(rows, yearly=not dotted):
            _run(axes, run, colour, second, dotted)
        last = rows.dropna(subset=["value"]).iloc[-1]
        hollow = "P" in last["status"]
        axes.plot(place(last["period"]), last["value"], "s" if second else "o", color=colour, mfc=PAPER if hollow else colour, mew=1.8, zorder=5, clip_on=False)
        name = _label(obs, by, code, language) + "\n" if len(found) > 1 else ""
        last_labels.append((place(last["period"]), last["value"], name + _value(last, obs, language), words_in(colour)))
        if number == 0:
            _highest(axes, obs, rows, words_in(colour), language)
        _break_marks(axes, rows, language)
    _scale(axes, obs, language)
    years(axes, obs)
    end_labels(axes, last_labels)


def _label(obs: Observations, by: str, code: str, language: str, width: float = 92) -> str:
    from book.charts.labels import wrap

    words = names.category(obs.record, by, code, language)
    return "\n".join(wrap(words[:1].upper() + words[1:], width, weight=600))


def _run(axes, run: list, colour: str, second: bool, dotted: bool) -> None:
    xs, ys = [place(row["period"]) for row in run], [row["value"] for row in run]
    line_style = {"linestyle": (0, (3.2, 1.6)) if second else "-", "linewidth": 1.2 if dotted else 2.2}
    axes.plot(xs, ys, color=colour, marker="o" if dotted or len(run) == 1 else "", markersize=4.5, **line_style)


def _highest(axes, obs, rows, colour: str, language: str) -> None:
    held = rows.dropna(subset=["value"])
    top = held.loc[held["value"].idxmax()]
    if len(held) > 2 and top["period"] != held.iloc[-1]["period"]:
        note(axes, _value(top, obs, language), (place(top["period"]), top["value"]), (0, 9), ha="center", color=colour, weight=600, path_effects=HALO)


def _break_marks(axes, rows, language: str) -> None:
    for period in rows.loc[rows["status"].str.contains("B"), "period"].tolist()[: len(rows) - 1]:
        if period == rows.iloc[0]["period"]:
            continue
        axes.axvline(place(period) - 0.5, color=MUTED, lw=0.9, ls=(0, (2, 2)))
        note(axes, BREAK[language], (place(period) - 0.5, 1), (4, -6), xycoords=axes.get_xaxis_transform(), color=MUTED)


def _columns(axes, obs: Observations, language: str) -> None:
    code = obs.frame["measure"].iloc[0]
    colour = style.MEANING.get(code, style.SUBJECT)
    held = obs.frame.dropna(subset=["value"])
    for _, row in held.iterrows():
        hollow = {"facecolor": PAPER, "edgecolor": colour, "linewidth": 1.6} if "P" in row["status"] else {"facecolor": colour}
        axes.bar(place(row["period"]), row["value"], width=0.66, **hollow)
    _scale(axes, obs, language, most=3)
    years(axes, obs)
    last = held.loc[held["period"].map(place).idxmax()]
    top = held.loc[held["value"].abs().idxmax()]
    for row in [last] if top["period"] == last["period"] else [top, last]:
        above = row["value"] >= 0
        note(axes, _value(row, obs, language), (place(row["period"]), row["value"]), (0, 8 if above else -8), ha="center", color=INK, weight=600, path_effects=HALO)
    if (held["value"] < 0).any():
        axes.axhline(0, color=INK, lw=0.8)
        axes.spines["bottom"].set_visible(False)


def _stacked(axes, obs: Observations, by: str, language: str) -> None:
    totals: dict[float, float] = {}
    entries, marks = [], {}
    last_year = max(map(place, obs.periods))
    for number, (code, rows) in enumerate(series(obs, by)):
        colour = style.role(code, number)
        for _, row in rows.dropna(subset=["value"]).iterrows():
            x, bottom = place(row["period"]), totals.get(place(row["period"]), 0)
            axes.bar(x, row["value"], bottom=bottom, width=0.78, facecolor=colour, edgecolor=PAPER, linewidth=0.9)
            totals[x] = bottom + row["value"]
            marks[x] = marks.get(x, "") + row["status"]
            if x == last_year and row["value"] > 0:
                entries.append((x + 0.4, bottom + row["value"] / 2, _label(obs, by, code, language), words_in(colour)))
    _scale(axes, obs, language, top=max(totals.values()))
    years(axes, obs)
    _totals(axes, totals, marks, language)
    end_labels(axes, entries, dx=5)


def _totals(axes, totals: dict, marks: dict, language: str) -> None:
    last, top = max(totals), max(totals, key=totals.get)
    for x in {last, top}:
        star = "*" if "P" in marks[x] else ""
        text = numbers.count(totals[x], language) + star
        beside = x == last and top == last - 1 and text_width(text) > 24
        note(axes, text, (x, totals[x]), (-12 if beside else 0, 8), ha="left" if beside else "center", color=INK, weight=600, path_effects=HALO)


def _scale(axes, obs: Observations, language: str, most: int = 5, top: float = 0) -> None:
    values = obs.frame["value"].dropna()
    high, low = max(values.max(), top, 0), min(values.min(), 0)
    axes.set_ylim(low * 1.16, high * 1.12 or 1)
    axes.yaxis.set_major_locator(MaxNLocator(most, steps=[1, 2, 2.5, 5, 10], integer=obs.unit not in numbers.RATIOS))
    suffix = "%" if obs.unit == "percent" else ""
    axes.yaxis.set_major_formatter(lambda value, _: numbers.count(value, language, 0 if value == int(value) else 1) + suffix)


def years(axes, obs: Observations) -> None:
    """First and last year and the fives between, a small tick for each other year."""
    shown = [place(period) for period in obs.periods]
    first, last = getattr(axes, "limits", (math.ceil(min(shown)), math.floor(max(shown) + 0.5)))
    step = 5 if last - first < 30 else 10
    ticks = [first, *(year for year in range(first + 2, last - 1) if year % step == 0 and year - first > step / 3 and last - year > step / 3), last]
    provisional = {row["period"][:4] for _, row in obs.frame.iterrows() if "P" in row["status"] and len(row["period"]) == 4}
    axes.set_xticks(list(dict.fromkeys(ticks)), [f"{tick}{'*' if str(tick) in provisional else ''}" for tick in dict.fromkeys(ticks)])
    axes.set_xticks(range(first, last + 1), minor=True)
    axes.set_xlim(min(first - 0.6, min(shown) - 0.2), max(last + 0.6, max(shown) + 0.2))
