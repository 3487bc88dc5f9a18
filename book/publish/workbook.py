"""The numbers of an edition as one workbook: contents, notes, and a sheet for each figure and table.

As official statistics ask of a workbook that all can use: a title in A1, one table a sheet with one row of headings, no
merged or empty cells in it, numbers as numbers, status and source in words on each sheet.
"""

from __future__ import annotations

import csv
import json
from datetime import datetime
from pathlib import Path

import nbformat
import xlsxwriter
import yaml

from book.chapter import CHART, TABLE
from book.edition import Edition
from book.language import titles, words
from book.publish.execute import ROOT

CREATED = datetime(2000, 1, 1)  # a fixed day: the same numbers give the same bytes
NAME = 31  # longer names of sheets are refused


def chapters(toc: Path = ROOT / "_toc.yml") -> list[str]:
    """The chapters in the order of the book."""
    entries = yaml.safe_load(toc.read_text(encoding="utf-8"))
    parts = entries.get("parts") or [entries]
    files = [entry["file"] for part in parts for entry in part.get("chapters") or []]
    return [Path(name).stem for name in [entries["root"], *files]]


def pictures(folder: Path, order: list[str]) -> list[dict]:
    """The words of all figures and tables of the executed chapters in `folder`, in the order of the book."""
    found = []
    for name in order:
        for cell in nbformat.read(folder / f"{name}.ipynb", 4).cells:
            bundles = [output.get("data", {}) for output in cell.get("outputs", [])]
            found += [bundle[kind] for bundle in bundles for kind in (CHART, TABLE) if kind in bundle]
    return found


def write(folder: Path, edition: Edition, order: list[str] | None = None) -> Path:
    """`state-of-migration-<edition>.xlsx` in `folder`, from its chapters and figures."""
    path, language = folder / f"state-of-migration-{edition.name}.xlsx", edition.language
    order = order or [name for name in chapters() if (folder / "chapters" / f"{name}.ipynb").exists()]
    shown = [
        entry for entry in pictures(folder / "chapters", order) if (folder / "figures" / f"{entry['id']}.csv").exists()
    ]
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": titles.title(edition), "created": CREATED})
        book.formats[0].set_font_name("Arial")
        head = book.add_format({"bold": True, "font_name": "Arial", "font_size": 14})
        contents, notes = (
            book.add_worksheet(words.capital(words.word(name, language))) for name in ("contents", "notes")
        )
        _notes(notes, edition, head)
        rows = []
        for number, entry in enumerate(shown, start=1):
            name = entry["id"][:NAME]
            _picture(book.add_worksheet(name), entry, folder / "figures", language, number, head)
            rows.append([name, entry["title"], entry["measure"]])
        _contents(contents, rows, edition, head)
    return path


def _contents(sheet, rows: list[list[str]], edition: Edition, head) -> None:
    sheet.write_string("A1", titles.title(edition), head)
    headings = [words.capital(words.word(name, edition.language)) for name in ("sheet", "title", "measure")]
    _table(sheet, 2, headings, rows, "contents")
    for place, row in enumerate(rows):
        sheet.write_url(3 + place, 0, f"internal:'{row[0]}'!A1", string=row[0])
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 2, 70)


def _notes(sheet, edition: Edition, head) -> None:
    sheet.write_string("A1", words.capital(words.word("notes", edition.language)), head)
    letters = [f"{letter}: {meaning}" for letter, meaning in words.section("statuses", edition.language).items()]
    for place, text in enumerate([*words.texts("words", "workbook", edition.language), *letters]):
        sheet.write_string(1 + place, 0, text)
    sheet.set_column(0, 0, 110)


def _picture(sheet, entry: dict, folder: Path, language: str, number: int, head) -> None:
    """Title, measure line, notes and source, one a row in column A; then the numbers."""
    path = folder / f"{entry['id']}.json"
    behind = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    with (folder / f"{entry['id']}.csv").open(encoding="utf-8", newline="") as lines:
        headings, *rows = list(csv.reader(lines))
    if behind:
        headings, rows = _labelled(headings, rows, behind, language)
    sheet.write_string("A1", entry["title"], head)
    above = [entry["measure"], " ".join(entry["notes"]), entry["source"]]
    above += [f"{source['words']}: {source['address']}" for source in behind.get("sources", [])]
    above = [line for line in above if line]
    for place, line in enumerate(above):
        sheet.write_string(1 + place, 0, line)
    _table(sheet, len(above) + 2, headings, rows, f"numbers_{number}")
    for place, heading in enumerate(headings):
        widths = [len(str(row[place])) for row in rows]
        sheet.set_column(place, place, min(60, max([len(heading), *widths]) + 2))


def _labelled(head: list[str], rows: list[list[str]], behind: dict, language: str) -> tuple[list[str], list[list]]:
    """The columns of a figure's CSV under headings in the edition's language, codes as words, values as numbers."""
    columns = [name for name in head if name not in ("dataset", "value", "status", "vintage", "source", "later")]
    named = [behind["headings"].get(name) or words.word(name, language) for name in columns]
    named += [words.word(name, language) for name in ("value", "unit", "status", "vintage", "source")]
    labelled = []
    for cells in rows:
        row = dict(zip(head, cells, strict=True))
        line: list = [behind["labels"].get(name, {}).get(row[name], row[name]) for name in columns]
        line.append(float(row["value"]) if row["value"] else None)
        line.append(behind["labels"]["unit"].get(row["measure"], ""))
        states = [words.status(letter, language) for letter in row["status"]]
        states += [words.sign("†", language)] if row.get("later") == "True" else []
        line.append("; ".join(states))
        labelled.append([*line, row["vintage"], _source(row["source"], behind["sources"])])
    return [words.capital(name) for name in named], labelled


def _source(cell: str, sources: list[dict]) -> str:
    """The publications of a row in the edition's language: its CSV names them in English, each with its address."""
    found = [
        f"{source['words']} {source['address']}"
        for source in sources
        if source["address"] in cell.replace(";", " ").split()
    ]
    return "; ".join(found) or cell


def _table(sheet, top: int, headings: list[str], rows: list[list], name: str) -> None:
    """A table that Excel and a screen reader know as one, its headings in row `top` (counted from 0)."""
    sheet.add_table(
        top, 0, top + max(len(rows), 1), len(headings) - 1,
        {"name": name, "data": rows, "columns": [{"header": _unlike(headings, place)} for place in range(len(headings))],
         "style": None, "autofilter": False, "banded_rows": False},
    )  # fmt: skip


def _unlike(headings: list[str], place: int) -> str:
    """A heading that no earlier one equals: a table refuses two of one name."""
    before = [heading.lower() for heading in headings[:place]].count(headings[place].lower())
    return f"{headings[place]} {before + 1}" if before else headings[place]
