"""What the marks of a figure answer to who points at them: a cell of the table under it, and what no heading there says."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from book.chapter import grid
from book.charts.marks import located
from book.data.observations import Observations
from book.language import numbers, words
from book.language.words import LATE, capital
from book.outputs import Grid

SCALE = 1000  # steps of a drawing's width, and of its height, in which places are told


def answers(
    figure: Figure, parts: Sequence[Observations], shown: Grid, language: str,
    rows: str | None = None, columns: Sequence[str] | None = None,
) -> dict:  # fmt: skip
    """`marks`: of each its places, [x, y] or [left, top, right, bottom], and cells of the table, [told, row, column].

    Rows and columns count from the head of the table; `told` is a place in the list of that name. `turned`: a column of
    the table names what the value is of, and its row the period.
    """
    rows = rows or grid.row_column(parts)
    cells = _cells(parts, shown, language, rows, columns)
    told: dict[str, int] = {}
    marks = []
    for observations, places in located(figure):
        found = [next(cells[key] for key in _keys(row, parts) if key in cells) for row in observations]
        said = [[told.setdefault(text, len(told)), *place] for text, *place in found]
        marks.append([[[round(SCALE * at) for at in place] for place in places], said])
    return {"turned": rows == "period", "told": list(told), "marks": marks}


def _cells(parts: Sequence[Observations], shown: Grid, language: str, rows: str, columns) -> dict[tuple, tuple]:
    """Of each observation what the headings leave out, and its row and column in the table."""
    lines = {line[0]: place for place, line in enumerate(shown.rows, start=1)}
    heads = {head: place for place, head in list(enumerate(shown.head))[1:]}
    several = rows == "period" or (columns and "period" in columns)
    found: dict[tuple, tuple] = {}
    for part, row, name, column, _ in grid.named(parts, language, rows, columns):
        dated = several or (columns is None and len(part.periods) > 1)
        text = _told(row, "" if dated else numbers.period(row["period"], language), language)
        found.setdefault(_key(row, part.dimensions), (text, lines[capital(name)], heads[capital(column)]))
    return found


def _told(row: Mapping, period: str, language: str) -> str:
    """The period, where it is given, and what is to be known of a value that is not simply as published."""
    states = [words.status(letter, language) for letter in row["status"] if letter != "A"]
    late = [words.sign(LATE[row["later"]], language)] if row["later"] else []
    return "; ".join(filter(None, [period, *states, *late]))


def _keys(row: pd.Series, parts: Sequence[Observations]) -> Iterator[tuple]:
    """By which an observation may be known: it does not say of which of the parts it is."""
    return (_key(row, part.dimensions) for part in parts if {*part.dimensions} <= {*row.index})


def _key(row: Mapping | pd.Series, dimensions: Sequence[str]) -> tuple:
    return tuple((name, str(row[name])) for name in ("period", "measure", *dimensions, "value", "source"))
