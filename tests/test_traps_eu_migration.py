"""The traps of the EU's migration figures: each test fails if the book falls into one."""

import pytest

from book.charts import line
from book.data.members import MEMBERS, UNION
from book.data.reading import load, rows
from book.data.records import read_record
from book.data.selection import REST
from book.measures import change, last_complete, rates, reliable, reporting, union, whole_permits, yearly_change
from book.measures.single import MeasureError, difference

DATASETS = ("eu_immigration", "eu_emigration", "eu_foreign_population", "eu_first_permits", "eu_enforcement")
every = pytest.mark.parametrize("dataset", DATASETS)


@pytest.fixture
def immigration():
    return load("eu_immigration", until=2024)


@every
def test_members_are_the_27_without_the_united_kingdom_under_iso_codes(dataset):
    found = set(rows(dataset)["country"])
    assert found == {*MEMBERS, UNION} and "GR" in found
    assert not found & {"EL", "UK", "GB", "EU28", "NO", "CH"}


@every
def test_no_row_comes_from_the_old_vintage_of_2017(dataset):
    assert rows(dataset)["vintage"].min() >= "2024-01-01"


@every
def test_the_newest_rows_are_of_a_known_day_and_no_vintage_overwrites_another(dataset):
    held = rows(dataset)
    key = [name for name in held.columns if name not in ("value", "status", "source")]
    assert not held.duplicated(key).any() and (held["vintage"] <= "2026-09-19").all()


def test_the_twelve_month_rule_and_cbs_are_two_figures_for_2022(immigration):
    eurostat = immigration.at(2022, country="NL")
    cbs = load("migration", until=2024).at(2022, measure="immigration")
    assert (eurostat.value, cbs.value) == (326_798, 403_108)
    assert difference(cbs, eurostat).value == 76_310


def test_the_twelve_month_rule_and_cbs_never_become_one_series(immigration):
    cbs = load("migration", until=2024).where(measure="immigration")
    with pytest.raises(MeasureError, match="no measure immigration"):
        immigration.where(measure="immigration")
    assert set(immigration.record.measures) & set(cbs.record.measures) == set()
    assert read_record("eu_emigration").measures.keys().isdisjoint(load("migration").record.measures)
    both = immigration.where(country="NL") + cbs.where(period=list(map(str, range(2013, 2024))))
    with pytest.raises(KeyError, match="immigration"):
        line(both).figure("en")


def test_cbs_counts_more_than_the_twelve_month_rule_in_every_year_that_is_compared():
    cbs = load("migration", until=2024)
    for dataset, measure in (("eu_immigration", "immigration"), ("eu_emigration", "emigration")):
        series = load(dataset, until=2024).where(country="NL")
        for year in series.periods:
            assert difference(cbs.at(year, measure=measure), series.at(year)).value > 0


def test_immigration_as_of_a_day_is_of_the_vintage_known_then():
    def portugal(as_of):
        return load("eu_immigration", until=2024, as_of=as_of).at(2022, country="PT")

    assert [portugal(day).value for day in ("2024-08-01", "2024-12-31", "")] == [117_843, 167_098, 167_098]
    germany = [
        load("eu_immigration", as_of=day).at(2022, country="DE").value for day in ("2024-08-01", "2025-01-01", "")
    ]
    assert germany == [2_071_690, 1_943_445, 1_977_121]


def test_a_figure_of_2023_was_not_known_in_june_2024():
    assert load("eu_immigration", until=2023, as_of="2024-06-30").at(2023, country="NL").later


def test_the_figure_of_immigration_in_the_eu_is_the_sum_of_its_countries(immigration):
    for year in map(str, range(2013, 2024)):
        assert (
            union(immigration.where(period=year)).at(year, country=UNION).value
            == immigration.at(year, country=UNION).value
        )


def test_the_published_figure_of_people_born_abroad_is_not_the_sum_of_the_27():
    born = last_complete(load("eu_foreign_population", until=2024).where(measure="born_abroad"))
    day = born.periods[-1]
    published, summed = (part.at(day, country=UNION).value for part in (born, union(born)))
    assert (day, published, summed) == ("2024-01-01", 62_634_187, 62_667_392)


def test_people_born_abroad_and_foreign_citizens_are_never_added():
    residents = load("eu_foreign_population", until=2023).where(country="NL", period="2023-01-01")
    with pytest.raises(MeasureError):
        residents.at("2023-01-01")


def test_rates_of_a_stock_use_the_inhabitants_of_the_same_day():
    born = load("eu_foreign_population", until=2023).where(measure="born_abroad", country="NL", period="2022-01-01")
    rate = rates(born, load("eu_population", until=2023), by="country").at("2022-01-01")
    assert rate.value == pytest.approx(1000 * 2_550_837 / 17_590_672)
    assert {entry.key.split()[0] for entry in rate.inputs} == {"2022-01-01"}


@pytest.mark.parametrize("measure", ["ordered_to_leave", "returned"])
@pytest.mark.parametrize("year", range(2014, 2025))
def test_orders_and_returns_are_held_for_twelve_countries_or_all_and_the_eu(measure, year):
    part = load("eu_enforcement", until=2024).where(measure=measure, period=year)
    assert (
        reporting(part) == (27 if measure == "returned" and year > 2020 else 12) and part.at(year, country=UNION).value
    )


