"""What goes wrong between a provider and us: each is refused in one line, soon, and within little memory."""

import copy
import dataclasses
import json
import os
import random
import ssl
import subprocess
import sys
import threading
import time
from email.utils import formatdate
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import providers_server as wild
import pytest
from providers_server import Server, says

from book.data.members import MEMBERS
from book.data.records import DATA, DataError, datasets, read_record
from book.providers import transport as ways
from book.providers.fetch import ProviderError, fetch
from book.providers.live import answers, odata
from book.providers.live import unhcr as live_unhcr
from book.providers.refusals import Absent, Unavailable
from book.providers.transport import Transport

FIXTURES = Path(__file__).parent / "fixtures"
QUICK = {"connect": 1, "read": 0.5, "deadline": 5, "pause": 0.01, "patience": 0.05}
GEO = [{"GR": "EL"}.get(code, code) for code in MEMBERS]
PROTECTION = read_record("eu_temporary_protection")
HOSTS = read_record("refugees_by_host")
MOTIVE = read_record("immigration_motive")
TABLE, PATH = "migr_asytpsm", "/eurostat/statistics/1.0/data/migr_asytpsm"
OTHER = "/eurostat/sdmx/3.0/data/dataflow/ESTAT/migr_asytpsm/1.0"
ALL = {"freq": ["M"], "unit": ["PER"], "sex": ["T"], "age": ["TOTAL"], "citizen": ["UA"], "geo": GEO}
CELLS = {("M", "PER", "T", "TOTAL", "UA", geo, "2025-03"): (1000 + n, "") for n, geo in enumerate(GEO)}
PAIRS = [
    {"year": 2024, "coo": "AFG", "coo_iso": "AFG", "coa": coa, "coa_iso": iso, "refugees": 20 + n, "oip": "0"}
    for n, (coa, iso) in enumerate([("GFR", "DEU"), ("NET", "NLD"), ("AUS", "AUT"), ("AUL", "AUS")])
]


@pytest.fixture
def server():
    with Server() as running:
        wild.eurostat(running, TABLE, ALL | {"time": ["2025-03"]}, CELLS)
        wild.unhcr(running, "population", PAIRS)
        yield running
        running.shutdown()


@pytest.fixture
def transport(server):
    with Transport(server.bases, **QUICK) as opened:
        yield opened


@pytest.fixture
def hasty(server):
    with Transport(server.bases, **QUICK | {"deadline": 1}) as opened:
        yield opened


def refused(record, transport, message):
    """The fetch is refused in one line that holds the message."""
    with pytest.raises(ProviderError) as error:
        fetch(record, transport)
    said = str(error.value)
    assert message in said
    assert "\n" not in said and len(said) < 600
    return said


def changed(record, **parts):
    """A record whose query says something else."""
    return dataclasses.replace(record, query=record.query | parts)


# The way: what a second try or another channel mends.


@pytest.mark.parametrize(
    "fault",
    [wild.reset, wild.silent, wild.cut, wild.cut_silently, wild.cut_gzip, wild.page, says(500), says(503), says(429)],
    ids=lambda fault: fault.__name__,
)
def test_what_goes_wrong_once_is_mended_by_another_try(server, transport, fault):
    server.faults = [fault, fault]
    assert len(fetch(PROTECTION, transport).rows) == 27


