"""The cover of the printed book: its words, its day, and a line without axes."""

import re

import pytest

from book.charts.cover import cover
from book.charts.style import dark, svg
from book.edition import Edition
from book.language import titles
from book.publish.cover import front, newest


def flows(edition):
    return edition.load("migration").where(measure=["immigration", "emigration"])


@pytest.fixture
def built(tmp_path):
    """What a build leaves that the cover reads: a trail and the numbers of a figure and of a table."""
    (tmp_path / "figures").mkdir()
    (tmp_path / "trail.csv").write_text("chapter,vintage\na,2024-06-14\n", encoding="utf-8")
    (tmp_path / "figures" / "fig-a.csv").write_text(
        "period,vintage\n2023,2025-07-17\n2022,2020-01-01\n", encoding="utf-8"
    )
    (tmp_path / "figures" / "tab-a.csv").write_text("Dataset,Periods\na,b\n", encoding="utf-8")
    return tmp_path


def test_the_day_of_an_edition_is_that_of_its_newest_figure(built):
    assert newest(built) == "2025-07-17"
    assert front(Edition(2023, "nl"), built, built)["line"] == "Nederlandse editie · stand van de cijfers: 17 juli 2025"


def test_an_edition_as_of_a_day_names_that_day(built):
    words = front(Edition(2023, "en", "2024-06-14"), built, built)
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
