"""A server on loopback that answers as CBS, Eurostat and UNHCR do, built from rows, and that fails as they do."""

import gzip
import itertools
import json
import re
import socket
import struct
import threading
import time
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

EQUAL = re.compile(r"(\w+) eq '([^']*)'")


class Server(ThreadingHTTPServer):
    """`serve` says what is answered where; `faults` are used up first, one a request, `broken` by all requests."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes, self.asked, self.agents = {}, [], []
        self.faults, self.broken, self.only = [], None, ""
        self.host = f"http://127.0.0.1:{self.server_port}"
        self.bases = {name: f"{self.host}/{name}" for name in ("cbs", "cbs_v3", "eurostat", "unhcr")}
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    def serve(self, path, answer):
        """`answer` is bytes, what JSON can hold, or a function of the parameters that gives either."""
        self.routes[path] = answer

    def answer(self, path, parameters):
        """Status and body."""
        found = self.routes.get(path)
        if found is None:
            return 404, b'{"error":[{"status":404,"id":100,"label":"ERR_NOT_FOUND_4"}]}'
        found = found(parameters) if callable(found) else found
        status, found = found if isinstance(found, tuple) else (200, found)
        return status, found if isinstance(found, bytes) else json.dumps(found).encode()

    def handle_error(self, request, client_address):
        """A client that hangs up is what is tested."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        split = urlsplit(self.path)
        path = unquote(split.path)
        self.server.asked.append(self.path)
        self.server.agents.append(self.headers["User-Agent"])
        status, body = self.server.answer(path, parse_qs(split.query, keep_blank_values=True))
        fault = self.server.broken if self.server.only in path else None
        if self.server.faults and self.server.only in path:
            fault = self.server.faults.pop(0)
        if fault:
            fault(self, body)
        else:
            whole(self, body, status)
        self.close_connection = True


def whole(handler, body, status=200, **headers):
    handler.send_response(status)
    for name, value in {"Content-Length": len(body), **headers}.items():
        handler.send_header(name.replace("_", "-"), str(value))
    handler.end_headers()
    handler.wfile.write(body)


# Faults: functions of the handler and the good body.


def reset(handler, _):
    """The connection is reset before a word is said."""
    handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    handler.connection.close()


def silent(handler, _):
    """Nothing is said for longer than a client waits."""
    time.sleep(1)


def drip(handler, body):
    """A byte at a time, each in time, for ever."""
    handler.send_response(200)
    handler.end_headers()
    for byte in itertools.cycle(body):
        handler.wfile.write(bytes([byte]))
        time.sleep(0.02)


def drip_head(handler, _):
    """The head of the answer never ends."""
    handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
    while True:
        handler.wfile.write(b"a")
        time.sleep(0.02)


def cut(handler, body):
    """Half of what Content-Length says."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])


def cut_silently(handler, body):
    """Half, without a Content-Length: the end of the connection is the end of the answer."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(body[: len(body) // 2])


def cut_gzip(handler, body):
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(gzip.compress(body)[:-20])


def gzipped(handler, body):
    """Packed, without a header that says so."""
    whole(handler, gzip.compress(body))


def page(handler, _):
    whole(handler, b"<!DOCTYPE html><html><body>Maintenance</body></html>", Content_Type="text/html")


def fault_xml(handler, _):
    whole(
        handler, b"<S:Fault><faultcode>413</faultcode><faultstring>EXTRACTION_TOO_BIG: too big</faultstring></S:Fault>"
    )


def says(status, body=b"", **headers):
    return lambda handler, _: whole(handler, body, status, **headers)


def sends(target):
    return says(302, Location=target)


