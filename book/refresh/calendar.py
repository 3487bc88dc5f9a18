"""The calendar of releases: how each dataset is renewed, when it last came out, and when the next figures are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median

from book.data import reading
from book.data.periods import months, span
from book.data.records import DATA, Record, datasets, read_record
from book.data.schema import TABLES

MONTH, YEAR = 30.4, 12  # days, months


@dataclass(frozen=True)
class Release:
    """A dataset's last period, its newest source's address and how it is renewed: by `refresh`, `import` or `add`.

    `came` is the day of its last publication with new periods, `expected` the next; None where no day is known. `why` it
    is entered by hand though its producer has a table; "" where it is not, or there is none.
    """

    dataset: str
    last: str
    renewal: str
    address: str
    came: date | None
    expected: date | None
    why: str = ""

    def due(self, today: date) -> bool:
        """New figures should be there."""
        return self.expected is not None and self.expected <= today

    def __str__(self) -> str:
        days = f"{self.came or 'day not known'} → {self.expected or '?'}"
        why = f"  by hand: {self.why}" if self.why else ""
        return f"{self.dataset:<36}{self.last:<24}{self.renewal:<9}{days:<27}{self.address}{why}"


def releases(names: Iterable[str] = (), folder: Path = DATA) -> list[Release]:
    """A row for each dataset that has observations, or for those named."""
    return [_release(read_record(name, folder), folder) for name in names or datasets(folder) if name not in TABLES]


def _release(record: Record, folder: Path) -> Release:
    rows, why = reading.rows(record.name, folder), record.by_hand.get("en", "")
    if rows.empty:
        return Release(record.name, "none", _renewal(record), "", None, None, why)
    rows = rows.assign(end=[span(period)[1] for period in rows["period"]])
    newest = rows.sort_values(["vintage", "end"], kind="stable").iloc[-1]
    source = record.sources[newest["source"]]
    last = rows.loc[~rows["measure"].isin(_ahead(record))].sort_values("end", kind="stable")["period"].iloc[-1:]
    days = _days(record, rows)
    gap = _gap(days, rows["period"].loc[rows["end"].idxmax()]) if days else None
    address = source.address or (source.document.title["en"] if source.document else "")
    came = days[-1] if days else None
    return Release(record.name, "".join(last), _renewal(record), address, came, came and came + gap, why)


def _renewal(record: Record) -> str:
    return "refresh" if record.query else "import" if record.imports else "add"


def _ahead(record: Record) -> list[str]:
    return [code for code, measure in record.measures.items() if measure.ahead in ("target", "forecast")]


def _days(record: Record, rows) -> list[date]:
    """The days on which a publication, whose day or bound is known, went further than all before it."""
    dated = rows[[not record.sources[key].recorded for key in rows["source"]]]
    reached, found = date.min, []
    for vintage, end in dated.groupby("vintage")["end"].max().sort_index().items():
        if end > reached:
            reached = end
            found.append(date.fromisoformat(vintage))
    return found


def _gap(days: list[date], period: str) -> timedelta:
    """The usual time between such days, at most a year; where there are not three of them, the length of the newest period."""
    if len(days) > 2:
        return timedelta(
            days=round(min(median((after - before).days for before, after in pairwise(days)), MONTH * YEAR))
        )
    return timedelta(days=round(MONTH * (months(period) or YEAR)))
