"""numbers.csv and trail.csv: every number of a sentence, and the observations behind it."""

import csv

from book.chapter import said
from book.data import load
from book.measures import standing, top, yearly_change
from book.outputs import Loaded, Sentence
from book.publish import numbers

MIGRATION = load("migration", until=2023)


def read(path):
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def written(folder, values):
    sentence = Sentence("", said.numbers(values))
    numbers.write({"flows": [("set-up", Loaded("migration")), ("immigration", sentence)]}, folder)
    return read(folder / "numbers.csv"), read(folder / "trail.csv")


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
