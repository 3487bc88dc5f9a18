"""Borders from world-atlas: codes, projection, and a file that is something else."""

import json
import shutil

import pytest
import shapely

from book.data.records import DATA, DataError
from book.providers.boundaries import import_boundaries, import_municipalities, read, read_municipalities
from book.providers.files import FormatError


def atlas(tmp_path, *squares):
    """A TopoJSON with squares of one degree: (number of the UN or None, name, longitude, latitude)."""
    arcs = [[[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1], [x, y]] for _, _, x, y in squares]
    shapes = [
        {"type": "Polygon", "arcs": [[place]], "properties": {"name": name}} | ({"id": number} if number else {})
        for place, (number, name, *_) in enumerate(squares)
    ]
    path = tmp_path / "countries-50m.json"
    path.write_text(json.dumps({"type": "Topology", "arcs": arcs, "objects": {"countries": {"type": "GeometryCollection", "geometries": shapes}}}))  # fmt: skip
    return path


def test_numbers_of_the_un_become_iso_codes_and_what_has_none_goes_by_its_name(tmp_path):
    path = atlas(tmp_path, ("528", "Netherlands", 5, 52), (None, "Kosovo", 20, 42), (None, "N. Cyprus", 33, 35))
    assert list(read(path)["country"]) == ["NL", "XK", "other"]


def test_outlines_are_in_whole_metres_of_the_equal_area_projection(tmp_path):
    (wkt,) = read(atlas(tmp_path, ("528", "Netherlands", 5, 52)))["wkt"]
    shape = shapely.from_wkt(wkt)
    assert "." not in wkt
    assert shape.area == pytest.approx(7.56e9, rel=0.01)  # a square degree at 52.5° north
    assert 3.9e6 < shape.centroid.x < 4.1e6 and 3.2e6 < shape.centroid.y < 3.4e6


def test_land_outside_the_frame_is_left_out_and_a_part_counts_with_its_country(tmp_path):
    path = atlas(tmp_path, ("246", "Finland", 25, 62), ("248", "Aland", 19, 60), ("076", "Brazil", -50, -10))
    assert list(read(path)["country"]) == ["FI"]


def test_another_file_is_refused_and_the_old_one_stays(tmp_path):
    (tmp_path / "boundaries.csv").write_text("country,wkt\n")
    wrong = tmp_path / "file.json"
    wrong.write_text("{}")
    with pytest.raises(FormatError, match=r"file\.json"):
        read(wrong)
    with pytest.raises(DataError, match="no outline of AT"):
        import_boundaries(atlas(tmp_path, ("528", "Netherlands", 5, 52)), tmp_path)
    assert (tmp_path / "boundaries.csv").read_text() == "country,wkt\n"


def grid(tmp_path, *squares):
    """A GeoJSON with squares of ten kilometres of the Dutch grid: (code, left, lower)."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[x, y], [x + 10_000, y], [x + 10_000, y + 10_000], [x, y + 10_000], [x, y]]],
            },
        }
        for code, x, y in squares
    ]
    path = tmp_path / "municipalities.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return path


def test_outlines_of_municipalities_are_in_metres_by_code(tmp_path):
    found = read_municipalities(grid(tmp_path, ("GM0363", 120_000, 480_000), ("GM0014", 230_000, 580_000)))
    assert list(found["municipality"]) == ["GM0014", "GM0363"]
    assert shapely.from_wkt(found["wkt"][1]).area == 1e8 and "." not in found["wkt"][1]


@pytest.mark.parametrize(
    ("square", "said"),
    [(("NL0363", 120_000, 480_000), "no code of a municipality"), (("GM0363", 5, 52), "no metres of the Dutch grid")],
)
def test_other_codes_and_degrees_are_refused(tmp_path, square, said):
    with pytest.raises(FormatError, match=said):
        read_municipalities(grid(tmp_path, square))


def test_a_municipality_that_has_figures_has_an_outline(tmp_path):
    for ending in ("csv", "yml"):
        shutil.copy(DATA / f"population_by_origin_municipal.{ending}", tmp_path)
    with pytest.raises(DataError, match="no outline of GM0034"):
        import_municipalities(grid(tmp_path, ("GM0014", 230_000, 580_000)), tmp_path)
