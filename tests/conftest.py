"""What several test modules share: the default book in both languages and what each edition says, once for all workers."""

import time
from functools import lru_cache

import projects
import pytest
import reading
from browsing import launched

from book.edition import Edition
from book.publish.build import build
from book.publish.project import BUILD

PATIENCE = 900  # seconds


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Whatever asks for the books needs a whole build: it comes first, because it takes long.

    A module is one worker's, what is said of a year one's too.
    """
    for item in items:
        asked = getattr(item, "fixturenames", ())
        if "books" in asked:
            item.add_marker("book")
        chosen = item.callspec.params if "said" in asked and hasattr(item, "callspec") else {}
        year = chosen.get("year") or chosen.get("edition", [""])[0]
        item.add_marker(pytest.mark.xdist_group(f"{item.path.stem} {year}".strip()))
    items.sort(key=lambda item: item.get_closest_marker("book") is None)


@pytest.fixture(autouse=True)
def _processes_end():
    yield
    projects.end()


@pytest.fixture(scope="session")
def once(tmp_path_factory, worker_id):
    """Gives a folder that the first worker to ask fills by `make(folder)`, while the others wait."""
    base = tmp_path_factory.getbasetemp()

    def made(name, make):
        out = (base if worker_id == "master" else base.parent) / name
        try:
            out.mkdir()
        except FileExistsError:
            _wait_for(out / "finished")
        else:
            try:
                make(out)
            finally:
                (out / "finished").touch()
        return out

    return made


@pytest.fixture(scope="session")
def books(once):
    """The finished folders of the 2023 books by language: those of `make book`, so that neither builds them twice."""
    editions = [Edition(2023, "en"), Edition(2023, "nl")]
    once("books", lambda _: build(editions))
    return {edition.language: BUILD / edition.name for edition in editions}


@pytest.fixture(scope="session", autouse=True)
def _shared(once):
    """What a worker reads of a chapter the others need not read again."""
    reading.SHARED[:] = [once("read", lambda folder: None)]


@pytest.fixture(scope="session")
def said():
    """What all chapters say in the edition of a year and a language."""
    return lru_cache(maxsize=2)(reading.said)


@pytest.fixture(scope="session", params=reading.editions(), ids=lambda edition: "{}-{}".format(*edition))
def edition(said, request):
    """What all chapters say, in each edition."""
    return said(*request.param)


@pytest.fixture(scope="module")
def browser():
    with launched() as chromium:
        yield chromium


def _wait_for(path):
    until = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < until, "the worker that builds the books has not finished"
        time.sleep(0.5)
