"""Imports of Eurostat's country tables: the 27 of today under ISO codes, and stocks on their day."""

import shutil

import pytest

from book.data.members import MEMBERS
from book.data.reading import rows
from book.data.records import DATA
from book.providers.importing import import_file

HEAD = "freq,indic_de,geo\\TIME_PERIOD\t2022 \t2023 \n"


@pytest.fixture
def folder(tmp_path):
    shutil.copy(DATA / "eu_population.yml", tmp_path)
    (tmp_path / "eu_population.csv").write_text("period,measure,country,value,status,vintage,source\n")
    yield tmp_path


def imported(folder, text):
    (folder / "file.tsv").write_text(HEAD + text, encoding="utf-8")
    import_file("eu_population", folder / "file.tsv", "2025-03-27", folder)
    return rows("eu_population", folder)


def test_members_are_27_without_the_united_kingdom():
    assert len(MEMBERS) == len(set(MEMBERS)) == 27
    assert "GR" in MEMBERS and not {"EL", "UK", "GB"} & {*MEMBERS}


def test_greece_is_gr_and_countries_outside_the_eu_are_left_out(folder):
    got = imported(folder, "A,JAN,EL\t1 \t2 \nA,JAN,UK\t3 \t4 \nA,JAN,NO\t5 \t6 \nA,JAN,EU27_2020\t7 \t8 p\n")
    assert sorted(set(got["country"])) == ["EU27", "GR"]


def test_a_stock_of_a_year_is_dated_to_the_day_that_the_record_names(folder):
    got = imported(folder, "A,JAN,NL\t17590672 \t17811291 p\n")
    assert list(got["period"]) == ["2022-01-01", "2023-01-01"]
    assert list(got["status"]) == ["A", "P"]
