"""Target against realised: what the pairs show, what is written where nothing is known, what is refused."""

from dataclasses import replace

import pytest
from drawings import observations, outside, overlapping, words_of, yearly

from book.charts import ChartError, target
from book.charts.palette import MUTED, PALE, PAPER, SUBJECT
from book.charts.style import dark, svg

GOAL, DONE, BACKLOG = "immigration", "emigration", "residents"  # two flows and a stock of persons


def pairs(goal, done=None, backlog=None, status=None):
    return observations(
        [*yearly(GOAL, goal, status), *yearly(DONE, done or {}, status), *yearly(BACKLOG, backlog or {}, status)]
    )


def drawn(obs):
    return target(obs, GOAL, DONE, BACKLOG)


def texts(obs, language="en"):
    return [text for text, _ in words_of(drawn(obs).figure(language))]


HALVES = pairs(
    {"2022-H1": 9979, "2022-H2": 13500, "2023-H1": 21200},
    {"2022-H1": 11886, "2022-H2": 17000},
    {"2022-01-01": 3728, "2022-07-01": 1833},
)


def bars(obs):
    """(left, right, face, hatch) of each bar with a number, without those of the key."""
    axes = drawn(obs).figure("en").axes[0]
    found = [patch for patch in axes.patches if patch.get_y() > -0.5]
    return [
        (
            round(patch.get_x()),
            round(patch.get_x() + patch.get_width()),
            "#" + "".join(f"{round(part * 255):02x}" for part in patch.get_facecolor()[:3]),
            patch.get_hatch(),
        )
        for patch in found
    ]


def test_the_backlog_stands_hatched_on_top_of_the_target_and_what_was_realised_is_solid():
    assert bars(HALVES)[:3] == [(0, 9979, PALE, None), (9979, 13707, PAPER, "/////"), (0, 11886, SUBJECT, None)]


def test_target_and_backlog_are_written_apart_because_their_sum_was_not_published():
    assert "9,979 + 3,728" in texts(HALVES)
    assert not [text for text in texts(HALVES) if "13,707" in text]


def test_what_is_not_known_is_written_and_has_no_bar():
    assert "Emigratie: onbekend" in texts(HALVES, "nl")
    assert len(bars(HALVES)) == 7


def test_half_years_between_that_are_not_held_stay_open():
    shown = texts(pairs({"2020-H2": 6500, "2021-H2": 11000}))
    assert shown.count("Unknown") == 1
    assert [text for text in shown if "2021" in text] == ["First half of\n2021", "Second half of\n2021"]


def test_a_provisional_bar_among_final_ones_is_paper_in_an_outline():
    obs = pairs({"2022-H1": 9, "2022-H2": 10}, {"2022-H1": 11, "2022-H2": 12}, status={"2022-H2": "P"})
    assert [bar[2] for bar in bars(obs)] == [PALE, SUBJECT, PAPER, PAPER]
    assert "12*" in texts(obs)


def test_a_year_among_half_years_is_refused():
    with pytest.raises(ChartError, match="different length"):
        drawn(pairs({"2020": 12000, "2020-H2": 6500}))
    with pytest.raises(ChartError, match="different length"):
        drawn(pairs({"2022-H1": 9979}, {"2022": 28886}))


def test_persons_are_not_set_against_another_unit_nor_a_stock_taken_for_what_was_realised():
    permits = observations([*yearly(GOAL, {"2022-H1": 5}), *yearly("permits", {"2022-H1": 3})])
    with pytest.raises(ChartError, match="same unit"):
        target(permits, GOAL, "permits", BACKLOG)
    with pytest.raises(ChartError, match="flows"):
        target(HALVES, GOAL, BACKLOG, DONE)


def test_a_part_year_is_refused():
    with pytest.raises(ChartError, match="part-year"):
        drawn(pairs({"2023-07/2023-11": 9800}))


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("obs", [HALVES, pairs({"2022-H1": 3}), pairs({"2020-H2": 6500, "2022-H2": 1})])
def test_words_neither_touch_nor_leave_the_drawing(obs, language):
    figure = drawn(obs).figure(language)
    assert overlapping(figure) == []
    assert outside(figure) == []


def test_every_colour_has_a_dark_twin_and_nothing_is_drawn_without_figures():
    assert MUTED not in dark(svg(drawn(HALVES).figure("en")))
    assert drawn(replace(HALVES, frame=HALVES.frame.head(0))).empty
