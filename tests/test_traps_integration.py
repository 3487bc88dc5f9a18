"""Traps of the integration data: each test fails if the book falls into one."""

import re
from functools import cache

import pytest
import reading

from book.charts import ChartError, line
from book.charts.time import axis
from book.charts.time.axis import timeline
from book.data.members import MEMBERS
from book.data.quantity import MeasureError
from book.data.reading import load, rows
from book.data.records import read_record
from book.measures import extremes, gaps, place, relative, reporting, union
from book.measures.single import change, yearly_change

ORIGIN, AGES = "population_by_origin", ("0_19", "20_39", "40_64", "65_plus")
LABOUR = ("employment_rate", "unemployment_rate")


def all_rows(name):
    return rows(name).assign(year=lambda frame: frame["period"].str[:4].astype(int))


def stretches(obs, **categories):
    """The years of each piece that a line may join."""
    part = obs.where(**categories)
    frame = part.frame.sort_values("period")
    placed = timeline([(list(frame["period"]), part.kind)])
    return [list(piece["period"].str[:4].astype(int)) for piece in axis.segments(frame, placed, part.kind)]


# Population by origin: two methods, a break in 2022


def test_the_older_method_ends_in_2021_and_the_newer_ones_begin_in_2022():
    frame = all_rows(ORIGIN)
    assert frame.loc[frame["method"] == "background", "year"].max() == 2021
    assert frame.loc[frame["method"] != "background", "year"].min() == 2022


def test_born_abroad_in_the_two_methods_are_two_categories():
    frame = all_rows(ORIGIN)
    assert set(frame.loc[frame["method"] == "background", "group"]) & {"abroad", "dutch"} == set()
    assert set(frame.loc[frame["method"] == "origin", "group"]) & {"abroad_parent_abroad", "parents_nl"} == set()


def test_born_abroad_from_2022_is_the_published_figure_not_the_bridge_to_the_older_method():
    newest = load(ORIGIN).where(age="total", method="origin")
    assert newest.at("2022-01-01", group="abroad").value == 2550837
    assert newest.at("2024-01-01", group="abroad").value == 2914939


def test_no_line_is_drawn_across_the_break_of_2022():
    everyone = load(ORIGIN).where(age="total")
    for obs in (everyone, relative(everyone, "group", "total")):
        found = stretches(obs, group="here_parent_abroad")
        assert {2021, 2022} <= {year for years in found for year in years}
        assert not [years for years in found if {2021, 2022} <= set(years)]


def test_a_change_across_the_methods_is_not_comparable():
    obs = load(ORIGIN).where(age="total", group="here_parent_abroad")
    assert change(obs.at("2022-01-01"), obs.at("2021-01-01")).broken


@pytest.mark.parametrize("method", ["background", "origin", "parents"])
def test_groups_add_up_to_all_inhabitants(method):
    frame = all_rows(ORIGIN)
    assert method in set(frame["method"])
    for _, part in frame[frame["method"] == method].groupby(["period", "age"]):
        whole = part.loc[part["group"] == "total", "value"].item()
        assert part.loc[part["group"] != "total", "value"].sum() == whole


def test_ages_add_up_to_all_ages():
    frame = all_rows(ORIGIN)
    assert {*AGES} <= set(frame.loc[frame["group"] == "total", "age"])
    for period, part in frame[frame["age"].isin(AGES) & (frame["group"] == "total")].groupby("period"):
        whole = frame[(frame["period"] == period) & (frame["age"] == "total") & (frame["group"] == "total")]
        assert part["value"].sum() == whole["value"].item()


def test_the_turn_of_the_year_belongs_to_the_edition_of_the_year_before():
    assert max(load(ORIGIN, until=2023).periods) == "2024-01-01"
    assert max(load("population_by_origin_municipal", until=2021).periods) == "2022-01-01"


