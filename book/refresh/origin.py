"""The entry of a record for what a provider answered, made like that of its table."""

import re
from datetime import date
from urllib.parse import urlsplit

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
    ours = [key for key, source in record.sources.items() if source.table.lower() == fetched.table.lower() != ""]
    ours = ours or [key for key, source in record.sources.items() if _site(source.address) == _site(fetched.address)]
    return sorted(ours, key=lambda key: _day(record.sources[key]))


def entry(record: Record, fetched: Fetched, changes: Changes) -> dict[str, dict]:
    """Its key and all that is known of it; DataError where the record has no source to take organisation and title from."""
    if not (ours := keys(record, fetched)):
        raise DataError(f"data/{record.name}.yml has no source of table {fetched.table}: enter its first one by hand")
    like, day = record.sources[ours[-1]], vintage(fetched)
    today = {language: numbers.day(date.today().isoformat(), language) for language in LANGUAGES}
    told = {
        "organisation": like.organisation, "short": like.short, "table": fetched.table, "title": like.title,
        "address": fetched.address or like.address, "licence": like.licence,
        **({"published": day} if is_day(fetched.published) else {"published_by": {"day": day, "reason": pair("fetched")}}),
        **({"adds": adds} if (adds := _adds(changes)) and is_day(fetched.published) else {}),
        "obtained": {language: words.text("records", "obtained", language, day=today[language]) for language in LANGUAGES},
    }  # fmt: skip
    return {
        f"{DAY.sub('', like.key)}-{day}": {
            key: dict(one) if isinstance(one, dict) else one for key, one in told.items()
        }
    }


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
