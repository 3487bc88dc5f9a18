"""What was corrected: revisions of producers from the vintages of data/, the book's own mistakes from a table."""

import shutil

import pytest
import yaml

from book.chapter import Chapter, corrected, revised
from book.data.cells import DataError
from book.data.reading import load_table, rows
from book.data.records import DATA
from book.data.revisions import revisions
from book.publish import version
from book.publish.project import ROOT

WORDS = {"title": ("A", "A"), "measure": ("B", "B")}


def immigration(year, as_of=""):
    return [one for one in revisions(year, as_of) if (one.record.name, one.measure) == ("migration", "immigration")]


def test_a_figure_that_was_revised_has_its_first_value_and_its_newest_with_their_days():
    (one,) = immigration(2023)
    held = rows("migration")
    held = held[(held["period"] == "2023") & (held["measure"] == "immigration")].sort_values("vintage")
    assert (one.first, one.first_day) == (332863, held["vintage"].iloc[0])
    assert (one.newest, one.newest_day) == (335668, held["vintage"].iloc[-1])
    assert immigration(2022) == []


def test_as_of_a_day_only_what_was_known_then_counts():
    assert immigration(2023, "2024-06-14") == []
    assert immigration(2023, immigration(2023)[0].newest_day) == immigration(2023)


def test_a_figure_belongs_to_the_year_of_its_period():
    for year in (2020, 2023):
        found = list(revisions(year))
        assert found
        assert all(str(year) in one.period or one.period.startswith(f"{year + 1}-01-0") for one in found), year


@pytest.fixture
def folder(tmp_path):
    """A copy of one dataset, and of the table of corrections."""
    for name in ("migration", "corrections"):
        for kind in ("csv", "yml"):
            shutil.copy(DATA / f"{name}.{kind}", tmp_path)
    return tmp_path


def test_a_figure_of_an_unknown_day_is_not_compared(folder):
    record = folder / "migration.yml"
    text = record.read_text(encoding="utf-8")
    assert any(one.measure == "immigration" for one in revisions(2023, folder=folder))
    start = text.index("  report-2024:")
    head, tail = text[:start], text[start:].replace("published: '2024-06-14'", "recorded: '2024-06-14'", 1)
    record.write_text(head + tail, encoding="utf-8")
    assert not any(one.measure == "immigration" for one in revisions(2023, folder=folder))


@pytest.mark.parametrize(("language", "value"), [("en", "332,863"), ("nl", "332.863")])
def test_the_table_of_revisions_names_figure_values_and_days(language, value):
    head, *_ = (row for row in revised(Chapter(2023, language), "tab-test", **WORDS).output.grid.rows if value in row)
    assert len(head) == 6 and {"en": "335,668", "nl": "335.668"}[language] in head
    assert {"en": "14\xa0Jun\xa02024", "nl": "14\xa0jun\xa02024"}[language] in head


def test_where_nothing_was_revised_that_is_said():
    shown = revised(Chapter(2023, "en", "2024-02-01"), "tab-test", **WORDS).output
    assert shown.text == "No figure of 2023 that is held was changed after it was first published."


def test_where_no_mistake_is_known_that_is_said(monkeypatch):
    monkeypatch.setattr("book.chapter.corrections.load_table", lambda name: load_table(name).head(0))
    assert corrected(Chapter(2023), **WORDS).output.text == "No mistake of this book itself in this edition is known."


ROW = "2026-12-01,2023,A title,Een titel,old,oud,new,nieuw,A reason,Een reden"


def test_a_mistake_stands_in_the_edition_of_its_year_from_its_day_on(folder, monkeypatch):
    path = folder / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8") + ROW + "\n", encoding="utf-8")
    monkeypatch.setattr("book.chapter.corrections.load_table", lambda name: load_table(name, folder))
    (row,) = corrected(Chapter(2023, "nl"), **WORDS).output.grid.rows
    assert row == ("1 december 2026", "Een titel", "oud", "nieuw", "Een reden")
    assert corrected(Chapter(2022, "nl"), **WORDS).output.text
    assert corrected(Chapter(2023, "nl", "2026-11-01"), **WORDS).output.kind == "sentence"


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [("2026-12-01", "2026-12", "'2026-12' is no day"), ("Een reden", "", "why_nl: '' is empty"), (",2023,", ",23,", "'23' is no year")],
)  # fmt: skip
def test_a_row_that_lacks_something_is_refused(folder, was, now, message):
    path = folder / "corrections.csv"
    path.write_text(path.read_text(encoding="utf-8") + ROW.replace(was, now) + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        load_table("corrections", folder)


def test_the_version_is_that_of_the_project_and_of_the_data(folder):
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert version.project() == str(cited["version"])
    before = version.data(folder)
    assert before == version.data(folder) and len(before) == 64
    (folder / "corrections.csv").write_text("other", encoding="utf-8")
    assert version.data(folder) != before
