"""Executes chapters through papermill, several at a time, each in a process of its own."""

import os
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import Future, as_completed
from dataclasses import dataclass
from pathlib import Path

import papermill
import yaml
from papermill.engines import papermill_engines
from tqdm import tqdm

from book.chapter.parameters import assigned
from book.chapter.session import FOLDER
from book.data.records import DataError
from book.edition import Edition
from book.publish import drawings, jobs, notebooks, reads
from book.publish.engine import BookEngine, CellTimeoutError
from book.publish.project import CHAPTERS, ROOT, PublishError, chapter_files
from book.publish.runs import Run

LISTS = "sources"  # the chapter that lists what the others have loaded: it is refreshed after them
STARTING = 300  # seconds that a kernel may take to start: long ones, on a machine that is busy
MOST = 300  # characters of an error that are said


class ChapterError(PublishError):
    """A chapter that failed: the message names chapter, cell and error."""


@dataclass(frozen=True)
class Job:
    """One chapter of one edition; `source` may be a path within the project."""

    source: Path
    edition: Edition


def execute(job: Job, engine: str, alone: bool = False) -> Run:
    """Run one chapter in its edition's language; ChapterError says what failed. Once per process: it notes what is read.

    One that is `alone` on the machine draws with two processes.
    """
    read = reads.watched(ROOT / job.source)
    try:
        with tempfile.TemporaryDirectory() as name:
            os.environ[FOLDER], folder = name, Path(name)
            notebook = notebooks.for_edition(notebooks.read(ROOT / job.source), job.edition.year, job.edition.language)
            done = run(notebook, ROOT / job.source, _parameters(notebook, job.edition), engine, read if alone else None)
            pictures = {path.name: path.read_bytes() for path in sorted(folder.iterdir())}
        return Run(notebooks.text(notebooks.executed(done)), pictures, dict(sorted(read.items())))
    except (notebooks.NotebookError, OSError) as error:
        raise ChapterError(f"chapter {job.source.stem}: {getattr(error, 'strerror', None) or error}") from None
    finally:
        os.environ.pop(FOLDER, None)


def run(notebook, path: Path, parameters: dict, engine: str, read: dict[str, str] | None = None):
    """The notebook of a file, executed; ChapterError names the cell that failed, and one that only seems not to have.

    Those are: a cell that changes a parameter, that ends the run, or says something on the error stream (a warning).
    With `read`, what this process has read, another one draws, too, and what that reads is noted there.
    """
    begun = []

    def begin(cell, cell_index):
        begun.append(cell)
        jobs.TELL.get()(notebooks.cell_name(cell))

    try:
        wrong = next(_changes(notebook), None)
        if not wrong:
            with drawings.put_off(lambda: begun[-1]) as waiting:
                done = _papermill(notebook, path.parent, parameters, begin, engine)
            wrong = next(_complaints(done), None) or drawings.draw(waiting, seconds(), read)
    except jobs.EndedError as error:  # of the two that draw
        raise failed(path, error.place, str(error)) from None
    except papermill.exceptions.PapermillExecutionError as error:
        at = (
            cell for cell in begun if cell.get("execution_count") == error.exec_count
        )  # a display that failed ends no run
        wrong = next(at, begun[-1]), f"{error.ename}: {error.evalue}"
    except (RuntimeError, TimeoutError, CellTimeoutError) as error:  # the kernel died, or a cell took too long
        wrong = begun[-1] if begun else None, f"{type(error).__name__}: {str(error).splitlines()[0]}"
    if wrong:
        raise failed(path, notebooks.cell_name(wrong[0]) if wrong[0] else "", wrong[1])
    return done


def failed(path: Path, cell: str, said: str) -> ChapterError:
    """The error that names chapter and cell, in one line."""
    place = f"chapter {path.stem}" + (f", cell {cell}" if cell else "")
    return ChapterError(f"{place}: {' '.join(said.split())[:MOST]}")


def _changes(notebook) -> Iterator[tuple]:
    """The cells that give a parameter another value, each with what it does."""
    parameters = set()
    for cell in notebook.cells:
        if cell.cell_type == "code":
            yield from ((cell, f"changes the parameter {name}") for name in parameters & assigned(cell.source))
            parameters |= assigned(cell.source) if "parameters" in cell.metadata.get("tags", []) else set()


def _complaints(notebook) -> Iterator[tuple]:
    """What cells have said on the error stream, and `sys.exit()`, which papermill takes for an end."""
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                yield cell, f"{output.ename}: {output.evalue}"
            elif output.get("name") == "stderr":
                yield cell, notebooks.complaint(output.text)


def _papermill(notebook, folder: Path, parameters: dict, begin: Callable, engine: str):
    """Run a notebook through papermill; a kernel is reached by files, not by ports, which two could be given at once."""
    kernel = {"start_timeout": STARTING, "kernel_manager_class": "book.publish.kernel.FileKernelManager"}
    papermill_engines.register("book", BookEngine)  # where the project is not installed, too
    return papermill.execute_notebook(
        notebook, None, parameters, kernel_name="python3", progress_bar=False, cwd=folder, execution_timeout=seconds(),
        on_cell_start=begin, **({"engine_name": "book"} if engine == "book" else kernel),
    )  # fmt: skip


def seconds(config: Path = ROOT / "_config.yml") -> int:
    """How long a cell may take, as `_config.yml` says; DataError where it does not."""
    try:
        return int(yaml.safe_load(config.read_text(encoding="utf-8"))["execute"]["timeout"])
    except (yaml.YAMLError, LookupError, TypeError, ValueError):
        raise DataError("_config.yml has no number of seconds as execute.timeout") from None


def _parameters(notebook, edition: Edition) -> dict:
    declared = any("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells)
    return {"year": edition.year, "language": edition.language, "as_of": edition.as_of} if declared else {}


def result(future: Future, path: Path):
    """What a call for a chapter gave; ChapterError where it failed or its process was ended."""
    try:
        return future.result()
    except jobs.EndedError as error:
        raise failed(path, error.place, str(error)) from None


def refresh(folder: Path = CHAPTERS) -> list[str]:
    """Run all chapters in place at the default edition and write their normal form; messages of those that failed."""
    files, failures = chapter_files(folder), []
    with tqdm(total=len(files), desc="chapters") as bar, jobs.pool() as submit:
        for lists in (False, True):
            running = {submit(_refreshed, path): path for path in files if (path.stem == LISTS) == lists}
            for future in as_completed(running):
                try:
                    running[future].write_text(result(future, running[future]), encoding="utf-8")
                except ChapterError as error:
                    failures.append(str(error))
                bar.update()
    return sorted(failures)


def _refreshed(path: Path) -> str:
    try:
        return notebooks.text(notebooks.normal(run(notebooks.read(path), path, {}, jobs.default_engine())))
    except notebooks.NotebookError as error:
        raise ChapterError(f"chapter {path.stem}: {error}") from None
