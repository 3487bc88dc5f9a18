"""Chapter runs that are kept, so that none is done twice: one file each, under what it was run from and what it read."""

import json
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path

from book.publish import reads

LIMIT = 400_000_000  # bytes of all runs that are kept
PARTS = (  # of book/, what a chapter can import, and what runs it
    "data", "edition.py", "measures", "language", "outputs", "charts", "chapter",
    "publish/drawings.py", "publish/engine.py", "publish/execute.py", "publish/notebooks.py",
)  # fmt: skip
NOTEBOOK, READ = "notebook.ipynb", "read.json"


@dataclass(frozen=True)
class Run:
    """What a chapter leaves: its executed notebook, its pictures by file name, and what it has read, with digests."""

    notebook: str
    pictures: dict[str, bytes] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)

    def lay(self, notebook: Path, pictures: Path) -> None:
        """Write the notebook and, into their folder, the pictures."""
        for folder in (notebook.parent, pictures):
            folder.mkdir(parents=True, exist_ok=True)
        notebook.write_text(self.notebook, encoding="utf-8")
        for name, content in self.pictures.items():
            (pictures / name).write_bytes(content)


def key(notebook: Path, *parameters: str) -> str:
    """What a run begins from: the notebook, the parameters, the code of the project, and all that is installed."""
    return reads.digest_of(reads.content(notebook), *parameters, reads.code(*PARTS), reads.installed())[:32]


def find(folder: Path, key: str) -> Path | None:
    """The file of the newest run from `key` whose readings still are what they were; None where there is none."""
    for path in sorted(folder.glob(f"{key}-*.zip"), key=lambda one: -one.stat().st_mtime):
        try:
            with zipfile.ZipFile(path) as kept:
                read = json.loads(kept.read(READ))
        except (OSError, ValueError, KeyError, zipfile.BadZipFile):
            continue
        if all(reads.digest(place) == then for place, then in read.items()):
            path.touch()
            return path
    return None


def open_run(path: Path) -> Run | None:
    """The run in a file; None where the file is damaged: each part of it has a check sum."""
    try:
        with zipfile.ZipFile(path) as kept:
            parts = {name: kept.read(name) for name in kept.namelist()}
            read = json.loads(parts.pop(READ))
        return Run(parts.pop(NOTEBOOK).decode("utf-8"), parts, read)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile, zlib.error):
        return None


def keep(run: Run, folder: Path, key: str) -> Path:
    """Write a run as a whole, so that a reader finds it whole or not at all; its file."""
    folder.mkdir(parents=True, exist_ok=True)
    read = json.dumps(run.read, sort_keys=True)
    path = folder / f"{key}-{reads.digest_of(read)[:16]}.zip"
    beside = path.with_suffix(".part")
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as kept:
        for name, content in {NOTEBOOK: run.notebook, READ: read, **run.pictures}.items():
            kept.writestr(name, content)
    return beside.replace(path)


def trim(folder: Path, limit: int = LIMIT) -> None:
    """Remove the runs that were used longest ago, until the others have room."""
    room = limit
    for path in sorted(folder.glob("*.*"), key=lambda one: -one.stat().st_mtime):
        room -= path.stat().st_size
        if room < 0:
            path.unlink(missing_ok=True)
