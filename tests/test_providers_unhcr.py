"""UNHCR's tables and API items become rows of ours: joined on ISO codes, added up, "-" is no figure."""

import json

import pytest

from book.data.reading import rows
from book.data.records import read_record
from book.providers import unhcr
from book.providers.files import FormatError, read
from book.providers.mapping import observations

HEAD = "year,coo_name,coo,coo_iso,coa_name,coa,coa_iso,refugees,asylum_seekers,oip\n"
TABLE = HEAD + (
    "2023,Afghanistan,AFG,AFG,Austria,AUS,AUT,100,7,-\n"
    "2023,Afghanistan,AFG,AFG,Australia,AUL,AUS,20,3,\n"
    "2023,Stateless,STA,XXA,Namibia,NAM,NAM,5,0,2\n"
)
# Items of https://api.unhcr.org/population/v1/population/?year=2023&coa=TUR: numbers as int and as text.
ITEM = """{"year": 2023, "coo_iso": "-", "coa_iso": "TUR", "refugees": 3251127, "asylum_seekers": 222069,
           "idps": "0", "oip": "-"}"""


def table(tmp_path, text=TABLE):
    (tmp_path / "population.csv").write_text(text, encoding="utf-8")
    return read(tmp_path / "population.csv")


def parsed(raw, topics, by):
    frame = unhcr.parse(raw, topics, by).frame
    return frame.set_index(by[0] if by else "period")["value"].to_dict()


def test_countries_are_joined_on_iso_codes(tmp_path):
    assert parsed(table(tmp_path), ["refugees"], ["coa_iso"]) == {"AT": "100", "AU": "20", "NA": "5"}
    assert [unhcr.country(code) for code in ("AUT", "AUS", "NAM", "XXA", "UNK", "-")] == [
        "AT", "AU", "NA", "stateless", "unknown", "WLD",
    ]  # fmt: skip


def test_a_country_of_origin_is_the_sum_over_countries_of_asylum(tmp_path):
    assert parsed(table(tmp_path), ["refugees"], ["coo_iso"]) == {"AF": "120", "stateless": "5"}
    assert parsed(table(tmp_path), ["refugees"], []) == {"2023": "125"}


def test_what_is_not_applicable_is_no_figure(tmp_path):
    assert parsed(table(tmp_path), ["oip"], ["coa_iso"]) == {"NA": "2"}
    assert parsed(table(tmp_path), ["refugees+oip"], ["coa_iso"]) == {"AT": "100", "AU": "20", "NA": "7"}


def test_items_of_the_api_are_a_table():
    raw = unhcr.items([json.loads(ITEM)])
    frame = unhcr.parse(raw, ["refugees", "oip", "idps"], ["coa_iso"], day="-12-31").frame
    assert frame[["period", "topic", "value"]].to_numpy().tolist() == [
        ["2023-12-31", "refugees", "3251127"],
        ["2023-12-31", "idps", "0"],
    ]


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("text-for-number", ("20,3", "many,3"), "row 3, column refugees: 'many' is no number"),
        ("negative-number", ("20,3", "-20,3"), "row 3, column refugees: '-20' is no number"),
        ("missing-column", ("coo_iso", "origin"), "column coo_iso is missing"),
        (
            "all-together-among-single-ones",
            ("STA,XXA", "-,-"),
            "row 4, column coo_iso: all countries together stand among single ones",
        ),
    ],
)
def test_a_damaged_table_is_named(tmp_path, name, change, message):
    with pytest.raises(FormatError) as error:
        unhcr.parse(table(tmp_path, TABLE.replace(*change)), ["refugees"], ["coo_iso"])
    assert message in str(error.value)


def test_an_unknown_country_is_named_by_row_and_column(tmp_path):
    with pytest.raises(FormatError, match="row 4, column coa_iso: 'QQQ' is no country of UNHCR"):
        unhcr.parse(table(tmp_path, TABLE.replace("NAM,NAM", "NAM,QQQ")), ["refugees"], ["coa_iso"])


def test_the_records_map_the_columns_of_the_population_table(tmp_path):
    raw = table(tmp_path)
    world = observations(read_record("displaced"), raw)
    assert dict(zip(world["type"], world["value"], strict=True)) == {
        "refugees": "125", "asylum_seekers": "10", "other_in_need": "2",
    }  # fmt: skip
    assert set(world["period"]) == {"2023-12-31"}
    hosts = observations(read_record("refugees_by_host"), raw)
    assert dict(zip(hosts["country"], hosts["value"], strict=True)) == {
        "AT": "100",
        "AU": "20",
        "NA": "7",
        "WLD": "127",
    }


def test_the_figures_held_for_a_country_are_those_of_the_api():
    """The API's answer for Türkiye in 2023, as recorded in April 2026."""
    held = rows("refugees_by_host").query("country == 'TR' and period == '2023-12-31'")
    assert held["value"].tolist() == [json.loads(ITEM)["refugees"]]
