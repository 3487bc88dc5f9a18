"""What an edition holds of a year: final, provisional, partial or absent, as known on its day."""

import base64

import pytest
from drawings import observations, overlapping

from book.chapter import Availability, Chapter
from book.chapter.availability import states, used_in


def held(*rows):
    return observations(
        [{"period": period, "measure": measure, "value": value, "status": status} for period, measure, value, status in rows]
    )  # fmt: skip


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], "absent"),
        ([("2023", "immigration", None, "M")], "absent"),
        ([("2022", "immigration", 5, "A")], "absent"),
        ([("2023", "immigration", 5, "A")], "final"),
        ([("2023", "immigration", 5, "P")], "provisional"),
        ([("2023-01/2023-10", "immigration", 5, "A")], "partial"),
        ([("2023-01/2023-10", "immigration", 5, "A"), ("2023", "emigration", 5, "A")], "partial"),
        ([(f"2023-{month:02}", "immigration", 5, "A") for month in range(1, 13)], "final"),
        ([(f"2023-{month:02}", "immigration", 5, "A") for month in range(1, 12)], "partial"),
        ([("2023-H1", "immigration", 5, "A")], "partial"),
        ([("2023-H1", "immigration", 5, "A"), ("2023-H2", "immigration", 5, "A")], "final"),
        ([("2023-07", "residents", 5, "A")], "final"),
        ([("2024-01-01", "residents", 5, "A")], "final"),
        ([("2023-01-01", "residents", 5, "A")], "absent"),
    ],
)
def test_state_of_a_year(rows, expected):
    assert states(held(*rows), [2023]) == [expected]


def test_a_chapter_names_the_datasets_that_it_loads():
    assert {"migration", "departures"} <= set(used_in("inflow_and_outflow"))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_figure_has_a_word_in_every_cell_and_none_touches_another(language):
    words = {"title": ("A", "A"), "measure": ("B", "B")}
    shown = Availability(Chapter(2023, language), used_in("inflow_and_outflow"), id="fig-test", **words)
    grid = shown.output.grid
    assert list(grid.head[1:]) == [str(year) for year in range(2014, 2024)]
    assert all(cell for row in grid.rows for cell in row)
    cells = len(grid.rows) * 10
    empty = sum(cell in ("no", "nee") for row in grid.rows for cell in row[1:])
    assert str(cells) in shown.output.alt
    assert str(cells - empty) in shown.output.alt
    displayed, about = shown._repr_mimebundle_()
    assert about == {"image/png": {"alt": shown.output.alt}}
    assert base64.b64decode(displayed["image/png"]).startswith(b"\x89PNG")
    assert overlapping(shown.drawing.figure(language)) == []
