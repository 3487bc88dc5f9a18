"""What a cell displays, as typed values, and the JSON that carries them in a notebook.

The only place that knows our MIME type: chapters make these values, and `read` gives them back to whatever is made of
an executed notebook (numbers.csv, the workbook, pages, the PDF). The plain text and the Markdown beside the JSON are
for people and for nbval; nothing reads them back.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from book.language.names import escape
from book.outputs.numbers import Behind, Number, behind
from book.outputs.shown import Credit, Grid, Publication, Rows, Shown

__all__ = [
    "MIME", "Behind", "Credit", "Figure", "Grid", "KeyFigures", "Loaded", "Number", "Output", "Paragraph", "Publication",
    "Rows", "Sentence", "Shown", "Table", "behind", "bundle", "of_bundle", "read",
]  # fmt: skip
MIME = "application/vnd.book+json"


@dataclass(frozen=True)
class Sentence:
    """A sentence in Markdown and the numbers that it says; `standard`: one that a page says once ("no figure on …").

    `places` are passages of the text that say numbers: start, end, name. Of a list of names it is that of all of them.
    """

    text: str
    numbers: tuple[Number, ...] = ()
    standard: bool = False
    places: tuple[tuple[int, int, str], ...] = ()
    kind: Literal["sentence"] = "sentence"

    def said(self) -> Iterator[tuple[str, tuple[Number, ...]]]:
        """Each passage of the text that says numbers, with these."""
        for start, end, name in self.places:
            found = (number for number in self.numbers if number.name.partition(".")[0] == name)
            yield self.text[start:end], tuple(found)

    def marked(self, mark: Callable[..., str]) -> str:
        """The text with `mark(words, numbers)` in the place of each of these passages."""
        pieces, done = [], 0
        for (start, end, _), passage in zip(self.places, self.said(), strict=True):
            pieces += [self.text[done:start], mark(*passage)]
            done = end
        return "".join([*pieces, self.text[done:]])


@dataclass(frozen=True)
class Paragraph:
    """Sentences that belong together; as `points`, a list of them."""

    sentences: tuple[Sentence, ...]
    points: bool = False
    kind: Literal["paragraph"] = "paragraph"

    @property
    def text(self) -> str:
        """All sentences that say something; the standard ones only where there is no other."""
        return self.marked(lambda words, numbers: words)

    def marked(self, mark: Callable[..., str]) -> str:
        """As `text`, each sentence as its `marked` gives it."""
        said = [sentence.marked(mark) for sentence in self.sentences if sentence.text and not sentence.standard]
        if self.points:
            return "\n".join(f"- {text}" for text in said)
        return " ".join(said or [sentence.text for sentence in self.sentences if sentence.text])

    @property
    def numbers(self) -> tuple[Number, ...]:
        """The numbers of all sentences."""
        return tuple(number for sentence in self.sentences for number in sentence.numbers)


@dataclass(frozen=True)
class KeyFigures:
    """Key figures side by side: pairs of a number and its words; `names` are those of the numbers, one for each pair."""

    entries: tuple[tuple[str, str], ...]
    numbers: tuple[Number, ...]
    names: tuple[str, ...] = ()
    kind: Literal["key-figures"] = "key-figures"

    @property
    def text(self) -> str:
        """A list in Markdown."""
        return "\n".join(f"- **{escape(number)}** {escape(words)}" for number, words in self.entries)

    def said(self) -> list[tuple[str, tuple[Number, ...]]]:
        """Each number as it is written, with the one that it says."""
        pairs = zip(self.entries, self.names, strict=True) if self.names else ()
        return [(words, tuple(one for one in self.numbers if one.name == name)) for (words, _), name in pairs]


@dataclass(frozen=True)
class Figure(Shown):
    """A drawing's words and numbers; the picture itself lies in the folder of figures."""

    alt: str = ""
    kind: Literal["figure"] = "figure"


@dataclass(frozen=True)
class Table(Shown):
    """A table with its words; one whose rows are no observations has only its grid in Markdown."""

    kind: Literal["table"] = "table"

    @property
    def text(self) -> str:
        """Title, measure line, the table, notes and source, in Markdown."""
        if not self.rows.value:
            return self.grid.markdown()
        title, measure, *below = map(escape, (self.title, self.measure, *self.notes, str(self.credit)))
        return "\n\n".join([f"**{title}**", measure, self.grid.markdown(), " ".join(below)])


@dataclass(frozen=True)
class Loaded:
    """That a chapter loaded a dataset: nothing to see."""

    dataset: str
    kind: Literal["loaded"] = "loaded"


Output = Sentence | Paragraph | KeyFigures | Figure | Table | Loaded


@cache
def _codec() -> TypeAdapter:
    return TypeAdapter(Annotated[Output, Field(discriminator="kind")])


def bundle(output: Output) -> dict:
    """The output as Jupyter displays it: its JSON beside what people read."""
    data = {MIME: _codec().dump_python(output, mode="json")}
    if isinstance(output, Figure):
        return data | {"text/plain": output.grid.text()}
    return data | ({} if isinstance(output, Loaded) else {"text/markdown": output.text}) | {"text/plain": ""}


def of_bundle(data: dict) -> Output | None:
    """The output in a display's data; None where it is none of ours."""
    return _codec().validate_python(data[MIME]) if MIME in data else None


def read(notebook) -> Iterator[tuple[str, Output]]:
    """Each output of ours in a notebook, in order, with the id of its cell."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if (found := of_bundle(output.get("data", {}))) is not None:
                yield cell["id"], found


def loaded(notebook) -> list[str]:
    """The datasets that a notebook has loaded when it ran, in order of first use."""
    return list(dict.fromkeys(output.dataset for _, output in read(notebook) if isinstance(output, Loaded)))
