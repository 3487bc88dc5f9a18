"""What is easily got wrong with the EU's asylum figures: each test fails if the book falls into it."""

import pytest

from book.data.members import MEMBERS, UNION
from book.data.reading import load, rows
from book.data.records import datasets, read_record
from book.measures import apart, counted, place, protection_rates, rates, relative, reporting, union
from book.measures.single import MeasureError, share, total

DATASETS = [
    "eu_asylum_applicants",
    "eu_asylum_applicants_by_citizenship",
    "eu_temporary_protection",
    "asylum_decisions_eu",
    "eu_population",
]
APPLICANTS = load("eu_asylum_applicants", until=2023)
ALL = APPLICANTS.where(applicant="total", citizens="total")
EU = union(ALL)
INHABITANTS = load("eu_population", until=2023)
PROTECTION = load("eu_temporary_protection", until=2023)


@pytest.mark.parametrize("dataset", DATASETS)
def test_greece_is_gr_and_the_united_kingdom_is_in_no_year(dataset):
    codes = set(rows(dataset)["country"])
    assert not codes & {"EL", "UK", "GB"}
    assert codes <= {*MEMBERS, UNION}
    assert ("GR" in codes) == (codes != {"NL", UNION})


@pytest.mark.parametrize("year", range(2014, 2024))
def test_all_applicants_are_held_for_27_countries_in_every_year(year):
    assert reporting(ALL.where(period=year)) == 27


def test_the_dutch_figures_of_2023():
    countries = ALL.where(period=2023)
    assert countries.at(2023, country="NL").value == 39_755
    assert round(share(countries.at(2023, country="NL"), EU.at(2023)).value, 1) == 3.5
    assert (place(countries).position, place(countries).of) == (7, 27)
    by_inhabitants = place(rates(countries, INHABITANTS, by="country"))
    assert (by_inhabitants.position, by_inhabitants.of) == (14, 27)


def test_the_eu_is_the_sum_of_the_27_and_no_row_of_the_older_file():
    assert APPLICANTS.where(country=UNION, applicant="total", citizens="total").frame.empty
    assert EU.at(2023).value == 1_130_865
    assert EU.at(2022).value == 961_155  # the row of the file of 2023 says 962,575


def test_a_sum_without_one_of_the_27_has_no_value():
    assert union(ALL.where(period=2023).but(country="MT")).at(2023).value is None


def test_first_time_applicants_are_never_added_to_all_applicants():
    both = APPLICANTS.where(country="NL", citizens="total", period=2023)
    with pytest.raises(MeasureError, match="take the published total of applicant"):
        total(both)
    assert both.at(2023, applicant="first_time").value == 38_370 != both.at(2023, applicant="total").value


def test_first_time_applicants_added_up_from_months_are_marked_as_rounded():
    first = APPLICANTS.where(applicant="first_time", citizens="total", period=2023).but(country=UNION)
    annual, summed = (first.frame[first.frame["vintage"] == day] for day in ("2026-09-16", "2026-03-15"))
    assert reporting(first) == 27 and (len(annual), len(summed)) == (12, 15)
    assert set(summed["status"]) == {"R"} and set(annual["status"]) == {"A"}


@pytest.mark.parametrize(
    ("as_of", "citizens", "first", "applicants"),
    [("", "total", 1_049_905, 1_130_865), ("2024-06-30", "non_eu", 1_048_880, 1_129_640)],
)
def test_what_was_known_on_a_day_is_another_category_than_what_is_known_now(as_of, citizens, first, applicants):
    known = load("eu_asylum_applicants", until=2023, as_of=as_of)
    both = known + union(known.where(applicant="total", citizens="total"))
    for kind, value in (("first_time", first), ("total", applicants)):
        series = counted(both, 2023, kind)
        assert set(series.frame["citizens"]) == {citizens}
        assert (series.at(2023).value, series.at(2023).later) == (value, False)
        # a part and a whole of different months of publication do not stand side by side: the part looked larger
        assert apart(known, series, 2023, kind).value is None


def test_citizens_of_non_eu_countries_stand_beside_a_total_of_the_same_month():
    known = load("eu_asylum_applicants", until=2016)
    series = counted(known, 2016, "first_time")
    assert (apart(known, series, 2016, "first_time").value, series.at(2016).value) == (1_166_815, 1_167_075)


def test_a_revision_of_non_eu_citizens_replaces_no_figure_of_all_citizenships():
    first = APPLICANTS.where(country=UNION, applicant="first_time", period=2022)
    assert first.at(2022, citizens="non_eu").value == 873_680
    assert first.at(2022, citizens="total").value == 874_035


def test_the_eu_row_by_citizenship_begins_after_2013():
    frame = rows("eu_asylum_applicants_by_citizenship")
    assert frame.loc[frame["country"] == UNION, "period"].min() == "2014"


