"""10,000 records, datasets and provider files that chance has damaged: refused in one line, or true by other rules.

`make fuzz` runs it: seeded, so that it is the same each time. Not part of `make test`.
"""

import csv
import io
import re
import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from book.data import checks
from book.data.cells import DataError
from book.data.reading import load_table
from book.data.records import DATA, Record, read_record
from book.providers.files import FormatError, read
from book.providers.mapping import observations

FIXTURES = Path(__file__).parent / "fixtures" / "data"
RECORD = (FIXTURES / "arrivals.yml").read_text(encoding="utf-8")
COLUMNS = ["period", "measure", "country", "value", "status", "vintage", "source"]
GOOD = [
    ["2020", "arrivals", "NL", "335668", "A", "2024-01-01", "page"],
    ["2020", "share", "DE", "12.5", "P", "2024-01-01", "page"],
    ["2020-Q1", "requests", "total", "15", "BP", "2024-01-01", "later"],
    ["2021-01/2021-10", "net", "XK", "-7", "R", "2024-01-01", "page"],
    ["2023", "target", "unknown", "9000", "A", "2022-06-01", "page"],
    ["2020", "departures", "BE", "", "M", "2024-01-01", "page"],
]
PROVIDERS = {
    "immigration_motive": "JaarVanImmigratie,jaar,Migratiemotief,Migratiemotief_label,ImmigrantenExclusiefEUEFTA_1\n"
    "2023JJ00,2023,T001056,Totaal,164605\n2022JJ00*,2022,A009232,Arbeid: totaal,  .\n",
    "displaced": "year,coo_iso,coa_iso,refugees,asylum_seekers,oip\n2023,AFG,AUT,100,7,-\n2023,XXA,NAM,5,0,2\n",
    "eu_population": "freq,indic_de,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
    "A,JAN,NL,2023,17811291,p,F\nA,JAN,EL,2023,10413982,,\n",
}

cells = st.one_of(
    st.text(max_size=12),
    st.text("0123456789.,-+ e*٣３", max_size=18),
    st.sampled_from(
        ["335.700", "1e9", "NaN", "-0", "EL", "UK", "ZZ", "nl", "2024-W01-1", "2020-13", "9999", "2020/2020", "2190-01-01",
         "A", "BA", "CM", "Q", "0", "101", "99999999999999999", "\ufeff", '"', "\x00", "x" * 70, ":", ".", "x", "-", "c"]
    ),
)  # fmt: skip
damage = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 6), cells), min_size=0, max_size=2)
cuts = st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 9), st.text(max_size=4)), min_size=1, max_size=3)


def fuzz(examples):
    return settings(
        max_examples=examples, derandomize=True, database=None, deadline=None, suppress_health_check=list(HealthCheck)
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    found = tmp_path_factory.mktemp("fuzz")
    shutil.copy(FIXTURES / "arrivals.yml", found)
    for name in ("claims", "milestones", "boundaries"):
        shutil.copy(DATA / f"{name}.yml", found)
    return found


def refused(call, *arguments):
    """What the call gives; None where it refuses in one short line. Any other error is a failure."""
    try:
        return call(*arguments)
    except (DataError, FormatError) as error:
        assert "\n" not in str(error) and len(str(error)) < 1500, str(error)
    return None


def cut(text, places):
    """A text without some of its characters, and with others."""
    for place, length, new in places:
        place %= len(text) + 1
        text = text[:place] + new + text[place + length :]
    return text


def is_true(row):
    """By rules of its own: a row that data/ may hold."""
    period, measure, country, value, status, vintage, source = row
    day = re.fullmatch("(1[89]|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}", vintage) and date.fromisoformat(vintage)
    own = yaml.safe_load(RECORD)["measures"][measure]
    low, high = own.get("range", [0, 100 if own["unit"] == "percent" else 10**15])
    low = -(10**15) if measure == "net" else low
    fits = value == "" or (low <= Decimal(value) <= high and Decimal(value) % Decimal(str(own.get("rounding", 1))) == 0)
    return bool(
        day
        and day <= date.today()
        and (int(period[:4]) <= day.year or "ahead" in own)  # forecasts of the population reach to 2100
        and re.fullmatch(r"[0-9]{4}(-(H[12]|Q[1-4]|[0-9]{2}(-[0-9]{2})?))?(/[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?)?", period)
        and re.fullmatch("[A-Z]{2}|EU27|WLD|stateless|unknown|other|total", country)
        and country not in ("EL", "UK", "QQ", "ZZ", "EU", "UN")
        and value.isascii() and sum(map(str.isdigit, value)) <= 15
        and fits
        and (value == "") == bool(set(status) & set("CMQ"))
        and "".join(sorted(set(status))) == status != "" and (status == "A" or "A" not in status)
        and source in ("page", "later")
    )  # fmt: skip


def dataset(data: bytes, record: Record):
    frame = checks.read("arrivals", data, COLUMNS)
    checks.validate(frame, record)
    return frame


@fuzz(3000)
@given(damage)
def test_datasets_with_hostile_cells(folder, places):
    lines = [list(row) for row in GOOD]
    for row, column, cell in places:
        lines[row][column] = cell
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([COLUMNS, *lines])
    record = read_record("arrivals", folder)
    found = refused(dataset, out.getvalue().encode("utf-8", "surrogatepass"), record)
    assert found is not None or places
    if found is not None:
        assert all(is_true(row) for row in found.to_numpy().tolist())


@fuzz(2000)
@given(cuts, st.sampled_from(["utf-8", "latin-1", "utf-16"]))
def test_datasets_with_hostile_bytes(folder, places, encoding):
    text = cut("\n".join(map(",".join, [COLUMNS, *GOOD, [""]])), places)
    found = refused(dataset, text.encode(encoding, "replace"), read_record("arrivals", folder))
    if found is not None:
        assert all(is_true(row) for row in found.to_numpy().tolist())


@fuzz(2000)
@given(cuts)
def test_records(folder, places):
    (folder / "made.yml").write_text(cut(RECORD, places), encoding="utf-8", errors="replace")
    if record := refused(read_record, "made", folder):
        assert all(re.fullmatch(r"https?://[!-~]+", source.address) for source in record.sources.values())
        assert all(measure.rounding > 0 and measure.label["nl"].strip() for measure in record.measures.values())
        assert {code.lstrip("-") for balance in record.balances for code in balance} <= set(record.measures)


@fuzz(500)
@given(st.sampled_from(["claims", "milestones", "boundaries"]), cuts)
def test_tables(folder, name, places):
    text = "".join((DATA / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)[:4])
    (folder / f"{name}.csv").write_text(cut(text, places), encoding="utf-8", errors="replace")
    refused(load_table, name, folder)


@fuzz(2500)
@given(st.sampled_from(sorted(PROVIDERS)), st.integers(1, 2), st.integers(0, 6), cells, cuts | st.just([]))
def test_files_of_providers(folder, name, row, column, cell, places):
    lines = [line.split(",") for line in PROVIDERS[name].splitlines()]
    lines[row][column % len(lines[row])] = cell
    text = cut("\n".join(map(",".join, lines)), places)
    (folder / "file.csv").write_text(text, encoding="utf-8", errors="replace", newline="")
    found = refused(lambda: observations(read_record(name), read(folder / "file.csv")))
    if found is not None:
        assert found["value"].str.fullmatch(r"(-?[0-9]{1,15}(\.[0-9]+)?)?").all()
        assert found["status"].str.fullmatch("[A-Z]+").all()
        assert found.loc[found["value"] == "", "status"].str.contains("[CMQ]").all()
