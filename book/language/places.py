"""How a rank is said, and where a figure stands among those of earlier years."""

from book.language.grammar import GRAMMARS
from book.language.quantities import Lacking, NotComparable, empty, only, quantity, signs
from book.language.words import LATE, text, texts
from book.measures.results import Rank, Standing

TEN = 10  # a value that is no record is set against the ten years before


def ordinal(position: int, language: str) -> str:
    """first … ninth, 10th / eerste … twaalfde, 13e."""
    said = texts("ranks", "ordinals", language)
    return said[position - 1] if position <= len(said) else GRAMMARS[language].numeral(position)


def rank(value: Rank, spec: str, language: str) -> str:
    """A place: ordinal (second), largest (second largest, up to fifth) or place (joint 4th of 27)."""
    only(spec, ("", "ordinal", "largest", "place"), "a rank")
    if spec == "largest":
        said = texts("ranks", "largest", language)
        if value.position > len(said):
            raise NotComparable("from sixth on a rank is said as a place")
        return said[value.position - 1] + LATE[value.later]
    if spec == "place":
        place = GRAMMARS[language].numeral(value.position)
        return text("ranks", "joint" if value.tied else "place", language, place=place, of=value.of) + LATE[value.later]
    return ordinal(value.position, language) + LATE[value.later]


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
    marks = signs(value.now.status, value.now.later)
    extreme = texts("standings", "extremes", language)[index].format(marks=marks)
    if back is not None:
        since, year = "since", value.series[-1 - back][0]
    else:  # behind a break "since" would say that the first year was as high
        since, year = "since_start" if value.since_start else "comparable", value.series[0][0]
    return text("standings", since, language, extreme=extreme, year=year)


def _range(value: Standing, language: str) -> str:
    years = value.series[-TEN:]
    low, high = (pick(years, key=lambda entry: entry[1].value) for pick in (min, max))
    return text(
        "standings", "between", language, count=len(years), low=quantity(low[1], "", language), low_year=low[0],
        high=quantity(high[1], "", language), high_year=high[0],
    )  # fmt: skip
