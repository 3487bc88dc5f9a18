"""A provider's file as it was downloaded: CSV or TSV, plain or gzipped, all cells as text."""

import gzip
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from book.data import cells
from book.data.cells import listed

TOPIC = "topic"  # what stands in the column of a value: a record may make it a dimension


class FormatError(ValueError):
    """A file that is not what the provider's format says; the message names what is wrong."""


@dataclass(frozen=True)
class Rows:
    """Long rows of a provider: its dimensions by their own names and codes, and period, topic, value, flags.

    `row` is the row of the file, `column` the column in which the value stands.
    """

    frame: pd.DataFrame


def read(path: Path) -> pd.DataFrame:
    """All cells as text, indexed by their row in the file (the head is row 1).

    FormatError for a file that is missing, empty, no UTF-8, truncated or ragged, or that names a column twice.
    """
    try:
        raw = cells.content(path, path.name)
        raw = gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw
    except (cells.DataError, OSError, EOFError, zlib.error) as error:
        message = str(error)
        raise FormatError(message if message.startswith(path.name) else f"{path.name}: {message}") from None
    return table(raw, path.name)


def table(raw: bytes, name: str) -> pd.DataFrame:
    """The cells of a file, given as its bytes, as read() has them; FormatError names the row that is none."""
    try:
        text = cells.decoded(raw, name)
        head, *body = cells.lines(text, name, _delimiter(text))
    except cells.DataError as error:
        raise FormatError(str(error)) from None
    if not body:
        raise FormatError(f"{name}: no rows")
    head = [column.strip() for column in head]
    return pd.DataFrame(body, columns=head, index=range(2, len(body) + 2), dtype=str)


def _delimiter(text: str) -> str:
    head = text.split("\n", 1)[0]
    return next((mark for mark in "\t;" if mark in head), ",")


def chosen(raw: pd.DataFrame, where: dict) -> pd.DataFrame:
    """The rows with these codes; FormatError if a column is missing or a file has no such row."""
    require(raw, list(where))
    for column, code in where.items():
        raw = raw[raw[column].str.strip() == str(code)]
        if raw.empty:
            raise FormatError(f"column {column}: no row has {code}")
    return raw


def require(raw: pd.DataFrame, columns: list[str]) -> None:
    """FormatError names the columns that the file lacks, and those it has."""
    if missing := [column for column in columns if column not in raw.columns]:
        raise FormatError(f"column {', '.join(missing)} is missing; there are {listed(raw.columns)}")


def each(frame: pd.DataFrame, cells_of: str, translate: Callable, column: str = "") -> list:
    """`translate` of each cell of `cells_of`; a FormatError of it is given the row and the column of the file."""
    got = []
    columns = [column] * len(frame) if column else frame["column"]
    for row, name, cell in zip(frame["row"], columns, frame[cells_of], strict=True):
        try:
            got.append(translate(cell))
        except FormatError as error:
            raise FormatError(f"row {row}, column {name}: {error}") from None
    return got
