"""UNHCR: tables of the Refugee Data Finder as CSV or as the items of its API, a row per pair of countries."""

import re

import pandas as pd
from babel.core import Locale, get_global

from book.data.cells import quoted
from book.providers.files import FormatError, Rows, chosen, each, require

PAIR = (
    "coo_iso",
    "coa_iso",
)  # country of origin, country of asylum; coo and coa hold UNHCR's own codes: AUS is Austria
NOT_APPLICABLE = "-"
GROUPS = {"-": "WLD", "XXA": "stateless", "UNK": "unknown", "TIB": "other", "XKX": "XK"}


def country(code: str) -> str:
    """An ISO alpha-3 code of UNHCR as ours: NAM is NA, XXA stateless, "-" (all together) WLD; FormatError for another."""
    ours = GROUPS.get(code) or _alpha_two(code)
    if not ours:
        raise FormatError(f"{quoted(code)} is no country of UNHCR")
    return ours


def _alpha_two(code: str) -> str:
    known = get_global("territory_aliases").get(code, ()) if re.fullmatch("[A-Z]{3}", code) else ()
    return known[0] if len(known) == 1 and known[0] in Locale("en").territories else ""


def items(answer: list[dict]) -> pd.DataFrame:
    """The items of an answer of the API as the cells of a table: numbers come as int or as text."""
    table = pd.DataFrame(answer, index=range(2, len(answer) + 2)).astype(object)
    return table.where(table.notna(), "").astype(str)


def with_world(raw: pd.DataFrame, topics: list[str], by: str, **options) -> Rows:
    """The rows of parse() for the countries of one column, and those of all of them together as WLD."""
    world = parse(raw, topics, [], **options).frame.assign(**{by: "WLD"})
    return Rows(pd.concat([parse(raw, topics, [by], **options).frame, world], ignore_index=True))


def parse(raw: pd.DataFrame, topics: list[str], by: list[str], where: dict | None = None, day: str = "") -> Rows:
    """Long rows, one per year, country of the columns `by` and topic: the sum over all other countries.

    A topic such as "refugees+oip" adds columns. What is not applicable ("-" or empty) is no figure, never 0: a sum
    of nothing else gives no row. `day` makes a stock of a year one of a day ("-12-31"). FormatError names the cell
    that is no number, and a file in which all countries together stand among single ones.
    """
    columns = list(dict.fromkeys(column for topic in topics for column in topic.split("+")))
    require(raw, ["year", *PAIR, *columns])
    rows = chosen(raw, where or {})
    _refuse_sums_among_parts(rows)
    cells = rows[columns].apply(lambda column: pd.Series(_numbers(column), column.index, dtype=float))
    keys = {"year": rows["year"].str.strip()} | {name: _countries(rows, name) for name in by}
    groups = pd.concat([pd.DataFrame(keys, rows.index), cells], axis=1).groupby(list(keys), sort=False)
    summed = groups[columns].sum(min_count=1)
    first = groups[columns[0]].apply(lambda column: column.index[0])
    found = [_topic(summed, first, topic, day) for topic in topics]
    return Rows(pd.concat(found, ignore_index=True))


def _topic(summed: pd.DataFrame, first: pd.Series, topic: str, day: str) -> pd.DataFrame:
    values = summed[topic.split("+")].sum(axis=1, min_count=1).rename("value").dropna()
    frame = values.map(lambda value: str(int(value))).reset_index()
    row = first.loc[values.index].to_numpy()
    return frame.assign(period=frame["year"] + day, topic=topic, column=topic, row=row, flags="")


def _countries(rows: pd.DataFrame, name: str) -> list[str]:
    return each(rows.assign(row=rows.index), name, lambda cell: country(cell.strip()), name)


def _numbers(column: pd.Series) -> list[float | None]:
    frame = pd.DataFrame({"row": column.index, "cell": column.to_numpy()})
    return each(frame, "cell", _number, str(column.name))


def _number(cell: str) -> float | None:
    text = cell.strip()
    if text in ("", NOT_APPLICABLE):
        return None
    if not re.fullmatch(r"[0-9]{1,15}(\.0)?", text):
        raise FormatError(f"{quoted(text)} is no number of people")
    return float(text)


def _refuse_sums_among_parts(rows: pd.DataFrame) -> None:
    for name in PAIR:
        together = rows[name].str.strip() == NOT_APPLICABLE
        if together.any() and not together.all():
            row = together.index[int(together.to_numpy().argmax())]
            raise FormatError(f"row {row}, column {name}: all countries together stand among single ones")
