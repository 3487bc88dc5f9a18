"""The engine of the book does what a kernel does: the same outputs, the same pictures, the same refusals."""

import json
import os
import subprocess
import sys
import warnings
from time import sleep

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook
from papermill.engines import papermill_engines
from projects import PARAMETERS, chapter

from book.edition import Edition
from book.publish import drawings, jobs, notebooks, runs
from book.publish.books import Book
from book.publish.engine import BookEngine, CellTimeoutError
from book.publish.execute import ChapterError, Job, execute, result
from book.publish.execute import run as execute_notebook
from book.publish.project import CHAPTERS, chapter_files

CELLS = (
    "import sys, os\nfrom IPython.display import clear_output, display, HTML\nprint('one'); print('two')",
    "print('wrong', file=sys.stderr); print('wrong again', file=sys.stderr)",
    "shown = display(HTML('<b>first</b>'), display_id='name')\ndisplay({'a': 1})\n3",
    "shown.update(HTML('<b>second</b>'))",
    "print('gone'); clear_output(); print('left')",
    "print('gone'); clear_output(wait=True); print('left')",
    "print('left'); clear_output(wait=True)",
    "%matplotlib inline\nimport matplotlib.pyplot as plt\nfigure = plt.figure(figsize=(1, 1)); plt.show()",
    "class Shown:\n    def _repr_mimebundle_(self, include=None, exclude=None):\n"
    "        return {'text/plain': 'plain', 'text/html': '<i>rich</i>'}, {'text/html': {'alt': 'words'}}\nShown()",
    "x = 1; x;",
    "_ = 5\nNone",
    "",
    "os.path.basename(os.getcwd())",
)


def run(folder, engine, cells, **options):
    """The outputs of cells, run by papermill with an engine of its own choice."""
    papermill_engines.register("book", BookEngine)
    notebook = new_notebook(
        cells=[new_code_cell(cell, metadata={"tags": []}) for cell in cells], metadata=notebooks.METADATA
    )
    chosen = {"engine_name": "book"} if engine == "book" else {}
    done = papermill.execute_notebook(
        notebook, None, {}, kernel_name="python3", progress_bar=False, cwd=folder, **chosen, **options
    )
    return [(cell.execution_count, cell.outputs) for cell in done.cells]


def test_a_notebook_displays_what_it_displays_in_a_kernel(tmp_path):
    ours, theirs = (run(tmp_path, engine, CELLS) for engine in ("book", "kernel"))
    for cell, one, other in zip(CELLS, ours, theirs, strict=True):
        assert one == other, cell


def test_a_cell_that_takes_too_long_is_ended_whatever_it_catches(tmp_path):
    stubborn = "import time\nfor _ in range(100):\n    try: time.sleep(1)\n    except: pass"
    for cell in ("import time; time.sleep(60)", stubborn.replace("100", "2")):
        with pytest.raises(CellTimeoutError, match="longer than 1 seconds"):
            run(tmp_path, "book", [cell, "1"], execution_timeout=1)


@pytest.mark.parametrize("engine", jobs.ENGINES)
def test_a_display_that_fails_is_that_of_its_cell(tmp_path, engine):
    """The cells behind it run on."""
    broken = "class Broken:\n    def _repr_mimebundle_(self, **ignored): raise KeyError('lost')\nBroken()"
    chapter(path := tmp_path / "one.ipynb", broken, "x = 1")
    with pytest.raises(ChapterError, match="chapter one, cell second: KeyError: 'lost'"):
        execute_notebook(notebooks.read(path), path, {}, engine)


FAILING = {  # what makes a drawing, and what is said of it
    "error": (lambda: 1 / 0, "ZeroDivisionError: division by zero"),
    "warning": (lambda: warnings.warn("faint", stacklevel=1), "UserWarning: faint"),
    "endless": (lambda: sleep(9), "CellTimeoutError: the cell took longer than 1 seconds"),
}


