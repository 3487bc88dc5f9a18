"""Notebooks as files: their normal form, one language of them, and what an executed one says."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat

from book.chapter import NUMBERS
from book.data.records import LANGUAGES

INJECTED = "injected-parameters"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
LATER = re.compile(r" ?<!-- from-(\d{4}) -->")  # at the end of a line of Markdown
PICTURES = ("image/png", "image/svg+xml")


def for_edition(notebook, year: int, language: str):
    """The notebook of an edition: the Markdown cells of its language, shown, without cells of a later time.

    A cell tagged `from-2022` speaks of what began in that year, and stays out of the books of earlier years; so does a
    line of Markdown that ends with the comment `<!-- from-2022 -->`.
    """
    others = {name for name in LANGUAGES if name != language}
    notebook.cells = [cell for cell in notebook.cells if not others & set(tags := _tags(cell)) and _began(tags) <= year]
    for cell in notebook.cells:
        if language in _tags(cell):
            cell.metadata["tags"] = [tag for tag in _tags(cell) if tag != "remove-cell"]
            cell.source = _lines_of(cell.source, year)
    return notebook


def _lines_of(source: str, year: int) -> str:
    """The lines of a text that speak of nothing later than `year`, without their marks."""
    found = [(line, LATER.search(line)) for line in source.split("\n")]
    return "\n".join(LATER.sub("", line) for line, mark in found if not mark or int(mark[1]) <= year)


def _tags(cell) -> list[str]:
    return cell.metadata.get("tags", [])


def _began(tags: list[str]) -> int:
    """The first year whose book has a cell with these tags."""
    return max((int(tag.removeprefix("from-")) for tag in tags if tag.startswith("from-")), default=0)


def executed(notebook):
    """An executed notebook without what differs between runs; papermill's cell gets a fixed id and is hidden."""
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if INJECTED in tags:
            cell["id"] = INJECTED
            tags = [*tags, "remove-cell"]
        jupyter = cell.metadata.get("jupyter")
        cell.metadata = {**({"jupyter": jupyter} if jupyter else {}), **({"tags": tags} if tags else {})}
    notebook.metadata = nbformat.from_dict(METADATA)
    return notebook


def normal(notebook):
    """The form in which a chapter is committed: no pictures, no volatile metadata, execution counts 1 to n."""
    notebook = executed(notebook)
    count = 0
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        count += 1
        cell.execution_count = count
        for output in cell.outputs:
            if "execution_count" in output:
                output["execution_count"] = count
            output["metadata"] = nbformat.from_dict({})
            for picture in PICTURES:
                output.get("data", {}).pop(picture, None)
    return notebook


def text(notebook) -> str:
    """The notebook as its file has it: sorted keys, lines of text as lists, no indentation (a sixth of the size)."""
    split = nbformat.v4.rwbase.split_lines(nbformat.from_dict(json.loads(json.dumps(notebook))))
    return json.dumps(split, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def write(notebook, path: Path) -> None:
    """Write a notebook as `text` gives it."""
    path.write_text(text(notebook), encoding="utf-8")


def cell_id(notebook, source: str) -> str:
    """The id of the code cell with this source."""
    return next((cell["id"] for cell in notebook.cells if cell.cell_type == "code" and cell.source == source), "?")


def said(notebook) -> list[tuple[str, list[dict]]]:
    """Per cell that says numbers: its id and the entries of its numbers."""
    found = []
    for cell in notebook.cells:
        entries = [entry for output in cell.get("outputs", []) for entry in output.get("data", {}).get(NUMBERS, [])]
        if entries:
            found.append((cell["id"], entries))
    return found
