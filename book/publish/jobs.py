"""Calls in processes of their own, several at a time: each in a fresh one, and none outlives us, however we end.

On Linux a process is forked from one that has imported what a chapter needs; elsewhere it starts from nothing.
"""

import gc
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from multiprocessing import active_children, get_context, parent_process, resource_tracker
from multiprocessing.forkserver import ensure_running, set_forkserver_preload
from threading import Thread

import psutil

from book.publish import garbage  # noqa: F401  (in a process that begins from nothing, too)
from book.publish.project import PublishError

ENGINES = ("book", "kernel")  # in the process of the run, or each chapter in a kernel: slower, for every system
WARM = sys.platform == "linux"
CONTEXT = get_context("forkserver" if WARM else "spawn")
PRELOADED = (  # by name: what binds the book is below this part of the house; first how, and what notes how the code is now
    "book.publish.garbage", "book.publish.reads", "matplotlib.pyplot", "book.chapter.session", "book.publish.execute",
    "book.publish.finish", "jupyter_book.sphinx", "myst_nb.sphinx_ext", "sphinx_book_theme", "sphinx.builders.html", "typst",
    "book.sphinx_ext",
)  # fmt: skip
TELL: ContextVar[Callable[[str], None]] = ContextVar("tell", default=lambda place: None)  # says where a call is


class EndedError(PublishError):
    """The process of a call ended before the call did; `place` is what it told last."""

    def __init__(self, place: str, said: str = "its process was ended (was there memory enough?)"):
        super().__init__(said)
        self.place = place


def default_engine() -> str:
    """The first of ENGINES where a process can be forked safely, else the other."""
    return ENGINES[0] if WARM else ENGINES[1]


@contextmanager
def pool(processes: int | None = None) -> Iterator[Callable]:
    """`submit(function, *arguments)` gives a Future of the call; an error here ends all that is at work."""
    if WARM:
        resource_tracker.ensure_running()  # the server begins it else, and lets Ctrl-C through before it has begun itself
    with uninterrupted():
        if WARM:
            set_forkserver_preload(list(PRELOADED))
            ensure_running()
        threads = ThreadPoolExecutor(processes or os.cpu_count())
    futures = []

    def submit(function: Callable, *arguments):
        with uninterrupted():  # threads and processes begin with the signals of this one: Ctrl-C is not theirs
            futures.append(threads.submit(_apart, function, arguments))
        return futures[-1]

    try:
        yield submit
    except BaseException:
        threads.shutdown(wait=False, cancel_futures=True)
        while not all(future.done() for future in futures):  # a thread may be about to start another
            for child in active_children():
                end(child.pid)
            time.sleep(0.01)
        raise
    threads.shutdown()


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C waits until the end of this."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


class Beside:
    """A call that a copy of this process makes once it is told to `begin`; `answer` is there when it has ended."""

    answer = None

    def __init__(self, begin: Callable[[], None]):
        self.begin = begin


@contextmanager
def beside(function: Callable, *arguments) -> Iterator[Beside]:
    """A call at the same time as what is done here: in a copy of this process as it is now, once it is to `begin`.

    The end waits for it, and begins it if need be; what it raises is raised there. Without WARM it is called there.
    """
    if not WARM:
        yield (call := Beside(lambda: None))
        call.answer = function(*arguments)
        return
    fork = get_context("fork")
    ours, theirs = fork.Pipe()
    process = fork.Process(target=_when_told, args=(ours, theirs, function, arguments))
    process.start()
    theirs.close()

    def begin() -> None:
        with suppress(ConnectionError):  # it was told before, and has ended
            ours.send("begin")

    try:
        yield (call := Beside(begin))
        begin()
    except BaseException:
        end(process.pid)
        raise
    call.answer = _received(ours, process)


def in_two(function: Callable[[Iterator], object], items: Sequence) -> list:
    """What a function of an iterator gives here and in a copy of this process: each takes the next item that is left."""
    if len(items) < 2:
        return [function(iter(items))]
    numbers, put = os.pipe()  # from which two can take: what one has taken is gone for the other
    with open(numbers, "rb", buffering=0) as left:
        with open(put, "wb", buffering=0) as queue:
            queue.write(b"".join(place.to_bytes(2) for place in range(len(items))))
        taken = (items[int.from_bytes(place)] for place in iter(lambda: left.read(2), b""))
        with beside(function, taken) as call:
            call.begin()
            ours = function(taken)
    return [ours, call.answer]


def _when_told(theirs, ours, function: Callable, arguments: tuple) -> None:
    theirs.close()
    ours.recv()
    _answer(ours, function, arguments)


def _apart(function: Callable, arguments: tuple):
    """What a call gives or raises, in a fresh process; EndedError where that ends before."""
    ours, theirs = CONTEXT.Pipe(duplex=False)
    process = CONTEXT.Process(target=_answer, args=(theirs, function, arguments))
    process.start()
    theirs.close()
    return _received(ours, process)


def _received(connection, process):
    """What the call of a process gives or raises."""
    place = ""
    try:
        while (answer := connection.recv())[0] == "place":
            place = answer[1]
    except EOFError:
        raise EndedError(place) from None
    finally:
        process.join()
    if answer[0] == "error":
        raise answer[1]
    return answer[1]


def _answer(connection, function: Callable, arguments: tuple) -> None:
    """In the new process: call, and send what comes of it."""
    gc.freeze()  # what was imported before lives as long as the process: nothing in it is to be collected
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # kernels are interrupted by it
    Thread(target=end_with_parent, daemon=True).start()
    TELL.set(lambda place: connection.send(("place", place)))
    try:
        answer = "done", function(*arguments)
    except Exception as error:
        error.add_note(traceback.format_exc())
        answer = "error", error
    connection.send(answer)


def end_with_parent() -> None:
    """End this process, and all that it has started, when that ends which has started it."""
    parent_process().join()
    end(os.getpid())


def end(pid: int) -> None:
    """Kill a process and, before it, all that it has started."""
    with suppress(psutil.NoSuchProcess):
        top = psutil.Process(pid)
        for process in [*top.children(recursive=True), top]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
