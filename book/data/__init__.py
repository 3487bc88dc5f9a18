"""What is known, and when: records, periods, observations, and the only reader of data/."""

from book.data.reading import TABLES, Publication, first_published, load, load_table, rows
from book.data.records import DATA, DataError, read_record

__all__ = [
    "DATA", "TABLES", "DataError", "Publication", "first_published", "load", "load_table", "read_record", "rows",
]  # fmt: skip
