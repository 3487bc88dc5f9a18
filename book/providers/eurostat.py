"""Eurostat: SDMX-CSV with codes, and the older TSV; values with their flags."""

import re
from functools import cache

import pandas as pd
from babel import Locale

from book.data.cells import quoted
from book.providers.files import FormatError, Rows, chosen, each, require

CELL = re.compile(r"\s*(:|-?[0-9]+(?:\.[0-9]+)?)\s*([a-z]*)\s*")
PERIOD = re.compile(r"([0-9]{4})(?:-?(Q[1-4])|-?S([12])|[M-](0[1-9]|1[0-2]))?")
TABLE = re.compile(r"ESTAT:(\w+)")
CONFIDENTIAL = {"": "", "F": "", **dict.fromkeys("ACDEGMNOPSTW", "c")}  # SDMX's code list CL_CONF_STATUS
COUNTRIES = {"EL": "GR", "UK": "GB", "EU27_2020": "EU27"}
UNION_NAMES = {"European Union - 27 countries (from 2020)": "EU27"}


def period(code: str) -> str:
    """2023, 2023-Q2, 2023-S1 (a half-year is 2023-H1) and 2023-04 as our periods; FormatError for another."""
    found = PERIOD.fullmatch(code.strip())
    if not found:
        raise FormatError(f"{quoted(code)} is no period of Eurostat")
    year, quarter, half, month = found.groups()
    return f"{year}-{quarter}" if quarter else f"{year}-H{half}" if half else f"{year}-{month}" if month else year


def country(code: str) -> str:
    """Eurostat's code of a country as ours: EL is GR, UK is GB, EU27_2020 is EU27."""
    return COUNTRIES.get(code, code)


def named_country(name: str) -> str:
    """The code of a country that a file of labels names in English; a name that is not known stays as it is."""
    return UNION_NAMES.get(name) or _names().get(name, name)


@cache
def _names() -> dict[str, str]:
    return {name: code for code, name in Locale("en").territories.items() if len(code) == 2}


def columns(raw: pd.DataFrame) -> list[str]:
    """The names of the columns; those of a TSV's first column, which holds all dimensions, one by one."""
    return [part for name in raw.columns for part in name.split("\\")[0].split(",")]


def table(raw: pd.DataFrame) -> str:
    """The table that the file says it is, in lower case; "" where it does not say."""
    named = next((name for name in ("STRUCTURE_ID", "DATAFLOW") if name in raw.columns), None)
    found = TABLE.match(raw[named].iloc[0]) if named else None
    return found[1].lower() if found else ""


def parse(raw: pd.DataFrame, where: dict | None = None) -> Rows:
    """Long rows of either format with the codes of `where`: the dimensions' codes, and the columns of Rows.

    `topic` is OBS_VALUE, a missing value is "". FormatError names the row and column of a cell that is no value.
    """
    return _sdmx(raw, where or {}) if "OBS_VALUE" in raw.columns else _tsv(raw, where or {})


def _sdmx(raw: pd.DataFrame, where: dict) -> Rows:
    require(raw, ["TIME_PERIOD"])
    rows = chosen(raw, where)
    rows = rows.assign(row=rows.index, column="OBS_VALUE", topic="OBS_VALUE")
    flags = rows["OBS_FLAG"].str.strip() if "OBS_FLAG" in rows.columns else ""
    if "CONF_STATUS" in rows.columns:
        flags = flags + pd.Series(each(rows, "CONF_STATUS", _confidential, "CONF_STATUS"), rows.index, dtype=str)
    value = rows["OBS_VALUE"].str.strip().replace(":", "")
    return Rows(rows.assign(period=each(rows, "TIME_PERIOD", period, "TIME_PERIOD"), value=value, flags=flags))


def _tsv(raw: pd.DataFrame, where: dict) -> Rows:
    head = raw.columns[0]
    if "\\TIME_PERIOD" not in head and "\\time" not in head:
        raise FormatError(f"{quoted(head)} is no head of a Eurostat table")
    names = columns(raw[[head]])
    keys = raw[head].str.split(",", expand=True)
    if keys.shape[1] != len(names):
        raise FormatError(f"column {head}: not {len(names)} codes in every row")
    wide = pd.concat([keys.set_axis(names, axis=1), raw.drop(columns=head)], axis=1)
    wide = chosen(wide, where)
    long = wide.assign(row=wide.index).melt(["row", *names], var_name="column", value_name="cell")
    cells = each(long, "cell", _cell)
    return Rows(
        long.assign(
            period=each(long, "column", period),
            topic="OBS_VALUE",
            value=[value for value, _ in cells],
            flags=[flags for _, flags in cells],
        )
    )


def _cell(text: str) -> tuple[str, str]:
    found = CELL.fullmatch(text)
    if not found:
        raise FormatError(f"{quoted(text)} is no cell of Eurostat")
    return found[1].replace(":", ""), found[2]


def _confidential(cell: str) -> str:
    """The flag that a confidentiality status stands for, by its code or its words."""
    code = cell.strip() if len(cell.strip()) < 2 else cell.strip()[0].upper()
    if code not in CONFIDENTIAL:
        raise FormatError(f"{quoted(cell)} is no confidentiality status")
    return CONFIDENTIAL[code]
