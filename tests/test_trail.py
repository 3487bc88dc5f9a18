"""numbers.csv and trail.csv: every number of a sentence, and the observations behind it."""

import csv

from book.data import load
from book.measures.single import standing, top, yearly_change
from book.publish import trail

MIGRATION = load("migration", until=2023)


def read(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_a_quantity_leads_back_to_its_observation(tmp_path):
    values = {"arrived": MIGRATION.at(2022, measure="immigration")}
    trail.write({"flows": [("immigration", trail.numbers(values))]}, tmp_path)
    assert read(tmp_path / "numbers.csv") == [
        {"chapter": "flows", "sentence": "immigration", "name": "arrived", "value": "403108", "unit": "persons",
         "formula": "as published", "status": "A", "dataset": "migration", "period": "2022"}
    ]  # fmt: skip
    row = read(tmp_path / "trail.csv")[0]
    assert (row["dataset"], row["key"], row["role"], row["value"]) == (
        "migration",
        "2022 immigration",
        "value",
        "403108",
    )
    assert row["source"].startswith("cbs-")


def test_a_change_is_a_percentage_of_two_observations(tmp_path):
    values = {"change": yearly_change(MIGRATION, 2023, measure="immigration")}
    trail.write({"flows": [("immigration", trail.numbers(values))]}, tmp_path)
    assert round(float(read(tmp_path / "numbers.csv")[0]["value"]), 1) == -16.7
    roles = [(row["name"], row["role"]) for row in read(tmp_path / "trail.csv")]
    assert roles == [("change", "now"), ("change", "before")]


def test_the_base_of_a_comparison_has_a_line_where_the_sentence_names_it():
    values = {"change": yearly_change(MIGRATION, 2023, measure="immigration")}
    named = trail.numbers(values, "It was 335.668, tegen 403.108 een jaar eerder.")
    assert [trail.entry(line)["name"] for line in named] == ["change", "change.before"]


def test_names_and_standings_give_a_number_each():
    births = load("migration_by_birth_country", until=2023).where(period=2023, measure="immigration")
    named = trail.numbers({"groups": top(births.but(country_of_birth="NL"), "country_of_birth", 3)})
    assert [trail.entry(line)["name"] for line in named] == ["groups.UA", "groups.PL", "groups.SY"]
    values = {"standing": standing(MIGRATION.since(2010), 2013, measure="immigration")}
    stood = trail.numbers(values, "between 154,432 in 2010 and 162,962 in 2011")
    assert [trail.entry(line)["name"] for line in stood] == ["standing", "standing.2010", "standing.2011"]


def test_an_input_survives_its_text():
    entry = MIGRATION.at(2022, measure="immigration").as_role("now")[0]
    assert trail.parse(str(entry)) == entry
