"""Small projects of their own, run in real processes: what several test modules share."""

import os
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import psutil
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from book.publish import notebooks
from book.publish.execute import seconds
from book.publish.project import ROOT

PARAMETERS = 'year: int = 2023\nlanguage: str = "en"\nas_of: str = ""'
FIGURE = """from book.chapter import Chapter
from book.charts import line
chapter = Chapter(year, language, as_of)
chapter.figure(
    line(chapter.load("asylum_requests").where(producer="cbs", part="first")),
    id="fig-first",
    message=("First requests in {year}", "Eerste aanvragen in {year}"),
    title=("First requests", "Eerste aanvragen"),
    measure=("First requests, {shown}, persons", "Eerste aanvragen, {shown}, personen"),
)"""
BARS = ("chapters: ", "book: ", "book 20")
BEGUN = []  # processes of this test


def chapter(path, *sources):
    """A chapter with the cell of parameters, and these."""
    names = ["parameters", "second", "third"]
    cells = [
        new_code_cell(source, id=name, metadata={"tags": ["remove-cell", name]})
        for name, source in zip(names, [PARAMETERS, *sources], strict=False)
    ]
    nbformat.write(new_notebook(cells=cells, metadata=notebooks.METADATA), path)


def titled(path, *sources):
    """A chapter with a title, as a book needs it, the cell of parameters, and these."""
    chapter(path, *sources)
    notebook = nbformat.read(path, 4)
    notebook.cells.insert(0, new_markdown_cell(f"# Chapter {path.stem}", id="title"))
    for cell in notebook.cells:
        if "chapter.figure(" in cell.source:
            cell.metadata.tags[0] = "remove-input"
    nbformat.write(notebook, path)


def changed(path, before, after):
    """Save a text with another one in it as an editor does: a new file under the old name."""
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.with_suffix(".saved").write_text(text.replace(before, after), encoding="utf-8")
    path.with_suffix(".saved").replace(path)


def contents(project, *names):
    rest = "".join(f"- file: chapters/{name}\n" for name in names[1:])
    rest = f"chapters:\n{rest}" if rest else ""
    (project / "_toc.yml").write_text(f"format: jb-book\nroot: chapters/{names[0]}\n{rest}")


def made(folder, *names):
    """A project of its own in a folder, with the package, the data and small chapters, and an earlier book."""
    shutil.copytree(ROOT / "book", folder / "book")
    (folder / "data").symlink_to(ROOT / "data")
    shutil.copy(ROOT / "pyproject.toml", folder)
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    (folder / "_config.yml").write_text(config.replace(f"timeout: {seconds()}", "timeout: 15"), encoding="utf-8")
    (folder / "chapters").mkdir()
    for name in names:
        chapter(folder / "chapters" / f"{name}.ipynb", "x = 1")
    contents(folder, *names)
    (folder / "_build" / "2023-en").mkdir(parents=True)
    (folder / "_build" / "2023-en" / "page").write_text("earlier")
    return folder


def begin(project, *call, **options):
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "book", *(call or ("build", "2023", "en"))], cwd=project, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **options,
    )  # fmt: skip
    BEGUN.append(process)
    return process


def end():
    """What a test has begun and did not see end, as where it failed, would otherwise be told against a later test."""
    while BEGUN:
        with BEGUN.pop() as process:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def ran(project, *call, **options):
    """Status and error lines of a command, without the progress bar."""
    process = begin(project, *call, **options)
    said = process.communicate(timeout=1800)[1]
    return process.returncode, lines(said)


def lines(said):
    return [line for line in said.replace("\r", "\n").split("\n") if line.strip() and not line.startswith(BARS)]


def left(project):
    return sorted(path.name for path in (project / "_build").iterdir() if path.name != ".kept")


def untouched(project):
    return left(project) == ["2023-en"] and (project / "_build" / "2023-en" / "page").read_text() == "earlier"


def family(process):
    """A process and all that it has started."""
    top = psutil.Process(process.pid)
    return [top, *top.children(recursive=True)]


def wait_for(condition, patience=60):
    until = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def gone(processes):
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)
