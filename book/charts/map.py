"""A map of Europe: rates per country in five classes, on the borders of the dataset `boundaries`."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts.labels import HALO, note
from book.charts.layout import grid_of
from book.charts.marks import Place, locate
from book.charts.palette import GRID, INK, MAP, MUTED, PALE, PAPER
from book.charts.series import ChartError, axis_numbers, checked, one_period, signed
from book.charts.style import Drawing
from book.data.members import MEMBERS
from book.data.observations import Observations
from book.data.reading import load_table
from book.data.records import read_record
from book.language import names

HEIGHT, KEY = 362, 1 / 40  # points; height of the key against that of the map
FRAME = (2.55e6, 6.53e6, 1.33e6, 5.33e6)  # metres of EPSG:3035: left, right, lower, upper
NAMED = {  # where a name stands, in points from its country: placed by hand in open sea or white land
    "NL": (-26, 38), "CY": (-30, -24), "MT": (-52, -6), "AT": (112, 66), "HU": (88, 20), "GR": (-34, -62),
}  # fmt: skip
BAND = 1e5  # metres: how high the boxes are by which a country is found under a pointer
SMALL = "MT"  # too small for its colour to be seen: drawn as a dot


def europe(rates: Observations, limits: Sequence[float], by: str = "country") -> Drawing:
    """The EU countries by a rate of one period; `limits` are the four round values between the five classes.

    Other countries are white. ChartError for anything but a rate, for several periods or other than four limits.
    """
    rates = rates.but(**{by: "EU27"})
    one_period(checked(rates, "ratio", instead="divide it by the population, with rates()"))
    if len(limits) != len(MAP) - 1 or list(limits) != sorted(limits):
        raise ChartError(f"a map has {len(MAP) - 1} rising limits, not {', '.join(map(str, limits))}")
    if outside := sorted(set(rates.frame[by]) - {*MEMBERS}):
        raise ChartError(f"{rates.record.name}: a map of the EU has no {', '.join(outside)}: leave out with but()")

    rates = _with_borders(rates)

    def paint(figure: Figure, language: str) -> None:
        import geopandas  # half a second: only the chapter with a map pays it

        figure.set_figheight(HEIGHT / 72)
        key, axes = grid_of(figure, 2, height_ratios=[KEY, 1])[:, 0]
        _key(key, limits, rates.unit, language)
        land = geopandas.GeoSeries.from_wkt(load_table("boundaries").set_index("country")["wkt"])
        known = rates.frame.dropna(subset=["value"]).set_index(by, drop=False)
        _countries(axes, land, {code: MAP[bisect_right(limits, row["value"])] for code, row in known.iterrows()})
        _values(axes, land, known, rates.unit, language)
        for code, row in known.iterrows():
            inside = _mainland(land[code]).representative_point()
            locate(axes, row, (inside.x, inside.y), *_boxes(land[code]))

    return Drawing("map", (rates,), paint)


def _with_borders(rates: Observations) -> Observations:
    """The rates with the source of the borders among their sources."""
    borders = read_record("boundaries").sources
    record = replace(rates.record, sources={**rates.record.sources, **borders})
    frame = rates.frame.assign(source=rates.frame["source"] + f";{';'.join(borders)}")
    return replace(rates, record=record, frame=frame)


def _countries(axes: Axes, land, colours: dict[str, str]) -> None:
    """White land, EU countries in their class or pale where there is no figure, the Netherlands in an outline."""
    axes.set_axis_off()
    members = land[land.index.isin(MEMBERS)]
    land[~land.index.isin(MEMBERS)].plot(ax=axes, facecolor="none", edgecolor=GRID, linewidth=0.7, aspect=None)
    unknown = members[~members.index.isin(list(colours))]
    if len(unknown):
        unknown.plot(ax=axes, facecolor=PALE, edgecolor=MUTED, linewidth=0.7, aspect=None)
    known = members[members.index.isin(list(colours))]
    known.plot(ax=axes, color=[colours[code] for code in known.index], edgecolor=PAPER, linewidth=0.6, aspect=None)
    dot = members[SMALL].centroid
    axes.plot(dot.x, dot.y, "o", ms=8, color=colours.get(SMALL, PALE), mec=PAPER, mew=0.6, zorder=5)
    axes.plot(*_mainland(members["NL"]).exterior.xy, color=INK, lw=1.4, zorder=6)
    axes.set(xlim=FRAME[:2], ylim=FRAME[2:], aspect="equal")


def _mainland(shape):
    return max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)


def _boxes(shape) -> list[Place]:
    """A shape as boxes of a height, one for each piece of it in each band of the map."""
    import shapely

    left, low, right, top = shape.bounds
    bands = [shapely.clip_by_rect(shape, left, y, right, y + BAND) for y in np.arange(low, top, BAND)]
    pieces = shapely.get_parts(bands)
    return [tuple(edges) for edges in shapely.bounds(pieces[shapely.area(pieces) > (BAND / 4) ** 2]).tolist()]


def _values(axes: Axes, land, known, unit: str, language: str) -> None:
    """Name and value of six countries, each with a leader."""
    for code, (dx, dy) in NAMED.items():
        if code in known.index:
            at = _mainland(land[code]).representative_point()
            text = f"{names.country(code, language)} {signed(known.loc[code], unit, language)}"
            axes.annotate(
                text, (at.x, at.y), xytext=(dx, dy), textcoords="offset points", ha="center", va="center",
                color=INK, weight=700 if code == "NL" else 400, zorder=8, path_effects=HALO,
                arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.8, "shrinkB": 0, "shrinkA": 1},
            )  # fmt: skip


def _key(axes: Axes, limits: Sequence[float], unit: str, language: str) -> None:
    """The classes as a bar, with the limits under their edges."""
    for place, colour in enumerate(MAP):
        axes.barh(0, 0.985, left=place, height=1, color=colour, align="center")
    for place, limit in enumerate(limits, start=1):
        text = axis_numbers([limit], unit, language)[0]
        note(axes, text, (place - 0.0075, -0.5), (0, -3), INK, ha="center", va="top")
    axes.set(xlim=(0, len(MAP)), ylim=(-0.5, 0.5))
    axes.set_axis_off()
