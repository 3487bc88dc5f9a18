"""How to cite an edition: as a line of text and as BibTeX."""

from __future__ import annotations

WORDS = {
    "en": ("edition", "figures as known on"),
    "nl": ("editie", "cijfers zoals bekend op"),
}


def text(title: str, edition: str, language: str, part: str = "") -> str:
    """ "Figure 1.2 Immigration fell. In: State of Migration, figures for 2023 (edition 2023-en)."."""
    name, as_of = _parts(edition)
    known = f", {WORDS[language][1]} {as_of}" if as_of else ""
    whole = f"{title} ({WORDS[language][0]} {name}{known})."
    return f"{part}. In: {whole}" if part else whole


def bibtex(title: str, edition: str, language: str) -> str:
    """An entry for reference managers; the key is the edition."""
    name, as_of = _parts(edition)
    note = f"{WORDS[language][0]} {name}" + (f", {WORDS[language][1]} {as_of}" if as_of else "")
    lines = {"title": f"{{{title}}}", "note": note, "langid": {"en": "british", "nl": "dutch"}[language]}
    body = "".join(f"  {key} = {{{value}}},\n" for key, value in lines.items())
    return f"@misc{{state-of-migration-{edition},\n{body}}}"


def _parts(edition: str) -> tuple[str, str]:
    name, _, as_of = edition.partition("-as-of-")
    return name, as_of
