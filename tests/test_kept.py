"""Nothing is done twice, and nothing old is shown as new: runs that are kept, and books that are bound again."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from PIL import Image
from projects import FIGURE, changed, made, ran, titled

from book.chapter.pictures import points
from book.edition import Edition
from book.outputs import MIME, Figure, Grid
from book.publish import figures, reads, runs
from book.publish.project import ROOT
from book.publish.runs import Run

READ = {"_config.yml": reads.digest("_config.yml"), "data/": reads.digest("data/")}
KEY = "0" * 32
SECOND = FIGURE.replace("fig-first", "fig-second")


def test_a_run_that_was_kept_is_found_as_it_was(tmp_path):
    run = Run('{"cells": []}', {"fig.svg": b"<svg/>", "fig.png": bytes(99)}, READ)
    assert runs.find(tmp_path / "none", KEY) is None
    path = runs.keep(run, tmp_path, KEY)
    assert runs.find(tmp_path, KEY) == path and runs.open_run(path) == run
    assert runs.find(tmp_path, "1" * 32) is None
    assert [one.name for one in tmp_path.iterdir()] == [path.name]


def test_a_run_that_has_read_something_else_is_not_found(tmp_path):
    runs.keep(Run("", {}, READ | {"_config.yml": "another"}), tmp_path, KEY)
    assert runs.find(tmp_path, KEY) is None
    path = runs.keep(Run("", {}, READ), tmp_path, KEY)
    assert runs.find(tmp_path, KEY) == path
    runs.keep(Run("", {}, READ | {"data/gone.csv": "there"}), tmp_path, KEY)
    assert runs.find(tmp_path, KEY) == path


@pytest.mark.parametrize("damage", ["cut", "emptied", "changed", "another file"])
def test_a_run_that_is_damaged_is_none(tmp_path, damage):
    path = runs.keep(Run("notebook " * 99, {"fig.png": os.urandom(999)}, READ), tmp_path, KEY)
    content = bytearray(path.read_bytes())
    content[500] ^= 1
    damaged = {"cut": content[:300], "emptied": b"", "changed": content, "another file": b"no archive"}[damage]
    path.write_bytes(damaged)
    assert runs.open_run(path) is None


def test_the_runs_that_were_used_last_have_room(tmp_path):
    paths = [runs.keep(Run("", {"fig.png": os.urandom(1000)}, {}), tmp_path, str(number) * 32) for number in range(4)]
    for age, path in enumerate(paths):
        os.utime(path, (1000 - age, 1000 - age))
    runs.find(tmp_path, "3" * 32)  # which uses the oldest
    runs.trim(tmp_path, 3000)
    assert sorted(tmp_path.iterdir()) == sorted([paths[0], paths[3]])


def told(project, *lines):
    """What a process of the project prints that runs these lines."""
    environment = {**os.environ, "PYTHONPATH": str(project), "PYTHONDONTWRITEBYTECODE": "1"}
    call = [sys.executable, "-c", "\n".join(["from book.publish import reads", "from pathlib import Path", *lines])]
    return subprocess.run(call, cwd=project, env=environment, capture_output=True, text=True, check=True).stdout.split()


def test_what_is_read_is_noted_as_it_was_when_it_was_read(tmp_path):
    project = made(tmp_path / "project", "one")
    (project / "notes.txt").write_text("first")
    found = told(
        project, "read = reads.watched()", "Path('notes.txt').read_text()", "list(Path('chapters').iterdir())",
        "Path('notes.txt').write_text('second')", "Path('/dev/null').read_text()",
        "print(*(f'{place}={digest}' for place, digest in sorted(read.items())))",
    )  # fmt: skip
    assert found == [f"chapters/={reads.digest_of('one.ipynb')}", f"notes.txt={reads.digest_of('first')}"]


def test_of_another_chapter_what_counts_is_the_datasets_that_it_has_loaded(tmp_path):
    """A run that lists them holds while they are the same, whatever else the chapter says."""
    project = made(tmp_path / "project", "one", "two")
    path = project / "chapters" / "one.ipynb"

    def digest(*datasets, words="x = 1"):
        shown = [new_output("display_data", {MIME: {"kind": "loaded", "dataset": name}}) for name in datasets]
        nbformat.write(new_notebook(cells=[new_code_cell(words, outputs=shown)]), path)
        return told(project, "print(reads.digest('chapters/one.ipynb#datasets'))")

    before = digest("migration", "departures")
    assert digest("migration", "departures", "migration", words="y = 2") == before
    assert digest("departures", "migration") != before != digest("migration")
    path.write_text("spoilt")
    assert told(project, "print(reads.digest('chapters/one.ipynb#datasets'))") == [reads.content(path)]


def test_of_its_own_notebook_all_counts(tmp_path):
    """Who saves it before it is read, and takes that back later, is not given the run of what was saved."""
    project = made(tmp_path / "project", "one", "two")
    found = told(
        project, "read = reads.watched(Path('chapters/one.ipynb').absolute())",
        "for name in ('one', 'two'): Path(f'chapters/{name}.ipynb').read_text()",
        "print(*(f'{place}={digest}' for place, digest in sorted(read.items())))",
    )  # fmt: skip
    own = reads.content(project / "chapters" / "one.ipynb")
    assert found == [f"chapters/one.ipynb={own}", f"chapters/two.ipynb#datasets={reads.digest_of()}"]


def test_no_module_that_chapters_import_reads_more_of_a_notebook():
    """`reads.digest` rests on it."""
    parts = ("data", "measures", "language", "outputs", "charts", "chapter")
    files = [path for part in parts for path in (ROOT / "book" / part).rglob("*.py")]
    assert [path.stem for path in files if ".ipynb" in path.read_text(encoding="utf-8")] == ["availability"]


def test_what_is_made_while_the_code_is_changed_is_refused(tmp_path):
    project = made(tmp_path / "project", "one")
    found = told(
        project, "before = reads.code('')", "reads.refuse_changed_code()", "Path('book/new.py').write_text('')",
        "print(reads.code('') == before)", "try: reads.refuse_changed_code()",
        "except reads.ChangedError as error: print(error)",
    )  # fmt: skip
    assert found == ["True", *["the", "code", "in", "book/", "was", "changed", "meanwhile:", "start", "again"]]


def files(folder):
    """What stands in a folder: each file with its bytes."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def times(folder):
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.html")}


