"""The same jobs on a Dask cluster: code and data are sent along, results come back over the network.

Its workers share no files with this machine and have nothing of ours: only what requirements.txt installs.
"""

import gzip
import hashlib
import io
import logging
import os
import pickle
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import CancelledError, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from book.edition import Edition
from book.publish.finish import finish
from book.publish.jobs import EndedError
from book.publish.project import ROOT, PublishError

SENT = ("book", "chapters", "data", "_config.yml", "_toc.yml", "pyproject.toml")
PATIENCE = 20  # seconds to wait for a scheduler, and for a first worker
TRIES = 3  # of a job whose process dies; the scheduler itself gives one whose worker dies to another


class ClusterError(PublishError):
    """No cluster, or one that was lost: nothing more can be done; one line."""


@contextmanager
def pool(address: str) -> Iterator[Callable]:
    """`submit(function, *arguments)` as `jobs.pool` gives it, on the cluster of a scheduler such as tcp://host:8786."""
    threads = ThreadPoolExecutor(max_workers=100)  # they only wait
    with _client(address) as client:
        project = packed(ROOT, *SENT)
        try:
            yield lambda function, *arguments: threads.submit(_submit, client, project, function, arguments)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def _client(address: str):
    """The connection to a scheduler that has a worker; what is wrong with it is told by ClusterError, not by its log."""
    try:
        import cloudpickle
        from distributed import Client

        logging.disable()
        cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the workers cannot import this module
        client = Client(address, timeout=PATIENCE)
        client.wait_for_workers(1, timeout=PATIENCE)
    except (ImportError, OSError, ValueError) as error:
        raise ClusterError(f"no cluster at {address}: {_line(error)}") from None
    return client


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:300] or type(error).__name__


def _submit(client, project: bytes, function: Callable, arguments: tuple):
    """One call there, and what it gives or raises; a folder that it fills is sent for, and filled here."""
    if function is finish:
        folder, edition, together, kept, _ = arguments
        runs = {name: path.read_bytes() for name, path in kept.items()}
        unpack(_submit(client, project, finish_packed, (edition, together, runs)), folder)
        return None
    call = pickle.dumps((function, arguments))
    try:  # a lambda, because that is never pickled as a name only
        answer = client.submit(lambda *sent: far(*sent), project, call, pure=False, retries=TRIES).result()
    except (Exception, CancelledError) as error:
        if client.status == "running":
            raise EndedError("", f"it failed on the cluster: {_line(error)}") from None
        raise ClusterError("the scheduler of the cluster was lost") from None
    kind, value = pickle.loads(answer)
    if kind == "error":
        raise value
    return value


def far(project: bytes, call: bytes) -> bytes:
    """On a worker: unpack the project once, and make the call in a process of its own that runs from it."""
    from distributed import get_worker

    folder = Path(get_worker().local_directory) / hashlib.sha256(project).hexdigest()[:16]
    if not folder.exists():
        beside = Path(tempfile.mkdtemp(dir=folder.parent))
        unpack(project, beside)
        with suppress(OSError):  # another job was faster
            beside.rename(folder)
    command, environment = [sys.executable, "-m", "book.publish.far"], {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, input=call, cwd=folder, env=environment, capture_output=True)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RuntimeError(said[-1] if said else f"its process was ended ({done.returncode})")
    return done.stdout


def packed(folder: Path, *names: str) -> bytes:
    """Files and folders of a folder as one tar, compressed."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", dereference=True) as tar:
        for name in names:
            tar.add(folder / name, name, filter=lambda one: None if "__pycache__" in one.name else one)
    return gzip.compress(buffer.getvalue(), mtime=0)


def unpack(content: bytes, folder: Path) -> None:
    """The files of a tar into a folder."""
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        tar.extractall(folder, filter="data")


def finish_packed(edition: Edition, together: Sequence[Edition], kept: Mapping[str, bytes]) -> bytes:
    """The same where no files are shared: the runs come as bytes, and the folder goes back as a tar."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        for chapter, content in kept.items():
            (place / f"{chapter}.zip").write_bytes(content)
        files = {chapter: place / f"{chapter}.zip" for chapter in kept}
        finish(place / "book", edition, together, files, place / "state")
        return packed(place / "book", ".")
