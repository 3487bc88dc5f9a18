"""One chapter alone, for who writes it: its page, and a preview that renews itself."""

import os
import tempfile
import webbrowser
from collections.abc import Callable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Condition, Thread
from time import monotonic

import nbformat
import watchfiles

from book import outputs
from book.edition import Edition
from book.outputs import Shown
from book.publish import figures, jobs, runs
from book.publish.bind import BindError, bind_alone
from book.publish.execute import ChapterError, Job, execute, result
from book.publish.jobs import ENGINES
from book.publish.project import CHAPTERS, KEPT, ROOT

RENEW = b"""const wait = () => fetch("/renewed").then(
  (answer) => (answer.ok ? location.reload() : wait()), () => setTimeout(wait, 300));
wait();
"""
PORT = 8023
PATIENCE = 50  # seconds for which a page waits in one request


def page(name: str, edition: Edition, submit: Callable) -> Path:
    """Run a chapter, unless its run is kept, and bind it alone; the file of its page. ChapterError, BindError."""
    path = CHAPTERS / f"{name}.ipynb"
    key = runs.key(path, str(edition.year), edition.language, edition.as_of, ENGINES[0], "page")
    kept = runs.find(KEPT / "runs", key)
    if not (kept and runs.open_run(kept)):
        kept = runs.keep(
            result(submit(execute, Job(path, edition, offered=False), ENGINES[0]), path), KEPT / "runs", key
        )
    return submit(_bound, name, edition, kept).result()


def _bound(name: str, edition: Edition, kept: Path) -> Path:
    with tempfile.TemporaryDirectory() as place:
        notebook, pictures = Path(place) / "chapters" / f"{name}.ipynb", Path(place) / "figures"
        runs.open_run(kept).lay(notebook, pictures)
        read = [output for _, output in outputs.read(nbformat.read(notebook, 4))]
        figures.write([output for output in read if isinstance(output, Shown)], pictures)
        return bind_alone(Path(place), edition, name, KEPT / "pages" / f"{name}-{edition.name}")


class Preview:
    """A page on a loopback server, which is renewed when what it is made from changes; a browser that shows it follows."""

    def __init__(self, name: str, edition: Edition, port: int = 0):
        self.name, self.edition, self.renewed = name, edition, Condition()
        self.folder = KEPT / "pages" / f"{name}-{edition.name}" / "html"
        self.server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, self.renewed, directory=self.folder))
        self.address = f"http://127.0.0.1:{self.server.server_port}/chapters/{name}.html"

    def show(self, submit: Callable) -> str:
        """Make the page anew and let the browsers know; what there is to tell: seconds, or what failed."""
        begun = monotonic()
        try:
            page(self.name, self.edition, submit)
        except (ChapterError, BindError) as error:
            return str(error)
        with self.renewed:
            self.renewed.notify_all()
        return f"{self.name} {self.edition.name}: {monotonic() - begun:.1f} seconds"

    def run(self, changes) -> None:
        """Show the page, and again after each of the `changes`, until they end."""
        Thread(target=self.server.serve_forever, daemon=True).start()
        with jobs.pool() as submit:
            print(self.show(submit), flush=True)
            for _ in changes:
                print(self.show(submit), flush=True)


class _Handler(SimpleHTTPRequestHandler):
    """The files of a page, which ask to be told when they are renewed."""

    def __init__(self, renewed: Condition, *arguments, **options):
        self.renewed = renewed
        super().__init__(*arguments, **options)

    def do_GET(self):
        """A file; `/renewed` answers when there is a newer page."""
        if self.path == "/renewed":
            with self.renewed:
                told = self.renewed.wait(PATIENCE)
            self._send(b"", "text/plain") if told else self.send_error(504)
        elif self.path == "/renew.js":
            self._send(RENEW, "text/javascript")
        elif self.path.endswith(".html") and (path := Path(self.translate_path(self.path))).is_file():
            script = b'<script src="/renew.js"></script></body>'
            self._send(path.read_bytes().replace(b"</body>", script), "text/html; charset=utf-8")
        else:
            super().do_GET()

    def _send(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *ignored):
        """What a browser asks for is of no interest."""


def preview(name: str, edition: Edition) -> None:
    """The preview of a chapter in a browser, until Ctrl-C; a change of the code restarts what makes it."""
    watchfiles.run_process(ROOT / "book", target=_watched, args=(name, edition))


def _watched(name: str, edition: Edition) -> None:
    """In a process of its own: the preview, renewed when notebook, data or configuration change."""
    preview = Preview(name, edition, PORT)
    if os.environ.get("WATCHFILES_CHANGES") == "[]":  # the first of these processes
        print(preview.address, flush=True)
        webbrowser.open(preview.address)
    preview.run(watchfiles.watch(CHAPTERS / f"{name}.ipynb", ROOT / "data", ROOT / "_config.yml"))
