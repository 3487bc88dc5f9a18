"""Provider files become new vintages; nothing is overwritten, and what is wrong is named."""

import gzip
import shutil

import pandas as pd
import pytest
import yaml

from book.data.reading import rows
from book.data.records import DATA, DataError
from book.providers import cbs, eurostat
from book.providers.files import FormatError, read
from book.providers.flags import status
from book.providers.importing import import_file

# Rows of CBS table 84809NED as published on 27 June 2025.
HEAD = "JaarVanImmigratie,jaar,Migratiemotief,Migratiemotief_label,ImmigrantenExclusiefEUEFTA_1\n"
TABLE = (
    HEAD
    + "2023JJ00,2023,T001056,Totaal,164605\n2023JJ00,2023,A009232,Arbeid: totaal,25195\n2023JJ00,2023,A009233,Asiel: totaal,33055\n"
)


@pytest.fixture
def folder(tmp_path):
    shutil.copy(DATA / "immigration_motive.yml", tmp_path)
    head = (DATA / "immigration_motive.csv").read_text(encoding="utf-8").splitlines()[0]
    (tmp_path / "immigration_motive.csv").write_text(head + "\n")
    yield tmp_path


def imported(folder, text, vintage="2025-06-27"):
    (folder / "file.csv").write_text(text, encoding="utf-8")
    return import_file("immigration_motive", folder / "file.csv", vintage, folder)


def test_an_import_gives_the_rows_that_data_holds(folder):
    assert len(imported(folder, TABLE).added) == 3
    got = rows("immigration_motive", folder).set_index(["period", "origin", "motive", "vintage"])["value"]
    held = rows("immigration_motive").set_index(["period", "origin", "motive", "vintage"])["value"]
    assert got.equals(held.reindex(got.index))


def test_an_equal_value_adds_no_row(folder):
    imported(folder, TABLE)
    before = (folder / "immigration_motive.csv").read_bytes()
    report = imported(folder, TABLE, "2026-06-30")
    assert (report.added, report.revised, report.equal) == ([], [], 3)
    assert (folder / "immigration_motive.csv").read_bytes() == before


def test_a_revised_value_is_a_new_vintage_and_the_old_one_stays(folder):
    imported(folder, TABLE)
    report = imported(folder, TABLE.replace("33055", "33060"), "2026-06-30")
    assert report.revised == ["2023 immigrants non_eu asylum: 33055 becomes 33060"]
    values = rows("immigration_motive", folder).query("motive == 'asylum'").set_index("vintage")["value"]
    assert values.to_dict() == {"2025-06-27": 33055, "2026-06-30": 33060}


def test_another_value_of_the_same_day_is_refused(folder):
    imported(folder, TABLE)
    with pytest.raises(DataError, match="is held as of 2025-06-27 with another value"):
        imported(folder, TABLE.replace("33055", "33060"))


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        (
            "unknown-code",
            TABLE.replace("A009233", "A999999"),
            "file.csv, row 4, column Migratiemotief: 'A999999' is no motive",
        ),
        (
            "text-for-number",
            TABLE.replace("33055", "many"),
            "file.csv, row 4, column ImmigrantenExclusiefEUEFTA_1: 'many' is no number",
        ),
        (
            "no-period",
            TABLE.replace("2023JJ00,2023,A009233", "2023XX00,2023,A009233"),
            "file.csv, row 4, column JaarVanImmigratie: '2023XX00' is no period of CBS",
        ),
        (
            "no-month",
            TABLE.replace("2023JJ00,2023,A009233", "2023MM13,2023,A009233"),
            "row 4, column JaarVanImmigratie",
        ),
        ("missing-column", TABLE.replace("Migratiemotief,", "Motief,"), "file.csv: column Migratiemotief is missing"),
        (
            "column-twice",
            TABLE.replace(",jaar,", ",Migratiemotief,"),
            "file.csv, row 1: column Migratiemotief stands twice",
        ),
        ("no-rows", HEAD, "file.csv: no rows"),
        ("empty", "", "file.csv: no rows"),
        ("short-row", TABLE + "2024JJ00,2024\n", "file.csv, row 5: 2 cells, not 5"),
        (
            "duplicate-key",
            TABLE + "2023JJ00,2023,A009233,Asiel: totaal,1\n",
            "the key 2023 immigrants non_eu asylum twice",
        ),
    ],
)
def test_a_damaged_file_is_named_and_the_dataset_stays_as_it_was(folder, name, text, message):
    before = (folder / "immigration_motive.csv").read_bytes()
    with pytest.raises(DataError) as error:
        imported(folder, text)
    assert message in str(error.value)
    assert (folder / "immigration_motive.csv").read_bytes() == before


