"""Each dataset on its own: fetched, compared, looked at, and appended whole or not at all."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path

from tqdm import tqdm

from book.data import reading, writing
from book.data.records import DATA, DataError, Record, datasets, read_record
from book.providers.fetch import Fetched, covers
from book.refresh import doubts, origin
from book.refresh.changes import Changes, compare

AT_ONCE = 2  # datasets
FAILURES = ValueError, LookupError, OSError  # an answer that is not what it should be, or none


@dataclass(frozen=True)
class Outcome:
    """What came of a dataset: its answer, the source that it is `like`, and `changes`; why all of it is `held` back, or some
    new periods are `waiting`, or that it `failed`. In the last three the old data stay."""

    dataset: str
    fetched: Fetched | None = None
    like: str = ""
    changes: Changes | None = None
    held: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    failed: str = ""

    @property
    def fresh(self) -> bool:
        """All that its provider has is in data/."""
        return not (self.held or self.waiting or self.failed)

    @property
    def appends(self) -> bool:
        """It brings rows that are to be written."""
        return bool(self.changes and len(self.changes.rows) and not self.held and not self.failed)

    def __str__(self) -> str:
        if self.failed:
            return f"{self.dataset}: as it was: {self.failed}"
        told = f"held back for review: {'; '.join(self.held)}" if self.held else str(self.changes)
        return "; ".join([f"{self.dataset}: {told}", *(f"waits: {one}" for one in self.waiting)])


def served(names: Iterable[str] = (), folder: Path = DATA) -> list[str]:
    """The datasets that a provider serves, all or those named; DataError for one that is entered by hand."""
    names = list(names)
    if by_hand := [name for name in names if not read_record(name, folder).query]:
        raise DataError(f"no provider serves {', '.join(by_hand)}: python -m book add {by_hand[0]}")
    return names or [name for name in datasets(folder) if read_record(name, folder).query]


def examine(
    names: Iterable[str], fetch: Callable[[Record], Fetched], folder: Path = DATA, accept: bool = False
) -> list[Outcome]:
    """What each dataset's provider says and what is to be done with it, two at once; nothing is written.

    With `accept` what would be held back or wait is taken, where a reader of data/ takes it.
    """
    names, found = list(names), {}
    threads = ThreadPoolExecutor(AT_ONCE)
    try:
        running = {threads.submit(_examined, name, fetch, folder, accept): name for name in names}
        for future in tqdm(as_completed(running), total=len(running), desc="refresh", unit="dataset"):
            found[running[future]] = future.result()
    finally:
        threads.shutdown(wait=False, cancel_futures=True)  # Ctrl-C waits for no provider
    return [found[name] for name in names]


def _examined(dataset: str, fetch: Callable[[Record], Fetched], folder: Path, accept: bool) -> Outcome:
    try:
        fetched = fetch(read_record(dataset, folder))
        return _compared(dataset, fetched, folder, accept)
    except FAILURES as error:
        return Outcome(dataset, failed=_said(error))


def _compared(dataset: str, fetched: Fetched, folder: Path, accept: bool) -> Outcome:
    record, rows, day = read_record(dataset, folder), fetched.rows.reset_index(drop=True), origin.vintage(fetched)
    held = reading.newest(reading.rows(dataset, folder), record)
    ours = held[covers(record, held) & held["source"].isin(origin.keys(record, fetched))]
    wrong = [] if accept else doubts.doubts(record, ours, rows, day)
    waiting = {} if accept or wrong else doubts.waiting(record, held, rows)
    waits = [(measure, period) in waiting for measure, period in zip(rows["measure"], rows["period"], strict=True)]
    changes = compare(record, held, rows[[not one for one in waits]], day)
    wrong += [] if accept else doubts.late(changes)
    found = Outcome(
        dataset, fetched, origin.like(record, fetched, ours), changes, tuple(wrong), tuple(waiting.values())
    )
    try:
        append(found, folder, dry_run=True)
    except DataError as error:
        return replace(found, held=(str(error),))
    return found


def append(outcome: Outcome, folder: Path = DATA, dry_run: bool = False) -> None:
    """Write what an outcome brings: its source, then its rows. DataError where a reader would refuse them."""
    if outcome.appends:
        record = read_record(outcome.dataset, folder)
        ((key, entry),) = origin.entry(record, outcome.fetched, outcome.changes, outcome.like).items()
        new = None if key in record.sources else {key: entry}
        writing.enter(outcome.dataset, outcome.changes.rows.assign(source=key), folder, new, dry_run)


def appended(outcomes: Iterable[Outcome], folder: Path = DATA) -> list[Outcome]:
    """The outcomes, each written on its own; one that could not be written failed."""
    found = []
    for outcome in outcomes:
        try:
            append(outcome, folder)
        except FAILURES as error:
            outcome = replace(outcome, failed=_said(error))
        found.append(outcome)
    return found


def status(outcomes: list[Outcome]) -> int:
    """The exit status: 0 all fresh, 2 some kept as they were, 1 none fresh."""
    fresh = [outcome.fresh for outcome in outcomes]
    return 0 if all(fresh) else 2 if any(fresh) else 1


def _said(error: Exception) -> str:
    return " ".join(f"{getattr(error, 'strerror', None) or error}".split()) or type(error).__name__
