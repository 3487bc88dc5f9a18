"""What several test modules share: the default book in both languages, built once for all workers."""

import time

import pytest
from browsing import launched

from book.edition import Edition
from book.publish.build import build

PATIENCE = 900  # seconds


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Whatever asks for the books needs a whole build."""
    for item in items:
        if "books" in getattr(item, "fixturenames", ()):
            item.add_marker("book")


@pytest.fixture(scope="session")
def books(tmp_path_factory, worker_id):
    """The finished folders of the 2023 books by language. The first worker that asks builds them, the others wait."""
    base = tmp_path_factory.getbasetemp()
    out = (base if worker_id == "master" else base.parent) / "books"
    try:
        out.mkdir()
    except FileExistsError:
        _wait_for(out / "finished")
    else:
        build([Edition(2023, "en"), Edition(2023, "nl")], out)
        (out / "finished").touch()
    return {language: out / f"2023-{language}" for language in ("en", "nl")}


@pytest.fixture(scope="module")
def browser():
    with launched() as chromium:
        yield chromium


def _wait_for(path):
    until = time.monotonic() + PATIENCE
    while not path.exists():
        assert time.monotonic() < until, "the worker that builds the books has not finished"
        time.sleep(0.5)
