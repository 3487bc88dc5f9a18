"""The providers are asked as the records say, and what they answer becomes the rows that data/ has."""

import datetime
import re

import pandas as pd
import providers_server
import pytest
from serving import QUERIED, held, people, served_by_cbs, served_by_eurostat

from book.data.members import MEMBERS
from book.data.records import datasets, read_record
from book.providers.fetch import ProviderError, fetch
from book.providers.live import answers, odata
from book.providers.live import unhcr as live_unhcr
from book.providers.transport import Transport


@pytest.fixture
def server():
    with providers_server.Server() as running:
        yield running
        running.shutdown()


@pytest.fixture
def transport(server):
    quick = {"connect": 1, "read": 0.5, "deadline": 5, "pause": 0.01, "patience": 0.05}
    with Transport(server.bases, **quick) as opened:
        yield opened


def codes(record):
    return [spec["codes"] for spec in record.query["dimensions"].values()]


@pytest.mark.parametrize("name", [name for name, record in QUERIED.items() if record.query["provider"] == "eurostat"])
@pytest.mark.parametrize("channel", ["statistics", "sdmx"])
def test_a_table_of_eurostat_gives_the_rows_that_data_holds(server, transport, name, channel):
    record = QUERIED[name]
    rows = held(record)
    rows = rows[(rows["value"] != "") & rows["status"].str.fullmatch("A|[BDEPU]+")].reset_index(drop=True)
    served_by_eurostat(server, record, rows.to_dict("records"))
    if channel == "sdmx":
        server.only, server.broken = "/statistics/", providers_server.page
        if "members" in map(str, codes(record)) and set(MEMBERS) - set(
            rows["country"]
        ):  # it names those with rows alone
            with pytest.raises(ProviderError, match="is missing in dimension geo"):
                fetch(record, transport)
            return
    got = fetch(record, transport)
    key = ["period", "measure", *record.dimensions]
    pd.testing.assert_frame_equal(got.rows.sort_values(key, ignore_index=True), rows)
    assert got.published == ("2026-09-16" if channel == "statistics" else "")
    assert (got.table, got.notes) == (record.query["table"], ())
    assert got.address.startswith(f"{server.bases['eurostat']}/{channel}/")


@pytest.mark.parametrize("name", [name for name, record in QUERIED.items() if record.query["provider"] == "cbs"])
def test_a_table_of_cbs_gives_the_rows_that_data_holds(server, transport, name):
    record = QUERIED[name]
    rows = held(record)
    rows = rows[rows["status"].isin(["A", "P"])]
    rows = rows[rows.groupby("period")["status"].transform("nunique") == 1].reset_index(drop=True)
    served_by_cbs(server, record, rows)
    got = fetch(record, transport)
    key = ["period", "measure", *record.dimensions]
    there = got.rows[got.rows["value"] != ""]  # a topic that was not served has no figure
    pd.testing.assert_frame_equal(there.sort_values(key, ignore_index=True), rows)
    assert (got.table, got.notes) == (record.query["table"], ())


ASKABLE = re.compile(r"cbs\.nl/.*(detail|dataset)/|ec\.europa\.eu/eurostat/databrowser/|unhcr\.org/refugee-statistics/")


def test_what_a_provider_serves_is_asked_for_or_its_record_says_why_not():
    records = [read_record(name) for name in datasets()]
    served = [one for one in records if any(ASKABLE.search(source.address) for source in one.sources.values())]
    assert [one.name for one in served if bool(one.query) == bool(one.by_hand)] == []
    assert len(served) > 40


@pytest.mark.parametrize("name", ["refugees_by_host", "refugees_by_origin", "resettlement", "returns_of_refugees"])
@pytest.mark.parametrize("each", [10_000, 3])
def test_a_table_of_unhcr_gives_the_rows_that_data_holds(server, transport, monkeypatch, name, each):
    monkeypatch.setattr(live_unhcr, "EACH", each)
    record = QUERIED[name]
    rows = held(record)
    rows = rows[rows["country"].isin(["AF", "DE", "NL", "SY", "stateless", "unknown"])].reset_index(drop=True)
    providers_server.unhcr(server, record.query["table"], people(record, rows.to_dict("records")), each=each)
    got = fetch(record, transport).rows
    key = ["period", "measure", "country"]
    known = got[got["country"] != "WLD"].sort_values(key, ignore_index=True)
    assert known[[*key, "value"]].equals(rows[[*key, "value"]])
    world = got[got["country"] == "WLD"].set_index(["period", "measure"])["value"].astype(int)
    assert (
        world.to_dict()
        == rows.assign(value=rows["value"].astype(int)).groupby(["period", "measure"])["value"].sum().to_dict()
    )


