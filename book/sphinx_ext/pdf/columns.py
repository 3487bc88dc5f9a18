"""The columns of a table: type size, widths and sides, from the words in them."""

import re
from collections.abc import Sequence

from book.charts import labels

COLUMN = 396  # points: 140 mm, the width of the text
SIZES = (9, 8, 7)  # points; the first at which every word fits its column
GAP = 14  # points between two columns
MARGIN = 70  # points that a table may reach into the margin before it is a warning
NUMBER = re.compile(r"(?:(?:c|ca)\. )?[<>+−-]? ?[\d.,]*\d%?[*†‡]*|\.|")


def sides(rows: Sequence[Sequence[str]], count: int) -> list[str]:
    """Numbers stand right, words and the first column left."""
    columns = [[row[place] for row in rows if place < len(row)] for place in range(count)]
    return ["right" if place and all(map(NUMBER.fullmatch, cells)) else "left" for place, cells in enumerate(columns)]


def fitted(head: Sequence[Sequence[str]], rows: Sequence[Sequence[str]], count: int) -> tuple[int, list[float]]:
    """The type size, and the width of each column without its gap.

    A column is as wide as its longest cell where all fit the page, else no narrower than its longest word.
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
    slack, wanted = room - sum(narrow), sum(wide) - sum(narrow)
    share = max(slack, 0) / wanted if wanted else 0
    return size, [least + (most - least) * share for least, most in zip(narrow, wide, strict=True)]


def too_wide(widths: Sequence[float]) -> bool:
    """The table would leave the page."""
    return sum(widths) + GAP * (len(widths) - 1) > COLUMN + MARGIN


def _unbroken(cell: str) -> list[str]:
    """What may not be broken: words, and whole numbers with their signs."""
    return [cell] if NUMBER.fullmatch(cell) else re.split(r"[\s/]+|(?<=-)", cell)


def _widest(texts: Sequence[tuple[str, int]], size: float) -> float:
    """The width of the widest of some texts, each with its weight."""
    room = 1.5  # outlines lack the space before and after a word's letters
    return max((labels.width(text, size, weight) + room * len(text.split()) for text, weight in texts), default=0)
