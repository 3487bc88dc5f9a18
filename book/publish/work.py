"""What is to be done for several books, as one list of jobs."""

import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from pathlib import Path

from tqdm import tqdm

from book.edition import Edition
from book.publish.books import Book
from book.publish.cluster import ClusterError
from book.publish.execute import Job, execute, result
from book.publish.finish import finish
from book.publish.jobs import EndedError
from book.publish.project import ROOT, PublishError


class Work:
    """All that is to be done for several books, as one list: the longest chapters first, a book when it has all its."""

    def __init__(self, books: Sequence[Book], together: Sequence[Edition], engine: str):
        self.together, self.engine, self.failures = together, engine, []
        self.missing = {book: set(book.missing()) for book in books}
        chapters = sum(map(len, self.missing.values()))
        self.alone = chapters <= (os.cpu_count() or 1)  # a core for each, from the start

    def done(self, submit: Callable) -> list[str]:
        """Do it, a progress bar and the first failure at once on the error stream; the messages of all failures."""
        waiting = [(book, path) for book, paths in self.missing.items() for path in paths]
        waiting.sort(key=lambda one: -one[1].stat().st_size if one[1].exists() else 0)
        running = {self._run(submit, *one): one for one in waiting}
        running |= {self._finish(submit, book): (book, None) for book, paths in self.missing.items() if not paths}
        with tqdm(total=len(waiting) + len(self.missing), desc="book", unit="job") as bar:
            while running:
                for future in wait(running, return_when=FIRST_COMPLETED).done:
                    book, path = running.pop(future)
                    bar.set_description(f"book {book.edition.name}")
                    try:
                        self._take(future, book, path)
                        if path and not self.missing[book]:
                            running[self._finish(submit, book)] = (book, None)
                    except ClusterError:
                        raise
                    except (PublishError, OSError) as error:
                        self._fail(_said(error, book, path))
                    bar.update()
        return self.failures

    def _run(self, submit: Callable, book: Book, path: Path):
        source = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path  # so that it can run elsewhere
        return submit(execute, Job(source, book.edition), self.engine, self.alone)

    def _finish(self, submit: Callable, book: Book):
        kept = {path.stem: book.kept[path] for path in book.keys}  # in the order of the chapters
        return submit(finish, book.folder, book.edition, self.together, kept, book.state)

    def _take(self, future, book: Book, path: Path | None) -> None:
        if path is None:
            future.result()
            book.swap_in(self.together)
        else:
            book.keep(path, result(future, path))
            self.missing[book].discard(path)

    def _fail(self, said: str) -> None:
        if not self.failures:
            tqdm.write(f"failed, the others still run: {said}", file=sys.stderr)
        self.failures.append(said)


def _said(error: PublishError | OSError, book: Book, path: Path | None) -> str:
    """What failed, and of which edition."""
    if isinstance(error, OSError):  # no room on the disk
        error = f"{f'chapter {path.stem}' if path else 'the book'}: {error.strerror}"
    elif isinstance(error, EndedError):
        error = f"the book: {error}"
    elif not path:
        return str(error)
    return f"{error} ({book.edition.name})"
