"""The same jobs on a Dask cluster: code and data are sent along, results come back over the network.

Its workers share no files with this machine and have nothing of ours: only what requirements.txt installs.
"""

import hashlib
import io
import os
import pickle
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

from book.edition import Edition
from book.publish.finish import finish
from book.publish.project import ROOT, PublishError

SENT = ("book", "chapters", "data", "_config.yml", "_toc.yml")
PATIENCE = 20  # seconds to wait for a scheduler
TRIES = 3  # of a job whose worker dies


class ClusterError(PublishError):
    """No cluster, or one that was lost; one line."""


@contextmanager
def pool(address: str) -> Iterator[Callable]:
    """`submit(function, *arguments)` as `jobs.pool` gives it, on the cluster of a scheduler such as tcp://host:8786."""
    import cloudpickle
    from distributed import Client

    cloudpickle.register_pickle_by_value(sys.modules[__name__])  # the workers cannot import this module
    try:
        client = Client(address, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        raise ClusterError(f"no cluster at {address}: {' '.join(str(error).split())}") from None
    threads = ThreadPoolExecutor(max_workers=1000)  # they only wait
    with client:
        project = client.scatter(packed(ROOT, *SENT), broadcast=True)
        try:
            yield lambda function, *arguments: threads.submit(_submit, client, project, function, arguments)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def _submit(client, project, function: Callable, arguments: tuple):
    """One call there, and what it gives or raises; a folder that it fills is sent for, and filled here."""
    if function is finish:
        folder, edition, together, kept, _ = arguments
        runs = {name: path.read_bytes() for name, path in kept.items()}
        unpack(_submit(client, project, finish_packed, (edition, together, runs)), folder)
        return None
    call = pickle.dumps((function, arguments))
    try:
        answer = client.submit(far, project, call, pure=False, retries=TRIES).result()
    except Exception as error:
        if client.status == "running" and not isinstance(error, OSError):
            raise ClusterError(f"a job failed on the cluster: {' '.join(str(error).split())[:300]}") from None
        raise ClusterError(f"the scheduler of the cluster was lost: {type(error).__name__}") from None
    kind, value = pickle.loads(answer)
    if kind == "error":
        raise value
    return value


def far(project: bytes, call: bytes) -> bytes:
    """On a worker: unpack the project once, and make the call in a process of its own that runs from it."""
    folder = Path(tempfile.gettempdir()) / f"state-of-migration-{hashlib.sha256(project).hexdigest()[:16]}"
    if not folder.exists():
        beside = Path(tempfile.mkdtemp(dir=folder.parent))
        unpack(project, beside)
        with suppress(OSError):  # another job was faster
            beside.rename(folder)
    command, environment = [sys.executable, "-m", "book.publish.far"], {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(command, input=call, cwd=folder, env=environment, capture_output=True)
    if done.returncode:
        raise RuntimeError((done.stderr.decode(errors="replace").strip().splitlines() or ["ended"])[-1])
    return done.stdout


def packed(folder: Path, *names: str) -> bytes:
    """Files and folders of a folder as one tar."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as tar:
        for name in names:
            tar.add(folder / name, name, filter=lambda one: None if "__pycache__" in one.name else one)
    return buffer.getvalue()


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
