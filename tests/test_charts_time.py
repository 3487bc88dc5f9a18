"""Figures over time: what they refuse, where lines stop, which places and years the axis has."""

import numpy as np
import pytest
from drawings import observations, outside, overlapping, words_of, yearly

from book.charts import ChartError, area, columns, dots, line, multiples, panels, stacked
from book.charts.labels import spread, width, wrapped
from book.charts.palette import PAPER, ROLES
from book.charts.time.axis import timeline
from book.charts.time.stack import stacks
from book.data.quantity import MeasureError


def flow(values, status=None, measure="immigration"):
    return observations(yearly(measure, values, status))


def stock(values, status=None):
    return observations(yearly("residents", values, status))


def strokes(figure, code):
    """The stretches of a series as drawn: lists of (x, y)."""
    lines = [entry for axes in figure.axes for entry in axes.lines if entry.get_gid() == f"series-{code}"]
    return [list(zip(*entry.get_data(), strict=True)) for entry in lines]


def texts(drawing, language="en"):
    return [text for text, _ in words_of(drawing.figure(language))]


FLOW, STOCK = flow({2022: 3, 2023: 4}), stock({"2022-12-31": 5, "2023-12-31": 6})
PART = flow({2022: 3, "2023-01/2023-10": 4})


@pytest.mark.parametrize("form", [line, columns, stacked])
def test_a_stock_is_not_drawn_as_a_flow(form):
    with pytest.raises(ChartError, match="stock"):
        form(STOCK)


@pytest.mark.parametrize("form", [dots, area])
def test_a_flow_is_not_drawn_as_a_stock(form):
    with pytest.raises(ChartError, match="flow"):
        form(FLOW)


def test_stock_and_flow_are_refused_in_one_panel_and_have_two():
    both = observations([*yearly("immigration", {2022: 1}), *yearly("residents", {2022: 1})])
    for form in (line, dots, stacked):
        with pytest.raises(MeasureError, match="mixed"):
            form(both)
    assert [part.kind for part in panels(columns(FLOW), dots(STOCK)).parts] == ["flow", "stock"]


def test_units_are_not_mixed():
    with pytest.raises(MeasureError, match="units mixed"):
        line(observations([*yearly("immigration", {2022: 1}), *yearly("permits", {2022: 1})]))


@pytest.mark.parametrize("form", [line, columns, stacked])
def test_a_part_year_is_refused(form):
    with pytest.raises(ChartError, match="part-year"):
        form(PART)


def test_half_years_are_not_drawn_among_years():
    with pytest.raises(ChartError, match="different length"):
        columns(flow({2021: 3, "2022-H1": 1}))


def test_two_rows_for_one_mark_are_refused():
    rows = [row for code in ("NL", "DE") for row in yearly("immigration", {2022: 1}, country=code)]
    with pytest.raises(ChartError, match="one category of country"):
        line(observations(rows, "country"), by="measure")
    with pytest.raises(ChartError, match=r"2 series of country, at most 1: use stacked\(\) or line\(\)"):
        columns(observations(rows, "country"))


def test_an_axis_starts_above_zero_only_for_a_ratio():
    with pytest.raises(ChartError, match="zero"):
        line(FLOW, floor=2)


def test_no_line_crosses_a_gap_a_missing_value_or_a_break():
    drawing = line(flow({2015: 1, 2016: 2, 2018: 3, 2019: None, 2020: 4, 2021: 5, 2022: 6, 2023: 7}, {2022: "B"}))
    assert [[x for x, _ in stroke] for stroke in strokes(drawing.figure("en"), "immigration")] == [
        [2015, 2016],
        [2018],
        [2020, 2021],
        [2022, 2023],
    ]


def test_a_change_of_definition_stops_the_line_and_is_named():
    drawing = line(flow({2020: 1, 2021: 2, 2022: 3}, {2020: "D", 2021: "D"}))
    assert [len(stroke) for stroke in strokes(drawing.figure("en"), "immigration")] == [2, 1]
    assert "andere definitie" in texts(drawing, "nl")


def test_an_area_beside_days_stays_one_stretch():
    months = stock({f"2022-{month:02}": 5 + month for month in range(1, 13)})
    days = stock({"2022-01-03": 5, "2022-01-19": 6, "2022-12-31": 7})
    axes = panels(area(months), dots(days)).figure("en").axes[0]
    assert [len(line.get_xdata()) for line in axes.lines if line.get_marker() == "o"] == [1]  # the last value
    assert len(axes.collections) == 1


