"""The forms of figures: functions on observations that return a Drawing."""

from book.charts.style import Drawing, dark, png, svg
from book.charts.time import area, columns, dots, line, panels, stacked

__all__ = ["Drawing", "area", "columns", "dark", "dots", "line", "panels", "png", "stacked", "svg"]
