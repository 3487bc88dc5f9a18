"""Borders for the map of Europe: Natural Earth's countries as the npm package world-atlas ships them (TopoJSON)."""

import os
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely
from babel.core import get_global
from shapely.geometry import box

from book.data.members import MEMBERS
from book.data.records import DATA, DataError
from book.providers.files import FormatError

LAYER = "countries"
DEGREES = 4326
METRES = 3035  # the equal-area projection of Europe
WIDE = box(-30, 20, 68, 79)  # degrees: what is cut off before projecting, where the projection would fold it
FRAME = box(2.5e6, 1.28e6, 6.58e6, 5.38e6)  # metres: what the map shows
DETAIL = 9000  # metres: smaller bends are straightened, the same way on both sides of a border
WITHOUT_NUMBER = {"Kosovo": "XK"}
PART_OF = {"AX": "FI"}  # in the figures of another country
NO_CODE = "other"  # land whose status is disputed and that has no code


def read(path: Path) -> pd.DataFrame:
    """Country and outline (WKT in whole metres) of all land in the frame, by country; FormatError for another file."""
    try:
        land = geopandas.read_file(path, layer=LAYER)
    except Exception as error:  # each driver of the library has errors of its own
        raise FormatError(f"{path.name}: {' '.join(str(error).split())}") from None
    if missing := [name for name in ("id", "name") if name not in land]:
        raise FormatError(f"{path.name}: {', '.join(missing)} is missing")
    land = land.set_crs(DEGREES, allow_override=True)
    land["country"] = [_code(number, name) for number, name in zip(land["id"], land["name"], strict=True)]
    land = _framed(land)[["country", "geometry"]].dissolve("country")
    return land.geometry.map(lambda shape: shapely.to_wkt(shape, rounding_precision=0)).rename("wkt").reset_index()


def import_boundaries(path: Path, folder: Path = DATA) -> str:
    """Write data/boundaries.csv anew from world-atlas's countries-50m.json; DataError leaves the old file as it was."""
    try:
        found = read(path)
    except FormatError as error:
        raise DataError(str(error)) from None
    if missing := [country for country in MEMBERS if country not in set(found["country"])]:
        raise DataError(f"{path.name}: no outline of {', '.join(missing)}")
    beside = folder / ".boundaries.csv"
    found.to_csv(beside, index=False, lineterminator="\n")
    os.replace(beside, folder / "boundaries.csv")
    return f"boundaries: {len(found)} outlines"


def _code(number: str | None, name: str) -> str:
    """The ISO alpha-2 code of a number of the UN; what has no number goes by its name."""
    codes = get_global("territory_aliases").get(str(number or ""), [])
    code = codes[0] if codes else WITHOUT_NUMBER.get(name, NO_CODE)
    return PART_OF.get(code, code)


def _framed(land: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Cut, projected, simplified and cut to the frame; land without anything left is dropped."""
    russia = land["country"] == "RU"  # crosses the antimeridian: its far tip goes east of 180 degrees
    shapes = land.geometry[russia].values
    land.loc[russia, "geometry"] = shapely.transform(shapes, lambda at: at + np.where(at[:, :1] < -100, [360, 0], 0))
    land = _cut(land, WIDE).to_crs(METRES)
    land["geometry"] = shapely.coverage_simplify(land.geometry.values, DETAIL)
    return _cut(land, FRAME)


def _cut(land: geopandas.GeoDataFrame, frame) -> geopandas.GeoDataFrame:
    """Land inside the frame, polygons only: a cut may leave points and lines at its edge."""
    land = land.assign(geometry=land.geometry.make_valid().intersection(frame).map(_polygons))
    return land[~land.geometry.is_empty]


def _polygons(shape):
    return shapely.union_all([part for part in shapely.get_parts(shape) if "Polygon" in part.geom_type])
