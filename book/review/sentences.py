"""Sentences against data: each check takes what a cell says, with its numbers, and gives a line for what data/ do not bear out.

What is held against it are the observations that a number names as its inputs, not the code that wrote the sentence.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain

from book.data.periods import span
from book.data.records import read_record
from book.outputs import Number
from book.publish.numbers import lookup
from book.review.edition import Said

FEWER = r"\b(?:fewer|lower|fell|a decrease|minder|lager|daalde|een daling)\b"
MORE = r"\b(?:more|higher|rose|an increase|times as many|twice\S* as many|meer|hoger|steeg|een stijging|keer zo veel)\b"
NOT_A_CHANGE = (
    r"\bmore than (?:99|\d+ (?:months|years))|meer dan 99|of langer|or more|of meer|higher education|hogere? onderwijs"
)
REASON = re.compile(
    r"(?:According to|Volgens) [^.:]*\(\[[^]]*\]\(<[^>]*>\)\)[^:]*: [^.]*\."
)  # a producer's, not the book's
SINCE = re.compile(
    r"(?P<which>highest|lowest|hoogste|laagste)(?: aantal| aandeel| percentage)?(?:\\\*|†|‡)* (?:since|sinds) (?P<start>the series began in |het begin van de reeks in )?(?P<year>\d{4})"
)
BETWEEN = re.compile(
    r"(?:between the lowest|tussen het laagste \w+) \((?P<low>[\d.,]+)\D*(?P<low_year>\d{4})\)"
    r" (?:and the highest|en het hoogste) \((?P<high>[\d.,]+)\D*(?P<high_year>\d{4})\)"
)
HOLE = re.compile(r"\{|\bnan\b|\bNone\b|\S  +\S|(?<![\d.,])0(?:%| procent\b)(?! a| lag)")
LONGEST = 25  # words of a sentence


def published(said: Said) -> Iterator[str]:
    """A number that is said as its source gives it has the value and the unit that data/ has."""
    for number in said.numbers:
        if number.formula != "as published" or number.value is None or len(number.inputs) != 1:
            continue
        (used,) = number.inputs
        held, unit = value(used), read_record(used.dataset).measures[used.key.split(" ")[1]].unit
        if held != number.value:
            yield f"`{number.name}` says {number.value:.10g}, data/{used.dataset}.csv has {held:.10g} ({used.key})"
        if unit != number.unit:
            yield f"`{number.name}` is said in {number.unit}, data/{used.dataset}.yml has {unit}"


def value(used) -> float:
    """The value of the observation that an input names."""
    return lookup(used)[1]


def sides(number: Number) -> tuple[float, float] | None:
    """Both sides of a change, where each is one observation, or one less others."""
    found = []
    for role in ("now", "before"):
        own, taken = ([used for used in number.inputs if used.role == name] for name in (role, f"{role}, less"))
        if len(own) != 1:
            return None
        found.append(value(own[0]) - sum(map(value, taken)))
    return tuple(found)


def contributions(said: Said) -> Iterator[str]:
    """A part of a change is that of its observations: Δpart / Δwhole × 100, of which both have the same sign."""
    for number in said.numbers:
        if not number.formula.startswith("change of part") or number.value is None:
            continue
        found = Counter()
        for used in number.inputs:
            role, _, less = used.role.partition(", ")  # a side may be a sum or a difference of observations
            found[role] += -value(used) if less else value(used)
        part, whole = (found[f"{name} now"] - found[f"{name} before"] for name in ("part", "whole"))
        if part * whole <= 0 or abs(number.value - 100 * part / whole) >= 1e-6:
            yield f"`{number.name}` is no such part of the change: {number.value:.4g} of {part:.10g} in {whole:.10g}"


def directions(said: Said) -> Iterator[str]:
    """There are no more words for a fall, or a rise, than changes that fall, or rise."""
    signs = [number.value for number in said.numbers if "now" in number.formula and number.value is not None]
    text = re.sub(NOT_A_CHANGE, "", REASON.sub("", said.text)) if said.numbers else ""
    for words, sign in ((FEWER, -1), (MORE, 1)):
        found = re.findall(words, text)
        if len(found) > sum(sign * one > 0 for one in signs):
            yield f"says “{', '.join(found)}”, which its {len(signs)} changes do not bear out"


def signs(said: Said) -> Iterator[str]:
    """A change has the sign of its observations."""
    for number in said.numbers:
        pair = sides(number) if "now" in number.formula and number.value is not None else None
        if pair and ((number.value > 0) != (pair[0] > pair[1]) or (number.value < 0) != (pair[0] < pair[1])):
            yield f"`{number.name}` is {number.value:.4g}, from {pair[1]:.10g} to {pair[0]:.10g}"


def standings(said: Said) -> Iterator[tuple[Number, re.Match]]:
    """Each standing that is said, with its words: a match of SINCE or BETWEEN; ValueError where one lacks the other."""
    stood = [number for number in said.numbers if number.formula.startswith("among ")]
    words = sorted([*SINCE.finditer(said.text), *BETWEEN.finditer(said.text)], key=lambda found: found.start())
    yield from zip(stood, words, strict=True)


def superlatives(said: Said) -> Iterator[str]:
    """The highest, or lowest, since a year is just that in its series; a range names its ends."""
    for number, found in standings(said):
        series = {int(used.key[:4]): value(used) for used in number.inputs}
        own = series.pop(int(number.period))
        holds = _since(own, series, found) if found.re is SINCE else _between(own, int(number.period), series, found)
        if not holds:
            yield f"“{found.group()}” does not hold in the series of `{number.name}`"


def _since(own: float, series: dict[int, float], found: re.Match) -> bool:
    since, last = int(found["year"]), max(series) + 1
    sign = 1 if found["which"] in ("highest", "hoogste") else -1
    between = [sign * one for place, one in series.items() if place > since]
    if not between or any(one >= sign * own for one in between):
        return False
    if found["start"]:
        return min(series) == since and sign * series[since] < sign * own
    return sign * series[since] >= sign * own and last - since >= 3


def _between(own: float, year: int, series: dict[int, float], found: re.Match) -> bool:
    ten = {place: one for place, one in series.items() if place >= year - 10}
    low, high = (int(re.sub(r"\D", "", found[name])) for name in ("low", "high"))
    ends = ten[int(found["low_year"])], ten[int(found["high_year"])]
    return (min(ten.values()), max(ten.values())) == (low, high) == ends and low <= own <= high


def leaks(said: Said) -> Iterator[str]:
    """Nothing after the reference year stands behind a number, or is named."""
    late = {used.key for number in said.numbers for used in number.inputs if is_late(used.key.split(" ")[0], said.year)}
    yield from (f"rests on {key}, after {said.year}" for key in sorted(late))
    text = REASON.sub("", said.text)
    text = re.sub(r"\*[^*]+\*[^.]*", "", text)  # a later publication is named with its day
    text = re.sub(r"(?:published|gepubliceerd)(?: on \d+| op \d+| in)? \w+ \d{4}", "", text)  # or with its day or month
    text = re.sub(r"\d{4}(?= (?:Act|in force))", "", text)
    text = re.sub(r"\b\d{1,2} (?:January|januari) \d{4}\b", "", text)
    for found in re.findall(r"(?<![\d.,])(20[12]\d)(?![\d.,]*\d)", text) if said.numbers else ():
        if int(found) > said.year:
            yield f"names {found}, after {said.year}"


def is_late(period: str, year: int) -> bool:
    """After the reference year, the turn of that year not counted."""
    end = span(period)[1]
    return end.year > year and not (len(period) == 10 and (end.year, end.month) == (year + 1, 1) and end.day <= 7)


def marks(said: Said) -> Iterator[str]:
    """Where a number is provisional, or the words were computed from one, there is a mark."""
    provisional = [number.name for number in said.numbers if "P" in number.status and number.value is not None]
    if len(provisional) == len(said.numbers) and provisional and "*" not in said.text.replace("**", ""):
        yield f"`{provisional[0]}` is provisional, and no mark says so"


def holes(said: Said) -> Iterator[str]:
    """No sentence shows a hole."""
    if found := HOLE.search(re.sub(r"\(<https?://[^>]*>\)", "", said.text)):
        yield f"shows a hole: “{found.group()}”"


def lengths(said: Said) -> Iterator[str]:
    """A sentence has at most LONGEST words."""
    if said.text.startswith(("|", "**", "-")):
        return
    for sentence in re.split(r"(?<=[.!?†‡])\s+(?=[A-Z])", said.text):
        if len(sentence.split()) > LONGEST:
            yield f"has {len(sentence.split())} words: {sentence}"


CHECKS: tuple[Callable[[Said], Iterator[str]], ...] = (
    published, contributions, directions, signs, superlatives, leaks, marks, holes, lengths,
)  # fmt: skip


def wrong(said: Said) -> list[str]:
    """All that data/ do not bear out in what a cell says; one that names no observation of data/ is a line too."""
    try:
        return list(chain.from_iterable(check(said) for check in CHECKS))
    except (KeyError, ValueError) as error:
        return [f"cannot be held against data/: {error}"]
