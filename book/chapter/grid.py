"""Observations as rows and columns of words: the table under a figure, a table of its own, the plain text."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import pandas as pd

from book.data.observations import Observations
from book.data.periods import span
from book.data.quantity import common_mark
from book.language import names, numbers, words
from book.language.words import capital
from book.outputs import Grid


def cell(row, unit: str, language: str, step: float = 0) -> str:
    """The value of one observation as a table writes it, with its signs; "." where there is no figure.

    `step` is the producer's rounding: a share published as a whole number gets no decimal.
    """
    if pd.isna(row["value"]):
        return "."
    text = numbers.table_value(row["value"], unit, language, step) + ("%" if unit == "percent" else "")
    return words.marked(text, row, language)


def grid(
    parts: Sequence[Observations], language: str, rows: str | None = None, columns: Sequence[str] | None = None
) -> Grid:
    """Rows and columns of one or more sets of observations.

    Rows are the column `rows`; if none is named the periods, or with one period the first dimension that varies.
    Columns are `columns`, or what else varies. A year with months, quarters and days keeps them in order of time.
    """
    rows = rows or row_column(parts)
    cells: dict[str, dict[str, str]] = {}
    places: dict[str, tuple] = {}
    for part, row, name, column, place in named(parts, language, rows, columns):
        places.setdefault(column, place)
        measure = part.record.measures[row["measure"]]
        cells.setdefault(name, {})[column] = cell(row, measure.unit, language, measure.rounding)
    head = sorted(places, key=places.__getitem__)
    order = _in_time(parts, language) if rows == "period" else list(cells)
    body = [[name, *(cells[name].get(column, ".") for column in head)] for name in order]
    first = words.word("period", language) if rows == "period" else parts[0].record.dimensions[rows].label[language]
    return Grid((capital(first), *map(capital, head)), tuple((capital(line[0]), *line[1:]) for line in body))


def named(parts: Sequence[Observations], language: str, rows: str, columns: Sequence[str] | None) -> Iterator[tuple]:
    """Each observation with its set, the names of its row and its column, and the place of that among the columns."""
    for number, part in enumerate(parts):
        varying = columns or _varying(part, rows, several=len(parts) > 1)
        order = {name: {code: place for place, code in enumerate(part.ordered(name))} for name in varying}
        for row in part.frame.to_dict("records"):
            column = ", ".join(words_of(part, name, row[name], language) for name in varying)
            column = column or words_of(part, "measure", row["measure"], language)
            place = (number, *(order[name][row[name]] for name in varying))
            yield part, row, words_of(part, rows, row[rows], language), column, place


def signs(shown: Grid) -> list[str]:
    """The signs at the numbers that need a note."""
    cells = [text for row in shown.rows for text in row[1:]]
    return [sign for sign in "*†‡" if any(sign in text for text in cells)] + ["."] * ("." in cells)


def mark_of_all(parts: Sequence[Observations]) -> str:
    """The mark that all numbers have (published later, day unknown), which then stands at none of them; else empty."""
    return words.LATE[
        common_mark(mark for part in parts for mark in part.frame.loc[part.frame["value"].notna(), "later"])
    ]


def without(shown: Grid, mark: str) -> Grid:
    """The grid without a mark at its numbers."""
    return replace(shown, rows=tuple((row[0], *(cell.replace(mark, "") for cell in row[1:])) for row in shown.rows))


def row_column(parts: Sequence[Observations]) -> str:
    """The column whose categories are the rows where none is named."""
    if len({period for part in parts for period in part.periods}) > 1:
        return "period"
    for name in parts[0].dimensions:
        if parts[0].frame[name].nunique() > 1:
            return name
    return "period"


def _varying(part: Observations, rows: str, several: bool) -> list[str]:
    columns = [name for name in ("measure", *part.dimensions, "period") if name != rows]
    return [name for name in columns if part.frame[name].nunique() > 1 or (several and name == "measure")]


def _in_time(parts: Sequence[Observations], language: str) -> list[str]:
    periods = sorted({period for part in parts for period in part.periods}, key=span)
    return [words_of(parts[0], "period", period, language) for period in periods]


def words_of(part: Observations, column: str, code: str, language: str) -> str:
    """The words of a category or a period."""
    if column == "period":
        return numbers.period(code, language)
    return names.category(part.record, column, code, language)
