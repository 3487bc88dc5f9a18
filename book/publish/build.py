"""One command, whole books: run the chapters of each edition, bind them, swap the finished book in; nothing twice."""

from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path

from book.edition import Edition
from book.publish import jobs, place, runs
from book.publish.books import Book
from book.publish.project import BUILD, CHAPTERS, KEPT, PublishError, chapter_files


class BuildError(PublishError):
    """Books that could not be built; the message has one line per failure."""


def build(
    editions: Sequence[Edition], out: Path = BUILD, chapters: Path = CHAPTERS, engine: str = "", pool: Callable = jobs.pool,
) -> list[Book]:  # fmt: skip
    """Build each edition in a folder beside its place and swap it in whole.

    Raises BuildError after all else is done, or at once where another process builds one of them; DataError where
    `_toc.yml`, beside the chapters, does not fit them. An earlier book then stays as it was where its edition failed.
    """
    engine, files = engine or jobs.default_engine(), chapter_files(chapters)
    try:
        with ExitStack() as stack:
            for edition in editions:
                stack.enter_context(place.alone(out / edition.name))
            _clear(out, {edition.name for edition in editions})
            books = [Book(edition, out, files, engine) for edition in editions]
            if stale := [book for book in books if not book.is_current(editions)]:
                submit = stack.enter_context(pool())  # it imports what its calls need, while we do
                with jobs.uninterrupted():  # Ctrl-C in the middle of an import may be lost
                    from book.publish import contents, work  # half of the time of a build that has nothing to do

                contents.refuse_strays([path.stem for path in files], chapters.parent / "_toc.yml")
                failures = work.Work(stale, editions, engine).done(submit)
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
