"""How a quantity, a share or a plain number is said in a sentence, with the signs of its status."""

from book.data.quantity import Quantity
from book.language import numbers
from book.language.grammar import GRAMMARS
from book.language.words import LATE, text, texts

PROVISIONAL = r"\*"  # escaped: in Markdown it would begin emphasis
OF_SHARES = ("percent", "part", "one_in", "extent")
SPECS = ("", "people", "million", "about", "percent", "decimal", "part", "one_in", "extent", "table", "in")


class Lacking(Exception):
    """A value has no figure."""


class NotComparable(ValueError):
    """A value that cannot be put in the words asked for: no base, a break, a small number, too low a place."""


def empty(value: Quantity) -> bool:
    """The quantity has no figure: none, or not a number."""
    return value.value is None or value.value != value.value


def only(spec: str, known: tuple[str, ...], what: str) -> None:
    """ValueError for a spec that a value does not have; it lists those that there are."""
    if spec not in known:
        raise ValueError(f"{what} has no spec {spec!r}; there are {', '.join(filter(None, known)) or 'none'}")


def signs(status: str, later: int) -> str:
    """The star of a provisional figure and the mark of one that was not known on the day."""
    return (PROVISIONAL if "P" in status else "") + LATE[later]


def quantity(value: Quantity, spec: str, language: str) -> str:
    """A quantity in the words of a spec: none, people, million, about, percent, decimal (with one
    decimal), part, one_in, extent (a contribution: mainly, largely), table, in, or one|other.

    ValueError for an unknown spec.
    """
    if spec.count("|") == 1:
        return GRAMMARS[language].agreeing(value.value, spec.split("|"))
    only(spec, (*SPECS, "one|other"), "a quantity")
    if spec in OF_SHARES and value.unit != "percent":
        raise ValueError(f"{spec} is for a percentage, not for {value.unit}")
    if spec == "in":
        if not value.period:  # of no observation at all
            raise Lacking
        return numbers.in_period(value.period, value.kind, language)
    marks = signs(value.status, value.later)
    if spec == "table":
        return numbers.table_value(value.value, value.unit, language) + ("%" if value.unit == "percent" else "") + marks
    if spec == "one_in":
        return one_in(value.value, language) + marks
    if spec == "extent":
        return extent(value.value, language) + marks
    if spec == "part":
        return part(value.value, language) + marks
    if spec == "people":
        people = GRAMMARS[language].agreeing(value.value, texts("numbers", "people", language))
        return people.format(_hedged(value, _plain(value, language), language) + marks)
    words = {"million": numbers.million, "about": numbers.about, "percent": _percent}.get(spec)
    said = words(value.value, language) if words else _plain(value, language, 1 if spec == "decimal" else 0)
    return (said if spec == "about" else _hedged(value, said, language)) + marks


def _percent(value: float, language: str) -> str:
    return numbers.percent(value, language)


def _plain(value: Quantity, language: str, decimals: int = 0) -> str:
    if value.unit == "percent":
        return numbers.percent(value.value, language, decimals)
    if value.unit == "million_eur":
        return text("numbers", "million", language, numbers.count(value.value, language, 1))
    whole = value.unit == "weeks" or (value.unit not in ("per_1000", "points") and value.value == int(value.value))
    return numbers.count(value.value, language, 0 if whole and not decimals else 1)


def _hedged(value: Quantity, said: str, language: str) -> str:
    """ "about" where the source rounds, "an estimated" where it estimates."""
    hedges = [hedge for letter, hedge in (("R", "about"), ("E", "estimated")) if letter in value.status]
    return text("numbers", hedges[0], language, said) if hedges else said


FRACTIONS = {25: "quarter", 33.333: "third", 50: "half", 66.667: "two_thirds", 75: "three_quarters"}


def part(percent: float, language: str) -> str:
    """A share as a fraction where one lies within 2 points: just over a third, almost half; else a percentage."""
    for fraction, name in FRACTIONS.items():
        gap, said = percent - fraction, text("numbers", name, language)
        if abs(gap) < 0.25:
            return said
        if abs(gap) < 2:
            return text("numbers", "over" if gap > 0 else "almost", language, said)
    return numbers.percent(percent, language)


def extent(percent: float, language: str) -> str:
    """How far a part explains a change: mainly, largely, almost entirely, and entirely from 99.5%.

    NotComparable below half, and where the rest moved the other way by more than a twentieth.
    """
    said = next((place for place, least in ((3, 99.5), (2, 95), (1, 75), (0, 50)) if percent >= least), None)
    if said is None or percent > 105:
        raise NotComparable("a part explains a change from half of it to the whole")
    return texts("numbers", "extents", language)[said]


def one_in(percent: float, language: str) -> str:
    """A share as "1 in 69" / "1 op de 69", two digits kept; a percentage where that would be more than 10% off."""
    times = 100 / percent if percent > 0 else 0
    scale = 10 ** max(len(str(int(times))) - 2, 0)
    shown = int(numbers.rounded(times / scale)) * scale
    if shown < 2 or abs(times / shown - 1) > 0.1:
        return numbers.percent(percent, language)
    return text("numbers", "one_in", language, numbers.count(shown, language))
