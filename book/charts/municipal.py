"""A map of the municipalities of the Netherlands: one share, in classes, on the borders of `municipal_boundaries`."""

from functools import partial

from matplotlib.figure import Figure

from book.charts.layout import grid_of, settle
from book.charts.map import BELOW, KEY, Shades, boxes, fill, name_highest, shades, with_borders, write_key
from book.charts.marks import locate
from book.charts.style import Drawing
from book.data.observations import Observations
from book.data.reading import load_table

TABLE = "municipal_boundaries"
FRAME = (1.0e4, 2.8e5, 3.04e5, 6.22e5)  # metres of EPSG:28992: left, right, lower, upper
ACROSS = 250  # points: how wide the country is
BAND = 8e3  # metres: how high the boxes are by which a municipality is found under a pointer


def municipalities(rate: Observations, by: str = "municipality") -> Drawing:
    """A map of one rate of one period, in five classes of about as many municipalities; those without one are hatched.

    ChartError for anything but a rate, several periods, or several values of one municipality.
    """
    one = shades(with_borders(rate, TABLE), by)
    return Drawing("municipal", (one.obs,), partial(_paint, one, by))


def _paint(one: Shades, by: str, figure: Figure, language: str) -> None:
    import geopandas  # half a second: only the chapter with a map pays it

    land = geopandas.GeoSeries.from_wkt(load_table(TABLE).set_index("municipality")["wkt"])
    high = ACROSS * (FRAME[3] - FRAME[2]) / (FRAME[1] - FRAME[0])
    figure.set_figheight((KEY + BELOW + high) / 72)
    key, axes = grid_of(figure, 2, 1, height_ratios=[KEY, high])[:, 0]
    for part in (key, axes):
        part.set_axis_off()
    write_key(key, one, language)
    fill(axes, land, one.classes, 0.25)
    name_highest(axes, one, by, language, (FRAME[0], FRAME[2]))
    axes.set(xlim=FRAME[:2], ylim=FRAME[2:], aspect="equal")
    for code, row in one.known.iterrows():
        inside = land[code].representative_point()
        locate(axes, row, (inside.x, inside.y), *boxes(land[code], BAND))
    settle(figure)
