"""A book built on a Dask cluster: a real scheduler and two workers, which have nothing of ours, in processes of their own."""

import filecmp
import os
import signal
import socket
import subprocess
import sys
import sysconfig
import time

import pytest
from projects import FIGURE, begin, family, gone, lines, made, ran, titled, untouched, wait_for

pytestmark = pytest.mark.book
PATIENCE = 60  # seconds until what goes wrong with a cluster is told


class Cluster:
    """Processes that end with the test; without the site's own paths, so that no installed project is found."""

    def __init__(self, folder):
        self.folder, self.processes = folder, []
        folder.mkdir()

    def start(self, kind, *options):
        environment = {**os.environ, "PYTHONPATH": sysconfig.get_path("purelib")}
        call = [sys.executable, "-S", "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *options]
        with (self.folder / f"{len(self.processes)}.log").open("w") as log:
            process = subprocess.Popen(call, cwd=self.folder, env=environment, stdout=log, stderr=log)
        self.processes.append(process)
        return process

    def started(self, workers=2):
        self.scheduler = self.start(
            "scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", "address.json"
        )
        wait_for((self.folder / "address.json").exists)
        said = (self.folder / "address.json").read_text()
        self.address = said.split('"address": "')[1].split('"')[0]
        one = ("--no-nanny", "--nthreads", "1", "--local-directory", "work")
        self.workers = [self.start("worker", self.address, *one) for _ in range(workers)]
        return self


@pytest.fixture
def cluster(tmp_path):
    cluster = Cluster(tmp_path / "elsewhere")
    try:
        yield cluster.started()
    finally:
        for process in cluster.processes:
            process.kill()
            process.wait()


@pytest.fixture
def project(tmp_path):
    """A small project; its second chapter says by a file that it has begun, and in which process, and takes its time."""
    folder = made(tmp_path / "project", "one", "two")
    titled(folder / "chapters" / "one.ipynb", FIGURE)
    slow = f"import os, pathlib, time\npathlib.Path({str(tmp_path / 'begun')!r}).write_text(str(os.getppid()))\ntime.sleep(4)"
    titled(folder / "chapters" / "two.ipynb", slow)
    return folder


def begun(tmp_path):
    """The process of the worker that runs the slow chapter, once it does."""
    wait_for(lambda: (tmp_path / "begun").exists() and (tmp_path / "begun").read_text())
    return int((tmp_path / "begun").read_text())


def files(folder):
    return sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())


def test_a_book_from_the_cluster_is_the_same_to_the_byte(cluster, project, tmp_path):
    assert ran(project, "build", "2023", "nl") == (0, [])
    here = (project / "_build").rename(tmp_path / "here") / "2023-nl"
    assert ran(project, "build", "2023", "nl", "--cluster", cluster.address) == (0, [])
    there = project / "_build" / "2023-nl"
    assert len(files(here)) > 50 and files(there) == files(here)
    assert filecmp.cmpfiles(here, there, files(here), shallow=False)[1:] == ([], [])


def test_the_jobs_of_a_worker_that_is_killed_are_done_by_another(cluster, project, tmp_path):
    build = begin(project, "build", "2023", "en", "--cluster", cluster.address)
    killed = next(worker for worker in cluster.workers if worker.pid == begun(tmp_path))
    started = family(killed)[1:]
    killed.kill()
    (tmp_path / "begun").unlink()
    other = begun(tmp_path)
    said = build.communicate(timeout=PATIENCE)[1]
    assert (build.returncode, lines(said)) == (0, [])
    assert other in [worker.pid for worker in cluster.workers] and other != killed.pid
    assert (project / "_build" / "2023-en" / "html" / "chapters" / "two.html").exists()
    assert started and gone(started)


def test_a_scheduler_that_is_not_there_is_one_line(project):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    begin_time = time.monotonic()
    status, said = ran(project, "build", "2023", "en", "--cluster", address)
    assert status == 1 and len(said) == 1 and said[0].startswith(f"no cluster at {address}: ")
    assert time.monotonic() - begin_time < PATIENCE
    assert untouched(project)


def test_a_scheduler_that_is_lost_is_one_line(cluster, project, tmp_path):
    build = begin(project, "build", "2023", "en", "--cluster", cluster.address)
    begun(tmp_path)
    cluster.scheduler.kill()
    said = build.communicate(timeout=PATIENCE)[1]
    assert (build.returncode, lines(said)) == (1, ["the scheduler of the cluster was lost"])
    assert untouched(project)


def test_a_chapter_that_fails_or_dies_on_the_cluster_is_one_line_as_anywhere(cluster, project):
    titled(project / "chapters" / "one.ipynb", "1 / 0")
    titled(project / "chapters" / "two.ipynb", "import os; os._exit(7)")
    status, said = ran(project, "build", "2023", "en", "--cluster", cluster.address)
    assert status == 1 and said[0].startswith("failed, the others still run: ")
    assert said[1:] == [
        "chapter one, cell second: ZeroDivisionError: division by zero (2023-en)",
        "chapter two: it failed on the cluster: its process was ended (7) (2023-en)",
    ]
    assert untouched(project)


def test_ctrl_c_ends_a_build_on_the_cluster(cluster, project, tmp_path):
    build = begin(project, "build", "2023", "en", "--cluster", cluster.address)
    begun(tmp_path)
    started = family(build)
    build.send_signal(signal.SIGINT)
    said = build.communicate(timeout=2)[1]
    assert (build.returncode, lines(said)) == (130, ["book build: interrupted"])
    assert gone(started) and untouched(project)
