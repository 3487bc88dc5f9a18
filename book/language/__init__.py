"""The words and numbers of the book in Dutch and English: everything that a reader reads and no one typed."""

from book.language import names, numbers, sentences
from book.language.names import escape
from book.language.sentences import MissingValue, check_pair, lacking, no_figure, render, value_names

__all__ = [
    "MissingValue", "check_pair", "escape", "lacking", "names", "no_figure", "numbers", "render", "sentences",
    "value_names",
]  # fmt: skip
