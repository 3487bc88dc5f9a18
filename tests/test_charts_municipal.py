"""The map of municipalities: each in its class, with words that fit, on borders that hold together."""

from dataclasses import replace

import pytest
import shapely
from drawings import outside, overlapping, words_of

from book.charts import ChartError, dark, municipalities, svg
from book.charts.map import shades
from book.charts.marks import located
from book.charts.palette import DARK, MAP
from book.data.reading import load, load_table
from book.data.records import DATA
from book.measures import measure_shares

SHARES = measure_shares(
    load("population_by_origin_municipal", until=2023).where(period="2024-01-01"), "born_abroad", "inhabitants"
)
LAND = load_table("municipal_boundaries")


@pytest.mark.parametrize(("language", "said"), [("en", "highest: Vaals 42.0"), ("nl", "hoogste: Vaals 42,0")])
def test_the_highest_is_named_and_words_fit(language, said):
    figure = municipalities(SHARES).figure(language)
    assert said in [text for text, _ in words_of(figure)]
    assert not overlapping(figure) and not outside(figure)


def test_each_municipality_answers_with_its_own_row():
    found = {row["municipality"]: row["value"] for (row,), _ in located(municipalities(SHARES).figure("en"))}
    assert found == dict(zip(SHARES.frame["municipality"], SHARES.frame["value"], strict=True)) and len(found) == 342


def test_classes_hold_about_as_many_each_and_what_has_no_figure_is_hatched():
    text = svg(municipalities(SHARES).figure("en")).split('id="axes_2"')[1]
    counts = [text.count(f"fill: {colour}") for colour in MAP]
    assert sum(counts) == 342 and min(counts) > 50  # limits are rounded: classes are not alike
    some = replace(SHARES, frame=SHARES.frame.iloc[:40])
    hatched = [
        [shape for shape in municipalities(part).figure("en").axes[1].collections if shape.get_hatch()]
        for part in (SHARES, some)
    ]
    assert [len(found) for found in hatched] == [0, 1] and len(hatched[1][0].get_paths()) >= 302


@pytest.mark.parametrize("year", range(2022, 2026))
def test_each_class_is_about_a_fifth_as_the_measure_line_says(year):
    counted = load("population_by_origin_municipal").where(period=f"{year}-01-01")
    one = shades(measure_shares(counted, "born_abroad", "inhabitants"), "municipality")
    counts = [list(one.classes.values()).count(colour) for colour in one.colours]
    assert sum(counts) == len(one.known) >= 341
    assert all(0.15 < count / sum(counts) < 0.25 for count in counts)


def test_a_dark_page_has_its_own_colours():
    text = dark(svg(municipalities(SHARES).figure("en")))
    assert all(f"fill: {DARK[colour]}" in text and f"fill: {colour}" not in text for colour in MAP)


def test_numbers_of_people_have_no_classes():
    people = load("population_by_origin_municipal", until=2023).where(period="2024-01-01", measure="inhabitants")
    with pytest.raises(ChartError, match="divide it by the population"):
        municipalities(people)


def test_there_is_an_outline_for_each_municipality_with_figures_and_neighbours_do_not_overlap():
    counted = set(load("population_by_origin_municipal").frame["municipality"])
    assert counted == set(LAND["municipality"])
    shapes = shapely.from_wkt(LAND["wkt"])
    assert shapely.is_valid(shapes).all()
    assert shapely.union_all(shapes).area == pytest.approx(shapely.area(shapes).sum(), rel=1e-4)
    assert (DATA / "municipal_boundaries.csv").stat().st_size <= 150_000
