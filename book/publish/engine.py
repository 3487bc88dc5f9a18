"""A papermill engine that runs the cells in its own process: no kernel to start, no sockets (`papermill --engine book`).

What a kernel does otherwise: it catches the output of subprocesses, has widgets, outlives a cell that ends its process, and
may give what was printed on both streams in another order.
"""

import contextlib
import io
import signal
from collections.abc import Callable, Iterator

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from papermill.engines import Engine
from traitlets import Any, Type
from traitlets.config import Config


class CellTimeoutError(BaseException):
    """A cell took too long; no `except Exception` of a cell takes it for one of its own."""


class Outputs:
    """What the running cell displays, joined as nbclient joins it."""

    def __init__(self):
        self.found, self.named, self.clearing = [], {}, False

    def add(self, output, name: str = "") -> None:
        """Another output; `name` is that under which it can be updated."""
        if self.clearing:
            self.clear()
        last = self.found[-1] if self.found else None
        if last and output.output_type == last.output_type == "stream" and output.name == last.name:
            last.text += output.text
        else:
            self.found.append(output)
            if name:
                self.named.setdefault(name, []).append(output)

    def clear(self, wait: bool = False) -> None:
        """Forget what was displayed, or do it `wait`ing for the next output."""
        self.clearing = wait
        if not wait:
            self.found.clear()


class Stream(io.TextIOBase):
    """Standard output or error of the cells."""

    encoding = "utf-8"

    def __init__(self, name: str, outputs: Outputs):
        self.name, self.outputs = name, outputs

    def write(self, text: str) -> int:
        """Add a text to the outputs of the cell."""
        if text:
            self.outputs.add(new_output("stream", name=self.name, text=text))
        return len(text)


class Publisher(DisplayPublisher):
    """`display(…)` of a cell."""

    def publish(self, data, metadata=None, *, transient=None, update=False, **ignored):
        """Add a display, or change those of its name."""
        name = (transient or {}).get("display_id", "")
        for output in self.shell.outputs.named.get(name, []) if update else ():
            output.data, output.metadata = data, metadata or {}
        if not update:
            self.shell.outputs.add(new_output("display_data", data=data, metadata=metadata or {}), name)

    def clear_output(self, wait=False):
        """As IPython has it."""
        self.shell.outputs.clear(wait)


class Result(DisplayHook):
    """The value of a cell's last expression."""

    def write_output_prompt(self):
        """None: the notebook counts."""

    def write_format_data(self, format_dict, md_dict=None):
        """Add the value in all its formats."""
        if format_dict:
            count, metadata = self.prompt_count, md_dict or {}
            output = new_output("execute_result", data=format_dict, metadata=metadata, execution_count=count)
            self.shell.outputs.add(output)

    def finish_displayhook(self):
        """Nothing was written that would need an end."""


class Shell(InteractiveShell):
    """IPython as it runs in a kernel, with its outputs kept here."""

    displayhook_class = Type(Result)
    display_pub_class = Type(Publisher)
    outputs = Any()

    def init_virtualenv(self):
        """It is the one that runs us."""

    def enable_gui(self, gui=None):
        """There is none."""

    def _showtraceback(self, etype, evalue, stb):
        self.outputs.add(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb)))


class BookEngine(Engine):
    """Cells run one after another in a shell that knows nothing of earlier notebooks."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, on_cell_start: Callable | None = None, **options):
        """Run the cells until one fails. `execution_timeout` is the limit of a cell in seconds: CellTimeoutError."""
        Shell.clear_instance()
        settings = Config(HistoryManager={"enabled": False}, InteractiveShell={"autocall": 0, "colors": "nocolor"})
        shell = Shell.instance(config=settings, outputs=Outputs())
        try:
            shell.run_line_magic("matplotlib", "inline")
            streams = contextlib.redirect_stdout(Stream("stdout", shell.outputs))
            with streams, contextlib.redirect_stderr(Stream("stderr", shell.outputs)):
                _run(shell, nb_man, on_cell_start, options.get("execution_timeout"))
        finally:
            Shell.clear_instance()
        nb_man.nb.metadata["language_info"] = {"name": "python"}
        return nb_man.nb


def _run(shell: Shell, nb_man, on_cell_start: Callable | None, seconds: int | None) -> None:
    """Run the cells until one fails, and tell papermill of each."""
    for index, cell in enumerate(nb_man.nb.cells):
        if on_cell_start:
            on_cell_start(cell=cell, cell_index=index)
        nb_man.cell_start(cell, index)
        try:
            if not _ran(shell, cell, seconds):
                nb_man.cell_exception(cell, index)
                break
        finally:
            nb_man.cell_complete(cell, index)


def _ran(shell: Shell, cell, seconds: int | None) -> bool:
    """Run a cell and give it its outputs; False where it failed and may not."""
    if cell.cell_type != "code" or not cell.source.strip():
        return True
    shell.outputs.found = cell.outputs = []
    with limit(seconds):
        result = shell.run_cell(cell.source, store_history=True)
    cell.execution_count = shell.execution_count - 1
    cell.outputs = shell.outputs.found
    return result.success or "raises-exception" in cell.metadata.get("tags", [])


@contextlib.contextmanager
def limit(seconds: int | None) -> Iterator[None]:
    """What takes longer is ended with CellTimeoutError, where the system has such a clock, whatever it catches."""
    if not seconds or not hasattr(signal, "setitimer"):
        yield
        return
    late = CellTimeoutError(f"the cell took longer than {seconds} seconds")
    rung = []

    def ring(*ignored):
        rung.append(late)
        raise late

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1)  # and each second again
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    if rung:
        raise late