def test_permits_by_reason_are_held_for_twelve_countries_and_for_all_from_2021():
    permits = load("eu_first_permits", until=2024).but(reason="total")
    found = {year: reporting(permits.where(period=year)) for year in range(2014, 2025)}
    assert found == {year: 27 if year > 2020 else 12 for year in range(2014, 2025)}


def test_the_eu_of_first_permits_was_revised_and_both_vintages_are_held():
    def total(as_of):
        return load("eu_first_permits", as_of=as_of).at(2023, country=UNION, reason="total").value

    assert (total("2025-06-30"), total("")) == (3_741_015, 3_821_562)


def test_enforcement_is_rounded_and_the_published_figure_of_the_eu_is_taken():
    controls = load("eu_enforcement", until=2023)
    assert all(measure.rounding == 5 for measure in controls.record.measures.values())
    assert (rows("eu_enforcement")["value"].dropna() % 5 == 0).all()
    found = controls.where(measure="found", period=2019)
    assert found.at(2019, country=UNION).value == 628_735 and UNION in REST
    orders = controls.where(measure="ordered_to_leave", period=2023)
    assert union(orders).frame["value"].isna().all()  # twelve countries are no EU


def test_published_figures_of_controls_are_reproduced():
    controls = load("eu_enforcement", until=2023)
    assert controls.at(2022, measure="refused_entry", country=UNION).value == 142_420
    assert controls.at(2023, measure="refused_entry", country="PL").value == 14_850
    known = load("eu_enforcement", until=2023, as_of="2025-12-31")
    assert known.at(2023, measure="found", country=UNION).value == 1_265_350


def test_a_flag_is_not_lost_to_a_copy_without_flags():
    residents, controls = load("eu_foreign_population", until=2024), load("eu_enforcement", until=2024)
    assert residents.at("2022-01-01", measure="born_abroad", country=UNION).status == "EP"
    assert controls.at(2015, measure="found", country="NL").status == "B"


def test_other_reasons_are_never_ranked():
    permits = load("eu_first_permits", until=2023).where(period=2023, country=UNION)
    assert list(permits.largest("reason", 4).frame["reason"]) == ["employment", "family", "education"]


@pytest.mark.parametrize("measure", ["ordered_to_leave", "returned"])
def test_dutch_orders_and_returns_are_not_compared_across_the_new_registration_of_november_2021(measure):
    """National metadata: registered in another way since November 2021, so 2021 holds both ways."""
    controls = load("eu_enforcement", until=2023)
    found = {year: yearly_change(controls, year, country="NL", measure=measure).broken for year in range(2019, 2024)}
    assert found == {2019: False, 2020: False, 2021: True, 2022: True, 2023: False}
    assert change(
        controls.at(2023, country="NL", measure=measure), controls.at(2019, country="NL", measure=measure)
    ).broken


def test_returns_from_the_eu_are_compared_without_the_revised_swedish_years():
    """112,815 in 2023 was 18% more than 95,850 in 2022; without Sweden (12,935; 17,080) it was 27% more."""
    returned = load("eu_enforcement", until=2023).where(measure="returned")
    assert yearly_change(returned, 2021, country=UNION).broken and yearly_change(returned, 2021, country="SE").broken
    now, before = (
        difference(returned.at(year, country=UNION), returned.at(year, country="SE")) for year in (2023, 2022)
    )
    assert (now.value, before.value) == (99_880, 78_770)
    assert round(100 * (change(now, before).ratio - 1)) == 27


def test_refusals_of_spain_in_2023_are_unreliable_and_not_compared():
    """7,250 is what Spain reported for 2022 as well."""
    refused = load("eu_enforcement", until=2023).where(measure="refused_entry", country=MEMBERS)
    assert refused.at(2023, country="ES").value == refused.at(2022, country="ES").value == 7_250
    assert (
        reporting(reliable(refused.where(period=2023))) == 26 and reporting(reliable(refused.where(period=2022))) == 27
    )


def test_german_first_permits_of_2019_and_2020_are_of_one_day_with_the_break_of_2020():
    """As the sum of the four reasons of September 2026; the total of March 2025 was 460,340 for 2019."""
    german = whole_permits(load("eu_first_permits", until=2020)).where(country="DE", period=[2019, 2020])
    assert german.frame["value"].tolist() == [425_072, 351_735]
    assert german.frame["vintage"].nunique() == 1
    assert german.at(2020).status == "B" and yearly_change(german, 2020).broken


def test_valid_permits_of_the_netherlands_at_the_end_of_2023_are_per_inhabitant_of_that_end():
    permits = load("eu_valid_permits", until=2023).where(reason="total", country="NL", period="2023-12-31")
    rate = rates(permits, load("eu_population", until=2023), by="country").at("2023-12-31")
    assert permits.at("2023-12-31").value == 822_662
    assert rate.value == pytest.approx(1000 * 822_662 / 17_942_942)
    assert load("eu_valid_permits").at("2025-12-31", country="NL", reason="total").status == "P"


def test_emigration_reaches_2024_in_all_countries():
    departed = load("eu_emigration", until=2024).where(period=2024)
    assert reporting(departed) == 27 and departed.at(2024, country="NL").value == 140_087
