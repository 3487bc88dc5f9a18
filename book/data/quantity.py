"""Single quantities that know their unit, kind, period, status and the observations behind them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from book.data.records import Bilingual

POINTS = {"percent": "points"}  # the difference of two percentages is in percentage points
LESS = "less"  # the role of an observation that is subtracted
BELOW = ("whole", "population")  # roles of what a ratio is divided by
LATER, UNDATED = 1, 2  # of a figure not known on the day asked for: published after it, or we cannot say when


class MeasureError(ValueError):
    """A computation that official statistics do not allow: units mixed, stock with flow, rounded detail summed."""


@dataclass(frozen=True)
class Input:
    """One observation behind a number: dataset, key ("2023 immigration NL"), vintage, and its role in the formula."""

    dataset: str
    key: str
    vintage: str
    role: str = "value"

    def __str__(self) -> str:
        return f"{self.role}: {self.dataset} {self.key} @{self.vintage}"


@dataclass(frozen=True)
class Quantity:
    """A value with its unit, kind (stock, flow, ratio), period, status and the observations behind it.

    `value` is None where there is no figure; `later` is 0 of what was known on the day asked for, else LATER or UNDATED.
    `breaks` are the periods of its series that follow a break; `span` is the series' first and last period.
    `about` holds the categories that were asked for: (labels of the dimension or "countries", code).
    """

    value: float | None
    unit: str
    kind: str
    period: str
    status: str = "A"
    rounding: float = 1
    later: int = 0
    inputs: tuple[Input, ...] = ()
    formula: str = "as published"
    breaks: tuple[str, ...] = ()
    span: tuple[str, str] = ("", "")
    title: Bilingual | None = None
    about: tuple[tuple[dict[str, Bilingual] | str, str], ...] = ()

    def as_role(self, role: str) -> tuple[Input, ...]:
        """Its inputs, named after the part they play in a formula."""
        return as_role(self.inputs, role)


def as_role(inputs: tuple[Input, ...], role: str) -> tuple[Input, ...]:
    """Inputs of one value under the part that it plays: "now". One that is subtracted in it still says so: "now, less".

    The sides of a ratio stay apart: "now, part" and "now, whole". What is subtracted of what is subtracted is added.
    """
    ratio = any(entry.role.rpartition(", ")[2] in BELOW for entry in inputs)
    return tuple(replace(entry, role=_role(entry.role, role, ratio)) for entry in inputs)


def _role(own: str, outer: str, ratio: bool) -> str:
    if ratio:
        return f"{outer}, {own}"
    less = own.endswith(LESS)
    if outer == LESS:
        return "part" if less else LESS
    return f"{outer}, {LESS}" if less else outer


def joint_mark(marks: Iterable[int]) -> int:
    """What figures are together: LATER where one of them is, else UNDATED where one of them is, else 0."""
    return min(filter(None, map(int, marks)), default=0)


def common_mark(marks: Iterable[int]) -> int:
    """The mark that all figures have; 0 where they differ, or there are none."""
    found = set(map(int, marks))
    return found.pop() if len(found) == 1 else 0


def joint_status(*statuses: str) -> str:
    """All letters of several statuses, sorted; A only where nothing else applies; B and M are left to the periods."""
    letters = sorted({letter for status in statuses for letter in status} - {"A", "M", "B"})
    return "".join(letters) or "A"
