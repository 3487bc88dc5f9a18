"""Observations as rows and columns of words: the table under a figure, a table of its own, the plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import pandas as pd

from book.data.observations import Observations
from book.data.periods import span
from book.language import names, numbers, words

BAR = " │ "


@dataclass(frozen=True)
class Grid:
    """Words in rows and columns: `head` (the first cell names the rows), `rows` (first cell the row's name)."""

    head: list[str]
    rows: list[list[str]]
    signs: list[str] = field(default_factory=list)

    def text(self) -> str:
        """As plain text: what nbval compares, a terminal shows and `read` reads."""
        return "\n".join(BAR.join(line) for line in [self.head, *self.rows])

    @classmethod
    def read(cls, text: str) -> Grid:
        """The grid that `text` wrote."""
        head, *rows = ([cell.strip() for cell in line.split(BAR)] for line in text.split("\n"))
        return cls(head, rows)

    @classmethod
    def read_markdown(cls, text: str) -> Grid:
        """The grid of the first pipe table in a text that `markdown` wrote."""
        lines = [line[2:-2].split(" | ") for line in text.split("\n") if line.startswith("| ")]
        head, _, *rows = [[names.unescape(cell) for cell in line] for line in lines]
        return cls(head, rows)

    def markdown(self) -> str:
        """As a pipe table; the words are escaped, so that no label becomes markup."""
        escaped = [[names.escape(cell) for cell in row] for row in [self.head, *self.rows]]
        lines = [f"| {' | '.join(row)} |" for row in escaped]
        return "\n".join([lines[0], f"| --- |{' ---: |' * (len(self.head) - 1)}", *lines[1:]])


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
    rows = rows or _row_column(parts)
    cells: dict[str, dict[str, str]] = {}
    places: dict[str, tuple] = {}
    for number, part in enumerate(parts):
        varying = columns or _varying(part, rows, several=len(parts) > 1)
        order = {name: {code: place for place, code in enumerate(part.ordered(name))} for name in varying}
        for _, row in part.frame.iterrows():
            column = ", ".join(_words(part, name, row[name], language) for name in varying)
            column = column or _words(part, "measure", row["measure"], language)
            places.setdefault(column, (number, *(order[name][row[name]] for name in varying)))
            name = _words(part, rows, row[rows], language)
            measure = part.record.measures[row["measure"]]
            cells.setdefault(name, {})[column] = cell(row, measure.unit, language, measure.rounding)
    head = sorted(places, key=places.__getitem__)
    order = _in_time(parts, language) if rows == "period" else list(cells)
    body = [[name, *(cells[name].get(column, ".") for column in head)] for name in order]
    first = words.word("period", language) if rows == "period" else parts[0].record.dimensions[rows].label[language]
    shown = "".join(text for line in body for text in line[1:])
    signs = [sign for sign in "*†" if sign in shown] + (["."] if any("." in line[1:] for line in body) else [])
    return Grid(
        [words.capital(first), *map(words.capital, head)], [[words.capital(line[0]), *line[1:]] for line in body], signs
    )


def code_words(parts: Sequence[Observations], language: str) -> tuple[dict, dict]:
    """The words of each code that occurs, {column: {code: words}}, and of each dimension, {column: words}."""
    labels: dict[str, dict[str, str]] = {"unit": {}}
    headings: dict[str, str] = {}
    for part in parts:
        headings |= {name: part.record.dimensions[name].label[language] for name in part.dimensions}
        for name in ("measure", *part.dimensions):
            codes = part.frame[name].unique()
            labels.setdefault(name, {}).update({code: _words(part, name, code, language) for code in codes})
        measures = {code: part.record.measures[code].unit for code in part.frame["measure"].unique()}
        labels["unit"].update({code: words.unit(unit, language) for code, unit in measures.items()})
    return labels, headings


def _row_column(parts: Sequence[Observations]) -> str:
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
    return [_words(parts[0], "period", period, language) for period in periods]


def _words(part: Observations, column: str, code: str, language: str) -> str:
    if column == "period":
        return numbers.period(code, language)
    return names.category(part.record, column, code, language)
