"""Comparisons of EU countries: the last complete day, totals of one day, shares by reason, tables."""

import pytest

from book.data.quantity import MeasureError
from book.data.reading import load
from book.measures import (
    called,
    last_complete,
    listed,
    place,
    reason_shares,
    reporting,
    sole,
    summed_permits,
    whole_permits,
)


@pytest.fixture
def permits():
    return load("eu_first_permits", until=2024)


@pytest.fixture
def residents():
    return load("eu_foreign_population", until=2024)


def test_the_last_complete_day_is_the_last_with_a_figure_of_all_27(residents):
    born = residents.where(measure="born_abroad")
    assert born.periods[-1] == "2025-01-01" and reporting(born.where(period="2025-01-01")) == 8
    complete = last_complete(born)
    assert complete.periods == ["2024-01-01"] and reporting(complete) == 27


def test_without_a_complete_day_there_are_no_rows(residents):
    assert last_complete(residents.where(measure="born_abroad", country=["NL", "DE"])).frame.empty


def test_a_total_is_the_sum_of_the_reasons_where_that_is_newer_and_another_value(permits):
    totals = whole_permits(permits)
    assert totals.at(2022, country="EU27").value == summed_permits(permits).at(2022, country="EU27").value == 3_564_926
    assert permits.at(2022, country="EU27", reason="total").value == 3_576_621
    assert len(totals.at(2022, country="EU27").inputs) == 4


def test_a_total_that_equals_the_sum_is_as_published(permits):
    assert [entry.vintage for entry in whole_permits(permits).at(2022, country="NL").inputs] == ["2025-03-03"]


def test_a_country_without_reasons_keeps_its_published_total(permits):
    assert whole_permits(permits).at(2022, country="CZ").value == 53_809


def test_a_total_of_the_same_day_is_the_sum_of_the_four_reasons(permits):
    last = whole_permits(permits).where(period=2024)
    assert reporting(last) == 27 and last.at(2024, country="NL").value == 42_209 + 23_415 + 21_877 + 40_877


def test_a_published_total_of_the_day_leads_where_the_reasons_are_of_a_later_day():
    known = load("eu_first_permits", until=2024, as_of="2025-06-30")
    total = whole_permits(known).at(2022, country="EU27")
    assert (total.value, total.later) == (3_576_621, False)
    assert summed_permits(known).at(2022, country="EU27").later


def test_shares_by_reason_are_of_the_sum_of_the_same_day(permits):
    shares = reason_shares(permits.where(period=2022))
    assert reporting(shares) == 27
    for country in ("NL", "EU27", "DE"):
        assert shares.where(country=country).frame["value"].sum() == pytest.approx(100)


def test_a_table_lists_the_netherlands_the_eu_and_the_others_by_size():
    returns = load("eu_enforcement", until=2023).where(measure=["ordered_to_leave", "returned"], period=2023)
    order = list(dict.fromkeys(listed(returns, "ordered_to_leave").frame["country"]))
    assert order[:4] == ["NL", "EU27", "FR", "ES"] and order.index("IE") == 12


def test_other_words_for_a_measure_leave_its_figures_as_they_are(residents):
    part = residents.where(measure="born_abroad", country="NL")
    named = called(part, "Born abroad (Eurostat)", "Geboren in het buitenland (Eurostat)")
    assert named.at("2022-01-01").title["nl"] == "Geboren in het buitenland (Eurostat)"
    assert named.at("2022-01-01").value == part.at("2022-01-01").value


def test_a_place_is_among_countries_without_the_eu_itself(residents):
    day = residents.where(measure="born_abroad", period="2022-01-01")
    values = day.frame.set_index("country")["value"].drop("EU27")
    found = place(day)
    assert (found.position, found.of) == (int((values > values["NL"]).sum()) + 1, 27)
    assert place(day.but(country="FR"), "FR") is None


def test_the_one_category_is_named_and_several_are_refused(residents):
    day = residents.where(measure="born_abroad", period="2022-01-01")
    assert sole(day.where(country="NL"), "country").items == (("NL", None),)
    with pytest.raises(MeasureError, match="choose one country of DE, NL"):
        sole(day.where(country=["NL", "DE"]), "country")
