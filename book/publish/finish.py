"""What follows when the chapters of an edition have run: its numbers and their trail, data, workbook, bound book."""

import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import nbformat

from book import outputs
from book.edition import Edition
from book.outputs import Shown
from book.publish import contents, figures, jobs, news, numbers, package, runs, workbook
from book.publish.bind import BindError, bind


def finish(folder: Path, edition: Edition, together: Sequence[Edition], kept: Mapping[str, Path], state: Path) -> None:
    """All that belongs to a book, in its folder, from the runs of its chapters (name: file).

    `state` is where the binding keeps what it needs the next time. BindError where it warns, or an id is there twice.
    """
    for name, path in kept.items():
        runs.open_run(path).lay(folder / "chapters" / f"{name}.ipynb", folder / "figures")
    read = {name: list(outputs.read(nbformat.read(folder / "chapters" / f"{name}.ipynb", 4))) for name in kept}
    if repeated := contents.repeated(read):
        raise BindError("\n".join(repeated))
    numbers.write(read, folder)
    shown = contents.shown(read, edition.language)
    pages = contents.pages_of_tables(read, edition)
    figures.write(shown.values(), folder / "figures", edition, pages)
    news.write(read.get("summary", []), folder, edition)
    kept_points, points = state.with_name(f"{state.name}-points"), folder / "points"
    with jobs.beside(_offer, shown, folder, edition, pages, kept_points, points) as call:
        call.begin()
        bind(folder, edition, together, [output for found in read.values() for _, output in found], state)
    for path in points.iterdir():
        shutil.copyfile(path, folder / "html" / "figures" / path.name)
        path.rename(folder / "figures" / path.name)
    points.rmdir()
    hand_over(folder, folder / "html")


def _offer(
    shown: Mapping[str, Shown], folder: Path, edition: Edition, pages: Mapping[str, str], kept: Path, points: Path
) -> None:
    """What the pages offer, and none of them says: package and workbook in `folder`, the PNG of the figures in `points`."""
    package.write(folder, edition)
    workbook.write(shown, folder, edition, pages)
    figures.pack(shown.values(), folder / "figures", edition, kept, points)


def hand_over(folder: Path, site: Path) -> None:
    """Copy what the pages offer for download into the site, so that it can be put anywhere as it is."""
    for kind in ("*.csv", "*.json", "*.pdf", "*.xlsx", f"{news.NAME}.*"):
        for path in sorted(folder.glob(kind)):
            shutil.copyfile(path, site / path.name)
    shutil.copytree(folder / "data", site / "data")
    shutil.copytree(folder / "chapters", site / "notebooks")
