"""The place of a book: one build at a time works on it, and a whole book stands in it at any moment."""

import ctypes
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from book.publish.project import PublishError

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # of Linux


class TakenError(PublishError):
    """Another process builds the same book."""


@contextmanager
def alone(place: Path) -> Iterator[None]:
    """The sole right to a place; what dead builds left beside it is cleared, and in the end what this one leaves.

    TakenError where another process has it.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    path = place.with_name(f".{place.name}.lock")
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise TakenError(f"another build of {place.name} is at work in {place.parent}") from None
        if not (path.exists() and os.path.samestat(path.stat(), os.fstat(lock.fileno()))):
            raise TakenError(f"another build of {place.name} has just ended in {place.parent}: start again")
        try:
            clear(place)
            yield
        finally:
            clear(place)
            path.unlink()


def clear(place: Path) -> None:
    """Remove what builds left beside a place that is taken; a book that was put aside goes back where none stands."""
    aside = _aside(place)
    if aside.exists() and not place.exists():
        aside.rename(place)
    for left in place.parent.glob(f".{place.name}.*"):
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)


def swap(folder: Path, place: Path) -> Path:
    """Put a finished folder in its place; where a book stands there the two are exchanged in one step.

    Where the system cannot do that, a process that dies between two steps leaves the earlier book aside for `clear`.
    """
    if not (place.exists() and exchanged(folder, place)):
        if place.exists():
            place.rename(_aside(place))
        folder.rename(place)
    for left in (folder, _aside(place)):
        shutil.rmtree(left, ignore_errors=True)
    return place


def _aside(place: Path) -> Path:
    return place.with_name(f".{place.name}.old")


def exchanged(one: Path, other: Path) -> bool:
    """Two folders have changed places in one step; False where the system or the file system cannot do that."""
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    return bool(rename) and not rename(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), RENAME_EXCHANGE)
