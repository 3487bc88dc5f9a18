"""Statistics Netherlands (CBS): a table as CSV, one column per dimension and per topic, periods as CBS codes."""

from __future__ import annotations

import re

import pandas as pd

from book.providers.files import FormatError, Rows

PERIOD = re.compile(r"(\d{4})(?:(JJ)00|(KW)0([1-4])|(MM)(\d\d)|(HJ)0([12]))?")


def period(code: str) -> str:
    """2023JJ00 is 2023, 2023KW02 is 2023-Q2, 2023MM04 is 2023-04, 2023HJ01 is 2023-H1; FormatError for another."""
    found = PERIOD.fullmatch(code.strip().rstrip("*"))
    if not found:
        raise FormatError(f"{code!r} is no period of CBS")
    year, _, _, quarter, _, month, _, half = found.groups()
    return f"{year}-Q{quarter}" if quarter else f"{year}-{month}" if month else f"{year}-H{half}" if half else year


def parse(raw: pd.DataFrame, topics: list[str], period_column: str) -> Rows:
    """Long rows of a CBS table: dimensions as in the file (trimmed), `period`, `topic`, `value`, `flags`.

    A star behind a period is CBS's mark of a provisional figure. FormatError names the column that is missing.
    """
    if missing := [name for name in (period_column, *topics) if name not in raw.columns]:
        raise FormatError(f"column {', '.join(missing)} is missing; there are {', '.join(raw.columns)}")
    long = raw.melt([name for name in raw.columns if name not in topics], topics, "topic", "value")
    flags = long[period_column].str.strip().str.endswith("*").map({True: "p", False: ""})
    return Rows(long.assign(period=long[period_column].map(period), flags=flags, value=long["value"].str.strip()))
