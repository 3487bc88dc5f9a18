"""Periods: what time a value speaks of, and all arithmetic on it."""

import re
from calendar import monthrange
from datetime import date
from functools import cache

LENGTHS = {
    "year": re.compile(r"[0-9]{4}"),
    "half": re.compile(r"[0-9]{4}-H[12]"),
    "quarter": re.compile(r"[0-9]{4}-Q[1-4]"),
    "month": re.compile(r"[0-9]{4}-[0-9]{2}"),
    "day": re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    "interval": re.compile(r"[^/]+/[^/]+"),
}
TIMES = (1800, 2199)  # years that a figure can speak of
OF_A_YEAR = {"half": 2, "quarter": 4, "month": 12}  # how many make a whole year


@cache
def length(period: str) -> str:
    """What kind of period it is: a key of LENGTHS; ValueError for a text that is none."""
    for name, pattern in LENGTHS.items():
        if pattern.fullmatch(period):
            return name
    raise ValueError(f"{period!r} is no period")


@cache
def span(period: str) -> tuple[date, date]:
    """First and last day of a period: YYYY, YYYY-Hn, YYYY-Qn, YYYY-MM, YYYY-MM-DD or START/END."""
    kind = length(period)
    if kind == "interval":
        first, last = period.split("/")
        return span(first)[0], span(last)[1]
    if kind == "day":
        return (day := date.fromisoformat(period)), day
    year = int(period[:4])
    months = 12 // OF_A_YEAR.get(kind, 1)
    last = int(period[5:].lstrip("HQ") or 1) * months
    return date(year, last - months + 1, 1), date(year, last, monthrange(year, last)[1])


def is_period(text: str) -> bool:
    """The text is a period of our times that does not end before it begins, in the one way to write it."""
    try:
        first, last = span(text)
    except ValueError:
        return False
    in_order = TIMES[0] <= first.year and first <= last and last.year <= TIMES[1]
    return in_order and (length(text) != "interval" or _is_interval(text))


def _is_interval(text: str) -> bool:
    """Both ends are of one length, and no shorter word says the same: 2023-01/2023-12 is 2023."""
    first, last = text.split("/")
    year = first[:4]
    words = [year, *(f"{year}-{part}" for part in ("H1", "H2", "Q1", "Q2", "Q3", "Q4"))]
    months = [f"{year}-{month:02}" for month in range(1, 13)]
    return length(first) == length(last) and first != last and span(text) not in map(span, (*words, *months))


def is_day(text: str) -> bool:
    """The text is a date as ISO 8601 writes it: 2024-06-14."""
    return isinstance(text, str) and LENGTHS["day"].fullmatch(text) is not None and is_period(text)


def months(period: str) -> int:
    """How many months a period is long, the nearest whole number: 12 for a year, 0 for a day."""
    first, last = span(period)
    return round(((last - first).days + 1) / 30.4)


def is_turn(day: date) -> bool:
    """A stock of this day is one of the turn of a year: 31 December, or 1 to 7 January."""
    return (day.month, day.day) == (12, 31) or (day.month == 1 and day.day <= 7)


def turn_year(period: str) -> int | None:
    """The year at whose turn a stock of a month or a day was counted: 2023 for 2023-12 and 2024-01-02, else None."""
    last = span(period)[1]
    if length(period) not in ("month", "day") or not is_turn(last):
        return None
    return year_of(period) if length(period) == "day" or last.month == 12 else None


def year_of(period: str) -> int:
    """The year that a period belongs to: that of its end; a day of the turn of a year belongs to the year that ended."""
    last = span(period)[1]
    return last.year - int(length(period) == "day" and last.month == 1 and is_turn(last))


def until(period: str, year: int, stock: bool) -> bool:
    """The period had ended at the end of a year; a stock of a day also at the turn of that year."""
    return (year_of(period) if stock else span(period)[1].year) <= year


def year_before(period: str) -> str:
    """The same period one year earlier: 2022 for 2023, 2022-Q2 for 2023-Q2, 2022-01/2022-10 for 2023-01/2023-10."""
    return re.sub(r"(?:^|(?<=/))\d{4}", lambda found: str(int(found[0]) - 1), period)


def covering(first: str, last: str) -> str:
    """The period from the first to the last of a series: one period, a year, or the years as an interval."""
    if first == last:
        return first
    start, end = span(first)[0].year, span(last)[1].year
    return str(start) if start == end else f"{start}/{end}"
