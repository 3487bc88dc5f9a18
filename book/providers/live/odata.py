"""A table of CBS as its interfaces describe it: pages, dimensions with their codes, and what a query chooses of them."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pandas as pd

from book.data.cells import listed, quoted
from book.providers.files import TOPIC
from book.providers.live.answers import PAGES, ROWS, Answer, as_list, complete, of, parsed
from book.providers.refusals import ProviderError
from book.providers.transport import Transport, same_host

LABEL = "_label"  # behind a dimension: its labels, as a file with labels has them
TOTAL = re.compile(r"(Totaal|Total)\b")
SUCCESSOR = re.compile(r"[^.\n]*\b(?:opgevolgd door|succeeded by|replaced by)\b[^.\n]*")
FINAL = ("Definitief", "Final", "Definite")


@dataclass(frozen=True)
class Dimension:
    """Codes with their labels; `keys` are the codes as an address wants them, `provisional` the periods that are."""

    labels: dict[str, str]
    keys: dict[str, str]
    provisional: set[str] = field(default_factory=set)


def pages(transport: Transport, where: str, name: str) -> Iterator[dict]:
    """The rows of all pages; ProviderError where a next page repeats, leaves the host, or there is no end of them."""
    first, seen, rows = where, set(), 0
    while where:
        if where in seen or len(seen) >= PAGES:
            raise ProviderError(f"{name}: pages without an end")
        if not same_host(where, first):
            raise ProviderError(f"{name}: the next page is on another host")
        seen.add(where)
        page = parsed(transport.get(where), name)
        found = of(list, page.get("value"), f"value of {name}")
        rows += len(found)
        if rows > ROWS:
            raise ProviderError(f"{name}: more than {ROWS:,} rows")
        yield from (of(dict, row, f"a row of {name}") for row in found)
        where = of(str, page.get("@odata.nextLink") or page.get("odata.nextLink") or "", "nextLink")


def refuse_discontinued(table: str, discontinued: bool, words: object) -> None:
    """ProviderError that names the successor, where the description of a table tells it."""
    if discontinued:
        told = SUCCESSOR.search(str(words or ""))
        raise ProviderError(f"{table} is discontinued{f': {quoted_words(told[0])}' if told else ''}")


def quoted_words(text: str) -> str:
    """Words of a provider on one line, without signs of markup."""
    return " ".join(re.sub(r"[<>\x00-\x1f]", " ", text).split())[:200]


def refuse_unit(query: dict, units: dict[str, object]) -> None:
    """ProviderError for a topic that is not counted in the unit of the query: thousands would be read as persons."""
    for topic, unit in units.items():
        if unit != query["unit"]:
            raise ProviderError(f"the unit of {topic} is {quoted(unit)}, not {query['unit']!r}")


def chosen(query: dict, dimensions: dict[str, Dimension]) -> dict[str, list[str]]:
    """The codes of each dimension that is not wholly asked for; ProviderError for one that is not there or left open."""
    asked = [spec["column"].removesuffix(LABEL) for spec in query["dimensions"].values() if spec["column"] != TOPIC]
    open_ = [*asked, query["period"]]
    filters = {name.removesuffix(LABEL): (name, as_list(codes)) for name, codes in query["filters"].items()}
    if strange := [name for name in [*filters, *open_] if name not in dimensions]:
        raise ProviderError(f"dimension {listed(strange)} is not in the table; there are {listed(dimensions)}")
    found = {}
    for name, dimension in dimensions.items():
        if name in filters:
            column, asked = filters[name]
            codes = (
                {label: code for code, label in dimension.labels.items()} if column.endswith(LABEL) else dimension.keys
            )
            complete(asked, codes, column)
            found[name] = [codes[each] if column.endswith(LABEL) else each for each in asked]
        elif name not in open_:
            found[name] = [_total(query, name, dimension)]
    return found


def _total(query: dict, name: str, dimension: Dimension) -> str:
    """The one code that the provider calls the total, where the query takes all else at its total."""
    totals = [code for code, label in dimension.labels.items() if TOTAL.match(label)]
    plain = [code for code in totals if TOTAL.fullmatch(dimension.labels[code])]
    if query.get("rest") != "total" or len(plain or totals) != 1:
        raise ProviderError(f"the query does not say which code of dimension {name}: {listed(dimension.labels)}")
    return (plain or totals)[0]


def condition(name: str, keys: list[str]) -> str:
    """The part of a filter that chooses these keys of a dimension."""
    return "(" + " or ".join(f"{name} eq '{key}'" for key in keys) + ")"


def answer(query: dict, dimensions: dict[str, Dimension], cells: dict[tuple, dict], **about: str) -> Answer:
    """Cells by the codes of all dimensions and by topic, as a file of CBS has them: a column for each topic."""
    columns, period = list(dimensions), query["period"]
    if not cells:
        raise ProviderError("nothing fits the query")
    raw = pd.DataFrame(list(cells), columns=columns, index=range(2, len(cells) + 2), dtype=str)
    for topic in query["measures"]:
        raw[topic] = [found.get(topic, "") for found in cells.values()]
    picked = chosen(query, dimensions)
    served = {name: picked.get(name, list(dimension.labels)) for name, dimension in dimensions.items()}
    for name, dimension in dimensions.items():
        served[name + LABEL] = [dimension.labels[code] for code in served[name]]
        raw[name + LABEL] = raw[name].map(dimension.labels)
        complete(raw[name].unique(), served[name], name)  # what was not asked for, or is in no list of codes
    marks = raw[period].isin(dimensions[period].provisional).map({True: "*", False: ""})
    return Answer(raw.assign(**{period: raw[period] + marks}), served, **about)


def collected(rows: Iterator[tuple[tuple, str, str]], name: str) -> dict[tuple, dict]:
    """Cells by codes and topic; ProviderError for one that is there twice."""
    cells: dict[tuple, dict] = {}
    for codes, topic, text in rows:
        found = cells.setdefault(codes, {})
        if topic in found:
            raise ProviderError(f"{name}: {' '.join(codes)} {topic} is there twice")
        found[topic] = text
    return cells


def dimension(rows: list[dict], key: str, clean: Callable, label: Callable) -> Dimension:
    """A dimension of the rows of its list of codes; `key` is the name of the code in them."""
    keys = {clean(row.get(key)): row.get(key) for row in rows}
    if len(keys) != len(rows):
        raise ProviderError("a list of codes has a code twice")
    provisional = {clean(row.get(key)) for row in rows if row.get("Status", FINAL[0]) not in (*FINAL, None)}
    return Dimension({clean(row.get(key)): label(row.get("Title")) for row in rows}, keys, provisional)
