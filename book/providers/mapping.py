"""A provider's rows as ours: what the `imports` of a record say."""

import re
from collections.abc import Callable

import pandas as pd

from book.data.cells import listed, quoted
from book.data.checks import NUMBER
from book.data.members import COUNTRIES, MEMBERS, UNION
from book.data.records import DataError, Record
from book.data.writing import plain
from book.providers import cbs, eurostat, unhcr
from book.providers.files import TOPIC, FormatError, each
from book.providers.flags import status


def observations(record: Record, raw: pd.DataFrame) -> pd.DataFrame:
    """Rows of the dataset, without a vintage, by the import of the record that fits the columns of the file.

    Values are text. FormatError names the row and column of what the record does not know.
    """
    if not record.imports:
        raise DataError(f"{record.name} has no imports in its record")
    lacking, entry = min(((_lacking(entry, raw), entry) for entry in record.imports), key=lambda pair: len(pair[0]))
    if lacking:
        raise FormatError(f"column {', '.join(lacking)} is missing; there are {listed(eurostat.columns(raw))}")
    _refuse_another_table(record.sources[entry["source"]].table, raw)
    return _translated(record, entry, _parsed(entry, raw))


def answered(record: Record, raw: pd.DataFrame) -> pd.DataFrame:
    """The same of an answer to the record's `query`, without a source: it has the columns of a file."""
    entry = {**record.query, "format": record.query["provider"], "source": "", "point": "."}
    if lacking := _lacking(entry, raw):
        raise FormatError(f"column {', '.join(lacking)} is missing; there are {listed(raw.columns)}")
    _refuse_another_table(record.query["table"], raw)
    return _translated(record, entry, _parsed(entry, raw)).drop(columns="source")


def _lacking(entry: dict, raw: pd.DataFrame) -> list[str]:
    needed = [*(entry.get("where") or {}), *(spec["column"] for spec in entry["dimensions"].values())]
    needed += [entry["period"], *entry["measures"]] if entry["format"] == "cbs" else []
    needed += [name for topic in entry["measures"] for name in topic.split("+")] if entry["format"] == "unhcr" else []
    present = [*eurostat.columns(raw), TOPIC]
    return [column for column in dict.fromkeys(needed) if column not in present]


def _refuse_another_table(table: str, raw: pd.DataFrame) -> None:
    ours, theirs = table.lower(), eurostat.table(raw)
    if ours and theirs and ours != theirs:
        raise FormatError(f"the file is table {theirs}, not {ours}")


def _parsed(entry: dict, raw: pd.DataFrame) -> pd.DataFrame:
    where = entry.get("where") or {}
    if entry["format"] == "cbs":
        return cbs.parse(raw, list(entry["measures"]), entry["period"], where, entry.get("point", "")).frame
    if entry["format"] == "unhcr":
        by = [name for spec in entry["dimensions"].values() if (name := spec["column"]) != TOPIC]
        parse = unhcr.with_world if by else unhcr.parse
        return parse(raw, list(entry["measures"]), by[0] if by else [], where=where).frame
    return eurostat.parse(raw, where).frame


def _translated(record: Record, entry: dict, rows: pd.DataFrame) -> pd.DataFrame:
    ours, skipped = {}, pd.Series(False, index=rows.index)
    for dimension in record.dimensions:
        spec = entry["dimensions"].get(dimension)
        if spec is None:
            ours[dimension] = _constant(record, entry, dimension)
            continue
        skipped |= _skipped(rows[spec["column"]].str.strip(), spec)
    rows = rows[~skipped]
    for dimension, spec in entry["dimensions"].items():
        ours[dimension] = each(rows, spec["column"], _translate(spec, dimension), spec["column"])
    values = each(rows, "value", _number)
    known = [_known(entry.get("status"), period) for period in rows["period"]]
    periods = rows["period"] + (f"-{entry['day']}" if "day" in entry else "")
    states = each(rows.assign(both=list(zip(rows["flags"], values, known, strict=True))), "both", _status)
    frame = pd.DataFrame({"period": periods, "measure": rows["topic"].map(entry["measures"]), **ours})
    frame = frame.assign(value=values, status=states, source=entry["source"])
    return frame[["period", "measure", *record.dimensions, "value", "status", "source"]].reset_index(drop=True)


def _country(spec: dict) -> Callable:
    """How a file names a country: by Eurostat's code, or with `labels` by its English name."""
    return eurostat.named_country if spec.get("labels") else eurostat.country


def _skipped(cells: pd.Series, spec: dict) -> pd.Series:
    """The rows that the record leaves out: codes to `skip`, and with `members` all but the EU and its countries."""
    if spec["codes"] == "members":
        return ~cells.map(_country(spec)).isin([*MEMBERS, UNION])
    return cells.isin([str(code) for code in spec.get("skip") or ()])


def _constant(record: Record, entry: dict, dimension: str) -> str:
    constants = entry.get("constants") or {}
    if dimension not in constants:
        raise DataError(f"data/{record.name}.yml: the import of {entry['source']} says nothing of {dimension}")
    return constants[dimension]


def _translate(spec: dict, dimension: str) -> Callable:
    """A function from a provider's code to ours; FormatError for a code that the record neither maps nor skips."""
    codes = "countries" if spec["codes"] == "members" else spec["codes"]

    def ours(cell: str) -> str:
        code = cell.strip()
        code = (_country(spec)(code) if codes == "countries" else codes.get(code)) or ""
        if not code or (codes == "countries" and code not in COUNTRIES):
            raise FormatError(f"{quoted(cell.strip())} is no {dimension} of the record")
        return code

    return ours


def _number(cell: str) -> str:
    if cell and not re.fullmatch(NUMBER, cell):
        raise FormatError(f"{quoted(cell)} is no number of at most 15 digits")
    return plain(float(cell)) if cell else ""


def _known(told: dict | str | None, period: str) -> str:
    """What the record says of the status: of the whole file, or by period."""
    return (
        {str(key): letters for key, letters in told.items()}.get(period, "") if isinstance(told, dict) else told or ""
    )


def _status(cell: tuple[str, str, str]) -> str:
    flags, value, known = cell
    return status(flags, value == "", known)
