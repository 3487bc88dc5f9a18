"""What a cell displays, as typed values, and the JSON that carries them in a notebook.

The only place that knows our MIME type: chapters make these values, and `read` gives them back to whatever is made of
an executed notebook (numbers.csv, the workbook, pages, the PDF). The plain text and the Markdown beside the JSON are
for people and for nbval; nothing reads them back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from book.data.quantity import Input
from book.language.names import escape

MIME = "application/vnd.book+json"
BAR = " │ "


@dataclass(frozen=True)
class Behind:
    """Observations behind a number that play one part in it and differ in at most one word of their key."""

    role: str
    dataset: str
    vintage: str
    key: tuple[str | tuple[str, ...], ...]

    def inputs(self) -> list[Input]:
        """Each observation on its own."""
        keys = [""]
        for word in self.key:
            keys = [f"{key} {one}".lstrip() for one in ([word] if isinstance(word, str) else word) for key in keys]
        return [Input(self.dataset, key, self.vintage, self.role) for key in keys]


@dataclass(frozen=True)
class Number:
    """A number that is said: `value` in `unit` (None: there is none), how it came about, and what stands behind it."""

    name: str
    value: float | None
    unit: str
    formula: str
    status: str
    period: str
    behind: tuple[Behind, ...]

    @property
    def inputs(self) -> list[Input]:
        """The observations that it was computed from."""
        return [entry for group in self.behind for entry in group.inputs()]


def behind(inputs: Sequence[Input]) -> tuple[Behind, ...]:
    """Inputs in few words: those of one role, dataset and vintage whose keys differ in one word share an entry."""
    groups: list[list] = []  # each: what all share, the words of the key, the place of the word that differs
    for entry in inputs:
        shared, words = (entry.role, entry.dataset, entry.vintage), entry.key.split(" ")
        if not any(_joins(group, shared, words) for group in groups):
            groups.append([shared, [(word,) for word in words], None])
    return tuple(
        Behind(*shared, tuple(word[0] if len(word) == 1 else word for word in words)) for shared, words, _ in groups
    )


def _joins(group: list, shared: tuple, words: list[str]) -> bool:
    """Enter the key in the group if it differs from it in one word, the same as for those already in it."""
    if group[0] != shared or len(group[1]) != len(words):
        return False
    different = [place for place, (held, word) in enumerate(zip(group[1], words, strict=True)) if held != (word,)]
    if len(different) != 1 or group[2] not in (None, different[0]):
        return False
    group[2] = different[0]
    group[1][group[2]] += (words[group[2]],)
    return True


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
    dimensions: dict[str, tuple[str, ...]] = field(default_factory=dict)
    value: tuple[float | None, ...] = ()
    status: tuple[str, ...] = ()
    vintage: tuple[str, ...] = ()
    source: tuple[tuple[int, ...], ...] = ()
    later: tuple[bool, ...] = ()


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
        """The publications of the rows that have a value, each address and table once."""
        used = [places for places, value in zip(self.rows.source, self.rows.value, strict=True) if value is not None]
        found = [self.publications[place] for places in used for place in places]
        return list({(entry.address, entry.table): entry for entry in found}.values())


@dataclass(frozen=True)
class Sentence:
    """A sentence in Markdown and the numbers that it says; `standard`: one that a page says once ("no figure on …")."""

    text: str
    numbers: tuple[Number, ...] = ()
    standard: bool = False
    kind: Literal["sentence"] = "sentence"

    def bundle(self) -> dict:
        """As Jupyter shows it."""
        return {"text/markdown": self.text, "text/plain": ""}


@dataclass(frozen=True)
class Paragraph:
    """Sentences that belong together."""

    sentences: tuple[Sentence, ...]
    kind: Literal["paragraph"] = "paragraph"

    @property
    def text(self) -> str:
        """All sentences that say something."""
        return " ".join(sentence.text for sentence in self.sentences if sentence.text)

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of all sentences."""
        return tuple(number for sentence in self.sentences for number in sentence.numbers)

    def bundle(self) -> dict:
        """As Jupyter shows it."""
        return {"text/markdown": self.text, "text/plain": ""}


@dataclass(frozen=True)
class KeyFigures:
    """Key figures side by side: pairs of a number and its words."""

    entries: tuple[tuple[str, str], ...]
    numbers: tuple[Number, ...]
    kind: Literal["key-figures"] = "key-figures"

    @property
    def text(self) -> str:
        """A list in Markdown."""
        return "\n".join(f"- **{escape(number)}** {escape(words)}" for number, words in self.entries)

    def bundle(self) -> dict:
        """As Jupyter shows it."""
        return {"text/markdown": self.text, "text/plain": ""}


@dataclass(frozen=True)
class Figure(Shown):
    """A drawing's words and numbers; the picture itself lies in the folder of figures."""

    alt: str = ""
    kind: Literal["figure"] = "figure"

    def bundle(self) -> dict:
        """As Jupyter shows it, without the picture."""
        return {"text/plain": self.grid.text()}


@dataclass(frozen=True)
class Table(Shown):
    """A table with its words."""

    kind: Literal["table"] = "table"

    def bundle(self) -> dict:
        """As Jupyter shows it."""
        title, *lines = (escape(text) for text in (self.title, self.measure, *self.notes, str(self.credit)))
        words = (
            [f"**{title}**", lines[0], self.grid.markdown(), " ".join(lines[1:])]
            if self.rows.value
            else [self.grid.markdown()]
        )
        return {"text/markdown": "\n\n".join(words), "text/plain": ""}


@dataclass(frozen=True)
class Loaded:
    """That a chapter loaded a dataset."""

    dataset: str
    kind: Literal["loaded"] = "loaded"

    def bundle(self) -> dict:
        """Nothing to see."""
        return {"text/plain": ""}


Output = Sentence | Paragraph | KeyFigures | Figure | Table | Loaded


@cache
def _codec() -> TypeAdapter:
    return TypeAdapter(Annotated[Output, Field(discriminator="kind")])


def bundle(output: Output) -> dict:
    """The output as Jupyter displays it: its JSON beside what people read."""
    return {MIME: _codec().dump_python(output, mode="json", exclude_defaults=False), **output.bundle()}


def of_bundle(data: dict) -> Output | None:
    """The output in a display's data; None where it is none of ours."""
    return _codec().validate_python(data[MIME]) if MIME in data else None


def read(notebook) -> Iterator[tuple[str, Output]]:
    """Each output of ours in a notebook, in order, with the id of its cell."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if (found := of_bundle(output.get("data", {}))) is not None:
                yield cell["id"], found
