"""What a provider answers, as rows of a dataset."""

from dataclasses import dataclass

import pandas as pd

from book.data.records import DataError, Record


class ProviderError(DataError):
    """A provider that gave no answer, or one that is not what it should be."""


class Transport:
    """The way to the providers, to be closed."""

    def __enter__(self) -> "Transport":
        return self

    def __exit__(self, *_: object) -> None:
        """Nothing is open."""


@dataclass(frozen=True)
class Fetched:
    """Rows (period, measure, dimensions, value, status) with the day and the address that they came from."""

    rows: pd.DataFrame
    published: str
    address: str
    table: str
    notes: tuple[str, ...] = ()


def fetch(record: Record, transport: Transport) -> Fetched:
    """The answer to the query of a record; ProviderError where there is none."""
    raise ProviderError(f"{record.name}: no connector serves its query")


def covers(record: Record, rows: pd.DataFrame) -> pd.Series:
    """Which rows of the dataset the query speaks of (a mask)."""
    return rows["measure"].isin(record.query["measures"].values())
