"""How nbval names and reports a cell: its chapter and id first, then what changed in words, then the raw data."""

import difflib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import nbval.kernel
import pytest
from jupyter_client.manager import KernelManager
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

from book import outputs
from book.data.reading import rows
from book.publish.kernel import ByFile
from book.publish.project import ROOT

FIRST = ("text/markdown", "text/plain")  # what a reader sees, before the data behind it
BEHIND = " (- in the notebook, + computed now)"


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(parent):
    """nbval's notebooks, as chapters."""
    found = yield
    return [Chapter.from_parent(parent, path=one.path) if isinstance(one, IPyNbFile) else one for one in found]


class FileKernels(ByFile, KernelManager):
    """As nbval starts kernels: two at once cannot be given the same port."""


class Chapter(IPyNbFile):
    """A notebook whose cases are called `asylum: first-requests` rather than `Cell 3`."""

    def setup(self):
        """Start the kernel."""
        nbval.kernel.KernelManager = FileKernels  # nbval has no option for it
        super().setup()

    def collect(self):
        """A case for each cell of code."""
        for case in super().collect():
            name = f"{self.path.stem}: {case.cell.get('id', case.name)}"
            yield Case.from_parent(self, name=name, cell_num=case.cell_num, cell=case.cell, options=case.options)


class Case(IPyNbCell):
    """A cell of a chapter, run again and compared by nbval."""

    def reportinfo(self):
        """Where it is."""
        return self.path, 0, self.name

    def compare_outputs(self, test, ref, skip_compare=None):
        """Whether it displays what it displayed."""
        same = super().compare_outputs(test, ref, skip_compare)
        if not same:
            told = [*in_words(self.path.stem, self.cell.get("id", ""), ref, test), ""]
            self.comparison_traceback = told + changes(ref, test, self.parent.skip_compare)
        return same

    def repr_failure(self, excinfo):
        """What a report says of it."""
        error = excinfo.value
        if not isinstance(error, NbCellError):
            return super().repr_failure(excinfo)
        return "\n".join([f"{self.name}: {error}", error.inner_traceback or "", "the cell:", error.source])


def in_words(chapter: str, cell: str, ref, test) -> Iterator[str]:
    """Each number that a cell says otherwise, with the row of data/ behind it; where none does, the words."""
    before, now = ({number.name: number for number in _numbers(shown)} for shown in (ref, test))
    changed = [name for name in now if name in before and before[name].value != now[name].value]
    for name in changed:
        yield f"`{name}` says {_value(before[name])}, now {_value(now[name])}: {'; '.join(map(row, now[name].inputs[:2]))}"
    if not changed:
        yield f"reads or shows otherwise: look at chapters/{chapter}.ipynb, cell {cell}, and at the code behind it"


def _numbers(shown) -> Iterator[outputs.Number]:
    for output in shown:
        found = outputs.of_bundle(output.get("data", {}))
        yield from getattr(found, "numbers", ())


def _value(number: outputs.Number) -> str:
    return "nothing" if number.value is None else f"{number.value:,.10g}"


def row(used) -> str:
    """The row of an observation: data/migration.csv row 153."""
    frame = rows(used.dataset)
    key = [name for name in frame.columns if name not in ("value", "status", "vintage", "source")]
    same = (frame[key].agg(" ".join, axis=1) == used.key) & (frame["vintage"] == used.vintage)
    return (
        f"data/{used.dataset}.csv row {same.idxmax() + 2}"
        if same.any()
        else f"data/{used.dataset}.csv has no {used.key}"
    )


def changes(ref, test, skipped) -> list[str]:
    """The lines in which the outputs differ, by kind of data, words first; - in the notebook, + computed now."""
    before, now = displayed(ref), displayed(test)
    lines = []
    for kind in sorted({*before, *now} - {*skipped}, key=lambda kind: (*(kind != first for first in FIRST), kind)):
        differing = difflib.unified_diff(before.get(kind, []), now.get(kind, []), n=0, lineterm="")
        found = [line for line in list(differing)[2:] if not line.startswith("@@")]
        lines += [f"{kind}{BEHIND}", *found, ""] if found else []
    return lines


def displayed(shown) -> dict[str, list[str]]:
    """The lines of all outputs of a cell by kind of data: a MIME type, or the name of a stream."""
    found = {}
    for output in shown:
        stream = {output.get("name", output["output_type"]): output.get("text", "")}
        for kind, data in output.get("data", stream).items():
            text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
            found.setdefault(kind, []).extend(text.splitlines())
    return found


def run(folder: Path) -> tuple[int, list[str]]:
    """nbval over the notebooks of a folder: how many cells ran, and a line for each that says otherwise now."""
    with tempfile.TemporaryDirectory() as name:
        report = Path(name) / "report.xml"
        done = _nbval(folder, f"--junitxml={report}")
        if not report.exists():
            return 0, [f"nbval did not run: {(done.stderr or done.stdout).strip().splitlines()[-1]}"]
        cases = list(ElementTree.parse(report).iter("testcase"))
    found = [(case.get("name"), bad) for case in cases for kind in ("failure", "error") for bad in case.findall(kind)]
    return len(cases), [f"{name}: {line}" for name, failed in found for line in _said(failed.text or "")]


def _nbval(folder: Path, report: str) -> subprocess.CompletedProcess:
    """pytest with nbval and this module, without the project's own settings, two notebooks at a time."""
    call = [sys.executable, "-m", "pytest", "--quiet", "-p", "no:cacheprovider", "-p", "book.review.cells", "--nbval"]
    apart = ["-c", os.devnull, "--rootdir", str(folder), "--noconftest"]
    apart += ["--numprocesses", "2", "--dist", "loadfile"] if len([*folder.glob("*.ipynb")]) > 1 else []
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [*call, *apart, report, str(folder)], cwd=ROOT, capture_output=True, text=True, env=environment
    )


def _said(report: str) -> list[str]:
    """The words of a report without the raw data; of an error what it is."""
    head, *lines = report.split("the cell:")[0].splitlines()
    told = [line for line in lines if line.strip()]
    end = next((place for place, line in enumerate(told) if line.endswith(BEHIND)), None)
    return told[:end] if end else [": ".join([head.partition(": ")[2].partition(": ")[2], *told[-1:]])]