@pytest.mark.parametrize("read", [{}, None])
@pytest.mark.parametrize("name", FAILING)
def test_a_drawing_that_is_put_off_and_fails_is_that_of_its_cell(name, read):
    draw, said = FAILING[name]
    cells = [new_code_cell(str(place)) for place in range(6)]
    waiting = [(place, cell, draw if place in (3, 5) else lambda: sleep(0.05)) for place, cell in enumerate(cells)]
    assert drawings.draw(waiting, 1, read) == (cells[3], said)
    assert drawings.draw(waiting[:3], 1, read) is None


@pytest.mark.skipif(not jobs.WARM, reason="nothing is drawn by two processes here")
def test_a_process_that_ends_while_it_draws_is_named_by_the_cell_that_it_drew(tmp_path):
    waiting = "*[lambda: time.sleep(0.1)] * 5, lambda: os._exit(1)"
    put_off = f"import os, time\nfrom book.chapter.pictures import DRAW\nfor make in ({waiting}): DRAW.get()(make)"
    chapter(path := tmp_path / "one.ipynb", put_off, "x = 1")
    with pytest.raises(ChapterError, match="chapter one, cell second: its process was ended"), jobs.pool() as submit:
        result(submit(execute_notebook, notebooks.read(path), path, {}, "book", {}), path)


def test_two_processes_share_what_is_to_be_done(tmp_path):
    """Each item is taken once; while one process is at the first, the other takes the rest."""

    def taken_by(items):
        found = []
        for item in items:
            (tmp_path / item).touch()
            while item == "first" and not (tmp_path / "last").exists():
                sleep(0.01)
            found.append((item, os.getpid()))
        return found

    parts = [part for part in jobs.in_two(taken_by, ["first", "second", "last"]) if part]
    assert sorted([item for item, _ in part] for part in parts) == [["first"], ["second", "last"]]
    assert len({process for part in parts for _, process in part}) == 2
    assert jobs.in_two(list, ["one"]) == [["one"]]


@pytest.mark.skipif(not jobs.WARM, reason="the book is made by kernels here")
@pytest.mark.parametrize("name", [path.stem for path in chapter_files()])
def test_a_chapter_is_the_same_by_either_engine(books, name):
    """Cell by cell, drawing by drawing: the book has what our engine gave."""
    with jobs.pool() as submit:
        run = submit(execute, Job(CHAPTERS / f"{name}.ipynb", Edition(2023, "nl")), "kernel").result()
    ours = (books["nl"] / "chapters" / f"{name}.ipynb").read_text(encoding="utf-8")
    for one, other in zip(*(json.loads(text)["cells"] for text in (ours, run.notebook)), strict=True):
        assert one == other
    assert ours == run.notebook
    pictures = {picture: (books["nl"] / "figures" / picture).read_bytes() for picture in run.pictures}
    assert [picture for picture, content in run.pictures.items() if content != pictures[picture]] == []


@pytest.mark.skipif(not jobs.WARM, reason="nothing is drawn by two processes here")
def test_a_chapter_that_runs_alone_is_the_same_to_the_byte(books):
    """What it shows, draws and reads: the borders of a map are read by the process that draws it."""
    path, edition = CHAPTERS / "world_and_eu.ipynb", Edition(2023, "nl")
    with jobs.pool() as submit:
        run = submit(execute, Job(path, edition), "book", True).result()
    kept = runs.open_run(Book(edition, books["nl"].parent, [path], "book").kept[path])
    for one in (run, kept):
        one.read.pop("tests/", None)  # where pytest has modules searched for
    assert "data/boundaries.csv" in run.read
    assert run == kept


def test_papermill_finds_the_engine_by_its_name(tmp_path):
    """As `papermill --engine book` in a terminal, from the entry point of the package."""
    notebook = new_notebook(
        cells=[new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]}), new_code_cell("year + 1")]
    )
    notebook.metadata = notebooks.METADATA
    nbformat.write(notebook, tmp_path / "one.ipynb")
    call = [sys.executable, "-m", "papermill", "--engine", "book", "one.ipynb", "out.ipynb", "-p", "year", "2021"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert nbformat.read(tmp_path / "out.ipynb", 4).cells[-1].outputs[0].data["text/plain"] == "2022"