@pytest.mark.parametrize(
    ("fault", "message"),
    [
        (wild.reset, "migr_asytpsm: "),
        (wild.silent, "no answer in time"),
        (wild.cut, "migr_asytpsm: "),
        (wild.cut_silently, "the answer is cut off"),
        (wild.cut_gzip, "the packed answer is cut off"),
        (wild.page, "a page instead of figures"),
        (says(200), "the answer is cut off"),
        (says(200, b"{5}"), "no JSON"),
        (says(503), "status 503"),
        (says(429, Retry_After="0"), "status 429"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_stays_wrong_is_refused_in_one_line(server, transport, fault, message):
    server.broken = fault
    refused(PROTECTION, transport, message)


@pytest.mark.parametrize("fault", [wild.drip, wild.drip_head])
def test_an_answer_that_drips_for_ever_ends_at_the_deadline(server, hasty, fault):
    server.broken = fault
    before = time.monotonic()
    refused(HOSTS, hasty, "not answered within 1 seconds")
    assert 1 <= time.monotonic() - before < 3
    assert len(server.asked) == 1


def test_a_failing_way_is_tried_four_times(server, transport):
    server.only, server.broken = "/unhcr/", says(503)
    refused(HOSTS, transport, "status 503")
    assert len(server.asked) == 4


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 413, 418, 204, 202])
def test_another_status_is_not_tried_again(server, transport, status):
    server.broken = says(status)
    refused(HOSTS, transport, f"status {status}")
    assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("told", "waits"), [("9000", 0.05), (formatdate(4e9, usegmt=True), 0.05), ("0", 0), ("soon", 0)]
)
def test_retry_after_is_heeded_up_to_a_limit(server, transport, told, waits):
    server.faults = [says(429, Retry_After=told)]
    before = time.monotonic()
    fetch(PROTECTION, transport)
    assert waits <= time.monotonic() - before < 1
    assert len(server.asked) == 2


def test_the_limits_are_those_of_a_polite_client():
    with Transport() as usual:
        assert (usual.tries, usual.patience, usual.bases) == (4, 60, dict(ways.BASES))
        assert usual.deadline <= 300
        assert all(base.startswith("https://") for base in usual.bases.values())


def test_a_certificate_that_nobody_signed_is_refused(server):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(FIXTURES / "loopback-signed-by-itself.pem")
    server.socket = context.wrap_socket(server.socket, server_side=True)
    secure = server.host.replace("http://", "https://")
    with Transport({"unhcr": f"{secure}/unhcr"}, **QUICK) as opened:
        refused(HOSTS, opened, "certificate verify failed")
    assert server.asked == []


def test_packed_without_a_header_is_unpacked(server, transport):
    server.broken = wild.gzipped
    assert len(fetch(PROTECTION, transport).rows) == 27


def test_two_are_asked_at_once_and_no_more(server, transport):
    here, most, lock = [], [], threading.Lock()

    def slow(handler, body):
        with lock:
            here.append(handler)
            most.append(len(here))
        time.sleep(0.1)
        with lock:
            here.remove(handler)
        wild.whole(handler, body)

    server.broken = slow
    threads = [threading.Thread(target=fetch, args=(HOSTS, transport)) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (max(most), len(server.asked)) == (2, 5)


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("https://example.org/x", "sends elsewhere, to https://example.org/x"),
        ("//example.org/x", "sends elsewhere"),
        ("http://127.0.0.1:1/x", "sends elsewhere"),
        ("file:///etc/passwd", "sends elsewhere"),
        ("/unhcr/population/?limit=5", "sends on and on"),
    ],
)
def test_a_redirect_stays_on_the_host_and_ends(server, transport, target, message):
    server.broken = wild.sends(target)
    refused(HOSTS, transport, message)
    assert len(server.asked) <= 6


def test_a_redirect_on_the_host_is_followed(server, transport):
    server.faults = [wild.sends(PATH + "?freq=M&unit=PER&sex=T&age=TOTAL&citizen=UA")]
    assert len(fetch(PROTECTION, transport).rows) == 27


def test_an_address_that_is_no_provider_is_not_asked(transport):
    with pytest.raises(ProviderError, match="is not on the host of a provider"):
        transport.get("http://127.0.0.1:1/unhcr")


# CBS.

PERIODS = {f"{year}JJ00": (str(year), "Definitief") for year in range(2020, 2025)}
CODES = MOTIVE.query["dimensions"]["motive"]["codes"]
TOTALS = {"Geslacht": {"T001038": "Totaal mannen en vrouwen", "3000": "Mannen"}}
MEASURES = {"M1": ("Immigranten exclusief EU/EFTA", "aantal")}
TOPICS = {"ImmigrantenExclusiefEUEFTA_1": "aantal"}


