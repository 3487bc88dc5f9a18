"""Which sentences, figures and tables of an edition read differently once its data have changed, old and new side by side."""

from collections.abc import Iterable
from concurrent.futures import as_completed
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest

import nbformat
from tqdm import tqdm

from book import outputs
from book.chapter.availability import used_in
from book.edition import Edition
from book.outputs import KeyFigures, Output, Paragraph, Sentence, Shown
from book.publish import jobs, runs
from book.publish.books import Book
from book.publish.execute import ChapterError, Job, execute, result
from book.publish.project import BUILD, KEPT, ROOT, chapter_files

Read = dict[str, list[tuple[str, Output]]]  # what each chapter displays, with the ids of its cells


@dataclass(frozen=True)
class Effect:
    """A line that reads differently: a sentence of a cell, or a line of a figure or table (`of` is its id)."""

    chapter: str
    of: str
    before: str
    after: str


def chapters_of(datasets: Iterable[str]) -> list[str]:
    """The chapters that loaded one of these datasets in their committed run."""
    wanted = set(datasets)
    return [path.stem for path in chapter_files() if wanted & set(used_in(path.stem))]


def ran(chapters: Iterable[str], edition: Edition) -> tuple[Read, list[str]]:
    """What chapters display in an edition, from runs that are kept or new ones, and a line for each that fails."""
    wanted, engine, failures = set(chapters), jobs.default_engine(), []
    book = Book(edition, BUILD, [path for path in chapter_files() if path.stem in wanted], engine)
    if missing := book.missing():
        with jobs.pool() as submit, tqdm(total=len(missing), desc=f"chapters {edition.name}") as bar:
            running = {submit(execute, Job(path.relative_to(ROOT), edition), engine): path for path in missing}
            for future in as_completed(running):
                try:
                    book.keep(running[future], result(future, running[future]))
                except ChapterError as error:
                    failures.append(str(error))
                bar.update()
        runs.trim(KEPT / "runs")
    return {path.stem: _read(book, path) for path in book.keys if path in book.kept}, sorted(failures)


def _read(book: Book, path) -> list[tuple[str, Output]]:
    return list(outputs.read(nbformat.reads(runs.open_run(book.kept[path]).notebook, 4)))


def effects(before: Read, after: Read) -> list[Effect]:
    """The lines in which the chapters that ran both times differ, in their order."""
    found = []
    for chapter in (name for name in after if name in before):
        then, now = _lines(before[chapter]), _lines(after[chapter])
        for place in dict.fromkeys([*then, *now]):
            found += [Effect(chapter, place, *pair) for pair in _differing(then.get(place, []), now.get(place, []))]
    return found


def _lines(read: list[tuple[str, Output]]) -> dict[str, list[str]]:
    """By cell, of a figure or table by its id, the lines that a reader sees."""
    found: dict[str, list[str]] = {}
    for cell, output in read:
        place = output.id if isinstance(output, Shown) else cell
        found.setdefault(place, []).extend(lines(output))
    return found


def lines(output: Output) -> list[str]:
    """What an output says: a sentence a line, of a figure or table its title and a row a line."""
    if isinstance(output, Shown):
        return [output.title, output.measure, *output.grid.text().split("\n")]
    if isinstance(output, Paragraph):
        return [sentence.text for sentence in output.sentences if sentence.text]
    return output.text.split("\n") if isinstance(output, Sentence | KeyFigures) else []


def _differing(before: list[str], after: list[str]) -> list[tuple[str, str]]:
    parts = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pairs = [zip_longest(before[a:b], after[c:d], fillvalue="") for kind, a, b, c, d in parts if kind != "equal"]
    return [pair for found in pairs for pair in found]