def test_municipalities_add_up_to_the_country_but_for_the_one_that_did_not_exist():
    country, local = load(ORIGIN).where(age="total", method="origin"), load("population_by_origin_municipal")
    for day in ("2023-01-01", "2024-01-01", "2025-01-01"):
        assert (
            local.where(period=day, measure="born_abroad").frame["value"].sum() == country.at(day, group="abroad").value
        )
    assert "GM1992" not in set(local.where(period="2022-01-01").frame["municipality"])


# Labour: break of 2021, age groups, survey and registers


@pytest.mark.parametrize("name", LABOUR)
@pytest.mark.parametrize("group", ["native_born", "born_outside_eu", "nationals", "other_citizens"])
def test_no_line_is_drawn_across_the_break_of_2021(name, group):
    for country in ("NL", "EU27"):
        found = stretches(load(name), age="20_64", country=country, group=group)
        assert any(2020 in years for years in found)
        assert not [years for years in found if {2020, 2021} <= set(years)]


@pytest.mark.parametrize("name", LABOUR)
def test_a_gap_is_as_broken_as_its_rates(name):
    gap = gaps(
        load(name).where(age="20_64", country="NL"), "group", "native_born", "born_outside_eu", "born_outside_eu"
    )
    assert yearly_change(gap, 2021, country="NL").broken
    assert not yearly_change(gap, 2022, country="NL").broken


@pytest.mark.parametrize("name", LABOUR)
def test_age_groups_and_splits_are_never_mixed(name):
    record, obs = read_record(name), load(name)
    assert set(record.dimensions["age"].codes) - {"15_74"} == {"15_64", "20_64"}
    with pytest.raises(MeasureError):
        obs.at(2023, country="NL", group="nationals")
    by_age = obs.where(country="NL").frame.groupby("age")["group"].agg(set)
    assert by_age["15_64"] == {"nationals", "foreign_citizens"}
    assert "foreign_citizens" not in by_age["20_64"]


def test_the_age_groups_do_differ_so_that_mixing_would_show():
    obs = load("employment_rate").where(country="NL", group="nationals")
    assert obs.at(2023, age="15_64").value != obs.at(2023, age="20_64").value


def test_survey_and_registers_are_never_one_line():
    obs = load("labour_by_origin")
    measures = obs.frame.groupby("method")["measure"].agg(set)
    assert not measures["survey"] & measures["register"]
    with pytest.raises(ChartError, match="name the series"):
        line(obs.where(born="here", origin="total", qualification="total").but(measure="unemployment"))


def test_quarters_are_not_years():
    survey = load("labour_by_origin").where(method="survey")
    assert survey.years().frame.empty


def test_only_eu_countries_and_the_eu_are_held():
    for name in (*LABOUR, "poverty_risk", "median_income", "self_perceived_health", "naturalisation_rate"):
        assert set(rows(name)["country"]) <= {*MEMBERS, "EU27"}, name


def test_the_dutch_figures_of_2023():
    at = {"period": 2023, "country": "NL", "age": "20_64"}
    assert load("employment_rate").at(**at, group="born_outside_eu").value == 68.3
    assert load("employment_rate").at(**at, group="other_citizens").value == 62.1
    assert load("unemployment_rate").at(**at, group="native_born").value == 2.5


# Income, education


def test_attainment_stops_at_both_breaks():
    found = stretches(load("educational_attainment"), country="NL", group="born_outside_eu", level="high")
    assert {2018, 2019, 2020, 2021} <= {year for years in found for year in years}
    assert not [years for years in found if {2018, 2019} <= set(years) or {2020, 2021} <= set(years)]


def test_levels_of_education_add_up():
    obs = load("educational_attainment")
    sums = obs.frame.groupby(["period", "country", "group"])["value"].sum()
    assert sums.between(99.8, 100.2).all()


def test_groups_with_the_united_kingdom_in_the_eu_are_left_out():
    for name in ("median_income", "self_perceived_health"):
        assert not rows(name).duplicated(["period", "country", "group", "vintage"]).any()