def statline(server, serve=wild.cbs, dimensions=None, measures=None, motives=tuple(CODES), **how):
    measures = measures or (MEASURES if serve is wild.cbs else TOPICS)
    names = {**(dimensions or TOTALS), "Migratiemotief": dict.fromkeys(motives, "motief"), "JaarVanImmigratie": PERIODS}
    cells = {("T001038", code, when, what): 7 for code in motives for when in PERIODS for what in measures}
    serve(server, "84809NED", names, measures, cells, **how)


def last_page(server, change):
    """Change what the observations of CBS say."""
    path = "/cbs/84809NED/Observations"
    good = server.routes[path]
    server.serve(path, lambda parameters: change(copy.deepcopy(good(parameters))))


def test_the_table_of_these_tests_is_a_good_one(server, transport):
    for serve in (wild.cbs, wild.cbs_v3):
        statline(server, serve)
    assert len(fetch(MOTIVE, transport).rows) == 35
    server.only, server.broken = "/cbs/", says(500)
    assert len(fetch(MOTIVE, transport).rows) == 35


def test_a_page_that_ends_too_early_is_found_by_the_count(server, transport):
    statline(server)
    last_page(server, lambda found: {"value": found["value"][:-1]})
    refused(MOTIVE, transport, "34 rows came, not '35'")


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (lambda server, number: f"{server.host}/cbs/84809NED/Observations?again", "pages without an end"),
        (lambda server, number: f"{server.host}/cbs/84809NED/Observations?{number}", "pages without an end"),
        (lambda server, number: "https://example.org/Observations", "the next page is on another host"),
        (lambda server, number: server.host.replace("127.0.0.1", "localhost"), "the next page is on another host"),
        (lambda server, number: "../../../etc/passwd", "the next page is on another host"),
        (lambda server, number: 5, "nextLink is '5', not str"),
    ],
)
def test_the_next_page_is_another_one_on_the_same_host(server, transport, link, message):
    statline(server)
    number = iter(range(10**6))
    last_page(server, lambda found: {"value": found["value"], "@odata.nextLink": link(server, next(number))})
    refused(MOTIVE, transport, message)
    assert len(server.asked) <= answers.PAGES + 6


def test_a_cell_that_is_there_twice_is_refused(server, transport):
    statline(server)
    last_page(server, lambda found: {"value": [*found["value"][:-1], found["value"][0]]})
    refused(MOTIVE, transport, "is there twice")


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        ("Value", "many", "'many' is no figure"),
        ("Value", True, "'True' is no figure"),
        ("Value", 1e300, "is no number of at most 15 digits"),
        ("Value", None, "the attribute 'None' and the value 'None'"),
        ("ValueAttribute", "Secret", "the attribute 'Secret'"),
        ("Measure", "M9", "measure 'M9' was not asked for"),
        ("Geslacht", "3000", "code 3000 is missing in dimension Geslacht"),
        ("Geslacht", "../../T001038", "'../../T001038' is no code of Geslacht"),
        ("JaarVanImmigratie", "2024XX00", "code 2024XX00 is missing in dimension JaarVanImmigratie"),
        ("Migratiemotief", None, "'None' is no code of Migratiemotief"),
    ],
)
def test_a_cell_is_what_was_asked_for(server, transport, part, value, message):
    statline(server)
    last_page(server, lambda found: {"value": [*found["value"][:-1], found["value"][-1] | {part: value}]})
    refused(MOTIVE, transport, message)


