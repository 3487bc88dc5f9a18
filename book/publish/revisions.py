"""What an edition says in a revision of the project: its own code and data, taken out of git and run in a folder aside."""

import os
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import nbformat

from book import outputs
from book.edition import Edition
from book.publish.editions import Chapters
from book.publish.project import ROOT, PublishError, chapter_files


def commit(revision: str) -> str:
    """The short name of the commit that a revision is; PublishError where git knows none."""
    return _git("rev-parse", "--short", "--verify", "--end-of-options", f"{revision}^{{commit}}").decode().strip()


def stands(revision: str) -> bool:
    """The files of the project are those of this commit: its chapters need not run aside."""
    return commit("HEAD") == revision and not _git("status", "--porcelain")


def read(revision: str, edition: Edition) -> Chapters:
    """The outputs of all chapters of an edition in a commit. PublishError where one does not run there."""
    with tempfile.TemporaryDirectory() as name:
        with tarfile.open(fileobj=BytesIO(_git("archive", revision))) as files:
            files.extractall(name, filter="data")
        folder = Path(name)
        stems = [path.stem for path in chapter_files(folder / "chapters")]
        with ThreadPoolExecutor(os.cpu_count()) as threads:
            return dict(zip(stems, threads.map(lambda stem: list(_outputs(folder, stem, edition)), stems), strict=True))


def _outputs(folder: Path, stem: str, edition: Edition) -> Iterator:
    call = [sys.executable, "-m", "book", "chapter", stem, str(edition.year), edition.language]
    call += ["--as-of", edition.as_of] if edition.as_of else []
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    done = subprocess.run(call, cwd=folder, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise PublishError(f"{stem} does not run in that revision: {done.stderr.strip().splitlines()[-1:]}")
    return outputs.read(nbformat.read(Path(done.stdout.strip().splitlines()[-1]), 4))


def _git(*call: str) -> bytes:
    done = subprocess.run(["git", *call], cwd=ROOT, capture_output=True)
    if done.returncode:
        raise PublishError(f"git {call[0]}: {done.stderr.decode().strip()}")
    return done.stdout
