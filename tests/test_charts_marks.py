"""The marks of figures: each stands where it is drawn and says what the table under the figure says."""

import pandas as pd
import pytest
from drawings import observations, yearly
from test_charts import SAMPLES, countries
from test_charts_map import RATES
from test_charts_people import by_motive, swarm
from test_charts_target import HALVES
from test_charts_target import drawn as pairs_of

from book.chapter import grid
from book.chapter.answers import SCALE, answers
from book.charts import columns, europe, line, ranking, slope, strip, tiers, waffle, waterfall
from book.charts.marks import located
from book.data.members import MEMBERS
from book.data.quantity import LATER, UNDATED
from book.language import words

TWO = [row for code in ("NL", "DE") for row in yearly("rate", {2022: 1, 2023: 2}, country=code, motive="labour")]
ALIKE = ("three panels, columns that differ in length", "strip")  # several values of one period and measure: no table
FORMS = {name: drawing for name, drawing in SAMPLES.items() if name not in ALIKE} | {
    "strip of two measures": strip(
        countries("rate", MEMBERS, range(27)), countries("share", [*MEMBERS, "EU27"], [n % 7 for n in range(28)])
    ),
    "map": europe(RATES),
    "target": pairs_of(HALVES),
    "beeswarm": swarm(),
    "waffle": waffle(by_motive([20.0, 12.0, 22.0, 10.0, 11.0, 25.0])),
    "slope": slope(by_motive([20.0, 12.0, 22.0, 10.0, 11.0, 25.0], [21.0, 12.0, 21.0, 10.0, 11.0, 25.0])),
    "tiers": tiers(observations(TWO, "country", "motive"), by="country", lines="motive"),
}


def told_of(drawing, language="en", **arranged):
    """What each mark says, (value, names, period and status) for each of its values."""
    shown = grid.grid(drawing.parts, language, **arranged)
    found = answers(drawing.figure(language), drawing.parts, shown, language, **arranged)
    lines = (shown.head, *shown.rows)
    return [
        [(lines[row][column], {lines[row][0], lines[0][column]}, found["told"][state]) for state, row, column in cells]
        for _, cells in found["marks"]
    ]


@pytest.mark.parametrize("name", FORMS)
def test_each_mark_is_inside_its_drawing_and_its_value_is_that_of_the_table(name):
    drawing = FORMS[name]
    figure, said = drawing.figure("nl"), told_of(drawing, "nl")
    marks = list(located(figure))
    assert len(marks) == len(said) > 0
    measures = {code: measure for part in drawing.parts for code, measure in part.record.measures.items()}
    for (rows, places), cells in zip(marks, said, strict=True):
        found = [(row, measures[row["measure"]]) for row in rows]
        own = [grid.cell(row, measure.unit, "nl", measure.rounding) for row, measure in found]
        assert own == [value for value, *_ in cells] and "." not in own
        assert all(-1e-9 <= at <= 1 + 1e-9 for place in places for at in place)


@pytest.mark.parametrize(
    "name", [name for name, drawing in FORMS.items() if drawing.form not in ("stacked", "hundred")]
)
def test_every_value_of_a_figure_answers(name):
    found = [
        tuple(row[["period", "measure", "value"]]) for rows, _ in located(FORMS[name].figure("en")) for row in rows
    ]
    held = FORMS[name].rows.dropna(subset=["value"])
    wanted = [tuple(row[["period", "measure", "value"]]) for _, row in held.iterrows()]
    assert sorted(found) == sorted(wanted)


def test_stacked_columns_answer_part_by_part_and_shares_where_there_is_one():
    for name, count in (("stacked", 14 * 6), ("stacked, one year", 6), ("hundred", 4 * 6), ("hundred, one part", 1)):
        assert len(list(located(SAMPLES[name].figure("en")))) == count, name


