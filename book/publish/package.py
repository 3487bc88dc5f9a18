"""The data that an edition hands over: each dataset with its record, described as a Data Package (version 2)."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

from book.data import TABLES
from book.data.records import DATA, Record, datasets, read_record
from book.edition import Edition

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
DESCRIPTION = {
    "en": "All observations behind the book, with every vintage held, also of later years than the reference year.",
    "nl": "Alle waarnemingen achter het boek, met elke bewaarde publicatie, ook van jaren na het peiljaar.",
}
COLUMNS = {
    "period": ("the time that the value speaks of", "de periode waarover de waarde gaat"),
    "value": ("empty: no figure", "leeg: geen cijfer"),
    "status": (
        "A as published, else letters: B D E M P Q R U",
        "A zoals gepubliceerd, anders letters: B D E M P Q R U",
    ),
    "vintage": ("the day on which the source published this value", "de dag waarop de bron deze waarde publiceerde"),
    "source": ("key of the publication in the record", "sleutel van de publicatie in de beschrijving"),
}
TYPES = {"value": "number", "vintage": "date"}


def write(folder: Path, edition: Edition, data: Path = DATA) -> None:
    """`data/<name>.csv` and `.yml` in `folder`, and `datapackage.json` beside them."""
    (folder / "data").mkdir(parents=True, exist_ok=True)
    names = datasets(data)
    for name in names:
        for kind in ("csv", "yml"):
            shutil.copyfile(data / f"{name}.{kind}", folder / "data" / f"{name}.{kind}")
    package = {
        "$schema": SCHEMA,
        "name": f"state-of-migration-{edition.name}",
        "title": edition.title,
        "description": DESCRIPTION[edition.language],
        "resources": [resource(name, edition.language, data) for name in names],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def resource(name: str, language: str, data: Path = DATA) -> dict:
    """One dataset as a tabular resource: its words, its columns, its publications."""
    record, content = read_record(name, data), (data / f"{name}.csv").read_bytes()
    words = [record.definition[language], record.done[language], record.traps[language]]
    return {
        "name": name,
        "type": "table",
        "title": record.title[language],
        "description": " ".join(text.strip() for text in words),
        "path": f"data/{name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema(record, content.decode("utf-8").split("\n", 1)[0].split(","), language),
        "sources": [source(entry, language) for entry in record.sources.values()],
    }


def schema(record: Record, head: list[str], language: str) -> dict:
    """The columns of a dataset; what makes a row unique is its key with its vintage."""
    described = {"fields": [field(record, name, language) for name in head], "missingValues": [""]}
    if record.name not in TABLES:
        described["primaryKey"] = ["period", "measure", *record.dimensions, "vintage"]
    return described


def field(record: Record, name: str, language: str) -> dict:
    """One column: type, title and, where the record lists them, its codes with their labels."""
    described = {"name": name, "type": TYPES.get(name, "string") if record.name not in TABLES else "string"}
    if name in COLUMNS:
        described["description"] = COLUMNS[name][language == "nl"]
    codes = {}
    if name == "measure":
        codes = {code: f"{measure.label[language]} ({measure.unit})" for code, measure in record.measures.items()}
    elif name in record.dimensions:
        dimension = record.dimensions[name]
        described["title"] = dimension.label[language]
        codes = {} if dimension.countries else {code: label[language] for code, label in dimension.codes.items()}
    if codes and record.name not in TABLES:
        described["categories"] = [{"value": code, "label": label} for code, label in codes.items()]
    return described


def source(entry, language: str) -> dict:
    """A publication as the package names it."""
    described = {"title": f"{entry.organisation[language]}: {entry.title[language]}", "path": entry.address}
    if entry.licence:
        described["licence"] = entry.licence
    if entry.published:
        described["version"] = entry.published
    return described
