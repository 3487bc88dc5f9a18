"""Which version a published edition is: that of the project, and a digest of the data that it was computed from."""

import tomllib

from book.publish import reads
from book.publish.project import ROOT

SHORT = 8  # signs of the digest that a page shows


def project() -> str:
    """The version of the project, as pyproject.toml has it."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]


def data(folder=ROOT / "data") -> str:
    """One digest of all files in data/: the same data, the same digest."""
    return reads.digest_of(
        *(f"{path.name} {reads.content(path)}" for path in sorted(folder.iterdir()) if path.is_file())
    )
