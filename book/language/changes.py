"""How a change is said: the comparison and its base in one phrase that reads after a comma."""

from __future__ import annotations

from collections.abc import Callable

from book.language import numbers
from book.language.quantities import PROVISIONAL, quantity
from book.measures import Change
from book.observations import span

SMALL = 50  # below this a percentage says too much
RATES = ("percent", "per_1000")


class NotComparable(ValueError):
    """A change that cannot be put as a verb: no base, a break, or a small one."""


def phrase(change: Change, spec: str, language: str) -> str:
    """A change in the words of a spec: fewer, against, count, lower, fell, verb, by, decrease.

    The first four always give a phrase; the others raise NotComparable without a comparable base of 50 or more.
    """
    if change.now.unit in RATES and spec not in ("lower", "against"):
        raise ValueError(f"a change of {change.now.unit} is said with lower or against, not {spec}")
    if spec in VERBS:
        if change.missing or change.broken or _small(change):
            raise NotComparable(f"no comparable base of {SMALL} or more for {spec}")
        return _verb(change, spec, language)
    if change.broken:
        year = _base_label(change, language)
        return {"en": f"which is not comparable with {year}", "nl": f"wat niet vergelijkbaar is met {year}"}[language]
    if change.missing:
        year = _base_label(change, language)
        return {"en": f"with no comparable figure for {year}", "nl": f"zonder vergelijkbaar cijfer voor {year}"}[language]
    base_only = "P" in change.before.status and "P" not in change.now.status
    return PHRASES[spec](change, language) + (PROVISIONAL if base_only and spec != "against" else "")


def _base_label(change: Change, language: str) -> str:
    return numbers.period(change.before.period, language)


def _year_before(change: Change) -> bool:
    """The base is the same period of the year before."""
    now, before = span(change.now.period), span(change.before.period)
    return all(new.year - old.year == 1 and (new.month, new.day) == (old.month, old.day) for new, old in zip(now, before, strict=True))


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
    return abs(change.difference) <= step or abs(change.ratio - 1) < 0.005


def _against(change: Change, language: str) -> str:
    value = quantity(change.before, "", language)
    return f"{({'en': 'against', 'nl': 'tegen'})[language]} {value} {base(change, language)}"


def _fewer(change: Change, language: str) -> str:
    if change.difference == 0 and not _small(change):
        return {"en": f"as many as {base(change, language)}", "nl": f"evenveel als {base(change, language)}"}[language]
    if _small(change):
        return _against(change, language)
    if _near(change):
        same = {"en": "about as many as", "nl": "ongeveer evenveel als"}[language]
        return f"{same} {base(change, language)}"
    if change.ratio >= 1.95:
        return f"{_times(change.ratio, language)} {base(change, language)}"
    word = {"en": ("fewer", "more"), "nl": ("minder", "meer")}[language][change.difference > 0]
    return f"{_percentage(change, language)} {word} {base(change, language, than=True)}"


def _times(ratio: float, language: str) -> str:
    times = numbers.count(ratio, language, 1)
    if times in ("2.0", "2,0"):
        return {"en": "twice as many as", "nl": "twee keer zo veel als"}[language]
    return {"en": f"{times} times as many as", "nl": f"{times} keer zo veel als"}[language]


def _percentage(change: Change, language: str) -> str:
    return numbers.percent(abs(100 * (change.ratio - 1)), language)


def _count(change: Change, language: str) -> str:
    if change.difference == 0:
        return {"en": f"as many as {base(change, language)}", "nl": f"evenveel als {base(change, language)}"}[language]
    word = {"en": ("fewer", "more"), "nl": ("minder", "meer")}[language][change.difference > 0]
    return f"{numbers.count(abs(change.difference), language)} {word} {base(change, language, than=True)}"


def _lower(change: Change, language: str) -> str:
    """Shares and rates: in percentage points, or per 1,000, with the decimals of the share beside it."""
    decimals = 0 if change.now.unit == "percent" else 1
    shown = [numbers.rounded(side.value, decimals) for side in (change.now, change.before)]
    difference = abs(shown[0] - shown[1])
    if not difference:
        return {"en": f"about the same as {base(change, language)}", "nl": f"ongeveer even hoog als {base(change, language)}"}[language]
    word = {"en": ("lower", "higher"), "nl": ("lager", "hoger")}[language][shown[0] > shown[1]]
    points = numbers.count(float(difference), language, decimals)
    if change.now.unit == "percent":
        points += {"en": f" percentage point{'s' * (difference != 1)}", "nl": " procentpunt"}[language]
    return f"{points} {word} {base(change, language, than=True)}"


PHRASES: dict[str, Callable[[Change, str], str]] = {"fewer": _fewer, "against": _against, "count": _count, "lower": _lower}

# spec: (fell, rose, stayed) per language; {} is the percentage
VERBS = {
    "fell": {"en": ("fell by {}", "rose by {}", "stayed about the same"), "nl": ("daalde met {}", "steeg met {}", "bleef ongeveer gelijk")},
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
