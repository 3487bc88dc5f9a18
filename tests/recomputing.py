"""A number of a sentence worked out again from rows of data/ by the roles that its trail gives them.

It shares no code with the measures: a trail is a tree of roles ("now, part", "now, whole"), and this is its arithmetic.
"""

from statistics import mean
from typing import NamedTuple

RATIOS = {("part", "whole"): 100, ("events", "population"): 1000, ("part", "population"): 100}  # sides: what 1 becomes
TERMS = {"", "value", "part", "year"}  # what is added


class Row(NamedTuple):
    """A row of data/: the roles that it plays, the outermost first, the words of its key, and its value."""

    roles: tuple[str, ...]
    key: tuple[str, ...]
    value: float


class NotRecomputedError(Exception):
    """The roles of a trail are those of no formula that is known here."""


def recomputed(rows: list[Row], unit: str) -> float:
    """The number in `unit` that rows give."""
    heads = {row.roles[0] for row in rows}
    if "own" in heads:  # a place
        return place(rows)
    if heads == {"middle"}:  # a median
        return middle(under(rows, "middle"))
    if heads == {"now", "before"}:
        now, before = amounts(rows, "now", "before")
        return now - before if unit.endswith("points") else 100 * (now / before - 1)
    if heads == {"part now", "part before", "whole now", "whole before"}:
        now, before, whole, whole_before = amounts(rows, "part now", "part before", "whole now", "whole before")
        return 100 * (now - before) / (whole - whole_before)
    if "first here" in heads:
        here, other, there, other_there = amounts(rows, "first here", "second here", "first there", "second there")
        return 100 * (here - there) / ((here - other) - (there - other_there))
    return amount(under(rows, "now") if "now" in heads else rows)  # "now" alone: a standing among its years


def under(rows: list[Row], head: str) -> list[Row]:
    """The rows under a role, without it."""
    return [row._replace(roles=row.roles[1:]) for row in rows if row.roles[:1] == (head,)]


def amounts(rows: list[Row], *heads: str) -> list[float]:
    """What the rows under each role come to."""
    return [amount(under(rows, head)) for head in heads]


def amount(rows: list[Row]) -> float:
    """A ratio of two sides, or a sum with what is subtracted."""
    heads = {row.roles[0] if row.roles else "" for row in rows}
    for sides, one in RATIOS.items():
        if heads == {*sides}:
            above, below = amounts(rows, *sides)
            return one * above / below
    if strange := heads - TERMS - {"less"}:
        raise NotRecomputedError(f"no formula has {', '.join(sorted(strange))} among its roles")
    if any(len(row.roles) > 1 and row.roles[-1] != "less" for row in rows):  # its terms are ratios
        return sum((-1 if head == "less" else 1) * amount(under(rows, head)) for head in heads)
    return sum(-row.value if "less" in row.roles else row.value for row in rows)


def place(rows: list[Row]) -> int:
    """The place of the own category among all, the largest first; several rows of a category are one value."""
    own, others = under(rows, "own"), under(rows, "other")
    words = {word for row in others for word in row.key}
    found = {}
    for row in others:
        mine = next(one for one in own if (one.roles, len(one.key)) == (row.roles, len(row.key)))
        code = next(code for code, word in zip(row.key, mine.key, strict=True) if word not in words)
        found.setdefault(code, []).append(row)
    return 1 + sum(amount(group) > amount(own) for group in found.values())


def middle(rows: list[Row]) -> float:
    """The mean of one or two values in the middle, each a row or the two sides of a ratio, in the same order."""
    sides = [[row for row in rows if row.roles == roles] for roles in dict.fromkeys(row.roles for row in rows)]
    return mean(amount([*pair]) for pair in zip(*sides, strict=True))
