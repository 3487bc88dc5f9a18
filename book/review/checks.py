"""The checks of a review: each takes a built edition and tells what it looked at, what is wrong, and what to know."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from book.data.cells import DataError
from book.data.plausible import findings
from book.data.reading import load_table
from book.data.records import datasets, read_record
from book.data.schema import TABLES
from book.measures import claims
from book.outputs import Shown
from book.publish.numbers import lookup
from book.review import browser, charts, pages, sentences, spelling
from book.review.chapters import typed
from book.review.edition import Built


@dataclass(frozen=True)
class Outcome:
    """What a check looked at (how many), what is `wrong`, what is `told` without standing in the way, or why it was not done."""

    looked: int
    wrong: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    skipped: str = ""


def notebooks(built: Built) -> Outcome:
    """Do the executed notebooks still say what they said? nbval runs each cell again."""
    try:
        from book.review import cells
    except ImportError as error:
        return Outcome(0, (f"nbval cannot run: {error}",))
    looked, wrong = cells.run(built.folder / "chapters")
    return Outcome(looked, tuple(wrong))


def data(built: Built) -> Outcome:
    """Are the datasets what their records say, and do they add up?"""
    wrong, told = [], []
    for name in datasets():
        try:
            if name in TABLES:
                load_table(name)
                continue
            bad, odd = findings(name)
        except DataError as error:
            bad, odd = [str(error)], []
        wrong, told = [*wrong, *bad], [*told, *odd]
    return Outcome(len(datasets()), tuple(wrong), tuple(told))


def ledger(built: Built) -> Outcome:
    """Does the book compare with what official releases said as it did when the ledger was accepted?"""
    computed = claims.ledger()
    return Outcome(len(computed), tuple(claims.reclassed(load_table("ledger"), computed)))


def words(built: Built) -> Outcome:
    """Do the data bear out each sentence, and is none of its results typed?"""
    wrong = [f"{said}: {line}" for said in built.said for line in sentences.wrong(said)]
    wrong += [line for name, notebook in built.notebooks.items() for line in typed(name, notebook)]
    return Outcome(len(built.said), tuple(wrong))


def figures(built: Built) -> Outcome:
    """Does each figure and table keep the rules: title, unit, numbers, marks, colours, words for who cannot see it?"""
    shown = [place for place in built.outputs if isinstance(place[2], Shown)]
    wrong = [
        f"chapters/{chapter}.ipynb, cell {cell}, {output.id}: {line}"
        for chapter, cell, output in shown
        for line in charts.wrong(output, built.edition.language, built.folder)
    ]
    return Outcome(len(shown), (*wrong, *charts.palette()))


def links(built: Built) -> Outcome:
    """Is all that a page loads or links there, and nothing from elsewhere?"""
    html, language = built.folder / "html", built.edition.language
    wrong = [
        f"html/{path.relative_to(html)}: {line}"
        for path, text in built.pages.items()
        for line in pages.wrong(path, text, language)
    ]
    return Outcome(len(built.pages), tuple(wrong))


def accessibility(built: Built) -> Outcome:
    """What does axe find in the pages, in a browser?"""
    html = built.folder / "html"
    try:
        return Outcome(len(browser.pages(html)), tuple(browser.wrong(html, browser.pages(html))))
    except browser.NoBrowserError as error:
        return Outcome(0, skipped=str(error))


def spelt(built: Built) -> Outcome:
    """Is each word in a dictionary, or in the project's list?"""
    try:
        return Outcome(sum(1 for _ in spelling.texts(built)), tuple(spelling.wrong(built)))
    except spelling.NoDictionaryError as error:
        return Outcome(0, skipped=str(error))


def standing(built: Built) -> Outcome:
    """Which numbers of the sentences are second-hand, of an unknown day, or provisional?"""
    counts, found = Counter(), {name: Counter() for name in ("second-hand", "of an unknown day", "provisional")}
    for said in built.said:
        for number in said.numbers:
            sources = [
                read_record(used.dataset).sources[key] for used in number.inputs for key in lookup(used)[0].split(";")
            ]
            counts[said.chapter] += 1
            found["second-hand"][said.chapter] += any(source.via for source in sources)
            found["of an unknown day"][said.chapter] += any(source.recorded for source in sources)
            found["provisional"][said.chapter] += "P" in number.status
    told = [
        f"{sum(here.values())} of {sum(counts.values())} numbers are {name}: "
        + ", ".join(f"{chapter} {count} of {counts[chapter]}" for chapter, count in here.items() if count)
        for name, here in found.items()
    ]
    return Outcome(sum(counts.values()), told=tuple(told))


CHECKS: dict[str, Callable[[Built], Outcome]] = {
    "data": data, "ledger": ledger, "sentences": words, "figures": figures, "links": links, "spelling": spelt,
    "standing": standing, "accessibility": accessibility, "notebooks": notebooks,
}  # fmt: skip
