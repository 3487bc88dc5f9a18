"""CSV for everyone: what a spreadsheet would run is made text, numbers stay numbers."""

import csv
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

RUN = ("=", "+", "-", "@", "\t", "\r", "\n")  # at the start of a text: a formula, or what hides one
NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*(e[-+]?[0-9]+)?%?")


def write(path: Path, head: Sequence[str], rows: Iterable[Sequence]) -> None:
    """A heading and rows as UTF-8 with LF."""
    with path.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerows([harmless(cell) for cell in row] for row in (head, *rows))


def read(path: Path) -> list[list[str]]:
    """The heading and the rows of a file, as they stand there."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.reader(lines))


def harmless(cell: object) -> object:
    """A text that a spreadsheet would run with an apostrophe before it; a number, also a negative one, as it is.

    A carriage return is written as a line feed: Python's csv leaves it unquoted, and the rest would be a row of its own.
    """
    if not isinstance(cell, str):
        return cell
    runs = cell.startswith(RUN) and not NUMBER.fullmatch(cell)
    return ("'" if runs else "") + cell.replace("\r\n", "\n").replace("\r", "\n")
