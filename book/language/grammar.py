"""What differs between languages and is no word of the catalogue: an entry for each. No other code here names one.

A further language takes: its code in `records.LANGUAGES`; a file beside those in catalogue/; an entry here; its column
in the records and tables of data/, and in the labels that measures/ make; its templates and fixed words in the chapters;
a translation of Sphinx's own words in sphinx_ext/locale.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Grammar:
    """`locale` with its country; `articles`: the countries that take each in a sentence; `numeral`: how to write 1st."""

    locale: str
    articles: dict[str, str]
    numeral: Callable[[int], str]

    def article(self, code: str) -> str:
        """The article of a country in a sentence; empty where it takes none."""
        return next((article for article, codes in self.articles.items() if code in codes.split()), "")

    def agreeing(self, number: float, forms: list[str]) -> str:
        """The one of two `forms`, for one and for other numbers, that agrees with `number`."""
        return forms[number != 1]


def _english_place(position: int) -> str:
    suffix = "th" if 10 < position % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(position % 10, "th")
    return f"{position}{suffix}"


GRAMMARS = {
    "en": Grammar(
        locale="en_GB",
        articles={
            "the": "AE AX BQ BS CC CD CF CK DO EU27 FK FO GB GM IC IM IO KM KY MH MP MV NL PH PN PS SB SC TC TF UM US "
            "VG VI WLD"
        },
        numeral=_english_place,
    ),
    "nl": Grammar(
        locale="nl_NL",
        articles={
            "de": "AE BS CC CD CF CK DO EH EU27 FK FO HM IC KM KY MH MP MV PH PN PS SB SC TC US VG VI WLD",
            "het": "GB IO",
        },
        numeral="{}e".format,
    ),
}
