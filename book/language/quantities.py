"""How a quantity, a share or a plain number is said in a sentence, with the signs of its status."""

from __future__ import annotations

from book.language import numbers
from book.observations import Quantity

PROVISIONAL, LATER = r"\*", "†"  # the star escaped: in Markdown it would begin emphasis


def quantity(value: Quantity, spec: str, language: str) -> str:
    """A quantity in the words of a spec: none, people, million, about, percent, part, one_in, table, or one|other."""
    if "|" in spec:
        one, other = spec.split("|")
        return one if value.value == 1 else other
    signs = (PROVISIONAL if "P" in value.status else "") + (LATER if value.later else "")
    if spec == "table":
        return numbers.table_value(value.value, value.unit, language) + ("%" if value.unit == "percent" else "") + signs
    if spec == "one_in":
        return numbers.count(100 / value.value, language).join({"en": ("1 in ", ""), "nl": ("1 op de ", "")}[language]) + signs
    if spec == "part":
        return part(value.value, language) + signs
    if spec == "people":
        word = {"en": ("people", "person"), "nl": ("mensen", "persoon")}[language][value.value == 1]
        return f"{_hedged(value, _plain(value, language), language)}{signs} {word}"
    words = {"million": numbers.million, "about": numbers.about, "percent": _percent}.get(spec)
    text = words(value.value, language) if words else _plain(value, language)
    return (text if spec == "about" else _hedged(value, text, language)) + signs


def _percent(value: float, language: str) -> str:
    return numbers.percent(value, language)


def _plain(value: Quantity, language: str) -> str:
    if value.unit == "percent":
        return _percent(value.value, language)
    whole = value.unit != "per_1000" and value.value == int(value.value)
    return numbers.count(value.value, language, 0 if whole else 1)


def _hedged(value: Quantity, text: str, language: str) -> str:
    """"about" where the source rounds, "an estimated" where it estimates."""
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
