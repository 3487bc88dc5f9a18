"""load: rows are checked against their record and chosen as they were known on a day."""

import pickle
import shutil
from dataclasses import replace

import numpy as np
import pytest

from book.data.cells import DataError
from book.data.periods import span
from book.data.quantity import LATER, UNDATED
from book.data.reading import first_published, load, load_table, rows
from book.data.records import DATA, datasets, read_record
from book.data.schema import TABLES
from book.measures import total

RECORD = """
title: {en: Arrivals, nl: Aankomsten}
definition: {en: Made for a test., nl: Gemaakt voor een test.}
measures:
  arrivals: {label: {en: arrivals, nl: aankomsten}, unit: persons, kind: flow}
  departures: {label: {en: departures, nl: vertrekken}, unit: persons, kind: flow}
  net: {label: {en: net, nl: saldo}, unit: persons, kind: flow}
  residents: {label: {en: residents, nl: inwoners}, unit: persons, kind: stock}
dimensions:
  citizenship:
    label: {en: citizenship, nl: nationaliteit}
    codes: countries
    also: {total: {en: total, nl: totaal}}
balances: [[net, arrivals, -departures]]
sources:
  page: {organisation: X, title: X, address: "https://example.org", licence: "", published: 2024-01-01, obtained: X}
  bound: {organisation: X, title: X, address: "https://example.org", published_by: {day: 2024-01-01, reason: X}, obtained: X}
  table: {organisation: X, title: X, address: "https://example.org", published: 2024-01-01, adds: 2022, obtained: X}
  named: {organisation: X, title: X, address: "https://example.org", not_before: 2024-01-01, published_by: {day: 2024-01-31, reason: the month that it names}, obtained: X}
  ours: {organisation: X, title: X, address: "https://example.org", recorded: 2026-11-23, via: A paper, obtained: X}
done: X
traps: X
"""
HEAD = "period,measure,citizenship,value,status,vintage,source\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "arrivals.yml").write_text(RECORD)
    return tmp_path


def write(folder, *lines):
    (folder / "arrivals.csv").write_text(HEAD + "".join(f"{line}\n" for line in lines), encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "lines", "message"),
    [
        (
            "duplicate-key",
            ["2020,arrivals,NL,1,A,2024-01-01,page", "2020,arrivals,NL,2,A,2024-01-01,page"],
            "row 3: the key",
        ),
        ("text-for-number", ["2020,arrivals,NL,many,A,2024-01-01,page"], "row 2, column value: 'many' is no number"),
        ("thousands-separator", ["2020,arrivals,NL,1.000.000,A,2024-01-01,page"], "row 2, column value"),
        (
            "unknown-code",
            ["2020,arrivals,Holland,1,A,2024-01-01,page"],
            "row 2, column citizenship: 'Holland' is no country",
        ),
        ("unknown-measure", ["2020,leavers,NL,1,A,2024-01-01,page"], "row 2, column measure: 'leavers' is no measure"),
        (
            "unknown-status",
            ["2020,arrivals,NL,1,PR,2024-01-01,page", "2020,arrivals,DE,1,X,2024-01-01,page"],
            "row 3, column status",
        ),
        ("status-out-of-order", ["2020,arrivals,NL,1,PB,2024-01-01,page"], "row 2, column status"),
        ("empty-status", ["2020,arrivals,NL,1,,2024-01-01,page"], "row 2, column status"),
        ("missing-without-status", ["2020,arrivals,NL,,A,2024-01-01,page"], "row 2, column value: '' is empty without"),
        ("no-period", ["2020-13,arrivals,NL,1,A,2024-01-01,page"], "row 2, column period: '2020-13' is no period"),
        ("no-vintage", ["2020,arrivals,NL,1,A,2024,page"], "row 2, column vintage"),
        ("unknown-source", ["2020,arrivals,NL,1,A,2024-01-01,hearsay"], "row 2, column source: 'hearsay' is no source"),
        ("short-row", ["2020,arrivals,NL,1,A,2024-01-01"], "row 2: 6 cells, not 7"),
    ],
)
def test_damaged_rows_are_named_by_file_row_and_column(folder, name, lines, message):
    write(folder, *lines)
    with pytest.raises(DataError, match=r"data/arrivals\.csv") as error:
        rows("arrivals", folder)
    assert message in str(error.value)


def test_missing_column_is_named(folder):
    (folder / "arrivals.csv").write_text("period,measure,value,status,vintage,source\n")
    with pytest.raises(DataError, match="column citizenship is missing"):
        rows("arrivals", folder)


