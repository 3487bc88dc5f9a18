"""Notebooks as files: their normal form, and one language of them."""

import json
import re
import warnings
from itertools import chain, count
from pathlib import Path

import nbformat

from book.data.records import LANGUAGES

FORMAT = (4, 5)
INJECTED = "injected-parameters"
LANG = "lang"  # in the metadata of a notebook of one language, as Pandoc and HTML call it
METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}
LATER = re.compile(r" ?<!-- from-(\d{4}) -->")  # at the end of a line of Markdown
MACHINE_MADE = re.compile(r"[0-9a-f]{8}|[0-9a-f]{8}-[0-9a-f-]{27}")  # ids of nbformat and of JupyterLab
PICTURES = ("image/png", "image/svg+xml")
PLACE = re.compile(r"^\S+:\d+: (?=\w*Warning)")  # where on the machine a warning was given


class NotebookError(ValueError):
    """A file that is no notebook; the message says in one line what it is."""


def read(path: Path):
    """The notebook in a file; NotebookError where there is none of our format."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        found = (content.get("nbformat"), content.get("nbformat_minor"))
        if found != FORMAT:
            raise NotebookError(f"notebook format {found[0]}.{found[1]}, not 4.5: save it anew in JupyterLab")
        with warnings.catch_warnings(action="error"):
            nbformat.validate(notebook := nbformat.from_dict(content))
    except OSError as error:
        raise NotebookError(f"cannot be read: {error.strerror}") from None
    except NotebookError:
        raise
    except (ValueError, AttributeError, RecursionError):
        raise NotebookError("is no notebook: its file is empty or no JSON") from None
    except (nbformat.ValidationError, LookupError, Warning) as error:
        raise NotebookError(f"is no notebook: {str(error).splitlines()[0].split(',')[0]}") from None
    return nbformat.v4.rwbase.rejoin_lines(notebook)


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
    notebook.metadata[LANG] = language
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
    lang = {name: value for name, value in notebook.metadata.items() if name == LANG}
    notebook.metadata = nbformat.from_dict({**METADATA, **lang})
    return notebook


def normal(notebook):
    """The form in which a chapter is committed: no pictures, no volatile metadata, ids in words, counts from 1."""
    notebook = executed(notebook)
    name_cells(notebook)
    number = 0
    for cell in notebook.cells:
        cell.metadata.pop("execution", None)
        if cell.cell_type != "code":
            continue
        number += 1
        cell.execution_count = number
        for output in cell.outputs:
            if "execution_count" in output:
                output["execution_count"] = number
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


def cell_name(cell) -> str:
    """How a message names a cell: by its id; where a machine gave that, by its first line."""
    return f"“{cell.source.strip().splitlines()[0]}”" if MACHINE_MADE.fullmatch(cell["id"]) else cell["id"]


def complaint(stream: str) -> str:
    """What a message says of words on the error stream: the first line, without its place on the machine."""
    return PLACE.sub("", stream.strip().split("\n")[0]) or "an empty line on the error stream"


def name_cells(notebook) -> None:
    """Give each cell whose id a machine made an id in words: JupyterLab cannot set one."""
    taken = {cell["id"] for cell in notebook.cells}
    english = "cell-en"
    for cell in notebook.cells:
        if MACHINE_MADE.fullmatch(cell["id"]):
            wanted = english.removesuffix("-en") + "-nl" if "nl" in _tags(cell) else _words_for(cell)
            numbered = (f"{wanted}-{number}" for number in count(2))
            cell["id"] = next(name for name in chain([wanted], numbered) if name not in taken)
            taken.add(cell["id"])
        english = cell["id"] if "en" in _tags(cell) else english


def _words_for(cell) -> str:
    """An id from what a cell says: the id of its figure or table, else its first words."""
    figure = re.search(r'id="(?:fig|tab)-([a-z0-9-]+)"', cell.source)
    text = re.search(r'\ben="([^"{]+)', cell.source)
    words = figure[1] if figure else text[1] if text else cell.source
    slug = "-".join(re.findall(r"[a-z]+", words.lower())[:4]) or "cell"
    return f"{slug}-en" if "en" in _tags(cell) else f"figure-{slug}" if figure else slug
