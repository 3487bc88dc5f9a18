"""Records: what a dataset is, measures and where it comes from, as written in `data/<dataset>.yml`."""

from functools import cache
from pathlib import Path

import yaml

from book.data import schema
from book.data.cells import DataError, content, decoded, quoted
from book.data.passport import LANGUAGES, Bilingual, Dimension, Document, Measure, Record, Row, Source, both
from book.data.periods import LENGTHS

DATA = Path(__file__).resolve().parents[2] / "data"

__all__ = [
    "DATA", "LANGUAGES", "Bilingual", "DataError", "Dimension", "Measure", "Record", "Row", "Source", "both", "datasets",
    "read_record",
]  # fmt: skip


def datasets(folder: Path = DATA) -> list[str]:
    """Names of all datasets that have a record, sorted."""
    return sorted(path.stem for path in folder.glob("*.yml"))


def read_record(dataset: str, folder: Path = DATA) -> Record:
    """Read `data/<dataset>.yml`, anew where it has changed; DataError names the file and the key that is wrong or missing."""
    path = folder / f"{dataset}.yml"
    if not path.is_file() and dataset not in (known := datasets(folder)):
        raise DataError(f"no dataset {quoted(dataset)[1:-1]}; there are {', '.join(known)}")
    return _read(dataset, content(path, f"data/{dataset}.yml"))


@cache
def _read(dataset: str, raw: bytes) -> Record:
    name = f"data/{dataset}.yml"
    text = decoded(raw, name)
    if rows := [str(row) for row, line in enumerate(text.split("\n"), start=1) if schema.TO_FILL_IN in line]:
        raise DataError(f"{name}: {schema.TO_FILL_IN} stands in row {', '.join(rows)}")
    try:
        return _record(dataset, yaml.load(text, schema.Loader))
    except RecursionError:
        raise DataError(f"{name}: too deep") from None
    except (yaml.YAMLError, TypeError, AttributeError, ValueError) as error:
        raise DataError(f"{name}: {' '.join(str(error).split())[:300]}") from None


def _record(name: str, raw: dict) -> Record:
    raw = schema.keys("the record", raw, "record")
    if not raw.get("measures") and name not in schema.TABLES:
        raise ValueError("key measures is missing")
    balances = tuple(tuple(balance) for balance in raw.get("balances") or ())
    sums = {balance[0] for balance in balances if balance}
    measures = {code: _measure(code, entry, code in sums) for code, entry in (raw.get("measures") or {}).items()}
    for key in ("balances", "together"):
        for code in [code.lstrip("-") for group in raw.get(key) or () for code in group]:
            schema.one_of(f"a measure of {key}", code, measures)
    dimensions = {code: _dimension(code, entry) for code, entry in (raw.get("dimensions") or {}).items()}
    sources = {key: _source(key, entry) for key, entry in raw["sources"].items()}
    imports = tuple(_import(entry, sources, measures, dimensions) for entry in raw.get("imports") or ())
    query = _query(raw["query"], measures, dimensions) if "query" in raw else {}
    if query and "by_hand" in raw:
        raise ValueError("query and by_hand stand together; one of them says how the dataset is renewed")
    words = {key: _pair(name, key, raw[key]) for key in ("title", "definition", "done", "traps")}
    return Record(
        name=name,
        measures=measures,
        dimensions=dimensions,
        sources=sources,
        balances=balances,
        together=tuple(tuple(group) for group in raw.get("together") or ()),
        imports=imports,
        query=query,
        by_hand=_pair(name, "by_hand", raw["by_hand"]) if "by_hand" in raw else {},
        themes={code: _pair(name, code, label) for code, label in (raw.get("themes") or {}).items()},
        **words,
    )


def _pair(name: str, key: str, text: object) -> Bilingual:
    try:
        pair = both(text)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None
    if missing := [language for language in LANGUAGES if not pair.get(language, "").strip()]:
        raise ValueError(f"{key} has no words in {', '.join(missing)}")
    return pair


def _measure(code: str, entry: dict, balance: bool) -> Measure:
    entry = schema.keys(f"measure {code}", entry, "measure")
    rounding = schema.number(f"measure {code}: rounding", entry.get("rounding", 1), 0)
    finest = schema.number(f"measure {code}: finest", entry.get("finest", rounding), 0)
    unit = schema.one_of(f"measure {code}: unit", entry["unit"], schema.RANGES)
    if unit in schema.COUNTS and finest % 1:
        raise ValueError(f"measure {code}: rounding is {finest}, and {unit} are whole numbers")
    return Measure(
        label=_pair(code, f"measure {code}: label", entry["label"]),
        unit=unit,
        kind=schema.one_of(f"measure {code}: kind", entry["kind"], schema.KINDS),
        rounding=rounding,
        finest=finest,
        limits=schema.limits(f"measure {code}: range", unit, entry.get("range"), balance),
        ahead=schema.one_of(f"measure {code}: ahead", entry.get("ahead", ""), ("", *schema.AHEAD)),
    )


