"""The review's browser for tests that look at pages as a reader does; without one they are skipped, with a word."""

import os
from contextlib import ExitStack, contextmanager

import pytest

from book.review import browser


@contextmanager
def required():
    """Skip where there is no browser, or fail where one is asked for."""
    try:
        yield
    except browser.NoBrowserError as error:
        (pytest.fail if os.environ.get("BOOK_REQUIRE_BROWSER") == "1" else pytest.skip)(str(error))


def found():
    """The path of a Chromium."""
    with required():
        return browser.found()


@contextmanager
def launched():
    """A running Chromium."""
    with ExitStack() as stack:
        with required():
            chromium = stack.enter_context(browser.launched())
        yield chromium
