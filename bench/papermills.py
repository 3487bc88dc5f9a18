"""Runs all chapters of editions by papermill's API: `python papermills.py api|floor OUT YEAR-LANGUAGE…`, in chapters/.

api: in as many processes as there are cores, each chapter in a kernel; floor: one after another in this process.
"""

import importlib.util
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import nbformat
import papermill
from papermill.engines import papermill_engines

ENGINE = Path(__file__).parents[1] / "book" / "publish" / "engine.py"  # today's, for the cells of any commit


def run(chapter: str, edition: str, out: str, **options) -> None:
    """One chapter of one edition, written to its folder."""
    year, language = edition.split("-")
    (folder := Path(out) / edition / "chapters").mkdir(parents=True, exist_ok=True)
    papermill.execute_notebook(
        nbformat.read(chapter, 4), None if "engine_name" in options else str(folder / chapter), {"year": int(year), "language": language}, progress_bar=False, **options
    )  # fmt: skip


def main(way: str, out: str, *editions: str) -> None:
    """All chapters of all editions."""
    calls = [(path.name, edition, out) for edition in editions for path in sorted(Path().glob("*.ipynb"))]
    if way == "api":
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            for done in [pool.submit(run, *call, kernel_name="python3") for call in calls]:
                done.result()
        return
    spec = importlib.util.spec_from_file_location("engine", ENGINE)
    spec.loader.exec_module(engine := importlib.util.module_from_spec(spec))
    papermill_engines.register("floor", engine.BookEngine)
    (figures := Path(out) / "figures").mkdir(parents=True)
    os.environ["BOOK_FIGURES"] = str(figures)
    for call in calls:
        run(*call, engine_name="floor", kernel_name="python3")


if __name__ == "__main__":
    main(*sys.argv[1:])
