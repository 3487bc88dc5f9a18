"""Executes chapters through papermill, several at a time, each in a kernel of its own."""

import os
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import nbformat
import papermill
from tqdm import tqdm

from book.chapter.session import FOLDER
from book.edition import Edition
from book.publish import notebooks

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = ROOT / "chapters"
LISTS = "sources"  # the chapter that lists what the others have loaded: it is refreshed after them


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
    """Run one chapter in its edition's language; ChapterError names the cell that failed."""
    notebook = notebooks.for_edition(nbformat.read(job.source, 4), job.edition.year, job.edition.language)
    os.environ.pop(FOLDER, None)
    if job.figures:
        os.environ[FOLDER] = str(job.figures)
    try:
        done = _papermill(notebook, job.source.parent, _parameters(notebook, job.edition))
    except papermill.exceptions.PapermillExecutionError as error:
        cell = notebooks.cell_name(notebook, error.source)
        raise ChapterError(f"chapter {job.source.stem}, cell {cell}: {error.ename}: {error.evalue}") from None
    job.out.parent.mkdir(parents=True, exist_ok=True)
    notebooks.write(notebooks.executed(done), job.out)
    return job.out


def _papermill(notebook, folder: Path, parameters: dict):
    """Run a notebook; once more where its kernel did not start: two that start at once may be given the same port."""
    settings = {"kernel_name": "python3", "progress_bar": False, "cwd": folder}
    try:
        return papermill.execute_notebook(notebook, None, parameters, **settings)
    except RuntimeError as error:
        if "before replying" not in str(error):
            raise
        return papermill.execute_notebook(notebook, None, parameters, **settings)


def _parameters(notebook, edition: Edition) -> dict:
    declared = any("parameters" in cell.metadata.get("tags", []) for cell in notebook.cells)
    return {"year": edition.year, "language": edition.language, "as_of": edition.as_of} if declared else {}


def execute_all(jobs: Iterable[Job], processes: int = 2) -> list[str]:
    """Run all jobs, a progress bar on the error stream; the messages of those that failed (empty: none did)."""
    jobs, failures = list(jobs), []
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        running = {pool.submit(execute, job): job for job in jobs}
        for future in tqdm(as_completed(running), total=len(jobs), desc="chapters", unit="chapter"):
            try:
                future.result()
            except ChapterError as error:
                failures.append(f"{error} ({running[future].edition.name})")
    return sorted(failures)


def refresh(folder: Path = CHAPTERS) -> list[str]:
    """Run all chapters in place at the default edition and write their normal form; messages of those that failed."""
    files = chapter_files(folder)
    first, last = ([path for path in files if (path.stem == LISTS) == lists] for lists in (False, True))
    with (
        ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool,
        tqdm(total=len(files), desc="chapters") as bar,
    ):
        failures = []
        for wave in (first, last):
            for message in pool.map(_refresh, wave):
                bar.update()
                failures += [message] if message else []
    return failures


def _refresh(path: Path) -> str:
    notebook = nbformat.read(path, 4)
    try:
        done = _papermill(notebook, path.parent, {})
    except papermill.exceptions.PapermillExecutionError as error:
        return f"chapter {path.stem}, cell {notebooks.cell_name(notebook, error.source)}: {error.ename}: {error.evalue}"
    notebooks.write(notebooks.normal(done), path)
    return ""
