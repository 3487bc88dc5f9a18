"""Measures keep the trail of their inputs and refuse what official statistics do not allow."""

from dataclasses import replace

import pandas as pd
import pytest

from book.data.observations import Observations
from book.data.quantity import LESS, Input, Quantity, as_role, joint_status
from book.data.reading import load
from book.data.records import DataError, Dimension, Measure, Record, Source
from book.measures import bounds, rates, remainder, shares, totals, year_rank, yearly_change
from book.measures.single import (
    Change,
    MeasureError,
    accumulate,
    change,
    difference,
    opposite,
    per_thousand,
    proportion,
    rank,
    share,
    standing,
    top,
    total,
)

WORDS = {"en": "x", "nl": "x"}
SOURCE = Source("page", WORDS, WORDS, "https://example.org", "", "2024-01-01", WORDS)


def observations(*rows, rounding=1, kind="flow"):
    codes = dict.fromkeys(("total", "NL", "DE", "SY", "other"), WORDS)
    record = Record(
        "arrivals", WORDS, WORDS, {"arrivals": Measure(WORDS, "persons", kind, rounding)},
        {"country": Dimension(WORDS, codes)}, {"page": SOURCE}, WORDS, WORDS,
    )  # fmt: skip
    frame = pd.DataFrame(rows, columns=["period", "country", "value", "status"])
    frame = frame.assign(measure="arrivals", vintage="2024-01-01", source="page", later=False)
    return Observations(
        record, frame[["period", "measure", "country", "value", "status", "vintage", "source", "later"]]
    )


def quantity(value, **options):
    return replace(Quantity(value, "persons", "flow", "2023", inputs=(Input("a", "2023 x", "2024-01-01"),)), **options)


def test_a_quantity_knows_the_observation_behind_it():
    found = observations(("2023", "NL", 5, "P")).at(2023, country="NL")
    assert (found.value, found.unit, found.kind, found.status) == (5, "persons", "flow", "P")
    assert found.inputs == (Input("arrivals", "2023 arrivals NL", "2024-01-01"),)


def test_a_quantity_without_a_row_has_no_value_and_knows_its_series():
    found = observations(("2021", "NL", 5, "A"), ("2022", "NL", 6, "A")).at(2023, country="NL")
    assert (found.value, found.span) == (None, ("2021", "2022"))


def test_at_refuses_more_than_one_row():
    with pytest.raises(MeasureError, match="2 rows"):
        observations(("2023", "NL", 5, "A"), ("2023", "DE", 6, "A")).at(2023)


def test_a_misspelt_category_is_refused():
    with pytest.raises(MeasureError, match="no country Holland"):
        observations(("2023", "NL", 5, "A")).at(2023, country="Holland")


def test_change_takes_the_worse_status_and_both_inputs():
    found = change(quantity(80), quantity(100, period="2022", status="P"))
    assert (found.difference, found.ratio, found.status) == (-20, 0.8, "P")
    assert [entry.role for entry in found.inputs] == ["now", "before"]


@pytest.mark.parametrize(
    ("roles", "outer", "expected"),
    [
        (["value"], "now", ["now"]),
        (["part", "part, less"], "now", ["now", "now, less"]),
        (["part", "whole"], "now", ["now, part", "now, whole"]),
        (["events", "population"], "part now", ["part now, events", "part now, population"]),
        (["now, part", "now, whole"], "own", ["own, now, part", "own, now, whole"]),
        (["part", "less"], LESS, [LESS, "part"]),
    ],
)
def test_a_role_within_a_role_keeps_what_is_subtracted_and_the_sides_of_a_ratio(roles, outer, expected):
    inputs = tuple(Input("sample", "2023 x", "2024-01-01", role) for role in roles)
    assert [entry.role for entry in as_role(inputs, outer)] == expected


def test_change_across_a_break_is_broken():
    assert Change(quantity(80, breaks=("2023",)), quantity(100, period="2022")).broken
    assert not Change(quantity(80, breaks=("2022",)), quantity(100, period="2022")).broken
    assert Change(quantity(80, breaks=("2022",)), quantity(100, period="2021")).broken


@pytest.mark.parametrize("other", [{"unit": "requests"}, {"kind": "stock"}])
@pytest.mark.parametrize("combine", [change, share, difference, lambda a, b: total([a, b])])
def test_units_and_kinds_are_never_mixed(other, combine):
    with pytest.raises(MeasureError, match="mixed"):
        combine(quantity(1), quantity(2, **other))


def test_a_sum_of_two_periods_is_refused():
    with pytest.raises(MeasureError, match="periods mixed"):
        total([quantity(1), quantity(2, period="2022")])


def test_rounded_detail_is_not_summed_where_a_total_is_published():
    with pytest.raises(MeasureError, match="published total"):
        total(observations(("2023", "NL", 5, "A"), ("2023", "DE", 10, "A"), rounding=5))


