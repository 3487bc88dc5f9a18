"""The data that an edition hands over: each dataset with its record, described as a Data Package (version 2)."""

import hashlib
import json
import shutil
from pathlib import Path

from book.data.records import DATA, Record, datasets, read_record
from book.data.schema import TABLES
from book.edition import Edition
from book.language import titles, words
from book.publish import version

SCHEMA = "https://datapackage.org/profiles/2.0/datapackage.json"
TYPES = {"value": "number", "vintage": "date"}
LICENCES = {  # as records write them: name and address
    "CC BY 4.0": ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC BY 3.0 IGO": ("CC-BY-3.0-IGO", "https://creativecommons.org/licenses/by/3.0/igo/"),
    "public domain": ("other-pd", "https://www.naturalearthdata.com/about/terms-of-use/"),
}


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
        "title": titles.title(edition),
        "version": f"{version.project()}+{version.data(data)[: version.SHORT]}",
        "description": words.word("package", edition.language),
        "resources": [resource(name, edition.language, data) for name in names],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    (folder / "datapackage.json").write_text(text, encoding="utf-8")


def resource(name: str, language: str, data: Path = DATA) -> dict:
    """One dataset as a tabular resource: its words, its columns, its publications."""
    record, content = read_record(name, data), (data / f"{name}.csv").read_bytes()
    stated = licences(record)
    about = [record.definition[language], record.done[language], record.traps[language]]
    return {
        "name": name,
        "type": "table",
        "title": record.title[language],
        "description": " ".join(text.strip() for text in about),
        "path": f"data/{name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": schema(record, content.decode("utf-8").split("\n", 1)[0].split(","), language),
        "sources": [source(entry, language) for entry in record.sources.values()],
        **({"licenses": stated} if stated else {}),
    }


def licences(record: Record) -> list[dict]:
    """The licences that the publications of a dataset state, each once; one unknown here is found at its publication."""
    found = {}
    for entry in record.sources.values():
        name, path = LICENCES.get(entry.licence, ("", entry.address))
        if entry.licence and (name or path):
            found.setdefault(entry.licence, {"name": name, "path": path, "title": entry.licence})
    return [{key: text for key, text in one.items() if text} for one in found.values()]


def schema(record: Record, head: list[str], language: str) -> dict:
    """The columns of a dataset; what makes a row unique is its key with its vintage."""
    described = {"fields": [field(record, name, language) for name in head], "missingValues": [""]}
    if record.name not in TABLES:
        described["primaryKey"] = ["period", "measure", *record.dimensions, "vintage"]
    return described


def field(record: Record, name: str, language: str) -> dict:
    """One column: type, title and, where the record lists them, its codes with their labels."""
    described = {"name": name, "type": TYPES.get(name, "string") if record.name not in TABLES else "string"}
    if description := words.section("columns", language).get(name):
        described["description"] = description
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
    via = words.word("via", language, entry.via[language]) if entry.via else ""
    described = {"title": f"{entry.organisation[language]}: {entry.title[language]}{via}"}
    if entry.address:
        described["path"] = entry.address
    if entry.licence:
        described["licence"] = entry.licence
    if entry.published:
        described["version"] = entry.published
    return described
