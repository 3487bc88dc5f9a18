"""The year after the last, of which little or nothing is held: every chapter runs and says what is missing."""

import pytest
import reading

from book.edition import years
from book.language import words

NEXT = years()[-1] + 1
EMPTY = NEXT + 2  # nothing at all is held of it
CASES = [
    (chapter, year, language) for year, language in ((NEXT, "en"), (EMPTY, "nl")) for chapter in reading.chapters()
]

pytestmark = pytest.mark.book


@pytest.fixture(autouse=True)
def more_years(monkeypatch):
    monkeypatch.setattr("book.edition.years", lambda *status: range(2015, EMPTY + 1))


@pytest.mark.parametrize(("chapter", "year", "language"), CASES)
def test_a_chapter_runs_and_no_figure_shows_another_year_under_the_title_of_the_edition(chapter, year, language):
    shown = reading.read(chapter, year, language)
    wrong = []
    for one in shown:
        if one.picture is None or str(year) not in one.picture.output.title:
            continue
        rows = one.picture.output.rows
        held = {period for period, value in zip(rows.period, rows.value, strict=True) if value is not None}
        wrong += [] if any(str(year) in period or f"{year + 1}-01" in period for period in held) else [str(one)]
    assert shown and wrong == []


@pytest.mark.parametrize("chapter", ["inflow_and_outflow", "asylum", "world_and_eu", "integration"])
def test_what_is_missing_is_said(chapter):
    begin = words.text("nothing", "none", "nl", title="|", year=EMPTY).split("|")[0].strip()
    said = [one for one in reading.read(chapter, EMPTY, "nl") if one.text.startswith(begin)]
    assert len(said) > 2
