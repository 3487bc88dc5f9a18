"""Eurostat files for the integration data: the EU's countries under ISO codes, from codes or from labels."""

import shutil

import pytest

from book.data.reading import rows
from book.data.records import DATA, DataError
from book.providers import eurostat
from book.providers.importing import import_file

TSV = "freq,unit,sex,age,citizen,geo\\TIME_PERIOD\t2020 \t2021 \n"
LABELS = (
    "DATAFLOW,LAST UPDATE,freq,unit,indic_il,citizen,sex,age,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
    + "".join(
        f"ESTAT:ILC_DI15$DEFAULTVIEW(1.0),21/03/25 23:00:00,Annual,Euro,Median equivalised net income,{citizen},Total,18 years or over,{geo},2023,{value},\n"
        for citizen, geo, value in (
            ("Reporting country", "Netherlands", "29418,"),
            ("Non-EU27 countries (from 2020) nor reporting country", "Greece", "8056,"),
            ("Foreign country", "European Union - 27 countries (from 2020)", "18571,"),
            ("Foreign country", "Hungary", ",u"),
            ("Foreign country", "Albania", ",u"),
            ("EU28 countries (2013-2020) except reporting country", "Netherlands", "1,"),
        )
    )
)


@pytest.fixture
def folder(tmp_path):
    for name in ("employment_rate", "median_income"):
        shutil.copy(DATA / f"{name}.yml", tmp_path)
        head = (DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        (tmp_path / f"{name}.csv").write_text(head + "\n")
    yield tmp_path


def imported(folder, name, text, day="2025-09-30"):
    (folder / "file.csv").write_text(text, encoding="utf-8")
    import_file(name, folder / "file.csv", day, folder)
    return rows(name, folder)


def test_a_file_of_labels_gives_codes_and_leaves_out_other_countries_and_groups(folder):
    got = imported(folder, "median_income", LABELS)
    assert dict(zip(got["country"], got["group"], strict=True)) == {
        "EU27": "foreign_citizens", "HU": "foreign_citizens", "NL": "nationals", "GR": "other_citizens",
    }  # fmt: skip
    assert got.set_index("country").loc["HU", "status"] == "QU"


@pytest.mark.parametrize(("name", "code"), [("Netherlands", "NL"), ("Czechia", "CZ"), ("Elsewhere", "Elsewhere")])
def test_a_country_by_its_name(name, code):
    assert eurostat.named_country(name) == code


def test_a_name_is_no_code_where_the_record_asks_for_codes(folder):
    assert imported(folder, "employment_rate", TSV + "A,PC,T,Y20-64,NAT,Netherlands\t1 \t2 \n").empty


def test_greece_is_gr_the_total_is_skipped_and_the_break_is_kept(folder):
    text = (
        TSV
        + "A,PC,T,Y20-64,NAT,EL\t60.1 \t61.0 b\nA,PC,T,Y20-64,NAT,UK\t70 \t71 \nA,PC,T,Y20-64,TOTAL,NL\t1 \t2 \nA,PC,F,Y20-64,NAT,NL\t3 \t4 \n"
    )
    got = imported(folder, "employment_rate", text)
    assert list(zip(got["country"], got["period"], got["value"], got["status"], strict=True)) == [
        ("GR", "2020", 60.1, "A"), ("GR", "2021", 61.0, "B"),
    ]  # fmt: skip


def test_another_age_group_is_refused(folder):
    with pytest.raises(DataError, match="'Y25-54' is no age of the record"):
        imported(folder, "employment_rate", TSV + "A,PC,T,Y25-54,NAT,NL\t1 \t2 \n")


def test_the_break_of_2021_is_entered_where_the_file_has_no_flags(folder):
    text = "DATAFLOW,freq,unit,age,c_birth,sex,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n" + "".join(
        f"ESTAT:LFSA_ERGACOB(1.0),A,PC,Y20-64,NAT,T,NL,{year},80,\n" for year in (2020, 2021)
    )
    assert list(imported(folder, "employment_rate", text, "2026-09-16")["status"]) == ["A", "B"]