def test_wrong_encoding_is_named(folder):
    (folder / "arrivals.csv").write_bytes(
        HEAD.encode() + "2020,arrivals,Türkiye,1,A,2024-01-01,page\n".encode("latin-1")
    )
    with pytest.raises(DataError, match="is not UTF-8"):
        rows("arrivals", folder)


def test_damaged_record_is_named(folder):
    (folder / "arrivals.yml").write_text(RECORD.replace("kind: flow", "kind: number", 1))
    with pytest.raises(DataError, match=r"data/arrivals\.yml: measure arrivals: kind is 'number': stock, flow, ratio"):
        read_record("arrivals", folder)


def test_a_text_that_a_comma_cuts_is_refused(folder):
    (folder / "arrivals.yml").write_text(
        RECORD.replace("{en: Arrivals, nl: Aankomsten}", "{en: People, who came, nl: Mensen}", 1)
    )
    with pytest.raises(DataError, match=r"data/arrivals\.yml: title: 'who came' is no language"):
        read_record("arrivals", folder)


def test_unknown_dataset_says_which_there_are(folder):
    with pytest.raises(DataError, match="no dataset departures; there are arrivals"):
        load("departures", folder=folder)


def test_a_file_is_read_once_and_anew_when_it_has_changed(folder):
    write(folder, "2020,arrivals,NL,1,A,2024-01-01,page")
    first, found = rows("arrivals", folder), load("arrivals", folder=folder).frame
    assert np.shares_memory(rows("arrivals", folder)["value"], first["value"])
    assert np.shares_memory(load("arrivals", folder=folder).frame["value"], found["value"])
    write(folder, "2020,arrivals,NL,2,A,2024-01-01,page")
    assert load("arrivals", folder=folder).at(2020).value == 2
    (folder / "arrivals.yml").write_text(RECORD.replace("en: arrivals", "en: people who came"))
    assert load("arrivals", folder=folder).at(2020).title["en"] == "people who came"
    write(folder, "2020,arrivals,NL,many,A,2024-01-01,page")
    with pytest.raises(DataError, match="'many' is no number"):
        load("arrivals", folder=folder)


def test_what_is_written_into_rows_is_in_no_later_ones(folder):
    write(folder, "2020,arrivals,NL,1,A,2024-01-01,page")
    for frame in (rows("arrivals", folder), load("arrivals", folder=folder).frame):
        frame.loc[0, "value"] = 9
        frame["new"] = 1
    assert rows("arrivals", folder)["value"].tolist() == [1]
    assert load("arrivals", folder=folder).at(2020).value == 1
    assert "new" not in rows("arrivals", folder) and "new" not in load("arrivals", folder=folder).frame


def test_observations_are_sent_to_another_process_without_what_was_worked_out():
    migration = load("migration")
    figure = migration.at(2023, measure="immigration")
    assert pickle.loads(pickle.dumps(migration)).at(2023, measure="immigration") == figure


def test_the_first_wrong_row_is_named_whichever_column_it_is_in(folder):
    write(
        folder, "2020,arrivals,NL,1,A,2024-01-01,page", "2020,arrivals,DE,1,A,2024-01-01,hearsay",
        "2020-13,arrivals,NL,1,A,2024-01-01,page",
    )  # fmt: skip
    with pytest.raises(DataError, match="row 3, column source"):
        rows("arrivals", folder)


def test_namibia_is_not_a_missing_value(folder):
    write(folder, "2020,arrivals,NA,1,A,2024-01-01,page")
    assert rows("arrivals", folder)["citizenship"].tolist() == ["NA"]


def test_newest_vintage_is_the_default(folder):
    write(folder, "2020,arrivals,NL,1,P,2021-01-20,page", "2020,arrivals,NL,2,A,2022-01-01,page")
    assert load("arrivals", folder=folder).at(2020).value == 2


def test_vintage_of_the_day_asked_for(folder):
    write(folder, "2020,arrivals,NL,1,P,2021-01-20,page", "2020,arrivals,NL,2,A,2022-01-01,page")
    quantity = load("arrivals", as_of="2021-12-31", folder=folder).at(2020)
    assert (quantity.value, quantity.status, quantity.later) == (1, "P", False)


def test_oldest_later_vintage_is_marked_where_none_of_the_day_is_held(folder):
    write(folder, "2020,arrivals,NL,2,A,2022-01-01,page", "2020,arrivals,NL,3,A,2023-01-01,page")
    quantity = load("arrivals", as_of="2021-01-30", folder=folder).at(2020)
    assert (quantity.value, quantity.later) == (2, True)


