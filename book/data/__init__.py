"""What is known, and when: records, periods, observations, and the only reader of data/."""

from book.data.cells import DataError
from book.data.reading import Publication, first_published, load, load_table, rows
from book.data.records import DATA, read_record
from book.data.schema import TABLES

__all__ = [
    "DATA", "TABLES", "DataError", "Publication", "first_published", "load", "load_table", "read_record", "rows",
]  # fmt: skip
