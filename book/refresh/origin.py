"""The entry of a record for what a provider answered, made like that of its table."""

import re
from datetime import date
from urllib.parse import urlsplit

import pandas as pd

from book.data.periods import is_day, span
from book.data.records import LANGUAGES, DataError, Record, Source
from book.language import numbers, words
from book.providers.fetch import Fetched
from book.refresh.changes import Changes

DAY = re.compile(r"-\d{4}-\d{2}-\d{2}$")


def vintage(fetched: Fetched) -> str:
    """The day on which an answer came out: the provider's, where it gives none today's."""
    return fetched.published if is_day(fetched.published) else date.today().isoformat()


def keys(record: Record, fetched: Fetched) -> list[str]:
    """The sources of the table of an answer, oldest first; where none names a table, those at the same provider."""
    sources = record.sources
    ours = [key for key, source in sources.items() if source.table.lower() == fetched.table.lower() != ""]
    ours = ours or [key for key, source in sources.items() if _site(source.address) == _site(fetched.address)]
    titles = [sources[key].title for key in ours]  # a source that names the table was made like one that did not
    return sorted(
        (key for key, source in sources.items() if source.title in titles), key=lambda key: _day(sources[key])
    )


def like(record: Record, fetched: Fetched, held: pd.DataFrame) -> str:
    """The source that an answer is most like: that of the newest rows `held` of it, else of its table; "" for none."""
    newest = held.loc[held["vintage"] == held["vintage"].max(), "source"]
    return newest.mode().iloc[0] if len(newest) else next(reversed(keys(record, fetched)), "")


def entry(record: Record, fetched: Fetched, changes: Changes, model: str) -> dict[str, dict]:
    """Its key and all that is known of it, as of the source `model`; DataError where the record has none to be like."""
    if not model:
        raise DataError(f"data/{record.name}.yml has no source of table {fetched.table}: enter its first one by hand")
    old, day = record.sources[model], vintage(fetched)
    today = {language: numbers.day(date.today().isoformat(), language) for language in LANGUAGES}
    dated, adds = is_day(fetched.published), _adds(changes)
    told = {
        "organisation": dict(old.organisation),
        "short": dict(old.short),
        "table": fetched.table,
        "title": dict(old.title),
        "address": fetched.address or old.address,
        "licence": old.licence,
        **({"published": day} if dated else {"published_by": {"day": day, "reason": pair("fetched")}}),
        **({"adds": adds} if adds and dated else {}),
        "obtained": {
            language: words.text("records", "obtained", language, day=today[language]) for language in LANGUAGES
        },
    }
    return {f"{DAY.sub('', model)}-{day}": told}


def pair(name: str) -> dict[str, str]:
    """Words of records in each language."""
    return {language: words.text("records", name, language) for language in LANGUAGES}


def _adds(changes: Changes) -> str:
    """The newest period that came, unless all of it was there before."""
    return max(changes.periods, key=span, default="")


def _day(source: Source) -> str:
    return source.published or source.published_by or source.recorded


def _site(address: str) -> str:
    """The last two parts of its host: unhcr.org of api.unhcr.org."""
    return ".".join((urlsplit(address).hostname or "").split(".")[-2:])
