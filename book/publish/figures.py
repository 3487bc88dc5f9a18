"""The files beside each picture: its numbers in long form (CSV), and its words and sources (JSON)."""

import json
from collections.abc import Iterable
from pathlib import Path

from book.outputs import Shown
from book.publish import csv_files


def write(shown: Iterable[Shown], folder: Path) -> None:
    """`<id>.csv` for each figure and table, and `<id>.json` where observations stand behind it."""
    folder.mkdir(parents=True, exist_ok=True)
    for entry in shown:
        head, rows = long_form(entry) if entry.rows.value else (entry.grid.head, entry.grid.rows)
        csv_files.write(folder / f"{entry.id}.csv", head, rows)
        if entry.rows.value:
            text = json.dumps(words(entry), ensure_ascii=False, indent=1)
            (folder / f"{entry.id}.json").write_text(text + "\n", encoding="utf-8")


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
