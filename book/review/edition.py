"""A built edition as a reviewer finds it: what its chapters say and show, and its pages."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import nbformat

from book import outputs
from book.data.records import DataError
from book.edition import Edition
from book.outputs import Number, Output
from book.publish.project import BUILD


@dataclass(frozen=True)
class Said:
    """What one cell says: its text and the numbers in it."""

    year: int
    chapter: str
    cell: str
    text: str
    numbers: Sequence[Number] = ()

    def __str__(self) -> str:
        return f"chapters/{self.chapter}.ipynb, cell {self.cell}"


@dataclass(frozen=True)
class Built:
    """The book of an edition in its folder."""

    edition: Edition
    folder: Path

    @cached_property
    def notebooks(self) -> dict:
        """The executed notebooks by chapter."""
        return {path.stem: nbformat.read(path, 4) for path in sorted((self.folder / "chapters").glob("*.ipynb"))}

    @cached_property
    def outputs(self) -> list[tuple[str, str, Output]]:
        """All outputs: chapter, cell, and what it displays."""
        return [(name, *found) for name, notebook in self.notebooks.items() for found in outputs.read(notebook)]

    @cached_property
    def said(self) -> list[Said]:
        """All that cells say in sentences."""
        return [
            Said(self.edition.year, chapter, cell, output.text, output.numbers)
            for chapter, cell, output in self.outputs
            if hasattr(output, "numbers")
        ]

    @cached_property
    def pages(self) -> dict[Path, str]:
        """The text of each page."""
        return {path: path.read_text(encoding="utf-8") for path in sorted((self.folder / "html").rglob("*.html"))}


def built(edition: Edition, folder: Path = BUILD) -> Built:
    """The book of an edition; DataError where it has not been built, or not whole."""
    place = folder / edition.name
    try:
        json.loads((place / "datapackage.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        call = f"python -m book build {edition.year} {edition.language}"
        raise DataError(f"{edition.name} has not been built: {call}") from None
    return Built(edition, place)
