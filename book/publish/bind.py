"""Binds the executed chapters of an edition into a book, through Jupyter Book's own build of Sphinx."""

import filecmp
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from book.edition import Edition
from book.language import titles, words
from book.outputs import Output
from book.publish import jobs, reads
from book.publish.cover import banner, day_of, front
from book.publish.project import ROOT, PublishError

READ: ContextVar[Callable[[], None]] = ContextVar("read", default=lambda: None)  # called when all chapters are read
BOUND = "bound"  # the file that says that a binding has come to its end


class BindError(PublishError):
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


def bind(folder: Path, edition: Edition, together: Sequence[Edition], shown: Sequence[Output], state: Path) -> Path:
    """Bind `folder`/chapters and `folder`/figures into the PDF and `folder`/html, which it returns.

    `shown` are the outputs of its chapters; `state` as `renewed` has it. BindError on any warning. The chapters are read
    once; then both builders write at the same time. Sphinx keeps the first language of a process behind every later
    one: call it once per process.
    """
    config = overrides(edition, together) | {
        "book_banner": banner(edition, shown), "book_day": day_of(edition, shown),
    }  # fmt: skip
    with renewed(folder, state, config) as source:
        config |= {"book_front": front(edition, shown, source)}
        with jobs.beside(_built, edition, source, state, "typst", config) as call:
            READ.set(call.begin)
            _built(edition, source, state, "html", config)
    shutil.copyfile(state / "typst" / "book.pdf", folder / titles.document(edition))
    shutil.copytree(state / "html", folder / "html", ignore=shutil.ignore_patterns(".buildinfo*"))
    return folder / "html"


def _built(edition: Edition, source: Path, state: Path, builder: str, config: dict) -> None:
    if status := sphinx(source, state / builder, builder, config):
        raise BindError(f"the {edition.name} book could not be bound as {builder}: {status}")


def bind_alone(folder: Path, edition: Edition, chapter: str, state: Path) -> Path:
    """Bind one chapter of `folder` into a page of its own; what it says of other chapters leads nowhere."""
    toc = state.with_suffix(".yml")
    toc.parent.mkdir(parents=True, exist_ok=True)
    toc.write_text(f"format: jb-book\nroot: chapters/{chapter}\n", encoding="utf-8")
    alone = {
        "external_toc_path": str(toc),
        "book_summary": "",
        "book_document": "",
        "suppress_warnings": ["ref", "myst.xref_missing"],
    }
    with renewed(folder, state, config := overrides(edition) | alone) as source:
        if status := sphinx(source, state / "html", "html", config, strict=False):
            raise BindError(f"the page of {chapter} could not be bound: {status}")
    return state / "html" / "chapters" / f"{chapter}.html"


@contextmanager
def renewed(folder: Path, state: Path, config: dict) -> Iterator[Path]:
    """The source of a binding, kept with all that Sphinx has read and written: next time only what has changed is.

    What was bound with another configuration, other code or other names, or not to its end, is bound anew.
    """
    bound, names = state / BOUND, sorted(path.name for path in (folder / "chapters").iterdir())
    files = (reads.digest(name) for name in ("_config.yml", "_toc.yml"))
    way = reads.digest_of(repr((config, names)), reads.code(""), reads.installed(), *files)
    if not (bound.exists() and bound.read_text() == way):
        shutil.rmtree(state, ignore_errors=True)
    bound.unlink(missing_ok=True)
    for part in ("chapters", "figures"):
        mirror(folder / part, state / "source" / part)
    yield state / "source"
    bound.write_text(way)


def mirror(folder: Path, copy: Path) -> None:
    """Make the copy of a folder the same again; files that have not changed keep their time."""
    copy.mkdir(parents=True, exist_ok=True)
    for path in copy.iterdir():
        if not (folder / path.name).exists():
            path.unlink()
    for path in folder.iterdir():
        if not ((copy / path.name).exists() and filecmp.cmp(path, copy / path.name, shallow=False)):
            shutil.copyfile(path, copy / path.name)


def sphinx(source: Path, out: Path, builder: str, config: dict, strict: bool = True) -> int | Exception:
    """One builder over the source folder; 0, or what went wrong: a warning, too, if `strict`."""
    from jupyter_book.sphinx import build_sphinx

    return build_sphinx(
        source, out, path_config=ROOT / "_config.yml", confoverrides=dict(config), noconfig=True,
        doctreedir=source / ".doctrees", builder=builder, warningiserror=strict, keep_going=True, quiet=True,
    )  # fmt: skip
