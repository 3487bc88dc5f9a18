"""What must not get into data/: each hostile file is refused in one line that names it, and nothing true is."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from book.chapter import Chapter, listings
from book.chapter.footer import credit
from book.data.cells import DataError
from book.data.plausible import findings
from book.data.reading import load, load_table, rows
from book.data.records import DATA, datasets, read_record
from book.data.schema import COUNTS, RANGES
from book.data.writing import fix
from book.language.names import link
from book.language.words import section
from book.publish import figures, package
from book.sphinx_ext.html import behind

FIXTURES = Path(__file__).parent / "fixtures" / "data"
HEAD = "period,measure,country,value,status,vintage,source\n"
RECORD = (FIXTURES / "arrivals.yml").read_text(encoding="utf-8")

REFUSED = {  # a file of fixtures/data/refused: what is said of it
    "arabic-indic-period": "row 2, column period: '٢٠٢٠' is no period",
    "arabic-indic-value": "row 2, column value: '١٢٣' is no number",
    "column-twice": "row 1: column value stands twice",
    "country-EL": "row 2, column country: 'EL' is no country",
    "country-QQ": "row 2, column country: 'QQ' is no country",
    "country-UK": "row 2, column country: 'UK' is no country",
    "country-ZZ": "row 2, column country: 'ZZ' is no country",
    "country-in-small-letters": "row 2, column country: 'nl' is no country",
    "country-with-a-space": "row 2, column country: 'NL ' is no country",
    "duplicate-period": "row 3: the key 2020 arrivals NL 2024-01-01 stands twice",
    "duplicate-period-in-two-spellings": "row 2, column period: '2020-01/2020-03' is no period",
    "dwellings-in-parts": "row 2, column value: 2.5 dwellings is no whole number",
    "empty-file": "no rows",
    "full-width-value": "row 2, column value: '１２３' is no number",
    "full-width-vintage": "row 2, column vintage: '２０２４-01-01' is no ISO date",
    "line-break-in-a-cell": "row 2, column country: 'N\\nL' is no country",
    "no-multiple-of-its-rounding": "row 2, column value: 12 is no multiple of 5, to which requests is rounded",
    "nul": "row 2, column value: '5\\x00' is no number",
    "outside-its-own-range": "row 2, column value: 1 persons is above 0",
    "percentage-above-100": "row 2, column value: 130 percent is above 100",
    "percentage-below-0": "row 2, column value: -1 percent is below 0",
    "percentage-too-precise": "row 2, column value: 12.34 is no multiple of 0.1",
    "period-0000": "row 2, column period: '0000' is no period",
    "period-backwards": "row 2, column period: '2020/2019' is no period",
    "period-far-away": "row 2, column period: '9999' is no period",
    "period-of-a-week": "row 2, column period: '2024-W01-1' is no period",
    "period-of-one-month": "row 2, column period: '2020-04/2020-04' is no period",
    "period-that-is-a-quarter": "row 2, column period: '2020-04/2020-06' is no period",
    "period-that-is-a-year": "row 2, column period: '2020-01/2020-12' is no period",
    "period-with-a-short-month": "row 2, column period: '1950-1' is no period",
    "period-with-a-space": "row 2, column period: ' 1950' is no period",
    "period-with-two-lengths": "row 2, column period: '2020-01/2020-04-30' is no period",
    "persons-below-zero": "row 2, column value: -5 persons is below 0",
    "persons-with-a-point-and-zeros": "row 2, column value: 335.700 persons is no whole number",
    "persons-with-a-thousands-point": "row 2, column value: 171.555 persons is no whole number",
    "quote-behind-a-value": "row 2: ',' expected after '\"'; is there a stray quote?",
    "short-row": "row 3: 2 cells, not 7",
    "sixteen-digits": "row 2, column value: '1234567890123456' is no number of at most 15 digits",
    "spreadsheet-with-semicolons": "row 1: the columns are parted by semicolons, not by commas",
    "stray-quote": "row 3: unexpected end of data; is there a stray quote?",
    "unknown-column": "row 1: unknown column 'note'; there are period, measure, country",
    "value-minus-zero": "row 2, column value: '-0' is no number",
    "value-nan": "row 2, column value: 'nan' is no number",
    "value-that-is-confidential": "row 2, column value: '5' is empty without status C, M or Q, or has a value with one",
    "value-with-a-decimal-comma": "row 2, column value: '12,5' is no number",
    "value-with-a-leading-zero": "row 2, column value: '007' is no number",
    "value-with-a-plus": "row 2, column value: '+5' is no number",
    "value-with-a-space": "row 2, column value: ' 5' is no number",
    "value-with-an-exponent": "row 2, column value: '1e5' is no number",
    "value-with-status-missing": "row 2, column value: '5' is empty without status",
    "vintage-after-today": "row 2, column vintage: 2190-01-01 is after today",
    "vintage-before-the-end": "row 2, column vintage: 2020-12-30 is before the end of 2020",
    "vintage-before-the-month": "row 2, column vintage: 2020-05-31 is before the end of 2020-06",
    "vintage-of-a-week": "row 2, column vintage: '2024-W01-1' is no ISO date",
    "vintage-with-a-space": "row 2, column vintage: ' 2024-01-01' is no ISO date",
    "vintage-without-hyphens": "row 2, column vintage: '20240101' is no ISO date",
}


@pytest.fixture
def folder(tmp_path):
    shutil.copy(FIXTURES / "arrivals.yml", tmp_path)
    return tmp_path


def write(folder, *lines):
    (folder / "arrivals.csv").write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")


def test_every_fixture_has_a_message():
    assert set(REFUSED) == {path.stem for path in (FIXTURES / "refused").glob("*.csv")}


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_in_one_line(folder, name):
    shutil.copy(FIXTURES / "refused" / f"{name}.csv", folder / "arrivals.csv")
    with pytest.raises(DataError) as error:
        rows("arrivals", folder)
    said = str(error.value)
    assert said.startswith("data/arrivals.csv") and REFUSED[name] in said
    assert "\n" not in said


@pytest.mark.parametrize(("encoding", "message"), [("latin-1", "row 3: byte 103"), ("utf-16", "row 1: byte 0")])
def test_another_encoding_is_named_by_its_row(folder, encoding, message):
    lines = [HEAD, "2020,arrivals,NL,5,A,2024-01-01,page\n", "2020,arrivals,Türkiye,5,A,2024-01-01,page\n"]
    (folder / "arrivals.csv").write_bytes("".join(lines).encode(encoding))
    with pytest.raises(DataError, match=rf"data/arrivals\.csv, {message} is not UTF-8"):
        rows("arrivals", folder)


@pytest.mark.parametrize("path", sorted((FIXTURES / "read").glob("*.csv")), ids=lambda path: path.stem)
def test_a_file_that_another_system_or_a_target_made_is_read(folder, path):
    shutil.copy(path, folder / "arrivals.csv")
    first = rows("arrivals", folder).iloc[0]
    assert (first["period"], first["country"], first["value"]) == ("2020", "NL", 5)


@pytest.mark.parametrize("where", ["value", "country", "vintage", "column"])
def test_a_cell_of_100_kb_is_named_not_echoed(folder, where):
    cells = {"value": "5", "country": "NL", "vintage": "2024-01-01", where: "x" * 100_000}
    write(folder, f"2020,arrivals,{cells['country']},{cells['value']},A,{cells['vintage']},page")
    if where == "column":
        (folder / "arrivals.csv").write_text(HEAD.replace("\n", f",{cells['column']}\n"))
    with pytest.raises(DataError, match=r"row [12].*a cell of 100,000 characters") as error:
        rows("arrivals", folder)
    assert len(str(error.value)) < 250


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ("traps: X", "traps: X\ndone: Y", "key 'done' stands twice"),
        ("balances:", "blances:", "unknown key 'blances'; there are title, definition"),
        ("kind: flow}", "kind: flow, roundng: 5}", "measure arrivals: unknown key 'roundng'; there are label, unit"),
        ("unit: persons", "unit: people", "measure arrivals: unit is 'people': applications, beds"),
        ("unit: persons, ", "", "measure arrivals: key unit is missing"),
        ("rounding: 0.1", "rounding: none", "measure share: rounding is 'none', not a number above 0"),
        ("rounding: 0.1", "rounding: 0", "measure share: rounding is '0', not a number above 0"),
        ("rounding: 0.1", "rounding: .inf", "measure share: rounding is 'inf', not a number"),
        ("rounding: 5", "rounding: 0.5", "measure requests: rounding is 0.5, and requests are whole numbers"),
        ("published: 2024-01-01", "published: 2024-13-45", "source page: published is '2024-13-45', not a day"),
        ("published: 2024-01-01", "published: soon", "source page: published is 'soon', not a day"),
        (
            "published: 2024-01-01",
            "published: 2024-01-01, recorded: 2024-02-01",
            "page: published and recorded stand tog",
        ),
        ("published: 2024-01-01", "published: 2024-01-01, adds: soon", "adds is 'soon', not a period such as 2024"),
        ("published: 2024-01-01", "published_by: 2024-01-01", "published_by: '2024-01-01' has no keys; there are day"),
        ("-departures", "-leavers", "a measure of balances is 'leavers': arrivals, departures"),
        ("ahead: target", "ahead: hope", "measure target: ahead is 'hope': , target, forecast, running"),
        ("range: [-1000, 0]", "range: 5", "measure loss: range is '5', not the lowest and the highest value"),
        ("done: X", "done: [X]", "done: \"['X']\" is no text"),
        ("done: X", "done: ''", "done has no words in en, nl"),
        ("obtained: X}", "obtained: X, adress: x}", "source page: unknown key 'adress'"),
        ("codes: countries", "codes: countries\n    codes: {}", "key 'codes' stands twice"),
        ("measures:", "measurs:", "unknown key 'measurs'"),
        ("title: {en: Arrivals, nl: Aankomsten}", "title: {en: Arrivals", "data/arrivals.yml"),
        (RECORD, "", "the record: 'None' has no keys"),
        (RECORD, "- a\n", "has no keys"),
        (RECORD, "[" * 5000, "data/arrivals.yml"),
        (RECORD, "x" * 100_000, "a cell of 100,000 characters"),
    ],
)
def test_a_record_names_the_key_and_what_is_known(folder, was, now, message):
    (folder / "arrivals.yml").write_text(RECORD.replace(was, now, 1), encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_record("arrivals", folder)
    said = str(error.value)
    assert said.startswith("data/arrivals.yml") and message in said
    assert "\n" not in said and len(said) < 400


BAD_ADDRESSES = [
    "data:text/html,<script>alert(1)</script>",
    "javascript:alert(1)",
    "file:///etc/hostname",
    "ftp://example.org/a",
    "https://example.org/a\n```{include} /etc/hostname\n```",
    "https://example.org/a b",
    "https://example.org/\ta",
    'https://example.org/"onclick="alert(1)',
    "https://example.org/<script>",
    "https://",
    "https:///path",
    "https://example¡.org",
    "https://еxample.org/a\u200b",
    "//example.org",
    "example.org",
    " https://example.org",
    "HTTPS://example.org\\@evil",
    "",
    None,
    5,
    ["https://example.org"],
    {"href": "https://example.org"},
]


@pytest.mark.parametrize("address", BAD_ADDRESSES, ids=repr)
def test_an_address_is_one_of_the_web(folder, address):
    record = yaml.safe_load(RECORD)
    record["sources"]["page"]["address"] = address
    (folder / "arrivals.yml").write_text(yaml.safe_dump(record), encoding="utf-8")
    with pytest.raises(DataError, match=r"^data/arrivals\.yml: source page: address is .* not an address that begins"):
        read_record("arrivals", folder)


def with_source(folder, **entry):
    record = yaml.safe_load(RECORD)
    page = record["sources"]["page"]
    record["sources"]["page"] = {name: page[name] for name in ("organisation", "title", "obtained")} | entry
    (folder / "arrivals.yml").write_text(yaml.safe_dump(record), encoding="utf-8")
    return read_record("arrivals", folder).sources["page"]


def test_a_document_stands_for_an_address(folder):
    source = with_source(folder, document={"producer": "IND", "title": "Letter 5", "day": "2023-05-01"})
    assert source.address == ""
    assert (source.document.producer["nl"], source.document.title["en"], source.document.day) == (
        "IND", "Letter 5", "2023-05-01",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({}, "key address is missing, or a document"),
        ({"document": {"producer": "IND", "title": "Letter"}}, "document: key day is missing"),
        ({"document": {"producer": "IND", "title": "Letter", "day": "May"}}, "document: day is 'May'"),
        ({"document": "Letter"}, "document: 'Letter' has no keys; there are producer, title, day"),
    ],
)
def test_without_an_address_the_document_is_told_in_full(folder, entry, message):
    with pytest.raises(DataError, match=message):
        with_source(folder, **entry)


def test_units_are_those_that_have_words():
    assert set(RANGES) == set(section("units", "en")) == set(section("units", "nl"))
    assert set(COUNTS) < set(RANGES)


# Tables with a schema of their own.


@pytest.fixture(scope="module")
def tables(tmp_path_factory):
    """The records of all datasets, and the tables as they are."""
    folder = tmp_path_factory.mktemp("tables")
    for name in datasets():
        shutil.copy(DATA / f"{name}.yml", folder)
    record = yaml.safe_load((DATA / "milestones.yml").read_text(encoding="utf-8"))
    (folder / "causes.yml").write_text(yaml.safe_dump(record), encoding="utf-8")
    return folder


LEDGER = "2023,migration.immigration,2023,words,332863,332863,335668,revised"
CLAIM = "2023,migration.immigration,2023,332863,0,words,woorden,,,report-2024"
EVENT = "2022-05-11,housing,A plan,Een plan,Words.,Woorden.,tk-2022D18416"
CAUSE = "2022,ukraine,arrivals,up,War,Oorlog,ind-term"
LAND = 'NL,"POLYGON ((0 0, 1 0, 1 1, 0 0))"'
HEADS = {
    "claims": "edition,measure,period,value,tolerance,quoted_en,quoted_nl,why_en,why_nl,source",
    "milestones": "date,theme,title_en,title_nl,text_en,text_nl,source",
    "causes": "period,theme,topic,direction,text_en,text_nl,source",
    "boundaries": "country,wkt",
    "municipal_boundaries": "municipality,wkt",
    "ledger": "edition,measure,period,quoted_en,said,then,now,class",
}


def table(folder, name, *lines):
    (folder / f"{name}.csv").write_text("\n".join([HEADS[name], *lines, ""]), encoding="utf-8")
    return load_table(name, folder)


@pytest.mark.parametrize(
    ("name", "line"),
    [("claims", CLAIM), ("milestones", EVENT), ("causes", CAUSE), ("boundaries", LAND), ("ledger", LEDGER)],
)
def test_a_row_of_a_table_stands_once(tables, name, line):
    assert len(table(tables, name, line)) == 1
    with pytest.raises(DataError, match=rf"data/{name}\.csv, row 3: .* stand twice"):
        table(tables, name, line, line)


@pytest.mark.parametrize(
    ("name", "line", "was", "now", "message"),
    [
        ("claims", CLAIM, "332863", "many", "column value: 'many' is no number"),
        ("claims", CLAIM, "332863", "٣", "column value: '٣' is no number"),
        ("claims", CLAIM, "332863,0", "332863,-1", "column tolerance: '-1' is no number of 0 or more"),
        ("claims", CLAIM, "2023,migration", "23,migration", "column edition: '23' is no year"),
        ("claims", CLAIM, "migration.immigration", "migration.imigration", "'migration.imigration' is no figure"),
        ("claims", CLAIM, "migration.immigration", "migration", "'migration' is no figure of a dataset"),
        ("claims", CLAIM, "migration.immigration", "weather.rain", "'weather.rain' is no figure of a dataset"),
        ("claims", CLAIM, "immigration,2023", "immigration,2023-13", "column period: '2023-13' is no period"),
        ("claims", CLAIM, ",words,", ",,", "column quoted_en: '' is empty"),
        ("claims", CLAIM, "report-2024", "hearsay", "column source: 'hearsay' is no source"),
        ("ledger", LEDGER, "revised", "fine", "column class: 'fine' is no class; there are equal, rounded, revised"),
        ("ledger", LEDGER, "332863,335668", "many,335668", "column then: 'many' is no number"),
        ("ledger", LEDGER, "words,332863", "words,", "column said: '' is no number"),
        ("milestones", EVENT, "2022-05-11", "11-05-2022", "column date: '11-05-2022' is no period"),
        ("milestones", EVENT, "2022-05-11", "2022-02-30", "column date: '2022-02-30' is no period"),
        ("milestones", EVENT, "housing", "houses", "column theme: 'houses' is no theme; there are eu, asylum"),
        ("milestones", EVENT, "A plan", " ", "column title_en: ' ' is empty"),
        ("milestones", EVENT, "Woorden.", "", "column text_nl: '' is empty"),
        ("causes", CAUSE, ",up,", ",sideways,", "column direction: 'sideways' is no direction: up, down"),
        ("causes", CAUSE, "ukraine", "war", "column theme: 'war' is no theme"),
        ("causes", CAUSE, "War", "", "column text_en: '' is empty"),
        ("boundaries", LAND, "NL", "QQ", "column country: 'QQ' is no country"),
        ("municipal_boundaries", LAND, "NL", "GM14", "column municipality: 'GM14' is no code of a municipality"),
        ("boundaries", LAND, "POLYGON", "POLYGONE", "is no outline"),
        (
            "boundaries",
            LAND,
            "POLYGON ((0 0, 1 0, 1 1, 0 0))",
            "POINT (0 0)",
            "column wkt: 'POINT (0 0)' is no outline",
        ),
        ("boundaries", LAND, "POLYGON ((0 0, 1 0, 1 1, 0 0))", "POLYGON EMPTY", "is no outline"),
    ],
)
def test_a_cell_of_a_table_is_named(tables, name, line, was, now, message):
    with pytest.raises(DataError) as error:
        table(tables, name, line.replace(was, now, 1))
    assert str(error.value).startswith(f"data/{name}.csv, row 2, ") and message in str(error.value)


# Balances and plausibility.

BEFORE = ("2020,arrivals,total,335668,A,2024-01-01,page", "2020,departures,total,198302,A,2024-01-01,page")
NET = "2020,net,total,137366,A,2024-01-01,page"
REVISED = "2020,arrivals,total,335700,A,2025-01-01,later"


def net(folder, as_of=""):
    return load("arrivals", as_of=as_of, folder=folder).at(2020, measure="net", country="total")


def test_a_balance_that_holds_is_as_published(folder):
    write(folder, *BEFORE, NET)
    assert (net(folder).value, net(folder).formula) == (137366, "as published")
    assert load("arrivals", folder=folder).derived == [False] * 3


def test_a_revised_term_is_never_printed_beside_an_old_balance(folder):
    write(folder, *BEFORE, NET, REVISED)
    found = net(folder)
    assert (found.value, found.formula) == (335700 - 198302, "net")
    assert [str(entry) for entry in found.inputs] == [
        "part: arrivals 2020 arrivals total @2025-01-01", "less: arrivals 2020 departures total @2024-01-01",
    ]  # fmt: skip
    assert load("arrivals", folder=folder).where(measure="net").derived == [True]
    assert load("arrivals", folder=folder).where(measure="arrivals").derived == [False]
    assert net(folder, "2024-06-01").value == 137366


def test_a_computed_balance_is_said_to_be(folder):
    write(folder, *BEFORE, NET, REVISED)
    rows_ = load("arrivals", folder=folder)
    assert "calculated by us" in str(credit([rows_.where(measure="net")], "en"))
    assert "calculated by us" not in str(credit([rows_.where(measure="arrivals")], "en"))
    write(folder, *BEFORE, NET)


def test_the_balance_of_a_year_that_has_both_terms_is_computed(folder):
    write(folder, *BEFORE, "2021,arrivals,total,7,P,2024-01-01,page")
    assert net(folder).value == 137366
    assert load("arrivals", folder=folder).at(2021, measure="net", country="total").value is None


def test_a_balance_is_not_computed_of_terms_known_on_different_days(folder):
    write(folder, BEFORE[0], "2020,departures,total,198302,A,2025-01-01,later")
    assert net(folder, "2024-06-01").value is None
    assert net(folder).value == 137366


def test_check_names_the_period_and_the_terms_of_a_balance(folder):
    write(folder, BEFORE[0].replace("335668", "335686"), BEFORE[1], NET)
    wrong, odd = findings("arrivals", folder)
    assert (wrong, odd) == (
        [
            "arrivals: 2020 total: net 137366 of 2024-01-01 is not arrivals 335686 of 2024-01-01 − "
            "departures 198302 of 2024-01-01"
        ],
        [],
    )


def test_check_tells_of_a_revision_that_leaves_its_balance_behind(folder):
    write(folder, BEFORE[0], REVISED, BEFORE[1], NET)
    wrong, odd = findings("arrivals", folder)
    assert wrong == []
    assert len(odd) == 1 and "arrivals 335700 of 2025-01-01" in odd[0] and odd[0].endswith("the book computes it")


@pytest.mark.parametrize(("place", "value"), [(1, "30001"), (1, "300"), (3, "29500"), (0, "30100")])
def test_check_names_a_value_ten_times_its_neighbours(folder, place, value):
    values = ["2900", "3000", "3100", "2950"]
    values[place] = value
    write(folder, *(f"{2019 + at},arrivals,NL,{one},A,2024-01-01,page" for at, one in enumerate(values)))
    wrong, odd = findings("arrivals", folder)
    assert wrong == []
    assert len(odd) == 1 and odd[0].startswith(f"arrivals: {2019 + place} arrivals NL: {value} is far from ")


def test_a_value_that_doubles_is_no_finding(folder):
    write(folder, *(f"{2019 + at},arrivals,NL,{3000 * 2**at},A,2024-01-01,page" for at in range(4)))
    assert findings("arrivals", folder) == ([], [])


def test_check_says_which_row_is_out_of_order_and_fix_sorts_and_normalises(folder):
    lines = ["2021,arrivals,NL,7.0,A,2024-01-01,page ", " 2020,arrivals,NL,5,A,2024-01-01,page"]
    (folder / "arrivals.csv").write_bytes(("\ufeff" + HEAD + "\n".join(lines)).replace("\n", "\r\n").encode())
    assert fix("arrivals", folder)
    fixed = (folder / "arrivals.csv").read_bytes().decode()
    assert fixed == HEAD + "2020,arrivals,NL,5,A,2024-01-01,page\n2021,arrivals,NL,7,A,2024-01-01,page\n"
    assert not fix("arrivals", folder)
    write(folder, *reversed(fixed.splitlines()[1:]))
    with pytest.raises(DataError, match=r"data/arrivals\.csv, row 3: not in order; check --fix"):
        findings("arrivals", folder)


def test_fix_leaves_a_file_that_it_cannot_mend(folder):
    write(folder, "2020,arrivals,NL,171.555,A,2024-01-01,page")
    before = (folder / "arrivals.csv").read_bytes()
    with pytest.raises(DataError, match="is no whole number"):
        fix("arrivals", folder)
    assert (folder / "arrivals.csv").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == ["arrivals.csv", "arrivals.yml"]


# The command itself, over real files: one line, its status, no traceback.


@pytest.fixture(scope="module")
def clone(tmp_path_factory):
    """A copy of the package with data/ of one dataset."""
    root = tmp_path_factory.mktemp("clone")
    shutil.copytree(DATA.parent / "book", root / "book")
    (root / "data").mkdir()
    return root


@pytest.fixture
def check(clone):
    """A function that runs `python -m book check arrivals …` in the copy: its status, output and errors."""
    for path in (clone / "data").iterdir():
        shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()
    shutil.copy(FIXTURES / "arrivals.yml", clone / "data")

    def run(*options):
        call = [sys.executable, "-m", "book", "check", "arrivals", *options]
        done = subprocess.run(
            call, cwd=clone, env={**os.environ, "PYTHONPATH": str(clone)}, capture_output=True, timeout=120
        )
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    return run


PLACES = {
    "a-directory": (lambda path: path.mkdir(), "Is a directory"),
    "a-looping-link": (lambda path: path.symlink_to(path.name), "Too many levels of symbolic links"),
    "an-unreadable-file": (lambda path: path.symlink_to("/proc/self/mem"), "Input/output error"),
}


@pytest.mark.parametrize("suffix", ["csv", "yml"])
@pytest.mark.parametrize("name", PLACES)
def test_check_says_in_one_line_that_a_file_cannot_be_read(check, clone, name, suffix):
    make, message = PLACES[name]
    shutil.copy(FIXTURES / "read" / "crlf.csv", clone / "data" / "arrivals.csv")
    (path := clone / "data" / f"arrivals.{suffix}").unlink()
    make(path)
    assert check() == (2, "", f"book check: data/arrivals.{suffix}: {message}\n")


def test_check_says_that_a_csv_is_missing_beside_its_record(check):
    assert check() == (2, "", "book check: data/arrivals.csv is missing: its record stands there without rows\n")


def test_check_names_a_hostile_file_with_status_2(check, clone):
    shutil.copy(FIXTURES / "refused" / "stray-quote.csv", clone / "data" / "arrivals.csv")
    status, out, said = check()
    assert (status, out, said.count("\n")) == (2, "", 1)
    assert "data/arrivals.csv, row 3" in said


def test_check_names_a_wrong_balance_with_status_1_and_fix_writes_anew(check, clone):
    write(clone / "data", BEFORE[0].replace("335668", "335686"), BEFORE[1], NET)
    status, out, said = check()
    assert (status, out) == (1, "arrivals: 3 rows, 100% first-hand, 100% with a day or a bound\n")
    assert said.startswith("arrivals: 2020 total: net 137366") and said.count("\n") == 1
    write(clone / "data", NET, *BEFORE)
    assert check()[0] == 2
    assert check("--fix") == (0, "arrivals: 3 rows, 100% first-hand, 100% with a day or a bound, written anew\n", "")
    assert check("--fix") == (0, "arrivals: 3 rows, 100% first-hand, 100% with a day or a bound\n", "")


# Who writes a link copes with a document, and escapes an address.


def test_a_link_is_escaped_and_a_document_has_none():
    assert link("A *b*", "https://example.org/?a=1&copy=2") == r"[A \*b\*](<https://example.org/?a=1&copy=2>)"
    assert (
        link("A", "https://e.org/<b>&lt;\n```{include} x")
        == "[A](<https://e.org/%3Cb%3E%26lt;%0A%60%60%60%7Binclude%7D%20x>)"
    )
    assert link("A *b*", "") == r"A \*b\*"


def test_a_document_is_shown_without_a_link(folder):
    source = with_source(folder, document={"producer": "IND", "title": "Letter 5", "day": "2023-05-01"})
    write(folder, "2020,arrivals,NL,5,A,2024-01-01,page")
    chapter, arrivals = Chapter(2023, "en"), load("arrivals", folder=folder)
    shown = chapter.table(arrivals, id="tab-x", title=("A", "A"), measure=("B", "B")).output
    assert [entry.address for entry in shown.sources] == [""]
    assert dict(shown.credit.entries) == {"X": ""}
    assert figures.long_form(shown)[1][0][-2] == "X"
    assert "path" not in package.source(source, "en")
    assert "<a " not in behind.publications(shown, "en") and "IND, Letter 5, 1 May 2023" in listings.publication(
        source, "en"
    )
