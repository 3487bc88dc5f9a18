"""The processes of a build: several at a time, and none outlives it, however it ends."""

import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from multiprocessing import active_children, get_context, parent_process
from threading import Thread

import psutil


@contextmanager
def started(function: Callable, calls: Iterable[tuple], processes: int = 2, **options) -> Iterator[list[Future]]:
    """The calls of a function, each with its arguments, at work in processes of their own, which an error here ends."""
    with ProcessPoolExecutor(processes, get_context("spawn"), _begin, **options) as pool:
        try:
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is this process's to answer, not theirs
            futures = [pool.submit(function, *call) for call in calls]
            signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
            yield futures
        except BaseException:
            for child in active_children():
                end(child.pid)
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # kernels are interrupted by it
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent_process().join()
    end(os.getpid())


def end(pid: int) -> None:
    """Kill a process and, before it, all that it has started."""
    with suppress(psutil.NoSuchProcess):
        top = psutil.Process(pid)
        for process in [*top.children(recursive=True), top]:
            with suppress(psutil.NoSuchProcess):
                process.kill()