def test_names_of_four_series_stay_in_their_panel():
    rows = [row for code, value in zip(("NL", "DE", "BE", "FR"), (100, 96, 93, 90), strict=True) for row in yearly("residents", {year: value * 1000 + year for year in range(2015, 2024)}, country=code)]  # fmt: skip
    four = observations(rows, "country")
    figure = panels(dots(four, by="country"), dots(four.where(country="NL"))).figure("nl")
    assert not overlapping(figure) and not outside(figure)


def test_an_area_stops_at_a_break():
    drawing = area(stock({"2022-11": 5, "2022-12": 6, "2023-01": 3, "2023-02": 4}, {"2023-01": "B"}))
    fills = [fill for fill in drawing.figure("en").axes[0].collections if fill.get_gid()]
    assert len(fills) == 2
    assert max(fills[0].get_paths()[0].vertices[:, 0]) < min(fills[1].get_paths()[0].vertices[:, 0])


def test_multiples_stop_at_a_break_in_each_panel():
    rows = [
        row
        for code in ("SY", "TR")
        for row in yearly("immigration", {2020: 1, 2021: 2, 2022: 3}, {2022: "B"}, country=code)
    ]
    drawing = multiples(observations(rows, "country"), by="country")
    assert [len(stroke) for stroke in strokes(drawing.figure("nl"), "immigration")] == [2, 1, 2, 1]
    assert texts(drawing, "nl").count("breuk") == 1


def test_a_break_is_named_in_the_words_given():
    assert "new method" in texts(
        columns(flow({2021: 1, 2022: 2}, {2022: "B"}), break_words={"en": "new method", "nl": "x"})
    )
    assert "breuk" in texts(line(flow({2021: 1, 2022: 2}, {2022: "B"})), "nl")


def test_what_is_missing_is_said_where_the_place_stays_open():
    assert "2020:\nonbekend" in texts(columns(flow({2019: 1, 2021: 2})), "nl")
    assert "2020–2021:\nunknown" in texts(line(flow({2019: 1, 2020: None, 2022: 2})))
    assert "2023:\nunknown" in texts(panels(line(FLOW), columns(flow({2022: 5}, measure="net_migration"))))


def test_provisional_values_are_hollow_and_starred_at_number_and_year():
    drawing = line(flow({2022: 3, 2023: 4}, {2023: "P"}))
    marker = [entry for entry in drawing.figure("en").axes[0].lines if entry.get_marker() == "o"][-1]
    assert marker.get_markerfacecolor() == PAPER
    assert {"4*", "2023*"} <= set(texts(drawing))
    column = columns(flow({2022: 3, 2023: 4}, {2023: "P"})).figure("en").axes[0].patches[-1]
    assert np.allclose(column.get_facecolor(), 1) and column.get_linewidth() == 1.6


def test_a_figure_published_later_has_a_dagger_and_none_where_all_are():
    """What all figures of a drawing have is said in the note under it."""
    rows = yearly("immigration", {2022: 3, 2023: 4})
    for first, number in ((False, "4†"), (True, "4")):
        marked = [row | {"later": late} for row, late in zip(rows, (first, True), strict=True)]
        assert number in texts(line(observations(marked)))


def test_a_series_that_ends_early_says_when():
    rows = [*yearly("immigration", {2021: 1, 2022: 2, 2023: 9}), *yearly("emigration", {2021: 5, 2022: 6})]
    assert "Emigration\n6 (2022)" in texts(line(observations(rows)))


def test_series_keep_the_order_of_where_and_else_of_the_record():
    rows = [row for name in ("emigration", "immigration", "net_migration") for row in yearly(name, {2022: 1})]
    assert list(line(observations(rows)).rows["measure"]) == ["immigration", "emigration", "net_migration"]
    asked = observations(rows).where(measure=["net_migration", "immigration"])
    assert list(line(asked).rows["measure"]) == ["net_migration", "immigration"]


def test_a_hue_follows_the_meaning_and_can_be_chosen():
    rows = [row for code in ("labour", "asylum") for row in yearly("permits", {2022: 1}, motive=code)]
    obs = observations(rows, "motive")
    assert {entry.get_color() for entry in line(obs).figure("en").axes[0].lines} == {ROLES["work"], ROLES["asylum"]}
    chosen = line(obs, colours={"labour": "subject"}).figure("en").axes[0].lines
    assert {entry.get_color() for entry in chosen} == {ROLES["subject"], ROLES["asylum"]}
    with pytest.raises(ValueError, match="no colour role red"):
        line(obs, colours={"labour": "red"})


