"""Small maps of the EU side by side: rates per country in classes, on the borders of the dataset `boundaries`."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from math import floor, log10

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from book.charts import labels
from book.charts.labels import HALO, LINE, fixed, note
from book.charts.layout import grid_of, settle
from book.charts.marks import Place, locate
from book.charts.palette import CONTEXT, GRID, INK, MAP, MUTED, PAPER
from book.charts.series import ChartError, checked, label, one_period, signed
from book.charts.style import WIDTH, Drawing
from book.data.members import MEMBERS, UNION
from book.data.observations import Observations
from book.data.reading import load_table
from book.data.records import read_record
from book.language import names, numbers
from book.language.words import capital

MOST, LEAST = 4, 10  # maps; countries with a figure in a map
SEA = (0.02, 0.75)  # where the words of the Netherlands begin, as a share of the frame: in the ocean
KEY, BELOW = 7, 34  # points: the height of a key; the limits under it and the words under a map
DETAIL = 15_000  # metres: a map of half the width shows no smaller bends
FRAME = (2.55e6, 6.53e6, 1.33e6, 5.33e6)  # metres of EPSG:3035: left, right, lower, upper
BAND = 2e5  # metres: how high the boxes are by which a country is found under a pointer
SMALL = "MT"  # too small for its colour to be seen: drawn as a dot


@dataclass(frozen=True)
class Shades:
    """What one map shows: the rows of countries with a figure, and the limits between its classes."""

    obs: Observations
    known: pd.DataFrame
    limits: tuple[float, ...]

    @property
    def colours(self) -> tuple[str, ...]:
        """A colour for each class, the darkest for the highest."""
        return MAP[len(MAP) - len(self.limits) - 1 :]

    @property
    def classes(self) -> dict[str, str]:
        """The colour of each country."""
        return {code: self.colours[bisect_right(self.limits, value)] for code, value in self.known["value"].items()}


def europe(*rates: Observations, by: str = "country") -> Drawing:
    """A map of the EU for each of one to four rates of one period, each in five classes of about as many countries.

    Its measure names a map. The Netherlands is outlined, countries without a figure are hatched, other countries white.
    A rate that fewer than ten countries have is left out. ChartError for anything but a rate, several periods, another
    country, or more than four.
    """
    if len(rates) > MOST:
        raise ChartError(f"europe: {len(rates)} maps, at most {MOST}")
    found = [_shades(with_borders(part.but(**{by: UNION})), by) for part in rates]
    shown = [one for one in found if len(one.known) >= LEAST]
    parts = [one.obs for one in shown]
    nothing = replace(found[0].obs, frame=found[0].obs.frame.iloc[:0])
    return Drawing("map", tuple(parts or [nothing]), partial(_paint, shown, by))


def _shades(obs: Observations, by: str) -> Shades:
    if outside := sorted(set(obs.frame[by]) - {*MEMBERS}):
        raise ChartError(f"{obs.record.name}: a map of the EU has no {', '.join(outside)}: leave out with but()")
    return shades(obs, by)


def shades(obs: Observations, by: str) -> Shades:
    """A rate of one period, one of each category, in classes."""
    one_period(checked(obs, "ratio", instead="divide it by the population, with rates()"))
    if obs.frame[by].duplicated().any():
        raise ChartError(f"{obs.record.name}: several values of one {by}: choose one category of the rest with where()")
    return Shades(obs, obs.frame.dropna(subset=["value"]).set_index(by, drop=False), limits(obs))


def limits(obs: Observations) -> tuple[float, ...]:
    """Fifths of the values in round numbers, such as 0.12, 0.35, 2.4, 6.5, 14; equal ones stand once.

    The second digit is 0 or 5, but of any value where the first is 1 or 2: coarser, it would leave classes nearly empty.
    """
    known = obs.frame["value"].dropna()
    fifths = [float(known.quantile(share)) for share in (0.2, 0.4, 0.6, 0.8)] if len(known) else []
    firsts = {fifth: 10 ** floor(log10(fifth)) for fifth in fifths if fifth > 0}
    steps = {fifth: first / (10 if fifth < 3 * first else 2) for fifth, first in firsts.items()}
    rounded = [round(fifth / step) * step for fifth, step in steps.items()]
    return tuple(sorted({float(f"{limit:.2g}") for limit in rounded}))


def with_borders(rates: Observations, table: str = "boundaries") -> Observations:
    """The rates with the source of the borders among their sources."""
    borders = read_record(table).sources
    record = replace(rates.record, sources={**rates.record.sources, **borders})
    frame = rates.frame.assign(source=rates.frame["source"] + f";{';'.join(borders)}")
    return replace(rates, record=record, frame=frame)


def _paint(shown: Sequence[Shades], by: str, figure: Figure, language: str) -> None:
    import geopandas  # half a second: only the chapter with a map pays it
    import shapely

    land = geopandas.GeoSeries.from_wkt(load_table("boundaries").set_index("country")["wkt"])
    land[:] = shapely.coverage_simplify(land.values, DETAIL)
    columns = min(2, len(shown))
    rows = -(-len(shown) // columns)
    wide = WIDTH / columns - 6
    titles = [_title(one, wide, language) for one in shown]
    lines = max(map(len, titles))
    height = LINE * lines + KEY + BELOW + wide
    figure.set_figheight(height * rows / 72)
    grid = grid_of(figure, 2 * rows, columns, height_ratios=[KEY, wide] * rows)
    for axes in grid.flat:
        axes.set_axis_off()
    for place, (one, title) in enumerate(zip(shown, titles, strict=True)):
        row, column = divmod(place, columns)
        key, axes = grid[2 * row, column], grid[2 * row + 1, column]
        key.set_title("\n".join(title), linespacing=1.15)
        write_key(key, one, language)
        _countries(axes, land, one.classes)
        _words(axes, land, one, by, language)
        for code, row in one.known.iterrows():
            inside = _mainland(land[code]).representative_point()
            locate(axes, row, (inside.x, inside.y), *boxes(land[code]))
    settle(figure)


def _title(one: Shades, room: labels.Points, language: str) -> list[str]:
    """What a map shows, in lines, with its period unbroken."""
    first = one.obs.frame.iloc[0]
    words = one.obs.record.measures[first["measure"]].label[language]
    *lines, last = labels.wrapped(capital(words), room, weight=600)
    period = f"({numbers.named_period(first['period'], language)})"
    fits = labels.width(f"{last} {period}") <= room
    return [*lines, f"{last} {period}"] if fits else [*lines, last, period]


def _countries(axes: Axes, land, colours: dict[str, str]) -> None:
    """White land, EU countries in their class or hatched where there is no figure, the Netherlands in an outline."""
    members = land[land.index.isin(MEMBERS)]
    land[~land.index.isin(MEMBERS)].plot(ax=axes, facecolor="none", edgecolor=GRID, linewidth=0.5, aspect=None)
    fill(axes, members, colours, 0.4)
    dot, edge = members[SMALL].centroid, PAPER if SMALL in colours else CONTEXT
    axes.plot(dot.x, dot.y, "o", ms=5, color=colours.get(SMALL, PAPER), mec=edge, mew=0.6, zorder=5)
    axes.plot(*_mainland(members["NL"]).exterior.xy, color=INK, lw=1.2, zorder=6)
    axes.set(xlim=FRAME[:2], ylim=FRAME[2:], aspect="equal")


def fill(axes: Axes, land, colours: dict[str, str], border: labels.Points) -> None:
    """Each area in the colour of its code; one without a colour is hatched."""
    unknown, known = (land[land.index.isin(list(colours)) == held] for held in (False, True))
    if len(unknown):
        unknown.plot(ax=axes, facecolor=PAPER, edgecolor=CONTEXT, hatch="//////", linewidth=0.5, aspect=None)
    known.plot(ax=axes, color=[colours[code] for code in known.index], edgecolor=PAPER, linewidth=border, aspect=None)


def _mainland(shape):
    return max(getattr(shape, "geoms", [shape]), key=lambda part: part.area)


def boxes(shape, band: float = BAND) -> list[Place]:
    """A shape as boxes of a height, one for each piece of it in each band of the map."""
    import shapely

    left, low, right, top = shape.bounds
    bands = [shapely.clip_by_rect(shape, left, y, right, y + band) for y in np.arange(low, top, band)]
    pieces = shapely.get_parts(bands)
    return [tuple(edges) for edges in shapely.bounds(pieces[shapely.area(pieces) > (band / 8) ** 2]).tolist()]


def _words(axes: Axes, land, one: Shades, by: str, language: str) -> None:
    """The value of the Netherlands with a leader, and under the map the highest country."""
    known, unit = one.known, one.obs.unit
    name_highest(axes, one, by, language, (FRAME[0], FRAME[2]))
    if "NL" in known.index:
        at = _mainland(land["NL"]).representative_point()
        text = f"{names.country('NL', language)}\n{signed(known.loc['NL'], unit, language)}"
        axes.annotate(
            text, (at.x, at.y), xytext=SEA, textcoords="axes fraction", ha="left", va="center", color=INK, weight=700,
            linespacing=1.1, zorder=8, path_effects=HALO,
            arrowprops={"arrowstyle": "-", "color": INK, "lw": 0.8, "shrinkB": 0, "shrinkA": 1, "relpos": (1, 0.2)},
        )  # fmt: skip


def name_highest(axes: Axes, one: Shades, by: str, language: str, corner: Place) -> None:
    """The category with the highest value, under the lower left corner of a map."""
    top, unit = one.known["value"].idxmax(), one.obs.unit
    text = f"{fixed('highest', language)}: {label(one.obs, by, top, language)} {signed(one.known.loc[top], unit, language)}"
    note(axes, text, corner, (0, -7), MUTED)


def write_key(axes: Axes, one: Shades, language: str) -> None:
    """The classes as a bar, with the limits under their edges."""
    for place, colour in enumerate(one.colours):
        axes.barh(0, 0.97, left=place, height=1, color=colour, align="center")
    for place, limit in enumerate(one.limits, start=1):
        decimals = len(f"{limit:f}".rstrip("0").partition(".")[2])
        note(axes, numbers.count(limit, language, decimals), (place - 0.015, -0.5), (0, -3), INK, ha="center", va="top")
    axes.set(xlim=(0, len(one.colours)), ylim=(-0.5, 0.5))
