"""An edition: reference year, language and the day as known, validated, with what is derived from them."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from book.data import first_published, load
from book.data.observations import Observations
from book.data.periods import is_day
from book.data.quantity import Quantity
from book.data.records import LANGUAGES

YEARS = range(2015, 2025)
DEFAULT_YEAR = 2023


class EditionError(ValueError):
    """A parameter that no edition has; the message says which there are."""


@dataclass(frozen=True)
class Publication:
    """A figure with the day and the title of its publication; without value where there is none to tell of."""

    figure: Quantity
    day: date | None
    title: str


@dataclass(frozen=True)
class Edition:
    """One book: `year` 2015 to 2024, `language` en or nl, `as_of` an ISO date or empty for the newest figures.

    Raises EditionError for any other value, and for a parameter that papermill injected and the notebook lacks.
    """

    year: int = DEFAULT_YEAR
    language: str = "en"
    as_of: str = ""
    current: ClassVar[Edition]
    said: set[str] = field(default_factory=set, init=False, repr=False, compare=False)

    def __post_init__(self):
        _refuse_unknown_parameters()
        if not isinstance(self.year, int) or self.year not in YEARS:
            raise EditionError(f"no edition of {self.year!r}; there are {YEARS[0]} to {YEARS[-1]}")
        if self.language not in LANGUAGES:
            raise EditionError(f"no language {self.language!r}; there are {', '.join(LANGUAGES)}")
        if self.as_of and not is_day(self.as_of):
            raise EditionError(f"as_of is {self.as_of!r}, not a date such as 2024-06-14")
        if self.as_of and self.as_of <= f"{self.year}-12-31":
            raise EditionError(f"as_of is {self.as_of}, before the end of {self.year}: the year was not over")
        Edition.current = self

    @property
    def name(self) -> str:
        """The folder of its build: `2023-nl`, `2023-nl-as-of-2024-06-14`."""
        return f"{self.year}-{self.language}" + (f"-as-of-{self.as_of}" if self.as_of else "")

    @property
    def title(self) -> str:
        """The book's title. The report of a reference year carries the year in which it came out."""
        return f"{self.report}, {self.figures}"

    @property
    def report(self) -> str:
        """The name of the report, without a year."""
        return {"en": "State of Migration", "nl": "Staat van Migratie"}[self.language]

    @property
    def figures(self) -> str:
        """The year that the edition speaks of, in words."""
        words = {"en": "figures for", "nl": "cijfers over"}
        return f"{words[self.language]} {self.year}"

    @property
    def document(self) -> str:
        """The file name of its PDF: `state-of-migration-2023-en.pdf`."""
        return f"{self.report.lower().replace(' ', '-')}-{self.name}.pdf"

    def once(self, text: str) -> str:
        """The text the first time that a chapter asks for it, then nothing: no page says the same twice."""
        if text in self.said:
            return ""
        self.said.add(text)
        return text

    def load(self, dataset: str) -> Observations:
        """A dataset's observations up to the reference year, as known on the edition's day."""
        return load(dataset, until=self.year, as_of=self.as_of)

    def first_published(self, dataset: str, **categories) -> Publication:
        """The earliest figure held for the reference year, if a later one has replaced it by the edition's day."""
        found = first_published(dataset, self.year, self.as_of, **categories)
        return Publication(found.figure, found.day, found.title.get(self.language, ""))


def _refuse_unknown_parameters() -> None:
    """papermill only warns: the cell that it injects may assign no name that the cells before it lack."""
    from IPython import get_ipython

    shell = get_ipython()
    cells = shell.user_ns.get("In", []) if shell else []
    declared: set[str] = set()
    for cell in cells:
        if cell.startswith("# Parameters\n") and (unknown := _assigned(cell) - declared):
            raise EditionError(f"no parameter {', '.join(sorted(unknown))}; there are {', '.join(sorted(declared))}")
        declared |= _assigned(cell)


def _assigned(source: str) -> set[str]:
    try:
        statements = ast.parse(source).body
    except SyntaxError:
        return set()
    targets = [target for node in statements if isinstance(node, ast.Assign) for target in node.targets]
    targets += [node.target for node in statements if isinstance(node, ast.AnnAssign)]
    return {target.id for target in targets if isinstance(target, ast.Name)}
