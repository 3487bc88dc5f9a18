"""The PDF of a book: a Sphinx builder that writes Typst, compiled by the `typst` wheel."""

from book.sphinx_ext.pdf.builder import TypstBuilder


def setup(app):
    """Register the builder and what it needs beside the documents.

    `book_front`: title, subtitle and line of the cover, its picture (a file in the source folder) with its alt text,
    and the title of the contents; `book_summary`: the heading of the root document, whose own title is the book's.
    """
    app.add_builder(TypstBuilder)
    app.add_config_value("book_front", {}, "")
    app.add_config_value("book_summary", "", "")
