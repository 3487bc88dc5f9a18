"""Figures and tables: a drawing or a grid with its id, title, measure line, alt text, notes and source."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from book.chapter import footer
from book.chapter import grid as tables
from book.chapter.sentence import chosen, nothing
from book.charts.style import Drawing, dark, png, svg
from book.data import periods
from book.data.observations import Observations
from book.data.periods import span
from book.data.records import LANGUAGES
from book.edition import Edition
from book.language import names, numbers

CHART = "application/vnd.book.chart+json"
TABLE = "application/vnd.book.table+json"
FOLDER = "BOOK_FIGURES"  # the folder for SVG and CSV: only run.py sets it


class Picture:
    """What a figure and a table share.

    `en` and `nl` are (title, measure line), templates like those of `say`, or (message, plain title, measure line):
    the message is the title where its values have figures. `en_else`, `nl_else` serve where another measure line is due.
    `{shown}` is the period of the rows that have one: "2014 to 2023". `about` (en, nl) says what the figure is on where
    there is none; without it the dataset's title does. With `about=()` nothing is said: the sentence before has done so.
    """

    def __init__(
        self,
        parts: Sequence[Observations],
        id: str,
        en,
        nl,
        en_else=None,
        nl_else=None,
        rows=None,
        columns=None,
        about=None,
        **values,
    ):
        self.parts, self.id, self.language, self.about = parts, id, Edition.current.language, about
        self.empty = all(part.frame["value"].isna().all() for part in parts)
        if self.empty:
            return
        values = {"shown": shown_period(parts, self.language), **values}
        words = [(en, nl)] + ([(en_else, nl_else)] if en_else else [])
        templates = [
            {"en": f"{title}\n{one[-1]}", "nl": f"{titel}\n{other[-1]}"}
            for one, other in words
            for title, titel in zip(one[:-1], other[:-1], strict=True)
        ]
        self.title, self.measure = map(names.unescape, chosen(templates, values)[0].split("\n"))
        self.grid = tables.grid(parts, self.language, rows, columns)
        self.source = footer.source_line(parts, self.language)
        self.notes = footer.notes(parts, self.signs(), self.language)

    def signs(self) -> list[str]:
        """The signs that its notes explain."""
        return self.grid.signs

    def passport(self) -> dict:
        """The words as JSON; the renderer takes the numbers from the plain text beside it."""
        return {
            "id": self.id,
            "title": self.title,
            "measure": self.measure,
            "notes": self.notes,
            "source": self.source,
        }

    def nothing(self) -> dict:
        """The standard sentence instead of an empty figure."""
        if self.about == ():
            return {"text/markdown": "", "text/plain": ""}
        part = self.parts[0]
        title = {language: words[:1].lower() + words[1:] for language, words in part.record.title.items()}
        title = dict(zip(LANGUAGES, self.about, strict=True)) if self.about else title
        text = nothing(replace(part.at(Edition.current.year), title=title))
        return {"text/markdown": text, "text/plain": text}

    def write(self, folder: Path) -> None:
        """`<id>.csv`: the numbers in long form, with status, vintage and the source in words; `<id>.json`: the words."""
        folder.mkdir(parents=True, exist_ok=True)
        long_form(self.parts).to_csv(folder / f"{self.id}.csv", index=False, lineterminator="\n")
        text = json.dumps({**self.passport(), **self.behind()}, ensure_ascii=False, indent=1)
        (folder / f"{self.id}.json").write_text(text + "\n", encoding="utf-8")

    def behind(self) -> dict:
        """What stands behind the numbers: datasets, words of their codes, letters of status, sources with address."""
        labels, headings = tables.code_words(self.parts, self.language)
        return {
            "labels": labels,
            "headings": headings,
            "datasets": list(dict.fromkeys(part.record.name for part in self.parts)),
            "statuses": "".join(sorted({letter for part in self.parts for letter in "".join(part.frame["status"])})),
            "sources": footer.addresses(self.parts, self.language),
        }


class Chart(Picture):
    """A drawing in its frame of words. A drawing without figures becomes the standard sentence."""

    def __init__(self, drawing: Drawing, id: str, en, nl, **options):
        super().__init__(drawing.parts, id, en, nl, **options)
        self.drawing = drawing
        if not self.empty:
            headings = drawing.headings(self.language)
            self.alt = footer.alt_text(drawing.form, self.title, self.measure, self.parts, self.language, headings)

    def signs(self) -> list[str]:
        """A drawing leaves a place open, or writes "unknown", where a table has a point."""
        return [sign for sign in super().signs() if sign != "."]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        if self.empty:
            return self.nothing()
        figure = self.drawing.figure(self.language)
        picture = png(figure, self.title, self.measure, " ".join([*self.notes, self.source]))
        if folder := os.environ.get(FOLDER):
            self.write(Path(folder))
            self.write_drawing(Path(folder), svg(figure), picture)
        return {
            CHART: {**self.passport(), "alt": self.alt},
            "text/plain": self.grid.text(),
            "image/png": base64.b64encode(picture).decode(),
        }

    def write_drawing(self, folder: Path, light: str, picture: bytes) -> None:
        """`<id>.svg` and `<id>-dark.svg`, and `<id>.png` with the words in the picture."""
        (folder / f"{self.id}.svg").write_text(light, encoding="utf-8")
        (folder / f"{self.id}-dark.svg").write_text(dark(light), encoding="utf-8")
        (folder / f"{self.id}.png").write_bytes(picture)


class Table(Picture):
    """Observations as a table; `rows` names the column of its rows (default: the periods, or what varies)."""

    def __init__(self, *parts: Observations, id: str, en, nl, **options):
        super().__init__(parts, id, en, nl, **options)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        if self.empty:
            return self.nothing()
        if folder := os.environ.get(FOLDER):
            self.write(Path(folder))
        title, *lines = (names.escape(text) for text in (self.title, self.measure, *self.notes, self.source))
        markdown = "\n\n".join([f"**{title}**", lines[0], self.grid.markdown(), " ".join(lines[1:])])
        return {TABLE: self.passport(), "text/markdown": markdown, "text/plain": ""}


def shown_period(parts: Sequence[Observations], language: str) -> str:
    """The first to the last period that has a figure."""
    held = {period for part in parts for period in part.frame.loc[part.frame["value"].notna(), "period"]}
    first, last = min(held, key=span), max(held, key=span)
    return numbers.period(periods.covering(first, last), language)


def long_form(parts: Sequence[Observations]) -> pd.DataFrame:
    """dataset, period, measure, dimensions, value, status, vintage, source (in words), later: one row per number."""
    frames = []
    for part in parts:
        frame = part.frame.drop(columns="inputs", errors="ignore")
        value = frame["value"].map(lambda number: "" if pd.isna(number) else f"{round(number, 6):.10g}")
        source = frame["source"].map(lambda keys, record=part.record: footer.source_names(record, keys))
        frames.append(frame.assign(value=value, source=source).pipe(_first_column, part.record.name))
    return pd.concat(frames).fillna("")


def _first_column(frame: pd.DataFrame, dataset: str) -> pd.DataFrame:
    frame.insert(0, "dataset", dataset)
    return frame
