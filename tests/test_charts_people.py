"""Beeswarm, waffle and slope: where dots, squares and lines stand, and that their words keep apart."""

import re

import numpy as np
import pandas as pd
import pytest
from drawings import observations, outside, overlapping, words_of, yearly

from book.charts import beeswarm, slope, svg, waffle
from book.charts.beeswarm import packed
from book.charts.palette import DARK
from book.charts.waffle import squares
from book.data.members import MEMBERS
from book.measures import share

PEOPLE = [1000, 900, 850, 800, 40, 30, 20, 15, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]
SHARES = [38.0, 38.1, 33.0, 23.0, 9.0, 9.1, 8.9, 12.0, 4.0, 5.0, 5.1, 7.0, 7.1, 3.0, 10.0, 11.0, 16.0, 18.0, 9.4, 42.0]
MOTIVES = ("labour", "study", "family", "asylum", "temporary_protection", "other")


def of_countries(measure, values, status="A", period=2023):
    rows = [row for code, value in zip(MEMBERS, values, strict=False) for row in yearly(measure, {period: value}, {period: status}, country=code)]  # fmt: skip
    return observations(rows, "country")


def by_motive(*years, status=None):
    """Shares of each year by motive; None is missing."""
    periods = range(2024 - len(years), 2024)
    rows = [
        row
        for place, motive in enumerate(MOTIVES)
        for row in yearly(
            "share", {year: cells[place] for year, cells in zip(periods, years, strict=True)}, status, motive=motive
        )
    ]
    return observations(rows, "motive")


def joined(drawing):
    lines = drawing.figure("en").axes[0].lines
    return [line for line in lines if len(line.get_xdata()) == 2 and line.get_linewidth() == 2.2]


def swarm(shares=SHARES, people=PEOPLE, status="A"):
    counted, others = of_countries("residents", people), of_countries("residents", PEOPLE)
    whole = share(others.at(2023, country="HU"), others.at(2023, country="CZ"))
    return beeswarm(of_countries("share", shares, status), counted, "country", whole)


NOW, THEN = [24.9, 9.7, 19.9, 10.4, 11.1, 24.0], [30.0, 10.0, 26.0, 10.1, None, 23.9]
DRAWN = {
    "beeswarm": swarm(),
    "beeswarm, provisional": swarm(status="P"),
    "beeswarm of one": swarm(SHARES[:1]),
    "beeswarm, all alike": swarm([20.0] * 20, [100] * 20),
    "waffle": waffle(by_motive(NOW)),
    "waffle, provisional": waffle(by_motive(NOW, status={2023: "P"})),
    "waffle, small parts": waffle(by_motive([0.4, 0.4, 0.4, 0.4, 0.4, 98.0])),
    "slope": slope(by_motive(THEN, NOW), by="motive"),
    "slope, crowded": slope(by_motive([90.0, 0.1, 0.2, 0.3, 0.4, 0.5], [90.0, 0.5, 0.4, 0.3, 0.2, 0.1]), by="motive"),
}


@pytest.mark.parametrize("name", DRAWN)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_words_keep_apart_and_inside(name, language):
    figure = DRAWN[name].figure(language)
    assert words_of(figure) and not overlapping(figure) and not outside(figure)


@pytest.mark.parametrize("name", ["beeswarm", "waffle, provisional", "slope"])
def test_the_same_bytes_twice_in_colours_of_the_palette(name):
    text = svg(DRAWN[name].figure("nl"))
    assert text == svg(DRAWN[name].figure("nl"))
    assert {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", text)} <= {*DARK}


def test_no_dot_lies_over_another_and_each_stands_at_its_value():
    x = np.array([50.0, 51.0, 50.5, 50.2, 80.0, 49.0] * 20) + np.arange(120) / 100
    radii = np.linspace(17, 1.5, 120)
    dots = packed(x, radii)
    assert [dot.x for dot in dots] == x.tolist() and dots[0].y == 0
    for place, one in enumerate(dots):
        for other in dots[:place]:
            assert np.hypot(one.x - other.x, one.y - other.y) > one.r + other.r


def test_a_dot_is_as_large_as_its_number_of_people():
    axes = DRAWN["beeswarm"].figure("en").axes[0]
    named = axes.collections[1].get_sizes()
    assert named[1] / named[0] == pytest.approx(0.9)


def test_a_beeswarm_names_the_four_largest_the_highest_and_both_lines():
    said = {text for text, _ in words_of(DRAWN["beeswarm"].figure("nl"))}
    assert {"Oostenrijk\n38,0%", "België\n38,1%", "Bulgarije\n33,0%", "Cyprus\n23,0%", "Malta\n42,0%"} <= said
    assert {"Nederland 17,5%", "mediaan 9,7%"} <= said


def test_who_has_no_share_or_no_number_is_left_out():
    drawing = swarm([None, *SHARES[1:]], [*PEOPLE[:-1], None])
    assert [len(part.frame) for part in drawing.parts] == [18, 18]
    assert swarm([None] * 20).empty


@pytest.mark.parametrize(
    ("shares", "counts"),
    [([50.0, 50.0], [50, 50]), ([33.4, 33.3, 33.3], [34, 33, 33]), ([24.9, 9.7, 19.9, 10.4, 11.1, 24.0], [25, 10, 20, 10, 11, 24]),
     ([0.4, 99.6], [0, 100]), ([16.6, 16.6, 16.6, 16.6, 16.6, 17.0], [17, 17, 17, 16, 16, 17]), ([33.0, 66.5], [33, 67])],
)  # fmt: skip
def test_squares_are_a_hundred_by_largest_remainder(shares, counts):
    assert squares(pd.Series(shares)) == counts and sum(counts) == 100


def test_a_waffle_has_a_hundred_squares_and_their_numbers():
    drawing = DRAWN["waffle"]
    assert len(drawing.figure("en").axes[0].patches) == 100
    said = [text for text, _ in words_of(drawing.figure("en"))]
    assert [text for text in said if text.isdigit()] == ["25", "10", "20", "10", "11", "24"]


def test_a_waffle_without_one_of_its_parts_is_not_drawn():
    assert waffle(by_motive([24.9, None, 19.9, 10.4, 11.1, 24.0])).empty


def test_a_slope_joins_the_first_and_the_last_period():
    drawing = slope(by_motive(THEN, [1.0] * 6, NOW), by="motive")
    assert set(drawing.rows["period"]) == {"2021", "2023"}
    assert len(joined(drawing)) == 5  # one motive has no figure at first
    assert list(dict.fromkeys(drawing.rows["motive"]))[:2] == ["labour", "other"]


def test_a_slope_joins_nothing_over_a_break_on_the_way_and_is_empty_without_two_periods():
    broken = slope(by_motive(NOW, NOW, NOW, status={2022: "B"}), by="motive")
    assert joined(broken) == []
    assert slope(by_motive(NOW), by="motive").empty
    assert slope(by_motive([None] * 6, NOW), by="motive").empty
