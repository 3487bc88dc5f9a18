"""What goes wrong with the world's figures: vintages, double counts, part-years and codes that look like others."""

import pytest

from book.charts import ChartError, columns
from book.data.reading import load, rows
from book.measures import totals
from book.measures.single import total
from book.providers import unhcr

PUBLISHED_2024 = {  # UNHCR, Global Trends 2023, in millions
    "refugees": 31.6, "other_in_need": 5.8, "asylum_seekers": 6.9, "idps": 68.3,
}  # fmt: skip


def millions(quantity):
    return round(quantity.value / 1e6, 1)


def displaced(as_of, year=2023):
    return load("displaced", until=year, as_of=as_of).where(period=f"{year}-12-31")


@pytest.mark.parametrize(("type_", "published"), PUBLISHED_2024.items())
def test_the_edition_of_june_2024_gives_what_was_published_then(type_, published):
    known = displaced("2024-06-30").at("2023-12-31", measure="displaced", type=type_)
    assert (millions(known), known.later) == (published, False)


@pytest.mark.parametrize(
    ("as_of", "year", "published"),
    [("2023-06-30", 2022, 108.4), ("2024-06-30", 2023, 117.3), ("", 2023, 116.4), ("", 2024, 123.3)],
)
def test_the_world_total_is_that_of_the_day(as_of, year, published):
    """123.2 million was published in June 2025 for 2024; IDMC has since revised its part upwards by 64,000."""
    assert millions(total(displaced(as_of, year))) == published


def test_people_in_gaza_are_counted_once():
    parts = displaced("2024-06-30")
    twice = parts.at("2023-12-31", measure="counted_twice")
    assert (twice.value, twice.status) == (-0.7 * 1_710_000, "E")
    assert millions(total(parts.where(measure="displaced"))) == 118.5
    assert set(load("displaced").where(measure="counted_twice").periods) == {"2023-12-31", "2024-12-31"}


def test_a_total_with_an_estimate_in_it_is_an_estimate():
    series = totals(load("displaced"), "type", measure="displaced")
    assert [series.at(f"{year}-12-31").status for year in (2022, 2023)] == ["A", "E"]


def test_internally_displaced_people_are_those_of_idmc():
    """UNHCR's own column says 63,251,367 for 2023."""
    assert displaced("").at("2023-12-31", type="idps").value == 67_332_380


def test_no_type_is_a_value_of_mid_year():
    """UNHCR's mid-year figures were 30,510,633 refugees in 2023 and 31,956,584 in 2024."""
    refugees = load("displaced").where(type="refugees")
    assert all(period.endswith("-12-31") for period in refugees.periods)
    assert [refugees.at(f"{year}-12-31").value for year in (2023, 2024)] == [31_637_408, 30_958_200]


def test_no_end_of_2025_is_held():
    for name in ("displaced", "refugees_by_origin", "refugees_by_host"):
        assert not rows(name)["period"].str.startswith("2025").any()


@pytest.mark.parametrize(("code", "ours"), [("AUS", "AU"), ("AUT", "AT"), ("NAM", "NA"), ("NER", "NE"), ("NGA", "NG")])
def test_codes_of_unhcr_are_iso(code, ours):
    assert unhcr.country(code) == ours


def test_austria_is_not_australia_and_namibia_is_not_missing():
    hosts = load("refugees_by_host").where(period="2023-12-31")
    assert [hosts.at("2023-12-31", country=code).value for code in ("AT", "AU", "NA")] == [257_811, 34_502, 5_157]
    assert load("population_world").at("2023-07-01", country="NA").value > 2_000_000


def test_the_world_is_the_same_by_origin_and_by_host():
    worlds = [load(name).where(country="WLD").frame for name in ("refugees_by_origin", "refugees_by_host")]
    assert worlds[0]["value"].tolist() == worlds[1]["value"].tolist()
    types = displaced("").where(type=["refugees", "other_in_need"])
    assert total(types).value == worlds[0].set_index("period")["value"]["2023-12-31"]


def test_claims_are_persons_not_persons_and_cases():
    """Of the United States in 2019 UNHCR's applications are 166,731 persons and 89,467 cases: 256,198 of neither."""
    claims = load("asylum_claims_world")
    assert claims.at(2019, country="US").value == 300_045
    assert millions(claims.at(2023, country="WLD")) == 3.6


@pytest.mark.parametrize(("year", "arrivals"), [(2020, 34_383), (2021, 57_436), (2022, 114_242), (2023, 158_591)])
def test_resettlement_is_what_unhcr_publishes(year, arrivals):
    assert load("resettlement").at(year, country="WLD").value == arrivals


def test_returns_were_revised_and_the_earlier_figure_stays():
    values = {as_of: load("returns_of_refugees", as_of=as_of) for as_of in ("2024-06-30", "")}
    asked = {"measure": "returned_refugees", "country": "WLD"}
    assert [obs.at(2022, **asked).value for obs in values.values()] == [1_356_261, 999_261]


@pytest.mark.parametrize(("name", "part"), [("border_detections", "2026-H1"), ("deaths_on_routes", "2026-01/2026-04")])
def test_a_part_of_2026_is_never_a_year(name, part):
    obs = load(name)
    assert part in obs.periods and obs.years().periods[-1] == "2025"
    route = obs.frame["route"].iloc[0]
    with pytest.raises(ChartError, match="part-year"):
        columns(obs.where(route=route))


@pytest.mark.parametrize(("year", "detections"), [(2015, 1_822_102), (2023, 381_257), (2024, 240_101)])
def test_all_routes_of_frontex_add_up(year, detections):
    assert total(load("border_detections").where(period=year)).value == detections


def test_deaths_grow_afterwards_and_the_earlier_figure_stays():
    asked = [load("deaths_on_routes", as_of=day).at(2023, route="mediterranean").value for day in ("2024-06-30", "")]
    assert asked == [3_129, 3_198]


def test_the_mediterranean_is_its_three_routes():
    deaths = load("deaths_on_routes").where(period=2023)
    parts = [f"{side}_mediterranean" for side in ("central", "eastern", "western")]
    assert total(deaths.where(route=parts)).value == deaths.at(2023, route="mediterranean").value == 3_198


def test_revisions_of_the_migrant_stock_are_never_one_series():
    old, new = (load("migrant_stock", as_of=day).where(measure="migrants", area="WLD") for day in ("2024-06-30", ""))
    assert [round(obs.at("2020-07-01").value / 1e6, 1) for obs in (old, new)] == [280.6, 275.3]
    assert {*old.through(2020).frame["source"]} == {"undesa-2020"} and {*new.frame["source"]} == {"undesa-2024"}


def test_a_share_of_the_new_revision_does_not_stand_beside_a_number_of_the_old():
    assert load("migrant_stock", as_of="2024-06-30").at("2020-07-01", measure="share", area="WLD").value is None


def test_the_migrant_stock_of_2024_is_not_in_an_edition_of_2023():
    assert load("migrant_stock", until=2023).periods[-1] == "2020-07-01"
    assert load("migrant_stock", until=2024).periods[-1] == "2024-07-01"


def test_global_trends_2025_is_rounded_and_not_joined_to_our_sum():
    reported = load("displaced_global_trends").where(period="2025-12-31")
    assert reported.at("2025-12-31", type="total").value == 117_800_000
    assert set(reported.frame["status"]) == {"R"} and not rows("displaced")["period"].str.startswith("2025").any()
    assert all(source.via for source in reported.record.sources.values())