def test_a_stack_leaves_open_the_year_of_which_a_part_is_not_known():
    rows = [
        *yearly("permits", {2021: 1, 2022: 2, 2023: 3}, motive="labour"),
        *yearly("permits", {2022: 5}, motive="temporary_protection"),
    ]
    drawing = stacked(observations(rows, "motive"), by="motive")
    assert list(stacks(drawing.parts[0], "motive").index) == ["2021", "2022"]  # before 2022 the part did not exist


def test_the_number_on_a_stack_is_the_published_total():
    parts = [
        row for code, value in (("labour", 4), ("study", 5)) for row in yearly("permits", {2022: value}, motive=code)
    ]
    assert "9" not in texts(stacked(observations(parts, "motive"), by="motive"))
    with_total = observations([*yearly("permits", {2022: 10}, motive="total"), *parts], "motive")
    assert "10" in texts(stacked(with_total, by="motive"))


def test_panels_of_stock_and_flow_say_how_they_belong_to_their_time():
    words = texts(panels(columns(FLOW), dots(STOCK)), "nl")
    assert "In het jaar: immigratie" in words
    assert "Op 31 december: mensen met recht op opvang bij het COA" in words


def test_panels_join_only_figures_over_time():
    from book.charts import ranking

    with pytest.raises(ChartError, match="ranking"):
        panels(line(FLOW), ranking(flow({2022: 1})))


def test_the_turn_of_the_year_stands_at_the_year_that_ended_beside_a_flow():
    beside = timeline([(["2023-01-01", "2024-01-03"], "stock"), (["2023"], "flow")])
    assert beside.x("2024-01-03", "stock") == beside.x("2023", "flow") == 2023
    alone = timeline([(["2023-01-01", "2024-01-01"], "stock")])
    assert alone.x("2024-01-01", "stock") == 2024


def test_years_on_the_axis_are_first_last_and_fives():
    shown = [
        text for text in texts(line(flow(dict.fromkeys(range(2008, 2024), 1)))) if text.isdigit() and int(text) > 2000
    ]
    assert shown == ["2008", "2010", "2015", "2020", "2023"]


def test_spread_keeps_order_and_distance_and_the_floor():
    assert spread([10, 50], [10, 10], 0) == [10, 50]
    placed = spread([12, 10, 11], [10, 20, 10], 0)
    assert placed[1] < placed[2] < placed[0]
    assert placed[2] - placed[1] == 15 and placed[0] - placed[2] == 10
    assert spread([0, 1], [10, 10], 0) == [5, 15]


def test_words_are_measured_and_wrapped():
    assert width("immigratie") > width("immig") > 0
    assert wrapped("een lange naam", width("een lange", weight=400) + 1) == ["een lange", "naam"]
    assert wrapped("arbeidsbemiddelingsorganisaties", 20) == ["arbeidsbemiddelingsorganisaties"]


def test_points_are_not_joined_and_nothing_is_asked_between_them():
    days = {"2010-07-01": 3, "2015-07-01": 4, "2020-07-01": 5, "2024-07-01": 6}
    drawing = dots(stock(days), joined=False)
    assert drawing.form == "points"
    drawn = [list(entry.get_xdata()) for axes in drawing.figure("en").axes for entry in axes.lines]
    assert drawn == [[2010], [2015], [2020], [2024]]
    assert [len(stroke) for stroke in strokes(dots(stock(days)).figure("en"), "residents")] == [4]
    assert not any("unknown" in text for text in texts(drawing))


def test_a_ratio_of_a_day_stands_where_the_stock_of_that_day_does():
    days = {"2015-07-01": 3, "2020-07-01": 4}
    share = observations(yearly("share", days))
    with pytest.raises(ChartError, match="ratio"):
        dots(share)
    found = panels(dots(stock(days), joined=False), dots(share, joined=False)).figure("en")
    places = [[x for mark in axes.lines if mark.get_marker() == "o" for x in mark.get_xdata()] for axes in found.axes]
    assert places == [[2015, 2020], [2015, 2020]]


def test_a_panel_of_five_lines_is_as_high_as_their_names_need():
    rows = [
        row
        for code in ("labour", "study", "family", "asylum", "long")
        for row in yearly("permits", {2022: 1, 2023: 2}, motive=code)
    ]
    tall = panels(line(observations(rows, "motive"), by="motive"), line(flow({2022: 1, 2023: 2}))).figure("en")
    assert tall.get_figheight() * 72 > 2 * 190


def test_rates_of_1_january_stand_at_their_own_year():
    days = [f"{year}-01-01" for year in range(2014, 2024)]
    assert timeline([(days, "ratio")]).annual and timeline([(days, "ratio")]).x("2023-01-01", "ratio") == 2023
    assert not timeline([([*days, "2023-06-01"], "ratio")]).annual