def test_the_world_by_type_is_the_sum_over_all_pairs(server, transport):
    pair = {"year": 2024, "coo": "AFG", "coo_iso": "AFG", "coa": "GFR", "coa_iso": "DEU"}
    items = [
        {**pair, "refugees": 20, "oip": "-", "asylum_seekers": "3"},
        {**pair, "coa": "NET", "coa_iso": "NLD", "refugees": 1, "oip": None, "asylum_seekers": 0},
    ]
    providers_server.unhcr(server, "population", items)
    got = fetch(QUERIED["displaced"], transport).rows.set_index("type")["value"].to_dict()
    assert got == {"refugees": "21", "asylum_seekers": "3"}


MOTIVE = QUERIED["immigration_motive"]
CODES = MOTIVE.query["dimensions"]["motive"]["codes"]
PERIODS = {"2022JJ00": ("2022", "Definitief"), "2023JJ00": ("2023", "Voorlopig")}
DIMENSIONS = {
    "Geslacht": {"T001038": "Totaal mannen en vrouwen", "3000": "Mannen"},
    "Leeftijd": {"10000": "Totaal", "41500": "Totaal jonger dan 25 jaar"},
    "Migratiemotief": {**dict.fromkeys(CODES, "motief"), "A009999": "Arbeid: kennismigrant"},
    "JaarVanImmigratie": PERIODS,
}
TITLE = "Immigranten exclusief EU/EFTA"
TOPIC = "ImmigrantenExclusiefEUEFTA_1"
COUNTS = {(motive, period): 1000 + 10 * n for n, (motive, period) in enumerate((m, p) for m in CODES for p in PERIODS)}


def motives(measure, known=COUNTS, dimensions=DIMENSIONS):
    """Cells of table 84809NED: those of the totals as given, those of men and of the young half of them."""
    return {
        (sex, age, motive, period, measure): value if sex == "T001038" and age == "10000" else value and value // 2
        for (motive, period), value in known.items()
        for sex in dimensions["Geslacht"]
        for age in dimensions["Leeftijd"]
    }


@pytest.fixture
def statline(server):
    """A function that serves the table of motives, changed as told, in OData 4 (`v3` in OData 3)."""

    def serve(v3=False, known=COUNTS, dimensions=DIMENSIONS, title=TITLE, unit="aantal", **how):
        if v3:
            providers_server.cbs_v3(
                server, "84809NED", dimensions, {TOPIC: unit}, motives(TOPIC, known, dimensions), **how
            )
        else:
            cells = motives("M001", known, dimensions)
            providers_server.cbs(server, "84809NED", dimensions, {"M001": (title, unit)}, cells, **how)

    return serve


def expected(known=COUNTS):
    states = {"2022JJ00": "A", "2023JJ00": "P"}
    return {(p[:4], CODES[m]): (str(v) if v is not None else "", states[p]) for (m, p), v in known.items()}


def got(fetched):
    rows = fetched.rows
    assert list(rows.columns) == ["period", "measure", "origin", "motive", "value", "status"]
    return {(r["period"], r["motive"]): (r["value"], r["status"]) for r in rows.to_dict("records")}


@pytest.mark.parametrize("each", [100_000, 5])
def test_a_table_of_cbs_is_read_at_its_totals_page_by_page(statline, transport, each):
    statline(each=each)
    fetched = fetch(MOTIVE, transport)
    assert got(fetched) == expected()
    assert (fetched.published, fetched.table, fetched.notes) == ("2026-06-27", "84809NED", ())


