"""Two editions compared: which numbers, sentences and figures differ, and which of them only in a sign."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from book.language.names import plain
from book.outputs import KeyFigures, Paragraph, Sentence, Shown
from book.publish.editions import Chapters

MARKS = re.compile(r"\*|[†‡]")
KINDS = ("numbers", "sentences", "figures")


@dataclass(frozen=True)
class Difference:
    """What stands at one place in two editions: a number, a sentence, or a cell of a figure; "" where there is none."""

    kind: str
    chapter: str
    place: str
    name: str
    before: str
    after: str

    @property
    def only_marks(self) -> bool:
        """They differ in nothing but the signs of a provisional figure, a later one or one without a day."""
        return MARKS.sub("", self.before) == MARKS.sub("", self.after)


def said(chapters: Chapters) -> dict[tuple[str, str, str, str], str]:
    """All that an edition says, by kind, chapter, place (cell or id) and name."""
    found, seen = {}, Counter()
    for chapter, outputs in chapters.items():
        for cell, output in outputs:
            for kind, place, name, text in _parts(cell, output):
                seen[key := (kind, chapter, place, name)] += 1
                found[(*key[:3], f"{name} {seen[key]}".strip()) if seen[key] > 1 else key] = text
    return found


def _parts(cell: str, output) -> Iterator[tuple[str, str, str, str]]:
    if isinstance(output, Shown):
        yield "figures", output.id, "", f"{output.title}. {output.measure}"
        for name, *cells in output.grid.rows:
            for head, text in zip(output.grid.head[1:], cells, strict=True):
                yield "figures", output.id, f"{name}, {head}", text
        return
    sentences = output.sentences if isinstance(output, Paragraph) else [output]
    for sentence in sentences if isinstance(output, Sentence | Paragraph | KeyFigures) else ():
        if sentence.text:
            yield "sentences", cell, "", plain(sentence.text)
        for number in (number for number in sentence.numbers if number.value is not None):
            mark = "*" if "P" in number.status else ""
            yield "numbers", cell, number.name, f"{number.value:.10g}{mark} {number.unit}"


def differences(before: Chapters, after: Chapters) -> list[Difference]:
    """What is not the same in two editions, in the order of the later one; what only the earlier one has comes last."""
    one, other = said(before), said(after)
    places = dict.fromkeys([*other, *one])
    return [
        Difference(*place, one.get(place, ""), other.get(place, ""))
        for place in places if one.get(place) != other.get(place)
    ]  # fmt: skip


def total(*editions: Chapters) -> Counter:
    """How many places there are in several editions together, by kind: a figure or table is one."""
    places = {place for chapters in editions for place in said(chapters)}
    return Counter(kind for kind, *_ in {(*place[:3], "" if place[0] == "figures" else place[3]) for place in places})
