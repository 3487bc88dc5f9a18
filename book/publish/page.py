"""One chapter alone, for who writes it: its page, and a preview that renews itself."""

import logging
import os
import sys
import tempfile
import webbrowser
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import nbformat
import watchfiles

from book import outputs
from book.data.records import DataError
from book.edition import Edition
from book.outputs import Shown
from book.publish import figures, jobs, reads, runs
from book.publish.bind import BOUND, bind_alone
from book.publish.execute import Job, execute, result
from book.publish.jobs import ENGINES
from book.publish.project import CHAPTERS, KEPT, ROOT, PublishError

SCRIPT = """const wait = () => fetch("/renewed?{made}").then(
  (answer) => (answer.ok ? location.reload() : wait()), () => setTimeout(wait, 300));
wait();"""
WRITTEN = r"\.mo$"  # what Sphinx makes of the translations, beside them
PATIENCE = 50  # seconds for which a page waits in one request


def page(name: str, edition: Edition, submit: Callable) -> Path:
    """Run a chapter, unless its run is kept, and bind it alone; the file of its page. PublishError."""
    path = CHAPTERS / f"{name}.ipynb"
    key = runs.key(path, str(edition.year), edition.language, edition.as_of, ENGINES[0])
    kept = runs.find(KEPT / "runs", key)
    if not (kept and runs.open_run(kept)):
        run = result(submit(execute, Job(path, edition), ENGINES[0], True), path)
        reads.refuse_changed_code()
        kept = runs.keep(run, KEPT / "runs", key)
    return submit(_bound, name, edition, kept).result()


def _bound(name: str, edition: Edition, kept: Path) -> Path:
    with tempfile.TemporaryDirectory() as place:
        notebook, pictures = Path(place) / "chapters" / f"{name}.ipynb", Path(place) / "figures"
        runs.open_run(kept).lay(notebook, pictures)
        read = [output for _, output in outputs.read(nbformat.read(notebook, 4))]
        figures.write([output for output in read if isinstance(output, Shown)], pictures, edition, {})
        return bind_alone(Path(place), edition, name, _state(name, edition))


def _state(name: str, edition: Edition) -> Path:
    return KEPT / "pages" / f"{name}-{edition.name}"


class _Handler(SimpleHTTPRequestHandler):
    """The files of a page, which asks to be told when it is made anew."""

    def __init__(self, state: Path, *arguments, **options):
        self.state = state
        super().__init__(*arguments, directory=state / "html", **options)

    def do_GET(self):
        """A file; `/renewed?TIME` answers when there is a page that was not made at that time."""
        path = Path(self.translate_path(self.path))
        if self.path.startswith("/renewed?"):
            until, known = monotonic() + PATIENCE, ("0", self.path.partition("?")[2])
            while (told := self._made() not in known) is False and monotonic() < until:
                sleep(0.1)
            self._send("") if told else self.send_error(504)
        elif path.parent.name == "chapters" and path.suffix == ".html":
            script = f'<script src="/renewing.js?{self._made()}"></script></body>'  # a page runs scripts of files alone
            page = path.read_text(encoding="utf-8") if path.is_file() else "<body>The page is being made.</body>"
            self._send(page.replace("</body>", script))
        elif path.name == "renewing.js":
            self._send(SCRIPT.replace("{made}", self.path.partition("?")[2]), "text/javascript")
        else:
            super().do_GET()

    def _made(self) -> str:
        """When the page was made; 0 where there is none, or while it is bound."""
        with suppress(FileNotFoundError):
            return str((self.state / BOUND).stat().st_mtime_ns)
        return "0"

    def _send(self, text: str, kind: str = "text/html") -> None:
        content = text.encode("utf-8")
        self.send_response(200)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *ignored):
        """What a browser asks for is of no interest."""


def preview(name: str, edition: Edition, port: int) -> None:
    """The page of a chapter on a loopback server (port 0: any that is free) and in a browser, until Ctrl-C.

    It is made anew when notebook or data change; a change of the code starts what makes it anew. PublishError: no port.
    """
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, _state(name, edition)))
    except (OSError, OverflowError) as error:
        raise PublishError(f"no preview on port {port}: {getattr(error, 'strerror', None) or error}") from None
    logging.getLogger("watchfiles").setLevel(logging.ERROR)
    Thread(target=server.serve_forever, daemon=True).start()
    print(address := f"http://127.0.0.1:{server.server_port}/chapters/{name}.html", flush=True)
    webbrowser.open(address)
    code = watchfiles.DefaultFilter(ignore_entity_patterns=[*watchfiles.DefaultFilter.ignore_entity_patterns, WRITTEN])
    watchfiles.run_process(ROOT / "book", target=_watched, args=(name, edition), watch_filter=code)
    raise KeyboardInterrupt  # which it has taken for its end


def _watched(name: str, edition: Edition) -> None:
    """In a process of its own, which Ctrl-C reaches once, through the first: the page, again after each change."""
    os.setsid()
    Thread(target=jobs.end_with_parent, daemon=True).start()
    changes = watchfiles.watch(
        CHAPTERS, ROOT / "data", rust_timeout=200, yield_on_timeout=True,
        watch_filter=lambda _, path: not path.endswith(".ipynb") or Path(path).stem == name,
    )  # fmt: skip
    with suppress(KeyboardInterrupt), jobs.pool() as submit:
        next(changes)  # from here on none is missed
        _show(name, edition, submit)
        for changed in changes:
            if changed:
                _show(name, edition, submit)


def _show(name: str, edition: Edition, submit: Callable) -> None:
    """Make the page and say in how many seconds; what failed goes to the error stream."""
    begun = monotonic()
    try:
        page(name, edition, submit)
        print(f"{name} {edition.name}: {monotonic() - begun:.1f} seconds", flush=True)
    except reads.ChangedError:
        pass  # which begins this anew
    except (PublishError, DataError) as error:
        print(error, file=sys.stderr, flush=True)
