"""numbers.csv and trail.csv: every number of a sentence, and the observations behind it."""

import csv

import pytest

from book.chapter import said
from book.data.reading import load
from book.edition import Edition
from book.measures import standing, top, yearly_change
from book.outputs import Figure, Grid, Loaded, Number, Publication, Rows, Sentence, Table
from book.publish import csv_files, figures, numbers

MIGRATION = load("migration", until=2023)


def read(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def written(folder, values):
    sentence = Sentence("", said.numbers(values))
    numbers.write({"flows": [("set-up", Loaded("migration")), ("immigration", sentence)]}, folder)
    return read(folder / "numbers.csv"), read(folder / "trail.csv")


HARMLESS = ["", "335,668", "-5", "+1,234", "-1.5e-07", "-12.5%", "−5", "a = b", "n-1", "a\r=1"]
RUN = ["=HYPERLINK(1)", "+1+cmd|' /C calc'!A0", "-1+2", "-", "@SUM(1)", "\t=1", "\r=1", "\r\n=1", "\n=1", "--5", "-5-5"]


@pytest.mark.parametrize("text", [*HARMLESS, *RUN, -5, None])
def test_a_text_that_a_spreadsheet_would_run_is_made_text_and_a_number_stays(text, tmp_path):
    csv_files.write(tmp_path / "x.csv", ["a", text], [[text, "b"]])
    kept = (f"'{text}" if text in RUN else "" if text is None else str(text)).replace("\r\n", "\n").replace("\r", "\n")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as lines:
        assert list(csv.reader(lines)) == [["a", kept], [kept, "b"]]


def test_every_csv_of_a_build_is_harmless(tmp_path):
    number = Number("=1+1", -5.0, "@unit", "-(a)", "A", "2023", ())
    numbers.write({"=chapter": [("+cell", Sentence("", (number,)))]}, tmp_path)
    (row,) = read(tmp_path / "numbers.csv")
    assert list(row.values())[:6] == ["'=chapter", "'+cell", "'=1+1", "-5", "'@unit", "'-(a)"]
    rows = Rows(("d",), ("2023",), ("m",), {"=dim": ("@code",)}, (-5.0,), ("A",), ("2024-01-01",), ((0,),), (False,))
    source = Publication("x", "=x", "t", "", "")
    grid = Grid(("=head", "-1"), (("+row", "−5"),))
    figures.write(
        [Figure("fig-x", "", "", grid, rows=rows, publications=(source,)), Table("tab-x", "", "", grid)],
        tmp_path,
        Edition(2023),
        {},
    )
    (row,) = read(tmp_path / "fig-x.csv")
    assert (row["'=dim"], row["value"], row["source"]) == ("'@code", "-5", "'=x")
    assert (row["edition"], row["page"]) == ("2023-en", "2023-en/html/figures/fig-x.html")
    assert read(tmp_path / "tab-x.csv") == [{"'=head": "'+row", "-1": "−5"}]


def test_a_quantity_leads_back_to_its_observation(tmp_path):
    rows, trail = written(tmp_path, {"arrived": MIGRATION.at(2022, measure="immigration")})
    assert rows == [
        {"chapter": "flows", "sentence": "immigration", "name": "arrived", "value": "403108", "unit": "persons",
         "formula": "as published", "status": "A", "dataset": "migration", "period": "2022"}
    ]  # fmt: skip
    (row,) = trail
    found = (row["dataset"], row["key"], row["role"], row["value"], row["period"])
    assert found == ("migration", "2022 immigration", "value", "403108", "2022")
    assert row["source"].startswith("cbs-")


def test_a_change_is_a_percentage_of_two_observations(tmp_path):
    rows, trail = written(tmp_path, {"change": yearly_change(MIGRATION, 2023, measure="immigration")})
    assert round(float(rows[0]["value"]), 1) == -16.7
    assert [(row["name"], row["role"]) for row in trail] == [("change", "now"), ("change", "before")]


def test_the_base_of_a_comparison_is_a_number_where_the_sentence_names_it():
    values = {"change": yearly_change(MIGRATION, 2023, measure="immigration")}
    named = said.numbers(values, "It was 335.668, tegen 403.108 een jaar eerder.")
    assert [number.name for number in named] == ["change", "change.before"]


def test_names_and_standings_give_a_number_each():
    births = load("migration_by_birth_country", until=2023).where(period=2023, measure="immigration")
    named = said.numbers({"groups": top(births.but(country_of_birth="NL"), "country_of_birth", 3)})
    assert [number.name for number in named] == ["groups.UA", "groups.PL", "groups.SY"]
    values = {"standing": standing(MIGRATION.since(2010), 2013, measure="immigration")}
    stood = said.numbers(values, "between 154,432 in 2010 and 162,962 in 2011")
    assert [number.name for number in stood] == ["standing", "standing.2010", "standing.2011"]


def test_a_comparison_without_base_is_a_number_without_value(tmp_path):
    rows, _ = written(tmp_path, {"change": yearly_change(MIGRATION, 1950, measure="immigration")})
    assert rows[0]["value"] == ""
