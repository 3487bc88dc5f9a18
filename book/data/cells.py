"""A CSV file as rows of text cells; what is no such file is refused in one line that names its row (DataError)."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

LONG = 60  # characters: a longer cell is named, not echoed


class DataError(ValueError):
    """A file in data/ is not what its record says; the message names file, row and column."""


def quoted(cell: object) -> str:
    """A cell as a message names it: in quotes, or by its length."""
    text = str(cell)
    return repr(text) if len(text) <= LONG else f"a cell of {len(text):,} characters"


def listed(names: Sequence[object]) -> str:
    """Names one after the other, each of them short, and no more than thirty of them."""
    shown = [text if len(text := str(name)) <= LONG else quoted(text) for name in list(names)[:30]]
    return ", ".join([*shown, "…"] if len(names) > len(shown) else shown)


def content(path: Path, name: str) -> bytes:
    """The bytes of a file; DataError for a directory, a link that leads nowhere, a file that may not be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise DataError(f"{name}: {error.strerror or error}") from None


def decoded(raw: bytes, name: str) -> str:
    """UTF-8 with or without a byte order mark as text; DataError names the row of what is none."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        raise DataError(f"{name}, row {row}: byte {error.start} is not UTF-8") from None


def lines(text: str, name: str, delimiter: str = ",") -> list[list[str]]:
    """The rows of a CSV text, the head first, without blank ones at its end; DataError names a row that is none.

    Lines may end as any system ends them.
    """
    reader, found = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), []
    try:
        found.extend(reader)
    except csv.Error as error:
        raise DataError(f"{name}, row {len(found) + 1}: {error}; is there a stray quote?") from None
    while found and not found[-1]:
        found.pop()
    if not found:
        raise DataError(f"{name}: no rows")
    head, *body = found
    if again := [column for column in head if head.count(column) > 1]:
        raise DataError(f"{name}, row 1: column {listed(again[:1])} stands twice")
    for number, cells in enumerate(body, start=2):
        if len(cells) != len(head):
            raise DataError(f"{name}, row {number}: {len(cells)} cells, not {len(head)}")
    return found
