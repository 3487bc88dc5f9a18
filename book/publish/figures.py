"""The files beside each picture: its PNG, its numbers in long form (CSV), and its words and sources (JSON)."""

import json
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path

from PIL import Image

from book.chapter.pictures import points
from book.edition import Edition
from book.outputs import Figure, Shown
from book.publish import csv_files, reads


def write(shown: Iterable[Shown], folder: Path, edition: Edition, pages: Mapping[str, str]) -> None:
    """`<id>.csv` for each figure and table, and `<id>.json` where observations stand behind it.

    `pages` are addresses of those that have no page of their own, by id.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for entry in shown:
        passport = entry.passport(edition.name, pages.get(entry.id, ""))
        head, rows = _labelled(entry, passport) if entry.rows.value else (entry.grid.head, entry.grid.rows)
        csv_files.write(folder / f"{entry.id}.csv", head, rows)
        if entry.rows.value:
            text = json.dumps(
                words(entry) | {name.lower(): passport[name] for name in ("Edition", "Page")},
                ensure_ascii=False,
                indent=1,
            )
            (folder / f"{entry.id}.json").write_text(text + "\n", encoding="utf-8")


def pack(shown: Iterable[Shown], folder: Path, edition: Edition, kept: Path, out: Path) -> None:
    """`<id>.png` in `out` for each figure whose SVG lies in `folder`; where one in `kept` is of the same, that one."""
    out.mkdir(parents=True, exist_ok=True)
    kept.mkdir(parents=True, exist_ok=True)
    way, used = (reads.code("charts", "chapter"), reads.installed()), set()
    for figure in shown:
        if isinstance(figure, Figure):
            drawing = (folder / f"{figure.id}.svg").read_text(encoding="utf-8")
            words = figure.title, figure.measure, *figure.notes, str(figure.credit)
            used.add(same := kept / f"{reads.digest_of(*way, drawing, *words)}.png")
            if not _whole(same):
                same.write_bytes(points(drawing, figure, edition))
            shutil.copyfile(same, out / f"{figure.id}.png")
    for old in set(kept.iterdir()) - used:
        old.unlink()


def _whole(picture: Path) -> bool:
    """A PNG is there and undamaged: each part of it has a check sum."""
    try:
        with Image.open(picture) as opened:
            opened.verify()
    except (OSError, SyntaxError):  # the latter is what Pillow raises for a wrong check sum
        return False
    return True


def _labelled(entry: Shown, passport: dict[str, str]) -> tuple[list[str], list[tuple]]:
    """The long form, each row with its unit and with the title, edition and page of its figure: a file that stands alone."""
    head, rows = long_form(entry)
    own = tuple(passport[name] for name in ("Title", "Edition", "Page"))
    units = [entry.labels.get("unit", {}).get(code, "") for code in entry.rows.measure]
    return [*head, "unit", "title", "edition", "page"], [
        (*row, unit, *own) for row, unit in zip(rows, units, strict=True)
    ]


def long_form(entry: Shown) -> tuple[list[str], list[tuple]]:
    """dataset, period, measure, dimensions, value, status, vintage, source (in words), later: one row per number."""
    rows = entry.rows
    names = [f"{one.english} {one.address}".rstrip() for one in entry.publications]
    columns = {
        "dataset": rows.dataset,
        "period": rows.period,
        "measure": rows.measure,
        **dict(rows.dimensions),
        "value": ["" if value is None else f"{value:.10g}" for value in rows.value],
        "status": rows.status,
        "vintage": rows.vintage,
        "source": ["; ".join(names[place] for place in places) for places in rows.source],
        "later": [("", "later", "undated")[later] for later in rows.later],
    }
    return list(columns), list(zip(*columns.values(), strict=True))


def words(entry: Shown) -> dict:
    """Title, measure line, notes, source line, and what stands behind the numbers."""
    sources = entry.sources
    return {
        "id": entry.id, "title": entry.title, "measure": entry.measure, "notes": entry.notes, "source": str(entry.credit),
        "labels": entry.labels, "headings": entry.headings, "datasets": entry.datasets, "statuses": entry.statuses,
        "sources": [
            {"words": one.words, "title": one.title, "address": one.address, "licence": one.licence} for one in sources
        ],
    }  # fmt: skip
