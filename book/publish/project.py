"""Where things are in the project, and what goes wrong while it is published."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHAPTERS = ROOT / "chapters"
BUILD = ROOT / "_build"
KEPT = BUILD / ".kept"  # what the next build need not do again


class PublishError(RuntimeError):
    """What could not be run, bound or put in its place; the message says which, a line for each."""


def chapter_files(folder: Path = CHAPTERS) -> list[Path]:
    """All chapters, by name."""
    return sorted(folder.glob("*.ipynb"))
