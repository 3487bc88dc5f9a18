"""Search finds a page by the words of every day and without their diacritics, and by numbers however they are written."""

import re
import unicodedata

from docutils import nodes
from sphinx.search import SearchLanguage
from sphinx.search.en import SearchEnglish
from sphinx.search.nl import SearchDutch

from book.language.words import texts


class Figures(SearchLanguage):
    """What the index holds of a text; search.js asks for the same."""

    def split(self, input: str) -> list[str]:
        """The words of a text; a number is one of them, without the signs between its thousands."""
        return super().split(re.sub(r"(?<=\d)[.,](?=\d{3}(?!\d))", "", input))

    def stem(self, word: str) -> str:
        """The stem of a word without its diacritics."""
        signs = unicodedata.normalize("NFD", word)
        return super().stem("".join(sign for sign in signs if not unicodedata.combining(sign)))


class English(Figures, SearchEnglish):
    """English as this book is searched."""


class Dutch(Figures, SearchDutch):
    """Dutch as this book is searched."""


def add_keywords(app, doctree, docname):
    """Sphinx's index of words reads a page's keywords in its language too."""
    if app.builder.format == "html" and (found := keywords(doctree.astext(), app.config.language)):
        doctree.insert(0, nodes.meta("", name="keywords", lang=app.config.language, content=", ".join(found)))


def keywords(text: str, language: str) -> list[str]:
    """The everyday words for what a text is about, each once."""
    text = text.lower()
    lists = [words.split(", ") for part, words in texts("search", "everyday", language) if part in text]
    return list(dict.fromkeys(word for words in lists for word in words))
