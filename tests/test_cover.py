"""The cover of the printed book: its words, its day, and a line without axes."""

import re

import pytest

from book.charts.cover import cover
from book.charts.style import dark, svg
from book.data.reading import load
from book.edition import Edition
from book.language import titles
from book.outputs import Behind, Figure, Grid, Number, Rows, Sentence, Table
from book.publish.cover import front, newest


def flows(edition):
    return load("migration", until=edition.year).where(measure=["immigration", "emigration"])


def test_the_day_of_an_edition_is_that_of_its_newest_figure(tmp_path):
    said = Sentence("", (Number("n", 1, "persons", "", "A", "2023", (Behind("value", "a", "2024-06-14", ("2023",)),)),))
    shown = Figure("fig-a", "", "", Grid((), ()), rows=Rows(vintage=("2025-07-17", "2020-01-01")))
    words = Table("tab-a", "", "", Grid(("Dataset", "Periods"), (("a", "b"),)))
    assert newest([said, words]) == "2024-06-14"
    assert newest([said, shown, words]) == "2025-07-17"
    assert newest([words]) == ""
    words = front(Edition(2023, "nl"), "2025-07-17", tmp_path)
    assert words["line"] == "Nederlandse editie · stand van de cijfers: 17 juli 2025"


def test_an_edition_as_of_a_day_names_that_day(tmp_path):
    words = front(Edition(2023, "en", "2024-06-14"), "2025-07-17", tmp_path)
    assert words["line"] == "English edition · figures as of 14 June 2024"
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
