"""What is done with an answer of a provider: appended where it fits, held back where it looks wrong, nothing overwritten."""

import random
import shutil
import threading
import time
from datetime import date, timedelta
from multiprocessing import get_context
from os import replace

import pandas as pd
import pytest
import yaml
from refreshing import answer, gives, made, rows
from tqdm import tqdm

from book.data import writing
from book.data.plausible import findings
from book.data.reading import load, newest
from book.data.reading import rows as held_rows
from book.data.records import DATA, DataError, datasets, read_record
from book.data.schema import TABLES
from book.data.writing import BESIDE, plain
from book.providers.fetch import Fetched, ProviderError
from book.refresh import renew
from book.refresh.calendar import releases

KILLS = 50
OTHER = """  other:
    organisation: {en: Another, nl: Andere}
    title: {en: Camps, nl: Kampen}
    address: https://api.example.org/camps
    published: '2024-12-01'
    obtained: {en: read, nl: gelezen}
"""


@pytest.fixture
def folder(tmp_path):
    made(tmp_path)
    return tmp_path


def refreshed(folder, frame, published="2025-03-01", **options):
    """The outcome of one dataset, written."""
    told = renew.examine(["sample"], gives(sample=answer(frame, published)), folder, **options)
    return renew.appended(told, folder)[0]


def added_lines(folder, before):
    """The lines that each file has gained; none may have gone, as `git diff` would show it."""
    found = {}
    for name, old in before.items():
        new = (folder / name).read_text(encoding="utf-8").splitlines()
        place = iter(new)
        assert all(line in place for line in old), f"{name} lost a line"
        found[name] = [line for line in new if line not in old]
    return found


def texts(folder):
    return {path.name: path.read_text(encoding="utf-8").splitlines() for path in folder.glob("sample.*")}


def test_new_observations_are_appended_with_the_day_and_an_entry_of_their_source(folder):
    before = texts(folder)
    outcome = refreshed(folder, rows("2022", "2023", "2024"))
    assert (len(outcome.changes.added), outcome.changes.periods, outcome.changes.equal) == (9, ("2024",), 18)
    gained = added_lines(folder, before)
    assert (
        "2024,came,NL,300,A,2025-03-01,table-x1-2025-03-01" in gained["sample.csv"] and len(gained["sample.csv"]) == 9
    )
    source = read_record("sample", folder).sources["table-x1-2025-03-01"]
    assert (source.published, source.adds, source.table, source.licence) == ("2025-03-01", "2024", "X1", "CC BY 4.0")
    assert (source.address, source.organisation["nl"]) == ("https://example.org/api/x1", "Bureau (B)")
    assert "fetched" in source.obtained["en"] and "opgehaald" in source.obtained["nl"]
    assert load("sample", folder=folder).at("2024", measure="came", country="NL").value == 300
    assert findings("sample", folder) == ([], [])


def test_a_revision_is_a_new_row_and_the_old_one_stays(folder):
    before = texts(folder)
    outcome = refreshed(folder, rows("2022", "2023", came_2023_NL="310", net_2023_NL="210"))
    assert [(one.before[0], one.now[0], one.difference) for one in outcome.changes.revised] == [
        ("300", "310", "10"), ("200", "210", "10"),
    ]  # fmt: skip
    assert len(added_lines(folder, before)["sample.csv"]) == 2
    found = held_rows("sample", folder).query("period == '2023' and measure == 'came' and country == 'NL'")
    assert found["value"].tolist() == [300, 310]
    assert load("sample", folder=folder, as_of="2024-06-01").at("2023", measure="came", country="NL").value == 300


def test_a_status_that_changed_is_told_apart_from_a_revision(folder):
    outcome = refreshed(folder, rows("2022", "2023", came_2023_NL="300/P"))
    assert outcome.changes.revised == () and [one.now[1] for one in outcome.changes.marked] == ["P"]


def test_an_answer_equal_to_what_is_held_adds_nothing(folder):
    before = texts(folder)
    outcome = refreshed(folder, rows("2022", "2023"))
    assert outcome.fresh and outcome.changes.equal == 18 and texts(folder) == before


