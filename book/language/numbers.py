"""Numbers, days and periods as each language writes them: Babel, with half-up rounding and a true minus sign."""

from __future__ import annotations

import re
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from book.data.periods import length, span

LOCALES = {"en": "en_GB", "nl": "nl"}
RATIOS = ("percent", "per_1000", "points")
WORDS = {
    "en": {"percent": "%", "less": "less than", "more": "more than", "million": "million", "billion": "billion",
           "about": "about", "to": "to", "from": "from", "on": "on", "end": "at the end of"},
    "nl": {"percent": " procent", "less": "minder dan", "more": "meer dan", "million": "miljoen",
           "billion": "miljard", "about": "ongeveer", "to": "tot en met", "from": "van", "on": "op", "end": "eind"},
}  # fmt: skip
PARTS = {
    "en": {"H": "{} half of {}", "Q": "{} quarter of {}", "places": ("first", "second", "third", "fourth")},
    "nl": {"H": "{} helft van {}", "Q": "{} kwartaal van {}", "places": ("eerste", "tweede", "derde", "vierde")},
}
ARTICLES = {"en": {"H": "the", "Q": "the"}, "nl": {"H": "de", "Q": "het"}}


def rounded(value: float, decimals: int = 0) -> Decimal:
    """`value` rounded half up, away from zero; Babel would round half to even. Noise of binary fractions is removed."""
    exact = Decimal(repr(round(float(value), 9)))
    return exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def count(value: float, language: str, decimals: int = 0) -> str:
    """A number with the separators of the language: 335,668 / 335.668, 12.5 / 12,5.

    The minus is U+2212. What rounds to 0 without being 0 is written as a bound: "< 0.1" / "< 0,1".
    """
    number = rounded(value, decimals)
    if value and not number:
        bound = count(10**-decimals, language, decimals)
        return f"< {bound}" if value > 0 else f"> −{bound}"
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(number, pattern, LOCALES[language]).replace("-", "−")


def trimmed(value: float, language: str) -> str:
    """One decimal, none where it is 0: 117.3 but 2."""
    return count(value, language, 0 if rounded(value, 1) == rounded(value) else 1)


def signed(value: float, language: str, decimals: int = 0) -> str:
    """A difference for a table: "+1,234", "−67,440", "0"."""
    text = count(value, language, decimals)
    return f"+{text}" if value > 0 and not text.startswith("<") else text


def percent(value: float, language: str, decimals: int = 0) -> str:
    """A share of 0 to 100 in prose: 17% / 17 procent; neither 0 nor 100 unless it is exactly that."""
    words, shown = WORDS[language], rounded(value, decimals)
    step = 10**-decimals
    if 0 < value < 100 and shown in (0, 100):
        side, edge = ("less", step) if shown == 0 else ("more", 100 - step)
        return f"{words[side]} {count(edge, language, decimals)}{words['percent']}"
    return count(value, language, decimals) + words["percent"]


def million(value: float, language: str) -> str:
    """117.3 million / 117,3 miljoen, without a decimal that is 0; in full below a million."""
    if abs(value) < 1_000_000:
        return count(value, language)
    return f"{trimmed(value / 1_000_000, language)} {WORDS[language]['million']}"


def about(value: float, language: str) -> str:
    """The first two digits kept: about 49,000 / ongeveer 49.000."""
    scale = 10 ** max(len(str(abs(int(rounded(value))))) - 2, 0)
    return f"{WORDS[language]['about']} {count(int(rounded(value / scale)) * scale, language)}"


def euros(value: float, language: str) -> str:
    """An amount in prose: €1,234 / 1.234 euro, €340 million / 340 miljoen euro, €4.2 billion / 4,2 miljard euro."""
    text = million(value, language)
    if rounded(abs(value) / 1_000_000, 1) >= 1000:
        text = f"{trimmed(value / 1_000_000_000, language)} {WORDS[language]['billion']}"
    return f"{text} euro" if language == "nl" else re.sub(r"(?=\d)", "€", text, count=1)


def table_value(value: float, unit: str, language: str, step: float = 0) -> str:
    """A value in a table or at a mark of a chart: counts in full, ratios with one decimal and without their sign.

    A ratio that its producer rounds to whole numbers (`step` 1) has no decimal.
    """
    ratio = unit in RATIOS and step < 1
    whole = not ratio and (unit == "weeks" or float(value).is_integer())
    return count(value, language, 0 if whole else 1)


def day(value: date | str, language: str) -> str:
    """31 December 2023 / 31 december 2023, from a date or an ISO text; also a month ("2023-09") or a year."""
    text = value if isinstance(value, str) else value.isoformat()[:10]
    if length(text) == "year":
        return text
    pattern = "d MMMM y" if length(text) == "day" else "MMMM y"
    return format_date(span(text)[0], pattern, LOCALES[language])


def period(text: str | int, language: str) -> str:
    """A period as a label: 2023, second quarter of 2023, September 2023, January to October 2023, 1 January 2024."""
    text = str(text)
    if length(text) == "interval":
        return _interval(*text.split("/"), language)
    if part := _part(text):
        words = PARTS[language]
        return words[part].format(words["places"][int(text[6:]) - 1], text[:4])
    return day(text, language)


def named_period(text: str | int, language: str) -> str:
    """A period behind a preposition such as "for": 2022, the second quarter of 2022 / het tweede kwartaal van 2022."""
    text = str(text)
    article = ARTICLES[language].get(_part(text), "")
    return f"{article} {period(text, language)}".strip()


def in_period(text: str | int, kind: str, language: str) -> str:
    """A period with its preposition, by `kind` (stock, flow, ratio).

    A flow: in 2023, in the second quarter of 2023, from January to October 2023. A stock: on 1 January 2024,
    at the end of September 2023 / eind september 2023. A day is always "on".
    """
    text, words = str(text), WORDS[language]
    named = named_period(text, language)
    if length(text) == "interval":
        return f"{words['from']} {named}"
    if length(text) == "day":
        return f"{words['on']} {named}"
    if kind != "stock":
        return f"in {named}"
    if language == "nl" and _part(text):  # "eind het tweede kwartaal" is no Dutch
        return f"aan het eind van {named}"
    return f"{words['end']} {named}"


def _part(text: str) -> str:
    """H or Q for a half-year or a quarter, else nothing."""
    return {"half": "H", "quarter": "Q"}.get(length(text), "")


def _interval(first: str, last: str, language: str) -> str:
    months = length(first) == length(last) == "month" and first[:4] == last[:4]
    start = day(first, language).split(" ")[0] if months else named_period(first, language)
    return f"{start} {WORDS[language]['to']} {named_period(last, language)}"