def test_a_file_in_another_encoding_is_refused(folder):
    (folder / "file.csv").write_bytes(TABLE.replace("Arbeid", "Arbeïd").encode("latin-1"))
    with pytest.raises(DataError, match=r"file\.csv, row 3: byte \d+ is not UTF-8"):
        import_file("immigration_motive", folder / "file.csv", "2025-06-27", folder)


def test_a_truncated_gzip_is_refused(tmp_path):
    (tmp_path / "file.csv.gz").write_bytes(gzip.compress(TABLE.encode())[:-12])
    with pytest.raises(FormatError, match=r"file\.csv\.gz"):
        read(tmp_path / "file.csv.gz")


def test_a_damaged_gzip_is_refused(tmp_path):
    packed = bytearray(gzip.compress(TABLE.encode() * 50))
    packed[30:40] = b"\xff" * 10
    (tmp_path / "file.csv.gz").write_bytes(packed)
    with pytest.raises(FormatError, match=r"file\.csv\.gz"):
        read(tmp_path / "file.csv.gz")


def test_a_gzip_semicolons_and_a_blank_last_line_are_read(folder):
    (folder / "file.csv.gz").write_bytes(gzip.compress((TABLE.replace(",", ";") + "\n").encode("utf-8-sig")))
    report = import_file("immigration_motive", folder / "file.csv.gz", "2025-06-27", folder)
    assert len(report.added) == 3


def test_an_older_file_again_changes_nothing(folder):
    imported(folder, TABLE, "2024-06-27")
    imported(folder, TABLE.replace("33055", "33060"))
    before = (folder / "immigration_motive.csv").read_bytes()
    assert imported(folder, TABLE, "2024-06-27").equal == 3
    assert (folder / "immigration_motive.csv").read_bytes() == before


def test_a_file_older_than_what_is_held_says_what_was_known_earlier(folder):
    imported(folder, TABLE)
    report = imported(folder, TABLE.replace("33055", "33050"), "2024-06-27")
    assert (len(report.added), report.revised) == (3, [])
    assert rows("immigration_motive", folder)["vintage"].value_counts().to_dict() == {"2024-06-27": 3, "2025-06-27": 3}


def test_a_wrong_vintage_is_refused(folder):
    with pytest.raises(DataError, match="vintage is 'June'"):
        imported(folder, TABLE, "June")


@pytest.mark.parametrize(
    ("code", "period"),
    [
        ("2023JJ00", "2023"),
        ("2023KW02", "2023-Q2"),
        ("2023MM04", "2023-04"),
        ("2023HJ01", "2023-H1"),
        ("2023*", "2023"),
    ],
)
def test_periods_of_cbs(code, period):
    assert cbs.period(code) == period


def test_a_star_of_cbs_is_provisional():
    raw = pd.DataFrame({"Periods": ["2023*", "2022"], "First_1": ["38375", "35535"]})
    assert cbs.parse(raw, ["First_1"], "Periods").frame["flags"].tolist() == ["p", ""]


# Cells of Eurostat's migr_imm8 as held in the table of July 2024, and an SDMX-CSV row with a flag.
def test_a_tsv_of_eurostat_gives_values_flags_and_missing_cells():
    head = "freq,age,sex,geo\\TIME_PERIOD"
    raw = pd.DataFrame(
        {head: ["A,TOTAL,T,NL", "A,TOTAL,T,EL"], "2021 ": ["250792 ", ": "], "2022 ": ["403108 b", "96662 ep"]}
    )
    frame = eurostat.parse(raw).frame.set_index(["geo", "period"])
    assert frame.loc[("NL", "2022"), ["value", "flags"]].tolist() == ["403108", "b"]
    assert frame.loc[("EL", "2021"), ["value", "flags"]].tolist() == ["", ""]
    assert frame.loc[("EL", "2022"), ["value", "flags"]].tolist() == ["96662", "ep"]