def test_the_same_answer_twice_adds_nothing_the_second_time(folder):
    refreshed(folder, rows("2022", "2023", "2024"))
    before = texts(folder)
    assert refreshed(folder, rows("2022", "2023", "2024")).fresh and texts(folder) == before


def test_where_the_provider_gives_no_day_it_is_the_day_of_fetching_as_a_bound(folder):
    refreshed(folder, rows("2022", "2023", came_2023_NL="310", net_2023_NL="210"), published="")
    source = list(read_record("sample", folder).sources.values())[-1]
    assert source.published_by and source.reason["en"] and not source.recorded
    assert load("sample", folder=folder).at("2023", measure="came", country="NL").value == 310


WRONG = {
    "codes gone": (rows("2022", "2023", countries=("BE", "NL")), "no country DE any more"),
    "far fewer rows": (rows("2023"), "9 rows, and 18 are held"),
    "a period lost": (rows("2022", "2024"), "no figure of 2023 any more"),
    "the unit changed": (
        rows("2022", "2023").assign(value=lambda frame: frame["value"] + "000"),
        "came: the middle value is 1000 times what is held: is its unit still persons?",
    ),
    "a sum far from its parts": (rows("2022", "2023", net_2023_NL="999"), "2023 NL: net 999 of 2025-03-01 is not came 300"),
    "no rows": (rows(), "no rows"),
    "a key twice": (rows("2022", "2023", "2023"), "9 keys stand twice: 2023 came BE"),
    "a value that cannot be": (rows("2022", "2023", "2024", came_2024_NL="-5", net_2024_NL="-105"), "below 0"),
    "a code that is unknown": (rows("2022", "2023", countries=("BE", "DE", "NL", "QQ")), "'QQ' is no country code"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_what_looks_wrong_is_held_back_with_the_reason_and_the_old_data_stay(case, folder):
    frame, reason = WRONG[case]
    before = texts(folder)
    outcome = refreshed(folder, frame)
    assert any(reason in one for one in outcome.held), outcome.held
    assert not outcome.fresh and texts(folder) == before and sorted(path.name for path in folder.iterdir()) == [*before]


def test_a_figure_older_than_what_is_held_is_held_back(folder):
    outcome = refreshed(folder, rows("2022", "2023", came_2023_NL="310", net_2023_NL="210"), published="2024-02-01")
    assert "2023 came NL: of 2024-02-01, and another figure of 2024-03-01 is held" in outcome.held


def test_a_newest_period_that_fewer_countries_have_reported_waits_and_the_rest_is_appended(folder):
    frame = pd.concat([rows("2022", "2023", "2024"), rows("2025", countries=("BE", "NL"))], ignore_index=True)
    outcome = refreshed(folder, frame, "2026-03-01")
    assert "came 2025: 2 of country reported, 3 of 2024" in outcome.waiting and not outcome.fresh
    assert set(held_rows("sample", folder)["period"]) == {"2022", "2023", "2024"}
    assert refreshed(folder, frame, "2026-03-01", accept=True).fresh
    assert "2025" in set(held_rows("sample", folder)["period"])


def test_what_was_held_back_is_taken_once_it_is_accepted(folder):
    frame = rows("2022", "2023", "2024", countries=("BE", "NL"))
    assert refreshed(folder, frame).held
    assert refreshed(folder, frame, accept=True).fresh
    assert "2024" in set(held_rows("sample", folder)["period"])


def test_what_no_reader_would_take_is_not_accepted_either(folder):
    before = texts(folder)
    assert refreshed(folder, WRONG["a code that is unknown"][0], accept=True).held and texts(folder) == before


@pytest.mark.parametrize(
    ("bad", "status"), [((), 0), (("one",), 2), (("one", "two", "three"), 1), (("two", "three"), 2)]
)
def test_one_that_fails_leaves_the_others_and_the_status_tells(bad, status, tmp_path):
    names = ["one", "two", "three"]
    for name in names:
        made(tmp_path, name)
    told = {name: answer(rows("2022", "2023", "2024")) for name in names}
    told |= {name: ProviderError("no answer in 60 seconds") for name in bad}
    outcomes = renew.appended(renew.examine(names, gives(**told), tmp_path), tmp_path)
    assert [one.failed for one in outcomes if one.failed] == ["no answer in 60 seconds"] * len(bad)
    for name in names:
        assert ("2024" in set(held_rows(name, tmp_path)["period"])) == (name not in bad)
    assert renew.status(outcomes) == status


def test_looking_alone_changes_no_byte(folder):
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()}
    told = renew.examine(["sample"], gives(sample=answer(rows("2022", "2023", "2024"))), folder)
    assert told[0].appends
    assert {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in folder.iterdir()} == before


def test_a_dataset_that_no_provider_serves_is_named_with_what_to_do(folder):
    assert renew.served((), folder) == ["sample"]
    with pytest.raises(DataError, match="no provider serves social_housing: python -m book add social_housing"):
        renew.served(["social_housing"])


def test_a_table_without_a_source_is_held_back(folder):
    told = answer(rows("2022", "2023", "2024"))
    other = told.__class__(told.rows, told.published, "https://elsewhere.net/y", "Y2")
    (outcome,) = renew.examine(["sample"], gives(sample=other), folder)
    assert outcome.held == ("data/sample.yml has no source of table Y2: enter its first one by hand",)


def test_where_no_source_names_a_table_the_entry_is_like_that_of_the_newest_rows(folder):
    """The publications of UNHCR name no table, and several producers stand in one record."""
    path = folder / "sample.yml"
    text = path.read_text(encoding="utf-8").replace("    table: X1\n", "").replace("sources:\n", f"sources:\n{OTHER}")
    path.write_text(text, encoding="utf-8")
    assert refreshed(folder, rows("2022", "2023", "2024")).fresh
    source = read_record("sample", folder).sources["table-x1-2025-03-01"]
    assert (source.table, source.organisation["en"], source.title["en"]) == ("X1", "Bureau (B)", "Flows")
    lost = refreshed(
        folder, rows("2023", "2024", "2025", countries=("BE", "NL")), "2026-03-01"
    )  # of all that came before
    assert "no country DE any more" in lost.held


def test_the_git_diff_of_real_data_only_adds_lines(tmp_path):
    """Every record takes a source more, wherever its sources stand in it and however they are written."""
    for name in (name for name in datasets() if name not in TABLES):
        for ending in ("yml", "csv"):
            shutil.copy(DATA / f"{name}.{ending}", tmp_path)
        before = {
            f"{name}.{end}": (tmp_path / f"{name}.{end}").read_text("utf-8").splitlines() for end in ("yml", "csv")
        }
        source = next(iter(read_record(name).sources.values()))
        entry = {
            "organisation": dict(source.organisation), "title": dict(source.title), "address": "https://example.org",
            "published": "2026-01-01", "obtained": {"en": "no: it's", "nl": "nee"},
        }  # fmt: skip
        row = (
            held_rows(name, tmp_path)
            .tail(1)
            .assign(vintage="2026-11-01", source="new-one", value=lambda one: one["value"].map(plain))
        )
        writing.enter(name, row, tmp_path, {"new-one": entry})
        gained = added_lines(tmp_path, before)
        assert len(gained[f"{name}.csv"]) == 1 and any("new-one:" in line for line in gained[f"{name}.yml"])
        assert list(read_record(name, tmp_path).sources)[-1] == "new-one"


def flipped(record, folder):
    """An answer in which every figure has another status, a day after the last."""
    frame = newest(held_rows(record.name, folder), record)
    frame = frame.assign(
        value=frame["value"].map(plain), status=["P" if one == "E" else "E" for one in frame["status"]]
    )
    day = date(2025, 12, 1) + timedelta(days=len(record.sources))
    source = next(iter(record.sources.values()))
    rows = frame[["period", "measure", *record.dimensions, "value", "status"]]
    return Fetched(rows, day.isoformat(), source.address, source.table)


def write(folder, names):
    """A refresh of datasets that each time brings a day; how many seconds it took."""
    begun = time.monotonic()
    told = renew.appended(renew.examine(names, lambda record: flipped(record, folder), folder, accept=True), folder)
    assert all(one.fresh for one in told)
    return time.monotonic() - begun


def write_for_ever(folder, names, ready):
    tqdm.set_lock(threading.RLock())  # a bar's own lock is shared with this process, and is never freed by the killed
    with ready:
        ready.send("ready")
        while True:
            write(folder, names)


@pytest.fixture
def two(tmp_path):
    """Two small datasets of data/, with a query."""
    names = ("social_housing", "penalty_payments")
    for name in names:
        for ending in ("csv", "yml"):
            shutil.copy(DATA / f"{name}.{ending}", tmp_path)
        record = read_record(name)
        dimensions = {
            code: {"column": code, "codes": {one: one for one in own.codes}} for code, own in record.dimensions.items()
        }
        query = {
            "provider": "eurostat",
            "table": "x",
            "filters": {"freq": "A"},
            "measures": {one: one for one in record.measures},
        }
        told = yaml.safe_dump({"query": query | {"dimensions": dimensions}})
        if not record.query:
            (tmp_path / f"{name}.yml").write_text((DATA / f"{name}.yml").read_text("utf-8") + told, encoding="utf-8")
    return tmp_path, names


def test_killed_at_any_moment_the_data_are_whole_and_valid(two):
    """One process after the other is killed while it appends days to two datasets."""
    (folder, names), moments, context = two, random.Random(2026), get_context("fork")
    first = {name: (folder / f"{name}.csv").read_text("utf-8").splitlines() for name in names}
    within, held, seconds = 0, first, write(folder, names)
    for _ in range(KILLS):
        ours, theirs = context.Pipe(duplex=False)
        writer = context.Process(target=write_for_ever, args=(folder, names, theirs))
        writer.start()
        theirs.close()
        ours.recv()
        time.sleep(moments.uniform(0, 2 * seconds))
        writer.kill()
        writer.join()
        within += bool(list(folder.glob(f"{BESIDE}*")))
        for name in names:
            rows = held_rows(name, folder)
            assert len(rows) % len(first[name][1:]) == 0  # all rows of a day or none
            assert findings(name, folder)[0] == findings(name, DATA)[0]
            now = (folder / f"{name}.csv").read_text("utf-8").splitlines()
            assert set(held[name]) <= set(now)
            held = held | {name: now}
    assert within > KILLS / 10 and all(len(held[name]) > len(first[name]) for name in names)
    write(folder, names)
    assert not list(folder.glob(f"{BESIDE}*"))


def test_ended_between_the_record_and_the_rows_both_are_valid_and_the_next_call_goes_on(folder, monkeypatch):
    taken = []

    def once(*paths):
        if taken:
            raise KeyboardInterrupt
        taken.append(paths)
        replace(*paths)

    monkeypatch.setattr("os.replace", once)
    with pytest.raises(KeyboardInterrupt):
        refreshed(folder, rows("2022", "2023", "2024"))
    monkeypatch.undo()
    assert "table-x1-2025-03-01" in read_record("sample", folder).sources and len(held_rows("sample", folder)) == 18
    assert refreshed(folder, rows("2022", "2023", "2024")).fresh and len(held_rows("sample", folder)) == 27


def test_the_calendar_tells_what_is_due_and_how_it_is_renewed(folder):
    (one,) = releases(["sample"], folder)
    assert (one.last, one.renewal, one.address) == ("2023", "refresh", "https://example.org/x1")
    assert (str(one.came), str(one.expected)) == ("2024-03-01", "2025-03-01")
    assert not one.due(date(2025, 2, 28)) and one.due(date(2025, 3, 1))
    assert [one.renewal for one in releases(["reception", "immigration_motive", "median_income"])] == [
        "add", "refresh", "import"
    ]  # fmt: skip
