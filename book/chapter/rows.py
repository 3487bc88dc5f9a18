"""The observations behind a picture as typed columns, with the words of their codes and their publications."""

from collections.abc import Sequence

import pandas as pd

from book.chapter.footer import source_words
from book.chapter.grid import words_of
from book.data.observations import Observations
from book.data.records import Source
from book.language import words
from book.outputs import Publication, Rows


def behind(parts: Sequence[Observations], language: str) -> dict:
    """What a figure or table carries of its observations: rows, labels, headings and publications, by name of field."""
    publications: dict[Publication, int] = {}
    frames = []
    for part in parts:
        keys = part.frame["source"].unique()
        places = {
            key: tuple(_place(publications, part.record.sources[one], language) for one in key.split(";"))
            for key in keys
        }
        frames.append(part.frame.assign(dataset=part.record.name, source=part.frame["source"].map(places)))
    frame = pd.concat(frames, ignore_index=True)
    dimensions = list(dict.fromkeys(name for part in parts for name in part.dimensions))
    labels, headings = code_words(parts, language)
    return {
        "rows": _rows(frame, dimensions), "labels": labels, "headings": headings, "publications": tuple(publications),
    }  # fmt: skip


def _place(publications: dict[Publication, int], source: Source, language: str) -> int:
    """The place of a source in the list, which it enters if it is new."""
    entry = Publication(
        source_words(source, language), source_words(source, "en"), source.title[language], source.address,
        source.licence, source.table,
    )  # fmt: skip
    return publications.setdefault(entry, len(publications))


def _rows(frame: pd.DataFrame, dimensions: list[str]) -> Rows:
    values = [None if pd.isna(value) else float(f"{round(value, 6):.10g}") for value in frame["value"]]
    return Rows(
        value=tuple(values),
        later=tuple(map(int, frame["later"])),
        dimensions=tuple((name, tuple(frame[name].fillna(""))) for name in dimensions),
        **{name: tuple(frame[name]) for name in ("dataset", "period", "measure", "status", "vintage", "source")},
    )


def code_words(parts: Sequence[Observations], language: str) -> tuple[dict, dict]:
    """The words of each code that occurs, {column: {code: words}}, and of each dimension, {column: words}."""
    labels: dict[str, dict[str, str]] = {"unit": {}}
    headings: dict[str, str] = {}
    for part in parts:
        headings |= {name: part.record.dimensions[name].label[language] for name in part.dimensions}
        for name in ("measure", *part.dimensions):
            codes = part.frame[name].unique()
            labels.setdefault(name, {}).update({code: words_of(part, name, code, language) for code in codes})
        measures = {code: part.record.measures[code].unit for code in part.frame["measure"].unique()}
        labels["unit"].update({code: words.unit(unit, language) for code, unit in measures.items()})
    return labels, headings
