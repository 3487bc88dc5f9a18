"""Observations made for the tests of figures, and what can be measured on a finished figure."""

from functools import lru_cache
from itertools import combinations

import pandas as pd

from book.data.observations import Observations
from book.data.records import Dimension, Measure, Record, Source

MEASURES = {
    "immigration": ("immigration", "immigratie", "persons", "flow"),
    "emigration": ("emigration", "emigratie", "persons", "flow"),
    "net_migration": ("net migration", "migratiesaldo", "persons", "flow"),
    "residents": ("people in reception", "mensen met recht op opvang bij het COA", "persons", "stock"),
    "permits": ("first permits", "eerste verblijfsvergunningen", "permits", "flow"),
    "rate": ("applicants per 1,000 inhabitants", "asielzoekers per 1.000 inwoners", "per_1000", "ratio"),
    "share": ("share", "aandeel", "percent", "ratio"),
}
MOTIVES = {
    "total": ("all motives", "alle motieven"),
    "labour": ("work", "werk"),
    "study": ("study", "studie"),
    "family": ("family reunification and formation", "gezinshereniging en gezinsvorming"),
    "asylum": ("asylum", "asiel"),
    "temporary_protection": (
        "temporary protection for people from Ukraine",
        "tijdelijke bescherming voor mensen uit Oekraïne",
    ),
    "other": ("other", "overige verblijfsdoelen"),
    "long": ("employment brokerage", "arbeidsbemiddelingsorganisaties en uitzendondernemingen"),
}


def observations(rows: list[dict], *dimensions: str) -> Observations:
    """Observations of a made-up record; `dimensions` are "motive" and "country"."""
    kinds = {
        "motive": Dimension(
            {"en": "motive", "nl": "motief"},
            {code: dict(zip(("en", "nl"), words, strict=True)) for code, words in MOTIVES.items()},
        ),
        "country": Dimension({"en": "country", "nl": "land"}, {}, True),
    }
    both = {"en": "Sample", "nl": "Voorbeeld"}
    source = Source(
        "cbs",
        {"en": "Statistics Netherlands (CBS)", "nl": "CBS"},
        both,
        "https://www.cbs.nl",
        "",
        "",
        both,
        short={"en": "CBS", "nl": "CBS"},
    )
    measures = {code: Measure({"en": en, "nl": nl}, unit, kind) for code, (en, nl, unit, kind) in MEASURES.items()}
    record = Record(
        "sample", both, both, measures, {name: kinds[name] for name in dimensions}, {"cbs": source}, both, both
    )
    defaults = {"status": "A", "vintage": "2026-01-01", "source": "cbs", "later": False}
    columns = ["period", "measure", *dimensions, "value", "status", "vintage", "source", "later"]
    frame = pd.DataFrame([defaults | row for row in rows], columns=columns)
    return Observations(record, frame.assign(value=frame["value"].astype(float)))


def yearly(measure: str, values: dict, status: dict | None = None, **categories) -> list[dict]:
    """Rows of a series: {year or period: value}; None is a row that says missing."""
    told = {str(period): letters for period, letters in (status or {}).items()}
    return [
        {"period": str(period), "measure": measure, "value": value, "status": "M" if value is None else told.get(str(period), "A"), **categories}
        for period, value in values.items()
    ]  # fmt: skip


@lru_cache(maxsize=1)  # a figure is drawn once for all that is measured on it
def words_of(figure) -> list[tuple[str, tuple]]:
    """All words that can be seen, with their boxes (left, bottom, right, top) in points."""
    figure.draw_without_rendering()
    found = [*figure.texts]
    for axes in (axes for axes in figure.axes if axes.get_visible()):
        found += [*axes.texts, axes._left_title]
        for side, (low, high) in ((axes.xaxis, sorted(axes.get_xlim())), (axes.yaxis, sorted(axes.get_ylim()))):
            ticks = [*side.get_major_ticks(), *side.get_minor_ticks()]
            found += [tick.label1 for tick in ticks if tick.label1.get_visible() and low <= tick.get_loc() <= high]
    scale = 72 / figure.dpi
    return [
        (text.get_text(), tuple(edge * scale for edge in text.get_window_extent().extents))
        for text in found
        if text.get_text()
    ]


def overlapping(figure, slack: float = 1.0) -> list[tuple[str, str]]:
    """Pairs of words whose boxes share more than `slack` points."""
    return [
        (one, other)
        for (one, a), (other, b) in combinations(words_of(figure), 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > slack and min(a[3], b[3]) - max(a[1], b[1]) > slack
    ]


def outside(figure, slack: float = 0.5) -> list[str]:
    """Words that leave the canvas."""
    wide, high = figure.get_size_inches() * 72
    return [
        text
        for text, (left, low, right, top) in words_of(figure)
        if left < -slack or low < -slack or right > wide + slack or top > high + slack
    ]
