"""The only writer of datasets in data/: rows sorted, UTF-8, LF, read as any reader would before they take the place."""

import fcntl
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import yaml

from book.data import cells, checks, reading
from book.data.checks import NUMBER
from book.data.plausible import sort_key
from book.data.records import DATA, DataError, Record, datasets, read_record

BESIDE = ".import-"  # how a folder begins in which a file is written before it takes its place


def enter(
    dataset: str, rows: pd.DataFrame, folder: Path = DATA, source: dict[str, dict] | None = None, dry_run: bool = False
) -> None:
    """Add rows to a dataset and, before them, the new `source` (key and entry) that they name to its record.

    Values are text; both files gain lines and lose none. The record takes its place first: with a source more it is true
    with and without the rows. DataError where a reader would refuse them; with `dry_run` nothing is written.
    """
    with _alone(folder) as place, _beside(None if dry_run else folder) as beside:
        record = read_record(dataset, folder)
        text = (folder / f"{dataset}.yml").read_text(encoding="utf-8")
        columns = ["period", "measure", *record.dimensions, "value", "status", "vintage", "source"]
        held = checks.read(dataset, checks.content(folder / f"{dataset}.csv"), columns)  # as text: 72.0 stays 72.0
        _write(beside / f"{dataset}.yml", _with_source(text, source) if source else text)
        _write(beside / f"{dataset}.csv", _sorted(record, pd.concat([held, rows])[columns]))
        reading.rows(dataset, beside)
        for name in () if dry_run else [f"{dataset}.yml"] * bool(source) + [f"{dataset}.csv"]:
            os.replace(beside / name, folder / name)
            os.fsync(place)


def create(dataset: str, record: str, rows: str, folder: Path = DATA) -> None:
    """The first record and rows of a dataset, as text; DataError where there is one of that name."""
    with _alone(folder), _beside(folder) as beside:
        if dataset in datasets(folder):
            raise DataError(f"data/{dataset}.yml is there already")
        for name, text in ((f"{dataset}.csv", rows), (f"{dataset}.yml", record)):  # what makes it a dataset comes last
            _write(beside / name, text)
            os.replace(beside / name, folder / name)


def _replace(record: Record, frame: pd.DataFrame, folder: Path) -> None:
    """Write beside, flush to disk, read it as any reader would, then take the place of the file."""
    with _alone(folder), _beside(folder) as beside:
        _write(file := beside / f"{record.name}.csv", _sorted(record, frame))
        shutil.copy(folder / f"{record.name}.yml", beside)
        reading.rows(record.name, beside)
        os.replace(file, folder / file.name)


def write_table(name: str, frame: pd.DataFrame, folder: Path = DATA) -> None:
    """Write a table with a schema of its own beside, read it as any reader would, then put it in its place."""
    with _alone(folder), _beside(folder) as beside:
        _write(file := beside / f"{name}.csv", frame.to_csv(index=False, lineterminator="\n"))
        for record in folder.glob("*.yml"):
            shutil.copy(record, beside)
        reading.load_table(name, beside)
        os.replace(file, folder / file.name)


@contextmanager
def _alone(folder: Path) -> Iterator[int]:
    """The sole right to write into a folder, given as its descriptor; what a writer that was killed has left is removed."""
    place = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        for left in folder.glob(f"{BESIDE}*"):
            shutil.rmtree(left)
        yield place
    finally:
        os.close(place)


@contextmanager
def _beside(folder: Path | None) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix=BESIDE, dir=folder) as name:
        yield Path(name)


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", newline="") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())


def _sorted(record: Record, frame: pd.DataFrame) -> str:
    return frame.sort_values(sort_key(record), kind="stable").to_csv(index=False, lineterminator="\n")


def _with_source(text: str, source: dict[str, dict]) -> str:
    """The text of a record with one source more, after the others; all its other lines stay as they are."""
    text = text if text.endswith("\n") else f"{text}\n"
    begin = re.search(r"^sources:.*\n", text, re.M).end()
    following = re.compile(r"^(?=[^\s#])", re.M).search(text, begin)
    end = following.start() if following else len(text)
    return text[:end] + indented(source) + text[end:]


def indented(entries: dict) -> str:
    """Entries as YAML, as they stand under a key of a record."""
    told = yaml.safe_dump(entries, allow_unicode=True, sort_keys=False, width=110)
    return re.sub(r"^(?=.)", "  ", told, flags=re.M)


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
        _replace(record, frame[columns], folder)
    return path.read_bytes() != before
