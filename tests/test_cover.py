"""The cover of the printed book: its words, its day, and a line without axes."""

import re

import pytest

from book.charts.cover import cover
from book.charts.style import dark, svg
from book.data.quantity import LATER, UNDATED
from book.data.reading import load
from book.edition import Edition
from book.language import titles
from book.outputs import Behind, Figure, Grid, Number, Rows, Sentence, Table
from book.publish.cover import banner, front, known_rows, newest

DATED = Figure("fig-a", "", "", Grid((), ()), rows=Rows(vintage=("2025-07-17",)))


def test_a_provisional_edition_says_so_and_a_complete_one_nothing(tmp_path):
    assert banner(Edition(2023, "nl"), []) == ""
    assert banner(Edition(2025, "nl"), []).startswith("Voorlopige editie: veel over 2025 is nog niet gepubliceerd.")
    assert front(Edition(2025, "nl"), [DATED], tmp_path)["line"].endswith(" · voorlopige editie")


def flows(edition):
    return load("migration", until=edition.year).where(measure=["immigration", "emigration"])


def test_the_day_of_an_edition_is_that_of_its_newest_figure(tmp_path):
    said = Sentence("", (Number("n", 1, "persons", "", "A", "2023", (Behind("value", "a", "2024-06-14", ("2023",)),)),))
    shown = Figure("fig-a", "", "", Grid((), ()), rows=Rows(vintage=("2025-07-17", "2020-01-01")))
    words = Table("tab-a", "", "", Grid(("Dataset", "Periods"), (("a", "b"),)))
    assert newest([said, words]) == "2024-06-14"
    assert newest([said, shown, words]) == "2025-07-17"
    assert newest([words]) == ""
    words = front(Edition(2023, "nl"), [said, words, DATED], tmp_path)
    assert words["line"] == "Nederlandse editie · stand van de cijfers: 17 juli 2025"


def counted(*later):
    """A figure with a number for each of these marks, and one that has none."""
    count = len(later) + 1
    rows = Rows(
        dataset=("a",) * count, period=tuple(map(str, range(count))), measure=("m",) * count, later=(*later, LATER),
        value=(*(1.0,) * len(later), None), vintage=("2020-01-01",) * count,
    )  # fmt: skip
    return Figure("fig-b", "", "", Grid((), ()), rows=rows)


def test_an_edition_as_of_a_day_says_how_many_numbers_were_known(tmp_path):
    edition, shown = Edition(2023, "en", "2024-06-14"), [counted(0, 0, LATER, UNDATED), counted(0, 0)]
    assert known_rows(shown) == (2, 1, 1, 4)  # each observation once
    said = banner(edition, shown)
    assert said.startswith("As known on 14 June 2024: of the 4 numbers in the figures and tables, 2 had been published")
    assert "1 were published later (†); of 1 we do not know the day (‡)." in said
    words = front(edition, shown, tmp_path)
    assert words["line"] == "English edition · figures as of 14 June 2024 · 2 of 4 numbers had been published by then"
    assert (words["title"], words["subtitle"]) == ("State of Migration", "Figures for 2023")
    assert words["alt"].startswith("Line chart: immigration and emigration, Netherlands")


@pytest.mark.parametrize("year", [2015, 2023])
def test_the_drawing_has_lines_and_two_years_but_no_axes(year):
    edition = Edition(year, "en")
    (axes,) = cover(flows(edition), "en").axes
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1950", str(year)]
    assert not list(axes.get_yticks())
    assert not any(spine.get_visible() for spine in axes.spines.values())
    assert {re.sub("series-", "", line.get_gid() or "") for line in axes.lines} >= {"immigration", "emigration"}


def test_the_drawing_keeps_to_the_palette_and_gives_the_same_text_twice():
    edition = Edition(2023, "nl")
    text = svg(cover(flows(edition), "nl"))
    assert dark(text)
    assert svg(cover(flows(edition), "nl")) == text


@pytest.mark.parametrize(
    ("edition", "name"),
    [
        (("en",), "state-of-migration-2023-en.pdf"),
        (("nl", "2024-06-14"), "staat-van-migratie-2023-nl-as-of-2024-06-14.pdf"),
    ],
)
def test_the_file_says_which_edition_it_is(edition, name):
    assert titles.document(Edition(2023, *edition)) == name
