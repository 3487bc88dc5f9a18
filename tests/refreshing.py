"""A dataset of made-up figures that a provider serves, and answers of that provider: what the tests of refresh share."""

import pandas as pd

from book.data.records import read_record
from book.providers.fetch import Fetched

RECORD = """title: {en: Sample, nl: Voorbeeld}
definition: {en: d, nl: d}
measures:
  net: {label: {en: net, nl: saldo}, unit: persons, kind: flow, range: [null, null]}
  came: {label: {en: came, nl: kwamen}, unit: persons, kind: flow}
  left: {label: {en: left, nl: gingen}, unit: persons, kind: flow}
dimensions:
  country:
    label: {en: country, nl: land}
    codes: countries
balances:
- [net, came, -left]
sources:
  # the first
  table-x1:
    organisation: {en: Bureau (B), nl: Bureau (B)}
    table: X1
    title: {en: Flows, nl: Stromen}
    address: https://example.org/x1
    licence: CC BY 4.0
    published: '2024-03-01'
    obtained: {en: read, nl: gelezen}
done: {en: d, nl: d}
traps: {en: t, nl: t}
query:
  provider: eurostat
  table: X1
  filters: {freq: A}
  measures: {CAME: came, LEFT: left, NET: net}
  dimensions:
    country: {column: geo, codes: countries}
"""
FLOWS = {"came": 300, "left": 100, "net": 200}
COUNTRIES = ("BE", "DE", "NL")


def rows(*periods, countries=COUNTRIES, **changed):
    """The rows of an answer: each flow of each country and period; `came_2023_NL="310"` gives one another value."""
    found = []
    for period in periods:
        for measure, value in FLOWS.items():
            for country in countries:
                told = changed.get(f"{measure}_{period.replace('-', '')}_{country}", str(value))
                found.append((period, measure, country, told.split("/")[0], told.partition("/")[2] or "A"))
    return pd.DataFrame(found, columns=["period", "measure", "country", "value", "status"])


def answer(frame, published="2025-03-01", notes=()):
    return Fetched(frame, published, "https://example.org/api/x1", "X1", notes)


def made(folder, name="sample", held=("2022", "2023")):
    """The dataset in a folder, with what is held of it."""
    (folder / f"{name}.yml").write_text(RECORD, encoding="utf-8")
    frame = rows(*held).assign(vintage="2024-03-01", source="table-x1")
    frame = frame.sort_values(["measure", "country", "period"], kind="stable")
    frame.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    return read_record(name, folder)


def gives(**answers):
    """A `fetch` that gives each dataset its answer, or raises it where it is an error."""

    def fetch(record):
        told = answers[record.name]
        if isinstance(told, Exception):
            raise told
        return told

    return fetch
