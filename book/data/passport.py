"""What a record says, as values: measures, dimensions, sources, and the dataset that they are of."""

from dataclasses import dataclass, field, replace
from math import inf
from typing import Self

from book.data.cells import DataError, quoted
from book.data.periods import span

LANGUAGES = ("en", "nl")
Bilingual = dict[str, str]  # the same words in each of LANGUAGES
Row = dict[str, str]  # a row of a table: column to text


@dataclass(frozen=True)
class Measure:
    """What is counted: `label` per language, `unit`, `kind` (stock, flow, ratio), producer's `rounding`.

    `finest` is the rounding of the most precise of several sources, `limits` the lowest and highest value there can
    be, `ahead` why it is published before its period ends.
    """

    label: Bilingual
    unit: str
    kind: str
    rounding: float = 1
    finest: float = 1
    limits: tuple[float, float] = (-inf, inf)
    ahead: str = ""


@dataclass(frozen=True)
class Dimension:
    """What splits a measure; `codes` maps a category to its labels. With `countries` ISO codes are allowed too."""

    label: Bilingual
    codes: dict[str, Bilingual] = field(default_factory=dict)
    countries: bool = False


@dataclass(frozen=True)
class Document:
    """What stands for the address of a publication that is not on the web."""

    producer: Bilingual
    title: Bilingual
    day: str


@dataclass(frozen=True)
class Source:
    """A publication of a producer, as a source line and the sources chapter name it.

    Without an address on the web `address` is "" and `document` says what was read. Of the day there is one of
    three: `published`, the day itself; `published_by`, a bound, with its `reason`; `recorded`, our own day. A page that
    names its month or speaks of a year that had ended cannot be older than `not_before`. `adds` is the period that a
    table gained on the day: what it says of earlier ones may have been published before. `via` names the page of
    someone else that its figures were read on or put together by. `calculated`: no producer published its figures; we
    worked them out, as `obtained` says.
    """

    key: str
    organisation: Bilingual
    title: Bilingual
    address: str
    licence: str
    obtained: Bilingual
    table: str = ""
    short: Bilingual = field(default_factory=dict)
    document: Document | None = None
    published: str = ""
    adds: str = ""
    published_by: str = ""
    reason: Bilingual = field(default_factory=dict)
    recorded: str = ""
    not_before: str = ""
    via: Bilingual = field(default_factory=dict)
    calculated: bool = False

    def undated(self, period: str, day: str = "") -> bool:
        """We cannot say on which day its figure of a period was published: at the latest on the vintage of its row.

        With a `day`: nor whether it was by then.
        """
        before = self.adds and span(period)[1] < span(self.adds)[0]
        return bool(before or self.published_by or self.recorded) and (not day or self.not_before <= day)


@dataclass(frozen=True, eq=False)  # itself and no other: what was read of it is kept under it
class Record:
    """A dataset's passport: words, measures, dimensions, sources, balances, imports and the query of its provider.

    `balances` are measures that add up, the sum first; `together` are measures that mean something only of one day.
    `query` is empty where no provider serves the dataset, or it cannot be asked for it: `by_hand` says why.
    """

    name: str
    title: Bilingual
    definition: Bilingual
    measures: dict[str, Measure]
    dimensions: dict[str, Dimension]
    sources: dict[str, Source]
    done: Bilingual
    traps: Bilingual
    balances: tuple = ()
    together: tuple = ()
    imports: tuple = ()
    query: dict = field(default_factory=dict)
    by_hand: Bilingual = field(default_factory=dict)
    themes: dict = field(default_factory=dict)

    def with_sources(self, other: Self) -> Self:
        """This record with the sources of another one too; DataError where one key names two publications."""
        for key in sorted(self.sources.keys() & other.sources.keys()):
            one, two = self.sources[key], other.sources[key]
            if (one.title["en"], one.address, one.document) != (two.title["en"], two.address, two.document):
                names = [f'"{source.title["en"]}" ({source.address})' for source in (one, two)]
                raise DataError(f"{self.name} and {other.name}: the source {key} is {' and '.join(names)}; rename one")
        return replace(self, sources={**self.sources, **other.sources})


def both(text: object) -> Bilingual:
    """The same words for each language where a record gives one text (the title of a page).

    ValueError for words under no language (in YAML a comma ends a text that is not quoted) and for what is no text.
    """
    if not isinstance(text, dict):
        text = dict.fromkeys(LANGUAGES, text)
    if strange := [language for language in text if language not in LANGUAGES]:
        raise ValueError(f"{quoted(strange[0])} is no language; quote the text before it")
    if wrong := [words for words in text.values() if isinstance(words, bool | list | dict) or words is None]:
        raise ValueError(f"{quoted(wrong[0])} is no text")
    return {language: str(words) for language, words in text.items()}
