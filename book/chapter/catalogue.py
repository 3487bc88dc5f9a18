"""The sources chapter: the datasets of an edition, the publications behind each, and what official releases said."""

from __future__ import annotations

import os
from pathlib import Path

import pandas as pd

from book.chapter import footer
from book.chapter.grid import Grid
from book.chapter.picture import FOLDER, TABLE
from book.data import TABLES, read_record
from book.data.observations import Observations
from book.data.records import Record, datasets
from book.edition import Edition
from book.language import names, numbers, sentences, words
from book.measures.claims import Claim, claims
from book.measures.single import Change


class Listing:
    """A table whose rows are no observations: words in a grid, with a title and a measure line per language."""

    def __init__(self, id: str, en: tuple, nl: tuple, head: list[str], rows: list[list[str]], note: str = ""):
        self.id, self.note, self.language = id, note, Edition.current.language
        self.title, self.measure = {"en": en, "nl": nl}[self.language]
        titles = [words.word(name, self.language) for name in head]
        self.grid = Grid([text[:1].upper() + text[1:] for text in titles], rows)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        notes = [self.note] if self.note else []
        passport = {"id": self.id, "title": self.title, "measure": self.measure, "notes": notes, "source": ""}
        if folder := os.environ.get(FOLDER):
            frame = pd.DataFrame(self.grid.rows, columns=self.grid.head)
            frame.to_csv(Path(folder) / f"{self.id}.csv", index=False, lineterminator="\n")
        return {TABLE: passport, "text/markdown": self.grid.markdown(), "text/plain": ""}


class Datasets(Listing):
    """One row per dataset: what it is, the periods that this edition has of it, its newest figure, its producers."""

    def __init__(self, id: str, en: tuple, nl: tuple):
        edition = Edition.current
        loaded = [edition.load(name) for name in datasets() if name not in TABLES]
        rows = [_dataset_row(obs, edition.language) for obs in loaded]
        super().__init__(id, en, nl, ["dataset", "periods", "newest", "producers"], rows)


def _dataset_row(obs: Observations, language: str) -> list[str]:
    held = obs.frame[obs.frame["value"].notna()]
    if held.empty:
        return [obs.record.title[language], ".", ".", "."]
    producers = dict.fromkeys(source.short[language] for source in footer.used(obs))
    periods = [period for period in obs.periods if period in set(held["period"])]
    first, last = (numbers.period(period, language) for period in (periods[0], periods[-1]))
    shown = first if first == last else f"{first} – {last}"
    newest = numbers.day(held["vintage"].max(), language)
    return [obs.record.title[language], shown, newest, ", ".join(producers)]


class Releases(Listing):
    """What official releases said of the reference year, beside the figure of this book and why the two differ."""

    def __init__(self, id: str, en: tuple, nl: tuple):
        edition = Edition.current
        found = claims(edition.year, edition.load)
        rows = [_claim_row(claim, edition.language) for claim in found]
        self.empty = not rows
        super().__init__(id, en, nl, ["release_said", "this_book", "explanation"], rows)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        text = words.word("no_releases", self.language).format(Edition.current.year)
        return {"text/markdown": text, "text/plain": ""} if self.empty else super()._repr_mimebundle_()


def _claim_row(claim: Claim, language: str) -> list[str]:
    said = claim.quoted[language]
    same = words.word("agrees", language) if claim.agrees else ""
    return [said[:1].upper() + said[1:], _own_figure(claim, language), claim.why[language] or same]


def _own_figure(claim: Claim, language: str) -> str:
    if claim.own is None:
        return "."
    if isinstance(claim.figure, Change):
        return f"{numbers.signed(claim.own, language, 1)}%"
    return sentences.render("{figure:table}", {"figure": claim.figure}, language).replace("\\", "")


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
    return f"- [{names.escape(name)}](<{source.address}>). {names.escape(details[:1].upper() + details[1:])}."