def test_sdmx_csv_of_eurostat_keeps_its_flags():
    raw = pd.DataFrame({"geo": ["UK"], "TIME_PERIOD": ["2019"], "OBS_VALUE": ["64.4"], "OBS_FLAG": ["bu"]})
    row = eurostat.parse(raw).frame.iloc[0]
    assert (row["period"], row["value"], status(row["flags"])) == ("2019", "64.4", "BU")


@pytest.mark.parametrize(("code", "ours"), [("EL", "GR"), ("UK", "GB"), ("EU27_2020", "EU27"), ("NL", "NL")])
def test_countries_of_eurostat(code, ours):
    assert eurostat.country(code) == ours


@pytest.mark.parametrize(
    ("flags", "missing", "ours"),
    [
        ("", False, "A"),
        ("p", False, "P"),
        ("bp", False, "BP"),
        ("", True, "M"),
        ("c", True, "C"),
        ("u", False, "U"),
        ("m", True, "M"),
        ("bu", True, "BQU"),
        ("b", True, "BM"),
        ("n", False, "U"),
        ("r", False, "A"),
    ],
)
def test_flags_become_status_letters(flags, missing, ours):
    assert status(flags, missing) == ours


def test_an_unknown_flag_is_not_guessed():
    with pytest.raises(FormatError, match="'y' is no flag"):
        status("y")


# First permits in the Netherlands and Belgium, 2023, from Eurostat's migr_resfirst of September 2025; the flags are ours.
PERMITS = (
    "DATAFLOW,freq,reason,citizen,duration,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    "ESTAT:MIGR_RESFIRST(1.0),A,FAM,TOTAL,TOTAL,PER,NL,2023,45339,\n"
    "ESTAT:MIGR_RESFIRST(1.0),A,EDUC,TOTAL,TOTAL,PER,NL,2023,22922,p\n"
    "ESTAT:MIGR_RESFIRST(1.0),A,EDUC,TOTAL,TOTAL,PER,BE,2023,9523,\n"
)
IMPORT = {
    "format": "eurostat",
    "source": "eurostat-migr_resfirst",
    "where": {"citizen": "TOTAL", "duration": "TOTAL", "geo": "NL"},
    "measures": {"OBS_VALUE": "permits"},
    "dimensions": {"reason": {"column": "reason", "codes": {"FAM": "family", "EDUC": "education"}, "skip": ["TOTAL"]}},
}


@pytest.fixture
def permits(tmp_path):
    """A function that imports a text into first permits, by an import given by the test."""

    def imported(text, entry=IMPORT, vintage="2025-09-01"):
        record = yaml.safe_load((DATA / "first_permits_netherlands.yml").read_text(encoding="utf-8"))
        text_of_record = yaml.safe_dump({**record, "imports": [entry]}, allow_unicode=True)
        (tmp_path / "first_permits_netherlands.yml").write_text(text_of_record, encoding="utf-8")
        if not (tmp_path / "first_permits_netherlands.csv").exists():
            (tmp_path / "first_permits_netherlands.csv").write_text(
                "period,measure,reason,value,status,vintage,source\n"
            )
        (tmp_path / "file.csv").write_text(text, encoding="utf-8")
        import_file("first_permits_netherlands", tmp_path / "file.csv", vintage, tmp_path)
        got = rows("first_permits_netherlands", tmp_path)
        return got.set_index(["period", "reason", "vintage"])[["value", "status"]].T.to_dict("list")

    yield imported


def test_a_file_of_eurostat_is_taken_for_the_codes_that_the_record_names(permits):
    assert permits(PERMITS) == {
        ("2023", "education", "2025-09-01"): [22922, "P"],
        ("2023", "family", "2025-09-01"): [45339, "A"],
    }


def test_a_skipped_code_gives_no_row(permits):
    total = "ESTAT:MIGR_RESFIRST(1.0),A,TOTAL,TOTAL,TOTAL,PER,NL,2023,131785,\n"
    assert len(permits(PERMITS + total)) == 2


def test_a_figure_that_is_no_longer_provisional_is_a_new_vintage(permits):
    permits(PERMITS)
    got = permits(PERMITS.replace(",p\n", ",\n"), vintage="2026-09-01")
    assert got[("2023", "education", "2026-09-01")] == [22922, "A"]
    assert len(got) == 3


