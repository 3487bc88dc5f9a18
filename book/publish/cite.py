"""How to cite an edition: as a line of text and as BibTeX."""

from dataclasses import dataclass

from book.language import numbers
from book.language.words import word


@dataclass(frozen=True)
class Cited:
    """An edition by title, name and language, with its author if it has one, the day of its newest figure and the
    address at which all editions stand; each empty where it is not known."""

    title: str
    edition: str
    language: str
    author: str = ""
    day: str = ""
    address: str = ""

    def text(self, part: str = "", page: str = "") -> str:
        """ "Figure 1.2 X. In: State of Migration (edition 2023-en, …). EUPL-1.2. https://…": a part on its page."""
        whole = f"{self._author()}{self.title} ({self._named()}). {word('cited_licence', self.language)}."
        whole += f" {self.place(page)}" if self.address else ""
        return f"{part}. In: {whole}" if part else whole

    def bibtex(self) -> str:
        """An entry for reference managers; the key is the edition."""
        lines = {
            "author": f"{{{self.author}}}" if self.author else "",
            "title": f"{{{self.title}}}",
            "year": self.day[:4],
            "note": self._named(),
            "url": self.place("index.html") if self.address else "",
            "langid": word("bibtex", self.language),
        }
        body = "".join(f"  {key} = {{{value}}},\n" for key, value in lines.items() if value)
        return f"@misc{{state-of-migration-{self.edition},\n{body}}}"

    def place(self, page: str) -> str:
        """The address of a page of the edition, as `publish/site.py` lays it."""
        return f"{self.address.rstrip('/')}/{self.edition}/html/{page}"

    def _author(self) -> str:
        return f"{self.author}. " if self.author else ""

    def _named(self) -> str:
        """The edition by its name, with the day of its figures."""
        name, _, as_of = self.edition.partition("-as-of-")
        if not self.day and not as_of:
            return word("cited", self.language, name)
        day = numbers.day(as_of or self.day, self.language)
        return word("cited_as_of" if as_of else "cited_up_to", self.language, name=name, day=day)