@pytest.mark.parametrize("serve", [wild.cbs, wild.cbs_v3])
@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"motives": tuple(CODES)[1:]}, "code T001056 is missing in dimension Migratiemotief"),
        ({"dimensions": {"Sekse": {"A": "Man", "B": "Vrouw"}}}, "does not say which code of dimension Sekse"),
        ({"dimensions": {"Sekse": {"A": "Totaal a", "B": "Totaal b"}}}, "does not say which code of dimension Sekse"),
        ({"dimensions": {"../x": {"T": "Totaal"}}}, "'../x' is no name of a dimension"),
        ({"dimensions": {"Sekse": {"../x": "Totaal"}}}, "is no code of a dimension"),
        ({"dimensions": {"Sekse": {"T001038": "<script>alert(1)</script>"}}}, "is no label of a dimension"),
        ({"dimensions": {"Sekse": {"T001038": "=HYPERLINK(1)"}}}, "'=HYPERLINK(1)' is no label of a dimension"),
        ({"dimensions": {"Sekse": {"T001038": "+cmd|x"}}}, "'+cmd|x' is no label of a dimension"),
        ({"dimensions": {"Sekse": {"T001038": "T" * 5000}}}, "a cell of 5,000 characters is no label"),
        ({"modified": "yesterday "}, "is no day"),
    ],
)
def test_a_table_that_is_another_one_now_is_refused(server, transport, serve, how, message):
    statline(server, serve, **how)
    refused(MOTIVE, transport, message)


@pytest.mark.parametrize("serve", [wild.cbs, wild.cbs_v3])
def test_a_changed_unit_is_refused(server, transport, serve):
    thousands = (
        {"M1": ("Immigranten exclusief EU/EFTA", "x 1 000")} if serve is wild.cbs else dict.fromkeys(TOPICS, "x 1 000")
    )
    statline(server, serve, measures=thousands)
    refused(MOTIVE, transport, "the unit of ImmigrantenExclusiefEUEFTA_1 is 'x 1 000', not 'aantal'")


@pytest.mark.parametrize(
    ("serve", "ended"), [(wild.cbs, {"status": "Gediscontinueerd"}), (wild.cbs_v3, {"delivery": "Stopgezet"})]
)
def test_a_discontinued_table_names_its_successor(server, transport, serve, ended):
    statline(server, serve, words="Niet meer.\nDeze tabel wordt opgevolgd door de tabel Immigranten. Zie 3.", **ended)
    refused(MOTIVE, transport, "is discontinued: Deze tabel wordt opgevolgd door de tabel Immigranten")


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"filters": {"Migratiemotif": "T001056"}}, "dimension Migratiemotif is not in the table; there are Geslacht"),
        ({"filters": MOTIVE.query["filters"] | {"Geslacht": "9999"}}, "code 9999 is missing in dimension Geslacht"),
        ({"period": "Perioden"}, "the periods are in JaarVanImmigratie, not in Perioden"),
        ({"measures": {"Immigrantn_1": "immigrants"}}, "0 measures of 84809NED are called Immigrantn_1"),
        ({"table": "84809ned"}, "status 404"),
        ({"rest": "none"}, "does not say which code of dimension Geslacht"),
        ({"since": 2030}, "no figures"),
    ],
)
def test_a_wrong_query_of_cbs_is_refused(server, transport, query, message):
    statline(server)
    refused(changed(MOTIVE, **query), transport, message)


def test_a_new_code_is_told_and_left_out(server, transport):
    statline(server, motives=(*CODES, "A099999"))
    fetched = fetch(changed(MOTIVE, filters={}), transport)
    assert fetched.notes == ("new code A099999 in dimension Migratiemotief",)
    assert len(fetched.rows) == 35


# Eurostat.


def cube(server, change):
    """Change what the Statistics API says."""
    good = server.routes[PATH]
    server.serve(PATH, lambda parameters: change(copy.deepcopy(good(parameters))))


