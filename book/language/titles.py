"""What the book of an edition is called: its title, and the file of its PDF."""

from book.edition import Edition
from book.language.words import word


def report(language: str) -> str:
    """The name of the report, without a year."""
    return word("report", language)


def figures(edition: Edition) -> str:
    """The year that the edition speaks of, in words."""
    return word("figures", edition.language, edition.year)


def title(edition: Edition) -> str:
    """The book's title. The report of a reference year carries the year in which it came out."""
    return f"{report(edition.language)}, {figures(edition)}"


def document(edition: Edition) -> str:
    """The file name of its PDF: `state-of-migration-2023-en.pdf`."""
    return f"{report(edition.language).lower().replace(' ', '-')}-{edition.name}.pdf"
