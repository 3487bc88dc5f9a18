"""Sentences from templates: `{value:spec}` with values that know their unit, status and comparison."""

from __future__ import annotations

from datetime import date
from string import Formatter

from book.language import countries, names, numbers
from book.language.changes import NotComparable, phrase
from book.language.quantities import quantity
from book.measures import Change, Names, Rank, Standing
from book.observations import Quantity

TEN = 10  # a value that is no record is set against the ten years before


class MissingValue(ValueError):
    """A value of a template has no figure, or no comparable one: `name` says which."""

    def __init__(self, name: str):
        super().__init__(name)
        self.name = name


class Sentence(Formatter):
    """Python's own format language, with the book's specs; raises MissingValue for a value without a figure."""

    def __init__(self, language: str):
        self.language = language

    def get_field(self, field_name, args, kwargs):
        value, _ = super().get_field(field_name, args, kwargs)
        return (field_name, value), field_name

    def convert_field(self, value, conversion):
        return value

    def format_field(self, value, format_spec):
        name, value = value
        try:
            return word(value, format_spec, self.language)
        except NotComparable:
            raise MissingValue(name) from None
        except _Lacking:
            raise MissingValue(name) from None


class _Lacking(Exception):
    pass


def render(template: str, values: dict, language: str) -> str:
    """The template with its values in words. MissingValue names a value without a figure; KeyError an unknown name."""
    return Sentence(language).vformat(template, (), values)


def value_names(template: str) -> list[str]:
    """The names of the values in a template, in order of first use."""
    return list(dict.fromkeys(name for _, name, _, _ in Formatter().parse(template) if name))


def check_pair(en: str, nl: str) -> None:
    """Both languages must name the same values, and no sentence may begin with one; else ValueError."""
    if set(value_names(en)) != set(value_names(nl)):
        different = sorted(set(value_names(en)) ^ set(value_names(nl)))
        raise ValueError(f"the two languages name different values: {', '.join(different)}")
    for template in (en, nl):
        if template.startswith("{"):
            raise ValueError(f"a sentence begins with a value: {template}")


def word(value, spec: str, language: str) -> str:
    """One value in the words of its spec."""
    if isinstance(value, Quantity):
        if value.value is None:
            raise _Lacking
        return quantity(value, spec, language)
    if isinstance(value, Change):
        return phrase(value, spec, language)
    if isinstance(value, Rank):
        return rank(value, spec, language)
    if isinstance(value, Names):
        return listing(value, spec, language)
    if isinstance(value, Standing):
        return standing(value, language)
    if isinstance(value, date):
        return numbers.day(value, language)
    if isinstance(value, int):
        return str(value)
    if value is None:
        raise _Lacking
    return numbers.in_period(value, "flow", language) if spec == "in" else names.escape(value)


ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth".split(),
    "nl": "eerste tweede derde vierde vijfde zesde zevende achtste negende tiende elfde twaalfde".split(),
}
BUT = {"nl": ("", "op één na ", "op twee na ", "op drie na ", "op vier na "), "en": ("", "second ", "third ", "fourth ", "fifth ")}


def ordinal(position: int, language: str) -> str:
    """first … ninth, 10th / eerste … twaalfde, 13e."""
    if position <= len(ORDINALS[language]):
        return ORDINALS[language][position - 1]
    if language == "nl":
        return f"{position}e"
    suffix = "th" if 10 < position % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{position}{suffix}"


def rank(value: Rank, spec: str, language: str) -> str:
    """A place: ordinal (second), largest (second largest, up to fifth) or place (joint 4th of 27)."""
    if spec == "largest":
        if value.position > len(BUT[language]):
            raise NotComparable("from sixth on a rank is said as a place")
        return BUT[language][value.position - 1] + {"en": "largest", "nl": "grootste"}[language]
    if spec == "place":
        joint = {"en": "joint ", "nl": "gedeeld "}[language] if value.tied else ""
        suffix = {1: "st", 2: "nd", 3: "rd"}.get(value.position % 10, "th") if value.position % 100 not in (11, 12, 13) else "th"
        number = f"{value.position}e" if language == "nl" else f"{value.position}{suffix}"
        return f"{joint}{number} {({'en': 'of', 'nl': 'van'})[language]} {value.of}"
    return ordinal(value.position, language)


