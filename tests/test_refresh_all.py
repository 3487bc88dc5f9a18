"""All that providers serve, refreshed through real sockets: what is later is used from its day on, and not before."""

import shutil
from dataclasses import replace
from datetime import date, timedelta
from threading import Lock

import providers_server
import pytest
from serving import QUERIED, held, serve

from book.data import reading
from book.data.records import DATA
from book.providers.fetch import fetch
from book.providers.transport import BASES, Transport
from book.refresh import renew

TODAY = date.today()
MORE = 10  # of what is counted; shares have a tenth more


def later(record):
    """All rows that a provider has a while after, those of the newest period a little more than held."""
    rows = held(record)
    there = (rows["value"] != "") | rows["status"].str.fullmatch("[BDEP]*QU")
    rows = rows[there & ~rows.isin(["WLD"]).any(axis=1)]
    if record.query["provider"] == "cbs":  # which marks whole periods
        rows = rows[rows["status"].isin(["A", "P"])]
        rows = rows[rows.groupby("period")["status"].transform("nunique") == 1]
    elif record.query["provider"] == "eurostat":
        rows = rows[rows["status"].str.fullmatch("A|[BDEPQU]+")]
    stays = rows["period"] != max(rows["period"])
    stays |= rows["measure"] == "emigration"  # or the balance would not hold
    return rows.assign(value=rows["value"].where(stays, rows["value"].map(more))).reset_index(drop=True)


def more(value):
    return f"{float(value) + 0.1:.1f}" if "." in value else value and str(int(value) + MORE)


@pytest.fixture(scope="module")
def refreshed(tmp_path_factory):
    """A copy of data/ after a refresh, and what came of each dataset."""
    folder = tmp_path_factory.mktemp("refreshed") / "data"
    shutil.copytree(DATA, folder)
    lock = Lock()

    def ask(record):
        provider = record.query["provider"]
        with lock, providers_server.Server() as server, Transport(server.bases) as transport:  # some share a table
            serve(server, record, later(record), TODAY.isoformat())
            answer = fetch(record, transport)
            server.shutdown()
        return replace(answer, address=answer.address.replace(server.bases[provider], BASES[provider]))

    outcomes = renew.appended(renew.examine(QUERIED, ask, folder), folder)
    return folder, {one.dataset: one for one in outcomes}


def test_all_of_them_are_fresh_and_only_gain_rows(refreshed):
    folder, outcomes = refreshed
    assert {name: str(one) for name, one in outcomes.items() if not one.fresh} == {}
    assert all(one.changes.revised for one in outcomes.values())
    for path in DATA.glob("*.csv"):
        lines = (folder / path.name).read_text("utf-8").splitlines()
        assert set(path.read_text("utf-8").splitlines()) <= set(lines)
        assert (len(lines) > len(path.read_text("utf-8").splitlines())) == (path.stem in QUERIED)


@pytest.mark.parametrize("name", QUERIED)
def test_what_is_later_is_used_from_its_day_on(refreshed, name):
    folder, outcomes = refreshed
    change = outcomes[name].changes.revised[0]
    key = change.key.split(" ")
    found = []
    for day in ("", (TODAY - timedelta(days=1)).isoformat()):
        frame = reading.load(name, as_of=day, folder=folder).frame
        row = frame[(frame[["period", "measure", *QUERIED[name].dimensions]] == key).all(axis=1)]
        found.append(float(row["value"].iloc[0]))
    assert found == [float(change.now[0]), float(change.before[0])]
