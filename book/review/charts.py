"""Figures and tables against the rules of the house: words, units, marks, colours, values and files."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import chain
from pathlib import Path

from book.charts.palette import DARK, INK, MAP, PAPER, ROLES, contrast, words
from book.data.reading import rows
from book.data.records import datasets, read_record
from book.language import words as catalogue
from book.outputs import Figure, Shown

COLOUR = re.compile(r"#[0-9a-fA-F]{6}\b")
SHADES = {colour for colour in ROLES.values() if colour not in MAP}


def headings(shown: Shown, language: str) -> Iterator[str]:
    """A title is a short statement without a full stop; a measure line says what is counted."""
    if len(shown.title.split()) > 10 or shown.title.endswith(".") or not shown.title:
        yield f"its title is empty, longer than 10 words or ends with a full stop: {shown.title}"
    if not shown.measure or "{" in shown.title + shown.measure:
        yield f"its title or measure line shows a hole: {shown.title} · {shown.measure}"


def units(shown: Shown, language: str) -> Iterator[str]:
    """The unit of each measure is that of its record, and a measure line that ends with a unit names one of them."""
    told = shown.labels.get("unit", {})
    for dataset, code in dict.fromkeys(zip(shown.rows.dataset, shown.rows.measure, strict=True)):
        measures = read_record(dataset).measures if dataset in datasets() else {}
        unit = catalogue.unit(measures[code].unit, language) if code in measures else ""
        if unit and code in told and told[code] != unit and told[code] not in _derived(language):
            yield f"{code} is in {told[code]}, data/{dataset}.yml has {unit}"
    *_, last = shown.measure.split(", ")
    if told and last in catalogue.section("units", language).values() and last not in told.values():
        yield f"its measure line ends with {last}, its numbers are in {', '.join(sorted(set(told.values())))}"


@cache
def _derived(language: str) -> tuple[str, ...]:
    """The units that a measure takes on where the book computes it."""
    return tuple(catalogue.unit(name, language) for name in ("percent", "per_1000", "points"))


def values(shown: Shown, language: str) -> Iterator[str]:
    """The numbers of a figure of which none was computed are those of the rows in data/ of their keys and vintages."""
    if catalogue.word("own_calculation", language) in str(shown.credit):
        return
    places = range(len(shown.rows.value))
    for place in (place for place in places if shown.rows.dataset[place] in datasets()):
        dataset, period, measure, vintage, value = (
            column[place]
            for column in (
                shown.rows.dataset,
                shown.rows.period,
                shown.rows.measure,
                shown.rows.vintage,
                shown.rows.value,
            )
        )
        codes = (column[place] for _, column in shown.rows.dimensions)
        held = _held(dataset).get((period, measure, *(code for code in codes if code), vintage))
        if held is not None and value is not None and held != value:
            yield f"{measure} of {period} is {value:.10g}, data/{dataset}.csv has {held:.10g}"


@cache
def _held(dataset: str) -> dict[tuple, float]:
    """The values of a dataset by period, measure, categories and vintage."""
    frame = rows(dataset)
    key = [name for name in frame.columns if name not in ("value", "status", "source")]
    return dict(zip(frame[key].itertuples(index=False, name=None), frame["value"], strict=True))


def marks(shown: Shown, language: str) -> Iterator[str]:
    """Provisional numbers have a mark, or a note says that all are."""
    provisional = [
        "P" in status and value is not None for status, value in zip(shown.rows.status, shown.rows.value, strict=True)
    ]
    told = [cell for row in shown.grid.rows for cell in row] + [*shown.notes]
    if any(provisional) and not any("*" in cell for cell in told):
        yield "has provisional numbers, and no mark says so"


def descriptions(shown: Shown, language: str) -> Iterator[str]:
    """A figure has words for who cannot see it, and its source."""
    if isinstance(shown, Figure) and len(shown.alt.split()) <= 8:
        yield f"its alternative text has too few words: “{shown.alt}”"
    if shown.rows.value and not str(shown.credit):
        yield "names no source"


def files(shown: Shown, folder: Path) -> Iterator[str]:
    """A figure lies there for light and dark pages and as PNG, in colours that can be told from the page."""
    if not isinstance(shown, Figure):
        return
    light, dark = (folder / "figures" / f"{shown.id}{end}" for end in (".svg", "-dark.svg"))
    for path in (light, dark, light.with_suffix(".png")):
        if not path.exists():
            yield f"figures/{path.name} is not there"
    if light.exists() and dark.exists():
        found = [
            {colour.lower() for colour in COLOUR.findall(path.read_text(encoding="utf-8"))} for path in (light, dark)
        ]
        strange = sorted((found[0] - {*DARK}) | (found[1] - {*DARK.values()}))
        yield from (f"has a colour that is not in the palette: {colour}" for colour in strange)
        faint = sorted(colour for colour in found[0] & SHADES if contrast(colour, PAPER) < 3)
        yield from (f"has a colour of a contrast under 3 to 1: {colour}" for colour in faint)


def axes(shown: Shown, language: str, folder: Path) -> Iterator[str]:
    """Columns stand on an axis that begins at zero: matplotlib notes each text of a drawing beside its outlines."""
    drawing = folder / "figures" / f"{shown.id}.svg"
    forms = tuple(f"{catalogue.form(name, language)}:" for name in ("columns", "stacked", "area"))
    stands = not isinstance(shown, Figure) or not shown.alt.startswith(forms) or not drawing.exists()
    if not (stands or "<!-- 0 -->" in drawing.read_text(encoding="utf-8")):
        yield "its columns do not stand on zero"


def palette() -> Iterator[str]:
    """The palette itself: marks at 3 to 1 on the page, light and dark, words at 4.5 to 1."""
    for colour in (*SHADES, INK):
        for one, page, words_of in ((colour, PAPER, words(colour)), (DARK[colour], DARK[PAPER], DARK[words(colour)])):
            if contrast(one, page) < 3 or contrast(words_of, page) < 4.5:
                yield f"book/charts/palette.py: {one} or its words {words_of} are too faint on {page}"


CHECKS: tuple[Callable[[Shown, str], Iterator[str]], ...] = (headings, units, values, marks, descriptions)


def wrong(shown: Shown, language: str, folder: Path) -> list[str]:
    """All that breaks a rule in a figure or table of an edition whose book is in `folder`."""
    return [
        *chain.from_iterable(check(shown, language) for check in CHECKS),
        *files(shown, folder),
        *axes(shown, language, folder),
    ]