def endless(handler, _):
    """Ten billion bytes."""
    handler.send_response(200)
    handler.send_header("Content-Length", str(10**10))
    handler.end_headers()
    for _ in range(10**10 // 2**16):
        handler.wfile.write(b"[" * 2**16)


def endless_untold(handler, _):
    handler.send_response(200)
    handler.end_headers()
    while True:
        handler.wfile.write(b" " * 2**16)


def bomb(handler, _):
    """Ten million bytes that unpack to ten billion: one packed block of zeros, again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(b"0" * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    whole(handler, b"\x1f\x8b\x08\0\0\0\0\0\0\xff" + block * 10_000, Content_Encoding="gzip")


# Good answers.


def cbs(
    server, table, dimensions, measures, cells, *, each=100_000, status="Regulier", words="", modified="2026-06-27"
):
    """OData 4. `dimensions` has {code: title} per name, periods {code: (title, status)}; cells by codes and measure."""
    base, where = f"{server.host}/cbs/{table}", f"/cbs/{table}"
    about = {
        "Identifier": table,
        "Description": words,
        "Status": status,
        "ObservationsModified": f"{modified}T00:00:00+02:00",
    }
    server.serve(f"{where}/Properties", about | {"ObservationCount": len(cells)})
    listing = []
    for name, codes in dimensions.items():
        timed = any(isinstance(title, tuple) for title in codes.values())
        listing.append({"Identifier": name, "Kind": "TimeDimension" if timed else "Dimension"})
        rows = [{"Identifier": code, "Title": title} for code, title in codes.items()]
        for row in rows if timed else ():
            row["Title"], row["Status"] = row["Title"]
        server.serve(f"{where}/{name}Codes", {"value": rows})
    server.serve(f"{where}/Dimensions", {"value": listing})
    units = [{"Identifier": code, "Title": title, "Unit": unit} for code, (title, unit) in measures.items()]
    server.serve(f"{where}/MeasureCodes", {"value": units})

    def fitting(parameters):
        wanted = {}
        for name, code in EQUAL.findall(parameters.get("$filter", [""])[0]):
            wanted.setdefault(name, set()).add(code)
        rows = []
        for number, ((*codes, measure), value) in enumerate(cells.items()):
            row = {"Id": number, "Measure": measure, "ValueAttribute": "Impossible" if value is None else "None"}
            row |= {"Value": value, "StringValue": None, **dict(zip(dimensions, codes, strict=True))}
            if all(row[name] in codes for name, codes in wanted.items()):
                rows.append(row)
        return rows

    def observations(parameters):
        rows, skip = fitting(parameters), int(parameters.get("$skip", ["0"])[0])
        found = {"value": rows[skip : skip + each]}
        if skip + each < len(rows):
            told = parameters.get("$filter", [""])[0].replace(" ", "%20")
            found["@odata.nextLink"] = f"{base}/Observations?$filter={told}&$skip={skip + each}"
        return found

    server.serve(f"{where}/Observations", observations)
    server.serve(f"{where}/Observations/$count", lambda parameters: str(len(fitting(parameters))).encode())


def cbs_v3(
    server, table, dimensions, topics, cells, *, modified="2026-06-27", delivery="Actualisering", words="", wide=8
):
    """OData 3: codes padded to `wide`, a row per combination with all topics."""
    where = f"/cbs_v3/{table}"
    about = {
        "Identifier": table,
        "Modified": f"{modified}T02:00:00",
        "ReasonDelivery": delivery,
        "ShortDescription": words,
    }
    server.serve(f"{where}/TableInfos", {"value": [about]})
    properties = []
    for name, codes in dimensions.items():
        timed = any(isinstance(title, tuple) for title in codes.values())
        properties.append({"Key": name, "Type": "TimeDimension" if timed else "Dimension"})
        rows = [{"Key": code.ljust(0 if timed else wide), "Title": title} for code, title in codes.items()]
        for row in rows if timed else ():
            row["Title"], row["Status"] = row["Title"]
        server.serve(f"{where}/{name}", {"value": rows})
    properties += [{"Key": key, "Type": "Topic", "Unit": unit} for key, unit in topics.items()]
    server.serve(f"{where}/DataProperties", {"value": properties})

    def typed(parameters):
        wanted = {}
        for name, code in EQUAL.findall(parameters.get("$filter", [""])[0]):
            wanted.setdefault(name, set()).add(code)
        rows = {}
        for (*codes, topic), value in cells.items():
            row = dict(zip(dimensions, codes, strict=True))
            padded = {n: row[n] if re.fullmatch(r"\d{4}[A-Z]{2}\d\d", row[n]) else row[n].ljust(wide) for n in row}
            if all(padded[name] in known for name, known in wanted.items()):
                rows.setdefault(tuple(codes), padded)[topic] = value
        return {"odata.metadata": "", "value": list(rows.values())}

    server.serve(f"{where}/TypedDataSet", typed)


def eurostat(server, table, dimensions, cells, *, updated="2026-09-16", former=()):
    """JSON-stat and SDMX-CSV. `dimensions` has codes per name, `time` last; cells are (value, flags) by codes."""

    def chosen(parameters, wrap=lambda name: name, join=None):
        picked = {}
        for name, codes in dimensions.items():
            asked = parameters.get(wrap(name))
            asked = asked[0].split(",") if asked and join else asked
            picked[name] = [code for code in codes if asked is None or code in asked]
        return picked

    def cube(parameters):
        since = parameters.get("sinceTimePeriod", [""])[0]
        known = {"format", "lang", "sinceTimePeriod", *dimensions}
        if strange := [name for name in parameters if name not in known]:
            return 400, {"error": [{"status": 400, "id": 140, "label": f"Invalid dimension {strange[0]}"}]}
        picked = chosen(parameters)
        picked["time"] = [code for code in picked["time"] if code >= since]
        values, states = {}, {}
        for place, codes in enumerate(itertools.product(*picked.values())):
            value, flags = cells.get(codes, (None, ""))
            values |= {str(place): value} if value is not None else {}
            states |= {str(place): flags} if flags else {}
        found = {
            "version": "2.0", "class": "dataset", "updated": f"{updated}T11:00:00+0200", "value": values,
            "id": list(picked), "size": [len(codes) for codes in picked.values()],
            "dimension": {
                name: {"category": {"index": {c: n for n, c in enumerate(codes)}, "label": {c: f"Label {c}" for c in codes}}}
                for name, codes in picked.items()
            },
            "extension": {"id": table.upper(), "lang": "EN"},
        }  # fmt: skip
        return found | ({"status": states} if states else {})

    def csv(parameters):
        picked = chosen(parameters, lambda name: f"c[{name}]", ",")
        since = parameters.get("c[TIME_PERIOD]", ["ge:"])[0].removeprefix("ge:")
        names = ["TIME_PERIOD" if name == "time" else name for name in dimensions]
        lines = [",".join(["STRUCTURE", "STRUCTURE_ID", *names, "OBS_VALUE", "OBS_FLAG", "CONF_STATUS"])]
        for codes in itertools.product(*picked.values()):
            value, flags = cells.get(codes, (None, ""))
            if (value is not None or flags) and codes[-1] >= since:
                shown = "" if value is None else str(value)
                lines.append(",".join(["dataflow", f"ESTAT:{table.upper()}(1.0)", *codes, shown, flags, ""]))
        return ("\n".join(lines) + "\n").encode()

    server.serve(f"/eurostat/statistics/1.0/data/{table}", cube)
    server.serve(f"/eurostat/sdmx/3.0/data/dataflow/ESTAT/{table}/1.0", csv)


def unhcr(server, table, items, *, each=10_000):
    """Items of year, coo, coa and figures; what is not asked for by country is told of all together."""

    def answer(parameters):
        told = {name: values[0] for name, values in parameters.items()}
        first, last = told.get("yearFrom"), told.get("yearTo")
        fits = [
            item for item in items
            if not (first and last) or int(first) <= item["year"] <= int(last)
            if all(item[f"{side}_iso"] == told.get(side, item[f"{side}_iso"]) for side in ("coo", "coa"))
        ]  # fmt: skip
        for side in ("coo", "coa"):
            if f"{side}_all" not in told and side not in told:
                fits = together(fits, side)
        number, size = int(told.get("page", 1)), min(int(told["limit"]), each)
        pages = max(-(-len(fits) // size), 1)
        return {
            "page": number,
            "short-url": "",
            "maxPages": pages,
            "total": [],
            "items": fits[(number - 1) * size : number * size],
        }

    server.serve(f"/unhcr/{table}/", answer)


def together(items, side):
    """Items added up over the countries of one side."""
    sums = {}
    for item in items:
        item = item | {f"{side}": "-", f"{side}_iso": "-", f"{side}_name": "-"}
        key = tuple(item[name] for name in ("year", "coo", "coa"))
        if key in sums:
            figures = {name for name in item if isinstance(item[name], int) and name != "year"}
            item = sums[key] | {name: int(sums[key][name]) + item[name] for name in figures}
        sums[key] = item
    return list(sums.values())