def test_a_cell_of_cbs_that_cannot_be_has_no_value(statline, transport):
    known = COUNTS | {("A052135", "2022JJ00"): None}
    statline(known=known)
    assert got(fetch(MOTIVE, transport)) == expected(known) | {("2022", "protection"): ("", "M")}


@pytest.mark.parametrize("fault", [providers_server.page, providers_server.says(503), providers_server.says(404)])
def test_the_older_interface_of_cbs_answers_where_the_newer_does_not(server, statline, transport, fault):
    statline()
    statline(v3=True)
    server.only, server.broken = "/cbs/", fault
    fetched = fetch(MOTIVE, transport)
    assert got(fetched) == expected()
    assert fetched.address.startswith(server.bases["cbs_v3"])


def test_a_topic_that_the_newer_interface_calls_otherwise_is_asked_of_the_older(statline, transport):
    statline(title="Immigranten")
    statline(v3=True)
    assert got(fetch(MOTIVE, transport)) == expected()


def test_months_by_label_are_read_and_years_beside_them_are_not(server, transport):
    record = QUERIED["asylum_requests_by_citizenship"]
    labels = list(record.query["dimensions"]["citizenship"]["codes"])
    periods = {"2024MM11": ("2024 november", "Definitief"), "2024MM12": ("2024 december", "Definitief")}
    periods |= {"2024KW04": ("2024 4e kwartaal", "Definitief"), "2024JJ00": ("2024", "Definitief")}
    people = {f"N{n}": label for n, label in enumerate([*labels, "Belgisch"])}
    dimensions = {"Geslacht": {"T1": "Totaal"}, "Nationaliteit": people, "Perioden": periods}
    measures = {"M1": ("Eerste asielverzoeken (personen)", "aantal"), "M2": ("Nareizigers (personen)", "aantal")}
    cells = {("T1", who, when, what): 5 for who in people for when in periods for what in measures}
    providers_server.cbs(server, "83102NED", dimensions, measures, cells)
    rows = fetch(record, transport).rows
    assert sorted(set(rows["period"])) == ["2024-11", "2024-12"]
    assert len(rows) == 2 * 2 * len(labels)
    assert set(rows["held"]) == {"seven"}


def test_the_older_names_of_applicants_are_understood(server, transport):
    record = QUERIED["asylum_applicants_by_age_sex"]
    rows = held(record).query("period == '2021'").to_dict("records")
    served_by_eurostat(server, record, rows)
    path = "/eurostat/statistics/1.0/data/migr_asyappctza"
    cube = server.routes[path]

    def renamed(parameters):
        found = cube(parameters)
        found["id"] = ["asyl_app" if name == "applicant" else name for name in found["id"]]
        del found["dimension"]["applicant"]
        found["dimension"]["asyl_app"] = {"category": {"index": {"NASY_APP": 0}}}
        return found

    server.serve(path, renamed)
    assert len(fetch(record, transport).rows) == len(rows)


def test_every_query_asks_for_one_code_of_each_other_dimension():
    """What the loopback server cannot tell: no query leaves a provider to choose."""
    for name, record in QUERIED.items():
        columns = {spec["column"].removesuffix(odata.LABEL) for spec in record.query["dimensions"].values()}
        several = {
            dimension.removesuffix(odata.LABEL)
            for dimension, codes in record.query["filters"].items() if len(answers.as_list(codes)) > 1
        }  # fmt: skip
        assert several <= columns, name


def test_a_dataset_without_a_query_says_so(transport):
    with pytest.raises(ProviderError, match="asylum_backlog: no provider serves it"):
        fetch(read_record("asylum_backlog"), transport)


def test_the_years_asked_for_end_with_this_one(server, transport):
    pair = {"year": 2024, "coo": "AFG", "coo_iso": "AFG", "coa": "NET", "coa_iso": "NLD", "resettlement": 5}
    providers_server.unhcr(server, "solutions", [pair])
    fetch(QUERIED["resettlement"], transport)
    assert f"yearFrom=2013&yearTo={datetime.date.today().year}" in server.asked[0]
    assert "cf_type=ISO" in server.asked[0]


def test_a_provider_is_told_who_asks(server, statline, transport):
    statline()
    fetch(MOTIVE, transport)
    assert all(agent.startswith("state-of-migration/1.0") for agent in server.agents)
