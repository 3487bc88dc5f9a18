"""The PDF of a book: a Sphinx builder that writes Typst, compiled by the `typst` wheel."""

from book.sphinx_ext.pdf.builder import TypstBuilder


def setup(app):
    """Register the builder; called once by the package's own setup."""
    app.add_builder(TypstBuilder)
