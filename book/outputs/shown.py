"""What a figure and a table share: words, the numbers as they are written, and the observations behind them."""

from dataclasses import dataclass, field

from book.language.names import escape

BAR = " │ "


@dataclass(frozen=True)
class Grid:
    """Words in rows and columns: `head` (the first cell names the rows), `rows` (first cell the row's name)."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def text(self) -> str:
        """As plain text: what nbval compares and a terminal shows."""
        return "\n".join(BAR.join(line) for line in (self.head, *self.rows))

    def markdown(self) -> str:
        """As a pipe table; the words are escaped, so that no label becomes markup."""
        lines = [f"| {' | '.join(map(escape, row))} |" for row in (self.head, *self.rows)]
        return "\n".join([lines[0], f"| --- |{' ---: |' * (len(self.head) - 1)}", *lines[1:]])


@dataclass(frozen=True)
class Publication:
    """A source as a figure names it: its `words` in a source line (`english`: for a CSV), title, address, licence."""

    words: str
    english: str
    title: str
    address: str
    licence: str
    table: str = ""


@dataclass(frozen=True)
class Rows:
    """The observations that are shown, column by column; `source` holds places in the list of publications."""

    dataset: tuple[str, ...] = ()
    period: tuple[str, ...] = ()
    measure: tuple[str, ...] = ()
    dimensions: tuple[tuple[str, tuple[str, ...]], ...] = ()  # pairs: a notebook would sort the keys of a mapping
    value: tuple[float | None, ...] = ()
    status: tuple[str, ...] = ()
    vintage: tuple[str, ...] = ()
    source: tuple[tuple[int, ...], ...] = ()
    later: tuple[int, ...] = ()


@dataclass(frozen=True)
class Credit:
    """The source line: "Sources: CBS (85848NED), published 17 July 2025; calculated by us", each entry with its address."""

    label: str = ""
    entries: tuple[tuple[str, str], ...] = ()

    def __str__(self) -> str:
        return f"{self.label}: {'; '.join(words for words, _ in self.entries)}" if self.label else ""


@dataclass(frozen=True)
class Shown:
    """What a figure and a table share: words, the numbers as they are written, the rows and publications behind them.

    `labels` are the words of codes, {column: {code: words}} with the units of measures under `unit`; `headings` those
    of dimensions.
    """

    id: str
    title: str
    measure: str
    grid: Grid
    notes: tuple[str, ...] = ()
    credit: Credit = Credit()
    rows: Rows = Rows()
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    publications: tuple[Publication, ...] = ()

    @property
    def datasets(self) -> list[str]:
        """The datasets that the rows are of, in order of first use."""
        return list(dict.fromkeys(self.rows.dataset))

    @property
    def statuses(self) -> str:
        """All letters of status of the rows, sorted."""
        return "".join(sorted({letter for status in self.rows.status for letter in status}))

    @property
    def sources(self) -> list[Publication]:
        """The publications of the rows that have a value, each address (or what stands for it) and table once."""
        cells = zip(self.rows.dataset, self.rows.source, self.rows.value, strict=True)
        used = dict.fromkeys((dataset, places) for dataset, places, value in cells if value is not None)
        found = [self.publications[place] for _, places in used for place in places]
        return list({(entry.address or entry.title, entry.table): entry for entry in found}.values())

    def passport(self, edition: str, page: str = "") -> dict[str, str]:
        """What its files say of themselves: title, measure line, sources with addresses, notes, edition, its page.

        `page` is the address within the site of the editions; if empty, the page that a figure has of its own.
        """
        named = [f"{one.words} {one.address or one.title}" for one in self.sources]
        return {
            "Title": self.title, "Description": self.measure, "Source": "; ".join(named or [str(self.credit)]),
            "Comment": " ".join(self.notes), "Edition": edition, "Page": page or f"{edition}/html/figures/{self.id}.html",
        }  # fmt: skip
