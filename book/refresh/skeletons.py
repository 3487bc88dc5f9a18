"""New chapters and sections: cells that run as they are, to be written over."""

import re
from pathlib import Path
from string import Template

import nbformat
import yaml
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from book.data import reading
from book.data.periods import length, span
from book.data.records import LANGUAGES, DataError, read_record
from book.edition import DEFAULT_YEAR
from book.language.words import capital
from book.publish import notebooks
from book.publish.contents import chapters
from book.publish.project import CHAPTERS, chapter_files

HERE = Path(__file__).parent / "cells"
NAMES = {"chapter": re.compile("[a-z]+(_[a-z]+)*"), "section": re.compile("[a-z]+(-[a-z]+)*")}
LAST = ("developments-en", "limits-en")  # the cells before which a section stands
FIRST = ("total", "NL")  # categories that are shown where a dataset has them
LAST_OF_YEAR = {"month": "-12", "quarter": "-Q4", "half": "-H2"}
DATASET = "migration"  # what a skeleton shows, where no other is named


def chapter(name: str, dataset: str = DATASET, folder: Path = CHAPTERS) -> Path:
    """A notebook with a first section, its name in `_toc.yml` beside the folder; DataError for a name that is taken or none."""
    _refuse(name, "chapter", [path.stem for path in chapter_files(folder)])
    values = _values(name.replace("_", "-"), dataset)
    cells = _skeleton("chapter", values)
    inside = _skeleton("section", values | _values(f"{name.replace('_', '-')}-first", dataset))
    notebook = new_notebook(cells=[*cells["before"], *inside, *cells["after"]], metadata=notebooks.METADATA)
    path = folder / f"{name}.ipynb"
    notebooks.write(notebooks.normal(notebook), path)
    _enter(name, folder.parent / "_toc.yml")
    return path


def section(into: str, name: str, dataset: str = DATASET, folder: Path = CHAPTERS) -> Path:
    """The cells of a section in a chapter, before its last ones; DataError for a name that is taken anywhere or none."""
    files = {path.stem: path for path in chapter_files(folder)}
    if into not in files:
        raise DataError(f"no chapter {into}; there are {', '.join(files)}")
    read = {stem: nbformat.read(path, 4) for stem, path in files.items()}
    ids = [re.findall(r'"(?:fig|tab)-([a-z0-9-]+)"', cell.source) for each in read.values() for cell in each.cells]
    taken = {name for found in ids for name in found} | {cell["id"].removesuffix("-en") for cell in read[into].cells}
    _refuse(name, "section", taken)
    notebook = read[into]
    places = [place for place, cell in enumerate(notebook.cells) if cell["id"] in LAST]
    place = min(places, default=len(notebook.cells))
    notebook.cells[place:place] = _skeleton("section", _values(name, dataset))
    notebooks.write(notebooks.normal(notebook), files[into])
    return files[into]


def _refuse(name: str, kind: str, taken) -> None:
    if not NAMES[kind].fullmatch(name):
        raise DataError(
            f"a {kind} is named in lower case with {'_' if kind == 'chapter' else '-'} between words, not {name!r}"
        )
    if name in taken:
        raise DataError(f"there is a {kind} {name} already, or a figure of that name")


def _values(name: str, dataset: str) -> dict[str, str]:
    """What stands in a skeleton for a name and a dataset: the title, the dataset's first series, its words."""
    record, held = read_record(dataset), reading.rows(dataset)
    chosen = {}
    for column in ("measure", *record.dimensions):
        codes = list(held[column].unique())
        if not codes:
            raise DataError(f"{dataset} has no rows to show")
        chosen[column] = next((code for code in FIRST if code in codes), codes[0])
        held = held[held[column] == chosen[column]]
    measure, title = record.measures[chosen["measure"]], capital(name.replace("-", " "))
    period = max(held["period"], key=span)
    return {
        "id": name, "name": name.replace("-", "_"), "dataset": dataset, "year": str(DEFAULT_YEAR),
        "series": ", ".join(f'{column}="{code}"' for column, code in chosen.items()),
        "form": ("area" if length(period) == "month" else "dots") if measure.kind == "stock" else "line",
        "period": _of_the_year(period),
        **{f"title_{language}": title for language in LANGUAGES},
        **{f"measure_{language}": capital(measure.label[language]) for language in LANGUAGES},
    }  # fmt: skip


def _of_the_year(period: str) -> str:
    """How a chapter writes the period of the reference year, in a series that has this one."""
    kind = length(period)
    if period.endswith("-01-01"):
        return 'f"{year + 1}-01-01"'
    end = period[4:] if kind == "day" else LAST_OF_YEAR.get(kind, "")
    return f'f"{{year}}{end}"' if end else "year"


def _skeleton(kind: str, values: dict[str, str]):
    """The cells of a file here, filled in: a list, or by part a list."""
    text = Template((HERE / f"{kind}.yml").read_text(encoding="utf-8")).substitute(values)
    told = yaml.safe_load(text)
    return (
        {part: [_cell(one) for one in cells] for part, cells in told.items()}
        if kind == "chapter"
        else [*map(_cell, told)]
    )


def _cell(told: dict):
    metadata = {"tags": told["tags"]}
    if "text" in told:
        return new_markdown_cell(told["text"].rstrip(), id=told["id"], metadata=metadata)
    return new_code_cell(told["code"].rstrip(), id=told["id"], metadata=metadata)


def _enter(name: str, toc: Path) -> None:
    """The chapter in the table of contents: before the definitions, where they stand in it, else at the end."""
    text = toc.read_text(encoding="utf-8")
    line = f"- file: {CHAPTERS.name}/{name}\n"
    end = re.search(r"^- file: \S+/definitions$", text, re.M)
    text = text if text.endswith("\n") else f"{text}\n"
    text = text[: end.start()] + line + text[end.start() :] if end else text + line
    toc.write_text(text, encoding="utf-8")
    if name not in chapters([name], toc):
        raise DataError(f"_toc.yml: enter {line.strip()} by hand")
