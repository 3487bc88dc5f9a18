"""What a reviewer reads where nbval finds another output: chapter and cell, the sentence, then the raw data."""

import os
import shutil
import subprocess
import sys

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from book.publish import notebooks
from book.publish.project import ROOT

SAYS = (
    "class Said:\n"
    "    def _repr_mimebundle_(self, **options):\n"
    "        return {'application/x+json': ['n = %d'], 'text/markdown': 'It was %d.', 'text/plain': 'plain %d'}\n"
    "Said()"
)

TRANSPORT = (
    "from ipykernel.kernelapp import IPKernelApp\nIPKernelApp.instance().transport"  # by files: no port is shared
)


def reviewed(folder, chapter):
    """The status and the report of nbval on a chapter of a folder that has its own copy of the project."""
    shutil.copy(ROOT / "conftest.py", folder)
    call = [
        sys.executable,
        "-m",
        "pytest",
        "--nbval",
        "-p",
        "no:cacheprovider",
        "-c",
        os.devnull,
        "--rootdir",
        str(folder),
        "--color",
        "no",
    ]
    environment = {**os.environ, "PYTHONPATH": str(folder if (folder / "book").exists() else ROOT)}
    done = subprocess.run([*call, chapter], cwd=folder, capture_output=True, text=True, env=environment)
    return done.returncode, done.stdout


def notebook(folder, *cells):
    """A notebook `sample.ipynb` of cells (id, source, what it displayed when it was committed)."""
    made = []
    for count, (name, source, shown) in enumerate(cells, start=1):
        outputs = [new_output("execute_result", shown, execution_count=count)] if shown else []
        made.append(new_code_cell(source, id=name, outputs=outputs, execution_count=count))
    nbformat.write(new_notebook(cells=made, metadata=notebooks.METADATA), folder / "sample.ipynb")


def shown(value):
    return {"application/x+json": [f"n = {value}"], "text/markdown": f"It was {value}.", "text/plain": f"plain {value}"}


@pytest.fixture(scope="module")
def report(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reviewed")
    changed = {**shown(5), "text/plain": "plain 6"}
    notebook(
        folder, ("one", SAYS % (5, 5, 5), shown(5)), ("two", SAYS % (6, 6, 6), shown(5)), ("three", SAYS % (5, 5, 6), changed),
        ("four", "1 / 0", None), ("five", "print('a line')", None),
        ("six", TRANSPORT, {"text/plain": "'ipc'"}),
    )  # fmt: skip
    status, text = reviewed(folder, "sample.ipynb")
    assert status == 1
    return text


def part(report, case):
    """What the report says of one case."""
    head = next(line for line in report.splitlines() if line.startswith("__") and f" {case} " in line)
    return report.split(head, 1)[1].split("\n__", 1)[0]


def test_a_case_has_the_name_of_its_chapter_and_cell(report):
    summary = [line.split(" - ")[0] for line in report.splitlines() if line.startswith("FAILED")]
    assert summary == [f"FAILED sample.ipynb::sample: {name}" for name in ("two", "four", "five")]


def test_a_changed_sentence_is_read_before_the_data_behind_it(report):
    lines = part(report, "sample: two").split("the cell:")[0].split("\n")
    assert [line for line in lines if line] == [
        "sample: two: Cell outputs differ",
        "reads or shows otherwise: look at chapters/sample.ipynb, cell two, and at the code behind it",
        "text/markdown (- in the notebook, + computed now)", "-It was 5.", "+It was 6.",
        "text/plain (- in the notebook, + computed now)", "-plain 5", "+plain 6",
        "application/x+json (- in the notebook, + computed now)", '- "n = 5"', '+ "n = 6"',
    ]  # fmt: skip


def test_a_cell_that_fails_shows_its_error_and_a_cell_that_prints_what_it_prints(report):
    assert "ZeroDivisionError" in part(report, "sample: four")
    assert "stdout (- in the notebook, + computed now)\n+a line" in part(report, "sample: five")


@pytest.mark.book
def test_one_changed_value_makes_nbval_fail_and_name_the_sentence(tmp_path):
    for name in ("book", "chapters", "data"):
        shutil.copytree(ROOT / name, tmp_path / name)
    data = tmp_path / "data" / "migration.csv"
    text = data.read_text(encoding="utf-8")
    assert text.count("2023,immigration,335668,") == 1
    data.write_text(text.replace("2023,immigration,335668,", "2023,immigration,335669,"), encoding="utf-8")
    status, report = reviewed(tmp_path, "chapters/summary.ipynb")
    assert status == 1
    case = next(line.split("::")[1] for line in report.splitlines() if line.startswith("FAILED"))
    assert case.startswith("summary: ")
    told = part(report, case.split(" - ")[0])
    assert 0 < told.index("335,668") < told.index("335,669") < told.index("335668") < told.index("335669")
