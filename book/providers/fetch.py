"""The newest figures of a dataset from its provider, as the `query` of its record asks for them."""

from dataclasses import dataclass

import pandas as pd

from book.data.cells import listed
from book.data.members import MEMBERS
from book.data.periods import length, span
from book.data.records import DataError, Record
from book.providers import eurostat, mapping
from book.providers.files import TOPIC, FormatError
from book.providers.live import cbs, unhcr
from book.providers.live import eurostat as live_eurostat
from book.providers.live.answers import Answer, complete
from book.providers.refusals import ProviderError
from book.providers.transport import Transport

__all__ = ["Fetched", "ProviderError", "covers", "fetch"]

ASK = {"cbs": cbs.ask, "eurostat": live_eurostat.ask, "unhcr": unhcr.ask}


@dataclass(frozen=True)
class Fetched:
    """What a provider says now: `rows` of period, measure, the dimensions, value and status, as data/ writes them.

    `published` is the day that the provider says they are of ("" if it does not), `address` that of the request,
    `table` the provider's code, `notes` are warnings of one line.
    """

    rows: pd.DataFrame
    published: str
    address: str
    table: str
    notes: tuple[str, ...] = ()


def fetch(record: Record, transport: Transport) -> Fetched:
    """Ask the provider that the record names; ProviderError, one line, for everything that did not give good rows."""
    query = record.query
    if not query:
        raise ProviderError(f"{record.name}: no provider serves it (no query in its record)")
    where = f"{record.name}: {query['provider']} {query['table']}"
    try:
        answer = ASK[query["provider"]](query, transport)
        raw, notes = _known(query, answer)
        rows = mapping.answered(record, raw)
        rows = rows[covers(record, rows)].reset_index(drop=True)
        _refuse_twice_or_nothing(rows)
    except (FormatError, DataError) as error:
        raise ProviderError(f"{where}: {' '.join(str(error).split())[:400]}") from None
    return Fetched(rows, answer.published, answer.address, query["table"], (*answer.notes, *notes))


def covers(record: Record, rows: pd.DataFrame) -> pd.Series:
    """Which rows of the dataset the query speaks of: its measures, its codes and its periods (a mask)."""
    query = record.query
    kept = rows["measure"].isin(query["measures"].values())
    for name, code in (query.get("constants") or {}).items():
        kept &= rows[name] == code
    for name, spec in query["dimensions"].items():
        if isinstance(spec["codes"], dict):
            kept &= rows[name].isin(spec["codes"].values())
    kinds, periods = {query.get("every", "")} - {""}, {}
    for period in rows["period"].unique():
        fits = span(period)[0] >= span(str(query["since"]))[0] if "since" in query else True
        periods[period] = fits and (not kinds or length(period) in kinds)
    return kept & rows["period"].map(periods).astype(bool)


def _known(query: dict, answer: Answer) -> tuple[pd.DataFrame, list[str]]:
    """The rows whose codes the query knows, and a note of each new code; ProviderError where a known one is gone."""
    raw, notes = answer.raw, []
    for spec in query["dimensions"].values():
        column, codes = spec["column"], spec["codes"]
        if codes == "members":
            complete(MEMBERS, map(eurostat.country, answer.served[column]), column)
        elif isinstance(codes, dict) and column != TOPIC:
            complete(map(str, codes), answer.served[column], column)
            known = {*map(str, codes), *map(str, spec.get("skip") or ())}
            if new := [code for code in answer.served[column] if code not in known]:
                notes.append(f"new code {listed(new)} in dimension {column}")
            raw = raw[raw[column].isin(known)]
    return raw, notes


def _refuse_twice_or_nothing(rows: pd.DataFrame) -> None:
    if rows.empty or (rows["value"] == "").all():
        raise ProviderError("no figures")
    key = [name for name in rows.columns if name not in ("value", "status")]
    again = rows.duplicated(key)
    if again.any():
        raise ProviderError(f"the key {' '.join(rows.loc[again, key].iloc[0])} is there twice")