def test_exact_detail_is_summed_with_its_trail():
    found = total(observations(("2023", "NL", 5, "A"), ("2023", "DE", 10, "P")))
    assert (found.value, found.status, len(found.inputs)) == (15, "P", 2)


@pytest.mark.parametrize("combine", [share, difference, lambda a, b: total([a, b])])
def test_figures_of_the_day_are_not_combined_with_later_ones(combine):
    assert combine(quantity(1), quantity(2, later=True)).value is None


def test_share_is_a_percentage_with_its_parts():
    found = share(quantity(1), quantity(4))
    assert (found.value, found.unit, found.kind) == (25, "percent", "ratio")
    assert [entry.role for entry in found.inputs] == ["part", "whole"]


def test_share_of_nothing_has_no_value():
    assert share(quantity(0), quantity(0)).value is None


def test_rate_needs_a_stock_of_people():
    with pytest.raises(MeasureError, match="needs a stock"):
        per_thousand(quantity(1), quantity(1000))
    assert per_thousand(quantity(5), quantity(1000, kind="stock")).value == 5


def test_rank_counts_from_the_largest_and_sees_ties():
    obs = observations(("2023", "NL", 5, "A"), ("2023", "DE", 9, "A"), ("2023", "SY", 5, "A"))
    found = rank(obs, "country", "NL")
    assert (found.position, found.of, found.tied, len(found.inputs)) == (2, 3, True, 3)


def test_top_keeps_ties_at_the_cut_and_leaves_out_rest_groups():
    obs = observations(
        ("2023", "NL", 5, "A"), ("2023", "DE", 9, "A"), ("2023", "SY", 5, "A"), ("2023", "other", 99, "A"), ("2023", "total", 118, "A")
    )  # fmt: skip
    assert [code for code, _ in top(obs, "country", 2).items] == ["DE", "NL", "SY"]


def test_top_takes_one_period_at_a_time():
    with pytest.raises(MeasureError, match="one period"):
        top(observations(("2022", "NL", 5, "A"), ("2023", "NL", 9, "A")), "country", 1)


def test_standing_goes_back_to_a_gap():
    obs = observations(("2019", "NL", 9, "A"), ("2021", "NL", 1, "A"), ("2022", "NL", 2, "A"), ("2023", "NL", 3, "A"))
    found = standing(obs, 2023, country="NL")
    assert [period for period, _ in found.series] == ["2021", "2022"]
    assert not found.since_start


def test_standing_goes_back_to_a_break():
    obs = observations(("2021", "NL", 1, "A"), ("2022", "NL", 2, "B"), ("2023", "NL", 3, "A"))
    assert [period for period, _ in standing(obs, 2023, country="NL").series] == ["2022"]


def test_shares_of_each_category_keep_their_inputs():
    obs = observations(("2023", "total", 20, "A"), ("2023", "NL", 5, "P"))
    found = shares(obs.but(country="total"), of=obs.where(country="total"))
    row = found.frame.iloc[0]
    assert (row["country"], row["value"], row["status"], found.unit) == ("NL", 25, "P", "percent")
    assert found.at(2023, country="NL").inputs == row["inputs"]


def test_rates_divide_by_the_population_of_the_first_of_january():
    people = observations(("2023-01-01", "NL", 1000, "A"), kind="stock")
    found = rates(observations(("2023", "NL", 5, "A")), people, by="country")
    assert (found.frame.loc[0, "value"], found.unit) == (5, "per_1000")


def test_flows_add_up_over_years_but_not_over_a_gap():
    obs = observations(("2021", "NL", 1, "A"), ("2022", "NL", 2, "P"), ("2024", "NL", 4, "A"))
    found = accumulate(obs, 2021, 2022, country="NL")
    assert (found.value, found.period, found.status, len(found.inputs)) == (3, "2021/2022", "P", 2)
    assert accumulate(obs, 2022, 2024, country="NL").value is None


def test_stocks_never_add_up_over_years():
    with pytest.raises(MeasureError, match="only flows"):
        accumulate(observations(("2021", "NL", 1, "A"), kind="stock"), 2021, 2021, country="NL")


def test_remainder_is_what_is_left_of_a_whole():
    obs = observations(("2023", "total", 20, "A"), ("2023", "NL", 5, "P"))
    row = remainder(obs, "country", "total", "NL", code="other").frame.iloc[0]
    assert (row["country"], row["value"], row["status"], len(row["inputs"])) == ("other", 15, "P", 2)


def test_a_proportion_sets_a_stock_against_a_population_of_another_day():
    people = quantity(50, kind="stock", period="2023-12-31")
    inhabitants = quantity(200, kind="stock", period="2023-07-01")
    found = proportion(people, inhabitants)
    assert (found.value, found.unit, found.period) == (25, "percent", "2023-12-31")
    with pytest.raises(MeasureError, match="stock"):
        proportion(quantity(1), quantity(2))


