"""One command, whole books: execute the chapters of each edition, bind them, swap the finished book in."""

import os
import shutil
from collections.abc import Sequence
from concurrent.futures import as_completed
from contextlib import ExitStack, suppress
from pathlib import Path

import nbformat

from book import outputs
from book.edition import Edition
from book.publish import contents, figures, numbers, package, place, workbook
from book.publish.bind import BindError, bind
from book.publish.cover import newest
from book.publish.execute import CHAPTERS, ROOT, Job, chapter_files, execute_all
from book.publish.workers import started

BUILD = ROOT / "_build"


class BuildError(RuntimeError):
    """Books that could not be built; the message has one line per failure."""


def build(editions: list[Edition], out: Path = BUILD, chapters: Path = CHAPTERS) -> list[Path]:
    """Build each edition in a folder beside its place and swap it in whole; the folders of the books.

    Raises BuildError after all chapters have run, or at once where another process builds one of them; DataError where
    `_toc.yml`, beside the chapters, does not fit them. The earlier books then stay as they were.
    """
    contents.refuse_strays([path.stem for path in chapter_files(chapters)], chapters.parent / "_toc.yml")
    beside = {edition: out / f".{edition.name}.{os.getpid()}" for edition in editions}
    try:
        with ExitStack() as stack:
            for edition in editions:
                stack.enter_context(place.alone(out / edition.name))
            for name in {left.name.split(".")[1] for left in out.glob(".20??-*.*")} - {one.name for one in editions}:
                with suppress(place.TakenError), place.alone(out / name):
                    pass  # entering it clears what dead builds left
            _make(beside, chapters)
            return [place.swap(folder, out / edition.name) for edition, folder in beside.items()]
    except (BindError, place.TakenError) as error:
        raise BuildError(str(error)) from None


def _make(beside: dict[Edition, Path], chapters: Path) -> None:
    """All that belongs to the book of each edition, in its folder."""
    for folder in beside.values():
        (folder / "figures").mkdir(parents=True)
    jobs = [
        Job(chapter, folder / "chapters" / chapter.name, edition, folder / "figures")
        for edition, folder in beside.items() for chapter in chapter_files(chapters)
    ]  # fmt: skip
    if failures := execute_all(jobs):
        raise BuildError("\n".join(failures))
    calls = [(folder, edition, list(beside)) for edition, folder in beside.items()]
    with started(finish, calls, max_tasks_per_child=1) as futures:
        for future in as_completed(futures):
            future.result()


def finish(folder: Path, edition: Edition, together: Sequence[Edition] = ()) -> None:
    """The numbers and their trail, the data and the workbook, and the bound book, of an edition whose chapters have run."""
    read = {path.stem: list(outputs.read(nbformat.read(path, 4))) for path in chapter_files(folder / "chapters")}
    if repeated := contents.repeated(read):
        raise BuildError("\n".join(repeated))
    numbers.write(read, folder)
    shown = contents.shown(read, edition.language)
    figures.write(shown.values(), folder / "figures")
    package.write(folder, edition)
    workbook.write(shown, folder, edition)
    bind(folder, edition, together, newest(output for found in read.values() for _, output in found))
    hand_over(folder, folder / "html")


def hand_over(folder: Path, site: Path) -> None:
    """Copy what the pages offer for download into the site, so that it can be put anywhere as it is."""
    for kind in ("csv", "json", "pdf", "xlsx"):
        for path in sorted(folder.glob(f"*.{kind}")):
            shutil.copyfile(path, site / path.name)
    shutil.copytree(folder / "data", site / "data")
    shutil.copytree(folder / "chapters", site / "notebooks")