def test_a_revised_flag_alone_is_no_status(permits):
    assert permits(PERMITS.replace("22922,p", "22922,r"))[("2023", "education", "2025-09-01")] == [22922, "A"]


@pytest.mark.parametrize(("told", "states"), [("P", "PP"), ({2023: "P"}, "PP"), ({2022: "P"}, "PA")])
def test_a_record_may_say_the_status_of_a_file_or_of_a_period(permits, told, states):
    got = permits(PERMITS, {**IMPORT, "status": told})
    assert "".join(got[("2023", reason, "2025-09-01")][1] for reason in ("education", "family")) == states


def test_a_number_that_is_written_in_another_way_is_the_same_number(permits):
    permits(PERMITS)
    assert len(permits(PERMITS.replace("45339", "45339.00"), vintage="2026-09-01")) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (PERMITS.replace("RESFIRST", "RESVALID"), "the file is table migr_resvalid, not migr_resfirst"),
        (PERMITS.replace(",NL,", ",AT,"), "column geo: no row has NL"),
        (PERMITS.replace("duration", "length"), "column duration is missing"),
        (PERMITS.replace("2023,22922", "2023-W05,22922"), "row 3, column TIME_PERIOD: '2023-W05' is no period"),
        (PERMITS.replace("22922,p", "22922,y"), "row 3, column OBS_VALUE: 'y' is no flag"),
        (PERMITS.replace("EDUC", "LEISURE"), "row 3, column reason: 'LEISURE' is no reason"),
    ],
)
def test_another_file_of_eurostat_is_refused(permits, text, message):
    with pytest.raises(DataError) as error:
        permits(text)
    assert str(error.value).startswith("file.csv") and message in str(error.value)


def test_a_label_is_no_country(permits):
    entry = {**IMPORT, "where": {}, "dimensions": {"reason": {"column": "geo", "codes": "countries"}}}
    with pytest.raises(DataError, match="row 2, column geo: 'Netherlands'"):
        permits(PERMITS.replace(",NL,", ",Netherlands,"), entry)


def test_what_would_not_be_read_again_is_not_written(permits, tmp_path):
    permits(PERMITS)
    before = (tmp_path / "first_permits_netherlands.csv").read_bytes()
    nowhere = {**IMPORT["dimensions"]["reason"], "codes": {"FAM": "family", "EDUC": "no such code"}}
    with pytest.raises(DataError, match="'no such code' is no reason"):
        permits(PERMITS, {**IMPORT, "dimensions": {"reason": nowhere}}, "2026-09-01")
    assert (tmp_path / "first_permits_netherlands.csv").read_bytes() == before
    assert not list(tmp_path.glob(".import-*"))


# CBS's own signs, and numbers as a Dutch file may write them.
@pytest.mark.parametrize(
    ("cell", "value", "state"),
    [
        (".", "", "M"),
        ("  .", "", "M"),
        ("", "", "M"),
        ("x", "", "C"),
        ("-", "0", "A"),
        ("–", "0", "A"),
        ("       38375", "38375", "A"),
    ],
)
def test_signs_of_cbs(cell, value, state):
    raw = pd.DataFrame({"Periods": ["2022", "2023"], "First_1": ["35535", cell]}, index=[2, 3])
    row = cbs.parse(raw, ["First_1"], "Periods").frame.iloc[1]
    assert (row["value"], status(row["flags"], row["value"] == "")) == (value, state)


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1.234.567", "171.555"], ["1234567", "171555"]),
        (["171.555", "12,5"], ["171555", "12.5"]),
        (["1,234,567", "171,555"], ["1234567", "171555"]),
        (["171,555", "12.5"], ["171555", "12.5"]),
        (["1.234,5", "7"], ["1234.5", "7"]),
        (["0,125", "-3,5"], ["0.125", "-3.5"]),
        (["1234.567", "12"], ["1234.567", "12"]),
    ],
)
def test_the_decimal_sign_is_the_one_that_the_file_shows(cells, values):
    raw = pd.DataFrame({"Periods": ["2022", "2023"], "First_1": cells}, index=[2, 3])
    assert cbs.parse(raw, ["First_1"], "Periods").frame["value"].tolist() == values


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        (["171.555", "38"], "row 2, column First_1: '171.555' may have thousands or three decimals"),
        (["38", "171,555"], "row 3, column First_1: '171,555' may have thousands or three decimals"),
        (["12.5", "12,5"], "numbers with a decimal point stand beside numbers with a decimal comma"),
    ],
)
def test_thousands_and_decimals_are_not_guessed(cells, message):
    raw = pd.DataFrame({"Periods": ["2022", "2023"], "First_1": cells}, index=[2, 3])
    with pytest.raises(FormatError) as error:
        cbs.parse(raw, ["First_1"], "Periods")
    assert str(error.value) == message


