"""The Netherlands among EU countries by several indicators: a row each, a dot per country from the least to the most."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import HALO, Words, note
from book.charts.layout import grid_of, settle
from book.charts.marks import locate
from book.charts.palette import CONTEXT, INK, MUTED, PAPER, SUBJECT
from book.charts.series import ChartError, checked, label, one_period, sign_of, signed
from book.charts.style import Drawing
from book.data.members import UNION
from book.data.observations import Observations
from book.language import numbers
from book.language.words import capital

ROW, KEY = 45, 22  # points a row, and the key above the first
NAME = 124  # points for the names at the left
MOST, LEAST = 12, 3  # rows in a drawing; countries in a row


@dataclass(frozen=True)
class Row:
    """An indicator: `others` without the Netherlands and the EU; `here` and `mean` None where there is no figure."""

    obs: Observations
    words: Words
    others: pd.DataFrame
    here: pd.Series | None
    mean: pd.Series | None

    @property
    def all(self) -> pd.DataFrame:
        """The countries, the Netherlands among them."""
        return self.others if self.here is None else pd.concat([self.others, self.here.to_frame().T], ignore_index=True)

    @cached_property
    def ends(self) -> tuple[float, float]:
        """The least and the most."""
        return self.all["value"].min(), self.all["value"].max()

    def place(self, value: float) -> float:
        """Where a value stands between the least (0) and the most (1)."""
        low, high = self.ends
        return (value - low) / (high - low) if high > low else 0.5


def strip(*indicators: Observations, headings: Sequence[Words] = (), by: str = "country") -> Drawing:
    """A row per indicator, each of one period and one measure, on the scale from its least to its most country.

    The ends are named with their values, the Netherlands has its number, the EU a ring. Rows stand by the place of the
    Netherlands, the highest first; one with fewer than three countries is left out. `headings` name them, else their
    measures do. ChartError for more than twelve, for several periods or measures in a row, or for numbers of people: a
    large country is no high one.
    """
    words = [*headings, *[None] * (len(indicators) - len(headings))]
    if len(indicators) > MOST or len(headings) > len(indicators):
        raise ChartError(f"strip: {len(indicators)} indicators with {len(headings)} headings, at most {MOST} rows")
    for obs in indicators:
        one_period(checked(obs, "ratio", instead="divide by inhabitants, with rates()"))
        if obs.frame["measure"].nunique() > 1 or obs.frame[by].duplicated().any():
            raise ChartError(f"{obs.record.name}: a row of a strip has one value of each {by}")
    found = [_row(obs, heading, by) for obs, heading in zip(indicators, words, strict=True)]
    rows = sorted((row for row in found if len(row.all) >= LEAST), key=_height, reverse=True)
    return Drawing("strip", indicators, partial(_paint, rows, by))


def _row(obs: Observations, words: Words, by: str) -> Row:
    held = obs.frame.dropna(subset=["value"])
    one = {code: held[held[by] == code] for code in ("NL", UNION)}
    here, mean = (None if rows.empty else rows.iloc[0] for rows in one.values())
    return Row(obs, words, held[~held[by].isin(list(one))], here, mean)


def _height(row: Row) -> float:
    return -1 if row.here is None else row.place(row.here["value"])


def _paint(rows: Sequence[Row], by: str, figure: Figure, language: str) -> None:
    figure.set_figheight((ROW * len(rows) + KEY) / 72)
    axes = grid_of(figure)[0, 0]
    axes.grid(False)
    axes.spines["bottom"].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks(range(len(rows)), [_name(row, language) for row in rows], linespacing=1.15)
    axes.tick_params(axis="y", labelcolor=INK)
    axes.set(xlim=(-0.02, 1.02), ylim=(len(rows) - 0.5, -0.5 - KEY / ROW))
    for place, row in enumerate(rows):
        _dots(axes, place, row)
        _ends(axes, place, row, by, language)
    _key(axes, any(row.mean is not None for row in rows), language)


def _name(row: Row, language: str) -> str:
    if row.obs.frame.empty:
        return ""
    measure = row.obs.record.measures[row.obs.frame["measure"].iloc[0]].label[language]
    words = labels.in_language(row.words, language) or capital(measure)
    period = numbers.named_period(row.obs.frame["period"].iloc[0], language)
    return "\n".join([*labels.wrapped(words, NAME), *labels.wrapped(f"({period})", NAME)])


def _dots(axes: Axes, place: int, row: Row) -> None:
    axes.hlines(place, 0, 1, color=CONTEXT, lw=0.8, zorder=1)
    axes.plot(
        row.others["value"].map(row.place), [place] * len(row.others), "o", color=CONTEXT, ms=6.5, mec=PAPER, mew=0.8
    )
    shown = [*(one for _, one in row.others.sort_values("value", kind="stable").iterrows()), row.mean, row.here]
    for one in (one for one in shown if one is not None):
        locate(axes, one, (row.place(one["value"]), place))
    if row.mean is not None:
        axes.plot(row.place(row.mean["value"]), place, "o", color=MUTED, mfc=PAPER, ms=7.5, mew=1.8, zorder=3)
    if row.here is not None:
        axes.plot(row.place(row.here["value"]), place, "o", color=SUBJECT, ms=9.5, mec=PAPER, mew=0.8, zorder=4)


def _ends(axes: Axes, place: int, row: Row, by: str, language: str) -> None:
    """The number of the Netherlands above its dot; the countries at both ends below, but for the Netherlands."""
    unit = row.obs.unit
    if row.here is not None:
        at, text = row.place(row.here["value"]), signed(row.here, unit, language) + sign_of(unit)
        side = "left" if at < 0.1 else "right" if at > 0.9 else "center"
        note(axes, text, (at, place), (0, 12), SUBJECT, ha=side, weight=700, path_effects=HALO)
    ordered = row.others.sort_values(["value", by], kind="stable")
    for end, side in ((ordered.iloc[0], "left"), (ordered.iloc[-1], "right")):
        text = f"{label(row.obs, by, end[by], language)} {signed(end, unit, language)}{sign_of(unit)}"
        at = row.place(end["value"])
        note(axes, text, (min(max(at, 0), 1), place), (0, -12), MUTED, ha=side)


def _key(axes: Axes, union: bool, language: str) -> None:
    """What the dots are, above the first row."""
    entries = [
        (SUBJECT, SUBJECT, "netherlands"),
        *([(MUTED, PAPER, "union")] if union else []),
        (CONTEXT, CONTEXT, "countries"),
    ]
    settle(axes.figure)
    point = (axes.get_xlim()[1] - axes.get_xlim()[0]) / labels.across(axes)
    start, top = 5 * point, -0.5 - KEY / ROW / 2
    for edge, paper, key in entries:
        words = labels.fixed(key, language)
        axes.plot(start, top, "o", color=edge, mfc=paper, ms=7, mew=1.6, clip_on=False)
        note(axes, words, (start, top), (8, 0), edge if edge != CONTEXT else MUTED, va="center_baseline", weight=600)
        start += (labels.width(words) + 26) * point
