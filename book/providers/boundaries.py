"""Borders for maps: of Europe, Natural Earth's countries as the npm package world-atlas ships them (TopoJSON); of the
municipalities of the Netherlands, those of CBS and the land register (GeoJSON in metres of the Dutch grid)."""

import gzip
import os
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path

import geopandas
import numpy as np
import pandas as pd
import shapely
from babel.core import get_global
from shapely.geometry import box

from book.data.members import MEMBERS
from book.data.reading import rows
from book.data.records import DATA, DataError
from book.providers.files import FormatError

LAYER = "countries"
DEGREES = 4326
METRES = 3035  # the equal-area projection of Europe
WIDE = box(-30, 20, 68, 79)  # degrees: what is cut off before projecting, where the projection would fold it
FRAME = box(2.5e6, 1.28e6, 6.58e6, 5.38e6)  # metres: what the map shows
DETAIL = 9000  # metres: smaller bends are straightened, the same way on both sides of a border
FINE = 700  # metres: the same for municipalities
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


def read_municipalities(path: Path) -> pd.DataFrame:
    """Municipality (GM and four digits) and outline (WKT in whole metres of EPSG:28992); FormatError for another file."""
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    try:
        land = geopandas.read_file(BytesIO(raw))
    except Exception as error:  # each driver of the library has errors of its own
        raise FormatError(f"{path.name}: {' '.join(str(error).split())}") from None
    if "code" not in land or not land["code"].astype(str).str.fullmatch("GM[0-9]{4}").all():
        raise FormatError(f"{path.name}: code is missing, or no code of a municipality")
    left, low, right, top = land.total_bounds
    if not (0 < left < right < 300_000 and 300_000 < low < top < 630_000):
        raise FormatError(f"{path.name}: its places are no metres of the Dutch grid")
    shapes = shapely.coverage_simplify(land.geometry.make_valid().values, FINE)
    found = pd.DataFrame({"municipality": land["code"], "wkt": shapely.to_wkt(shapes, rounding_precision=0)})
    return found.sort_values("municipality", ignore_index=True)


def import_boundaries(path: Path, folder: Path = DATA) -> str:
    """Write data/boundaries.csv anew from world-atlas's countries-50m.json; DataError leaves the old file as it was."""
    return _import(path, read, MEMBERS, folder / "boundaries.csv")


def import_municipalities(path: Path, folder: Path = DATA) -> str:
    """The same of data/municipal_boundaries.csv, from a file with an outline for each municipality that has figures."""
    counted = rows("population_by_origin_municipal", folder)["municipality"]
    return _import(path, read_municipalities, sorted(set(counted)), folder / "municipal_boundaries.csv")


def _import(path: Path, read: Callable, needed: Iterable[str], into: Path) -> str:
    try:
        found = read(path)
    except FormatError as error:
        raise DataError(str(error)) from None
    if missing := [code for code in needed if code not in set(found.iloc[:, 0])]:
        raise DataError(f"{path.name}: no outline of {', '.join(missing)}")
    beside = into.with_name(f".{into.name}")
    found.to_csv(beside, index=False, lineterminator="\n")
    os.replace(beside, into)
    return f"{into.stem}: {len(found)} outlines"


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


IMPORTS = {"boundaries": import_boundaries, "municipal_boundaries": import_municipalities}  # by the table they write
