"""Charts of categories: a ranking of bars, and bars of 100 % that compare compositions."""

from __future__ import annotations

from book.charts import style
from book.charts.labels import note, text_width, wrap
from book.charts.style import CONTEXT, INK, MUTED, PAPER, SUBJECT, Drawing, words_in
from book.charts.time import ChartError, _value
from book.language import names, numbers
from book.observations import Observations

STRONG = {"NL": SUBJECT, "EU27": MUTED}  # the Netherlands and the mean of the EU among other countries


def _one_period(obs: Observations) -> None:
    if len(obs.periods) > 1:
        raise ChartError(f"{obs.record.name}: a ranking shows one period, not {', '.join(obs.periods)}")


def ranking(obs: Observations, by: str) -> Drawing:
    """A horizontal bar per category of `by`, largest first, the number beside it. ChartError for more than one period."""
    _one_period(obs)

    def paint(figure, language):
        _bars(figure.subplots(), obs, by, language)

    return Drawing((obs,), "ranking", 19 * max(len(obs.frame), 1) + 12, paint)


def _bars(axes, obs: Observations, by: str, language: str) -> None:
    rows = obs.frame.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable")
    among = "NL" in set(rows[by])
    for place, (_, row) in enumerate(rows.iterrows()):
        colour = STRONG.get(row[by], CONTEXT) if among else SUBJECT
        hollow = {"facecolor": PAPER, "edgecolor": colour, "linewidth": 1.6} if "P" in row["status"] else {"facecolor": colour}
        axes.barh(place, row["value"], height=0.68, **hollow)
        weight = 700 if row[by] in STRONG and among else 400
        note(axes, _value(row, obs, language), (row["value"], place), (4, 0), color=INK, weight=weight, va="center_baseline")
    _rows(axes, ["\n".join(wrap(_capital(names.category(obs.record, by, code, language)), 130)) for code in rows[by]])
    axes.set_xlim(0, rows["value"].max() * 1.02 or 1)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _rows(axes, labels: list[str]) -> None:
    """Rows named at the left, the first on top; no value axis: the numbers stand at the bars."""
    axes.grid(False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks(range(len(labels)), labels)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.tick_params(axis="y", labelcolor=INK)


def hundred(obs: Observations, by: str, rows: str) -> Drawing:
    """A bar of 100 % per category of `rows`, split by the categories of `by`, whose shares add up to 100."""
    _one_period(obs)
    if obs.unit != "percent":
        raise ChartError(f"{obs.record.name}: bars of 100 % show shares, not {obs.unit}")

    def paint(figure, language):
        _hundred(figure.subplots(), obs, by, rows, language)

    return Drawing((obs,), "hundred", 30 * obs.frame[rows].nunique() + 34, paint)


def _hundred(axes, obs: Observations, by: str, rows: str, language: str) -> None:
    bars = list(dict.fromkeys(obs.frame[rows]))
    for place, code in enumerate(bars):
        left = 0.0
        for number, category in enumerate(dict.fromkeys(obs.frame[by])):
            part = obs.frame[(obs.frame[rows] == code) & (obs.frame[by] == category)]
            width = part["value"].sum()
            colour = style.role(category, number)
            axes.barh(place, width, left=left, height=0.62, facecolor=colour, edgecolor=PAPER, linewidth=0.9)
            if width >= 7:
                axes.text(left + width / 2, place, numbers.count(width, language), ha="center", va="center_baseline", color=style.on(colour))
            if place == 0:
                _name(axes, obs, by, category, left + width / 2, width, words_in(colour), language)
            left += width
    _rows(axes, [_capital(names.category(obs.record, rows, code, language)) for code in bars])
    axes.set_xlim(0, 100)


def _name(axes, obs, by: str, category: str, at: float, width: float, colour: str, language: str) -> None:
    words = _capital(names.category(obs.record, by, category, language))
    room = width * 2.9  # points: a bar of 100 is about 290 wide
    lines = wrap(words, max(room, 40), weight=600)
    if max(text_width(line, weight=600) for line in lines) <= room + 14:
        note(axes, "\n".join(lines), (at, -0.31), (0, 4), ha="center", va="bottom", color=colour, weight=600)
