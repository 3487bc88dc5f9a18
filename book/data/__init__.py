"""What is known, and when: records, periods, observations, and the only reader of data/."""

from book.data.reading import TABLES, load, load_table, rows
from book.data.records import DATA, DataError, read_record

__all__ = ["DATA", "TABLES", "DataError", "load", "load_table", "read_record", "rows"]
