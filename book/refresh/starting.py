"""A new dataset from a provider's file: its first record, in which a human fills in what the file does not say, and rows."""

import re
import tempfile
from datetime import date
from pathlib import Path

import pandas as pd
import yaml

from book.data import reading, writing
from book.data.records import DATA, LANGUAGES, DataError, read_record
from book.data.schema import KINDS, RANGES, TO_FILL_IN
from book.language import numbers, words
from book.providers.files import FormatError, read
from book.providers.mapping import observations
from book.refresh.guess import LANGUAGE, Column, Guess, guess, own_code

NAME = re.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*")
ORDER = ("title", "definition", "measures", "dimensions", "sources", "done", "traps", "imports")


def start(name: str, path: Path, published: str = "", where: dict[str, str] | None = None, folder: Path = DATA) -> int:
    """Write data/<name>.yml and .csv from a provider's file; how many places of the record are to be filled in.

    `published` is the day on which the file came out, if known; `where` chooses a code of a column. DataError for a file
    of no known format, a name that is taken, rows that no reader would take.
    """
    if not NAME.fullmatch(name):
        raise DataError(f"a dataset is named in lower case, as asylum_requests, not {name!r}")
    try:
        raw = read(path)
        text = record(name, raw, guess(raw, where or {}), published)
        rows = _rows(name, raw, text, published or _today())
    except FormatError as error:
        raise DataError(str(error)) from None
    writing.create(name, text, rows, folder)
    return text.count(TO_FILL_IN)


def record(name: str, raw: pd.DataFrame, found: Guess, published: str) -> str:
    """The text of the record that a file gives, with TO_FILL_IN wherever a human must say or confirm what it is."""
    language, rounding = LANGUAGE[found.format], _rounding(raw, found)
    measures = _codes(found.topics, name)
    told = {
        "title": _words({}),
        "definition": _words({}),
        "measures": {
            code: {"label": _words({}), "unit": found.unit, "kind": KINDS[1], "rounding": rounding}
            for code in measures.values()
        },
        "dimensions": {_own(column): _dimension(column, language) for column in found.columns},
        "sources": {_source(found, name): _entry(found, published)},
        "done": _words({}),
        "traps": _words({}),
        "imports": [_import(found, name, measures)],
    }
    text = "".join(yaml.safe_dump({key: told[key]}, allow_unicode=True, sort_keys=False, width=110) for key in ORDER)
    choices = {"unit": ", ".join(RANGES), "kind": ", ".join(KINDS)}
    return re.sub(
        r"^( +(unit|kind): \w+)$", lambda line: f"{line[1]}  # {TO_FILL_IN} one of {choices[line[2]]}", text, flags=re.M
    )


def _rows(name: str, raw: pd.DataFrame, text: str, vintage: str) -> str:
    """The rows of the file as CSV, as a reader takes them once the record is filled in."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        (folder / f"{name}.yml").write_text(text.replace(TO_FILL_IN, "x"), encoding="utf-8")
        filled = read_record(name, folder)
        frame = observations(filled, raw).assign(vintage=vintage)
        columns = ["period", "measure", *filled.dimensions, "value", "status", "vintage", "source"]
        (folder / f"{name}.csv").write_text(",".join(columns) + "\n", encoding="utf-8")
        writing.enter(name, frame[columns], folder)
        reading.rows(name, folder)
        return (folder / f"{name}.csv").read_text(encoding="utf-8")


def _words(told: dict[str, str]) -> dict[str, str]:
    return {language: told.get(language) or TO_FILL_IN for language in LANGUAGES}


def _codes(topics: tuple[str, ...], name: str) -> dict[str, str]:
    """The measure that each column of values is."""
    if len(topics) == 1:
        return {topics[0]: name}
    return {topic: re.sub(r"_\d+$", "", own_code(re.sub("(?<=[a-z])(?=[A-Z])", "_", topic), "")) for topic in topics}


def _own(column: Column) -> str:
    """The name of a dimension: a country, or as the file has it."""
    return "country" if column.countries else re.sub("(?<=[a-z])(?=[A-Z])", "_", column.name).lower()


def _dimension(column: Column, language: str) -> dict:
    if column.countries:
        return {"label": _words({}), "codes": "countries"}
    codes = {own_code(code, label): _words({language: label}) for code, label in column.codes.items()}
    return {"label": _words({}), "codes": codes}


def _source(found: Guess, name: str) -> str:
    return f"{found.format}-{found.table or name}"


def _entry(found: Guess, published: str) -> dict:
    today = {language: numbers.day(_today(), language) for language in LANGUAGES}
    return {
        "organisation": _words({}),
        **({"table": found.table} if found.table else {}),
        "title": _words({}),
        "address": f"https://{TO_FILL_IN}",
        "licence": TO_FILL_IN,
        **({"published": published} if published else {"recorded": _today()}),
        "obtained": {
            language: words.text("records", "downloaded", language, day=today[language]) for language in LANGUAGES
        },
    }


def _import(found: Guess, name: str, measures: dict[str, str]) -> dict:
    dimensions = {}
    for column in found.columns:
        codes = {code: own_code(code, label) for code, label in column.codes.items()}
        skip = {"skip": list(column.skip)} if column.skip else {}
        by_name = {"labels": True} if column.countries == "name" else {}
        dimensions[_own(column)] = {"column": column.name, "codes": codes or "countries", **skip, **by_name}
    told = {"format": found.format, "source": _source(found, name), "measures": measures, "dimensions": dimensions}
    return told | ({"where": found.where} if found.where else {}) | ({"period": found.period} if found.period else {})


def _rounding(raw: pd.DataFrame, found: Guess) -> float:
    """The last decimal that a number of the file has: 1, 0.1, 0.01."""
    wide = found.format == "eurostat" and "OBS_VALUE" not in raw
    cells = raw[[*(raw.columns[1:] if wide else found.topics)]].to_numpy().ravel()
    decimals = [len(point[1]) for cell in cells if (point := re.match(r"\s*-?\d+[.,](\d{1,2})(?!\d)", cell))]
    return 10 ** -max(decimals, default=0) or 1


def _today() -> str:
    return date.today().isoformat()
