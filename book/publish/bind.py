"""Binds the executed chapters of an edition into a book, through Jupyter Book's own build of Sphinx."""

import shutil
from collections.abc import Sequence
from pathlib import Path

from book.edition import Edition
from book.language import titles, words
from book.publish.cover import front
from book.publish.execute import ROOT


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
        "project": titles.title(edition),
        "html_title": titles.title(edition),
        "book_summary": words.word("summary", edition.language),
        "book_figures": "figures",
        "book_edition": edition.name,
        "book_document": titles.document(edition),
        "book_editions": [(other.name, other.year, other.language) for other in together],
        "numfig_format": {
            "figure": f"{word['figure']} %s", "table": f"{word['table']} %s",
            "section": f"{word['section']} %s", "code-block": f"{word['listing']} %s",
        },
    }  # fmt: skip


def bind(folder: Path, edition: Edition, together: Sequence[Edition] = (), day: str = "") -> Path:
    """Bind `folder`/chapters and `folder`/figures into the PDF and `folder`/html, which it returns.

    `day` is that of the newest figure in it. BindError on any warning. Both builders read the chapters once. Sphinx keeps the first language of a process behind
    every later one: call it once per process.
    """
    source = folder / ".source"
    source.mkdir()
    for part in ("chapters", "figures"):
        shutil.copytree(folder / part, source / part)
    config = overrides(edition, together) | {"book_front": front(edition, day, source)}
    for builder, out in (("html", folder / "html"), ("typst", source / ".typst")):
        if status := sphinx(source, out, builder, config):
            raise BindError(f"the {edition.name} book could not be bound as {builder}: {status}")
    (source / ".typst" / "book.pdf").rename(folder / titles.document(edition))
    for left in (source, folder / "jupyter_execute"):  # the latter: MyST-NB's copies of the pictures
        shutil.rmtree(left, ignore_errors=True)
    return folder / "html"


def sphinx(source: Path, out: Path, builder: str, config: dict) -> int | Exception:
    """One builder over the source folder; 0, or what went wrong."""
    from jupyter_book.sphinx import build_sphinx

    return build_sphinx(
        source, out, path_config=ROOT / "_config.yml", confoverrides=dict(config), noconfig=True,
        doctreedir=source / ".doctrees", builder=builder, warningiserror=True, keep_going=True, quiet=True,
    )  # fmt: skip