@pytest.mark.parametrize(("source", "day"), [("bound", "2024-01-01"), ("ours", "2026-11-23"), ("table", "2024-01-01")])
def test_of_what_has_a_bound_or_our_day_alone_we_cannot_say_whether_it_was_known(folder, source, day):
    write(folder, f"2020,arrivals,NL,2,A,{day},{source}", "2021,arrivals,NL,3,A,2024-01-01,page")
    found = load("arrivals", as_of="2023-01-01", folder=folder)
    assert [found.at(year).later for year in (2020, 2021)] == [UNDATED, LATER]
    both = total([found.at(2020), replace(found.at(2021), period="2020")])
    assert (both.value, both.later) == (5, LATER)


def test_a_page_that_names_its_month_was_not_known_before_it(folder):
    write(folder, "2020,arrivals,NL,2,A,2024-01-31,named")
    days = ("2023-12-31", "2024-01-01", "2024-01-31")
    assert [load("arrivals", as_of=day, folder=folder).at(2020).later for day in days] == [LATER, UNDATED, 0]


@pytest.mark.parametrize("day", ["2024-02-01", "no day"])
def test_an_earliest_day_is_a_day_before_the_bound(folder, day):
    record = folder / "arrivals.yml"
    record.write_text(record.read_text().replace("not_before: 2024-01-01", f"not_before: {day}"))
    with pytest.raises(DataError, match="source named: not_before"):
        read_record("arrivals", folder)


def test_what_a_source_had_published_by_then_was_known(folder):
    write(folder, "2020,arrivals,NL,2,A,2024-01-01,bound")
    assert load("arrivals", as_of="2024-01-01", folder=folder).at(2020).later == 0


def test_a_day_of_recording_is_no_revision_of_a_dated_figure(folder):
    write(folder, "2020,arrivals,NL,1,A,2024-01-01,page", "2020,arrivals,NL,2,A,2026-11-23,ours")
    assert load("arrivals", folder=folder).at(2020).value == 1


def test_a_row_has_the_bound_or_the_day_of_its_source(folder):
    write(folder, "2020,arrivals,NL,1,A,2024-02-01,bound")
    with pytest.raises(DataError, match="row 2, column vintage: 2024-02-01 is not 2024-01-01, the day of bound"):
        load("arrivals", folder=folder)


def test_a_source_says_via_whom_and_by_when_and_how_that_is_known(folder):
    sources = read_record("arrivals", folder).sources
    assert (sources["bound"].published_by, sources["bound"].reason["nl"]) == ("2024-01-01", "X")
    assert (sources["ours"].recorded, sources["ours"].via["en"], sources["page"].undated("2020")) == (
        "2026-11-23",
        "A paper",
        False,
    )


def test_no_later_vintage_for_a_period_that_had_just_ended(folder):
    write(folder, "2020,arrivals,NL,2,A,2022-01-01,page")
    assert load("arrivals", as_of="2021-01-29", folder=folder).at(2020).value is None


def test_a_balance_never_mixes_figures_of_the_day_with_later_ones(folder):
    write(
        folder,
        "2020,arrivals,total,9,P,2021-01-20,page",
        "2020,departures,total,4,A,2022-01-01,page",
        "2020,net,total,5,A,2022-01-01,page",
    )
    known = load("arrivals", as_of="2021-06-01", folder=folder)
    assert known.at(2020, measure="arrivals").value == 9
    for measure in ("departures", "net"):
        quantity = known.at(2020, measure=measure)
        assert (quantity.value, quantity.later) == (None, True)


def test_nothing_after_the_reference_year(folder):
    write(folder, "2020,arrivals,NL,1,A,2024-01-01,page", "2021-01,arrivals,NL,1,A,2024-01-01,page")
    assert load("arrivals", until=2020, folder=folder).periods == ["2020"]


def test_a_stock_of_the_turn_of_the_year_belongs_to_the_year(folder):
    write(
        folder,
        "2021-01-01,residents,NL,1,A,2024-01-01,page",
        "2021-01-08,residents,NL,1,A,2024-01-01,page",
        "2021-01-01,arrivals,NL,1,A,2024-01-01,page",
    )
    assert load("arrivals", until=2020, folder=folder).frame[["period", "measure"]].to_numpy().tolist() == [
        ["2021-01-01", "residents"]
    ]


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2023-H2", "2023-07-01", "2023-12-31"),
        ("2023-Q1", "2023-01-01", "2023-03-31"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024-02-03", "2024-02-03", "2024-02-03"),
        ("2023-01/2023-10", "2023-01-01", "2023-10-31"),
    ],
)
def test_span_of_a_period(period, first, last):
    assert tuple(day.isoformat() for day in span(period)) == (first, last)


