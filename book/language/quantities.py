"""How a quantity, a share or a plain number is said in a sentence, with the signs of its status."""

from __future__ import annotations

from book.data.quantity import Quantity
from book.language import numbers

PROVISIONAL, LATER = r"\*", "†"  # the star escaped: in Markdown it would begin emphasis
SPECS = ("", "people", "million", "about", "percent", "decimal", "part", "one_in", "table", "in")


class Lacking(Exception):
    """A value has no figure."""


class NotComparable(ValueError):
    """A value that cannot be put in the words asked for: no base, a break, a small number, too low a place."""


def empty(value: Quantity) -> bool:
    """The quantity has no figure: none, or not a number."""
    return value.value is None or value.value != value.value


def only(spec: str, known: tuple[str, ...], what: str) -> None:
    """ValueError for a spec that a value does not have."""
    if spec not in known:
        raise ValueError(f"{what} has no spec {spec!r}; there are {', '.join(filter(None, known))}")


def signs(status: str, later: bool) -> str:
    """The star of a provisional figure and the dagger of a later one."""
    return (PROVISIONAL if "P" in status else "") + (LATER if later else "")


def quantity(value: Quantity, spec: str, language: str) -> str:
    """A quantity in the words of a spec: none, people, million, about, percent, decimal (a share with one
    decimal), part, one_in, table, in, or one|other.

    ValueError for an unknown spec.
    """
    if "|" in spec:
        one, other = spec.split("|")
        return one if value.value == 1 else other
    only(spec, SPECS, "a quantity")
    if spec == "in":
        return numbers.in_period(value.period, value.kind, language)
    marks = signs(value.status, value.later)
    if spec == "table":
        return numbers.table_value(value.value, value.unit, language) + ("%" if value.unit == "percent" else "") + marks
    if spec == "one_in":
        return one_in(value.value, language) + marks
    if spec == "part":
        return part(value.value, language) + marks
    if spec == "people":
        word = {"en": ("people", "person"), "nl": ("mensen", "persoon")}[language][value.value == 1]
        return f"{_hedged(value, _plain(value, language), language)}{marks} {word}"
    words = {"million": numbers.million, "about": numbers.about, "percent": _percent, "decimal": _decimal}.get(spec)
    text = words(value.value, language) if words else _plain(value, language)
    return (text if spec == "about" else _hedged(value, text, language)) + marks


def _percent(value: float, language: str) -> str:
    return numbers.percent(value, language)


def _decimal(value: float, language: str) -> str:
    return numbers.percent(value, language, 1)


def _plain(value: Quantity, language: str) -> str:
    if value.unit == "percent":
        return _percent(value.value, language)
    if value.unit == "million_eur":
        return f"{numbers.count(value.value, language, 1)} {({'en': 'million', 'nl': 'miljoen'})[language]}"
    whole = value.unit == "weeks" or (value.unit not in ("per_1000", "points") and value.value == int(value.value))
    return numbers.count(value.value, language, 0 if whole else 1)


def _hedged(value: Quantity, text: str, language: str) -> str:
    """ "about" where the source rounds, "an estimated" where it estimates."""
    if "R" in value.status:
        return f"{({'en': 'about', 'nl': 'ongeveer'})[language]} {text}"
    if "E" in value.status:
        return f"{({'en': 'an estimated', 'nl': 'naar schatting'})[language]} {text}"
    return text


FRACTIONS = {
    25: ("a quarter", "een kwart"), 33.333: ("a third", "een derde"), 50: ("half", "de helft"),
    66.667: ("two thirds", "twee derde"), 75: ("three quarters", "drie kwart"),
}  # fmt: skip


def part(percent: float, language: str) -> str:
    """A share as a fraction where one lies within 2 points: just over a third, almost half; else a percentage."""
    for fraction, words in FRACTIONS.items():
        gap = percent - fraction
        if abs(gap) < 0.25:
            return words[language == "nl"]
        if abs(gap) < 2:
            near = {"en": ("almost", "just over"), "nl": ("bijna", "ruim")}[language][gap > 0]
            return f"{near} {words[language == 'nl']}"
    return numbers.percent(percent, language)


def one_in(percent: float, language: str) -> str:
    """A share as "1 in 69" / "1 op de 69", two digits kept; a percentage where that would be more than 10% off."""
    times = 100 / percent if percent > 0 else 0
    scale = 10 ** max(len(str(int(times))) - 2, 0)
    shown = int(numbers.rounded(times / scale)) * scale
    if shown < 2 or abs(times / shown - 1) > 0.1:
        return numbers.percent(percent, language)
    return {"en": "1 in ", "nl": "1 op de "}[language] + numbers.count(shown, language)
