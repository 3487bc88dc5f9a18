"""Sentences and key figures: words computed from values, with the numbers that they say."""

from __future__ import annotations

from dataclasses import dataclass

from book.data.quantity import Quantity
from book.edition import Edition
from book.language import names, numbers, sentences
from book.publish import trail

NUMBERS = "application/vnd.book.numbers+json"
FIGURES = "application/vnd.book.figures+json"


def chosen(pairs: list[dict], values: dict) -> tuple[str, str]:
    """The first template whose values all have figures, rendered in the edition's language, and the template.

    `pairs` are {"en": template, "nl": template}. Raises ValueError where a pair does not name the same values,
    MissingValue where no template can be rendered.
    """
    edition, missing = Edition.current, None
    values = {"year": edition.year, **values}
    for pair in pairs:
        sentences.check_pair(pair["en"], pair["nl"])
    for pair in pairs:
        try:
            return sentences.render(pair[edition.language], values, edition.language), pair[edition.language]
        except sentences.MissingValue as error:
            missing = missing or error
    raise missing


def nothing(quantity: Quantity) -> str:
    """The standard sentence that there is no figure for the quantity's period; empty where this edition said it before."""
    edition = Edition.current
    period = numbers.named_period(quantity.period or edition.year, edition.language)
    text = sentences.no_figure(quantity, period, edition.language, edition.as_of)
    return edition.once(text)


class say:
    """A sentence in the edition's language, with the numbers that it says.

    `en` and `nl` are templates that name the same values; `en_else` and `nl_else` serve where a value has no figure.
    Without them the standard sentence says that there is none; empty ones say nothing. `{year}` is the reference year.
    """

    def __init__(self, en: str, nl: str, en_else: str | None = None, nl_else: str | None = None, **values):
        pairs = [{"en": en, "nl": nl}] + ([{"en": en_else, "nl": nl_else}] if en_else is not None else [])
        try:
            self.text, template = chosen(pairs, values)
            self.values = {name: values[name] for name in sentences.value_names(template) if name in values}
        except sentences.MissingValue as error:
            lacking = [sentences.lacking(value) for value in (values[error.name], *values.values())]
            self.text = nothing(next(value for value in lacking if value is not None and value.value is None))
            self.values = {}

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        return {"text/markdown": self.text, NUMBERS: trail.numbers(self.values, self.text), "text/plain": ""}


@dataclass(frozen=True)
class KeyFigure:
    """One number of a summary, with a line of words in each language (templates of its `values`)."""

    name: str
    number: object
    en: str
    nl: str
    values: dict

    def __init__(self, name: str, number, en: str, nl: str, **values):
        for field, value in {"name": name, "number": number, "en": en, "nl": nl, "values": values}.items():
            object.__setattr__(self, field, value)

    @property
    def known(self) -> bool:
        """There is a figure to show."""
        return self.number.value is not None


class KeyFigures:
    """Key figures side by side: the first `most` of those that have a figure."""

    def __init__(self, *figures: KeyFigure, most: int = 10):
        self.language = Edition.current.language
        self.figures = [figure for figure in figures if figure.known][:most]
        self.shown = [self._shown(figure) for figure in self.figures]

    def _shown(self, figure: KeyFigure) -> dict:
        words, _ = chosen([{"en": figure.en, "nl": figure.nl}], figure.values)
        number = sentences.render("{number:table}", {"number": figure.number}, self.language)
        return {"number": names.unescape(number), "words": names.unescape(words)}

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict:
        lines = [f"- **{names.escape(entry['number'])}** {names.escape(entry['words'])}" for entry in self.shown]
        values = {}
        for figure in self.figures:
            values[figure.name] = figure.number
            values |= {f"{figure.name}_{name}": value for name, value in figure.values.items()}
        text = "\n".join(lines)
        return {FIGURES: self.shown, "text/markdown": text, NUMBERS: trail.numbers(values, text), "text/plain": ""}
