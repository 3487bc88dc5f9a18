"""Chapters read without a kernel and without drawing: what each cell of an edition says and shows."""

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat

from book.chapter import NUMBERS, Chart, Table
from book.data.records import LANGUAGES
from book.edition import YEARS, Edition
from book.publish import execute as run
from book.publish import notebooks, trail


@dataclass(frozen=True)
class Shown:
    """What one cell displays: its text and the entries of its numbers, or the picture itself."""

    edition: Edition
    chapter: str
    cell: str
    text: str
    numbers: tuple = ()
    picture: object = None

    def __str__(self) -> str:
        return f"{self.edition.name} {self.chapter} {self.cell}: {self.text}"


@cache
def read(chapter: str, year: int, language: str, as_of: str = "") -> tuple[Shown, ...]:
    """All outputs of a chapter in one edition, in order."""
    path = run.CHAPTERS / f"{chapter}.ipynb"
    notebook = notebooks.for_edition(nbformat.read(path, 4), year, language)
    names: dict = {"__name__": "__main__"}
    found = []
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        value = _display(cell.source, names)
        if "parameters" in cell.metadata.get("tags", []):
            names.update(year=year, language=language, as_of=as_of)
        if value is not None:
            found.append(_shown(Edition.current, chapter, cell["id"], value))
    return tuple(found)


def _display(source: str, names: dict):
    """Run a cell; the value of its last expression."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), names) if last else None


def _shown(edition: Edition, chapter: str, cell: str, value) -> Shown:
    if isinstance(value, Chart | Table):
        words = value.nothing()["text/markdown"] if value.empty else f"{value.title} · {value.measure}"
        return Shown(edition, chapter, cell, words, picture=None if value.empty else value)
    bundle = value._repr_mimebundle_()
    lines = bundle.get(NUMBERS, ())
    return Shown(edition, chapter, cell, bundle["text/markdown"], tuple(trail.entry(line) for line in lines))


def editions() -> list[tuple[int, str]]:
    """All reference years in both languages."""
    return [(year, language) for year in YEARS for language in LANGUAGES]


def chapters() -> list[str]:
    """Names of the chapters that say something."""
    return [path.stem for path in run.chapter_files(Path(run.CHAPTERS)) if path.stem != "definitions"]
