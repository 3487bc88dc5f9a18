"""Numbers, days and periods as each language writes them: Babel, with half-up rounding and a true minus sign."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from book.data.periods import length, span
from book.language.grammar import GRAMMARS
from book.language.words import text, texts

RATIOS = ("percent", "per_1000", "points")
PARTS = ("half", "quarter")  # of a year


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
    return format_decimal(number, pattern, GRAMMARS[language].locale).replace("-", "−")


def trimmed(value: float, language: str) -> str:
    """One decimal, none where it is 0: 117.3 but 2."""
    return count(value, language, 0 if rounded(value, 1) == rounded(value) else 1)


def signed(value: float, language: str, decimals: int = 0) -> str:
    """A difference for a table: "+1,234", "−67,440", "0"."""
    number = count(value, language, decimals)
    return f"+{number}" if value > 0 and not number.startswith("<") else number


def percent(value: float, language: str, decimals: int = 0) -> str:
    """A share of 0 to 100 in prose: 17% / 17 procent; neither 0 nor 100 unless it is exactly that."""
    shown, step = rounded(value, decimals), 10**-decimals
    if 0 < value < 100 and shown in (0, 100):
        side, edge = ("less", step) if shown == 0 else ("more", 100 - step)
        return text("numbers", side, language, percent(edge, language, decimals))
    return text("numbers", "percent", language, count(value, language, decimals))


def million(value: float, language: str) -> str:
    """117.3 million / 117,3 miljoen, always with one decimal; in full below a million."""
    if abs(value) < 1_000_000:
        return count(value, language)
    return text("numbers", "million", language, count(value / 1_000_000, language, 1))


def about(value: float, language: str) -> str:
    """The first two digits kept: about 49,000 / ongeveer 49.000."""
    scale = 10 ** max(len(str(abs(int(rounded(value))))) - 2, 0)
    return text("numbers", "about", language, count(int(rounded(value / scale)) * scale, language))


def table_value(value: float, unit: str, language: str, step: float = 0) -> str:
    """A value in a table or at a mark of a chart: counts in full, ratios with one decimal and without their sign.

    A ratio that its producer rounds to whole numbers (`step` 1) has no decimal.
    """
    ratio = unit in RATIOS and step < 1
    whole = not ratio and (unit == "weeks" or float(value).is_integer())
    return count(value, language, 0 if whole else 1)


def day(value: date | str, language: str) -> str:
    """31 December 2023 / 31 december 2023, from a date or an ISO text; also a month ("2023-09") or a year."""
    iso = value if isinstance(value, str) else value.isoformat()[:10]
    if length(iso) == "year":
        return iso
    pattern = "d MMMM y" if length(iso) == "day" else "MMMM y"
    return format_date(span(iso)[0], pattern, GRAMMARS[language].locale)


def short_day(value: str, language: str) -> str:
    """31 Dec 2023 / 31 dec 2023, for a narrow column: it is never broken. A month or a year as `day` gives it."""
    if length(value) != "day":
        return day(value, language)
    return format_date(span(value)[0], "d MMM y", GRAMMARS[language].locale).replace(" ", "\N{NO-BREAK SPACE}")


def period(code: str | int, language: str) -> str:
    """A period as a label: 2023, second quarter of 2023, September 2023, January to October 2023, 1 January 2024."""
    code = str(code)
    if length(code) == "interval":
        return _interval(*code.split("/"), language)
    return _part_of_year(code, "", language) if length(code) in PARTS else day(code, language)


def named_period(code: str | int, language: str) -> str:
    """A period behind a preposition such as "for": 2022, the second quarter of 2022 / het tweede kwartaal van 2022."""
    code = str(code)
    return _part_of_year(code, "the_", language) if length(code) in PARTS else period(code, language)


def in_period(code: str | int, kind: str, language: str) -> str:
    """A period with its preposition, by `kind` (stock, flow, ratio).

    A flow: in 2023, in the second quarter of 2023, from January to October 2023. A stock: on 1 January 2024,
    at the end of September 2023 / eind september 2023. A day is always "on".
    """
    unit = length(str(code))
    preposition = {"interval": "from", "day": "day"}.get(unit, "in")
    if preposition == "in" and kind == "stock":
        preposition = "end_of_part" if unit in PARTS else "end"
    return text("periods", preposition, language, named_period(code, language))


def _part_of_year(code: str, article: str, language: str) -> str:
    place = texts("ranks", "ordinals", language)[int(code[6:]) - 1]
    return text("periods", article + length(code), language, place=place, year=code[:4])


def _interval(first: str, last: str, language: str) -> str:
    months = length(first) == length(last) == "month" and first[:4] == last[:4]
    start = day(first, language).split(" ")[0] if months else named_period(first, language)
    return text("periods", "interval", language, first=start, last=named_period(last, language))
