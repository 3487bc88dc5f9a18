"""Records: what a dataset is, measures and where it comes from, as written in `data/<dataset>.yml`."""

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Self

import yaml

DATA = Path(__file__).resolve().parents[2] / "data"
KINDS = ("stock", "flow", "ratio")
LANGUAGES = ("en", "nl")
Bilingual = dict[str, str]  # the same words in each of LANGUAGES


class DataError(ValueError):
    """A file in data/ is not what its record says; the message names file, row and column."""


@dataclass(frozen=True)
class Measure:
    """What is counted: `label` per language, `unit`, `kind` (stock, flow, ratio), producer's `rounding`."""

    label: Bilingual
    unit: str
    kind: str
    rounding: float = 1


@dataclass(frozen=True)
class Dimension:
    """What splits a measure; `codes` maps a category to its labels. With `countries` ISO codes are allowed too."""

    label: Bilingual
    codes: dict[str, Bilingual] = field(default_factory=dict)
    countries: bool = False


@dataclass(frozen=True)
class Source:
    """A publication of a producer, as a source line and the sources chapter name it."""

    key: str
    organisation: Bilingual
    title: Bilingual
    address: str
    licence: str
    published: str
    obtained: Bilingual
    table: str = ""
    short: Bilingual = field(default_factory=dict)


@dataclass(frozen=True)
class Record:
    """A dataset's passport: words, measures, dimensions, sources, balances and imports.

    `balances` are measures that add up, the sum first; `together` are measures that mean something only of one day.
    """

    name: str
    title: Bilingual
    definition: Bilingual
    measures: dict[str, Measure]
    dimensions: dict[str, Dimension]
    sources: dict[str, Source]
    done: Bilingual
    traps: Bilingual
    balances: tuple = ()
    together: tuple = ()
    imports: tuple = ()
    themes: dict = field(default_factory=dict)

    def with_sources(self, other: Self) -> Self:
        """This record with the sources of another one too; DataError where one key names two publications."""
        for key in sorted(self.sources.keys() & other.sources.keys()):
            one, two = self.sources[key], other.sources[key]
            if (one.title["en"], one.address) != (two.title["en"], two.address):
                names = [f'"{source.title["en"]}" ({source.address})' for source in (one, two)]
                raise DataError(f"{self.name} and {other.name}: the source {key} is {' and '.join(names)}; rename one")
        return replace(self, sources={**self.sources, **other.sources})


def both(text: object) -> Bilingual:
    """The same words for each language where a record gives one text (the title of a page).

    ValueError for words under no language: in YAML a comma ends a text that is not quoted.
    """
    if isinstance(text, dict) and (strange := set(text) - set(LANGUAGES)):
        raise ValueError(f"{min(strange)!r} is no language; quote the text before it")
    return dict(text) if isinstance(text, dict) else dict.fromkeys(LANGUAGES, str(text))


def datasets(folder: Path = DATA) -> list[str]:
    """Names of all datasets that have a record, sorted."""
    return sorted(path.stem for path in folder.glob("*.yml"))


@cache
def read_record(dataset: str, folder: Path = DATA) -> Record:
    """Read `data/<dataset>.yml`; DataError names the file and the key that is wrong or missing."""
    path = folder / f"{dataset}.yml"
    if not path.exists():
        raise DataError(f"no dataset {dataset}; there are {', '.join(datasets(folder))}")
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return _record(dataset, raw)
    except KeyError as error:
        raise DataError(f"data/{path.name}: key {error.args[0]} is missing") from None
    except (yaml.YAMLError, UnicodeDecodeError, TypeError, AttributeError, ValueError) as error:
        raise DataError(f"data/{path.name}: {' '.join(str(error).split())}") from None


def _record(name: str, raw: dict) -> Record:
    measures = {code: _measure(code, entry) for code, entry in (raw.get("measures") or {}).items()}
    dimensions = {code: _dimension(entry) for code, entry in (raw.get("dimensions") or {}).items()}
    sources = {key: _source(key, entry) for key, entry in raw["sources"].items()}
    words = {key: _pair(name, key, raw[key]) for key in ("title", "definition", "done", "traps")}
    return Record(
        name=name,
        measures=measures,
        dimensions=dimensions,
        sources=sources,
        balances=tuple(tuple(balance) for balance in raw.get("balances") or ()),
        together=tuple(tuple(group) for group in raw.get("together") or ()),
        imports=tuple(raw.get("imports") or ()),
        themes=raw.get("themes") or {},
        **words,
    )


def _pair(name: str, key: str, text: object) -> Bilingual:
    pair = both(text)
    if missing := [language for language in LANGUAGES if not pair.get(language)]:
        raise ValueError(f"{key} has no words in {', '.join(missing)}")
    return pair


def _measure(code: str, entry: dict) -> Measure:
    if entry["kind"] not in KINDS:
        raise ValueError(f"measure {code} is of kind {entry['kind']!r}: {', '.join(KINDS)}")
    return Measure(_pair(code, "label", entry["label"]), entry["unit"], entry["kind"], entry.get("rounding", 1))


def _dimension(entry: dict) -> Dimension:
    countries = entry["codes"] == "countries"
    codes = entry.get("also") or {} if countries else entry["codes"]
    return Dimension(both(entry["label"]), {str(code): both(label) for code, label in codes.items()}, countries)


def _source(key: str, entry: dict) -> Source:
    short = {language: name.split(" (")[-1].rstrip(")") for language, name in both(entry["organisation"]).items()}
    return Source(
        key=key,
        address=entry["address"],
        short=both(entry.get("short", short)),
        **{name: both(entry[name]) for name in ("organisation", "title", "obtained")},
        **{name: str(entry.get(name) or "") for name in ("licence", "published", "table")},
    )
