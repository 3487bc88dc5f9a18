"""How to cite an edition: as a line of text and as BibTeX."""

from book.language.words import word


def text(title: str, edition: str, language: str, part: str = "") -> str:
    """ "Figure 1.2 Immigration fell. In: State of Migration, figures for 2023 (edition 2023-en)."."""
    whole = f"{title} ({_named(edition, language)})."
    return f"{part}. In: {whole}" if part else whole


def bibtex(title: str, edition: str, language: str) -> str:
    """An entry for reference managers; the key is the edition."""
    lines = {"title": f"{{{title}}}", "note": _named(edition, language), "langid": word("bibtex", language)}
    body = "".join(f"  {key} = {{{value}}},\n" for key, value in lines.items())
    return f"@misc{{state-of-migration-{edition},\n{body}}}"


def _named(edition: str, language: str) -> str:
    """The edition by its name, with the day of its figures where it is one as of a day."""
    name, _, day = edition.partition("-as-of-")
    return word("cited_as_of", language, name=name, day=day) if day else word("cited", language, name)
