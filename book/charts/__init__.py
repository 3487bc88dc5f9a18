"""Forms of charts: each takes observations and gives a Drawing."""

from book.charts.rank import hundred, ranking
from book.charts.style import Drawing
from book.charts.time import columns, dots, line, panels, stacked

__all__ = ["Drawing", "columns", "dots", "hundred", "line", "panels", "ranking", "stacked"]
