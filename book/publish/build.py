"""One command, whole books: run the chapters of each edition, bind them, swap the finished book in; nothing twice."""

import json
import os
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from contextlib import ExitStack, suppress
from pathlib import Path

from tqdm import tqdm

from book.edition import Edition
from book.publish import contents, jobs, place, reads, runs
from book.publish.cluster import ClusterError
from book.publish.execute import ENGINES, Job, default_engine, execute, result
from book.publish.finish import finish
from book.publish.project import BUILD, CHAPTERS, KEPT, ROOT, PublishError, chapter_files


class BuildError(PublishError):
    """Books that could not be built; the message has one line per failure."""


class Book:
    """The book of an edition while it is made: beside its place, from runs that are kept or still to be done."""

    def __init__(self, edition: Edition, out: Path, chapters: Sequence[Path], engine: str):
        self.edition, self.place = edition, out / edition.name
        self.folder = out / f".{edition.name}.{os.getpid()}"
        self.keys = {
            path: runs.key(path, str(edition.year), edition.language, edition.as_of, engine) for path in chapters
        }
        found = {path: runs.find(KEPT / "runs", key) for path, key in self.keys.items() if engine == ENGINES[0]}
        self.kept = {path: file for path, file in found.items() if file}
        self.state = KEPT / f"{reads.digest_of(str(self.place))[:16]}"
        self.executed = self.bound = 0

    def missing(self) -> list[Path]:
        """The chapters that must run; a run that is damaged is none."""
        self.kept = {path: file for path, file in self.kept.items() if runs.open_run(file)}
        return [path for path in self.keys if path not in self.kept]

    def keep(self, path: Path, run: runs.Run) -> None:
        """Keep the run of a chapter."""
        self.kept[path] = runs.keep(run, KEPT / "runs", self.keys[path])
        self.executed += 1

    def made_from(self, together: Sequence[Edition]) -> str:
        """A digest of all that the book is made from; of a chapter without a run it says only that."""
        names = [self.kept[path].name if path in self.kept else "" for path in self.keys]
        data = [f"data/{name}" for name in sorted(os.listdir(ROOT / "data"))]
        files = [reads.digest(name) for name in ("_config.yml", "_toc.yml", *data)]
        return reads.digest_of(*names, *files, reads.code(""), reads.installed(), repr(together))

    def is_current(self, together: Sequence[Edition]) -> bool:
        """The book that stands in its place was made from the same, and no file of it has changed since."""
        with suppress(OSError, ValueError):
            then = json.loads(self.state.with_suffix(".json").read_text(encoding="utf-8"))
            return then == {"from": self.made_from(together), "left": _left(self.place)}
        return False

    def swap_in(self, together: Sequence[Edition]) -> None:
        """Put the finished book in its place, and note what it was made from."""
        place.swap(self.folder, self.place)
        self.bound = 1
        now = {"from": self.made_from(together), "left": _left(self.place)}
        self.state.with_suffix(".json").write_text(json.dumps(now), encoding="utf-8")


def _left(folder: Path) -> str:
    """A digest of the names, sizes and times of all files of a book."""
    files = [(path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return reads.digest_of(*(f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in files))


def build(
    editions: Sequence[Edition], out: Path = BUILD, chapters: Path = CHAPTERS, engine: str = "", pool: Callable = jobs.pool,
) -> list[Book]:  # fmt: skip
    """Build each edition in a folder beside its place and swap it in whole.

    Raises BuildError after all else is done, or at once where another process builds one of them; DataError where
    `_toc.yml`, beside the chapters, does not fit them. An earlier book then stays as it was where its edition failed.
    """
    engine, files = engine or default_engine(), chapter_files(chapters)
    contents.refuse_strays([path.stem for path in files], chapters.parent / "_toc.yml")
    try:
        with ExitStack() as stack:
            for edition in editions:
                stack.enter_context(place.alone(out / edition.name))
            _clear(out, {edition.name for edition in editions})
            books = [Book(edition, out, files, engine) for edition in editions]
            if stale := [book for book in books if not book.is_current(editions)]:
                failures = _Work(stale, editions, engine).done(stack.enter_context(pool()))
                runs.trim(KEPT / "runs")
                if failures:
                    raise BuildError("\n".join(sorted(failures)))
            return books
    except place.TakenError as error:
        raise BuildError(str(error)) from None


def _clear(out: Path, own: set[str]) -> None:
    """Remove what dead builds of other editions have left."""
    for name in {left.name.split(".")[1] for left in out.glob(".20??-*.*")} - own:
        with suppress(place.TakenError), place.alone(out / name):
            pass  # entering it clears


class _Work:
    """All that is to be done for several books, as one list: the longest chapters first, a book when it has all its."""

    def __init__(self, books: Sequence[Book], together: Sequence[Edition], engine: str):
        self.together, self.engine, self.failures = together, engine, []
        self.missing = {book: set(book.missing()) for book in books}

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
                    except PublishError as error:
                        self._fail(f"{error} ({book.edition.name})" if path else str(error))
                    except OSError as error:  # no room on the disk
                        self._fail(
                            f"{f'chapter {path.stem}' if path else 'the book'}: {error.strerror} ({book.edition.name})"
                        )
                    bar.update()
        return self.failures

    def _run(self, submit: Callable, book: Book, path: Path):
        source = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path  # so that it can run elsewhere
        return submit(execute, Job(source, book.edition), self.engine)

    def _finish(self, submit: Callable, book: Book):
        kept = {path.stem: file for path, file in book.kept.items()}
        return submit(finish, book.folder, book.edition, self.together, kept, book.state)

    def _take(self, future, book: Book, path: Path | None) -> None:
        if path is None:
            try:
                future.result()
            except jobs.EndedError as error:
                raise BuildError(f"the {book.edition.name} book: {error}") from None
            book.swap_in(self.together)
        else:
            book.keep(path, result(future, path))
            self.missing[book].discard(path)

    def _fail(self, said: str) -> None:
        if not self.failures:
            tqdm.write(f"failed, the others still run: {said}", file=sys.stderr)
        self.failures.append(said)
