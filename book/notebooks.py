"""Notebooks as files: their normal form, one language of them, and what an executed one says."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat

from book.records import LANGUAGES
from book.show import NUMBERS

INJECTED = "injected-parameters"
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
PICTURES = ("image/png", "image/svg+xml")


def monolingual(notebook, language: str):
    """The notebook with the Markdown cells of one language: the others go, the kept ones are shown."""
    other = [name for name in LANGUAGES if name != language]
    notebook.cells = [cell for cell in notebook.cells if not set(other) & set(cell.metadata.get("tags", []))]
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        if language in tags:
            cell.metadata["tags"] = [tag for tag in tags if tag != "remove-cell"]
    return notebook


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
