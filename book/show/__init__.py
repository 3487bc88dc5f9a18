"""What a cell displays: a sentence, key figures, a figure or a table, each with its numbers, words and source."""

from book.show.availability import Availability, used_in
from book.show.catalogue import Datasets, Publications, Releases
from book.show.milestones import Milestones
from book.show.picture import CHART, FOLDER, TABLE, Chart, Table
from book.show.sentence import FIGURES, NUMBERS, KeyFigure, KeyFigures, say

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