def test_a_suppressed_value_is_never_zero():
    for name in (*LABOUR, "median_income", "self_perceived_health"):
        frame = rows(name)
        assert (frame.loc[frame["status"].str.contains("[MQ]"), "value"].isna()).all(), name
        assert not (frame["value"] == 0).any(), name


def test_poverty_is_the_european_figure_alone():
    assert {source.short["en"] for source in read_record("poverty_risk").sources.values()} == {"Eurostat"}


# Becoming Dutch


def test_cbs_and_ind_and_eurostat_are_never_spliced():
    frame = all_rows("naturalisations")
    cbs = frame[frame["producer"] == "cbs"]
    assert set(frame["producer"]) == {"cbs", "ind"}
    assert cbs.loc[cbs["measure"].isin(["acquired", "naturalised"]), "year"].max() == 2021
    assert "Eurostat" not in {source.short["en"] for source in read_record("naturalisations").sources.values()}


def test_the_total_of_2022_made_from_two_producers_is_not_used():
    assert load("naturalisations").at(2022, measure="acquired", producer="cbs").value is None
    assert 53700 not in set(rows("naturalisations")["value"])


def test_part_of_a_year_is_not_a_year():
    ind = load("naturalisations").where(producer="ind", measure="naturalised")
    assert ind.years().frame.empty
    assert ind.part_of(2023) == "2023-01/2023-11"
    assert ind.part_of(2024) is None


def test_the_year_on_which_two_publications_differ_is_left_out():
    assert load("naturalisations").at(2018, measure="requests", producer="ind").value is None


def test_the_rank_of_naturalisation_counts_romania():
    """Eurostat, migr_acqs: Romania 5.68 in 2023, above the Netherlands with 4.0."""
    rates = load("naturalisation_rate")
    now = rates.where(period=2023)
    found = place(now, series=rates)
    assert rates.at(2023, country="RO").value == 5.68
    assert (found.position, found.of, reporting(now)) == (4, 27, 27)
    assert place(now.but(country="RO"), series=rates) is None
    assert place(now.but(country="LT"), series=rates).of == 26


def test_citizenship_acquired_is_ranked_and_summed_over_all_27_countries():
    """Eurostat, migr_acq: the Netherlands 56,900 in 2023; no sum where a country is missing."""
    acquired = load("eu_citizenship_acquired")
    assert acquired.at(2023, country="NL").value == 56900
    assert union(acquired).at(2012).value is None
    assert place(acquired.where(period=2023), series=acquired).of == 27


def test_the_income_of_a_small_group_is_told_as_a_range_back_to_the_break():
    """19,204 of 29,418 euros in 2023 and 27,337 of 32,334 in 2024: 65 and 85%, a survey's noise."""
    income = load("median_income").where(country="NL", group=["nationals", "other_citizens"])
    first, low, high = extremes(relative(income, "group", "nationals"), 2024, group="other_citizens")
    assert (first, low.period, high.period) == ("2016", "2023", "2024")
    assert (round(low.value, 1), round(high.value, 1)) == (65.3, 84.5)


# Permit holders, civic integration


def test_work_as_main_income_after_seven_and_a_half_years_is_not_used():
    frame = rows("permit_holder_cohorts")
    income = frame[frame["measure"] == "work_main_income"]
    assert list(income["years_since"]) == ["9"] and list(income["value"]) == [47]


def test_measures_and_publications_under_like_names_are_kept_apart():
    obs = load("permit_holder_cohorts").where(cohort="2014", citizenship="total")
    with pytest.raises(MeasureError, match="name one category"):
        obs.at(2017)
    assistance = obs.where(measure="benefit").frame.groupby("edition")["years_since"].agg(set)
    assert assistance.to_dict() == {"2018": {"1_5", "2_5"}, "2025": {"1"}}