@pytest.mark.parametrize("cell", ["12.34.5", "1.2345.678", "1..2", "٣", "x5"])
def test_another_spelling_of_a_number_is_refused(folder, cell):
    with pytest.raises(DataError, match=r"row 4, column ImmigrantenExclusiefEUEFTA_1: .* is no number"):
        imported(folder, TABLE.replace("33055", cell))


@pytest.mark.parametrize("cell", ["33.055", '"33,055"'])
def test_a_thousands_sign_does_not_get_into_data(folder, cell):
    before = (folder / "immigration_motive.csv").read_bytes()
    with pytest.raises(DataError, match="may have thousands or three decimals"):
        imported(folder, TABLE.replace("33055", cell))
    assert (folder / "immigration_motive.csv").read_bytes() == before


def test_signs_of_cbs_become_rows(folder):
    imported(folder, TABLE.replace("33055", "  .").replace("25195", "x"))
    found = rows("immigration_motive", folder).set_index("motive")["status"]
    assert found.to_dict() == {"asylum": "MP", "labour": "CP", "total": "P"}


@pytest.mark.parametrize(
    ("flag", "conf", "value", "state"),
    [
        ("", "", "5", "A"),
        ("p", "F", "5", "P"),
        ("", "C", "", "C"),
        ("b", "N", "", "BC"),
        ("", "Confidential statistical information", "", "C"),
        ("c", "C", "", "C"),
    ],
)
def test_the_confidentiality_of_eurostat_stands_beside_its_flags(flag, conf, value, state):
    row = {"geo": ["NL"], "TIME_PERIOD": ["2019"], "OBS_VALUE": [value], "OBS_FLAG": [flag], "CONF_STATUS": [conf]}
    found = eurostat.parse(pd.DataFrame(row, index=[2])).frame.iloc[0]
    assert status(found["flags"], found["value"] == "") == state


def test_an_unknown_confidentiality_is_named():
    row = {"geo": ["NL"], "TIME_PERIOD": ["2019"], "OBS_VALUE": ["5"], "CONF_STATUS": ["?"]}
    with pytest.raises(FormatError, match=r"row 2, column CONF_STATUS: '\?' is no confidentiality status"):
        eurostat.parse(pd.DataFrame(row, index=[2]))


@pytest.mark.parametrize("period", ["٢٠٢٣JJ00", "２０２３", "2024-W01-1", "2023JJ01"])
def test_a_period_of_other_digits_is_none_of_a_provider(period):
    for read_period in (cbs.period, eurostat.period):
        with pytest.raises(FormatError, match="is no period"):
            read_period(period)


@pytest.mark.parametrize(
    ("name", "change", "message"),
    [
        ("vintage-after-today", lambda text: text, "column vintage: 2190-01-01 is after today"),
        (
            "long-cell",
            lambda text: text.replace("33055", "9" * 100_000),
            "row 4, column .* a cell of 100,000 characters",
        ),
        (
            "stray-quote",
            lambda text: text.replace("2023JJ00,2023,A009232", '"2023JJ00,2023,A009232'),
            "row 3: .*stray quote",
        ),
    ],
)
def test_a_hostile_file_of_a_provider_is_one_line(folder, name, change, message):
    with pytest.raises(DataError, match=message) as error:
        imported(folder, change(TABLE), "2190-01-01" if name == "vintage-after-today" else "2025-06-27")
    assert "\n" not in str(error.value) and len(str(error.value)) < 300


@pytest.mark.parametrize("name", ["directory", "loop"])
def test_what_is_no_file_is_said_so(folder, name):
    path = folder / "file.csv"
    path.mkdir() if name == "directory" else path.symlink_to("file.csv")
    message = {"directory": "Is a directory", "loop": "Too many levels of symbolic links"}[name]
    with pytest.raises(DataError, match=rf"^file\.csv: {message}$"):
        import_file("immigration_motive", path, "2025-06-27", folder)
