"""Chapters read without a kernel and without drawing: what each cell of an edition says and shows."""

import ast
import os
import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import nbformat

from book.data.records import LANGUAGES
from book.edition import Edition, years
from book.outputs import Figure, Table
from book.publish import execute, notebooks, reads
from book.review import edition as review


@dataclass(frozen=True)
class Picture:
    """A figure or a table of observations: its words, and the observations."""

    output: Figure | Table
    parts: tuple


@dataclass(frozen=True)
class Shown:
    """What one cell displays: its text, the numbers that it says, or its picture."""

    edition: Edition
    chapter: str
    cell: str
    text: str
    numbers: tuple = ()
    picture: Picture | None = None

    def __str__(self) -> str:
        return f"{self.edition.name} {self.chapter} {self.cell}: {self.text}"


SHARED: list[Path] = []  # the folder, if there is one, where what one process has read is found by others


def read(chapter: str, year: int, language: str, as_of: str = "") -> tuple[Shown, ...]:
    """All outputs of a chapter in one edition, in order."""
    path = execute.CHAPTERS / f"{chapter}.ipynb"
    return _read_once(path, reads.content(path), year, language, as_of)


@lru_cache(maxsize=8)  # the chapters of one edition
def _read_once(path: Path, content: str, year: int, language: str, as_of: str) -> tuple[Shown, ...]:
    places = [folder / f"{content} {year} {language} {as_of}".strip() for folder in SHARED]
    for place in (place for place in places if place.exists()):
        return pickle.loads(place.read_bytes())
    found = _read(path, year, language, as_of)
    for place in places:
        (part := place.with_suffix(f".{os.getpid()}")).write_bytes(pickle.dumps(found))
        part.replace(place)
    return found


def _read(path: Path, year: int, language: str, as_of: str) -> tuple[Shown, ...]:
    notebook = notebooks.for_edition(nbformat.read(path, 4), year, language)
    names: dict = {"__name__": "__main__"}
    edition, found = Edition(year, language, as_of), []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        value = _display(cell.source, names)
        if "parameters" in cell.metadata.get("tags", []):
            names.update(year=year, language=language, as_of=as_of)
        if value is not None:
            found.append(_shown(edition, path.stem, cell["id"], value))
    return tuple(found)


def _display(source: str, names: dict):
    """Run a cell; the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


def _shown(edition: Edition, chapter: str, cell: str, value) -> Shown:
    output = value.output
    if isinstance(output, Figure | Table) and output.rows.value:
        return Shown(
            edition, chapter, cell, f"{output.title} · {output.measure}", picture=Picture(output, tuple(value.parts))
        )
    if isinstance(output, Figure | Table):  # a grid of words
        return Shown(edition, chapter, cell, output.grid.markdown())
    return Shown(edition, chapter, cell, output.text, output.numbers)


@dataclass(frozen=True)
class Said:
    """All that the chapters of an edition display."""

    year: int
    shown: tuple[Shown, ...]

    @property
    def sentences(self) -> list[Shown]:
        return [shown for shown in self.shown if shown.numbers]

    @property
    def told(self) -> list[review.Said]:
        """What it says in words, as a review takes it."""
        return [
            review.Said(self.year, one.chapter, one.cell, one.text, one.numbers)
            for one in self.shown
            if not one.picture
        ]

    @property
    def pictures(self) -> list[Shown]:
        return [shown for shown in self.shown if shown.picture]


def said(year: int, language: str) -> Said:
    """What all chapters of an edition display, in order."""
    return Said(year, tuple(shown for chapter in chapters() for shown in read(chapter, year, language)))


def editions() -> list[tuple[int, str]]:
    """All reference years in both languages."""
    return [(year, language) for year in years() for language in LANGUAGES]


def chapters() -> list[str]:
    """Names of the chapters that say something."""
    return [path.stem for path in execute.chapter_files(Path(execute.CHAPTERS)) if path.stem != "definitions"]