def test_a_cohort_is_measured_in_the_year_that_the_period_says():
    frame = rows("permit_holder_cohorts")
    since = frame["years_since"].str.replace("_", ".").astype(float)
    late = frame["period"].astype(int) - frame["cohort"].astype(int) - since
    assert late.between(0, 0.5).all()


def test_no_cohort_figure_leaks_into_an_earlier_edition():
    assert (
        load("permit_holder_cohorts", until=2019).where(measure="employed", years_since="3").frame["cohort"].max()
        == "2016"
    )


def test_the_two_acts_of_civic_integration_share_no_measure():
    acts = rows("civic_integration").groupby("act")["measure"].agg(set)
    assert not acts["2013"] & acts["2021"]


def test_a_part_that_was_not_published_was_not_computed():
    assert load("civic_integration").at(2023, act="2021", measure="newly_obliged", group="family_other").value is None


# What the chapter says: every claim, held against the rows


YEARS = range(2015, 2025)


@cache
def cells(year, language, as_of):
    """What each cell of the chapter says, without the addresses of its links."""
    shown = reading.read("integration", year, language, as_of)
    return {one.cell: re.sub(r"\]\([^)]*\)", "]", one.text) for one in shown}


def chapter_said(year, cell, language="en", as_of=""):
    return cells(year, language, as_of)[cell]


def rate_of(name, year, country, group):
    return (
        load(name, until=year)
        .where(country=country, group=group, age="18_64" if name == "poverty_risk" else "20_64")
        .at(year)
        .value
    )


@pytest.mark.book
@pytest.mark.parametrize("year", YEARS)
def test_the_gap_in_employment_is_as_wide_as_it_is_said_to_be_and_has_the_reason_that_the_rates_bear(year):
    """2023: 85.9 − 68.3 = 17.6 here, 76.3 − 67.1 = 9.2 in the EU: 1.91 times; 9.6 of the 8.4 points apart are born here."""
    here, outside = (rate_of("employment_rate", year, "NL", group) for group in ("native_born", "born_outside_eu"))
    here_eu, outside_eu = (
        rate_of("employment_rate", year, "EU27", group) for group in ("native_born", "born_outside_eu")
    )
    times = (here - outside) / (here_eu - outside_eu)
    found = chapter_said(year, "employment-gap")
    words = "about twice that" if times >= 1.95 else "almost twice that" if times >= 1.85 else "far wider than"
    assert 1.5 <= times < 2.05 and words in found
    assert ("because so many people born here" in found) == (
        (here - here_eu) / (here - outside - here_eu + outside_eu) >= 0.75
    )


@pytest.mark.book
@pytest.mark.parametrize("year", YEARS)
def test_the_risk_of_poverty_is_told_by_its_ratio_and_gets_a_reason_only_where_one_side_makes_three_quarters(year):
    """2022: of 2.6 points apart people born here make 1.8, under three quarters; 2021 and 2024: the gaps are alike."""
    here, outside = (rate_of("poverty_risk", year, "NL", group) for group in ("native_born", "born_outside_eu"))
    here_eu, outside_eu = (rate_of("poverty_risk", year, "EU27", group) for group in ("native_born", "born_outside_eu"))
    apart = round(outside - here - (outside_eu - here_eu), 6)
    found = chapter_said(year, "poverty")
    assert ("because so few people born here" in found) == (apart >= 1 and (here_eu - here) / apart >= 0.75)
    assert ("over three times as often" in found) == (outside / here >= 3.05)
    assert ("over twice as often" in found) == (2.05 <= outside / here < 2.95)


@pytest.mark.book
@pytest.mark.parametrize("year", range(2017, 2025))
def test_a_small_group_gets_a_direction_only_from_two_points_on(year):
    """Born outside the EU at risk of poverty: 31.5 and 30.5 in 2022 and 2023 is no fall, 25.6 in 2024 is one."""
    now, before = (rate_of("poverty_risk", one, "NL", "born_outside_eu") for one in (year, year - 1))
    assert bool(re.search(r"lower|higher", chapter_said(year, "poverty"))) == (abs(round(now - before, 6)) >= 2)


