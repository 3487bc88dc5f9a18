"""Periods: what time a value speaks of, and all arithmetic on it."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


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
