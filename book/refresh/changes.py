"""What an answer says that data/ does not: new observations, revisions, and statuses that changed."""

from dataclasses import dataclass

import pandas as pd

from book.data.periods import span
from book.data.records import Record
from book.data.writing import plain


@dataclass(frozen=True)
class Revision:
    """An observation that reads differently: its key, then and now as (value, status, vintage), values as text."""

    key: str
    before: tuple[str, str, str]
    now: tuple[str, str, str]

    @property
    def difference(self) -> str:
        """By how much its value changed; "" where one of both has none."""
        values = self.before[0], self.now[0]
        return plain(round(float(values[1]) - float(values[0]), 10)) if all(values) else ""


@dataclass(frozen=True)
class Changes:
    """The `rows` to append, without a source; keys that are `added`, the `periods` that no row had before, what is
    `revised` and of what only the status is another (`marked`), and how many rows are as held (`equal`)."""

    rows: pd.DataFrame
    added: tuple[str, ...] = ()
    periods: tuple[str, ...] = ()
    revised: tuple[Revision, ...] = ()
    marked: tuple[Revision, ...] = ()
    equal: int = 0

    def __str__(self) -> str:
        counts = {"new": self.added, "revised": self.revised, "with another status": self.marked}
        return ", ".join([*(f"{len(found)} {name}" for name, found in counts.items()), f"{self.equal} as held"])


def compare(record: Record, held: pd.DataFrame, rows: pd.DataFrame, vintage: str) -> Changes:
    """Rows of an answer that came out on the day `vintage` against the newest rows `held`."""
    names = ["period", "measure", *record.dimensions]
    keys = [tuple(row) for row in held[names].to_numpy()]
    past = dict(zip(keys, zip(held["value"].map(plain), held["status"], held["vintage"], strict=True), strict=True))
    kept, added, revised, marked, periods = [], [], [], [], set()
    for place, row in enumerate(rows.to_dict("records")):
        key, now = tuple(row[name] for name in names), (row["value"], row["status"], vintage)
        before = past.get(key)
        if before and before[:2] == now[:2]:
            continue
        kept.append(place)
        if before is None:
            added.append(" ".join(key))
            periods.add(row["period"])
        else:
            changed = Revision(" ".join(key), before, now)
            (revised if before[0] != now[0] else marked).append(changed)
    new = tuple(sorted(periods - set(held["period"]), key=span))
    found = rows.iloc[kept].assign(vintage=vintage)
    return Changes(found, tuple(added), new, tuple(revised), tuple(marked), len(rows) - len(kept))
