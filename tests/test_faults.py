"""What goes wrong outside the code: one line, the right status, and the earlier book untouched. In real processes."""

import json
import os
import re
import shutil
import signal

import pytest
from projects import FIGURE, begin, chapter, contents, family, gone, left, lines, made, ran, untouched, wait_for

from book.data.records import DataError
from book.publish.contents import refuse_strays
from book.publish.execute import seconds
from book.publish.project import ROOT

SLOW = pytest.mark.book
GLYPH = """import io
from matplotlib.figure import Figure
from book.charts.style import house_style
with house_style():
    figure = Figure()
    figure.text(0.5, 0.5, "水")
    figure.savefig(io.BytesIO())"""

CELLS = {  # chapter: its second cell, and what is said of it
    "dies": ("import os; os._exit(7)", "cell second: its process was ended"),
    "is_killed": ("import os; os.kill(os.getpid(), 9)", "cell second: its process was ended"),
    "exits": ("import sys; sys.exit()", "cell second: SystemExit: "),
    "exits_with_1": ("import sys; sys.exit(1)", "cell second: SystemExit: 1"),
    "endless": ("while True: pass", "cell second: CellTimeoutError: the cell took longer than 15 seconds"),
    "changes_year": ("year = 2021", "cell second: changes the parameter year"),
    "counts_year": ("for year in (2020, 2021): pass", "cell second: changes the parameter year"),
    "warns": ("import warnings; warnings.warn('mind the gap')", "cell second: UserWarning: mind the gap"),
    "complains": ("import sys; print('mind the gap', file=sys.stderr)", "cell second: mind the gap"),
    "lacks_a_glyph": (GLYPH, "cell second: UserWarning: Glyph 27700 "),
    "titles_lack_a_glyph": (
        FIGURE.replace("First requests in", "First 水 in"), "cell second: ValueError: the typeface has no '水' (U+6C34)",
    ),
    "long_error": ("raise ValueError('x' * 100_000 + '\\n' + 'y')", "cell second: ValueError: xxx"),
}  # fmt: skip
KERNEL = {  # what differs where a chapter runs in a kernel
    "dies": "cell second: DeadKernelError: Kernel died", "endless": "cell second: CellTimeoutError: A cell timed out",
    "exits": CELLS["exits"][1], "warns": CELLS["warns"][1],
}  # fmt: skip
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
def test_a_hostile_chapter_in_a_kernel_is_one_line_too(tmp_path):
    project = made(tmp_path, "good")
    for name in KERNEL:
        chapter(project / "chapters" / f"{name}.ipynb", CELLS[name][0])
    contents(project, "good", *KERNEL)
    status, said = ran(project, "build", "2023", "en", "--engine", "kernel")
    assert status == 1
    for name, message in KERNEL.items():
        assert any(line.startswith(f"chapter {name}, {message}") for line in said[1:]), said
    assert untouched(project)


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
    assert [line for line in said if not line.startswith("failed, ")] == ["the book: File too large (2023-en)"]
    assert untouched(project)


def working(project):
    return (project / "chapters" / "begun").exists()


@pytest.fixture
def endless(tmp_path):
    project = made(tmp_path, "good")
    chapter(project / "chapters" / "good.ipynb", "open('begun', 'w').close()\nwhile True: pass")
    return project


@SLOW
@pytest.mark.parametrize("moment", ["begun", "working"])
@pytest.mark.parametrize("to_all", [True, False], ids=["terminal", "parent-alone"])
def test_ctrl_c_is_one_line_status_130_and_nothing_left(endless, moment, to_all):
    process = begin(endless)
    wait_for(lambda: working(endless) if moment == "working" else len(left(endless)) > 1)
    started = family(process)
    (os.killpg if to_all else os.kill)(process.pid, signal.SIGINT)
    said = lines(process.communicate(timeout=60)[1])
    assert (process.returncode, said) == (130, ["book build: interrupted"])
    wait_for(lambda: gone(started), 10)
    assert untouched(endless)


@SLOW
@pytest.mark.parametrize("moment", ["running", "binding"])
def test_the_workers_of_a_killed_build_end_and_the_next_build_clears_what_it_left(endless, moment):
    if moment == "binding":
        chapter(endless / "chapters" / "good.ipynb", "1 + 1")
    process = begin(endless)
    wait_for(lambda: working(endless) if moment == "running" else len(left(endless)) == 3)
    started = family(process)
    assert len(started) >= 3
    process.kill()
    process.communicate()
    wait_for(lambda: gone(started), 10)
    assert len(left(endless)) == (2 if moment == "running" else 3)  # the earlier book, the lock, the folder beside it
    chapter(endless / "chapters" / "good.ipynb", "1 / 0")
    assert ran(endless, "build", "2021", "nl")[0] == 1
    assert untouched(endless)


@SLOW
def test_a_second_build_of_an_edition_is_one_line_and_disturbs_nothing(endless):
    process = begin(endless)
    wait_for(lambda: working(endless))
    before = left(endless)
    status, said = ran(endless)
    assert (status, said) == (1, [f"another build of 2023-en is at work in {endless / '_build'}"])
    assert left(endless) == before and process.poll() is None
    process.kill()
    process.communicate()