def without(code, dimension="geo"):
    names = ALL | {dimension: [known for known in ALL[dimension] if known != code], "time": ["2025-03"]}
    return names, {codes: cell for codes, cell in CELLS.items() if code not in codes}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda found: {"warning": {"status": 413, "label": "ASYNCHRONOUS_RESPONSE. Try later."}}, "ASYNCHRONOUS_RESPONSE"),
        (lambda found: {"error": [{"status": 404, "id": 100, "label": "ERR_NOT_FOUND_4"}]}, "ERR_NOT_FOUND_4"),
        (lambda found: found | {"extension": {"id": "LFSA_ERGAN"}}, "the answer is table LFSA_ERGAN"),
        (lambda found: found | {"value": {}}, "no cell has a value"),
        (lambda found: found | {"value": {"99": 5}}, "a place outside the cube"),
        (lambda found: found | {"value": {"x": 5}}, "a place that is no number"),
        (lambda found: found | {"value": {"0": "5"}}, "'5' is no figure"),
        (lambda found: found | {"value": {"0": 0.5}}, ""),
        (lambda found: found | {"status": {"0": "q"}}, "'q' is no flag that is known"),
        (lambda found: found | {"size": [1, 1, 1, 1, 1, 26, 1]}, "the sizes of the cube"),
        (lambda found: found | {"size": [1, 1, 1, 1, 1, 0, 1]}, "dimension geo is empty"),
        (lambda found: found | {"size": 7}, "size is '7', not list"),
        (lambda found: found | {"id": ["../geo"]}, "'../geo' is no name of a dimension"),
        (lambda found: found | {"updated": "soon"}, "'soon' is no day"),
        (lambda found: [], "not dict"),
    ],
)  # fmt: skip
def test_a_cube_is_one(server, transport, change, message):
    cube(server, change)
    if message:
        refused(PROTECTION, transport, message)
    else:
        assert "0.5" in set(fetch(PROTECTION, transport).rows["value"])


@pytest.mark.parametrize("label", ["<img src=x onerror=alert(1)>", "=1+1", "@SUM(A1)", "-cmd", "a\x00b", 5])
def test_a_label_is_words(server, transport, label):
    def change(found):
        found["dimension"]["geo"]["category"]["label"]["NL"] = label
        return found

    cube(server, change)
    refused(PROTECTION, transport, "is no label of geo")


@pytest.mark.parametrize("code", ["../../NL", "N L", "=NL", "", "N" * 100, "<b>"])
def test_a_code_is_one(server, transport, code):
    def change(found):
        index = found["dimension"]["geo"]["category"]["index"]
        index[code] = index.pop("NL")
        return found

    cube(server, change)
    refused(PROTECTION, transport, "geo")


def test_a_country_that_is_gone_is_named(server, transport):
    wild.eurostat(server, TABLE, *without("NL"))
    refused(PROTECTION, transport, "code NL is missing in dimension geo")


def test_a_part_of_a_csv_without_an_end_is_refused(server, transport):
    server.broken = lambda handler, body: (wild.page if body.startswith(b"{") else wild.cut_silently)(handler, body)
    refused(PROTECTION, transport, "a page instead of figures")  # as the first channel said


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"filters": PROTECTION.query["filters"] | {"sexe": "T"}}, "Invalid dimension sexe"),
        ({"filters": PROTECTION.query["filters"] | {"unit": "NR"}}, "dimension unit is empty"),
        (
            {"filters": PROTECTION.query["filters"] | {"citizen": ["UA", "UKR"]}},
            "code UKR is missing in dimension citizen",
        ),
        (
            {"filters": {n: c for n, c in PROTECTION.query["filters"].items() if n != "unit"}},
            "which code of dimension unit",
        ),
        ({"filters": {}}, "which code of dimension unit"),
        ({"dimensions": {"country": {"column": "land", "codes": "members"}}}, "dimension land is not in the table"),
        ({"table": "migr_asytpsn"}, "status 404: ERR_NOT_FOUND_4"),
        ({"since": "2026-01"}, "dimension time is empty"),
    ],
)
def test_a_wrong_query_of_eurostat_is_refused(server, transport, query, message):
    refused(changed(PROTECTION, **query), transport, message)


