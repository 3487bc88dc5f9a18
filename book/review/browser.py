"""The pages in a real browser, held against WCAG 2.2 AA by axe; where a machine has no browser it says so."""

import functools
import http.server
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--no-sandbox", "--disable-gpu")
SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
# What WCAG 2.2 A and AA ask as far as a program can tell, the habits that axe calls best, and a rule still on trial there.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
    "resultTypes": ["violations"],
}
# The dark page is the same page in other colours, and a page in another language one with other words; colours take longest.
COLOURS = ("color-contrast", "link-in-text-block")
DARK = {"runOnly": {"type": "rule", "values": COLOURS}, "resultTypes": ["violations"]}
COLOURLESS = AXE | {"rules": AXE["rules"] | {name: {"enabled": False} for name in COLOURS}}

# Of entries of a list or rows of a table that have the same elements, of the same classes, with the same attributes, and
# with words in the same of them, three are as good as hundreds.
ALIKE = """() => document.querySelectorAll('tbody, dl, ol, ul').forEach(list => {
    const seen = {}
    for (const part of [...list.children]) {
        const make = [part, ...part.querySelectorAll('*')]
            .map(one => [one.localName, one.className, one.getAttributeNames(), one.textContent.trim() !== ''])
            .join(';')
        seen[make] = (seen[make] ?? 0) + 1
        if (seen[make] > 3) part.remove()
    }
})"""
LEADS_ON = 'http-equiv="refresh"'


class NoBrowserError(RuntimeError):
    """There is no browser, or nothing to drive it with; the message says which."""


def found() -> str:
    """The path of a Chromium."""
    path = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not path:
        raise NoBrowserError(f"no Chromium: none of {', '.join(NAMES)} on the path and CHROMIUM is not set")
    return path


@contextmanager
def launched() -> Iterator:
    """A running Chromium."""
    path = found()
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        said = "the packages of a browser are not installed: pip install -r requirements-browser.txt"
        raise NoBrowserError(said) from None
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, args=[*FLAGS])
        yield chromium
        chromium.close()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """A server without a word for each request."""

    def log_message(self, *arguments):
        """Nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """A folder behind a local server: its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def pages(html: Path) -> list[str]:
    """All chapters and one page of each other kind: one that only leads on to another is none."""
    figures = [path for path in sorted(html.glob("figures/*.html")) if LEADS_ON not in path.read_text(encoding="utf-8")]
    found = [path.relative_to(html).as_posix() for path in [*sorted(html.glob("chapters/*.html")), *figures[:1]]]
    return [*found, "search.html", "genindex.html", "data.html"]


def open_tables(tab, number: int | None) -> None:
    """Open that many of what a page keeps closed (None: all), close the rest; and wait until the page has settled."""
    script = (
        "number => document.querySelectorAll('details').forEach((part, n) => part.open = number === null || n < number)"
    )
    tab.evaluate(script, number)
    tab.wait_for_timeout(400)  # the theme's script waits before it makes what scrolls reachable


def violations(tab, page: str, every_way: bool = True) -> Iterator[str]:
    """What axe finds in an open page, in light and dark, on a desktop and a phone; or on a desktop, without its colours.

    Of what is alike in a list or a table the page loses all but three: axe takes minutes for thousands of cells.
    """
    from axe_playwright_python.sync_playwright import Axe

    open_tables(tab, None)
    for size, viewport in SIZES.items():
        tab.set_viewport_size(viewport)
        wide = tab.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            yield f"{page} scrolls sideways on a {size}"
    tab.evaluate(ALIKE)
    for size, viewport in SIZES.items():
        tab.set_viewport_size(viewport)
        for scheme, options in (("light", AXE if every_way else COLOURLESS), ("dark", DARK)):
            if not every_way and (size, scheme) != ("desktop", "light"):
                continue
            # All tables open once; then three of each page, which are of one make.
            open_tables(tab, None if (size, scheme) == ("desktop", "light") else 3)
            tab.emulate_media(color_scheme=scheme)
            if not page.startswith("figures/"):
                tab.locator(f"html[data-theme={scheme}]").wait_for()
            for found in Axe().run(tab, options=options).response["violations"]:
                yield f"{page}, {scheme} on a {size}: {found['id']}: {found['nodes'][0]['html'][:200]}"


def wrong(html: Path, names: list[str]) -> list[str]:
    """What axe finds in pages of a book; NoBrowserError where none can be opened."""
    said = []
    with launched() as browser, served(html) as address:
        for name in names:
            context = browser.new_context(color_scheme="light", reduced_motion="reduce")  # colours change at once
            tab = context.new_page()
            tab.goto(f"{address}/{name}")
            tab.wait_for_load_state("networkidle")
            said += violations(tab, name)
            context.close()
    return said
