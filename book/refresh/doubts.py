"""What looks wrong in an answer, so that a human looks at it before it is believed: a line for each reason."""

from itertools import pairwise

import pandas as pd

from book.data.balances import balances
from book.data.cells import listed
from book.data.periods import length, span
from book.data.records import Record
from book.data.selection import REST
from book.refresh.changes import Changes

FEWER = 0.8  # part of the rows held of a table that an answer has at least
SCALE = 2  # times that the middle value is another one: thousands for persons, permits for persons


def doubts(record: Record, held: pd.DataFrame, rows: pd.DataFrame, vintage: str) -> list[str]:
    """Reasons to hold back an answer as a whole, given the newest rows held of its table (perhaps none)."""
    if rows.empty:
        return ["no rows"]
    found = [*_twice(record, rows), *_unbalanced(record, rows, vintage)]
    if held.empty:
        return found
    return [*_gone(record, held, rows), *_shorter(held, rows), *_lost(held, rows), *_scaled(record, held, rows), *found]


def late(changes: Changes) -> list[str]:
    """Changes of what is held as of the same day or a later one."""
    wrong = [one for one in (*changes.revised, *changes.marked) if one.before[2] >= one.now[2]]
    return [f"{one.key}: of {one.now[2]}, and another figure of {one.before[2]} is held" for one in wrong[:3]]


def waiting(record: Record, held: pd.DataFrame, rows: pd.DataFrame) -> dict[tuple[str, str], str]:
    """New periods that fewer countries have reported than the one before: (measure, period) and the reason."""
    names = [name for name, dimension in record.dimensions.items() if dimension.countries]
    if not names:
        return {}
    told = rows[(rows["value"] != "") & ~rows[names[0]].isin(REST)]
    counts = told.groupby(["measure", "period"])[names[0]].nunique()
    known, found = set(zip(held["measure"], held["period"], strict=True)), {}
    for measure, length_ in dict.fromkeys(zip(told["measure"], told["period"].map(length), strict=True)):
        periods = sorted((one for one in counts[measure].index if length(one) == length_), key=span, reverse=True)
        for newest, before in pairwise(periods):
            now, then = counts[measure, newest], counts[measure, before]
            if (measure, newest) in known or now >= then:
                break
            found[measure, newest] = f"{measure} {newest}: {now} of {names[0]} reported, {then} of {before}"
    return found


def _twice(record: Record, rows: pd.DataFrame) -> list[str]:
    names = ["period", "measure", *record.dimensions]
    again = rows[rows.duplicated(names)]
    return [f"{len(again)} keys stand twice: {' '.join(again.iloc[0][names])}"] if len(again) else []


def _gone(record: Record, held: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    found = []
    for name in ("measure", *record.dimensions):
        if gone := sorted(set(held[name]) - set(rows[name])):
            found.append(f"no {name} {listed(gone)} any more")
    return found


def _shorter(held: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    return [f"{len(rows)} rows, and {len(held)} are held"] if len(rows) < FEWER * len(held) else []


def _lost(held: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    """Periods that are held and lie after the first of the answer, and that it does not have."""
    first = min(span(period)[0] for period in rows["period"])
    lost = sorted({one for one in held["period"] if span(one)[0] >= first} - set(rows["period"]), key=span)
    return [f"no figure of {listed(lost)} any more"] if lost else []


def _scaled(record: Record, held: pd.DataFrame, rows: pd.DataFrame) -> list[str]:
    """The unit of a measure changed, as its values show: the middle one of them is many times what it was."""
    names = ["period", "measure", *record.dimensions]
    now = rows.assign(value=pd.to_numeric(rows["value"]))
    both = held.merge(now, on=names, suffixes=("_held", ""))
    both = both[(both["value_held"] > 0) & (both["value"] > 0)]
    ratios = (both["value"] / both["value_held"]).groupby(both["measure"]).median()
    return [
        f"{measure}: the middle value is {ratio:.4g} times what is held: is its unit still {record.measures[measure].unit}?"
        for measure, ratio in ratios.items() if not 1 / SCALE < ratio < SCALE
    ]  # fmt: skip


def _unbalanced(record: Record, rows: pd.DataFrame, vintage: str) -> list[str]:
    """Sums of one answer that its own terms do not give."""
    frame = rows.assign(value=pd.to_numeric(rows["value"]), vintage=vintage)
    told = (one for one in balances(frame, record) if not pd.isna(one.rows.get(one.whole, {}).get("value")))
    return [str(one) for one in told if not one.holds][:3]