def test_a_filter_that_is_ignored_is_refused(server, transport):
    names = ALL | {"citizen": ["UA", "TOTAL"], "time": ["2025-03"]}
    wild.eurostat(server, TABLE, names, CELLS)
    good = server.routes[PATH]
    server.serve(PATH, lambda parameters: good({n: v for n, v in parameters.items() if n != "citizen"}))
    refused(PROTECTION, transport, "dimension citizen was not filtered: TOTAL")


def test_a_dimension_that_is_new_and_open_is_refused(server, transport):
    names = {"sector": ["A", "B"], **ALL, "time": ["2025-03"]}
    wild.eurostat(server, TABLE, names, {("A", *codes): cell for codes, cell in CELLS.items()})
    refused(PROTECTION, transport, "which code of dimension sector: A, B")


def test_aggregates_are_no_countries(server, transport):
    geo = [*GEO, "EU28", "EA20", "UK", "CH", "EU27_2020"]
    cells = {("M", "PER", "T", "TOTAL", "UA", code, "2025-03"): (5, "") for code in geo}
    wild.eurostat(server, TABLE, ALL | {"geo": geo, "time": ["2025-03"]}, cells)
    assert set(fetch(PROTECTION, transport).rows["country"]) == {*MEMBERS, "EU27"}


def test_confidential_and_unreliable_cells_have_no_value(server, transport):
    key = ("M", "PER", "T", "TOTAL", "UA", "NL", "2025-03")
    for flags, status in (("c", "C"), ("u", "QU"), ("z", "M"), ("bep", "BEMP")):
        wild.eurostat(server, TABLE, ALL | {"time": ["2025-03"]}, CELLS | {key: (None, flags)})
        row = fetch(PROTECTION, transport).rows.set_index("country").loc["NL"]
        assert (row["value"], row["status"]) == ("", status)


# UNHCR.


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"filters": {"coa_al": True}}, "coa_al is no parameter of UNHCR"),
        ({"filters": {"yearFrom": 2024}}, "yearFrom is no parameter of UNHCR"),
        ({"filters": {"coa": "NLD", "coo": "AFG", "page": 2}}, "page is no parameter"),
        ({"filters": {}}, "all countries together stand among single ones"),
        ({"table": "populations"}, "populations is no table of UNHCR"),
        ({"table": "../population"}, "is no table of UNHCR"),
        ({"measures": {"refugee": "people"}}, "refugee is missing in the items"),
        ({"since": 2025}, "has no items"),
    ],
)
def test_a_wrong_query_of_unhcr_is_refused(server, transport, query, message):
    if query == {"filters": {}}:
        query, message = {"filters": {"coa_all": True}}, ""
        assert set(fetch(changed(HOSTS, **query), transport).rows["country"]) == {"AT", "AU", "DE", "NL", "WLD"}
    else:
        refused(changed(HOSTS, **query), transport, message)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda told: told | {"coo_al": told.pop("coo_all")}, "coo - was not asked for"),
        (lambda told: {n: v for n, v in told.items() if n != "yearTo"}, "year 1999 was not asked for"),
    ],
)
def test_a_parameter_that_unhcr_ignores_is_found_in_the_answer(server, transport, change, message):
    wild.unhcr(server, "population", [*PAIRS, PAIRS[0] | {"year": 1999}])
    path = "/unhcr/population/"
    good = server.routes[path]
    server.serve(path, lambda parameters: good(change(dict(parameters))))
    refused(HOSTS, transport, message)


