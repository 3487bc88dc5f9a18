"""Statistics Netherlands (CBS): OData 4, and OData 3 where that does not answer or does not have the table."""

import re

from book.data.cells import listed, quoted
from book.providers.live.answers import Answer, address, cell, coded, day, labelled, named, parsed
from book.providers.live.odata import (
    Dimension,
    answer,
    chosen,
    collected,
    condition,
    dimension,
    pages,
    refuse_discontinued,
    refuse_unit,
)  # fmt: skip
from book.providers.refusals import Absent, ProviderError, Unavailable
from book.providers.transport import Transport

NO_VALUE = ("Impossible",)  # of ValueAttribute: the cell cannot have a figure
CUT = 30  # letters: OData 3 cuts the name that it makes of a longer title
DIMENSIONS = ("Dimension", "TimeDimension", "GeoDimension", "GeoDetail")


def ask(query: dict, transport: Transport) -> Answer:
    """The rows of a table that fit the filters; ProviderError for anything else."""
    try:
        return _v4(query, transport)
    except (Unavailable, Absent) as error:
        try:
            return _v3(query, transport)
        except (Unavailable, Absent):
            raise error from None


def _v4(query: dict, transport: Transport) -> Answer:
    base, table = transport.bases["cbs"], query["table"]
    about = parsed(transport.get(address(base, table, "Properties")), table)
    if about.get("Identifier") != table:
        raise ProviderError(f"the answer is table {quoted(about.get('Identifier'))}, not {table}")
    refuse_discontinued(table, about.get("Status") == "Gediscontinueerd", about.get("Description"))
    listing = {
        named(row.get("Identifier"), "a dimension"): row
        for row in pages(transport, address(base, table, "Dimensions"), table)
    }
    _refuse_another_time(query, [name for name, row in listing.items() if row.get("Kind") == "TimeDimension"])
    codes = {name: _codes(transport, address(base, table, f"{name}Codes"), "Identifier") for name in listing}
    topics = _topics(query, list(pages(transport, address(base, table, "MeasureCodes"), table)))
    keys = {name: [codes[name].keys[code] for code in picked] for name, picked in chosen(query, codes).items()}
    fits = {"$filter": " and ".join(condition(name, each) for name, each in {**keys, "Measure": list(topics)}.items())}
    where = address(base, table, "Observations", **fits)
    rows = [_observation(row, list(codes), topics) for row in pages(transport, where, table)]
    _refuse_part(transport, address(base, table, "Observations", "$count", **fits), len(rows), table)
    told = day(about.get("ObservationsModified") or about.get("Modified"), table)
    return answer(query, codes, collected(rows, table), published=told, address=where)


def _refuse_another_time(query: dict, found: list[str]) -> None:
    if found != [query["period"]]:
        raise ProviderError(f"the periods are in {listed(found)}, not in {query['period']}")


def _codes(transport: Transport, where: str, key: str) -> Dimension:
    return dimension(
        list(pages(transport, where, where.rsplit("/", 1)[-1].split("?")[0])), key,
        lambda code: coded(code, "a dimension"), lambda label: labelled(label, "a dimension"),
    )  # fmt: skip


def _topics(query: dict, rows: list[dict]) -> dict[str, str]:
    """The measures of OData 4 by their identifier, as topics of the query: by identifier, or by their title."""
    found = {}
    for topic in query["measures"]:
        stem = re.sub(r"_[0-9]+$", "", topic).lower()
        fit = [row for row in rows if row.get("Identifier") == topic or _same(str(row.get("Title")), stem)]
        if len(fit) != 1:
            raise Absent(f"{len(fit)} measures of {query['table']} are called {topic}")
        refuse_unit(query, {topic: fit[0].get("Unit")})
        found[coded(fit[0].get("Identifier"), "a measure")] = topic
    return found


def _same(title: str, stem: str) -> bool:
    """OData 3 makes the name of a topic of the letters of its title, and cuts it."""
    letters = re.sub(r"[\W_]", "", title).lower()
    return letters == stem or (len(stem) >= CUT and letters.startswith(stem))


def _observation(row: dict, names: list[str], topics: dict[str, str]) -> tuple[tuple, str, str]:
    attribute, value = row.get("ValueAttribute"), row.get("Value")
    if attribute not in ("None", None, *NO_VALUE) or (value is None) != (attribute in NO_VALUE):
        raise ProviderError(f"a cell has the attribute {quoted(attribute)} and the value {quoted(value)}")
    measure = str(row.get("Measure"))
    if measure not in topics:
        raise ProviderError(f"measure {quoted(measure)} was not asked for")
    return tuple(coded(row.get(name), name) for name in names), topics[measure], cell(value, "Value")


def _refuse_part(transport: Transport, where: str, got: int, table: str) -> None:
    """ProviderError where other rows came than the provider counts: an answer that was cut off raises nothing else."""
    text = transport.get(where, accept="text/plain").decode("utf-8-sig", "replace").strip()
    if text != str(got):
        raise ProviderError(f"{table}: {got:,} rows came, not {quoted(text)}")


def _v3(query: dict, transport: Transport) -> Answer:
    base, table = transport.bases["cbs_v3"], query["table"]
    form = {"$format": "json"}

    def listing(name: str) -> str:
        return address(base, table, name, **form)

    infos = list(pages(transport, listing("TableInfos"), table))
    about = infos[0] if len(infos) == 1 and infos[0].get("Identifier") == table else {}
    if not about:
        raise ProviderError(f"the answer is not table {table}")
    ended = "Stopgezet" in (about.get("ReasonDelivery"), about.get("Frequency"))
    refuse_discontinued(table, ended, about.get("ShortDescription"))
    properties = list(pages(transport, listing("DataProperties"), table))
    kinds = {named(row.get("Key"), "a dimension"): row["Type"] for row in properties if row.get("Type") in DIMENSIONS}
    _refuse_another_time(query, [name for name, kind in kinds.items() if kind == "TimeDimension"])
    units = {str(row.get("Key")): row.get("Unit") for row in properties if row.get("Type") == "Topic"}
    if missing := [topic for topic in query["measures"] if topic not in units]:
        raise ProviderError(f"topic {listed(missing)} is missing; there are {listed(units)}")
    refuse_unit(query, {topic: units[topic] for topic in query["measures"]})
    codes = {name: _codes(transport, listing(name), "Key") for name in kinds}
    picked = chosen(query, codes)
    keys = {name: [codes[name].keys[code] for code in each] for name, each in picked.items()}
    fits = {"$filter": " and ".join(condition(name, each) for name, each in keys.items())} if keys else {}
    where = address(base, table, "TypedDataSet", **fits, **{"$select": ",".join([*kinds, *query["measures"]])}, **form)
    rows = (
        (tuple(coded(row.get(name), name) for name in kinds), topic, cell(row.get(topic), topic))
        for row in pages(transport, where, table) for topic in query["measures"]
    )  # fmt: skip
    return answer(query, codes, collected(rows, table), published=day(about.get("Modified"), table), address=where)
