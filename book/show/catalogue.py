"""The sources chapter: the datasets of an edition in a table, and the publications behind each, from the records."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from book.data import TABLES, read_record
from book.edition import Edition
from book.language import names, numbers, words
from book.observations import Observations
from book.records import Record, datasets
from book.show import footer
from book.show.picture import FOLDER, TABLE
from book.tables import Grid


class Datasets:
    """One row per dataset: what it is, the periods that this edition has of it, its newest figure, its producers."""

    def __init__(self, id: str, en: tuple, nl: tuple):
        edition = Edition.current
        self.id, self.language = id, edition.language
        self.title, self.measure = {"en": en, "nl": nl}[self.language]
        head = [words.word(name, self.language) for name in ("dataset", "periods", "newest", "producers")]
        loaded = [edition.load(name) for name in datasets() if name not in TABLES]
        self.grid = Grid([text[:1].upper() + text[1:] for text in head], [self._row(obs) for obs in loaded])

    def _row(self, obs: Observations) -> list[str]:
        held = obs.frame[obs.frame["value"].notna()]
        producers = dict.fromkeys(source.short[self.language] for source in footer.used(obs))
        if held.empty:
            return [obs.record.title[self.language], ".", ".", "."]
        periods = [period for period in obs.periods if period in set(held["period"])]
        first, last = (numbers.period(period, self.language) for period in (periods[0], periods[-1]))
        newest = numbers.day(held["vintage"].max(), self.language)
        return [obs.record.title[self.language], f"{first} – {last}", newest, ", ".join(producers)]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        passport = {"id": self.id, "title": self.title, "measure": self.measure, "notes": [], "source": ""}
        if folder := os.environ.get(FOLDER):
            frame = pd.DataFrame(self.grid.rows, columns=self.grid.head)
            frame.to_csv(Path(folder) / f"{self.id}.csv", index=False, lineterminator="\n")
        return {TABLE: passport, "text/markdown": self.grid.markdown(), "text/plain": ""}


class Publications:
    """Per dataset: its definition, what was done, what not to do with it, and each publication with its address."""

    def __init__(self):
        language = Edition.current.language
        self.text = "\n\n".join(_dataset(read_record(name), language) for name in datasets())

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/markdown": self.text, "text/plain": ""}


def _dataset(record: Record, language: str) -> str:
    texts = [record.definition[language], record.done[language], record.traps[language]]
    body = " ".join(names.escape(text.strip()) for text in texts)
    lines = [_publication(source, language) for source in record.sources.values()]
    return f"**{names.escape(record.title[language])}.** {body}\n\n" + "\n".join(lines)


def _publication(source, language: str) -> str:
    name = f"{footer.source_words(source, language)}: {source.title[language]}"
    details = "; ".join(filter(None, [source.licence, source.obtained[language]]))
    return f"- [{names.escape(name)}](<{source.address}>). {names.escape(details)}."
