"""From the values of a sentence to the numbers that it says."""

import re
from collections.abc import Iterator

from book.data.quantity import Quantity
from book.language.words import LATE
from book.measures.results import Change, Names, Rank, Standing
from book.outputs import Number, behind

RATES = ("percent", "per_1000")


def numbers(values: dict, text: str = "") -> tuple[Number, ...]:
    """A Number per value of a sentence, and one for what a comparison is measured against where `text` names it."""
    digits = re.sub(r"(?<=\d)[.,](?=\d{3})", "", text)
    return tuple(_number(name, value) for name, value, base in _singles(values) if not base or _written(value, digits))


def late(values: dict) -> set[str]:
    """The marks of the values of a sentence: of figures published later, or on a day that is not known."""
    marks = set()
    for value in values.values():
        if isinstance(value, Names):
            marks |= {LATE[quantity.later] for _, quantity in value.items if quantity is not None}
        elif isinstance(value, Standing):
            marks |= {LATE[one.later] for one in (value.now, *(quantity for _, quantity in _extremes(value)))}
        elif isinstance(value, Change | Quantity | Rank):
            marks.add(LATE[value.later])
    return marks


def _written(value: Quantity, digits: str) -> bool:
    return value.value is not None and (value.value != int(value.value) or f"{value.value:.10g}" in digits)


def _singles(values: dict) -> Iterator[tuple]:
    """Name, value, and whether it is only the base of a comparison."""
    for name, value in values.items():
        if isinstance(value, Names):
            yield from ((f"{name}.{code}", quantity, False) for code, quantity in value.items if quantity is not None)
        elif isinstance(value, Standing):
            yield name, value, False
            yield from ((f"{name}.{period}", quantity, True) for period, quantity in _extremes(value))
        elif isinstance(value, Change):
            yield name, value, False
            yield f"{name}.before", value.before, True
        elif isinstance(value, Quantity | Rank):
            yield name, value, False


def _extremes(value: Standing) -> list[tuple[str, Quantity]]:
    """The lowest and the highest of the ten years before: what a sentence may name."""
    years = value.series[-10:]
    return [pick(years, key=lambda entry: entry[1].value) for pick in (min, max)] if years else []


def _number(name: str, value: Quantity | Change | Rank | Standing) -> Number:
    number, unit, formula, status, period = _parts(value)
    exact = None if number is None else float(f"{number:.10g}")
    return Number(name, exact, unit, formula, status, period, behind(value.inputs))


def _parts(value: Quantity | Change | Rank | Standing) -> tuple:
    if isinstance(value, Rank):
        return value.position, "rank", f"place among {value.of}", "A", ""
    if isinstance(value, Standing):
        now, first = value.now, value.series[0][0] if value.series else value.now.period
        return now.value, now.unit, f"among {first} to {now.period}", now.status, now.period
    if isinstance(value, Quantity):
        return value.value, value.unit, value.formula, value.status, value.period
    now = value.now
    if now.unit in RATES:
        known = None if value.missing else value.difference
        return known, f"{now.unit}_points", "now − before", value.status, now.period
    known = None if value.missing or not value.before.value else 100 * (value.ratio - 1)
    return known, "percent", "now / before − 1", value.status, now.period
