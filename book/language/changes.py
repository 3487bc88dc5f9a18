"""How a change is said: the comparison and its base in one phrase that reads after a comma."""

from __future__ import annotations

from collections.abc import Callable

from book.data.periods import year_before
from book.language import numbers
from book.language.quantities import NotComparable, only, quantity, signs
from book.measures.single import Change

SMALL = 50  # below this a percentage says too much
RATES = ("percent", "per_1000")


def phrase(change: Change, spec: str, language: str) -> str:
    """A change in the words of a spec: fewer, against, count, lower, fell, verb, by, decrease.

    The first four always give a phrase; the others raise NotComparable without a comparable base of 50 or more.
    All raise NotComparable where the later figure itself is missing, and ValueError for an unknown spec.
    """
    only(spec, (*PHRASES, *VERBS), "a change")
    if change.now.value is None:
        raise NotComparable("there is no figure to compare")
    if change.now.unit in RATES and spec not in ("lower", "against"):
        raise ValueError(f"a change of {change.now.unit} is said with lower or against, not {spec}")
    if spec in VERBS:
        if change.missing or change.broken or _small(change):
            raise NotComparable(f"no comparable base of {SMALL} or more for {spec}")
        return _verb(change, spec, language)
    if change.broken:
        words = {"en": "which is not comparable with", "nl": "wat niet vergelijkbaar is met"}[language]
        return f"{words} {_base_label(change, language)}"
    if change.missing:
        words = {"en": "with no comparable figure for", "nl": "zonder vergelijkbaar cijfer voor"}[language]
        return f"{words} {_base_label(change, language)}"
    return PHRASES[spec](change, language)


def _signs(change: Change) -> str:
    """A change is as provisional as its worse side."""
    return signs(change.status, change.now.later or change.before.later)


def _base_label(change: Change, language: str) -> str:
    return numbers.named_period(change.before.period, language)


def _year_before(change: Change) -> bool:
    """The base is the same period of the year before."""
    return change.before.period == year_before(change.now.period)


def base(change: Change, language: str, than: bool = False) -> str:
    """What the change is measured from: "a year before" / "een jaar eerder", or "in 2015"."""
    if _year_before(change):
        words = {"en": "a year before", "nl": "een jaar eerder"}[language]
    else:
        words = numbers.in_period(change.before.period, change.before.kind, language)
    return f"{({'en': 'than', 'nl': 'dan'})[language]} {words}" if than else words


def _small(change: Change) -> bool:
    return min(change.now.value, change.before.value) < SMALL


def _near(change: Change) -> bool:
    """Within the producer's rounding, or under half a per cent."""
    step = change.now.rounding if change.now.rounding > 1 else 0
    return abs(change.difference) <= step or 200 * abs(change.difference) < change.before.value


def _against(change: Change, language: str) -> str:
    value = quantity(change.before, "", language)
    return f"{({'en': 'against', 'nl': 'tegen'})[language]} {value} {base(change, language)}"


def _fewer(change: Change, language: str) -> str:
    if change.difference == 0:
        return _as_many(change, language)
    if _small(change):
        return _against(change, language)
    if _near(change):
        return f"{({'en': 'about', 'nl': 'ongeveer'})[language]} {_as_many(change, language)}"
    if change.ratio >= 1.95:
        return f"{_times(change, language)} {base(change, language)}"
    word = {"en": ("fewer", "more"), "nl": ("minder", "meer")}[language][change.difference > 0]
    return f"{_percentage(change, language)} {word} {base(change, language, than=True)}"


def _as_many(change: Change, language: str) -> str:
    same = {"en": "as many{} as", "nl": "evenveel{} als"}[language].format(_signs(change))
    return f"{same} {base(change, language)}"


def _times(change: Change, language: str) -> str:
    times, marks = numbers.trimmed(change.ratio, language), _signs(change)
    if times == "2":
        return {"en": f"twice{marks} as many as", "nl": f"twee{marks} keer zo veel als"}[language]
    return {"en": f"{times}{marks} times as many as", "nl": f"{times}{marks} keer zo veel als"}[language]


def _percentage(change: Change, language: str) -> str:
    return numbers.percent(abs(100 * change.difference / change.before.value), language) + _signs(change)


def _count(change: Change, language: str) -> str:
    if change.difference == 0:
        return _as_many(change, language)
    word = {"en": ("fewer", "more"), "nl": ("minder", "meer")}[language][change.difference > 0]
    amount = numbers.count(abs(change.difference), language) + _signs(change)
    return f"{amount} {word} {base(change, language, than=True)}"


def _lower(change: Change, language: str) -> str:
    """Shares and rates: in percentage points, or per 1,000, with the decimals of the share beside it."""
    percent, gap = change.now.unit == "percent", abs(change.difference)
    if not numbers.rounded(gap, 0 if percent else 1):
        same = {"en": "about the same as", "nl": "ongeveer even hoog als"}[language]
        return f"{same} {base(change, language)}"
    word = {"en": ("lower", "higher"), "nl": ("lager", "hoger")}[language][change.difference > 0]
    decimals = 0 if percent and gap >= 1 else 1  # half a point is not a whole one
    difference = numbers.rounded(gap, decimals)
    points = numbers.count(float(difference), language, decimals) + _signs(change)
    if percent:
        points += {"en": f" percentage point{'s' * (difference != 1)}", "nl": " procentpunt"}[language]
    return f"{points} {word} {base(change, language, than=True)}"


PHRASES: dict[str, Callable[[Change, str], str]] = {
    "fewer": _fewer, "against": _against, "count": _count, "lower": _lower,
}  # fmt: skip

# spec: (fell, rose, stayed) per language; {} is the percentage
VERBS = {
    "fell": {
        "en": ("fell by {}", "rose by {}", "stayed about the same"),
        "nl": ("daalde met {}", "steeg met {}", "bleef ongeveer gelijk"),
    },
    "verb": {"en": ("fell", "rose", "stayed"), "nl": ("daalde", "steeg", "bleef")},
    "by": {"en": ("by {}", "by {}", "the same"), "nl": ("met {}", "met {}", "gelijk")},
    "decrease": {
        "en": ("a decrease of {}", "an increase of {}", "hardly any change"),
        "nl": ("een daling van {}", "een stijging van {}", "nauwelijks verandering"),
    },
}  # fmt: skip


def _verb(change: Change, spec: str, language: str) -> str:
    which = 2 if _near(change) else int(change.difference > 0)
    return VERBS[spec][language][which].format(_percentage(change, language))