def test_another_country_than_was_asked_for_is_refused(server, transport):
    path = "/unhcr/population/"
    good = server.routes[path]
    server.serve(path, lambda parameters: good({**parameters, "coa": ["NLD"]}))
    refused(changed(HOSTS, filters={"coo_all": True, "coa": "AUT"}), transport, "coa NLD was not asked for")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda found: found | {"maxPages": 10**9}, "page 1 of 1000000000"),
        (lambda found: found | {"maxPages": "2"}, "maxPages is '2', not int"),
        (lambda found: found | {"page": 7}, "page 7 of"),
        (lambda found: found | {"items": []}, "has no items"),
        (lambda found: found | {"items": found["items"][:1]}, "has 1 items, not 2"),
        (lambda found: found | {"items": found["items"] * 2}, "has 4 items, not 2"),
        (lambda found: found | {"items": [5, 5]}, "an item is '5', not dict"),
        (lambda found: {"items": found["items"]}, "page is 'None', not int"),
        (lambda found: found | {"items": [PAIRS[0], PAIRS[0]]}, "the same pair of countries twice"),
        (
            lambda found: found | {"items": [item | {"coa_iso": "XYZ"} for item in found["items"]]},
            "'XYZ' is no country",
        ),
        (lambda found: found | {"items": [item | {"coa_iso": "../x"} for item in found["items"]]}, "'../x' is no code"),
        (
            lambda found: found | {"items": [item | {"refugees": "=1+1"} for item in found["items"]]},
            "no number of people",
        ),
        (lambda found: found | {"items": [item | {"refugees": -5} for item in found["items"]]}, "no number of people"),
    ],
)
def test_the_pages_of_unhcr_are_whole(server, transport, monkeypatch, change, message):
    monkeypatch.setattr(live_unhcr, "EACH", 2)
    wild.unhcr(server, "population", PAIRS, each=2)
    path = "/unhcr/population/"
    good = server.routes[path]
    server.serve(path, lambda parameters: change(good(parameters)))
    refused(HOSTS, transport, message)


# A record whose query is wrong.


@pytest.mark.parametrize(
    ("was", "now", "message"),
    [
        ("provider: eurostat", "provider: eurostats", "query: provider is 'eurostats'"),
        ("table: migr_asytpsm", "table: ../migr_asytpsm", "'../migr_asytpsm' may not stand in an address"),
        ("citizen: UA", "citizen: UA&geo=NL", "may not stand in an address"),
        ("citizen: UA", "'citizen?': UA", "may not stand in an address"),
        ("OBS_VALUE: beneficiaries}\n  dim", "OBS_VALUE: people}\n  dim", "query: a measure is 'people'"),
        ("since: 2022-03", "until: 2022-03", "query: unknown key 'until'"),
        ("country: {column: geo, codes: members}\n", "land: {column: geo, codes: members}\n", "a dimension is 'land'"),
    ],
)
def test_a_query_of_a_record_is_checked(tmp_path, was, now, message):
    before, query = (DATA / "eu_temporary_protection.yml").read_text(encoding="utf-8").split("\nquery:")
    assert was in query
    text = before + "\nquery:" + query.replace(was, now)
    (tmp_path / "eu_temporary_protection.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as error:
        read_record("eu_temporary_protection", tmp_path)
    assert message in str(error.value)


def test_no_code_of_a_query_was_read_as_yes_or_no():
    """In YAML the code of Norway is "no"."""
    for name in datasets():
        query = read_record(name).query
        assert "False" not in [
            code for codes in query.get("filters", {}).values() for code in answers.as_list(codes)
        ], name


# Hostile answers, in little memory.

CHILD = """
import json, resource, sys
from pathlib import Path
from book.data.records import read_record
from book.providers.fetch import ProviderError, fetch
from book.providers.transport import Transport
said = []
with Transport(json.loads(sys.argv[1]), read=5, deadline=20, tries=1) as transport:
    for _ in range(int(sys.argv[2])):
        try:
            fetch(read_record("refugees_by_host"), transport)
        except ProviderError as error:
            said.append(str(error))
status = Path("/proc/self/status")
if status.exists():  # getrusage counts what the process that began this one had in memory as well
    peak = next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
else:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024  # macOS counts bytes
print(json.dumps([said, peak // 1024]))
"""


def deep(handler, _):
    wild.whole(handler, b"[" * 400_000 + b"]" * 400_000)


def deep_objects(handler, _):
    wild.whole(handler, b'{"a":' * 400_000 + b"1" + b"}" * 400_000)


def many_lists(handler, _):
    wild.whole(handler, b'{"value":[' + b"[]," * (10 * 2**20) + b"[]]}")


def many_values(handler, _):
    wild.whole(handler, b'{"value":[' + b"1," * (15 * 2**20) + b"1]}")


def long_number(handler, _):
    wild.whole(handler, b'{"value":' + b"9" * (20 * 2**20) + b"}")


HOSTILE = {
    wild.endless: "more than 33,554,432 bytes",
    wild.endless_untold: "more than 33,554,432 bytes",
    wild.bomb: "more than 33,554,432 bytes",
    deep: "too deep",
    deep_objects: "too deep",
    many_lists: "more than 500,000 parts",
    many_values: "more than 4,000,000 parts",
    long_number: "no JSON",
}


def test_hostile_answers_are_refused_in_less_than_500_mb(server):
    server.faults = list(HOSTILE)
    command = [sys.executable, "-c", CHILD, json.dumps(server.bases), str(len(HOSTILE))]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=120, env=os.environ | {"NO_PROXY": "*"}, check=True
    )
    said, megabytes = json.loads(done.stdout)
    assert len(said) == len(HOSTILE)
    for message, line in zip(HOSTILE.values(), said, strict=True):
        assert message in line and "\n" not in line
    assert megabytes < 500


