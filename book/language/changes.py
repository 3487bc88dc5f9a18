"""How a change is said: the comparison and its base in one phrase that reads after a comma."""

from collections.abc import Callable
from decimal import Decimal

from book.data.periods import length, year_before
from book.language import numbers
from book.language.grammar import GRAMMARS
from book.language.quantities import NotComparable, only, quantity, signs
from book.language.words import section, text, texts
from book.measures.results import Change

SMALL = 50  # below this a percentage says too much
RATES = ("percent", "per_1000")
WHOLE = ("against", "count", "verb", "verb_plural")  # they say no percentage and no points


def phrase(change: Change, spec: str, language: str) -> str:
    """A change in the words of a spec: fewer, against, count, lower, fell, verb, by, decrease.

    The first four always give a phrase; the others raise NotComparable without a comparable base of 50 or more.
    `fell_plural` and `verb_plural` are for a subject in the plural: "vergunningen daalden". Behind a point stands the
    number of decimals of a percentage or of points, as the share beside it has: `fewer.1`, `lower.1`, `fell.1`.
    All raise NotComparable where the later figure itself is missing, and ValueError for an unknown spec.
    """
    kind, decimals = _parts(spec, language)
    if change.now.value is None:
        raise NotComparable("there is no figure to compare")
    if change.now.unit in RATES and kind not in ("lower", "against"):
        raise ValueError(f"a change of {change.now.unit} is said with lower or against, not {spec}")
    if kind not in PHRASES:
        if change.missing or change.broken or _small(change):
            raise NotComparable(f"no comparable base of {SMALL} or more for {spec}")
        if _near(change):
            return texts("verbs", kind, language)[2].format(_signs(change))
        amount = _percentage(change, language, decimals or 0)
        return texts("verbs", kind, language)[change.difference > 0].format(amount)
    if change.broken or change.missing:
        base_label = numbers.named_period(change.before.period, language)
        return text("changes", "broken" if change.broken else "missing", language, base_label)
    return PHRASES[kind](change, language, decimals)


def _parts(spec: str, language: str) -> tuple[str, int | None]:
    """The spec without its decimals, and their number; None where it names none."""
    kind, point, decimals = spec.partition(".")
    known = (*PHRASES, *section("verbs", language))
    with_decimals = [f"{name}.1" for name in known if name not in WHOLE]
    only(spec if point and (kind in WHOLE or not decimals.isdecimal()) else kind, (*known, *with_decimals), "a change")
    return kind, int(decimals) if point else None


def _signs(change: Change) -> str:
    """A change is as provisional as its worse side."""
    return signs(change.status, change.later)


def base(change: Change, language: str) -> str:
    """What the change is measured from: "in 2022"; for a day, month or quarter "a year before" / "een jaar eerder"."""
    now = change.now.period
    if length(now) != "year" and change.before.period == year_before(now):
        return text("changes", "year_before", language)
    return numbers.in_period(change.before.period, change.before.kind, language)


def _small(change: Change) -> bool:
    return min(change.now.value, change.before.value) < SMALL


def _near(change: Change) -> bool:
    """Within the producer's rounding, or under half a per cent, with however many decimals."""
    step = change.now.rounding if change.now.rounding > 1 else 0
    return abs(change.difference) <= step or 200 * abs(change.difference) < change.before.value


def _said(name: str, change: Change, language: str, **values) -> str:
    """A phrase of the catalogue with its base; of two texts the one for the direction of the change."""
    found = texts("changes", name, language) if name in ("fewer", "lower") else [text("changes", name, language)] * 2
    return found[change.difference > 0].format(base=base(change, language), marks=_signs(change), **values)


def _against(change: Change, language: str, _: int | None = None) -> str:
    return _said("against", change, language, value=quantity(change.before, "", language))


def _fewer(change: Change, language: str, decimals: int | None) -> str:
    if change.difference == 0:
        return _said("as_many", change, language)
    if _small(change):
        return _against(change, language)
    if _near(change):
        return _said("about_as_many", change, language)
    if change.ratio >= 1.95:
        times = numbers.rounded(change.ratio, 1)
        name = "twice" if times == 2 else "times"
        return _said(name, change, language, times=numbers.trimmed(change.ratio, language))
    return _said("fewer", change, language, amount=_percentage(change, language, decimals or 0))


def _percentage(change: Change, language: str, decimals: int) -> str:
    share = abs(100 * change.difference / change.before.value)
    return numbers.percent(share, language, decimals) + _signs(change)


def _count(change: Change, language: str, _: int | None = None) -> str:
    if change.difference == 0:
        return _said("as_many", change, language)
    amount = numbers.count(abs(change.difference), language) + _signs(change)
    return _said("fewer", change, language, amount=amount)


def _lower(change: Change, language: str, decimals: int | None) -> str:
    """Shares and rates: in percentage points, or per 1,000, with the decimals of the share beside it."""
    percent, gap = change.now.unit == "percent", abs(change.difference)
    least = (0 if percent else 1) if decimals is None else decimals
    if not numbers.rounded(gap, least):
        return _said("about_the_same", change, language)
    if decimals is None and gap < 1:
        least = 1  # half a point is not a whole one
    difference = numbers.rounded(gap, least)
    amount = numbers.count(float(difference), language, least) + _signs(change)
    return _said("lower", change, language, amount=_points(difference, amount, language) if percent else amount)


def _points(difference: Decimal, amount: str, language: str) -> str:
    return GRAMMARS[language].agreeing(difference, texts("numbers", "points", language)).format(amount)


PHRASES: dict[str, Callable[[Change, str, int | None], str]] = {
    "fewer": _fewer, "against": _against, "count": _count, "lower": _lower,
}  # fmt: skip
