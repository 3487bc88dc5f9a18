"""Statistics Netherlands (CBS): a table as CSV, one column per dimension and per topic, periods as CBS codes."""

import re

import pandas as pd

from book.providers.files import FormatError, Rows, chosen, each, require

PERIOD = re.compile(r"(\d{4})(?:JJ00|(KW)0([1-4])|(MM)(0[1-9]|1[0-2])|(HJ)0([12]))?")


def period(code: str) -> str:
    """2023JJ00 is 2023, 2023KW02 is 2023-Q2, 2023MM04 is 2023-04, 2023HJ01 is 2023-H1; FormatError for another."""
    if not (found := PERIOD.fullmatch(code.strip().rstrip("*"))):
        raise FormatError(f"{code!r} is no period of CBS")
    year, _, quarter, _, month, _, half = found.groups()
    return f"{year}-Q{quarter}" if quarter else f"{year}-{month}" if month else f"{year}-H{half}" if half else year


def parse(raw: pd.DataFrame, topics: list[str], period_column: str, where: dict | None = None) -> Rows:
    """Long rows of a CBS table with the codes of `where`: dimensions as in the file (trimmed), and those of Rows.

    A star behind a period is CBS's mark of a provisional figure. FormatError names the column that is missing.
    """
    require(raw, [period_column, *topics])
    raw = chosen(raw, where or {})
    names = [name for name in raw.columns if name not in topics]
    long = raw.assign(row=raw.index).melt(["row", *names], topics, "topic", "value")
    flags = long[period_column].str.strip().str.endswith("*").map({True: "p", False: ""})
    periods = each(long, period_column, period, period_column)
    return Rows(long.assign(period=periods, column=long["topic"], flags=flags, value=long["value"].str.strip()))
