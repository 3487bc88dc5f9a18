"""Binds the executed chapters of an edition into a book, through Jupyter Book's own build of Sphinx."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from book.edition import Edition
from book.language import words
from book.run import ROOT


class BindError(RuntimeError):
    """Sphinx warned or failed: its words stand on the error stream."""


def overrides(edition: Edition, together: Sequence[Edition] = ()) -> dict:
    """The Sphinx configuration that an edition adds to _config.yml; `together` are the editions built beside it."""
    word = {name: words.word(name, edition.language) for name in ("figure", "table", "section", "listing")}
    return {
        "external_toc_path": str(ROOT / "_toc.yml"),
        "nb_execution_mode": "off",
        "latex_individualpages": False,
        "language": edition.language,
        "project": edition.title,
        "html_title": edition.title,
        "book_figures": "figures",
        "book_edition": edition.name,
        "book_editions": [(other.name, other.year, other.language) for other in together],
        "numfig_format": {
            "figure": f"{word['figure']} %s", "table": f"{word['table']} %s",
            "section": f"{word['section']} %s", "code-block": f"{word['listing']} %s",
        },
    }  # fmt: skip


def bind(folder: Path, edition: Edition, together: Sequence[Edition] = (), builder: str = "html") -> Path:
    """Bind `folder`/chapters and `folder`/figures into `folder`/html; BindError on any warning.

    Sphinx keeps the first language of a process behind every later one: call it once per process.
    """
    from jupyter_book.sphinx import build_sphinx

    source, out = folder / ".source", folder / builder
    source.mkdir()
    for part in ("chapters", "figures"):
        shutil.copytree(folder / part, source / part)
    status = build_sphinx(
        source, out, path_config=ROOT / "_config.yml", confoverrides=overrides(edition, together), noconfig=True,
        doctreedir=source / ".doctrees", builder=builder, warningiserror=True, keep_going=True, quiet=True,
    )  # fmt: skip
    shutil.rmtree(source)
    shutil.rmtree(folder / "jupyter_execute", ignore_errors=True)  # MyST-NB's copies of the pictures
    if status:
        raise BindError(f"the {edition.name} book could not be bound: {status}")
    return out
