"""The map of Europe: which countries, in which class, with which words, on borders that hold together."""

import re
from itertools import pairwise

import pytest
import shapely

from book.charts import ChartError, dark, europe, svg
from book.charts.palette import DARK, INK, MAP
from book.data.members import MEMBERS
from book.data.reading import load, load_table
from book.data.records import DATA
from book.measures import rates

LIMITS = (0.5, 1, 2, 4)
APPLICANTS = load("eu_asylum_applicants", until=2023).where(applicant="total", citizens="total", period=2023)
RATES = rates(APPLICANTS, load("eu_population", until=2023), by="country")
LAND = load_table("boundaries")


@pytest.fixture(scope="module")
def figure():
    return europe(RATES, LIMITS).figure("nl")


def boxes(figure):
    scale = 72 / figure.dpi
    texts = [text for axes in figure.axes for text in axes.texts if text.get_text()]
    return [[edge * scale for edge in super(type(text), text).get_window_extent().extents] for text in texts]


def test_six_countries_are_named_with_their_rate(figure):
    named = {text.get_text() for text in figure.axes[1].texts}
    assert named == {
        "Nederland 2,2",
        "Cyprus 12,5",
        "Malta 1,6",
        "Oostenrijk 6,5",
        "Hongarije < 0,1",
        "Griekenland 6,2",
    }


def test_no_words_touch_or_leave_the_canvas(figure):
    found = sorted(boxes(figure))
    assert len(found) == 6 + 4  # countries and limits
    assert all(box[0] >= 0 and box[2] <= 338 and box[1] >= 0 and box[3] <= 362 for box in found)
    for place, one in enumerate(found):
        for other in found[place + 1 :]:
            assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


def test_the_key_has_five_classes_with_their_limits_below(figure):
    assert [text.get_text() for text in figure.axes[0].texts] == ["0,5", "1", "2", "4"]
    assert len(figure.axes[0].patches) == 5


def test_a_value_on_a_limit_belongs_to_the_class_above(figure):
    text = svg(figure)
    assert all(colour in text for colour in MAP) and INK in text
    assert {found.lower() for found in re.findall(r"#[0-9a-fA-F]{6}\b", text)} <= {*DARK}
    assert dark(text) != text
    low = RATES.where(country="NL")
    low = type(low)(low.record, low.frame.assign(value=4.0))
    assert f"fill: {MAP[4]}" in svg(europe(low, LIMITS).figure("en"))


def test_the_same_map_gives_the_same_bytes():
    assert svg(europe(RATES, LIMITS).figure("en")) == svg(europe(RATES, LIMITS).figure("en"))


def test_the_borders_are_among_the_sources():
    (part,) = europe(RATES, LIMITS).parts
    assert "natural-earth" in part.record.sources
    assert part.frame["source"].str.endswith(";natural-earth").all()


def test_only_rates_of_one_period_and_four_limits_make_a_map():
    with pytest.raises(ChartError, match="a flow: divide it by the population"):
        europe(APPLICANTS, LIMITS)
    with pytest.raises(ChartError, match="4 rising limits"):
        europe(RATES, (1, 2))
    series = load("eu_asylum_applicants", until=2023).where(applicant="total", citizens="total", country="NL")
    with pytest.raises(ChartError, match="one period at a time"):
        europe(rates(series, load("eu_population", until=2023), by="country"), LIMITS)


def test_all_27_have_valid_outlines_that_do_not_overlap():
    land = LAND.set_index("country")["wkt"].map(shapely.from_wkt)
    assert {*MEMBERS} <= {*land.index} and land.map(shapely.is_valid).all()
    together = shapely.union_all(list(land)).area
    assert abs(land.map(shapely.area).sum() / together - 1) < 0.001


def test_the_borders_are_small_and_each_country_stands_once():
    assert (DATA / "boundaries.csv").stat().st_size <= 300_000
    assert all(one < other for one, other in pairwise(LAND["country"]))
