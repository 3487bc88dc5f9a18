"""Names as each language writes them: countries, peoples, categories of a record; standard words; escaped text."""

from __future__ import annotations

import re

from babel import Locale

from book.language.countries import ALIASES, ARTICLES, DEMONYMS, GROUPS, LAST, OVERRIDES, PEOPLE
from book.language.numbers import LOCALES
from book.language.words import COLUMN, form, sign, status, unit, word

__all__ = [
    "adjective", "category", "country", "escape", "form", "label", "last_in_list", "people", "sign", "status", "unit", "word",
]  # fmt: skip

CITIZENS = {"en": "citizens of {}", "nl": "mensen met de nationaliteit van {}"}


def country(code: str, language: str, article: bool = False) -> str:
    """The name of a country or group: Türkiye / Turkije, EU27 / EU-27, stateless people / staatlozen.

    `article` adds "the", "de" or "het" where the language needs it in a sentence: the Netherlands,
    het Verenigd Koninkrijk. ValueError for a code that is neither ISO alpha-2 nor one of the groups.
    """
    code = ALIASES.get(code, code)
    if code in GROUPS:
        name = GROUPS[code][COLUMN[language]]
    elif code in OVERRIDES[language]:
        name = OVERRIDES[language][code]
    else:
        name = _from_unicode(code, language)
    return f"{_article(code, language)} {name}".strip() if article else name


def _from_unicode(code: str, language: str) -> str:
    territories = Locale.parse(LOCALES[language]).territories
    if not re.fullmatch("[A-Z]{2}", code) or code not in territories:
        raise ValueError(f"no country {code!r}")
    return territories[code].replace(" & ", " and ")  # the sign is English only


def _article(code: str, language: str) -> str:
    return next((article for article, codes in ARTICLES[language].items() if code in codes.split()), "")


def people(code: str, language: str) -> str:
    """The people of a country: Syrians / Syriërs; where no such name is held "citizens of X"."""
    code = ALIASES.get(code, code)
    if code in PEOPLE:
        return PEOPLE[code][COLUMN[language]]
    if code in DEMONYMS:
        return DEMONYMS[code][2 * COLUMN[language] + 1]
    return CITIZENS[language].format(country(code, language, article=True))


def adjective(code: str, language: str) -> str:
    """The adjective of a country: Syrian / Syrisch (without ending); ValueError where none is held."""
    code = ALIASES.get(code, code)
    if code not in DEMONYMS:
        raise ValueError(f"no adjective for {code!r}: write {people(code, language)!r}")
    return DEMONYMS[code][2 * COLUMN[language]]


def label(code: str, codes: str | dict, language: str, article: bool = False) -> str:
    """A category's name: from a record's {code: {en, nl}}, else as a country."""
    if codes != "countries" and code in codes:
        return codes[code][language]
    return country(code, language, article)


def category(record, column: str, code: str, language: str) -> str:
    """The label of a measure or of a category of a dimension; ValueError where the record has none."""
    if column == "measure":
        return record.measures[code].label[language]
    dimension = record.dimensions[column]
    if code not in dimension.codes and not dimension.countries:
        raise ValueError(f"{record.name}: {column} has no label for {code!r}")
    return label(code, dimension.codes, language)


def last_in_list(code: str) -> int:
    """0 for a country; for rest groups their place behind all others."""
    return LAST.index(code) + 1 if code in LAST else 0


def escape(text: str) -> str:
    """`text` with what Markdown, HTML or MyST would read as markup escaped, on one line."""
    line = re.sub(r"\s*\n\s*", " ", text)
    line = re.sub(r"([\\`*_{}\[\]<>&#|~$^])", r"\\\1", line)
    line = re.sub(r"^([-+%=:])", r"\\\1", line)  # lists, comments, rules and fences begin a line
    return re.sub(r"^(\d{1,9})([.)])(?=\s|$)", r"\1\\\2", line)
