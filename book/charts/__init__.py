"""The forms of figures: functions on observations that return a Drawing."""

from book.charts.beeswarm import beeswarm
from book.charts.bridge import bridge
from book.charts.calendar import calendar
from book.charts.dumbbell import dumbbell
from book.charts.hundred import hundred
from book.charts.map import europe
from book.charts.multiples import multiples
from book.charts.municipal import municipalities
from book.charts.rank import pair, ranking
from book.charts.raster import png
from book.charts.series import ChartError
from book.charts.slope import slope
from book.charts.strip import strip
from book.charts.style import Drawing, dark, svg
from book.charts.target import target
from book.charts.time.forms import area, columns, dots, line, panels, stacked, tiers
from book.charts.waffle import waffle
from book.charts.waterfall import waterfall

__all__ = [
    "ChartError", "Drawing", "area", "beeswarm", "bridge", "calendar", "columns", "dark", "dots", "dumbbell", "europe",
    "hundred", "line", "multiples", "municipalities", "pair", "panels", "png", "ranking", "slope", "stacked", "strip",
    "svg", "target", "tiers", "waffle", "waterfall",
]  # fmt: skip
