"""Sentences and key figures: words computed from values, with the numbers that they say."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Self

from book import outputs
from book.chapter import templates
from book.chapter.said import late, numbers
from book.chapter.templates import CellError, Variant
from book.edition import Edition
from book.language import sentences
from book.language.names import unescape
from book.outputs import KeyFigures, Paragraph, Sentence

OPEN, CLOSE = "\ue000", "\ue001"  # of no script: around what says a number, while marks move within the text
PASSAGE = re.compile(f"{OPEN}(.*?){CLOSE}(.*?){CLOSE}|([^{OPEN}]+)", re.S)


@dataclass(frozen=True)
class Saying:
    """A sentence to be: its variants, in the order in which they are tried."""

    edition: Edition
    variants: tuple[Variant, ...]

    def otherwise(self, *, when: bool = True, **options) -> Self:
        """What is said where a value of the variants before has no figure, or their condition does not hold.

        `en` and `nl` are templates, which may name the values given before; other options are values of their own.
        Empty templates say nothing.
        """
        return Saying(self.edition, (*self.variants, variant("otherwise", when, options)))

    @cached_property
    def output(self) -> Sentence:
        """The sentence; where a value has no figure and no other variant serves, the standard one."""
        try:
            text, template, values = templates.chosen(self.variants, self.edition)
        except templates.Lacking as lack:
            return templates.said_of(lack, self.edition)
        named = {name: values[name] for name in sentences.value_names(template) if name != "year"}
        found = numbers(named, text)
        told = {number.name.partition(".")[0] for number in found if number.value is not None}
        pieces = sentences.rendered(template, values, self.edition.language)
        enclosed = "".join(f"{OPEN}{words}{CLOSE}{name}{CLOSE}" if name in told else words for words, name in pieces)
        text, places = _apart(once(enclosed, late(named)))
        return Sentence(text, found, places=places)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return outputs.bundle(self.output)


def _apart(enclosed: str) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    """The text without the signs around what says a number, and the places of that: start, end, name."""
    text, places = "", []
    for words, name, between in PASSAGE.findall(enclosed):
        places += [(len(text), len(text) + len(words), name)] if name else []
        text += words + between
    return text, tuple(places)


def once(text: str, marks: set[str]) -> str:
    """Where all numbers have one mark (published later, day unknown) each sentence has it once, behind its full stop.

    At a number it holds for that number alone.
    """
    if len(marks) != 1 or not (mark := marks.pop()):
        return text
    parts = re.split(r"(?<=[.!?])(\**\s+)(?=[A-Z*])", text)
    return "".join(_at_end(part, mark) if mark in part else part for part in parts)


def _at_end(sentence: str, mark: str) -> str:
    bare = sentence.replace(mark, "")
    return re.sub(r"[.!?](?=\**$)", rf"\g<0>{mark}", bare) if re.search(r"[.!?]\**$", bare) else bare + mark


def variant(verb: str, when: bool, options: dict) -> Variant:
    """One variant from the options of a call: templates, and values that these name."""
    found = Variant(templates.pair(verb, options), options, bool(when))
    templates.refuse_unnamed(verb, options, templates.named(found))
    return found


@dataclass(frozen=True)
class Sayings:
    """Sentences that belong together."""

    sayings: tuple[Saying, ...]
    most: int = 0

    @property
    def output(self) -> Paragraph:
        """All of them, a standard sentence among them like the others; as points the first `most` that have figures."""
        said = tuple(saying.output for saying in self.sayings)
        if not self.most:
            return Paragraph(said)
        return Paragraph(tuple(one for one in said if one.text and not one.standard)[: self.most], points=True)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return outputs.bundle(self.output)


def together(verb: str, sayings: tuple[Saying, ...], most: int = 0) -> Sayings:
    """Sentences of `say` as one paragraph, or as at most `most` points; CellError for anything else."""
    if strange := [type(entry).__name__ for entry in sayings if not isinstance(entry, Saying)]:
        raise CellError(f"{verb}: takes sentences of say(…), not {', '.join(strange)}")
    return Sayings(sayings, most)


class KeyFigure:
    """One number of a summary, with a line of words in each language (templates that name the other options)."""

    def __init__(self, name: str, number, **options):
        self.name, self.number = name, number
        self.words = variant("KeyFigure", True, options)

    @property
    def known(self) -> bool:
        """There is a figure to show."""
        return self.number.value is not None


@dataclass(frozen=True)
class Summary:
    """Key figures side by side: the first `most` of those that have a figure."""

    edition: Edition
    figures: tuple[KeyFigure, ...]

    @cached_property
    def output(self) -> KeyFigures:
        """The number and the words of each, as plain text."""
        entries, values = tuple(map(self._entry, self.figures)), {}
        for figure in self.figures:
            values[figure.name] = figure.number
            values |= {f"{figure.name}_{name}": value for name, value in figure.words.values.items()}
        names = tuple(figure.name for figure in self.figures)
        return KeyFigures(entries, numbers(values, KeyFigures(entries, ()).text), names)

    def _entry(self, figure: KeyFigure) -> tuple[str, str]:
        words, *_ = templates.chosen([figure.words], self.edition)
        number = sentences.render("{number:table}", {"number": figure.number}, self.edition.language)
        return unescape(number), unescape(words)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return outputs.bundle(self.output)
