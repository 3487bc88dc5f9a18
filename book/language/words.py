"""The one catalogue of the book's fixed words: a file per language in catalogue/, with the same names in each."""

from functools import cache
from pathlib import Path

import yaml

from book.data.quantity import LATER, UNDATED
from book.data.records import LANGUAGES
from book.data.schema import Loader

CATALOGUE = Path(__file__).parent / "catalogue"
LATE = {0: "", LATER: "†", UNDATED: "‡"}  # at a figure that was not known on the day asked for, or perhaps not


@cache
def _read(language: str) -> dict[str, dict[str, str | list]]:
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}; there are {', '.join(LANGUAGES)}")
    return yaml.load((CATALOGUE / f"{language}.yml").read_text(encoding="utf-8"), Loader)


def section(name: str, language: str) -> dict[str, str | list]:
    """A section of the catalogue as a dict of its own, in its order; KeyError where there is none."""
    return dict(_read(language)[name])


def text(of: str, name: str, language: str, /, *values, **named) -> str:
    """A text of the section `of`, with its {values} filled in where some are given; ValueError for an unknown name."""
    found = _found(of, name, language)
    return found.format(*values, **named) if values or named else found


def texts(of: str, name: str, language: str) -> list:
    """The texts of the section `of` that stand under one name, in their order; ValueError for an unknown name."""
    return list(_found(of, name, language))


def _found(of: str, name: str, language: str) -> str | list:
    known = _read(language)[of]
    if name not in known:
        raise ValueError(f"no {name!r} among the {of}; there are {', '.join(known)}")
    return known[name]


def word(name: str, language: str, /, *values, **named) -> str:
    """A standard word, such as `source`, `published`, `rounded`; ValueError for a name that has none."""
    return text("words", name, language, *values, **named)


def unit(name: str, language: str) -> str:
    """A unit as a measure line writes it: persons / personen; ValueError for an unknown unit."""
    return text("units", name, language)


def sign(mark: str, language: str) -> str:
    """What `*`, `†`, `‡` or `.` at a number means; ValueError for another sign."""
    return text("signs", mark, language)


def sign_of_all(mark: str, language: str) -> str:
    """What `†` or `‡` means where it holds for all numbers of a figure, and stands at none."""
    return text("all_signs", mark, language)


def status(letter: str, language: str) -> str:
    """What one status letter means; ValueError for an unknown letter."""
    return text("statuses", letter, language)


def form(name: str, language: str) -> str:
    """A form of chart as an alt text names it: Line chart / Lijngrafiek; ValueError for an unknown form."""
    return text("forms", name, language)


def drawn(name: str, language: str) -> str:
    """One of the words inside drawings, such as `break`, `unknown`, `median`; ValueError for an unknown name."""
    return text("chart", name, language)


def marked(number: str, row, language: str) -> str:
    """The number of an observation with its signs: "c. 1,500", "38,375*", "4,070†", "12‡"."""
    about = text("numbers", "rounded", language, number) if "R" in row["status"] else number
    return about + ("*" if "P" in row["status"] else "") + LATE[row["later"]]


def capital(text: str) -> str:
    """The text with a capital first letter, as a label that stands alone."""
    return text[:1].upper() + text[1:]
