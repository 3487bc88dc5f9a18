"""A distribution, and lines of several categories under one another."""

import re

import pytest
from drawings import observations, outside, overlapping, words_of, yearly

from book.charts import ChartError, distribution, svg, tiers
from book.charts.distribution import classes
from book.charts.palette import DARK

CODES = ("NL", "DE", "BE", "FR", "IT", "ES", "PL", "SE")
VALUES = (2.5, 3.0, 3.9, 4.0, 5.0, 6.1, 6.4, 12.0)


def shares(values=VALUES, measure="share", period=2023):
    return observations(
        [row for code, value in zip(CODES, values, strict=False) for row in yearly(measure, {period: value}, country=code)],
        "country",
    )  # fmt: skip


def test_classes_hold_their_lower_limit_and_not_their_upper_one():
    found = classes(shares(), 2, "municipalities")
    assert list(found.frame["class"]) == ["2", "4", "6", "8", "10", "12"]
    assert list(found.frame["value"]) == [3, 2, 2, 0, 0, 1]
    assert found.record.dimensions["class"].codes["2"] == {"en": "2 to under 4%", "nl": "2 tot 4%"}


def test_every_value_is_in_one_class_and_stays_traceable():
    found = classes(shares(), 2, "municipalities")
    assert found.frame["value"].sum() == len(VALUES)
    assert sum(map(len, found.frame["inputs"])) == len(VALUES)


def test_the_columns_drawn_are_the_classes():
    drawing = distribution(shares(), by="country", width=2, unit="municipalities")
    axes = drawing.figure("en").axes[0]
    assert [patch.get_height() for patch in axes.patches] == list(drawing.rows["value"])


@pytest.mark.parametrize("language", ["en", "nl"])
def test_its_words_name_the_ends_and_the_median_and_stay_apart(language):
    figure = distribution(shares(), by="country", width=2, unit="municipalities").figure(language)
    text = " ".join(word for word, _ in words_of(figure))
    assert ("median 4.5%" if language == "en" else "mediaan 4,5%") in text
    assert ("lowest: Netherlands 2.5%" if language == "en" else "laagste: Nederland 2,5%") in text
    assert not overlapping(figure) and not outside(figure)


def test_its_colours_are_in_the_palette():
    text = svg(distribution(shares(), by="country", width=2, unit="municipalities").figure("en"))
    assert {colour.lower() for colour in re.findall(r"#[0-9a-fA-F]{6}\b", text)} <= set(DARK)


def test_counts_two_periods_and_doubles_are_refused():
    with pytest.raises(ChartError):
        distribution(shares(measure="immigration"), "country", 2, "municipalities")
    with pytest.raises(ChartError):
        distribution(shares() + shares(period=2022), "country", 2, "municipalities")
    with pytest.raises(ChartError):
        distribution(shares() + shares(), "country", 2, "municipalities")


def test_nothing_to_show_is_an_empty_drawing():
    assert distribution(shares(()), "country", 2, "municipalities").empty


def rates():
    rows = [
        row
        for code, height in (("NL", 80), ("EU27", 40))
        for motive, less in (("labour", 0), ("asylum", 20))
        for row in yearly("share", dict.fromkeys(range(2014, 2024), height - less), {2021: "B"}, country=code, motive=motive)
    ]  # fmt: skip
    return observations(rows, "country", "motive")


def test_tiers_share_one_scale_and_have_a_panel_for_each_category():
    drawing = tiers(rates(), by="country", lines="motive")
    first, second = drawing.figure("en").axes
    assert first.get_ylim() == second.get_ylim()
    assert {axes._left_title.get_text() for axes in (first, second)} == {"EU27", "Netherlands"}
    assert len(drawing.parts) == 1 and len(drawing.rows) == 40


def test_tiers_stop_at_a_break():
    axes = tiers(rates(), by="country", lines="motive").figure("en").axes[0]
    years = [{round(x) for x in line.get_xdata()} for line in axes.lines]
    assert {2019, 2020} <= years[0] and {2021, 2022} <= years[1]
    assert not [drawn for drawn in years if {2020, 2021} <= drawn]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_words_of_tiers_do_not_touch(language):
    figure = tiers(rates(), by="country", lines="motive").figure(language)
    assert not overlapping(figure) and not outside(figure)
