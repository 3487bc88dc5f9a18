"""The only writer of datasets in data/: rows sorted, UTF-8, LF, read as any reader would before they take the place."""

import os
import re
import shutil
import tempfile
from pathlib import Path

import pandas as pd

from book.data import cells, reading
from book.data.checks import NUMBER
from book.data.plausible import sort_key
from book.data.records import DATA, Record, read_record


def replace(record: Record, frame: pd.DataFrame, folder: Path) -> None:
    """Write beside, flush to disk, read it as any reader would, then take the place of the file."""
    with tempfile.TemporaryDirectory(prefix=".import-", dir=folder) as beside:
        file = Path(beside) / f"{record.name}.csv"
        with file.open("w", encoding="utf-8", newline="") as out:
            frame.sort_values(sort_key(record), kind="stable").to_csv(out, index=False, lineterminator="\n")
            out.flush()
            os.fsync(out.fileno())
        shutil.copy(folder / f"{record.name}.yml", beside)
        reading.rows(record.name, Path(beside))
        os.replace(file, folder / file.name)


def write_table(name: str, frame: pd.DataFrame, folder: Path = DATA) -> None:
    """Write a table with a schema of its own beside, read it as any reader would, then put it in its place."""
    with tempfile.TemporaryDirectory(prefix=".import-", dir=folder) as beside:
        file = Path(beside) / f"{name}.csv"
        frame.to_csv(file, index=False, lineterminator="\n", encoding="utf-8")
        for record in folder.glob("*.yml"):
            shutil.copy(record, beside)
        reading.load_table(name, Path(beside))
        os.replace(file, folder / file.name)


def plain(value: float) -> str:
    """A number as data/ holds it: no ".0", no exponent, the shortest form that reads back as the same number."""
    return "" if pd.isna(value) else str(int(value)) if value == int(value) else repr(float(value))


def fix(dataset: str, folder: Path = DATA) -> bool:
    """Sort the rows of a dataset, without spaces around cells and zeros behind a number; whether anything changed.

    DataError where the file is then not what its record says: it stays as it was.
    """
    record, path = read_record(dataset, folder), folder / f"{dataset}.csv"
    before, name = cells.content(path, f"data/{path.name}"), f"data/{path.name}"
    head, *body = cells.lines(cells.decoded(before, name), name)
    frame = pd.DataFrame(body, columns=[column.strip() for column in head], dtype=str)
    frame = frame.apply(lambda column: column.str.strip())
    if "value" in frame:
        frame["value"] = [plain(float(text)) if re.fullmatch(NUMBER, text) else text for text in frame["value"]]
    columns = ["period", "measure", *record.dimensions, "value", "status", "vintage", "source"]
    if set(columns) == set(frame.columns):
        replace(record, frame[columns], folder)
    return path.read_bytes() != before
