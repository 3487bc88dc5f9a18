"""Eurostat: the Statistics API (JSON-stat 2.0), and its SDMX-CSV where that does not answer."""

from math import prod

import numpy as np
import pandas as pd

from book.data.cells import listed
from book.providers import files
from book.providers.live.answers import (
    ROWS,
    Answer,
    address,
    as_list,
    cell,
    coded,
    complete,
    day,
    labelled,
    named,
    of,
    parsed,
)  # fmt: skip
from book.providers.refusals import ProviderError, Unavailable
from book.providers.transport import Transport

FORMER = {"asyl_app": ("applicant", {"ASY_APP": "TOTAL", "NASY_APP": "FRST"})}  # the name and codes until 2026
TIME = "time"
COLUMNS = {TIME: "TIME_PERIOD"}


def ask(query: dict, transport: Transport) -> Answer:
    """The rows of a table that fit the filters; ProviderError for anything else."""
    try:
        return _statistics(query, transport)
    except Unavailable as error:
        try:
            return _sdmx_csv(query, transport)
        except ProviderError:
            raise error from None


def _statistics(query: dict, transport: Transport) -> Answer:
    base, table = transport.bases["eurostat"], query["table"]
    asked = {name: as_list(codes) for name, codes in query["filters"].items()}
    since = {"sinceTimePeriod": str(query["since"])} if "since" in query else {}
    where = address(base, "statistics", "1.0", "data", table, format="JSON", lang="EN", **asked, **since)
    cube = parsed(transport.get(where), table)
    _refuse_another(cube, table)
    raw = _table(cube)
    served = {name: _codes(cube, name) for name in _names(cube)}
    raw, served = _renamed(raw, served)
    _checked(query, served)
    return Answer(raw, served, day(cube.get("updated"), table), where)


def _refuse_another(cube: dict, table: str) -> None:
    """ProviderError for an error or a warning, which may come with status 200, and for another table."""
    for kind in ("error", "warning"):
        if kind in cube:
            told = cube[kind][0] if isinstance(cube[kind], list) and cube[kind] else cube[kind]
            said = told.get("label") if isinstance(told, dict) else told
            raise ProviderError(f"{table}: {' '.join(str(said).split())[:150]}")
    other = of(dict, cube.get("extension", {}), "extension").get("id", table)
    if str(other).lower() != table.lower():
        raise ProviderError(f"the answer is table {str(other)[:60]}, not {table}")


def _names(cube: dict) -> list[str]:
    return [named(name, "a dimension") for name in of(list, cube.get("id"), "id")]


def _codes(cube: dict, name: str) -> list[str]:
    """The codes of a dimension in the order of the cube; labels are looked at, and not kept."""
    dimension = of(dict, of(dict, cube.get("dimension"), "dimension").get(name), f"dimension {name}")
    category = of(dict, dimension.get("category"), f"category of {name}")
    index = category.get("index")
    if isinstance(index, list):
        codes = index
    else:
        places = {of(int, place, f"a place of {name}"): code for code, place in of(dict, index, name).items()}
        codes = [places[place] for place in sorted(places)]
        if sorted(places) != list(range(len(index))):
            raise ProviderError(f"dimension {name}: its codes are not in order")
    for label in of(dict, category.get("label", {}), f"labels of {name}").values():
        labelled(label, name)
    return [coded(code, name) for code in codes]


