"""Statistics Netherlands (CBS): a table as CSV, one column per dimension and per topic, periods as CBS codes."""

import re

import pandas as pd

from book.data.cells import quoted
from book.providers.files import FormatError, Rows, chosen, each, require

PERIOD = re.compile(r"([0-9]{4})(?:JJ00|(KW)0([1-4])|(MM)(0[1-9]|1[0-2])|(HJ)0([12]))?")

SIGNS = {
    ".": ("", "m"),
    "x": ("", "c"),
    "-": ("0", ""),
    "–": ("0", ""),
    "": ("", "m"),
}  # unknown, secret, nil, impossible
THOUSANDS = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")  # or three decimals
OTHER = {".": ",", ",": "."}
GROUPED = {sign: re.compile(rf"-?[0-9]{{1,3}}([{sign}][0-9]{{3}})+([{other}][0-9]+)?") for sign, other in OTHER.items()}


def period(code: str) -> str:
    """2023JJ00 is 2023, 2023KW02 is 2023-Q2, 2023MM04 is 2023-04, 2023HJ01 is 2023-H1; FormatError for another."""
    found = PERIOD.fullmatch(code.strip().rstrip("*"))
    if not found:
        raise FormatError(f"{quoted(code)} is no period of CBS")
    year, _, quarter, _, month, _, half = found.groups()
    return f"{year}-Q{quarter}" if quarter else f"{year}-{month}" if month else f"{year}-H{half}" if half else year


def parse(raw: pd.DataFrame, topics: list[str], period_column: str, where: dict | None = None, point: str = "") -> Rows:
    """Long rows of a CBS table with the codes of `where`: dimensions as in the file (trimmed), and those of Rows.

    A star behind a period is CBS's mark of a provisional figure. `point` is the decimal sign, where it is known.
    FormatError names the column that is missing.
    """
    require(raw, [period_column, *topics])
    raw = chosen(raw, where or {})
    names = [name for name in raw.columns if name not in topics]
    long = raw.assign(row=raw.index).melt(["row", *names], topics, "topic", "value")
    cells = long["value"].str.strip()
    marks = long[period_column].str.strip().str.endswith("*").map({True: "p", False: ""})
    point = point or decimal_sign(long.assign(value=cells))
    return Rows(
        long.assign(
            period=each(long, period_column, period, period_column),
            column=long["topic"],
            flags=marks + cells.map(lambda cell: SIGNS.get(cell, ("", ""))[1]),
            value=cells.map(lambda cell: SIGNS[cell][0] if cell in SIGNS else with_point(cell, point)),
        )
    )


def decimal_sign(long: pd.DataFrame) -> str:
    """The decimal sign of a file, as its own numbers show it: 1.234.567 and 12,5 have a comma.

    FormatError for a file that shows both, or only numbers such as 171.555, which may be two.
    """
    shown, open_ = set(), ""
    for row, column, cell in zip(long["row"], long["topic"], long["value"], strict=True):
        signs = [] if cell in SIGNS else re.findall("[.,]", cell)
        if len(signs) > 1:
            shown.add(signs[-1] if len(set(signs)) > 1 else OTHER[signs[0]])
        elif signs and THOUSANDS.fullmatch(cell):
            open_ = open_ or f"row {row}, column {column}: {quoted(cell)} may have thousands or three decimals"
        elif signs:
            shown.add(signs[0])
    if len(shown) > 1:
        raise FormatError("numbers with a decimal point stand beside numbers with a decimal comma")
    if open_ and not shown:
        raise FormatError(open_)
    return shown.pop() if shown else "."


def with_point(cell: str, point: str) -> str:
    """A number without signs between thousands and with a decimal point; another text as it is."""
    between = OTHER[point]
    if between in cell and not GROUPED[between].fullmatch(cell):
        return cell
    return cell.replace(between, "").replace(point, ".")
