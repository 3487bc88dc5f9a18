"""Lines of several categories under one another."""

import pytest
from drawings import observations, outside, overlapping, yearly

from book.charts import tiers


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
