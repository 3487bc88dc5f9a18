"""The trail of a number in words: its formula, and each row of data/ behind it with its publication."""

from dataclasses import dataclass
from pathlib import Path

from book.chapter.footer import via
from book.data.quantity import BELOW, LESS, Input
from book.data.records import DATA, Record, Source, read_record
from book.language import names, numbers, words
from book.language.words import capital
from book.outputs import Number
from book.publish.numbers import lookup


@dataclass(frozen=True)
class Row:
    """A row of data/ behind a number: the observation, its source, its line in the file; the rest in words.

    `status` is empty for a value that is as published.
    """

    used: Input
    source: Source
    line: int
    role: str
    about: str
    value: str
    status: str
    published: str

    @property
    def said(self) -> str:
        """What it is, with its value and status: "now: Immigration, 2023: 335,668 persons"."""
        return f"{self.role}: {self.about}: {self.value}" + (f" ({self.status})" if self.status else "")

    @property
    def file(self) -> str:
        """Where it stands: data/reception.csv:1234."""
        return f"data/{self.used.dataset}.csv:{self.line}"


def rows(number: Number, language: str, data: Path = DATA) -> list[Row]:
    """The rows behind a number, in the order of its formula; KeyError where data/ has none of them."""
    return [row(used, language, data) for used in number.inputs]


def row(used: Input, language: str, data: Path = DATA) -> Row:
    """The row that an input names."""
    held, record = lookup(used, data), read_record(used.dataset, data)
    period, measure, *codes = used.key.split(" ")
    source, own = record.sources[held.source], record.measures[measure]
    return Row(
        used, source, held.line,
        role=", ".join(words.text("roles", part, language) for part in used.role.split(", ")),
        about=", ".join([*_labels(record, measure, codes, language), numbers.named_period(period, language)]),
        value=f"{numbers.table_value(held.value, own.unit, language, own.rounding)} {words.unit(own.unit, language)}",
        status="; ".join([*_ours(source, language), *_statuses(held.status, language)]),
        published=published(source, period, used.vintage, language),
    )  # fmt: skip


def _ours(source: Source, language: str) -> list[str]:
    return [source.obtained[language]] if source.calculated else []


def _statuses(letters: str, language: str) -> list[str]:
    return [words.status(letter, language) for letter in letters if letter != "A"]


def _labels(record: Record, measure: str, codes: list[str], language: str) -> list[str]:
    """Measure and categories of a row; a total says nothing."""
    pairs = [("measure", measure), *zip(record.dimensions, codes, strict=True)]
    return [capital(names.category(record, *pair, language)) for pair in pairs if pair[1] != "total"]


def published(source: Source, period: str, vintage: str, language: str) -> str:
    """On which day a value of a period came out, by which day at the latest, or when it was recorded."""
    bound = "recorded" if source.recorded else "by" if source.undated(period) else "on"
    reason = f" ({source.reason[language]})" if source.reason and bound == "by" else ""
    return words.text("trail", bound, language, numbers.day(vintage, language)) + reason


def producer(source: Source, language: str) -> str:
    """Organisation, table and whose page it was read on: "CBS (85848NED), via NOS"."""
    table = f" ({source.table})" if source.table else ""
    return f"{source.short[language]}{table}{via(source, language)}"


def formula(number: Number, language: str) -> str:
    """How a number comes of its rows, by their roles; a value that we worked out is not said to be published."""
    shape = _shape(number)
    if shape == "published" and any(_source(used).calculated for used in number.inputs):
        shape = "ours"
    return words.text("formulas", shape, language)


def _source(used: Input) -> Source:
    return read_record(used.dataset).sources[lookup(used).source]


def _shape(number: Number) -> str:
    heads, parts = ({used.role.split(", ")[end] for used in number.inputs} for end in (0, -1))
    for head, shape in (
        ("own", "rank"),
        ("middle", "middle"),
        ("part now", "contribution"),
        ("first here", "contrast"),
    ):
        if head in heads:
            return shape
    if heads == {"now", "before"}:
        return "difference" if number.unit.endswith("points") else "change"
    if "now" in heads:
        return "standing"
    if below := parts.intersection(BELOW):
        return "rate" if "events" in parts else "proportion" if "population" in below else "share"
    return "less" if LESS in parts else "sum" if len(number.inputs) > 1 else "published"


def told(number: Number, language: str) -> str:
    """A number with its unit, as exactly as it is known: "64,405 persons", "−16.7 per cent"."""
    if number.value is None:
        return "."
    if number.unit == "rank":
        return numbers.count(number.value, language)
    unit = number.unit.removesuffix("_points")
    exact = numbers.count(number.value, language, 0 if number.value == int(number.value) else 2)
    return f"{exact} {words.unit('points' if unit != number.unit and unit == 'percent' else unit, language)}"
