"""How nbval names and reports a cell: its chapter and id first, then the changed sentence, then the raw data."""

import difflib
import json

import nbval.kernel
import pytest
from jupyter_client.manager import KernelManager
from nbval.plugin import IPyNbCell, IPyNbFile, NbCellError

from book.publish.kernel import ByFile

FIRST = ("text/markdown", "text/plain")  # what a reader sees, before the data behind it


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
        nbval.kernel.KernelManager = FileKernels  # nbval has no option for it
        super().setup()

    def collect(self):
        for case in super().collect():
            name = f"{self.path.stem}: {case.cell.get('id', case.name)}"
            yield Case.from_parent(self, name=name, cell_num=case.cell_num, cell=case.cell, options=case.options)


class Case(IPyNbCell):
    """A cell of a chapter, run again and compared by nbval."""

    def reportinfo(self):
        return self.path, 0, self.name

    def compare_outputs(self, test, ref, skip_compare=None):
        same = super().compare_outputs(test, ref, skip_compare)
        if not same:
            self.comparison_traceback = changes(ref, test, self.parent.skip_compare) or self.comparison_traceback
        return same

    def repr_failure(self, excinfo):
        error = excinfo.value
        if not isinstance(error, NbCellError):
            return super().repr_failure(excinfo)
        return "\n".join([f"{self.name}: {error}", error.inner_traceback or "", "the cell:", error.source])


def changes(ref, test, skipped) -> list[str]:
    """The lines in which the outputs differ, by kind of data, words first; - in the notebook, + computed now."""
    before, now = displayed(ref), displayed(test)
    lines = []
    for kind in sorted({*before, *now} - {*skipped}, key=lambda kind: (*(kind != first for first in FIRST), kind)):
        differing = difflib.unified_diff(before.get(kind, []), now.get(kind, []), n=0, lineterm="")
        found = [line for line in list(differing)[2:] if not line.startswith("@@")]
        lines += [f"{kind} (- in the notebook, + computed now)", *found, ""] if found else []
    return lines


def displayed(outputs) -> dict[str, list[str]]:
    """The lines of all outputs of a cell by kind of data: a MIME type, or the name of a stream."""
    found = {}
    for output in outputs:
        stream = {output.get("name", output["output_type"]): output.get("text", "")}
        for kind, data in output.get("data", stream).items():
            text = data if isinstance(data, str) else json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)
            found.setdefault(kind, []).extend(text.splitlines())
    return found
