"""What a provider's file says of itself: its format, columns, codes and labels, as far as a record can be made of it."""

import re
from dataclasses import dataclass, field

import pandas as pd

from book.data.cells import listed
from book.data.members import COUNTRIES
from book.data.records import DataError
from book.providers import eurostat, unhcr

COUNTRY = 0.5  # part of the codes of a column that are countries, from which on it is one of countries
TOTALS = re.compile(r"(?i)t|total|totaal|t00\d+")
UNITS = {
    "PC": "percent",
    "Percentage": "percent",
    "PC_POP": "percent",
    "Euro": "eur",
    "EUR": "eur",
    "P1000": "per_1000",
}
LANGUAGE = {"cbs": "nl", "eurostat": "en", "unhcr": "en"}  # of the labels in a file


@dataclass(frozen=True)
class Column:
    """A column that becomes a dimension: codes of the file with the labels it has for them; `countries`: by code or name."""

    name: str
    codes: dict[str, str]
    countries: str = ""  # "code", "name", or that it is none
    skip: tuple[str, ...] = ()


@dataclass(frozen=True)
class Guess:
    """Format and table of a file, the columns of its period and values, its dimensions, and what one code is chosen of."""

    format: str
    table: str
    period: str
    topics: tuple[str, ...]
    columns: tuple[Column, ...]
    where: dict[str, str] = field(default_factory=dict)
    unit: str = "persons"


def guess(raw: pd.DataFrame, where: dict[str, str]) -> Guess:
    """Read a file of cells; DataError where it is of none of the formats, or has several units."""
    for column, code in where.items():
        if column not in raw or not (raw[column].str.strip() == code).any():
            raise DataError(f"no row has {code} in the column {column}; there are {listed(raw.columns)}")
        raw = raw[raw[column].str.strip() == code]
    if "OBS_VALUE" in raw or any("\\" in name for name in raw.columns[:1]):
        return _eurostat(raw, where)
    if {"year", *unhcr.PAIR} <= set(raw.columns):
        return _unhcr(raw, where)
    periods = [name for name in raw if raw[name].str.strip().str.fullmatch(r"\d{4}(?:JJ|KW|MM|HJ)\d\d\*?").all()]
    if not periods:
        raise DataError(f"no format that is known (CBS, Eurostat, UNHCR); the columns are {listed(raw.columns)}")
    return _cbs(raw, periods[0], where)


def _eurostat(raw: pd.DataFrame, where: dict[str, str]) -> Guess:
    if "OBS_VALUE" not in raw:
        head = raw.columns[0]
        keys = raw[head].str.split(",", expand=True).set_axis(eurostat.columns(raw[[head]]), axis=1)
        dimensions = keys.drop(columns=[name for name in keys if name in ("TIME_PERIOD", "time")])
    else:
        dimensions = raw[[name for name in raw if re.fullmatch("[a-z][a-z0-9_]*", name)]]
    dimensions = dimensions.drop(columns=[name for name in ("freq",) if name in dimensions])
    units = sorted(dimensions["unit"].str.strip().unique()) if "unit" in dimensions else [""]
    if len(units) > 1:
        raise DataError(f"the file has several units: choose one, as --where unit={units[0]} ({listed(units)})")
    single = {name: dimensions[name].iloc[0].strip() for name in dimensions if dimensions[name].nunique() == 1}
    found = [_column(raw, name, dimensions[name]) for name in dimensions if name not in (*single, "unit")]
    unit = UNITS.get(units[0], "persons")
    return Guess("eurostat", eurostat.table(raw), "", ("OBS_VALUE",), tuple(found), {**single, **where}, unit)


def _cbs(raw: pd.DataFrame, period: str, where: dict[str, str]) -> Guess:
    topics = [name for name in raw if re.search(r"_\d+$", name)]
    years = raw[period].str.strip().str[:4]
    rest = [
        name for name in raw if name not in (period, *topics, *where) and not (raw[name].str.strip() == years).all()
    ]
    labels = {f"{name}_label" for name in rest}
    found = [_column(raw, name, raw[name]) for name in rest if name not in labels]
    return Guess("cbs", "", period, tuple(topics), tuple(found), where)


def _unhcr(raw: pd.DataFrame, where: dict[str, str]) -> Guess:
    numbers = raw.apply(
        lambda cells: cells.str.strip().str.fullmatch(r"\d*|-").all() and cells.str.contains(r"\d").any()
    )
    topics = [name for name in raw if numbers[name] and not re.fullmatch(r"year|id|page|co[oa].*", name)]
    by = next((name for name in reversed(unhcr.PAIR) if raw[name].nunique() > 1), unhcr.PAIR[1])
    return Guess("unhcr", "", "", tuple(topics), (Column(by, {}, "code"),), where)


def _column(raw: pd.DataFrame, name: str, cells: pd.Series) -> Column:
    cells = cells.str.strip()
    codes = dict.fromkeys(cells, "")
    if (label := _label(raw, name)) is not None:
        codes = dict(zip(cells, raw[label].str.strip(), strict=True))
    for how, country in (("code", eurostat.country), ("name", eurostat.named_country)):
        inside = [code for code in codes if country(code) in COUNTRIES]
        if len(inside) > COUNTRY * len(codes):
            return Column(name, {}, how, tuple(code for code in codes if code not in inside))
    return Column(name, codes)


def _label(raw: pd.DataFrame, name: str) -> str | None:
    """The column that has the words of a column's codes: its name with `_label`, or the next, where each code has one."""
    if name not in raw:
        return None
    columns = list(raw.columns)
    after = columns[columns.index(name) + 1 : columns.index(name) + 2]
    for label in [one for one in (f"{name}_label", *after) if one in columns]:
        named = " " in label or label[:1].isupper() or label.endswith("_label")
        words = named and label not in ("TIME_PERIOD", "OBS_VALUE")
        if words and (raw.groupby(name)[label].nunique() == 1).all():
            return label
    return None


def own_code(code: str, label: str) -> str:
    """A code as data/ has them: total, or the file's own in lower case."""
    if TOTALS.fullmatch(code) or TOTALS.fullmatch(label):
        return "total"
    return re.sub(r"[^a-z0-9]+", "_", code.lower()).strip("_")
