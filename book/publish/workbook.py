"""The numbers of an edition as one workbook: contents, notes, and a sheet for each figure and table.

As official statistics ask of a workbook that all can use: a title in A1, one table a sheet with one row of headings, no
merged or empty cells in it, numbers as numbers, status and source in words on each sheet.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import xlsxwriter
from babel.numbers import NumberFormatError, parse_decimal

from book.edition import Edition
from book.language import titles, words
from book.language.grammar import GRAMMARS
from book.language.words import capital
from book.outputs import Publication, Shown
from book.publish.cite import Cited

CREATED = datetime(2000, 1, 1)  # a fixed day: the same numbers give the same bytes
TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}  # a text is a text
YEAR, NUMBER = re.compile("[12][0-9]{3}"), re.compile("[-−]?(?!0[0-9])[0-9][0-9.,]*")


def write(shown: dict[str, Shown], folder: Path, edition: Edition, pages: Mapping[str, str]) -> Path:
    """`state-of-migration-<edition>.xlsx` in `folder`, from the figures and tables of the book, each by its number.

    `pages` are addresses of those that have no page of their own, by id.
    """
    path, language = folder / f"state-of-migration-{edition.name}.xlsx", edition.language
    with xlsxwriter.Workbook(path, TEXT) as book:
        book.set_properties({"title": titles.title(edition), "created": CREATED})
        book.formats[0].set_font_name("Arial")
        head = book.add_format({"bold": True, "font_name": "Arial", "font_size": 14})
        contents, notes = (book.add_worksheet(capital(words.word(name, language))) for name in ("contents", "notes"))
        _notes(notes, edition, head)
        rows = []
        forms = {
            form: book.add_format({"num_format": form, "font_name": "Arial"}) for form in ("0", "#,##0", "#,##0.0#")
        }
        for number, (name, entry) in enumerate(shown.items(), start=1):
            passport = entry.passport(edition.name, pages.get(entry.id, ""))
            cited = f"{Cited(titles.title(edition), edition.name, language).text(name)} {passport['Page']}"
            _picture(book.add_worksheet(name), entry, language, number, head, forms, cited)
            rows.append([name, entry.title, entry.measure])
        _contents(contents, rows, edition, head)
    return path


def _contents(sheet, rows: list[list[str]], edition: Edition, head) -> None:
    sheet.write_string("A1", titles.title(edition), head)
    headings = [capital(words.word(name, edition.language)) for name in ("sheet", "title", "measure")]
    _table(sheet, 2, headings, rows, "contents")
    for place, row in enumerate(rows):
        sheet.write_url(3 + place, 0, f"internal:'{row[0]}'!A1", string=row[0])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 70)


def _notes(sheet, edition: Edition, head) -> None:
    sheet.write_string("A1", capital(words.word("notes", edition.language)), head)
    letters = [f"{letter}: {meaning}" for letter, meaning in words.section("statuses", edition.language).items()]
    for place, text in enumerate([*words.texts("words", "workbook", edition.language), *letters]):
        sheet.write_string(1 + place, 0, text)
    sheet.set_column(0, 0, 110)


def _picture(sheet, entry: Shown, language: str, number: int, head, forms: dict, cited: str) -> None:
    """Title, measure line, notes, source, and how to cite it with its page, one a row in column A; then the numbers."""
    headings, rows = _numbers(entry, language) if entry.rows.value else _words(entry, language)
    sheet.write_string("A1", entry.title, head)
    above = [entry.measure, " ".join(entry.notes), str(entry.credit)]
    above += [*(_cited(source) for source in entry.sources), cited]
    above = [line for line in above if line]
    for place, line in enumerate(above):
        sheet.write_string(1 + place, 0, line)
    _table(sheet, len(above) + 2, headings, rows, f"numbers_{number}", forms)
    for place, heading in enumerate(headings):
        widths = [len(str(row[place])) for row in rows]
        sheet.set_column(place, place, min(60, max([len(heading), *widths]) + 2))


def _numbers(entry: Shown, language: str) -> tuple[list[str], list[tuple]]:
    """The rows under headings in the edition's language, codes as words, values as numbers."""
    rows, labels = entry.rows, entry.labels
    named = {
        name: entry.headings.get(name) or words.word(name, language)
        for name in ("period", "measure", *dict(rows.dimensions))
    }
    codes = {"period": rows.period, "measure": rows.measure, **dict(rows.dimensions)}
    columns = [[labels.get(name, {}).get(code, code) for code in codes[name]] for name in named]
    columns[0] = [int(period) if YEAR.fullmatch(period) else period for period in columns[0]]
    columns += [
        rows.value,
        [labels["unit"].get(code, "") for code in rows.measure],
        [_status(status, later, language) for status, later in zip(rows.status, rows.later, strict=True)],
        rows.vintage,
        ["; ".join(f"{one.words} {one.address}".rstrip() for one in _used(entry, places)) for places in rows.source],
    ]
    heads = [
        *named.values(),
        *(words.word(name, language) for name in ("value", "unit", "status", "vintage", "source")),
    ]
    return [capital(name) for name in heads], list(zip(*columns, strict=True))


def _status(letters: str, later: int, language: str) -> str:
    states = [words.status(letter, language) for letter in letters]
    return "; ".join([*states, words.sign(words.LATE[later], language)] if later else states)


def _used(entry: Shown, places: tuple[int, ...]) -> list[Publication]:
    return [entry.publications[place] for place in places]


def _cited(source: Publication) -> str:
    return f"{source.words}: {source.address or source.title}"


def _words(entry: Shown, language: str) -> tuple[tuple[str, ...], list[list]]:
    """A grid of words, its years and numbers as numbers."""
    return entry.grid.head, [[_typed(cell, language) for cell in row] for row in entry.grid.rows]


def _typed(cell: str, language: str) -> str | float:
    """A year, and a number as the language writes it, as the number that it is; all else as it stands."""
    if YEAR.fullmatch(cell):
        return int(cell)
    try:
        plain = cell.replace("−", "-") if NUMBER.fullmatch(cell) else ""
        return float(parse_decimal(plain, GRAMMARS[language].locale, strict=True))
    except NumberFormatError:
        return cell


def _form(number: float) -> str:
    """How a number is shown: a year without, a count with its thousands apart, a ratio with its decimals."""
    return "0" if isinstance(number, int) else "#,##0" if number == int(number) else "#,##0.0#"


def _table(sheet, top: int, headings: list[str], rows: list[list], name: str, forms: dict | None = None) -> None:
    """A table that Excel and a screen reader know as one, its headings in row `top` (counted from 0)."""
    sheet.add_table(
        top, 0, top + max(len(rows), 1), len(headings) - 1,
        {"name": name, "columns": [{"header": _unlike(headings, place)} for place in range(len(headings))],
         "style": None, "autofilter": False, "banded_rows": False},
    )  # fmt: skip
    for place, row in enumerate(rows, start=top + 1):
        for column, cell in enumerate(row):
            sheet.write(place, column, cell, *([] if isinstance(cell, str | None) else [forms[_form(cell)]]))


def _unlike(headings: list[str], place: int) -> str:
    """A heading that no earlier one equals: a table refuses two of one name."""
    before = [heading.lower() for heading in headings[:place]].count(headings[place].lower())
    return f"{headings[place]} {before + 1}" if before else headings[place]
