"""Eurostat: SDMX-CSV with codes, and the older TSV; values with their flags."""

from __future__ import annotations

import re

import pandas as pd

from book.providers.files import FormatError, Rows

CELL = re.compile(r"\s*(:|-?\d+(?:\.\d+)?)\s*([a-z]*)\s*")
COUNTRIES = {"EL": "GR", "UK": "GB", "EU27_2020": "EU27"}


def period(code: str) -> str:
    """2023, 2023-Q2, 2023-S1 (a half-year is 2023-H1) and 2023-04 as our periods."""
    return code.strip().replace("-S", "-H")


def country(code: str) -> str:
    """Eurostat's code of a country as ours: EL is GR, UK is GB, EU27_2020 is EU27."""
    return COUNTRIES.get(code, code)


def parse(raw: pd.DataFrame) -> Rows:
    """Long rows of either format: the dimensions' codes, `period`, `topic` (OBS_VALUE), `value` ("" missing), `flags`."""
    return _sdmx(raw) if "OBS_VALUE" in raw.columns else _tsv(raw)


def _sdmx(raw: pd.DataFrame) -> Rows:
    if "TIME_PERIOD" not in raw.columns:
        raise FormatError(f"column TIME_PERIOD is missing; there are {', '.join(raw.columns)}")
    flags = raw["OBS_FLAG"] if "OBS_FLAG" in raw.columns else ""
    value = raw["OBS_VALUE"].str.strip().replace(":", "")
    return Rows(raw.assign(period=raw["TIME_PERIOD"].map(period), topic="OBS_VALUE", value=value, flags=flags))


def _tsv(raw: pd.DataFrame) -> Rows:
    head = raw.columns[0]
    if "\\TIME_PERIOD" not in head and "\\time" not in head:
        raise FormatError(f"{head!r} is no head of a Eurostat table")
    names = head.split("\\")[0].split(",")
    keys = raw[head].str.split(",", expand=True).set_axis(names, axis=1)
    long = pd.concat([keys, raw.drop(columns=head)], axis=1).melt(names, var_name="time", value_name="cell")
    return Rows(
        long.assign(
            period=long["time"].map(period),
            topic="OBS_VALUE",
            value=[_cell(cell)[0] for cell in long["cell"]],
            flags=[_cell(cell)[1] for cell in long["cell"]],
        )
    )


def _cell(text: str) -> tuple[str, str]:
    found = CELL.fullmatch(text)
    if not found:
        raise FormatError(f"{text!r} is no cell of Eurostat")
    return found[1].replace(":", ""), found[2]
