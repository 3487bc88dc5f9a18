"""Periods, and single quantities that know their unit, kind, period, status and the observations behind them."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date


class MeasureError(ValueError):
    """A computation that official statistics do not allow: units mixed, stock with flow, rounded detail summed."""


def span(period: str) -> tuple[date, date]:
    """First and last day of a period: YYYY, YYYY-Hn, YYYY-Qn, YYYY-MM, YYYY-MM-DD or START/END."""
    if "/" in period:
        first, last = period.split("/")
        return span(first)[0], span(last)[1]
    year, _, rest = period.partition("-")
    if not rest:
        return date(int(year), 1, 1), date(int(year), 12, 31)
    if rest[0] in "HQ":
        months = 6 if rest[0] == "H" else 3
        last = months * int(rest[1:])
        return date(int(year), last - months + 1, 1), date(int(year), last, monthrange(int(year), last)[1])
    month, _, day = rest.partition("-")
    first = date(int(year), int(month), int(day or 1))
    return first, first if day else date(first.year, first.month, monthrange(first.year, first.month)[1])


def turn_year(period: str) -> int | None:
    """The year at whose turn a stock of a month or a day was counted: 2023 for 2023-12 and 2024-01-02, else None."""
    last = span(period)[1]
    if "/" in period or len(period) < 7 or period[5] in "HQ":
        return None
    if (last.month, last.day) == (12, 31):
        return last.year
    return last.year - 1 if len(period) == 10 and last.month == 1 and last.day <= 7 else None


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

    `value` is None where there is no figure; with `later` a figure exists, but none of the day asked for.
    `breaks` are the periods of its series that follow a break; `span` is the series' first and last period.
    `about` holds the categories that were asked for: (labels of the dimension or "countries", code).
    """

    value: float | None
    unit: str
    kind: str
    period: str
    status: str = "A"
    rounding: float = 1
    later: bool = False
    inputs: tuple[Input, ...] = ()
    formula: str = "as published"
    breaks: tuple[str, ...] = ()
    span: tuple[str, str] = ("", "")
    title: dict | None = None
    about: tuple[tuple[dict | str, str], ...] = ()

    def as_role(self, role: str) -> tuple[Input, ...]:
        """Its inputs, named after the part they play in a formula."""
        return tuple(replace(entry, role=role) for entry in self.inputs)
