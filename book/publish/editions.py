"""What editions say: the outputs of their chapters, from kept runs; a chapter that has none is run, and bound to nothing."""

from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from pathlib import Path

import nbformat

from book import outputs
from book.edition import Edition
from book.outputs import Output
from book.publish import jobs, runs
from book.publish.books import Book
from book.publish.execute import Job, execute, result
from book.publish.project import BUILD, chapter_files

Chapters = dict[str, list[tuple[str, Output]]]  # by name: each output with the id of its cell


def read(editions: Sequence[Edition], pool: Callable = jobs.pool) -> dict[Edition, Chapters]:
    """The outputs of all chapters of each edition, in their order. PublishError where a chapter fails."""
    engine = jobs.default_engine()
    books = [Book(edition, BUILD, chapter_files(), engine) for edition in editions]
    if missing := [(book, path) for book in books for path in book.missing()]:
        with pool() as submit:
            waiting = {submit(execute, Job(path, book.edition), engine): (book, path) for book, path in missing}
            for done in as_completed(waiting):
                book, path = waiting[done]
                book.keep(path, result(done, path))
    return {
        book.edition: {path.stem: _outputs(runs.open_run(book.kept[path]).notebook) for path in book.keys}
        for book in books
    }


def built(folder: Path) -> Chapters:
    """The outputs of all chapters of a built book, in its folder."""
    return {path.stem: _outputs(path.read_text(encoding="utf-8")) for path in chapter_files(folder / "chapters")}


def _outputs(notebook: str) -> list[tuple[str, Output]]:
    return list(outputs.read(nbformat.reads(notebook, 4)))
