"""Our own names of countries where Unicode's differ, their articles, and the names of peoples, which it lacks."""

from __future__ import annotations

import re

from babel import Locale

from book.language.numbers import LOCALES
from book.language.words import COLUMN

ALIASES = {"EL": "GR", "UK": "GB"}  # as Eurostat writes Greece and the United Kingdom

OVERRIDES = {
    "en": {
        "CD": "Democratic Republic of the Congo", "CG": "Congo-Brazzaville", "MM": "Myanmar", "HK": "Hong Kong",
        "MO": "Macao", "SX": "Sint Maarten", "ZZ": "unknown country",
    },
    "nl": {
        "CD": "Democratische Republiek Congo", "CG": "Congo-Brazzaville", "MM": "Myanmar", "HK": "Hongkong",
        "MO": "Macau", "SX": "Sint Maarten", "ZZ": "onbekend land",
    },
}  # fmt: skip
GROUPS = {
    "EU27": ("EU27", "EU-27"),
    "WLD": ("world", "wereld"),
    "stateless": ("stateless people", "staatlozen"),
    "unknown": ("unknown country", "onbekend land"),
    "other": ("other countries", "andere landen"),
}
LAST = ("other", "stateless", "unknown", "ZZ")  # not countries: behind all names of a list, in this order

ARTICLES = {
    "en": {
        "the": "AE AX BQ BS CC CD CF CK DO EU27 FK FO GB GM IC IM IO KM KY MH MP MV NL PH PN PS SB SC TC TF UM US VG "
        "VI WLD"
    },
    "nl": {
        "de": "AE BS CC CD CF CK DO EH EU27 FK FO HM IC KM KY MH MP MV PH PN PS SB SC TC US VG VI WLD",
        "het": "GB IO",
    },
}

# English adjective and people, Dutch adjective and people.
DEMONYMS = {
    "NL": ("Dutch", "Dutch people", "Nederlands", "Nederlanders"),
    "SY": ("Syrian", "Syrians", "Syrisch", "Syriërs"),
    "TR": ("Turkish", "Turks", "Turks", "Turken"),
    "ER": ("Eritrean", "Eritreans", "Eritrees", "Eritreeërs"),
    "YE": ("Yemeni", "Yemenis", "Jemenitisch", "Jemenieten"),
    "SO": ("Somali", "Somalis", "Somalisch", "Somaliërs"),
    "DZ": ("Algerian", "Algerians", "Algerijns", "Algerijnen"),
    "IQ": ("Iraqi", "Iraqis", "Iraaks", "Irakezen"),
    "IR": ("Iranian", "Iranians", "Iraans", "Iraniërs"),
    "AF": ("Afghan", "Afghans", "Afghaans", "Afghanen"),
    "MA": ("Moroccan", "Moroccans", "Marokkaans", "Marokkanen"),
    "UA": ("Ukrainian", "Ukrainians", "Oekraïens", "Oekraïners"),
    "PL": ("Polish", "Poles", "Pools", "Poolse burgers"),  # Dutch "Polen" is also the country
    "DE": ("German", "Germans", "Duits", "Duitsers"),
    "RO": ("Romanian", "Romanians", "Roemeens", "Roemenen"),
    "BG": ("Bulgarian", "Bulgarians", "Bulgaars", "Bulgaren"),
    "IN": ("Indian", "Indians", "Indiaas", "Indiërs"),
    "CN": ("Chinese", "Chinese people", "Chinees", "Chinezen"),
    "SR": ("Surinamese", "Surinamese people", "Surinaams", "Surinamers"),
    "GB": ("British", "British people", "Brits", "Britten"),
    "US": ("American", "Americans", "Amerikaans", "Amerikanen"),
    "ES": ("Spanish", "Spaniards", "Spaans", "Spanjaarden"),
    "IT": ("Italian", "Italians", "Italiaans", "Italianen"),
    "FR": ("French", "French people", "Frans", "Fransen"),
    "NG": ("Nigerian", "Nigerians", "Nigeriaans", "Nigerianen"),
    "PK": ("Pakistani", "Pakistanis", "Pakistaans", "Pakistanen"),
    "ET": ("Ethiopian", "Ethiopians", "Ethiopisch", "Ethiopiërs"),
    "SD": ("Sudanese", "Sudanese people", "Soedanees", "Soedanezen"),
    "RU": ("Russian", "Russians", "Russisch", "Russen"),
    "ID": ("Indonesian", "Indonesians", "Indonesisch", "Indonesiërs"),
    "VE": ("Venezuelan", "Venezuelans", "Venezolaans", "Venezolanen"),
    "CO": ("Colombian", "Colombians", "Colombiaans", "Colombianen"),
    "GE": ("Georgian", "Georgians", "Georgisch", "Georgiërs"),
    "AL": ("Albanian", "Albanians", "Albanees", "Albanezen"),
    "EG": ("Egyptian", "Egyptians", "Egyptisch", "Egyptenaren"),
}
PEOPLE = {
    "stateless": GROUPS["stateless"],
    "unknown": ("people whose citizenship is unknown", "mensen van wie de nationaliteit onbekend is"),
    "ZZ": ("people whose citizenship is unknown", "mensen van wie de nationaliteit onbekend is"),
    "other": ("people with another citizenship", "mensen met een andere nationaliteit"),
    "EU27": ("citizens of EU countries", "mensen met de nationaliteit van een EU-land"),
}
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


def last_in_list(code: str) -> int:
    """0 for a country; for rest groups their place behind all others."""
    return LAST.index(code) + 1 if code in LAST else 0