ODD = [None, True, -1, 10**9, 1.5, "", "x", "../x", [], {}, [1], {"a": 1}, "<b>", [[]], float("nan")]


class Changing:
    """A transport without a network, whose every second answer has one part gone, or another in its place."""

    def __init__(self, server, chance):
        self.server, self.bases, self.chance = server, server.bases, chance

    def get(self, address, accept="application/json"):
        split = urlsplit(address)
        status, body = self.server.answer(unquote(split.path), parse_qs(split.query))
        if status != 200:
            raise Absent(f"status {status}")
        return self.changed(body) if accept == "application/json" and self.chance.random() < 0.5 else body

    def changed(self, body):
        found = json.loads(body)
        *path, last = self.chance.choice([path for path in parts(found) if path])
        at = found
        for step in path:
            at = at[step]
        if self.chance.random() < 0.3:
            del at[last]
        else:
            at[last] = self.chance.choice(ODD)
        return json.dumps(found).encode()


def parts(node, path=()):
    """The paths to all parts of a JSON value; of a list to the first three."""
    yield path
    steps = list(node) if isinstance(node, dict) else range(min(len(node), 3)) if isinstance(node, list) else ()
    for step in steps:
        yield from parts(node[step], (*path, step))


def test_an_answer_with_a_wrong_part_is_good_or_refused(server):
    for serve in (wild.cbs, wild.cbs_v3):
        statline(server, serve)
    older = changed(MOTIVE)  # the newer interface does not have it
    outcomes = set()
    for seed in range(100):
        chance = random.Random(seed)
        record = chance.choice([PROTECTION, HOSTS, MOTIVE, older])
        if record is older:
            server.routes.pop("/cbs/84809NED/MeasureCodes", None)
        elif record is MOTIVE:
            statline(server)
        try:
            outcomes.add(fetch(record, Changing(server, chance)).rows.empty)
        except ProviderError as error:
            outcomes.add("\n" in str(error))
    assert outcomes == {False}  # no empty table, no message of two lines


def test_more_rows_than_a_table_has_are_not_kept(server, transport, monkeypatch):
    monkeypatch.setattr(odata, "ROWS", 20)
    statline(server)
    refused(MOTIVE, transport, "more than 20 rows")


def test_nothing_is_kept_open(server):
    with Transport(server.bases, **QUICK) as opened:
        fetch(HOSTS, opened)
    with pytest.raises(RuntimeError):
        opened.get(f"{server.bases['unhcr']}/population/")
    assert issubclass(Unavailable, ProviderError) and issubclass(ProviderError, DataError)
