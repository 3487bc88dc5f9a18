"""Where a number comes from, to read in a terminal: the sentences that say it, and their trail down to data/."""

import re
import textwrap
from collections.abc import Iterator
from typing import NamedTuple

from book.data.quantity import Input
from book.edition import Edition
from book.language.names import plain
from book.outputs import Figure, KeyFigures, Number, Output, Paragraph, Sentence, Shown
from book.publish import trail
from book.publish.editions import Chapters

WIDTH, ROWS, PLACES = 100, 6, 8  # columns; rows of a number and places of a query that are written out
DIGITS = re.compile(r"\d(?:[\d.,]*\d)?")


class Place(NamedTuple):
    """A sentence that was asked for, and those of its numbers that were."""

    cell: str
    text: str
    numbers: tuple[Number, ...]


def readings(text: str) -> set[float]:
    """A number as English and as Dutch read it: 64,405 and 64.405 are both 64405 (and 64.405)."""
    found = {text.replace(",", ""), text.replace(".", "").replace(",", ".")}
    return {float(one) for one in found if re.fullmatch(r"\d+(\.\d+)?", one)}


def explained(asked: str, read: dict[Edition, Chapters]) -> str:
    """The lines that explain a number, or the numbers of a cell ("asylum.brief"); empty where nothing says it.

    Sentences of numbers with one trail stand together above it.
    """
    groups: dict[tuple, list[tuple[Edition, Place]]] = {}
    for edition, chapters in read.items():
        for place in _places(asked, chapters):
            groups.setdefault(tuple((number.value, number.behind) for number in place.numbers), []).append(
                (edition, place)
            )
    lines = [line for said in groups.values() for line in _group(said)]
    seen = [line for edition, chapters in read.items() for line in _shown(asked, edition, chapters)]
    return "\n".join([*lines, *_first(seen)])


def _group(said: list[tuple[Edition, Place]]) -> Iterator[str]:
    """Sentences of the same numbers, and the trail of each in the language of the first."""
    yield from _first([
        "\n".join([f"{edition.name} {place.cell}", *_wrapped(place.text)]) for edition, place in said
    ])  # fmt: skip
    edition, place = said[0]
    for number in place.numbers:
        yield from ("", *_trail(number, edition.language))
    yield ""


def _first(entries: list[str]) -> list[str]:
    return entries[:PLACES] + [f"… {len(entries) - PLACES} more"] * (len(entries) > PLACES)


def _places(asked: str, chapters: Chapters) -> list[Place]:
    wanted, found = readings(asked), []
    for chapter, outputs in chapters.items():
        for cell, output in outputs:
            here = f"{chapter}.{cell}"
            for sentence in _sentences(output):
                numbers = sentence.numbers if here == asked else _saying(sentence, wanted)
                if numbers or (here == asked and sentence.text):
                    found.append(Place(here, plain(sentence.text), numbers))
    return found


def _sentences(output: Output) -> tuple[Sentence, ...]:
    if isinstance(output, Paragraph):
        return output.sentences
    if isinstance(output, KeyFigures):
        return (Sentence(output.text, output.numbers),)
    return (output,) if isinstance(output, Sentence) else ()


def _saying(sentence: Sentence, wanted: set[float]) -> tuple[Number, ...]:
    """The numbers of a sentence with one of these values, exactly or as their words have them."""
    exact = [number for number in sentence.numbers if number.value in wanted]
    passages = [
        numbers[:1] for said, numbers in sentence.said()
        if any(readings(token) & wanted for token in DIGITS.findall(said)) and not {*exact} & {*numbers}
    ]  # fmt: skip
    return (*exact, *(number for numbers in passages for number in numbers))


def _trail(number: Number, language: str) -> Iterator[str]:
    """A number with its formula, and the rows behind it, the first of many."""
    yield f"{number.name} = {trail.told(number, language)}: {trail.formula(number, language)}"
    rows = trail.rows(number, language)
    for row in rows[:ROWS]:
        yield from _wrapped(row.said, "  ")
        yield from _wrapped(f"{trail.producer(row.source, language)}, {row.published}", "    ")
        yield f"    {row.source.address or row.source.title[language]}"
        yield f"    {row.file}  {row.used.key} @{row.used.vintage}"
    if len(rows) > ROWS:
        yield f"  … {len(rows) - ROWS} more rows, up to {rows[-1].file}  {rows[-1].used.key}"


def _shown(asked: str, edition: Edition, chapters: Chapters) -> Iterator[str]:
    """A line for each figure and table with the number, and the first of its rows that has it."""
    wanted = readings(asked)
    for chapter, outputs in chapters.items():
        for output in (output for _, output in outputs if isinstance(output, Shown)):
            places = [place for place, value in enumerate(output.rows.value) if value in wanted]
            if places:
                kind = "figure" if isinstance(output, Figure) else "table"
                yield f"{edition.name} {chapter}, {kind} {output.id}: {output.title} [{_line(output, places[0])}]"


def _line(shown: Shown, place: int) -> str:
    """The file and line of a row of a figure; its dataset alone where it was computed."""
    rows = shown.rows
    key = " ".join([rows.period[place], rows.measure[place], *(codes[place] for _, codes in rows.dimensions)]).rstrip()
    used = Input(rows.dataset[place], re.sub(" +", " ", key), rows.vintage[place])
    try:
        return trail.row(used, "en").file
    except (KeyError, ValueError):
        return f"computed from data/{used.dataset}.csv"


def _wrapped(text: str, indent: str = "  ") -> list[str]:
    return textwrap.wrap(text, WIDTH, initial_indent=indent, subsequent_indent=indent + "  ")
