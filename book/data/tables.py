"""The tables with a schema of their own: what each column may hold, and that no row stands twice."""

import re
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import shapely

from book.data import checks, periods
from book.data.cells import DataError
from book.data.checks import NUMBER
from book.data.members import COUNTRIES
from book.data.records import Record, read_record
from book.data.schema import CLASSES

Holds = tuple[Callable[[str], object], str]  # of a cell that a column may have, and what is said of any other
KEYS = {
    "milestones": ["date", "theme", "title_en"],
    "claims": ["edition", "measure", "period", "quoted_en"],
    "ledger": ["edition", "measure", "period", "quoted_en"],
    "corrections": ["day", "edition", "what_en"],
    "causes": ["period", "theme", "topic", "direction"],
    "boundaries": ["country"],
    "municipal_boundaries": ["municipality"],
    "editions": ["year"],
}  # fmt: skip
TEXT: Holds = (lambda cell: cell == " ".join(cell.split()) != "", "is empty, or has spaces too many")
MAYBE: Holds = (lambda cell: cell == " ".join(cell.split()), "has spaces too many")
YEAR: Holds = (re.compile("(?:19|20)[0-9]{2}").fullmatch, "is no year")
PERIOD: Holds = (periods.is_period, "is no period")


def validate(frame: pd.DataFrame, record: Record, folder: Path) -> None:
    """Each cell is what its column may hold; DataError names row and column."""
    columns = sorted(frame, key=lambda name: name != "source")
    checks.refuse(record.name, frame, [checks.cell_rule(name, *_rule(name, record, folder)) for name in columns])
    again = frame.duplicated(KEYS[record.name])
    if again.any():
        raise DataError(f"data/{record.name}.csv, row {again.idxmax() + 2}: {', '.join(KEYS[record.name])} stand twice")


def _rule(column: str, record: Record, folder: Path) -> Holds:
    if record.name == "corrections" and column.startswith("why"):
        return TEXT
    return {
        "day": (periods.is_day, "is no day"),
        "source": (lambda cell: cell in record.sources, "is no source of the record"),
        "theme": (lambda cell: cell in record.themes, f"is no theme; there are {', '.join(record.themes)}"),
        "date": PERIOD,
        "period": PERIOD,
        "edition": YEAR,
        "year": YEAR,
        "status": (("complete", "provisional").__contains__, "is no status of an edition: complete, provisional"),
        "measure": (lambda cell: not cell or _is_path(cell, folder), "is no figure of a dataset"),
        "value": (re.compile(NUMBER).fullmatch, "is no number"),
        "said": (re.compile(NUMBER).fullmatch, "is no number"),
        **dict.fromkeys(("then", "now"), (re.compile(f"|{NUMBER}").fullmatch, "is no number")),
        "class": (CLASSES.__contains__, f"is no class; there are {', '.join(CLASSES)}"),
        "tolerance": (re.compile(f"(?!-){NUMBER}").fullmatch, "is no number of 0 or more"),
        "direction": (("up", "down").__contains__, "is no direction: up, down"),
        "country": (COUNTRIES.__contains__, "is no country code"),
        "municipality": (re.compile("GM[0-9]{4}").fullmatch, "is no code of a municipality"),
        "wkt": (_is_outline, "is no outline (WKT of polygons)"),
        "why_en": MAYBE,
        "why_nl": MAYBE,
    }.get(column, TEXT)


def _is_path(path: str, folder: Path) -> bool:
    """The path "dataset.measure.code…" of a claim leads to one series: "part/whole" a share, at the end `.change`."""
    dataset, measure, *codes = [*path.split("."), ""] if "." not in path else path.split(".")
    try:
        record = read_record(dataset, folder)
    except DataError:
        return False
    codes = codes[:-1] if codes[-1:] == ["change"] else codes
    known = all(name in record.measures for name in measure.split("/")) and len(codes) == len(record.dimensions)
    return known and all(
        code in dimension.codes or (dimension.countries and code in COUNTRIES)
        for code, dimension in zip(codes, record.dimensions.values(), strict=True)
    )


def _is_outline(text: str) -> bool:
    try:
        shape = shapely.from_wkt(text)
    except shapely.errors.ShapelyError:
        return False
    return shape is not None and "Polygon" in shape.geom_type and not shape.is_empty
