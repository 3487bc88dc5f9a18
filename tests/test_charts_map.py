"""The maps of Europe: which countries, in which class, with which words, on borders that hold together."""

import re
from itertools import pairwise

import pytest
import shapely
from drawings import observations, outside, overlapping, words_of, yearly

from book.charts import ChartError, dark, europe, svg
from book.charts.map import limits, shades
from book.charts.palette import CONTEXT, DARK, INK, MAP
from book.data.members import MEMBERS
from book.data.reading import load, load_table
from book.data.records import DATA
from book.measures import called, rates

APPLICANTS = load("eu_asylum_applicants", until=2023).where(applicant="total", citizens="total", period=2023)
RATES = rates(APPLICANTS, load("eu_population", until=2023), by="country")
LONG = called(RATES, "Ukrainians with temporary protection", "Oekraïners met tijdelijke bescherming")
LAND = load_table("boundaries")


def made(values, period=2023):
    """Rates of the first countries of the EU."""
    rows = [
        row
        for code, value in zip(sorted(MEMBERS), values, strict=False)
        for row in yearly("rate", {period: value}, country=code)
    ]
    return observations(rows, "country")


@pytest.fixture(scope="module")
def figure():
    return europe(RATES, LONG, RATES).figure("nl")


def test_each_map_names_the_netherlands_and_its_highest_country(figure):
    said = [text for text, _ in words_of(figure)]
    assert said.count("Nederland\n2,2") == 3 and said.count("hoogste: Cyprus 12,5") == 3
    assert "Oekraïners met tijdelijke\nbescherming (2023)" in said


@pytest.mark.parametrize("count", [1, 2, 4])
@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_words_touch_or_leave_the_canvas(count, language):
    figure = europe(*[LONG] * count).figure(language)
    assert not overlapping(figure) and not outside(figure)
    assert len(figure.axes) == 2 * count


def test_classes_are_fifths_with_round_limits():
    assert limits(made([value / 10 for value in range(1, 27)])) == (0.6, 1.1, 1.6, 2.1)
    assert limits(made([1.0] * 12)) == (1.0,)
    assert limits(made([0.0] * 12)) == ()


@pytest.mark.parametrize("year", range(2014, 2025))
def test_each_class_is_about_a_fifth_as_the_measure_line_says(year):
    counted = load("eu_asylum_applicants", until=year).where(applicant="total", citizens="total", period=year)
    one = shades(rates(counted, load("eu_population", until=year), by="country").but(country="EU27"), "country")
    counts = [list(one.classes.values()).count(colour) for colour in one.colours]
    assert sum(counts) == len(one.known) >= 26
    assert all(4 <= count <= 7 for count in counts)


def test_the_key_has_a_class_more_than_limits(figure):
    key = figure.axes[0]
    assert len(key.texts) == 4 and len(key.patches) == 5
    assert len(europe(made([1.0] * 12)).figure("en").axes[0].patches) == 2


def test_a_value_on_a_limit_belongs_to_the_class_above():
    text = svg(europe(made([1.0] * 12)).figure("en"))
    assert f"fill: {MAP[4]}" in text.split('id="axes_2"')[1]
    assert f"fill: {MAP[3]}" not in text.split('id="axes_2"')[1]


def test_its_colours_are_in_the_palette_and_the_netherlands_is_outlined(figure):
    text = svg(figure)
    assert all(colour in text for colour in MAP) and INK in text
    assert {found.lower() for found in re.findall(r"#[0-9a-fA-F]{6}\b", text)} <= {*DARK}
    assert dark(text) != text


def test_countries_without_a_figure_are_hatched():
    hatched = [
        shape for shape in europe(made([1.0, 2.0, 3.0] * 5)).figure("en").axes[1].collections if shape.get_hatch()
    ]
    assert len(hatched) == 1 and len(hatched[0].get_paths()) >= len(MEMBERS) - 15
    assert not [shape for shape in europe(RATES).figure("en").axes[1].collections if shape.get_hatch()]
    assert CONTEXT in DARK


def test_a_rate_of_few_countries_is_left_out():
    few = made([1.0, 2.0])
    assert len(europe(few, RATES).figure("en").axes) == 2
    assert europe(few).empty


def test_the_same_maps_give_the_same_bytes():
    assert svg(europe(RATES, RATES).figure("en")) == svg(europe(RATES, RATES).figure("en"))


def test_the_borders_are_among_the_sources():
    (part,) = europe(RATES).parts
    assert "natural-earth" in part.record.sources
    assert part.frame["source"].str.endswith(";natural-earth").all()


def test_only_rates_of_one_period_make_maps():
    with pytest.raises(ChartError, match="a flow: divide it by the population"):
        europe(APPLICANTS)
    with pytest.raises(ChartError, match="5 maps, at most 4"):
        europe(*[RATES] * 5)
    with pytest.raises(ChartError, match="several values of one country"):
        europe(RATES + RATES)
    series = load("eu_asylum_applicants", until=2023).where(applicant="total", citizens="total", country="NL")
    with pytest.raises(ChartError, match="one period at a time"):
        europe(rates(series, load("eu_population", until=2023), by="country"))
    with pytest.raises(ChartError, match="has no CH"):
        europe(observations(yearly("rate", {2023: 1}, country="CH"), "country"))


def test_all_27_have_valid_outlines_that_do_not_overlap():
    land = LAND.set_index("country")["wkt"].map(shapely.from_wkt)
    assert {*MEMBERS} <= {*land.index} and land.map(shapely.is_valid).all()
    together = shapely.union_all(list(land)).area
    assert abs(land.map(shapely.area).sum() / together - 1) < 0.001


def test_the_borders_are_small_and_each_country_stands_once():
    assert (DATA / "boundaries.csv").stat().st_size <= 300_000
    assert all(one < other for one, other in pairwise(LAND["country"]))
