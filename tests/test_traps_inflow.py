"""What the figures of inflow and outflow must never be read as: each test fails where the book falls into a trap."""

import pytest

from book.chapter import Chapter
from book.data.reading import load
from book.measures.single import MeasureError, share, total

TALENT, SCHEMES = load("regular_applications").where(purpose="knowledge_talent").years(), load("knowledge_permits")
RESIDENTS, STUDENTS = load("eu_citizens_in_netherlands"), load("international_students")
ORIGINS, DETAINED = load("migration_by_origin"), load("detention").where(measure="placed")
DEPARTURES = load("departures").where(producer="dtv")


def test_the_schemes_of_2024_add_up_and_fit_the_share_of_decisions_that_was_granted():
    """19,560 permits of 22,370 decisions is 87 %, as the IND's table of decisions says."""
    parts, whole = SCHEMES.but(scheme="total"), SCHEMES.at(2024, scheme="total").value
    assert parts.frame["value"].sum() == whole == 19_560
    decided = TALENT.at(2024, measure="decisions").value
    assert round(100 * whole / decided) == TALENT.at(2024, measure="granted_share").value == 87
    with pytest.raises(MeasureError, match="published total"):
        total(SCHEMES)


def test_applications_and_decisions_for_knowledge_and_talent_are_never_added():
    with pytest.raises(MeasureError, match="units"):
        total([TALENT.at(2023, measure=measure) for measure in ("applications", "decisions")])


@pytest.mark.parametrize(("year", "apart"), [(2017, 2), (2019, 2), (2020, 0), (2024, 0)])
def test_citizens_of_other_eu_countries_are_the_sum_of_their_countries(year, apart):
    """As the source gives them: its totals of 2017 to 2019 are two people more than its countries."""
    day = f"{year}-01-01"
    held = RESIDENTS.where(period=day).but(citizenship=["eu", "non_eu", "foreign"])
    assert len(held.frame) == 26 and "GB" not in set(held.frame["citizenship"])
    assert RESIDENTS.at(day, citizenship="eu").value - held.frame["value"].sum() == apart


def test_foreign_citizens_are_those_of_the_table_by_country():
    """Two copies of Eurostat's table, of two days and from two places, give one number: 1,422,863 at the start of 2023."""
    other = load("eu_foreign_population").where(measure="foreign_citizens", country="NL")
    assert RESIDENTS.at("2023-01-01", citizenship="foreign").value == 1_422_863
    for day in RESIDENTS.periods:
        assert RESIDENTS.at(day, citizenship="foreign").value == other.at(day).value


def test_a_share_of_residents_is_of_one_day():
    with pytest.raises(MeasureError, match="period"):
        share(RESIDENTS.at("2024-01-01", citizenship="eu"), RESIDENTS.at("2023-01-01", citizenship="foreign"))


def test_students_of_both_kinds_of_school_are_more_than_all_students():
    for period in STUDENTS.periods:
        parts = sum(STUDENTS.at(period, part=part).value for part in ("university", "applied"))
        assert 0 < parts - STUDENTS.at(period, part="all").value <= 200


def test_migration_of_2025_by_origin_is_that_of_all_immigrants():
    """306,549 and 211,863, as CBS gave both totals; some origins are unknown."""
    migration = load("migration", until=2025)
    for measure in ("immigration", "emigration"):
        held = ORIGINS.where(measure=measure)
        assert held.at(2025, origin="total", born="total").value == migration.at(2025, measure=measure).value
        parts = [held.at(2025, origin=origin, born="total").value for origin in ("europe", "outside_europe")]
        assert sum(parts) == held.at(2025, origin="abroad", born="total").value


def test_the_two_counts_of_detention_never_meet():
    report, service = (set(DETAINED.where(count=count).periods) for count in ("report", "service"))
    assert report == {"2013", "2015", "2016"} and min(service) == "2020"


def test_departures_of_2023_are_those_of_the_whole_year():
    assert DEPARTURES.part_of(2023) is None
    held = [DEPARTURES.at(2023, way=way).value for way in ("independent", "forced", "unsupervised")]
    assert held == [3_380, 2_360, 4_950]


@pytest.mark.parametrize(("year", "came"), [(2016, 2014), (2023, 2021), (2025, 2022)])
def test_who_left_within_two_years_came_two_years_before_the_edition_or_earlier(year, came):
    stay = Chapter(year).load("stay").through(year - 2)
    assert stay.where(measure="left_within_2_years").latest(group="non_eu").period == str(came)