def _table(cube: dict) -> pd.DataFrame:
    """The cells that have a value or a status, with the codes of all dimensions."""
    names = _names(cube)
    sizes = [of(int, size, "size") for size in of(list, cube.get("size"), "size")]
    codes = [_codes(cube, name) for name in names]
    if empty := [name for name, size in zip(names, sizes, strict=False) if size == 0]:
        raise ProviderError(f"nothing fits the query: dimension {empty[0]} is empty")
    if sizes != [len(each) for each in codes] or TIME not in names:
        raise ProviderError("the sizes of the cube are not those of its dimensions")
    if prod(sizes) > ROWS:
        raise ProviderError(f"the query asks for {prod(sizes):,} cells; at most {ROWS:,}")
    values, states = (_cells(cube.get(kind), prod(sizes), kind) for kind in ("value", "status"))
    places = sorted({place for place, value in values.items() if value is not None} | states.keys())
    if not any(values.get(place) is not None for place in places):
        raise ProviderError("nothing fits the query: no cell has a value")
    spread = np.unravel_index(places, sizes)
    raw = pd.DataFrame(
        {COLUMNS.get(n, n): np.array(c, dtype=object)[at] for n, c, at in zip(names, codes, spread, strict=True)}
    )
    return raw.assign(
        OBS_VALUE=[cell(values.get(place), "OBS_VALUE") for place in places],
        OBS_FLAG=[of(str, states.get(place, ""), "status") for place in places],
    ).set_axis(range(2, len(places) + 2))


def _cells(told: object, size: int, kind: str) -> dict[int, object]:
    """Values or flags by their place in the cube: given one by one, as a list, or (a flag) as one for all."""
    if isinstance(told, str):
        return dict.fromkeys(range(size), told)
    pairs = enumerate(told) if isinstance(told, list) else of(dict, told or {}, kind).items()
    try:
        found = {int(place): value for place, value in pairs if value is not None}
    except ValueError:
        raise ProviderError(f"{kind} has a place that is no number") from None
    if found and not 0 <= min(found) <= max(found) < size:
        raise ProviderError(f"{kind} has a place outside the cube")
    return found


def _renamed(raw: pd.DataFrame, served: dict) -> tuple[pd.DataFrame, dict]:
    """Dimensions and codes by their newest names."""
    for old, (new, codes) in FORMER.items():
        if old in served:
            raw = raw.assign(**{old: raw[old].replace(codes)}).rename(columns={old: new})
            served = served | {new: [codes.get(code, code) for code in served[old]]}
            del served[old]
    return raw, {COLUMNS.get(name, name): codes for name, codes in served.items()}


def _checked(query: dict, served: dict) -> None:
    """What was asked for is there and nothing else, and nothing is left open: never more than the query meant."""
    open_ = {spec["column"] for spec in query["dimensions"].values()} | {"TIME_PERIOD"}
    if strange := [name for name in [*query["filters"], *open_] if name not in served]:
        raise ProviderError(f"dimension {listed(strange)} is not in the table; there are {listed(served)}")
    for name, codes in query["filters"].items():
        complete(as_list(codes), served[name], name)
        if more := [code for code in served[name] if code not in as_list(codes)]:
            raise ProviderError(f"dimension {name} was not filtered: {listed(more)}")
    for name, codes in served.items():
        if name not in query["filters"] and name not in open_ and (len(codes) > 1 or name == "unit"):
            raise ProviderError(f"the query does not say which code of dimension {name}: {listed(codes)}")


def _sdmx_csv(query: dict, transport: Transport) -> Answer:
    """The same rows by the other channel, which does not tell a day."""
    asked = {f"c[{name}]": ",".join(as_list(codes)) for name, codes in query["filters"].items()}
    if "since" in query:
        asked["c[TIME_PERIOD]"] = f"ge:{query['since']}"
    path = ("sdmx", "3.0", "data", "dataflow", "ESTAT", query["table"], "1.0")
    form = {"compress": "false", "format": "csvdata", "formatVersion": "2.0"}
    where = address(transport.bases["eurostat"], *path, **asked, **form)
    raw = files.table(transport.get(where, accept="text/csv"), query["table"])
    apart = {
        "STRUCTURE",
        "STRUCTURE_ID",
        "STRUCTURE_NAME",
        "DATAFLOW",
        "LAST UPDATE",
        "OBS_VALUE",
        "OBS_FLAG",
        "CONF_STATUS",
    }
    names = [name for name in raw.columns if name not in apart]
    served = {name: [coded(code, name) for code in raw[name].unique()] for name in names}
    raw, served = _renamed(raw, served)
    _checked(query, served)
    return Answer(raw, served, "", where)
