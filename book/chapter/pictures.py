"""Figures and tables: a drawing or observations with id, message, title, measure line, alt text, notes and source."""

import base64
import json
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path

from book import outputs
from book.chapter import footer, grid, templates
from book.chapter.answers import answers
from book.chapter.rows import behind
from book.chapter.templates import CellError, Variant
from book.charts import labels
from book.charts.raster import inscribed, png
from book.charts.style import Drawing, dark, labelled, svg
from book.data import periods
from book.data.observations import Observations
from book.data.records import LANGUAGES
from book.edition import Edition
from book.language import names, numbers
from book.language.words import sign_of_all
from book.outputs import Figure, Sentence, Table

Pair = tuple[str, str] | None  # a template per language, in the order of LANGUAGES
DRAW: ContextVar[Callable] = ContextVar("draw", default=lambda draw: draw())  # is given what makes files: now, or later


@dataclass(frozen=True)
class Picture:
    """What a figure and a table share: observations, an id, and words in variants (title, a line break, measure)."""

    edition: Edition
    parts: tuple[Observations, ...]
    id: str
    variants: tuple[Variant, ...]
    rows: str | None = None
    columns: Sequence[str] | None = None
    about: Pair | tuple = None

    def otherwise(self, *, title: Pair, measure: Pair, **values):
        """The words where a value of those before has no figure."""
        return replace(self, variants=(*self.variants, *variants("otherwise", None, title, measure, values)))

    @property
    def empty(self) -> bool:
        """No observation has a value to show."""
        return all(part.frame["value"].isna().all() for part in self.parts)

    @cached_property
    def output(self) -> Figure | Table | Sentence:
        """The words and numbers; without any figure the standard sentence, with `about=()` nothing."""
        if not self.empty:
            return self._shown(self._words())
        if self.about == ():
            return Sentence("")
        part = self.parts[0]
        part = replace(part, frame=part.frame.head(1))  # of many rows without a figure one says so
        title = {language: words[:1].lower() + words[1:] for language, words in part.record.title.items()}
        title = dict(zip(LANGUAGES, self.about, strict=True)) if self.about else title
        return templates.nothing(replace(part.at(self.edition.year), title=title), self.edition)

    def _words(self) -> dict:
        """All that a figure and a table have in common, by name of field."""
        language = self.edition.language
        first, *others = self.variants
        known = replace(first, values={"shown": shown_period(self.parts, language), **first.values})
        try:
            text, *_ = templates.chosen([known, *others, self._plain()], self.edition)
        except templates.Lacking as lack:
            year = self.edition.year
            raise CellError(
                f"{self.id}: measure= names {lack.name}, which has no figure in the edition of {year}"
            ) from None
        title, measure = (names.unescape(once_at_end(line, self._late)) for line in text.split("\n"))
        shown = grid.without(grid.grid(self.parts, language, self.rows, self.columns), self._late)
        of_all = (f"({self._late}) {sign_of_all(self._late, language)}.",) if self._late else ()
        return {
            "id": self.id, "title": title, "measure": measure, "grid": shown,
            "notes": (*of_all, *footer.notes(self.parts, self._signs(grid.signs(shown)), language)),
            "credit": footer.credit(self.parts, language), **behind(self.parts, language),
        }  # fmt: skip

    @property
    def _late(self) -> str:
        return grid.mark_of_all(self.parts)

    def _plain(self) -> Variant:
        """The words where no variant has its figures: the dataset's title, over the measure line."""
        title, measures = self.parts[0].record.title, self.variants[-1].templates
        return Variant({name: f"{title[name]}\n{measures[name].partition(chr(10))[2]}" for name in LANGUAGES}, {})

    def _signs(self, found: list[str]) -> list[str]:
        return found

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return outputs.bundle(self.output)


@dataclass(frozen=True)
class TableOf(Picture):
    """Observations as a table."""

    def _shown(self, words: dict) -> Table:
        return Table(**words)