def listing(value: Names, spec: str, language: str) -> str:
    """"Syria (13,030), Türkiye (2,860) and Eritrea (2,345)"; with `people` the citizens; with `plain` no numbers."""
    if not value.items:
        raise _Lacking
    entries = []
    for code, figure in value.items:
        label = countries.people(code, language) if spec == "people" else names.label(value.codes, code, language)
        shown = "" if spec == "plain" or figure is None else f" ({quantity(figure, '', language)})"
        entries.append(names.escape(label) + shown)
    return joined(entries, language)


def joined(entries: list[str], language: str) -> str:
    """A, B and C / A, B en C."""
    if len(entries) < 2:
        return "".join(entries)
    return f"{', '.join(entries[:-1])} {({'en': 'and', 'nl': 'en'})[language]} {entries[-1]}"


def standing(value: Standing, language: str) -> str:
    """The highest or lowest since a year, three years back or more, or the range of the ten years before."""
    if value.now.value is None:
        raise _Lacking
    if len(value.series) < 3:
        raise NotComparable("fewer than three comparable years")
    for index, beaten in ((0, lambda old: old < value.now.value), (1, lambda old: old > value.now.value)):
        back = next((step for step, (_, old) in enumerate(reversed(value.series)) if not beaten(old.value)), None)
        if back is None or back >= 3:
            return _record(value, index, back, language)
    return _range(value, language)


def _record(value: Standing, index: int, back: int | None, language: str) -> str:
    extreme = {"en": ("the highest", "the lowest"), "nl": ("het hoogste aantal", "het laagste aantal")}[language][index]
    if back is None:
        begin = {"en": "since the series began in", "nl": "sinds het begin van de reeks in"}[language]
        begin = begin if value.since_start else {"en": "since", "nl": "sinds"}[language]
        return f"{extreme} {begin} {value.series[0][0]}"
    return f"{extreme} {({'en': 'since', 'nl': 'sinds'})[language]} {value.series[-1 - back][0]}"


def _range(value: Standing, language: str) -> str:
    years = value.series[-TEN:]
    low, high = (pick(years, key=lambda entry: entry[1].value) for pick in (min, max))
    shown = [f"({quantity(figure, '', language)} in {year})" for year, figure in (low, high)]
    return {
        "en": f"between the lowest {shown[0]} and the highest {shown[1]} of the {len(years)} years before",
        "nl": f"tussen het laagste aantal {shown[0]} en het hoogste {shown[1]} van de {len(years)} jaar ervoor",
    }[language]


def lacking(value) -> Quantity | None:
    """The quantity that a value without a figure lacks, to say what there is no figure on."""
    if isinstance(value, Change):
        return value.now if value.now.value is None else value.before
    return value.now if isinstance(value, Standing) else value if isinstance(value, Quantity) else None


def no_figure(value: Quantity, year: int, language: str, as_of: str = "") -> str:
    """The standard sentence where the leading value is missing: since when, or on which day, there is none."""
    title = names.escape(value.title[language])
    if value.later:
        day = numbers.day(as_of, language)
        return {
            "en": f"Of {title} in {year}, no figure of {day} is held.",
            "nl": f"Van {title} in {year} is geen cijfer van {day} beschikbaar.",
        }[language]
    first, last = (numbers.period(period, language) if period else "" for period in value.span)
    series = {
        "en": f"; the series runs from {first} to {last}" if first != last else f"; the only figure is of {first}",
        "nl": f"; de reeks loopt van {first} tot en met {last}" if first != last else f"; het enige cijfer is van {first}",
    }[language]
    return {"en": f"For {year} there is no figure on {title}", "nl": f"Voor {year} is er geen cijfer over {title}"}[language] + (series if first else "") + "."