@pytest.mark.parametrize("dataset", sorted(set(datasets()) - set(TABLES)))
def test_every_dataset_is_what_its_record_says(dataset):
    frame, record = rows(dataset), read_record(dataset)
    assert set(frame["source"]) <= set(record.sources)
    assert set(record.measures) == set(frame["measure"]), "a measure without rows, or rows without a measure"
    unused = set(record.sources) - set(frame["source"])
    assert not unused, f"sources without rows: {unused}"


@pytest.mark.parametrize("dataset", sorted(set(datasets()) - set(TABLES)))
def test_every_source_says_when_it_came_out_and_via_whom_it_was_read(dataset):
    sources = read_record(dataset).sources.values()
    assert not [source.key for source in sources if not source.published and not source.undated("9999")]
    assert not [source.key for source in sources if source.obtained["en"].startswith("second-hand") and not source.via]


@pytest.mark.parametrize("table", sorted(set(datasets()) & set(TABLES)))
def test_every_table_is_what_its_record_says(table):
    assert len(load_table(table)) or table == "corrections"  # nothing of the book itself was corrected yet


@pytest.mark.parametrize("dataset", sorted(set(datasets()) - set(TABLES)))
def test_files_are_sorted_and_in_unix_lines(dataset):
    text = (DATA / f"{dataset}.csv").read_bytes()
    assert b"\r" not in text
    assert text.endswith(b"\n")
    frame = rows(dataset)
    key = [name for name in frame.columns if name not in ("period", "value", "status", "vintage", "source")]
    keys = frame[[*key, "period", "vintage"]].agg(tuple, axis=1).tolist()
    assert keys == sorted(keys)


@pytest.mark.parametrize(
    "dataset", [name for name in sorted(set(datasets()) - set(TABLES)) if read_record(name).balances]
)
def test_balances_add_up_within_their_rounding(dataset):
    record = read_record(dataset)
    frame = rows(dataset).set_index("measure")
    group = ["period", *record.dimensions, "vintage"]
    for whole, *parts in record.balances:
        sums = sum(
            frame.loc[part.lstrip("-")].set_index(group)["value"] * (-1 if part.startswith("-") else 1) for part in parts
        )  # fmt: skip
        gap = (frame.loc[whole].set_index(group)["value"] - sums).dropna()
        thousands = frame.loc[whole].set_index(group)["status"].str.contains("R").reindex(gap.index)
        assert len(gap)
        assert (gap.abs() <= thousands.map({True: 1500, False: 1 + len(parts) * record.measures[whole].rounding})).all()


def test_a_copy_of_the_data_reads_the_same(tmp_path):
    shutil.copy(DATA / "migration.csv", tmp_path)
    shutil.copy(DATA / "migration.yml", tmp_path)
    assert rows("migration", tmp_path).equals(rows("migration"))


def test_months_are_told_from_years_quarters_and_days(folder):
    periods = ["2020", "2020-01", "2020-Q1", "2020-H1", "2020-01-01"]
    write(folder, *(f"{period},arrivals,NL,1,A,2024-01-01,page" for period in periods))
    assert load("arrivals", folder=folder).months().periods == ["2020-01"]


def test_the_first_category_that_has_rows_is_preferred(folder):
    write(folder, "2020,arrivals,SY,1,A,2024-01-01,page", "2020,arrivals,TR,2,A,2024-01-01,page")
    arrivals = load("arrivals", folder=folder)
    assert set(arrivals.preferring("citizenship", "ER", "SY", "TR").frame["citizenship"]) == {"SY"}
    assert arrivals.preferring("citizenship", "ER", "IQ").frame.empty


def test_a_table_with_a_source_that_its_record_lacks_is_named(tmp_path):
    shutil.copy(DATA / "claims.yml", tmp_path)
    head, line = (DATA / "claims.csv").read_text(encoding="utf-8").splitlines()[:2]
    (tmp_path / "claims.csv").write_text(f"{head}\n{line.rpartition(',')[0]},hearsay\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"data/claims\.csv, row 2, column source: 'hearsay' is no source"):
        load_table("claims", tmp_path)


def test_the_first_figure_is_told_where_a_later_one_replaced_it():
    first = first_published("migration", 2023, measure="immigration")
    assert (first.figure.value, first.day.isoformat()) == (332863, "2024-06-14")
    assert set(first.title) == {"en", "nl"}
    assert first_published("migration", 2023, "2024-06-14", measure="immigration").figure.value is None
