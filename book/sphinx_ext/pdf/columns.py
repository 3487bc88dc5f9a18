"""The columns of a table: type size, widths and sides, from the words in them."""

import re
from collections.abc import Sequence

from book.charts import labels

COLUMN = 396  # points: 140 mm, the width of the text
SIZES = (9, 8, 7)  # points; the first at which every word fits its column
GAP = 14  # points between two columns
STEP = 4  # points that a column is widened by
MARGIN = 70  # points that a table may reach into the margin before it is a warning
NUMBER = re.compile(r"(?:(?:c|ca)\. )?[<>+−-]? ?[\d.,]*\d%?[*†‡]*|\.|")


def sides(rows: Sequence[Sequence[str]], count: int) -> list[str]:
    """Numbers stand right, words and the first column left."""
    columns = [[row[place] for row in rows if place < len(row)] for place in range(count)]
    return ["right" if place and all(map(NUMBER.fullmatch, cells)) else "left" for place, cells in enumerate(columns)]


def fitted(head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], count: int) -> tuple[int, list[float]]:
    """The type size, and the width of each column without its gap.

    A column is as wide as its longest cell where all fit the page, else no narrower than its longest word: what is
    left goes step by step to the column that then takes most off the rows' heights.
    """
    room = COLUMN - GAP * (count - 1)
    weighted = [(row, 600) for row in head] + [(row, 400) for row in rows]
    cells = [[(row[place], weight) for row, weight in weighted if place < len(row)] for place in range(count)]
    words = [[(word, weight) for cell, weight in column for word in _unbroken(cell)] for column in cells]
    for size in SIZES:
        narrow = [_widest(column, size) for column in words]
        if sum(narrow) <= room:
            break
    wide = [_widest(column, size) for column in cells]
    if sum(wide) <= room:
        return size, wide
    texts = [[_widest([cell], size) for cell in row] for row in zip(*cells, strict=False)]
    return size, _widened(narrow, wide, texts, room)


def _widened(narrow: list[float], wide: list[float], texts: list[list[float]], room: float) -> list[float]:
    """Columns that fill the room, from the widths of the texts in each row; a row is as high as its fullest cell."""
    widths = list(narrow)

    def height(place: int) -> float:
        trial = [width + step * (place == column) for column, width in enumerate(widths)]
        return sum(max(1, *(text / (width or 1) for text, width in zip(row, trial, strict=True))) for row in texts)

    while (step := min(STEP, room - sum(widths))) > 0.1:
        broken = [place for place, width in enumerate(widths) if width < wide[place]]
        widths[min(broken, key=height)] += step
    return widths


def too_wide(widths: Sequence[float]) -> bool:
    """The table would leave the page."""
    return sum(widths) + GAP * (len(widths) - 1) > COLUMN + MARGIN


def _unbroken(cell: str) -> list[str]:
    """What may not be broken: words, and whole numbers with their signs."""
    return [cell] if NUMBER.fullmatch(cell) else re.split(r"[ \n/]+|(?<=-)", cell)


def _widest(texts: Sequence[tuple[str, int]], size: float) -> float:
    """The width of the widest of some texts, each with its weight."""
    room = 1.5  # outlines lack the space before and after a word's letters
    return max((labels.width(text, size, weight) + room * len(text.split()) for text, weight in texts), default=0)