class Built:
    """A project that was built once, with three chapters, of which the first lists the others."""

    def __init__(self, folder):
        self.project = made(folder, "first", "one", "two")
        for name, figure in (("first", "x = 1"), ("one", FIGURE), ("two", SECOND)):
            titled(self.project / "chapters" / f"{name}.ipynb", figure)
        self.book, self.kept = self.project / "_build" / "2023-en", self.project / "_build" / ".kept"
        shutil.rmtree(self.book)
        self.build()

    def build(self):
        """The files of the book; only those runs are new that had to be."""
        assert ran(self.project, "build", "2023", "en") == (0, [])
        return files(self.book)

    def runs(self):
        return set(self.kept.glob("runs/*.zip"))

    def pages(self):
        """When the pages were written that the next binding begins with."""
        (folder,) = self.kept.glob("*/html/chapters")
        return times(folder)

    def cold(self):
        """The files of the book where nothing is kept."""
        shutil.rmtree(self.project / "_build")
        return self.build()


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    return Built(tmp_path_factory.mktemp("kept") / "project")


@pytest.mark.book
@pytest.mark.xdist_group("kept")
class TestBooks:
    """One project, built again and again."""

    def test_a_book_with_nothing_changed_is_left_alone(self, built):
        before, place, kept = files(built.book), built.book.stat(), built.runs()
        assert built.build() == before
        assert os.path.samestat(built.book.stat(), place) and built.runs() == kept

    def test_a_file_of_a_book_that_is_gone_or_changed_is_there_again(self, built):
        before, kept = files(built.book), built.runs()
        (built.book / "numbers.csv").unlink()
        assert built.build() == before and built.runs() == kept
        (built.book / "html" / "chapters" / "one.html").write_text("spoilt")
        assert built.build() == before and built.runs() == kept

    def test_a_run_that_is_damaged_is_done_again(self, built):
        before = files(built.book)
        shutil.rmtree(built.book)
        spoilt = sorted(built.runs())[0]
        spoilt.write_bytes(spoilt.read_bytes()[:-400])
        assert built.build() == before and runs.open_run(spoilt)

    def test_where_one_chapter_has_changed_the_rest_stays_as_it_was(self, built):
        before, kept = built.pages(), built.runs()
        changed(
            built.project / "chapters" / "two.ipynb", "First requests, {shown}", "First requests of people, {shown}"
        )
        found = built.build()
        assert len(built.runs() - kept) == 1
        assert b"First requests of people, 2010 to 2023" in found["html/chapters/two.html"]
        after = built.pages()
        assert after["one.html"] == before["one.html"] and after["two.html"] != before["two.html"]
        assert built.cold() == found

    def test_where_the_data_have_changed_their_chapters_are_run_again(self, built):
        data, kept = built.project / "data", built.runs()
        data.unlink()
        shutil.copytree(ROOT / "data", data)
        os.utime(data / "asylum_requests.csv")
        assert built.build() and built.runs() == kept  # the same data in another file
        changed(data / "asylum_requests.yml", "nl: Asielaanvragen en", "nl: Alle asielaanvragen en")
        assert built.build() and len(built.runs() - kept) == 2


def test_a_picture_is_packed_again_where_its_drawing_or_its_words_changed_or_it_is_damaged(tmp_path, monkeypatch):
    packed = []
    monkeypatch.setattr(figures, "points", lambda *given: packed.append(given) or points(*given))
    drawing = '<svg width="338pt" height="20pt" viewBox="0 0 338 20" xmlns="http://www.w3.org/2000/svg"></svg>'
    (tmp_path / "fig-a.svg").write_text(drawing)
    shown, kept, out = Figure("fig-a", "Title", "Measure", Grid((), ())), tmp_path / "kept", tmp_path / "out"

    def count(figure=shown):
        figures.pack([figure], tmp_path, Edition(2023, "en"), kept, out)
        with Image.open(out / "fig-a.png") as picture:
            picture.verify()
        assert len([*kept.iterdir()]) == 1
        return len(packed)

    assert count() == count() == 1
    only = next(kept.iterdir())
    only.write_bytes(only.read_bytes()[:-20])
    assert count() == count() == 2
    assert count(replace(shown, measure="Another")) == 3
    (tmp_path / "fig-a.svg").write_text(drawing.replace("</svg>", "<g/></svg>"))
    assert count() == count() == 4
