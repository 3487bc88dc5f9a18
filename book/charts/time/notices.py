"""Words that a panel over time needs beside its numbers: its heading, its breaks, what is not known."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.axes import Axes

from book.charts import labels
from book.charts.labels import LINE, Room, fixed
from book.charts.palette import MUTED
from book.charts.time import axis
from book.charts.time.axis import Timeline
from book.language import names

if TYPE_CHECKING:
    from book.charts.time.panel import Panel

WIDEST = 336  # points: a heading wraps before the edge of the drawing


def heading(panel: Panel, panels: Sequence[Panel], line: Timeline) -> str:
    """What stands above a panel: its own words, else among several what it shows and how it belongs to its time."""
    key = axis.when(line, panel.observations.periods, panel.kind)
    if len(panels) == 1 and not panel.heading and key != "turn":
        return ""
    text = panel.heading or _what(panel)
    if len({other.kind for other in panels}) > 1 or (panel.kind == "stock" and len(panels) > 1) or key == "turn":
        text = f"{fixed(key, panel.language)}: {text[:1].lower() + text[1:] if text[1:2].islower() else text}"
    return "\n".join(labels.wrapped(labels.capital(text), WIDEST, weight=600))


def _what(panel: Panel) -> str:
    record, language = panel.observations.record, panel.language
    codes = (
        [entry.code for entry in panel.series]
        if panel.by == "measure"
        else list(panel.observations.frame["measure"].unique())
    )
    words = [names.category(record, "measure", code, language) for code in codes]
    return f" {fixed('and', language)} ".join(words) if len(words) < 3 else record.title[language]


def mark_breaks(axes: Axes, panel: Panel, line: Timeline) -> dict[float, str]:
    """A dotted rule where a series changes what it counts; the places and the keys of their words."""
    found: dict[float, str] = {}
    for entry in panel.series:
        found |= axis.breaks(entry.rows, line, panel.kind)
    for x in found:
        axes.axvline(x, color=MUTED, lw=0.9, ls=(0, (2, 2)), zorder=1.5)
    return dict(sorted(found.items()))


def write_breaks(axes: Axes, panel: Panel, line: Timeline, room: Room) -> None:
    """Words at a break, beside its rule where there is room; said once where several breaks are alike."""
    told: set[str] = set()
    rules = mark_breaks(axes, panel, line)
    for x, key in rules.items():
        words = panel.break_words or fixed(key, panel.language)
        if words in told:
            continue
        told.add(words)
        after = min((room.points(other, 0)[0] for other in rules if other > x), default=float("inf"))
        text = "\n".join(labels.wrapped(words, min(110, max(after - room.points(x, 0)[0] - 8, 50))))
        wide, high = labels.width(text) + 2, LINE * (text.count("\n") + 1)
        foot, top = room.points(x, axes.get_ylim()[0])[1], room.edges[3]
        heights = np.arange(top - high - foot, 2, -6)
        spots = [(side * (wide / 2 + 4), up) for up in heights for side in (1, -1)]
        room.write(text, (x, axes.get_ylim()[0]), spots or [(wide / 2 + 4, 2)], colour=MUTED)


def write_missing(panel: Panel, line: Timeline, room: Room) -> None:
    """ "2020: unknown" in the place that stays open; part of a year is never asked for."""
    if panel.form == "points":  # of which nothing is asked between its dates
        return
    frame = panel.observations.frame
    told = {line.x(period, panel.kind) for period in frame["period"].unique()}
    foot = max(room.axes.get_ylim()[0], 0)
    for first, last in axis.missing(panel.known(line), line, told):
        years = f"{int(first)}" if int(first) == int(last) else f"{int(first)}–{int(last)}"
        text = f"{years}:\n{fixed('unknown', panel.language)}"
        aside = labels.width(text) / 2
        sides = (0, aside - 8, 8 - aside, aside + 2, -aside - 2)
        room.write(text, ((first + last) / 2, foot), [(dx, 3) for dx in sides], colour=MUTED)
