"""The book of an edition while it is made: from which runs, in which place, and whether it stands there already."""

import json
import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from book.edition import Edition
from book.publish import place, reads, runs
from book.publish.jobs import ENGINES
from book.publish.project import KEPT, ROOT


class Book:
    """The book of an edition while it is made: beside its place, from runs that are kept or still to be done."""

    def __init__(self, edition: Edition, out: Path, chapters: Sequence[Path], engine: str):
        self.edition, self.place = edition, out / edition.name
        self.folder = out / f".{edition.name}.{os.getpid()}"
        self.keys = {
            path: runs.key(path, str(edition.year), edition.language, edition.as_of, engine) for path in chapters
        }
        found = {path: runs.find(KEPT / "runs", key) for path, key in self.keys.items() if engine == ENGINES[0]}
        self.kept = {path: file for path, file in found.items() if file}
        self.state = KEPT / f"{reads.digest_of(str(self.place))[:16]}"
        self.executed = self.bound = 0

    def missing(self) -> list[Path]:
        """The chapters that must run; a run that is damaged is none."""
        self.kept = {path: file for path, file in self.kept.items() if runs.open_run(file)}
        return [path for path in self.keys if path not in self.kept]

    def keep(self, path: Path, run: runs.Run) -> None:
        """Keep the run of a chapter. ChangedError, here and in `swap_in`: `book/` is another one since."""
        reads.refuse_changed_code()
        self.kept[path] = runs.keep(run, KEPT / "runs", self.keys[path])
        self.executed += 1

    def made_from(self, together: Sequence[Edition]) -> str:
        """A digest of all that the book is made from; of a chapter without a run it says only that."""
        names = [self.kept[path].name if path in self.kept else "" for path in self.keys]
        data = [f"data/{name}" for name in sorted(os.listdir(ROOT / "data"))]
        files = [reads.digest(name) for name in ("_config.yml", "_toc.yml", "pyproject.toml", *data)]
        return reads.digest_of(*names, *files, reads.code(""), reads.installed(), repr(together))

    def is_current(self, together: Sequence[Edition]) -> bool:
        """The book that stands in its place was made from the same, and no file of it has changed since."""
        with suppress(OSError, ValueError):
            then = json.loads(self.state.with_suffix(".json").read_text(encoding="utf-8"))
            return then == {"from": self.made_from(together), "left": _left(self.place)}
        return False

    def swap_in(self, together: Sequence[Edition]) -> None:
        """Put the finished book in its place, and note what it was made from."""
        reads.refuse_changed_code()
        place.swap(self.folder, self.place)
        self.bound = 1
        now = {"from": self.made_from(together), "left": _left(self.place)}
        self.state.with_suffix(".json").write_text(json.dumps(now), encoding="utf-8")


def _left(folder: Path) -> str:
    """A digest of the names, sizes and times of all files of a book."""
    files = [(path, path.stat()) for path in sorted(folder.rglob("*")) if path.is_file()]
    return reads.digest_of(*(f"{path} {state.st_size} {state.st_mtime_ns}" for path, state in files))