def _dimension(code: str, entry: dict) -> Dimension:
    entry = schema.keys(f"dimension {code}", entry, "dimension")
    countries = entry["codes"] == "countries"
    codes = entry.get("also") or {} if countries else entry["codes"]
    labels = {str(own): _pair(code, f"dimension {code}: {own}", label) for own, label in codes.items()}
    return Dimension(_pair(code, f"dimension {code}: label", entry["label"]), labels, countries)


def _import(entry: dict, sources: dict, measures: dict, dimensions: dict) -> dict:
    entry = schema.keys("imports", entry, "import")
    schema.one_of("imports: format", entry["format"], schema.PROVIDERS)
    schema.one_of("imports: source", entry["source"], sources)
    _columns("imports", entry, measures, dimensions)
    return entry


def _columns(name: str, entry: dict, measures: dict, dimensions: dict) -> None:
    """What an import or a query says of a provider's columns is of measures and dimensions that there are."""
    for code in entry["measures"].values():
        schema.one_of(f"{name}: a measure", code, measures)
    for code, how in entry["dimensions"].items():
        schema.one_of(f"{name}: a dimension", code, dimensions)
        schema.keys(f"{name}: {code}", how, "dimension of an import")


def _query(entry: dict, measures: dict, dimensions: dict) -> dict:
    entry = schema.keys("query", entry, "query")
    schema.one_of("query: provider", entry["provider"], schema.PROVIDERS)
    if missing := [key for key in schema.NEEDED[entry["provider"]] if key not in entry]:
        raise ValueError(f"query: key {missing[0]} is missing")
    schema.one_of("query: every", entry.get("every", "year"), LENGTHS)
    schema.one_of("query: rest", entry.get("rest", "total"), ["total"])
    _columns("query", entry, measures, dimensions)
    told = entry["dimensions"].keys() | (entry.get("constants") or {}).keys()
    if silent := [code for code in dimensions if code not in told]:
        raise ValueError(f"query says nothing of dimension {silent[0]}")
    for text in (entry["table"], *entry["filters"], *(how["column"] for how in entry["dimensions"].values())):
        schema.matching("query", text, schema.NAME)
    for codes in entry["filters"].values():
        for code in codes if isinstance(codes, list) else [codes]:
            schema.matching("query: a filter", code, schema.CODES)
    return entry


def _source(key: str, entry: dict) -> Source:
    entry = schema.keys(name := f"source {key}", entry, "source")
    words = {each: _pair(key, f"{name}: {each}", entry[each]) for each in ("organisation", "title", "obtained")}
    short = {language: text.split(" (")[-1].rstrip(")") for language, text in words["organisation"].items()}
    if ("address" in entry) == ("document" in entry):
        raise ValueError(f"{name}: key address is missing, or a document (producer, title, day) that stands for it")
    return Source(
        key=str(key),
        address=schema.address(f"{name}: address", entry["address"]) if "address" in entry else "",
        document=_document(name, entry["document"]) if "document" in entry else None,
        short=_pair(key, f"{name}: short", entry.get("short", short)),
        via=_pair(key, f"{name}: via", entry["via"]) if "via" in entry else {},
        calculated=bool("calculated" in entry and schema.one_of(f"{name}: calculated", entry["calculated"], [True])),
        **words,
        **_days(name, entry),
        **{each: str(entry.get(each) or "") for each in ("licence", "table")},
    )


def _days(name: str, entry: dict) -> dict:
    """When a source came out: the day, a bound with its reason, or the day on which we recorded it."""
    told = [each for each in ("published", "published_by", "recorded") if entry.get(each)]
    if len(told) > 1:
        raise ValueError(f"{name}: {' and '.join(told)} stand together; one of them says when it came out")
    if "published_by" in told:
        bound = schema.keys(f"{name}: published_by", entry["published_by"], "published_by")
        reason = _pair(name, f"{name}: published_by: reason", bound["reason"])
        days = {"published_by": schema.day(f"{name}: published_by: day", bound["day"]), "reason": reason}
    else:
        days = {each: schema.day(f"{name}: {each}", entry[each]) for each in told}
    if "adds" in entry:
        days["adds"] = schema.period(f"{name}: adds", entry["adds"])
    if "not_before" in entry:
        days["not_before"] = schema.day(f"{name}: not_before", entry["not_before"])
        if not days["not_before"] <= (days.get("published_by") or days.get("recorded") or ""):
            raise ValueError(f"{name}: not_before is the earliest day, before that of published_by or recorded")
    return days


def _document(name: str, entry: dict) -> Document:
    entry = schema.keys(f"{name}: document", entry, "document")
    producer, title = (_pair(name, f"{name}: document: {each}", entry[each]) for each in ("producer", "title"))
    return Document(producer, title, schema.day(f"{name}: document: day", entry["day"]))
