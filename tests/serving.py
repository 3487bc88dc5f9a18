"""Tables of the providers that hold what data/ holds, on the server of loopback: what the tests of fetching share."""

import re

import providers_server
from babel.core import get_global

from book.data import reading
from book.data.members import MEMBERS
from book.data.records import datasets, read_record
from book.data.writing import plain
from book.providers import files
from book.providers.fetch import covers
from book.providers.live import answers, odata

QUERIED = {name: record for name in datasets() if (record := read_record(name)).query}
OF = {"GR": "EL", "GB": "UK", "EU27": "EU27_2020"}  # our codes of countries as Eurostat's
FLAGS = {"B": "b", "D": "d", "E": "e", "P": "p", "U": "u"}
ALPHA = {
    twos[0]: code for code, twos in get_global("territory_aliases").items()
    if re.fullmatch("[A-Z]{3}", code) and len(twos) == 1
}  # fmt: skip
ISO = ALPHA | {"stateless": "XXA", "unknown": "UNK", "other": "TIB", "XK": "XKX"}


def held(record):
    """The newest rows that data/ holds of what the query covers, as text."""
    rows = reading.rows(record.name).sort_values("vintage", kind="stable")
    key = ["period", "measure", *record.dimensions]
    rows = rows[covers(record, rows)].drop_duplicates(key, keep="last")
    rows = rows.assign(value=rows["value"].map(plain))
    return rows[[*key, "value", "status"]].astype(str).sort_values(key, ignore_index=True)


def served_by_eurostat(server, record, rows, **day):
    """A table that holds these rows, its dimensions as the query names them."""
    query = record.query
    filters = {name: answers.as_list(codes) for name, codes in query["filters"].items()}
    back = {}
    for name, spec in query["dimensions"].items():
        codes = spec["codes"]
        ours = {c: OF.get(c, c) for c in [*MEMBERS, "EU27"]} if codes == "members" else {o: c for c, o in codes.items()}
        back[name] = (spec["column"], ours)
        skipped = [] if codes == "members" else spec.get("skip") or []
        filters[spec["column"]] = [*map(str, ours.values()), *skipped]
    months = {
        row["period"]: row["period"].removesuffix(f"-{query['day']}") if "day" in query else row["period"]
        for row in rows
    }
    dimensions = filters | {"time": sorted(set(months.values()))}
    cells = {}
    for row in rows:
        codes = {name: found[0] for name, found in filters.items()} | {"time": months[row["period"]]}
        codes |= {column: str(ours[row[name]]) for name, (column, ours) in back.items()}
        value = None if row["value"] == "" else float(row["value"]) if "." in row["value"] else int(row["value"])
        cells[tuple(codes.values())] = (value, "".join(FLAGS.get(letter, "") for letter in row["status"]))
    providers_server.eurostat(server, query["table"], dimensions, cells, **day)


def served_by_cbs(server, record, rows, **day):
    """A table that holds these rows, its dimensions as the query names them, men apart where the rest is at its total."""
    query = record.query
    labels, ours, topics = {}, {}, {}
    for name, spec in query["dimensions"].items():
        if spec["column"] == files.TOPIC:
            topics = {code: topic for topic, code in spec["codes"].items()}
            continue
        column, told = spec["column"], {str(known): code for known, code in spec["codes"].items()}
        if column.endswith(odata.LABEL):
            labels[column.removesuffix(odata.LABEL)] = {f"C{n:03}": label for n, label in enumerate(told)}
            ours[name] = {code: f"C{n:03}" for n, code in enumerate(told.values())}
        else:
            labels[column], ours[name] = {known: f"label of {known}" for known in told}, {c: k for k, c in told.items()}
    for name, code in query["filters"].items():
        labels.setdefault(name.removesuffix(odata.LABEL), {code: "the one"} if isinstance(code, str) else {})
    sexes = {"Geslacht": {"T001038": "Totaal mannen en vrouwen", "3000": "Mannen"}} if "rest" in query else {}
    states = dict(zip(rows["period"], rows["status"], strict=True))
    as_cbs = {period: period.removesuffix(f"-{query.get('day')}") for period in states}
    as_cbs = {period: f"{text[:4]}MM{text[5:]}" if text[4:] else f"{text}JJ00" for period, text in as_cbs.items()}
    periods = {as_cbs[one]: (one, "Voorlopig" if state == "P" else "Definitief") for one, state in states.items()}
    dimensions = sexes | labels | {query["period"]: periods}
    measures = {f"M{n:03}": (re.sub("_[0-9]+$", "", topic), query["unit"]) for n, topic in enumerate(query["measures"])}
    number = dict(zip(query["measures"], measures, strict=True))
    by_measure = {measure: topic for topic, measure in query["measures"].items()}
    cells = {}
    for row in rows.to_dict("records"):
        topic = topics[row["part"]] if topics else by_measure[row["measure"]]
        at = [ours[name][row[name]] for name in query["dimensions"] if name in ours]
        alone = [code for name, code in query["filters"].items() if isinstance(code, str)]
        value = None if row["value"] == "" else int(row["value"])
        for sex in sexes.get("Geslacht", [None]):
            codes = [*([sex] if sex else []), *at, *alone, as_cbs[row["period"]]]
            cells[(*codes, number[topic])] = value if sex in (None, "T001038") else value // 2
    providers_server.cbs(server, query["table"], dimensions, measures, cells, **day)


def people(record, rows):
    """Items of UNHCR: one for each year and country, the other side of each being one country."""
    query = record.query
    by = {name: spec for name, spec in query["dimensions"].items() if spec["column"] != files.TOPIC}
    topics = {
        name: {c: t for t, c in spec["codes"].items()} for name, spec in query["dimensions"].items() if name not in by
    }
    measures = {measure: topic for topic, measure in query["measures"].items()}
    zero = {name: "-" for topic in query["measures"] for name in topic.split("+")}
    items = {}
    for row in rows:
        pair = {"coo": "TUR", "coa": query["filters"].get("coa", "TUR")}
        pair |= {spec["column"].removesuffix("_iso"): ISO[row[name]] for name, spec in by.items()}
        both = pair | {f"{side}_iso": code for side, code in pair.items()}
        item = items.setdefault((row["period"], *pair.values()), {"year": int(row["period"][:4]), **both, **zero})
        topic = next((topics[name][row[name]] for name in topics), measures[row["measure"]])
        item[topic.split("+")[0]] = int(row["value"])
    return list(items.values())


def serve(server, record, rows, day):
    """These rows as their provider serves them, of a day where it tells one."""
    provider, told = record.query["provider"], rows.to_dict("records")
    if provider == "cbs":
        served_by_cbs(server, record, rows, modified=day)
    elif provider == "eurostat":
        served_by_eurostat(server, record, told, updated=day)
    else:
        providers_server.unhcr(server, record.query["table"], people(record, told))
