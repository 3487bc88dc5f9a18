"""What a run has read of the project: the files that it opened and the folders that it listed, as Python itself tells."""

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

from book.publish.project import CHAPTERS, ROOT, PublishError

DATASETS = "#datasets"  # behind the name of a chapter: of it nothing counts but the datasets that it has loaded
OWN = ("book", "_build", ".venv", ".git")  # code is known by its own digest; what a build leaves is nobody's source


def watched(notebook: Path | None = None) -> dict[str, str]:
    """The files and folders that this process reads from now on, each with its `digest`; a folder ends with `/`.

    It grows, and cannot be ended: for a process that does nothing else. Where that is the run of a `notebook`, of another
    chapter its DATASETS alone are noted: a run reads no more of it.
    """
    found: dict[str, str] = {}

    def note(event: str, arguments: tuple) -> None:
        if event in ("open", "os.listdir", "os.scandir") and isinstance(arguments[0], str | bytes | os.PathLike):
            place = named(path := os.path.abspath(os.fsdecode(arguments[0])), event == "open")
            if notebook and place.endswith(".ipynb") and Path(path).parent == CHAPTERS and Path(path) != notebook:
                place += DATASETS
            if place and place not in found:
                found[place] = ""  # the digest opens it too
                found[place] = digest(place)  # before it is read: a change from now on is noticed

    sys.addaudithook(note)
    return found


def named(path: str, is_file: bool) -> str:
    """The path in the project, as a key of `digest`; empty where it is none of the project's sources."""
    place = Path(path)
    if not place.is_relative_to(ROOT) or "__pycache__" in place.parts or not place.exists():
        return ""
    inside = place.relative_to(ROOT)
    return "" if not inside.parts or inside.parts[0] in OWN else str(inside) if is_file else f"{inside}/"


def digest(place: str) -> str:
    """Of a file of the project what is in it, of a folder (`chapters/`) the names in it; "absent" where it is gone.

    Of a chapter with DATASETS behind its name those that it has loaded.
    """
    path = ROOT / place.removesuffix(DATASETS)
    try:
        if place.endswith(DATASETS):
            return _loaded(path, content(path))
        return digest_of(*sorted(os.listdir(path))) if place.endswith("/") else content(path)
    except OSError:
        return "absent"


@cache
def _loaded(path: Path, content: str) -> str:
    import nbformat  # and what knows our outputs: both only where a chapter lists what others have loaded

    from book import outputs

    try:
        return digest_of(*outputs.loaded(nbformat.read(path, 4)))
    except Exception:  # no notebook, or none of ours: all of it counts
        return content


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


def _code() -> dict[Path, str]:
    """The files of `book/` as they are now, each with its digest."""
    files = (path for path in sorted((ROOT / "book").rglob("*")) if path.suffix not in (".pyc", ".mo"))
    return {path: content(path) for path in files if path.is_file()}


CODE = _code()  # before the rest of it is imported: what this process runs, and those that are forked from it


def code(*parts: str) -> str:
    """The digest of parts of `book/` as this process runs them: folders with all that is in them, or single modules."""
    tops = [ROOT / "book" / part for part in parts]
    files = (path for path in CODE if any(path.is_relative_to(top) for top in tops))
    return digest_of(*(f"{path.relative_to(ROOT)} {CODE[path]}" for path in files))


class ChangedError(PublishError):
    """The code in `book/` is another one than that which runs."""


def refuse_changed_code() -> None:
    """ChangedError where `book/` is another one than this process began with: what it has made may be of both."""
    if _code() != CODE:
        raise ChangedError("the code in book/ was changed meanwhile: start again")


@cache
def installed() -> str:
    """The digest of Python's version and those of all that is installed for it."""
    names = {entry for folder in sys.path if os.path.isdir(folder) for entry in os.listdir(folder)}
    return digest_of(sys.version, *sorted(name for name in names if name.endswith((".dist-info", ".egg-info"))))