@pytest.mark.parametrize("name", ["ranking", "columns", "columns around zero", "dumbbell of equals", "hundred"])
def test_a_mark_stands_where_its_bar_or_dot_is_drawn(name):
    figure = SAMPLES[name].figure("en")
    wide, high = figure.bbox.size
    places = [places[0] for _, places in located(figure)]
    axes = figure.axes[0]
    if name.startswith("dumbbell"):
        dots = [one for one in axes.lines if one.get_marker() == "o"][: len(places)]
        drawn = [axes.transData.transform((one.get_xdata()[0], one.get_ydata()[0])) for one in dots]
        wanted = [(x / wide, 1 - y / high) for x, y in drawn]
    else:
        drawn = [patch.get_window_extent() for patch in axes.patches[: len(places)]]
        wanted = [(box.x0 / wide, 1 - box.y1 / high, box.x1 / wide, 1 - box.y0 / high) for box in drawn]
    for one, other in zip(places, wanted, strict=True):
        assert one == pytest.approx(other, abs=0.01)


def test_the_row_of_a_short_bar_answers_as_far_as_the_panel_goes():
    figure = SAMPLES["ranking of one"].figure("en")
    ((_, (_, row)),) = located(figure)
    assert (row[0], row[2]) == pytest.approx((figure.axes[0].get_position().x0, figure.axes[0].get_position().x1))


def test_an_outlined_country_is_found_by_boxes_inside_its_own():
    """Whoever points at the west of France gets France."""
    found = {rows[0]["country"]: places for rows, places in located(FORMS["map"].figure("en"))}
    point, *boxes = found["FR"]
    assert len(boxes) > 5
    assert any(box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3] for box in boxes)
    inner = found["LU"][0]
    assert not any(box[0] <= inner[0] <= box[2] and box[1] <= inner[1] <= box[3] for box in found["ES"][1:])


def test_a_mark_says_series_period_value_and_status():
    flows = [
        *yearly("immigration", {2022: 403_108, 2023: 335_668}, {2023: "P"}),
        *yearly("emigration", {2022: 179_310}),
    ]
    assert told_of(line(observations(flows)))[1] == [("335,668*", {"Immigration", "2023"}, "provisional figure")]
    assert told_of(columns(observations(flows[:1])), "nl") == [[("403.108", {"Immigratie", "2022"}, "")]]


def test_a_period_that_no_heading_names_is_told():
    rows = [
        *yearly("immigration", {2023: 5}, country="SY"),
        *yearly("immigration", {2023: 3}, {2023: "EP"}, country="TR"),
    ]
    assert told_of(ranking(observations(rows, "country"))) == [
        [("5", {"Syria", "Immigration"}, "2023")],
        [("3*", {"Türkiye", "Immigration"}, "2023; estimated; provisional figure")],
    ]
    assert told_of(ranking(observations(rows, "country")), columns=["period"])[0] == [("5", {"Syria", "2023"}, "")]


@pytest.mark.parametrize("later", [LATER, UNDATED])
def test_a_value_that_was_not_known_on_the_day_says_so(later):
    rows = [row | {"later": later} for row in yearly("immigration", {2023: 5})]
    ((_, _, told),) = told_of(columns(observations(rows)))[0]
    assert told == words.sign({LATER: "†", UNDATED: "‡"}[later], "en")


def test_a_step_of_a_waterfall_says_both_values_that_it_lies_between():
    rows = [
        row for code, (was, now) in {"total": (10, 7), "labour": (6, 4), "study": (4, 3)}.items()
        for row in yearly("immigration", {2022: was, 2023: now}, motive=code)
    ]  # fmt: skip
    said = told_of(waterfall(observations(rows, "motive")))
    assert [[value for value, *_ in cells] for cells in said] == [["10"], ["6", "4"], ["4", "3"], ["7"]]


def test_places_are_told_in_whole_steps_and_marks_leave_the_picture_as_it_is():
    drawing = SAMPLES["ranking"]
    found = answers(drawing.figure("en"), drawing.parts, grid.grid(drawing.parts, "en"), "en")
    steps = [at for places, _ in found["marks"] for place in places for at in place]
    assert all(isinstance(at, int) and 0 <= at <= SCALE for at in steps)
    assert not found["turned"] and found["told"][0].startswith("2023")
    assert pd.Series([place[0] for places, _ in found["marks"] for place in places[:1]]).nunique() == 1
