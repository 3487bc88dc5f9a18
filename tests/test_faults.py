"""What goes wrong outside the code: one line, the right status, and the earlier book untouched. In real processes."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time

import nbformat
import psutil
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from book.data.records import DataError
from book.publish import notebooks
from book.publish.contents import refuse_strays
from book.publish.execute import ROOT, seconds

SLOW = pytest.mark.book
PARAMETERS = 'year: int = 2023\nlanguage: str = "en"\nas_of: str = ""'
GLYPH = """import io
from matplotlib.figure import Figure
from book.charts.style import house_style
with house_style():
    figure = Figure()
    figure.text(0.5, 0.5, "水")
    figure.savefig(io.BytesIO())"""

CELLS = {  # chapter: its second cell, and what is said of it
    "dies": ("import os; os._exit(7)", "cell second: DeadKernelError: Kernel died"),
    "is_killed": ("import os; os.kill(os.getpid(), 9)", "cell second: DeadKernelError: Kernel died"),
    "exits": ("import sys; sys.exit()", "cell second: SystemExit: "),
    "exits_with_1": ("import sys; sys.exit(1)", "cell second: SystemExit: 1"),
    "endless": ("while True: pass", "cell second: CellTimeoutError: A cell timed out"),
    "changes_year": ("year = 2021", "cell second: changes the parameter year"),
    "counts_year": ("for year in (2020, 2021): pass", "cell second: changes the parameter year"),
    "warns": ("import warnings; warnings.warn('mind the gap')", "cell second: UserWarning: mind the gap"),
    "complains": ("import sys; print('mind the gap', file=sys.stderr)", "cell second: mind the gap"),
    "lacks_a_glyph": (GLYPH, "cell second: UserWarning: Glyph 27700 "),
    "long_error": ("raise ValueError('x' * 100_000 + '\\n' + 'y')", "cell second: ValueError: xxx"),
}
FILES = {  # chapter: the text of its file, and what is said of it
    "no_json": ("{", "is no notebook: its file is empty or no JSON"),
    "empty": ("", "is no notebook: its file is empty or no JSON"),
    "a_list": ("[1]", "is no notebook: its file is empty or no JSON"),
    "format_3": (json.dumps({"nbformat": 3, "nbformat_minor": 0, "worksheets": []}), "notebook format 3.0, not 4.5"),
    "without_cells": (json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}}), "is no notebook: 'cells'"),
    "without_ids": (
        json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": "x"}]}), "is no notebook: ",
    ),
    "no_utf8": (b"\xff\xfe", "is no notebook: its file is empty or no JSON"),
    "a_folder": (None, "cannot be read: Is a directory"),
    "dangling": (None, "cannot be read: No such file or directory"),
}  # fmt: skip


def chapter(path, *sources):
    """A chapter with the cell of parameters, and these."""
    names = ["parameters", "second", "third"]
    cells = [
        new_code_cell(source, id=name, metadata={"tags": ["remove-cell", name]})
        for name, source in zip(names, [PARAMETERS, *sources], strict=False)
    ]
    nbformat.write(new_notebook(cells=cells, metadata=notebooks.METADATA), path)


def contents(project, *names):
    rest = "".join(f"- file: chapters/{name}\n" for name in names[1:])
    rest = f"chapters:\n{rest}" if rest else ""
    (project / "_toc.yml").write_text(f"format: jb-book\nroot: chapters/{names[0]}\n{rest}")


def made(folder, *names):
    """A project of its own in a folder, with the package, the data and small chapters, and an earlier book."""
    shutil.copytree(ROOT / "book", folder / "book")
    (folder / "data").symlink_to(ROOT / "data")
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
    return subprocess.Popen(
        [sys.executable, "-m", "book", *(call or ("build", "2023", "en"))], cwd=project, env=environment, text=True,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True, **options,
    )  # fmt: skip


def ran(project, *call, **options):
    """Status and error lines of a command, without the progress bar."""
    process = begin(project, *call, **options)
    said = process.communicate(timeout=1800)[1]
    return process.returncode, lines(said)


def lines(said):
    return [line for line in said.replace("\r", "\n").split("\n") if line.strip() and not line.startswith("chapters: ")]


def left(project):
    return sorted(path.name for path in (project / "_build").iterdir())


def untouched(project):
    return left(project) == ["2023-en"] and (project / "_build" / "2023-en" / "page").read_text() == "earlier"


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """A build of all those chapters and one good one: the project, its status, what it said."""
    project = made(tmp_path_factory.mktemp("hostile"), "good")
    for name, (source, _) in CELLS.items():
        chapter(project / "chapters" / f"{name}.ipynb", source, "1 + 1")
    for name, (text, _) in FILES.items():
        path = project / "chapters" / f"{name}.ipynb"
        if text is not None:
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
    (project / "chapters" / "a_folder.ipynb").mkdir()
    (project / "chapters" / "dangling.ipynb").symlink_to("nowhere")
    contents(project, "good", *CELLS, *FILES)
    return project, *ran(project)


@SLOW
@pytest.mark.parametrize("name", [*CELLS, *FILES])
def test_a_hostile_chapter_is_one_line_with_its_cell_and_error(hostile, name):
    _, status, said = hostile
    told = [line for line in said if re.match(rf"chapter {name}[,:]", line)]
    assert len(told) == 1 and status == 1
    assert {**CELLS, **FILES}[name][1] in told[0]
    assert told[0].endswith(" (2023-en)") and len(told[0]) < 400
    assert str(hostile[0]) not in told[0]


@SLOW
def test_the_first_failure_is_said_at_once_the_others_run_and_the_earlier_book_stays(hostile):
    project, _, said = hostile
    first = [place for place, line in enumerate(said) if line.startswith("failed, the others still run: chapter ")]
    assert first == [0]
    assert len(said) == 1 + len(CELLS) + len(FILES)
    assert untouched(project)


@SLOW
def test_make_notebooks_says_the_same_and_leaves_those_chapters_as_they_are(tmp_path):
    project = made(tmp_path, "good", "warns")
    chapter(project / "chapters" / "warns.ipynb", CELLS["warns"][0])
    (project / "chapters" / "empty.ipynb").touch()
    before = (project / "chapters" / "warns.ipynb").read_bytes()
    status, said = ran(project, "notebooks")
    assert status == 1
    assert said == [
        "chapter empty: is no notebook: its file is empty or no JSON",
        "chapter warns, cell second: UserWarning: mind the gap",
    ]
    assert (project / "chapters" / "warns.ipynb").read_bytes() == before


TOC = "format: jb-book\nroot: chapters/good\n"


@pytest.mark.parametrize(
    ("toc", "message"),
    [
        (TOC, "_toc.yml does not list the chapter other"),
        (TOC + "chapters:\n- file: chapters/other\n- file: chapters/gone\n", "_toc.yml lists chapters/gone, which is not there"),
        ("{", "_toc.yml is no table of contents: "),
        ("", "_toc.yml is no table of contents: "),
        ("- 1\n", "_toc.yml is no table of contents: "),
        (b"\xff", "_toc.yml is no table of contents: "),
    ],
)  # fmt: skip
def test_contents_that_do_not_fit_the_chapters_are_one_line(tmp_path, toc, message):
    (tmp_path / "chapters").mkdir()
    for name in ("good", "other"):
        (tmp_path / "chapters" / f"{name}.ipynb").touch()
    (tmp_path / "_toc.yml").write_bytes(toc if isinstance(toc, bytes) else toc.encode())
    with pytest.raises(DataError) as error:
        refuse_strays(["good", "other"], tmp_path / "_toc.yml")
    assert str(error.value).startswith(message)
    assert "\n" not in str(error.value)


@SLOW
def test_a_build_refuses_such_contents_with_status_2(tmp_path):
    project = made(tmp_path, "good")
    (project / "_toc.yml").write_text("{")
    status, said = ran(project)
    assert (status, len(said)) == (2, 1)
    assert said[0].startswith("book build: _toc.yml is no table of contents: ")
    assert untouched(project)


def test_the_chapters_of_the_book_are_all_listed():
    refuse_strays([path.stem for path in (ROOT / "chapters").glob("*.ipynb")], ROOT / "_toc.yml")


@pytest.mark.parametrize("config", ["{", "", "execute: 5", "execute:\n  timeout: long"])
def test_a_configuration_without_a_limit_is_one_line(tmp_path, config):
    (tmp_path / "_config.yml").write_text(config)
    with pytest.raises(DataError, match=r"^_config.yml has no number of seconds as execute.timeout$"):
        seconds(tmp_path / "_config.yml")


@SLOW
def test_a_file_in_the_place_of_the_books_is_one_line(tmp_path):
    project = made(tmp_path, "good")
    shutil.rmtree(project / "_build")
    (project / "_build").write_text("a file")
    status, said = ran(project)
    assert (status, len(said)) == (1, 1)
    assert said[0].startswith("book build: File exists: ") and said[0].endswith("_build")


def limited():
    """Root, too, may write only where the mode says so."""
    import ctypes

    ctypes.CDLL(None).prctl(24, 1, 0, 0, 0)  # PR_CAPBSET_DROP, CAP_DAC_OVERRIDE


@SLOW
def test_a_checkout_that_can_only_be_read_is_one_line(tmp_path):
    project = made(tmp_path, "good")
    shutil.rmtree(project / "_build")
    project.chmod(0o555)
    try:
        status, said = ran(project, preexec_fn=limited)
    finally:
        project.chmod(0o755)
    assert (status, len(said)) == (1, 1)
    assert said[0].startswith("book build: Permission denied: ") and said[0].endswith("_build")


@SLOW
def test_a_disk_without_room_is_one_line(tmp_path):
    """A limit to the size of a file stands for it: the system refuses to write, as on a full disk."""
    import resource

    project = made(tmp_path, "good")
    chapter(project / "chapters" / "good.ipynb", "print('x' * 3_000_000)")
    limit = (2_000_000, 2_000_000)
    status, said = ran(project, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, limit))
    assert status == 1
    assert [line for line in said if not line.startswith("failed, ")] == ["chapter good: File too large (2023-en)"]
    assert untouched(project)


def family(process):
    """A process and all that it has started."""
    top = psutil.Process(process.pid)
    return [top, *top.children(recursive=True)]


def wait_for(condition, patience=60):
    until = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.05)


def working(process):
    return any("ipykernel" in " ".join(one.cmdline()) for one in family(process))


def gone(processes):
    return not any(one.is_running() and one.status() != psutil.STATUS_ZOMBIE for one in processes)


@pytest.fixture
def endless(tmp_path):
    project = made(tmp_path, "good")
    chapter(project / "chapters" / "good.ipynb", "while True: pass")
    return project


@SLOW
@pytest.mark.parametrize("moment", ["begun", "working"])
@pytest.mark.parametrize("to_all", [True, False], ids=["terminal", "parent-alone"])
def test_ctrl_c_is_one_line_status_130_and_nothing_left(endless, moment, to_all):
    process = begin(endless)
    wait_for(lambda: working(process) if moment == "working" else len(left(endless)) > 1)
    started = family(process)
    (os.killpg if to_all else os.kill)(process.pid, signal.SIGINT)
    said = lines(process.communicate(timeout=60)[1])
    assert (process.returncode, said) == (130, ["book build: interrupted"])
    wait_for(lambda: gone(started), 10)
    assert untouched(endless)


@SLOW
def test_the_workers_of_a_killed_build_end_and_the_next_build_clears_what_it_left(endless):
    process = begin(endless)
    wait_for(lambda: working(process))
    started = family(process)
    assert len(started) >= 3
    process.kill()
    process.communicate()
    wait_for(lambda: gone(started), 10)
    assert len(left(endless)) == 3  # the earlier book, the folder beside it, the lock
    chapter(endless / "chapters" / "good.ipynb", "1 / 0")
    assert ran(endless, "build", "2021", "nl")[0] == 1
    assert untouched(endless)


@SLOW
def test_a_second_build_of_an_edition_is_one_line_and_disturbs_nothing(endless):
    process = begin(endless)
    wait_for(lambda: working(process))
    before = left(endless)
    status, said = ran(endless)
    assert (status, said) == (1, [f"another build of 2023-en is at work in {endless / '_build'}"])
    assert left(endless) == before and process.poll() is None
    process.kill()
    process.communicate()
