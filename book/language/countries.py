"""Names of countries and peoples: Unicode's, and the catalogue's where ours differ or Unicode has none."""

import re

from babel import Locale

from book.language.grammar import GRAMMARS
from book.language.words import section, text

ALIASES = {"EL": "GR", "UK": "GB"}  # as Eurostat writes Greece and the United Kingdom
LAST = ("other", "stateless", "unknown", "ZZ")  # not countries: behind all names of a list, in this order


def country(code: str, language: str, article: bool = False) -> str:
    """The name of a country or group: Türkiye / Turkije, EU27 / EU-27, stateless people / staatlozen.

    `article` adds "the", "de" or "het" where the language needs it in a sentence: the Netherlands,
    het Verenigd Koninkrijk. ValueError for a code that is neither ISO alpha-2 nor one of the groups.
    """
    code = ALIASES.get(code, code)
    name = section("countries", language).get(code) or _from_unicode(code, language)
    return f"{GRAMMARS[language].article(code)} {name}".strip() if article else name


def _from_unicode(code: str, language: str) -> str:
    territories = Locale.parse(GRAMMARS[language].locale).territories
    if not re.fullmatch("[A-Z]{2}", code) or code not in territories:
        raise ValueError(f"no country {code!r}")
    return territories[code].replace(" & ", " and ")  # the sign is English only


def people(code: str, language: str) -> str:
    """The people of a country: Syrians / Syriërs; where no such name is held "citizens of X"."""
    code = ALIASES.get(code, code)
    known = section("peoples", language).get(code)
    return known or text("words", "citizens", language, country(code, language, article=True))


def last_in_list(code: str) -> int:
    """0 for a country; for rest groups their place behind all others."""
    return LAST.index(code) + 1 if code in LAST else 0
