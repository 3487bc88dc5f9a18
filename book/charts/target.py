"""Target against realised: pairs of bars, one pair per period, with what was carried over on top of the target."""

from collections.abc import Collection
from dataclasses import replace
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import fixed, note
from book.charts.layout import grid_of
from book.charts.marks import locate
from book.charts.palette import INK, MUTED, PALE, PAPER, SUBJECT, hollow_in, outlined
from book.charts.rows import clear_rows, widen
from book.charts.series import ChartError, checked, label, one_length, signed, splitting
from book.charts.style import Drawing
from book.data.observations import Observations
from book.data.periods import span
from book.language import names
from book.language.words import capital

PAIR, KEY = 52, 18  # points a pair of bars, and a line of the key
HIGH, AWAY = 0.36, 0.2  # height of a bar, and how far its middle lies from that of its pair
LOOKS = {
    "goal": {"facecolor": PALE, "edgecolor": MUTED, "lw": 1},
    "backlog": {"facecolor": PAPER, "edgecolor": MUTED, "lw": 1, "hatch": "/////", "hatchcolor": MUTED},
    "realised": {"facecolor": SUBJECT},
}


def target(obs: Observations, goal: str, realised: str, backlog: str) -> Drawing:
    """A pair of bars per period: the measure `goal` with the `backlog` of its first day on top, and the `realised` one.

    The goal and what was realised are flows of periods of one length, the backlog is a stock; all count in one unit.
    What is not known is written, also for half-years that lie between. ChartError for anything else.
    """
    parts = [obs.where(measure=code) for code in (goal, backlog, realised)]
    measures = [obs.record.measures[code] for code in (goal, backlog, realised)]
    if [measure.kind for measure in measures] != ["flow", "stock", "flow"]:
        raise ChartError(f"{obs.record.name}: name two flows and a stock: target(obs, goal, realised, backlog)")
    if len({measure.unit for measure in measures}) > 1:
        units = ", ".join(measure.unit for measure in measures)
        raise ChartError(f"{obs.record.name}: {units} in one figure: choose measures of the same unit")
    for part in parts:
        splitting(checked(part), None)
    one_length(parts[0] + parts[2])
    starts = [span(period)[0].isoformat() for period in parts[0].periods]
    parts[1] = replace(parts[1], frame=parts[1].frame[parts[1].frame["period"].isin(starts)].reset_index(drop=True))
    return Drawing("target", tuple(parts), partial(_paint, obs, tuple(parts), (goal, backlog, realised)))


def _paint(obs: Observations, parts: tuple, codes: tuple[str, str, str], figure: Figure, language: str) -> None:
    periods = _between(parts[0].periods)
    names_of = [capital(names.category(obs.record, "measure", code, language)) for code in codes]
    looks = [look for look, part in zip(LOOKS, parts, strict=True) if part.frame["value"].notna().any()]
    figure.set_figheight((PAIR * len(periods) + KEY * len(looks) + 6) / 72)
    axes = grid_of(figure)[0, 0]
    room = KEY / PAIR * len(looks)
    days = [span(period)[0].isoformat() for period in periods]
    pairs = [[_known(parts[0], name), _known(parts[1], day), _known(parts[2], name)]
             for name, day in zip(periods, days, strict=True)]  # fmt: skip
    clear_rows(axes, [labels.folded(label(obs, "period", name, language), 70) for name in periods], 0)
    axes.set_ylim(len(periods) - 0.5, -0.5 - room)
    axes.axvline(0, ymax=len(periods) / (len(periods) + room), color=INK, lw=0.8)
    texts = [_words(pair, names_of, parts[0].unit, language) for pair in pairs]
    axes.set_xlim(left=0)
    widen(axes, [end for pair in pairs for end in _ends(pair)], [text for pair in texts for text in pair], 6)
    for place, (pair, (above, below)) in enumerate(zip(pairs, texts, strict=True)):
        _bars(axes, place, *pair, hollow_in(*parts))
        end, low = _ends(pair)
        note(axes, above, (end, place - AWAY), (4, 0), MUTED, va="center_baseline", weight=600 if end else 400)
        colour, weight = (SUBJECT, 700) if pair[2] is not None else (MUTED, 400)
        note(axes, below, (low, place + AWAY), (4, 0), colour, va="center_baseline", weight=weight)
    _draw_key(axes, looks, dict(zip(LOOKS, names_of, strict=True)), room)


def _between(periods: list[str]) -> list[str]:
    """The periods with the half-years that are missing between them."""
    if not all("-H" in period for period in periods):
        return periods
    first, last = (2 * int(period[:4]) + int(period[6]) - 1 for period in (periods[0], periods[-1]))
    return [f"{place // 2}-H{place % 2 + 1}" for place in range(first, last + 1)]


def _known(part: Observations, period: str):
    """The row of a period that has a value."""
    rows = part.frame[(part.frame["period"] == period) & part.frame["value"].notna()]
    return rows.iloc[0] if len(rows) else None


def _value(row) -> float:
    return 0 if row is None else row["value"]


def _ends(pair: list) -> tuple[float, float]:
    """Where the two bars end; a backlog without a goal is not drawn."""
    aim, before, done = pair
    return (_value(aim) + _value(before) if aim is not None else 0), _value(done)


def _words(pair: list, names_of: list[str], unit: str, language: str) -> tuple[str, str]:
    """What stands at the two bars; the goal and what was carried over apart: their sum was not published."""
    aim, before, done = pair
    if aim is None and done is None:
        return capital(fixed("unknown", language)), ""
    above, below = (
        f"{name}: {fixed('unknown', language)}" if row is None else signed(row, unit, language)
        for row, name in ((aim, names_of[0]), (done, names_of[2]))
    )
    return (above if aim is None or before is None else f"{above} + {signed(before, unit, language)}"), below


def _bars(axes: Axes, place: int, aim, before, done, hollow: Collection[str]) -> None:
    if aim is not None:
        _bar(axes, place - AWAY, 0, aim, _look("goal", aim, hollow))
    if aim is not None and before is not None:
        _bar(axes, place - AWAY, aim["value"], before, LOOKS["backlog"])
    if done is not None:
        _bar(axes, place + AWAY, 0, done, _look("realised", done, hollow))


def _bar(axes: Axes, middle: float, start: float, row, look: dict) -> None:
    axes.barh(middle, row["value"], HIGH, start, **look)
    locate(axes, row, (start, middle - HIGH / 2, start + row["value"], middle + HIGH / 2))


def _look(kind: str, row, hollow: Collection[str]) -> dict:
    """Paper in an outline for a status in `hollow`."""
    return outlined(SUBJECT if kind == "realised" else MUTED) if row["status"] in hollow else LOOKS[kind]


def _draw_key(axes: Axes, looks: list[str], names_of: dict[str, str], room: float) -> None:
    """What the kinds of bars are, in the order in which they stand."""
    wide = 16 * axes.get_xlim()[1] / labels.across(axes)
    step = room / len(looks)
    for line, look in enumerate(looks):
        middle = -0.5 - room + step * (line + 0.5)
        axes.barh(middle, wide, step * 0.55, **LOOKS[look])
        colour = SUBJECT if look == "realised" else MUTED
        note(axes, names_of[look], (wide, middle), (5, 0), colour, va="center_baseline", weight=600)