def test_citizenships_are_of_all_applicants_and_shares_are_of_the_published_total():
    citizens = load("eu_asylum_applicants_by_citizenship", until=2023).where(period=2023, country="NL")
    syria = citizens.at(2023, citizenship="SY")
    assert syria.value == 13_115
    parts = citizens.frame["value"].sum()
    assert parts < ALL.at(2023, country="NL").value  # kept and rounded cells: no total
    assert round(share(syria, ALL.at(2023, country="NL")).value, 1) == 33.0


def test_dutch_temporary_protection_has_a_break_in_january_2023():
    dutch = PROTECTION.where(country="NL")
    assert dutch.at("2023-12").value == 111_850
    assert "2023-01" in dutch.at("2023-12").breaks
    assert dutch.at("2022-12").status == "D"


def test_temporary_protection_is_not_among_asylum_applicants():
    ukraine = load("eu_asylum_applicants_by_citizenship", until=2023).at(2023, country=UNION, citizenship="UA").value
    assert ukraine < 50_000 < union(PROTECTION).at("2023-12").value


def test_a_protection_rate_is_of_decisions_that_grant_or_reject():
    grants = protection_rates(load("asylum_decisions_eu", until=2023)).where(period=2023)
    assert round(grants.at(2023, country="NL").value, 1) == 80.7
    assert grants.at(2023, country="HU").value is None  # 25 decisions
    assert grants.at(2023, country="PT").value is None  # no rejection reported
    assert reporting(grants) == 25


def test_a_protection_rate_of_the_eu_needs_all_countries():
    decisions = load("asylum_decisions_eu", until=2015)
    grants = protection_rates(union(decisions))
    assert grants.at(2014).value is None  # Austria lacks its decisions
    assert grants.at(2015).value is not None


def test_rates_name_the_source_of_the_inhabitants():
    found = rates(ALL.where(period=2023, country="NL"), INHABITANTS, by="country")
    assert "eurostat-demo_gind" in found.frame["source"].iloc[0]


def test_a_rate_of_nothing_is_nothing():
    nothing = PROTECTION.where(period="2021-12")
    assert rates(union(nothing), INHABITANTS, by="country").at("2021-12", country=UNION).value is None
    assert place(nothing) is None


def test_every_dataset_of_this_part_has_a_record():
    assert {*DATASETS, "boundaries"} <= {*datasets()}
    assert all(read_record(name).traps["nl"] for name in DATASETS)


def test_protection_at_the_end_of_2023_is_per_inhabitant_of_that_end():
    """111,850 of 17,942,942 inhabitants on 1 January 2024 is 6.2 per 1,000; on 1 January 2023 it would be 6.3."""
    found = rates(PROTECTION.where(period="2023-12", country="NL"), INHABITANTS, by="country")
    assert round(found.at("2023-12").value, 1) == 6.2
    assert {entry.key.split()[0] for entry in found.at("2023-12").inputs} == {"2023-12", "2024-01-01"}


def test_five_counts_of_people_from_ukraine_are_five_numbers():
    """Ukrainians and all citizenships under protection, registered, resident, staying: never one series."""
    everyone, hosted = load("eu_temporary_protection_all", until=2023), load("ukraine_netherlands", until=2023)
    assert everyone.at("2023-12", country="NL").value == 114_360
    days = {"registered": "2023-11-01", "resident": "2023-10-01", "staying": "2023-12"}
    assert [hosted.at(day, measure=name).value for name, day in days.items()] == [102_870, 105_500, 110_000]
    assert set(rows("eu_temporary_protection")["source"]).isdisjoint({"eurostat-migr_asytpsm-2024"})


@pytest.mark.parametrize(("period", "country", "waiting"), [("2023-12", "NL", 51_645), ("2025-12", "NL", 63_295)])
def test_people_waiting_are_counted_with_or_without_ukrainians_never_both(period, country, waiting):
    pending = load("eu_asylum_pending", until=2025).where(period=period)
    assert pending.frame["citizens"].nunique() == 1 and pending.at(period, country=country).value == waiting
    assert reporting(pending) == (26 if period < "2025" else 27)  # without Cyprus


def test_positive_decisions_of_2025_are_a_share_of_rounded_quarters():
    decisions = load("eu_first_instance", until=2025).where(period=2025, country="NL")
    assert [decisions.at(2025, outcome=code).value for code in ("total", "positive")] == [15_540, 7_420]
    positive = relative(decisions, by="outcome", whole="total").at(2025)
    assert round(positive.value, 1) == 47.7 and "R" in positive.status


@pytest.mark.parametrize("year", range(2014, 2026))
def test_first_time_applicants_are_held_for_27_countries(year):
    first = load("eu_asylum_applicants", until=2025).where(applicant="first_time", citizens="total", period=year)
    assert reporting(first) == 27
