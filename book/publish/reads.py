"""What a run has read of the project: the files that it opened and the folders that it listed, as Python itself tells."""

import hashlib
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

from book.publish.project import ROOT

OWN = ("book", "_build", ".venv", ".git")  # code is known by its own digest; what a build leaves is nobody's source


def watched() -> Callable[[], dict[str, str]]:
    """From now on, in this process: the files and folders read so far, each with its `digest`; a folder ends with `/`.

    It cannot be ended: for a process that does nothing else.
    """
    found = set()

    def note(event: str, arguments: tuple) -> None:
        if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str | bytes | os.PathLike):
            found.add((os.path.abspath(os.fsdecode(arguments[0])), event == "open"))

    sys.addaudithook(note)
    return lambda: {place: digest(place) for place in sorted(set(filter(None, (named(*one) for one in found))))}


def named(path: str, is_file: bool) -> str:
    """The path in the project, as a key of `digest`; empty where it is none of the project's sources."""
    place = Path(path)
    if not place.is_relative_to(ROOT) or "__pycache__" in place.parts or not place.exists():
        return ""
    inside = place.relative_to(ROOT)
    return "" if not inside.parts or inside.parts[0] in OWN else str(inside) if is_file else f"{inside}/"


def digest(place: str) -> str:
    """Of a file of the project what is in it, of a folder (`chapters/`) the names in it; "absent" where it is gone."""
    path = ROOT / place
    try:
        return digest_of(*sorted(os.listdir(path))) if place.endswith("/") else content(path)
    except OSError:
        return "absent"


def content(path: Path) -> str:
    """The digest of a file, read once while it stays as it is; "absent" where it cannot be read."""
    try:
        state = path.stat()
        return _content(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return "absent"


@cache
def _content(path: Path, *state: int) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digest_of(*texts: str) -> str:
    """One digest of several texts."""
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()


def code(*parts: str) -> str:
    """The digest of parts of `book/`: folders with all that is in them, or single modules."""
    found = []
    for part in parts:
        top = ROOT / "book" / part
        files = [path for path in sorted(top.rglob("*")) if path.is_file()] if top.is_dir() else [top]
        found += [str(path.relative_to(ROOT)) for path in files if path.suffix not in (".pyc", ".mo")]
    return digest_of(*(f"{place} {digest(place)}" for place in found))


@cache
def installed() -> str:
    """The digest of Python's version and those of all that is installed for it."""
    names = {entry for folder in sys.path if os.path.isdir(folder) for entry in os.listdir(folder)}
    return digest_of(sys.version, *sorted(name for name in names if name.endswith((".dist-info", ".egg-info"))))