@dataclass(frozen=True)
class FigureOf(Picture):
    """A drawing in its frame of words; its files go to `folder`, if there is one."""

    drawing: Drawing | None = None
    folder: str = ""

    def _shown(self, words: dict) -> Figure:
        language = self.edition.language
        headings = self.drawing.headings(language)
        alt = footer.alt_text(self.drawing.form, words["title"], words["measure"], self.parts, language, headings)
        return Figure(**words, alt=once_at_end(alt, self._late))

    def _signs(self, found: list[str]) -> list[str]:
        """A drawing leaves a place open, or writes "unknown", where a table has a point."""
        return [sign for sign in found if sign != "."]

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict | tuple[dict, dict]:
        words = super()._repr_mimebundle_()
        if self.empty:
            return words
        arranged = {"rows": self.rows, "columns": self.columns}
        return drawn(words, self.drawing, self.output, self.edition, self.folder, **arranged)


def drawn(
    data: dict, drawing: Drawing, words: Figure, edition: Edition, folder: str, **arranged
) -> dict | tuple[dict, dict]:  # fmt: skip
    """The `data` of a figure with its PNG, and the metadata with its alt text, as a notebook has them.

    With a `folder`, that of a book, instead `<id>.svg` and `<id>-dark.svg` in it: the PNG is made of them (`points`). And
    what its marks answer, `<id>-marks.json`, in the table that is `arranged` by rows and columns.
    """
    labels.refuse_unknown(" ".join(_around(words)))
    if folder:
        DRAW.get()(partial(_write, drawing, words, edition, Path(folder), arranged))
        return data
    picture = base64.b64encode(_png(svg(drawing.figure(edition.language)), words)).decode()
    return data | {"image/png": picture}, {"image/png": {"alt": words.alt}}


def _write(drawing: Drawing, words: Figure, edition: Edition, folder: Path, arranged: dict) -> None:
    """The files of a figure."""
    figure = drawing.figure(edition.language)
    light = svg(figure)
    folder.mkdir(parents=True, exist_ok=True)
    passport = words.passport(edition.name)
    for name, drawn_so in ((words.id, light), (f"{words.id}-dark", dark(light))):
        (folder / f"{name}.svg").write_text(labelled(drawn_so, passport), encoding="utf-8")
    if drawing.parts:
        told = answers(figure, drawing.parts, words.grid, edition.language, **arranged)
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        (folder / f"{words.id}-marks.json").write_text(text, encoding="utf-8")


def points(light: str, words: Figure, edition: Edition) -> bytes:
    """The SVG of a figure as PNG, with its words and its passport."""
    return inscribed(_png(light, words), words.passport(edition.name))


def _png(light: str, words: Figure) -> bytes:
    return png(light, *_around(words))


def _around(words: Figure) -> tuple[str, str, str]:
    """The title, the measure line, and the notes with the source of a figure."""
    return words.title, words.measure, " ".join([*words.notes, str(words.credit)])


def once_at_end(line: str, mark: str) -> str:
    """A line of words with a mark that all numbers of a figure have once, at its end, if it has it."""
    return line.replace(mark, "") + mark if mark and mark in line else line


def variants(verb: str, message: Pair, title: Pair, measure: Pair, values: dict) -> tuple[Variant, ...]:
    """The words of a picture in the order in which they are tried: its message, then its plain title.

    Each is a title and a measure line. CellError for words in one language alone, and for a value that none names.
    """
    for name, words in (("message", message), ("title", title), ("measure", measure)):
        if words is not None and (isinstance(words, str) or len(words) != len(LANGUAGES)):
            raise CellError(f"{verb}: {name}= takes a pair of texts, ({', '.join(LANGUAGES)})")
    if measure is None or (title is None and message is None):
        raise CellError(f"{verb}: title= and measure= must be there")
    found = [
        Variant({name: f"{one}\n{line}" for name, one, line in zip(LANGUAGES, words, measure, strict=True)}, {})
        for words in (message, title) if words is not None
    ]  # fmt: skip
    templates.refuse_unnamed(verb, values, list(dict.fromkeys(name for one in found for name in templates.named(one))))
    return (replace(found[0], values=values), *found[1:])


def shown_period(parts: Sequence[Observations], language: str) -> str:
    """From the first period that has a figure to the one that ends last."""
    held = {period for part in parts for period in part.frame.loc[part.frame["value"].notna(), "period"]}
    first, last = min(held, key=periods.span), max(held, key=lambda period: periods.span(period)[::-1])
    return numbers.period(periods.covering(first, last), language)
