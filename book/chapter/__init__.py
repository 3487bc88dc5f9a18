"""What a cell displays: a sentence, key figures, a figure or a table, each with its numbers, words and source."""

from book.chapter.availability import Availability, used_in
from book.chapter.catalogue import Datasets, Publications, Releases
from book.chapter.milestones import Milestones
from book.chapter.picture import CHART, FOLDER, TABLE, Chart, Table
from book.chapter.sentence import FIGURES, NUMBERS, KeyFigure, KeyFigures, say

__all__ = [
    "CHART",
    "FIGURES",
    "FOLDER",
    "NUMBERS",
    "TABLE",
    "Availability",
    "Chart",
    "Datasets",
    "KeyFigure",
    "KeyFigures",
    "Milestones",
    "Publications",
    "Releases",
    "Table",
    "say",
    "used_in",
]