@pytest.mark.book
@pytest.mark.parametrize("year", YEARS)
def test_shares_of_health_under_a_point_apart_are_about_as_many(year):
    """76.0 and 75.3 in 2016."""
    obs = load("self_perceived_health", until=year).where(country="NL", period=year)
    own, other = (obs.at(year, group=group).value for group in ("nationals", "foreign_citizens"))
    assert ("about as many" in chapter_said(year, "healthy")) == (abs(own - other) < 1)


@pytest.mark.book
@pytest.mark.parametrize("year", YEARS)
def test_a_level_of_education_is_most_common_only_by_a_point(year):
    """High in 2015: 36.6 of people born in another EU country and 36.5 born here: no claim about it."""
    obs = load("educational_attainment", until=year).where(country="NL", period=year, level="high")
    shares = {group: obs.at(year, group=group).value for group in ("born_in_eu", "native_born", "born_outside_eu")}
    first, second = sorted(shares, key=shares.get, reverse=True)[:2]
    claimed = re.search(
        r"a high level among people born in (another EU country|the Netherlands)\.", chapter_said(year, "educated")
    )
    names = {"born_in_eu": "another EU country", "native_born": "the Netherlands"}
    assert (claimed and claimed[1]) == (names[first] if shares[first] - shares[second] >= 1 else None)


@pytest.mark.book
@pytest.mark.parametrize("language", ["en", "nl"])
def test_cohorts_are_different_people_and_one_followed_is_one_publication(language):
    """19% of 2014 and 31% of 2020 after three years; 11 and 45% of the cohort of 2014, both in the publication of 2023."""
    found = chapter_said(2023, "job-after-three-years", language)
    assert {"en": "These are different people", "nl": "Dit zijn verschillende mensen"}[language] in found
    frame = rows("permit_holder_cohorts")
    followed = frame[(frame["cohort"] == "2014") & (frame["edition"] == "2023") & (frame["citizenship"] == "total")]
    assert followed.set_index("years_since")["value"].to_dict() == {"2_5": 11, "7_5": 45}
    assert re.search(r"11\D+45", chapter_said(2023, "one-cohort", language))


@pytest.mark.book
def test_no_claim_without_a_number_rests_on_figures_of_a_later_day():
    """Of a day in 2024 all rates by country of birth are later: a sentence without a number could not carry the sign."""
    for cell in ("employment-gap", "unemployment-gap", "poverty", "educated", "naturalisation-rate", "among-countries"):
        claim = re.match(r"\*\*(.*?)\*\*", chapter_said(2023, cell, as_of="2024-06-14"))[1]
        assert re.search(r"\d", claim.replace("2023", "")) and re.search("[†‡]", claim), claim


@pytest.mark.book
@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_income_over_the_figure_is_that_of_the_year(language):
    """65.3 to 75.2 since 2016 stood over a table that begins with 87.6 in 2015, before the break."""
    shares = relative(load("median_income").where(country="NL", period=2023), by="group", whole="nationals")
    held = shares.at(2023, group="other_citizens").value
    shown = next(
        one.picture.output for one in reading.read("integration", 2023, language) if one.cell == "figure-income"
    )
    assert re.findall(r"\d+", shown.title) == [f"{held:.0f}"]


@pytest.mark.book
@pytest.mark.parametrize(("language", "both"), [("en", ("third", "two thirds")), ("nl", ("derde", "twee derde"))])
def test_both_parts_of_the_rise_of_people_obliged_are_named(language, both):
    """26,200 to 36,100; with an asylum permit 18,900 to 22,200: 3,300 of 9,900."""
    found = chapter_said(2023, "newly-obliged", language)
    assert all(part in found for part in both)