def test_the_opposite_of_what_a_total_leaves_out_is_a_number_of_people():
    assert [opposite(quantity(value)).value for value in (-3, None)] == [3, None]


def test_a_category_that_is_asked_for_follows_the_largest():
    rows = observations(("2023", "DE", 9, "A"), ("2023", "SY", 5, "A"), ("2023", "NL", 1, "A"))
    assert rows.largest("country", 1, also="NL").frame["country"].tolist() == ["DE", "NL"]
    assert rows.largest("country", 1).frame["country"].tolist() == ["DE"]


def test_totals_are_the_sum_of_each_period_with_the_worst_status():
    rows = observations(("2022", "DE", 9, "A"), ("2023", "DE", 5, "E"), ("2023", "SY", 2, "A"))
    found = totals(rows, "country")
    assert found.frame[["period", "country", "value", "status"]].to_numpy().tolist() == [
        ["2022", "total", 9, "A"],
        ["2023", "total", 7, "E"],
    ]
    assert [len(inputs) for inputs in found.frame["inputs"]] == [1, 2]


def test_a_rate_names_the_source_of_its_population():
    people = observations(("2023", "NL", 8, "A"))
    inhabitants = observations(("2023-07-01", "NL", 1000, "A"), kind="stock")
    inhabitants = replace(inhabitants, frame=inhabitants.frame.assign(source="census"))
    found = rates(people, inhabitants, "country", shift="-07-01")
    assert found.frame[["value", "source"]].to_numpy().tolist() == [[8, "page;census"]]


def test_each_row_is_a_quantity_of_its_series():
    obs = observations(("2022", "NL", 5, "B"), ("2023", "NL", 6, "P"), ("2023", "DE", None, "M"))
    first, second, missing = obs.quantities()
    assert (first.value, second.status, missing.value, missing.inputs) == (5, "P", None, ())
    assert second.inputs == (Input("arrivals", "2023 arrivals NL", "2024-01-01"),)
    assert second.breaks == ("2022",) and second.span == ("2022", "2023")


def test_more_than_one_row_says_what_to_name():
    with pytest.raises(MeasureError, match=r"2 rows for 2023: name one category of country \(DE, NL\)"):
        observations(("2023", "NL", 5, "A"), ("2023", "DE", 6, "A")).at(2023)


@pytest.mark.parametrize("choose", [Observations.where, Observations.but])
def test_a_dimension_that_is_not_there_is_refused(choose):
    with pytest.raises(MeasureError, match="no dimension citizenship; it has country"):
        choose(observations(("2023", "NL", 5, "A")), citizenship="NL")


def test_statuses_are_joined_but_breaks_and_gaps_are_left_to_the_periods():
    assert [joint_status(*parts) for parts in (("P", "EP"), ("A", "A"), ("B", "M"), ())] == ["EP", "A", "A", "A"]


def test_one_source_key_never_stands_for_two_publications():
    one = observations(("2023", "NL", 5, "A"))
    other = replace(SOURCE, title={"en": "Another page", "nl": "Een andere bladzijde"})
    two = replace(one, record=replace(one.record, name="departures", sources={"page": other}))
    with pytest.raises(DataError, match=r'arrivals and departures: the source page is "x" .* and "Another page"'):
        one + two
    with pytest.raises(DataError, match="the source page"):
        shares(one, of=two)
    assert len((one + one).frame) == 2


def test_a_change_of_a_month_or_a_day_is_from_the_same_one_a_year_before():
    protected = load("eu_temporary_protection").where(country="NL")
    found = yearly_change(protected, "2024-12")
    assert (found.now.period, found.before.period) == ("2024-12", "2023-12")
    assert found.difference == 118_870 - 111_850  # Eurostat, migr_asytpsm


def test_a_year_has_its_place_among_all_years_of_its_run():
    """403,108 in 2022 is the most since 1950; 335,668 in 2023 the second most (CBS)."""
    flows = load("migration")
    assert [year_rank(flows, year, measure="immigration").position for year in (2022, 2023)] == [1, 2]
    found = year_rank(flows, 2023, measure="immigration")
    assert found.of == 74 and len(found.inputs) == 74  # 1950 to 2023
    assert year_rank(flows, 2049, measure="immigration").position == 0


def test_the_bounds_of_a_series_are_its_lowest_and_highest_figures():
    """83,801 at the end of 2001, 14,604 at the end of 2012 (COA)."""
    residents = load("reception").where(measure="residents", place="total").turns().through(2019)
    low, high = bounds(residents)
    assert [(one.period, one.value) for one in (low, high)] == [("2012-12", 14_604), ("2001-12", 83_801)]
    assert [one.value for one in bounds(residents.where(period=[]))] == [None, None]
