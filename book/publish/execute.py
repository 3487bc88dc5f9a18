"""Executes chapters through papermill, several at a time, each in a kernel of its own."""

import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import as_completed
from dataclasses import dataclass
from pathlib import Path

import papermill
import yaml
from tqdm import tqdm

from book import outputs
from book.chapter.parameters import assigned
from book.chapter.pictures import points
from book.chapter.session import FOLDER
from book.data.records import DataError
from book.edition import Edition
from book.publish import notebooks
from book.publish.workers import started

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = ROOT / "chapters"
LISTS = "sources"  # the chapter that lists what the others have loaded: it is refreshed after them
STARTING = 300  # seconds that a kernel may take to start: long ones, on a machine that is busy
MOST = 300  # characters of an error that are said
PLACE = re.compile(r"^\S+:\d+: (?=\w*Warning)")  # where on the machine a warning was given


class ChapterError(RuntimeError):
    """A chapter that failed: the message names chapter, cell and error."""


@dataclass(frozen=True)
class Job:
    """One chapter of one edition: read from `source`, written to `out`; its figures go to the folder `figures`."""

    source: Path
    out: Path
    edition: Edition
    figures: Path | None = None


def chapter_files(folder: Path = CHAPTERS) -> list[Path]:
    """All chapters, by name."""
    return sorted(folder.glob("*.ipynb"))


def execute(job: Job) -> Path:
    """Run one chapter in its edition's language; ChapterError says what failed."""
    os.environ.pop(FOLDER, None)
    if job.figures:
        os.environ[FOLDER] = str(job.figures)
    try:
        notebook = notebooks.for_edition(notebooks.read(job.source), job.edition.year, job.edition.language)
        done = run(notebook, job.source, _parameters(notebook, job.edition))
        job.out.parent.mkdir(parents=True, exist_ok=True)
        notebooks.write(notebooks.executed(done), job.out)
        for _, output in outputs.read(done) if job.figures else ():
            if isinstance(output, outputs.Figure):
                points(output, job.figures)
    except (notebooks.NotebookError, OSError) as error:
        raise ChapterError(f"chapter {job.source.stem}: {getattr(error, 'strerror', None) or error}") from None
    return job.out


def run(notebook, path: Path, parameters: dict):
    """The notebook of a file, executed; ChapterError names the cell that failed, and one that only seems not to have.

    Those are: a cell that changes a parameter, that ends the run, or says something on the error stream (a warning).
    """
    begun = []
    try:
        wrong = next(_changes(notebook), None)
        if not wrong:
            done = _papermill(notebook, path.parent, parameters, lambda cell, cell_index: begun.append(cell))
            wrong = next(_complaints(done), None)
    except papermill.exceptions.PapermillExecutionError as error:
        wrong = begun[-1], f"{error.ename}: {error.evalue}"
    except (RuntimeError, TimeoutError) as error:  # the kernel died, or a cell took too long
        wrong = begun[-1] if begun else None, f"{type(error).__name__}: {str(error).splitlines()[0]}"
    if wrong:
        cell, said = wrong
        place = f"chapter {path.stem}" + (f", cell {notebooks.cell_name(cell)}" if cell else "")
        raise ChapterError(f"{place}: {' '.join(said.split())[:MOST]}")
    return done


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
                yield cell, PLACE.sub("", output.text.strip().split("\n")[0]) or "an empty line on the error stream"


def _papermill(notebook, folder: Path, parameters: dict, begin: Callable):
    """Run a notebook; once more where its kernel did not start: two that start at once may be given the same port."""
    settings = {
        "kernel_name": "python3", "progress_bar": False, "cwd": folder, "start_timeout": STARTING,
        "execution_timeout": seconds(), "on_cell_start": begin,
    }  # fmt: skip
    try:
        return papermill.execute_notebook(notebook, None, parameters, **settings)
    except RuntimeError as error:
        if "before replying" not in str(error):
            raise
        return papermill.execute_notebook(notebook, None, parameters, **settings)


def seconds(config: Path = ROOT / "_config.yml") -> int:
    """How long a cell may take, as `_config.yml` says; DataError where it does not."""
    try:
        return int(yaml.safe_load(config.read_text(encoding="utf-8"))["execute"]["timeout"])
    except (yaml.YAMLError, LookupError, TypeError, ValueError):
        raise DataError("_config.yml has no number of seconds as execute.timeout") from None


def _parameters(notebook, edition: Edition) -> dict:
    declared = any("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells)
    return {"year": edition.year, "language": edition.language, "as_of": edition.as_of} if declared else {}


def execute_all(jobs: Iterable[Job]) -> list[str]:
    """Run all jobs, a progress bar and the first failure at once on the error stream; the messages of all failures."""
    jobs, failures = list(jobs), []
    with started(execute, [(job,) for job in jobs]) as futures:
        running = dict(zip(futures, jobs, strict=True))
        for future in tqdm(as_completed(futures), total=len(jobs), desc="chapters", unit="chapter"):
            try:
                future.result()
            except ChapterError as error:
                failures.append(f"{error} ({running[future].edition.name})")
                if len(failures) == 1:
                    tqdm.write(f"failed, the others still run: {failures[0]}", file=sys.stderr)
    return sorted(failures)


def refresh(folder: Path = CHAPTERS) -> list[str]:
    """Run all chapters in place at the default edition and write their normal form; messages of those that failed."""
    files, failures = chapter_files(folder), []
    with tqdm(total=len(files), desc="chapters") as bar:
        for lists in (False, True):
            with started(_refresh, [(path,) for path in files if (path.stem == LISTS) == lists]) as futures:
                for future in futures:
                    failures += future.result()
                    bar.update()
    return failures


def _refresh(path: Path) -> list[str]:
    try:
        notebooks.write(notebooks.normal(run(notebooks.read(path), path, {})), path)
    except ChapterError as error:
        return [str(error)]
    except notebooks.NotebookError as error:
        return [f"chapter {path.stem}: {error}"]
    return []
