"""Who has signed an edition off: the day, the commit and the data that were reviewed, a row in `reviews.csv`."""

import subprocess
from datetime import date
from pathlib import Path

from book.edition import Edition
from book.publish import csv_files, version
from book.publish.project import ROOT, PublishError

FILE = "reviews.csv"
HEAD = ["day", "name", "edition", "commit", "data"]


class SignError(PublishError):
    """What cannot be signed: no name, a tree with changes that no commit has, or no repository."""


def sign(edition: Edition, name: str, folder: Path = ROOT) -> list[str]:
    """Append a row for an edition that a person has reviewed; SignError."""
    if not name.strip():
        raise SignError("whoever signs gives a name")
    changed = [line for line in _git(folder, "status", "--porcelain").splitlines() if not line.endswith(FILE)]
    if changed:
        raise SignError(f"commit first, what is signed must be in it: {changed[0].strip()}")
    row = [
        date.today().isoformat(),
        name.strip(),
        edition.name,
        _git(folder, "rev-parse", "HEAD").strip(),
        version.data(folder / "data"),
    ]
    path = folder / FILE
    before = csv_files.read(path)[1:] if path.exists() else []
    csv_files.write(path, HEAD, [*before, row])
    return row


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        raise SignError("what is signed is a commit, and git tells of none here") from None
    return done.stdout
