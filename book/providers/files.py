"""A provider's file as it was downloaded: CSV or TSV, plain or gzipped, all cells as text."""

import csv
import gzip
import io
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd


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
        raw = path.read_bytes()
        text = (gzip.decompress(raw) if raw.startswith(b"\x1f\x8b") else raw).decode("utf-8-sig")
        delimiter = next((mark for mark in "\t;" if mark in text.split("\n", 1)[0]), ",")
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except FileNotFoundError:
        raise FormatError(f"{path.name}: no such file") from None
    except UnicodeDecodeError as error:
        raise FormatError(f"{path.name}: byte {error.start} is not UTF-8") from None
    except (OSError, EOFError, zlib.error, csv.Error) as error:
        raise FormatError(f"{path.name}: {error}") from None
    while lines and not lines[-1]:
        lines.pop()
    if len(lines) < 2:
        raise FormatError(f"{path.name}: no rows")
    return _frame(lines, path.name)


def _frame(lines: list[list[str]], name: str) -> pd.DataFrame:
    head, *body = lines
    head = [column.strip() for column in head]
    if again := [column for column in head if head.count(column) > 1]:
        raise FormatError(f"{name}, row 1: column {again[0]} stands twice")
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(head):
            raise FormatError(f"{name}, row {number}: {len(cells)} cells, not {len(head)}")
    return pd.DataFrame(body, columns=head, index=range(2, len(lines) + 1), dtype=str)


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
        raise FormatError(f"column {', '.join(missing)} is missing; there are {', '.join(raw.columns)}")


def each(frame: pd.DataFrame, cells: str, translate: Callable, column: str = "") -> list:
    """`translate` of each cell of `cells`; a FormatError of it is given the row and the column of the file."""
    got = []
    columns = [column] * len(frame) if column else frame["column"]
    for row, name, cell in zip(frame["row"], columns, frame[cells], strict=True):
        try:
            got.append(translate(cell))
        except FormatError as error:
            raise FormatError(f"row {row}, column {name}: {error}") from None
    return got
