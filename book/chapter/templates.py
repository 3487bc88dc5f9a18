"""Templates in pairs of languages, with the values that they name: what `say`, `figure` and `table` have in common."""

from collections.abc import Sequence
from dataclasses import dataclass

from book.data.quantity import Quantity
from book.data.records import LANGUAGES
from book.edition import Edition
from book.language import numbers, sentences
from book.outputs import Sentence


class CellError(ValueError):
    """A call in a cell that cannot be meant: the message names the option or the value."""


class Lacking(ValueError):
    """No variant can be said: the value `name` among `values` has no figure."""

    def __init__(self, name: str, values: dict):
        super().__init__(name)
        self.name, self.values = name, values


@dataclass(frozen=True)
class Variant:
    """One way to say it: a template per language, the values given with it, and whether its condition holds."""

    templates: dict[str, str]
    values: dict
    when: bool = True


def pair(verb: str, options: dict) -> dict[str, str]:
    """The templates among the options, taken out of them; CellError where one language is alone."""
    templates = {language: options.pop(language) for language in LANGUAGES if language in options}
    if missing := [language for language in LANGUAGES if language not in templates]:
        raise CellError(
            f"{verb}: no words in {', '.join(missing)}; {' and '.join(f'{name}=' for name in LANGUAGES)} go together"
        )
    return templates


def named(variant: Variant) -> list[str]:
    """The values that the templates of a variant name, which are the same in each language; else ValueError."""
    first, *others = variant.templates.values()
    for other in others:
        sentences.check_pair(first, other)
    return sentences.value_names(first)


def refuse_unnamed(verb: str, values: dict, known: Sequence[str]) -> None:
    """CellError for a value that no template names: an option that does not exist looks like one."""
    if unnamed := [name for name in values if name not in known]:
        raise CellError(
            f"{verb}: {', '.join(unnamed)} is no option, and no value that the templates name "
            f"({', '.join(known) or 'they name none'})"
        )


def chosen(variants: Sequence[Variant], edition: Edition) -> tuple[str, str, dict]:
    """The first variant whose condition holds and whose values have figures: rendered, as template, and its values.

    A variant may name the values of those before it, and `year`. Lacking where a value has no figure and no other
    variant serves; nothing is said where no condition holds.
    """
    values, missing = {"year": edition.year}, None
    for variant in variants:
        values = values | variant.values
        if variant.when:
            template = variant.templates[edition.language]
            try:
                return sentences.render(template, values, edition.language), template, values
            except sentences.MissingValue as error:
                missing = missing or Lacking(error.name, values)
    if missing:
        raise missing
    return "", "", {}


def nothing(quantity: Quantity, edition: Edition) -> Sentence:
    """The standard sentence that there is no figure for the quantity's period."""
    period = numbers.named_period(quantity.period or edition.year, edition.language)
    return Sentence(sentences.no_figure(quantity, period, edition.language, edition.as_of), standard=True)


def said_of(lack: Lacking, edition: Edition) -> Sentence:
    """The standard sentence for the value that has no figure, or for the first one that has none.

    Nothing is said where each quantity has its figure, but one cannot be set against others (a place among none).
    """
    found = [sentences.lacking(value) for value in (lack.values[lack.name], *lack.values.values())]
    absent = next((value for value in found if value is not None and value.value is None), None)
    return nothing(absent, edition) if absent else Sentence("")
