"""What a record may say: its keys at each level and what they may hold. ValueError names the key and what is known."""

import re
from collections.abc import Iterable
from math import inf, isfinite
from typing import ClassVar

import yaml

from book.data.cells import listed, quoted
from book.data.periods import is_period, length

TO_FILL_IN = "(fill in)"  # in a record that a file was made into: what a human must say before it is one
KINDS = ("stock", "flow", "ratio")
COUNTS = (
    "applications", "beds", "cases", "decisions", "detections", "dwellings", "events", "files", "homes", "locations",
    "municipalities", "permits", "persons", "places", "requests", "visas",
)  # fmt: skip
RANGES = {  # what a value may be, by unit; a count is a whole number
    **dict.fromkeys((*COUNTS, "eur", "million_eur", "weeks"), (0, inf)),
    "percent": (0, 100), "per_1000": (0, 1000), "points": (-100, 100),
}  # fmt: skip
AHEAD = ("target", "forecast", "running")  # published before the period ends; running: a stock told within its month
CLASSES = ("equal", "rounded", "revised", "definition", "own", "unheld")  # of a claim in the ledger
TABLES = {  # tables with a schema of their own: their columns
    "milestones": ["date", "theme", "title_en", "title_nl", "text_en", "text_nl", "source"],
    "claims": [
        "edition", "measure", "period", "value", "tolerance", "quoted_en", "quoted_nl", "why_en", "why_nl", "source",
    ],
    "ledger": ["edition", "measure", "period", "quoted_en", "said", "then", "now", "class"],
    "corrections": [
        "day", "edition", "what_en", "what_nl", "old_en", "old_nl", "new_en", "new_nl", "why_en", "why_nl",
    ],
    "causes": ["period", "theme", "topic", "direction", "text_en", "text_nl", "source"],
    "boundaries": ["country", "wkt"],
    "municipal_boundaries": ["municipality", "wkt"],
    "editions": ["year", "status"],
}  # fmt: skip
KEYS = {  # per level: the keys that must be there, and those that may
    "record": (
        "title definition sources done traps",
        "measures dimensions balances together imports query by_hand themes",
    ),
    "measure": ("label unit kind", "rounding finest range ahead"),
    "dimension": ("label codes", "also"),
    "source": (
        "organisation title obtained",
        "address document table licence published adds published_by recorded not_before short via calculated",
    ),
    "document": ("producer title day", ""),
    "published_by": ("day reason", ""),
    "import": ("format source measures dimensions", "where period day status constants"),
    "query": ("provider table filters measures dimensions", "since every rest unit period day status constants"),
    "dimension of an import": ("column codes", "skip labels"),
}
PROVIDERS = ("cbs", "eurostat", "unhcr")
NEEDED = {"cbs": ("period", "unit"), "eurostat": (), "unhcr": ("since",)}  # by a query of each, beyond those of all
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")  # of a table or a dimension of a provider
CODES = re.compile(r"[^\x00-\x1f\"'&?#/\\<>]{1,60}")  # what a filter may hold: none of it has a meaning in an address
ADDRESS = re.compile(
    r"https?://(?![/?#])(?:(?![<>\"\\^`{|}])[!-~])+"
)  # ASCII: another letter may look like one of an address


class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML in which no key stands twice and a day is a text."""

    yaml_implicit_resolvers: ClassVar = {
        first: [(tag, pattern) for tag, pattern in found if tag != "tag:yaml.org,2002:timestamp"]
        for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node, deep=False):
        """ValueError names the key that stands twice."""
        names = [key.value for key, _ in node.value] if isinstance(node, yaml.MappingNode) else []
        if again := [key for key in names if names.count(key) > 1]:
            raise ValueError(f"row {node.start_mark.line + 1}: key {quoted(again[0])} stands twice")
        return super().construct_mapping(node, deep)


def keys(name: str, entry: object, level: str) -> dict:
    """The entry, with the keys that its level must and may have."""
    must, may = (words.split() for words in KEYS[level])
    if not isinstance(entry, dict):
        raise ValueError(f"{name}: {quoted(entry)} has no keys; there are {listed([*must, *may])}")
    where = "" if level == "record" else f"{name}: "
    if missing := [key for key in must if key not in entry]:
        raise ValueError(f"{where}key {missing[0]} is missing")
    if strange := [key for key in entry if key not in (*must, *may)]:
        raise ValueError(f"{where}unknown key {quoted(strange[0])}; there are {listed([*must, *may])}")
    return entry


def one_of(name: str, value: object, known: Iterable[str]) -> str:
    """The value, which is one that is known."""
    if value not in (known := list(known)):
        raise ValueError(f"{name} is {quoted(value)}: {listed(known)}")
    return value


def matching(name: str, value: object, pattern: re.Pattern) -> str:
    """The value as text, which has this form."""
    if not pattern.fullmatch(str(value)):
        raise ValueError(f"{name}: {quoted(value)} may not stand in an address")
    return str(value)


def number(name: str, value: object, least: float = -inf) -> float:
    """The value, which is a finite number of more than `least`."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value <= least:
        raise ValueError(f"{name} is {quoted(value)}, not a number" + (f" above {least}" if least > -inf else ""))
    return value


def limits(name: str, unit: str, told: object, balance: bool) -> tuple[float, float]:
    """The lowest and highest value of a measure: those of its unit, of a balance any, or what its record says."""
    if told is None:
        return (-inf, inf) if balance else RANGES[unit]
    if not isinstance(told, list) or len(told) != 2:
        raise ValueError(f"{name} is {quoted(told)}, not the lowest and the highest value")
    low, high = (edge if end is None else number(name, end) for end, edge in zip(told, (-inf, inf), strict=True))
    return low, high


def day(name: str, value: object) -> str:
    """A day as ISO 8601 writes it, a month or a year where no more is known, or nothing."""
    text = str(value or "")
    if text and not (is_period(text) and length(text) in ("day", "month", "year")):
        raise ValueError(f"{name} is {quoted(text)}, not a day such as 2024-06-14")
    return text


def period(name: str, value: object) -> str:
    """The text, which is a period."""
    if not is_period(text := str(value)):
        raise ValueError(f"{name} is {quoted(text)}, not a period such as 2024 or 2024-Q1")
    return text


def address(name: str, value: object) -> str:
    """An address of the web: http or https, on one line, without spaces or signs that an address has no room for."""
    if not isinstance(value, str) or not ADDRESS.fullmatch(value):
        raise ValueError(f"{name} is {quoted(value)}, not an address that begins with https:// or http://")
    return value
