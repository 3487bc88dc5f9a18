"""Balances: measures that add up. One whose newest terms do not is computed from them, and says that it was."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from book.data.quantity import LESS, Input, joint_mark, joint_status
from book.data.records import Record

THOUSANDS = 1500  # what two or three figures that are rounded to thousands may be apart


@dataclass(frozen=True)
class Balance:
    """The terms of a balance of one period: the sum's code, rows by measure, and what the terms give."""

    whole: str
    key: tuple[str, ...]
    rows: dict[str, dict]
    signs: dict[str, int]
    slack: float

    @property
    def computed(self) -> float:
        """The sum as the terms give it."""
        return sum(sign * self.rows[code]["value"] for code, sign in self.signs.items())

    @property
    def holds(self) -> bool:
        """The sum that was published is what the terms give, within their rounding."""
        return abs(self.rows[self.whole]["value"] - self.computed) <= self.slack

    def __str__(self) -> str:
        terms = [f"{'+' if sign > 0 else '−'} {_told(self.rows[code])}" for code, sign in self.signs.items()]
        return f"{' '.join(self.key)}: {_told(self.rows[self.whole])} is not {' '.join(terms).removeprefix('+ ')}"


def _told(row: dict) -> str:
    return f"{row['measure']} {row['value']:.10g} of {row['vintage']}"


def balances(frame: pd.DataFrame, record: Record) -> Iterator[Balance]:
    """The balances of each period of which every term has a value, the sum perhaps without."""
    for whole, *parts in record.balances:
        signs = {part.lstrip("-"): -1 if part.startswith("-") else 1 for part in parts}
        inside = frame[frame["measure"].isin([whole, *signs])]
        groups = {}
        for index, row in inside.to_dict("index").items():
            key = tuple(row[name] for name in ("period", *record.dimensions))
            groups.setdefault(key, {})[row["measure"]] = {**row, "index": index}
        for key, rows in groups.items():
            if all(code in rows and not pd.isna(rows[code]["value"]) for code in signs):
                steps = [record.measures[code].rounding for code in (whole, *signs)]
                rounded = any("R" in row["status"] for row in rows.values())
                yield Balance(whole, key, rows, signs, THOUSANDS if rounded else sum(steps) / 2 * (max(steps) > 1))


def completed(frame: pd.DataFrame, record: Record) -> pd.DataFrame:
    """The rows, with each balance that does not add up, or has no figure, computed from its terms (`inputs`)."""
    new = {}
    for balance in balances(frame, record):
        own = balance.rows.get(balance.whole)
        terms = [balance.rows[code] for code in balance.signs]
        if len({bool(row["later"]) for row in terms}) > 1 or (own and not pd.isna(own["value"]) and balance.holds):
            continue
        new[own["index"] if own else max(frame.index) + 1 + len(new)] = _computed(balance, terms, record)
    if not new:
        return frame
    rows = pd.DataFrame(list(new.values()), index=list(new))[[*frame.columns, "inputs"]]
    kept = frame.drop(index=[place for place in new if place in frame.index]).assign(inputs=None)
    return pd.concat([kept, rows]).sort_index()


def _computed(balance: Balance, terms: list[dict], record: Record) -> dict:
    """The row of a sum that its terms give: its inputs are named by the part that they play."""
    inputs = tuple(
        Input(record.name, " ".join([balance.key[0], row["measure"], *balance.key[1:]]), row["vintage"], role)
        for row, role in zip(terms, ("part" if sign > 0 else LESS for sign in balance.signs.values()), strict=True)
    )
    return terms[0] | {
        "measure": balance.whole, "value": float(balance.computed), "inputs": inputs,
        "status": joint_status(*(row["status"] for row in terms)), "vintage": max(row["vintage"] for row in terms),
        "source": ";".join(dict.fromkeys(row["source"] for row in terms)), "later": joint_mark(row["later"] for row in terms),
    }  # fmt: skip
