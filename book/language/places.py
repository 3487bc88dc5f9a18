"""How a rank is said, and where a figure stands among those of earlier years."""

from __future__ import annotations

from book.language.quantities import Lacking, NotComparable, empty, only, quantity, signs
from book.measures.single import Rank, Standing

TEN = 10  # a value that is no record is set against the ten years before

ORDINALS = {
    "en": ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"],
    "nl": [
        "eerste", "tweede", "derde", "vierde", "vijfde", "zesde", "zevende", "achtste", "negende", "tiende", "elfde",
        "twaalfde",
    ],
}  # fmt: skip
BUT = {
    "en": ("", "second ", "third ", "fourth ", "fifth "),
    "nl": ("", "op één na ", "op twee na ", "op drie na ", "op vier na "),
}


def ordinal(position: int, language: str) -> str:
    """first … ninth, 10th / eerste … twaalfde, 13e."""
    if position <= len(ORDINALS[language]):
        return ORDINALS[language][position - 1]
    return _numeral(position, language)


def _numeral(position: int, language: str) -> str:
    if language == "nl":
        return f"{position}e"
    suffix = "th" if 10 < position % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{position}{suffix}"


def rank(value: Rank, spec: str, language: str) -> str:
    """A place: ordinal (second), largest (second largest, up to fifth) or place (joint 4th of 27)."""
    only(spec, ("", "ordinal", "largest", "place"), "a rank")
    if spec == "largest":
        if value.position > len(BUT[language]):
            raise NotComparable("from sixth on a rank is said as a place")
        return BUT[language][value.position - 1] + {"en": "largest", "nl": "grootste"}[language]
    if spec == "place":
        joint = {"en": "joint ", "nl": "gedeeld "}[language] if value.tied else ""
        return f"{joint}{_numeral(value.position, language)} {({'en': 'of', 'nl': 'van'})[language]} {value.of}"
    return ordinal(value.position, language)


def standing(value: Standing, spec: str, language: str) -> str:
    """The highest or lowest since a year, three years back or more, or the range of the ten years before."""
    only(spec, ("highest",), "a standing")
    if empty(value.now):
        raise Lacking
    if len(value.series) < 3:
        raise NotComparable("fewer than three comparable years")
    for index, beaten in ((0, lambda old: old < value.now.value), (1, lambda old: old > value.now.value)):
        back = next((step for step, (_, old) in enumerate(reversed(value.series)) if not beaten(old.value)), None)
        if back is None or back >= 3:
            return _record(value, index, back, language)
    return _range(value, language)


def _record(value: Standing, index: int, back: int | None, language: str) -> str:
    extreme = {"en": ("the highest", "the lowest"), "nl": ("het hoogste aantal", "het laagste aantal")}[language][index]
    extreme += signs(value.now.status, value.now.later)
    if back is None:
        begin = {"en": "since the series began in", "nl": "sinds het begin van de reeks in"}[language]
        if not value.since_start:  # behind a break "since" would say that the first year was as high
            begin = {"en": "of the comparable years, from", "nl": "van de vergelijkbare jaren, vanaf"}[language]
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
