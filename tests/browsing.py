"""A Chromium and a local server, for the tests that look at pages as a reader does."""

import functools
import http.server
import os
import shutil
import threading
from contextlib import contextmanager

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu")


def unless_required(reason):
    """Skip for this reason, or fail where a browser is asked for."""
    (pytest.fail if os.environ.get("BOOK_REQUIRE_BROWSER") == "1" else pytest.skip)(reason)


def found():
    """The path of a Chromium."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    return path or unless_required(f"no Chromium: none of {', '.join(NAMES)} on the path and CHROMIUM is not set")


@contextmanager
def launched():
    """A running Chromium."""
    path = found()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        unless_required("the packages of a browser are not installed: pip install -r requirements-browser.txt")
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=[*FLAGS])
        yield chromium
        chromium.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


@contextmanager
def served(folder):
    """A folder behind a local server: its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
