"""An edition as a value: reference year, language and the day as known, validated, and the names made of them."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from reprlib import repr

from book.data.periods import is_day
from book.data.reading import load_table
from book.data.records import LANGUAGES

DEFAULT_YEAR = 2023  # of the report that this book set out from


class EditionError(ValueError):
    """A parameter that no edition has; the message says which there are."""


@cache
def years(*status: str) -> tuple[int, ...]:
    """The years that have an edition, in order: all, or those of a status (`complete`, `provisional`)."""
    table = load_table("editions")
    return tuple(
        sorted(int(year) for year in table["year"][table["status"].isin(status or ["complete", "provisional"])])
    )


@dataclass(frozen=True)
class Edition:
    """One book: `year` one of years() or the next, `language` one of LANGUAGES, `as_of` an ISO date or empty for the newest.

    The next year is that of which figures still come in. EditionError for any other value.
    """

    year: int = DEFAULT_YEAR
    language: str = "en"
    as_of: str = ""

    def __post_init__(self):
        if not isinstance(self.year, int) or self.year not in (*years(), years()[-1] + 1):
            raise EditionError(f"no edition of {repr(self.year)}; there are {years()[0]} to {years()[-1]}")
        if self.language not in LANGUAGES:
            raise EditionError(f"no language {repr(self.language)}; there are {', '.join(LANGUAGES)}")
        if self.as_of and not is_day(self.as_of):
            raise EditionError(f"as_of is {repr(self.as_of)}, not a date such as 2024-06-14")
        if self.as_of and self.as_of <= f"{self.year}-12-31":
            raise EditionError(f"as_of is {self.as_of}, before the end of {self.year}: the year was not over")
        if self.as_of > date.today().isoformat():
            raise EditionError(f"as_of is {self.as_of}, after today: what is known then no one knows")

    @property
    def provisional(self) -> bool:
        """Figures of its year are missing in several themes, or provisional."""
        return self.year in years("provisional") or self.year > years()[-1]

    @property
    def name(self) -> str:
        """The folder of its build: `2023-nl`, `2023-nl-as-of-2024-06-14`."""
        return f"{self.year}-{self.language}" + (f"-as-of-{self.as_of}" if self.as_of else "")
