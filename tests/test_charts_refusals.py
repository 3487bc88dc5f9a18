"""What a figure refuses, it refuses with what to call or choose instead."""

import re

import pytest
from drawings import MOTIVES, observations, yearly

from book.charts import (
    area,
    beeswarm,
    bridge,
    columns,
    dots,
    dumbbell,
    europe,
    hundred,
    line,
    multiples,
    panels,
    ranking,
    slope,
    stacked,
    target,
    waffle,
)

FLOW = observations(yearly("immigration", {2022: 3, 2023: 4}))
AMONG = observations(yearly("immigration", {2022: 3}, country="NL"), "country")
STOCK = observations(yearly("residents", {"2022-12-31": 5, "2023-12-31": 6}))
RATIO = observations(yearly("share", {2022: 5.5, 2023: 6.5}))
PART = observations(yearly("immigration", {2022: 3, "2023-01/2023-10": 4}))
MIXED = observations([*yearly("immigration", {2022: 1}), *yearly("permits", {2022: 1})])
LENGTHS = observations(yearly("immigration", {2021: 3, "2022-H1": 1}))
EIGHT = observations([row for code in MOTIVES for row in yearly("permits", {2022: 1}, motive=code)], "motive")
BELOW = observations([*yearly("immigration", {2022: -1}), *yearly("emigration", {2022: 1})])
TWO = observations(
    [row for code in ("NL", "DE") for row in yearly("share", {2022: 1, 2023: 2}, country=code)], "country"
)
AGAIN = observations([row for _ in range(2) for row in yearly("share", {2022: 1}, country="NL")], "country")
GAP = observations([*yearly("permits", {2022: 1}, motive="labour"), *yearly("permits", {2022: None}, motive="study")], "motive")  # fmt: skip


@pytest.mark.parametrize(
    ("refused", "instead"),
    [
        (lambda: line(STOCK), "a stock: use dots() (yearly) or area() (monthly)"),
        (lambda: columns(STOCK), "a stock: use dots() (yearly) or area() (monthly)"),
        (lambda: multiples(STOCK, "measure"), "a stock: use dots() (yearly) or area() (monthly)"),
        (lambda: dots(FLOW), "a flow: use line(), columns() or stacked()"),
        (lambda: area(FLOW), "a flow: use line(), columns() or stacked()"),
        (lambda: dots(RATIO), "a ratio: use line(), or dots(joined=False)"),
        (lambda: beeswarm(AMONG, AMONG, "country", None), "a flow: divide it by a whole, with shares()"),
        (lambda: beeswarm(TWO.where(period=2022), TWO.where(period=2022), "country", None), "a ratio: the area of a dot is a number"),
        (lambda: waffle(AMONG), "percent, not persons: use shares()"),
        (lambda: waffle(TWO), "one period at a time, not 2022, 2023: choose with where("),
        (lambda: waffle(TWO.where(period=2022)), "parts of 2.0% are no whole: add what is left, with remainder()"),
        (lambda: slope(EIGHT), "8 series of motive, at most 6: keep the largest, with largest()"),
        (lambda: europe(AMONG), "a flow: divide it by the population, with rates()"),
        (lambda: hundred(FLOW, rows="period"), "percent, not persons: use shares()"),
        (lambda: line(PART), "2023-01/2023-10 is a part-year: choose years() or months()"),
        (lambda: line(MIXED), "units mixed: permits, persons; name one measure, or draw each in a panel of its own, with panels()"),
        (lambda: columns(LENGTHS), "different length in one figure: choose years() or months()"),
        (lambda: ranking(FLOW), "one period at a time, not 2022, 2023: choose with where(period=…)"),
        (lambda: beeswarm(TWO, TWO, "country", None), "one period at a time, not 2022, 2023: choose with where("),
        (lambda: beeswarm(AGAIN, AMONG, "country", None), "choose one category with where()"),
        (lambda: dumbbell(EIGHT), "two periods, not 2022: use where(period=[…, …])"),
        (lambda: line(EIGHT), "8 series of motive, at most 5: choose with where()"),
        (lambda: stacked(EIGHT), "7 series of motive, at most 6: choose with where()"),
        (lambda: multiples(EIGHT, "motive"), "show two to six: choose with where(motive=[…])"),
        (lambda: area(observations([*yearly("residents", {"2022-01": 1, "2023-01": 1}), *yearly("residents", {2024: 1})])), "counted monthly: use dots()"),
        (lambda: stacked(BELOW), "a negative value cannot be part of a column: use columns() or line()"),
        (lambda: ranking(EIGHT), 'use but(motive="total")'),
        (lambda: line(FLOW, floor=2), "the axis of a flow starts at zero: leave out floor="),
        (lambda: bridge(GAP), "no figure of study: a bridge with a gap is drawn with partial_chain=True"),
        (lambda: panels(line(FLOW), bridge(FLOW.where(period=2022))), "not bridge: give it a cell of its own"),
        (lambda: target(FLOW, "immigration", "immigration", "immigration"), "target(obs, goal, realised, backlog)"),
    ],
)  # fmt: skip
def test_a_refusal_says_what_to_do_instead(refused, instead):
    with pytest.raises(ValueError, match=re.escape(instead)):
        refused()
