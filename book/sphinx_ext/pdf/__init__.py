"""The PDF of a book: a Sphinx builder that writes Typst, compiled by the `typst` wheel."""
