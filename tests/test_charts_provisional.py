"""Provisional values: outlined where they stand among final ones; where all are provisional, filled, with one note."""

import pytest
from drawings import observations, yearly
from matplotlib.colors import to_hex

from book.chapter import footer, grid
from book.charts import (
    bridge,
    columns,
    dots,
    hundred,
    line,
    multiples,
    pair,
    panels,
    ranking,
    stacked,
    target,
    waterfall,
)  # fmt: skip
from book.charts.palette import PAPER, hollow_in

ALL, SOME = {2022: "P", 2023: "P"}, {2023: "P"}


def flow(status, measure="immigration"):
    return observations(yearly(measure, {2022: 400, 2023: 300}, status))


def split(status, measure="immigration", periods=(2022, 2023), codes=("labour", "study")):
    """Categories over the two years; of one year those after the first are provisional, or all."""
    rows = []
    for place, code in enumerate(codes):
        told = status if len(periods) > 1 else {2023: "P" if place or status is ALL else "A"}
        rows += yearly(measure, dict.fromkeys(periods, 60 - 20 * place), told, motive=code)
    return observations(rows, "motive")


def shares(status):
    rows = [row for code in ("NL", "DE") for part, value in (("labour", 60), ("study", 40))
            for row in yearly("share", {2023: value}, {2023: "P" if code == "DE" or status is ALL else "A"},
                              country=code, motive=part)]  # fmt: skip
    return observations(rows, "country", "motive")


def change(status):
    rows = [row for code, values in {"total": (100, 80), "labour": (60, 50), "study": (40, 30)}.items()
            for row in yearly("immigration", dict(zip((2022, 2023), values, strict=True)), status, motive=code)]  # fmt: skip
    return observations(rows, "motive")


def aims(status):
    rows = [row for measure in ("immigration", "emigration") for row in yearly(measure, {2022: 5, 2023: 4}, status)]
    return target(observations(rows), "immigration", "emigration", "residents")


FORMS = {
    "line": lambda status: line(flow(status)),
    "dots": lambda status: dots(observations(yearly("residents", {"2022-12-31": 5, "2023-12-31": 6},
                                                    {f"{year}-12-31": letter for year, letter in status.items()}))),
    "columns": lambda status: columns(flow(status)),
    "stacked": lambda status: stacked(split(status), by="motive"),
    "panels": lambda status: panels(line(flow({2022: "P", 2023: "P"})), columns(flow(status, "net_migration"))),
    "multiples": lambda status: multiples(split(status), by="motive"),
    "ranking": lambda status: ranking(split(status, periods=[2023]), by="motive"),
    "pair": lambda status: pair(split(ALL, periods=[2023]), split(status, "rate", [2023]), by="motive"),
    "hundred": lambda status: hundred(shares(status), by="motive"),
    "bridge": lambda status: bridge(split(status, periods=[2023]), by="motive"),
    "waterfall": lambda status: waterfall(change(status)),
    "target": aims,
}  # fmt: skip


def hollow(drawing):
    """The bars in outline and the hollow dots of a drawing."""
    axes = drawing.figure("en").axes
    bars = [patch for one in axes for patch in one.patches if patch.get_linewidth() == 1.6]
    dots = [mark for one in axes for mark in one.lines
            if mark.get_marker() in ("o", "s") and to_hex(mark.get_markerfacecolor()) == PAPER]  # fmt: skip
    return [*bars, *dots]


@pytest.mark.parametrize("form", FORMS)
def test_provisional_values_are_hollow_among_final_ones(form):
    drawing = FORMS[form](SOME)
    assert hollow(drawing)
    assert len(hollow(drawing)) < len(drawing.rows)


@pytest.mark.parametrize("form", FORMS)
def test_where_all_are_provisional_they_are_filled_and_one_note_says_so(form):
    drawing = FORMS[form](ALL)
    assert hollow(drawing) == []
    signs = grid.signs(grid.grid(drawing.parts, "en"))
    notes = footer.notes(drawing.parts, [sign for sign in signs if sign != "."], "en")
    assert [note for note in notes if "provisional" in note] == ["(*) provisional figure."]


def test_values_that_are_missing_are_neither_final_nor_provisional():
    rows = yearly("immigration", {2021: None, 2022: 1, 2023: 2}, {2022: "EP", 2023: "P"})
    assert hollow_in(observations(rows)) == frozenset()
    assert hollow_in(observations(rows), flow({})) == {"EP", "P"}
