"""Steps from one total to another: bars that begin where the last one ended, joined by hairlines."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import note
from book.charts.layout import grid_of
from book.charts.marks import locate, row_of
from book.charts.palette import CONTEXT, INK, MUTED, SUBJECT, outlined
from book.charts.rows import clear_rows, widen

ROW = 34  # points


@dataclass(frozen=True)
class Step:
    """A row: from `start` to `end`; a total starts at zero. `colour` is that of a step that is none.

    `rows` are the observations that it shows; a balance shows none.
    """

    name: str
    start: float
    end: float
    text: str
    total: bool
    hollow: bool = False
    colour: str = CONTEXT
    rows: Sequence[pd.Series] = ()


def draw(figure: Figure, steps: Sequence[Step]) -> None:
    """The steps, the first on top, each with its name at the left and its number at the right of its bar."""
    names_of = ["\n".join(labels.folded(part, 150, 600) for part in step.name.split("\n")) for step in steps]
    lines = max(map(labels.count_lines, names_of))
    figure.set_figheight((max(ROW, 13 * lines + 6) * len(steps)) / 72)
    axes = grid_of(figure)[0, 0]
    for place, step in enumerate(steps):
        colour, wide = (SUBJECT, 0.66) if step.total else (step.colour, 0.5)
        fill = outlined(colour) if step.hollow else {"color": colour}
        axes.barh(place, step.end - step.start, wide, step.start, **fill)
        if step.rows:
            locate(axes, step.rows, (step.start, place - wide / 2, step.end, place + wide / 2), row_of(place))
        if place:
            above = 0.33 if steps[place - 1].total else 0.25
            axes.plot([steps[place - 1].end] * 2, [place - 1 + above, place - wide / 2], color=MUTED, lw=0.9)
    clear_rows(axes, names_of, len(steps))
    for text, step in zip(axes.get_yticklabels(), steps, strict=True):
        text.set(weight=600 if step.total else 400, color=INK if step.total else MUTED)
    axes.axvline(0, color=INK, lw=0.8)
    _number(axes, steps)


def _number(axes: Axes, steps: Sequence[Step]) -> None:
    """Numbers right of the bars, and room for them."""
    ends = [max(step.start, step.end) for step in steps]
    low = min(0, *(min(step.start, step.end) for step in steps))
    axes.set_xlim(low, max(ends) or 1)
    widen(axes, ends, [step.text for step in steps], 6)
    for place, (step, end) in enumerate(zip(steps, ends, strict=True)):
        weight, colour = (700, SUBJECT) if step.total else (400, MUTED)
        note(axes, step.text, (end, place), (4, 0), colour, va="center_baseline", weight=weight)
