"""One chapter alone: its page, and a preview in a real process that renews itself."""

import os
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

import pytest
from browsing import launched
from projects import FIGURE, begin, changed, family, gone, lines, made, ran, titled, wait_for

from book.publish.jobs import end

pytestmark = pytest.mark.book
PATIENCE = 60  # seconds


@pytest.fixture
def project(tmp_path):
    folder = made(tmp_path / "project", "one", "two")
    titled(folder / "chapters" / "one.ipynb", FIGURE)
    return folder


def read(address):
    with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
        return answer.read().decode()


class Preview:
    """A preview and what it has said so far."""

    def __init__(self, project, folder):
        self.said, self.wrong = folder / "said", folder / "wrong"
        call = [sys.executable, "-u", "-m", "book", "preview", "one", "2023", "nl", "--port", "0"]
        environment = {**os.environ, "PYTHONPATH": str(project), "BROWSER": "true", "PYTHONDONTWRITEBYTECODE": "1"}
        with self.said.open("w") as said, self.wrong.open("w") as wrong:
            self.process = subprocess.Popen(call, cwd=project, env=environment, stdout=said, stderr=wrong, start_new_session=True)  # fmt: skip
        wait_for(lambda: "\n" in self.said.read_text())
        self.address = self.said.read_text().splitlines()[0]

    def renewed(self, page):
        """The page after the one given, which asks when it is there."""
        site = self.address.partition("/chapters/")[0]
        script = read(site + re.search(r'<script src="(/renewing.js\?\d+)">', page)[1])
        assert read(site + re.search(r'"(/renewed\?\d+)"', script)[1]) == ""
        return read(self.address)


@pytest.fixture
def preview(project, tmp_path):
    preview = Preview(project, tmp_path)
    yield preview
    if preview.process.poll() is None:
        end(preview.process.pid)
    preview.process.wait()


def test_a_page_has_the_text_and_the_figure_of_its_chapter(project):
    process = begin(project, "page", "one", "2023", "nl")
    path, said = process.communicate(timeout=PATIENCE)
    assert (process.returncode, lines(said)) == (0, [])
    with open(path.strip(), encoding="utf-8") as file:
        page = file.read()
    assert "Chapter one" in page and "Eerste aanvragen in 2023" in page and page.count("<img") >= 2
    assert '<html lang="nl"' in page


def test_a_chapter_that_fails_is_one_line(project):
    titled(project / "chapters" / "one.ipynb", "1 / 0")
    assert ran(project, "page", "one") == (1, ["chapter one, cell second: ZeroDivisionError: division by zero"])


def test_a_preview_renews_itself_until_it_is_interrupted(project, preview):
    assert preview.address.startswith("http://127.0.0.1:")
    first = preview.renewed(read(preview.address))
    assert "Eerste aanvragen in 2023" in first

    notebook = project / "chapters" / "one.ipynb"
    changed(notebook, "Eerste aanvragen in {year}", "Alle eerste aanvragen in {year}")
    second = preview.renewed(first)
    assert "Alle eerste aanvragen in 2023" in second

    changed(project / "book" / "language" / "titles.py", "def title(", "def title(  # of a book\n    ")
    catalogue = project / "book" / "language" / "catalogue" / "nl.yml"
    changed(catalogue, "figure: Figuur", "figure: Plaat")
    third = preview.renewed(preview.renewed(second)) if "Plaat" not in (page := preview.renewed(second)) else page
    assert "Plaat 1" in third

    changed(notebook, "chapter.figure(", "1 / 0; chapter.figure(")
    wait_for(lambda: "\n" in preview.wrong.read_text())
    assert preview.wrong.read_text() == "chapter one, cell second: ZeroDivisionError: division by zero\n"
    assert "Plaat 1" in read(preview.address)

    started = family(preview.process)
    os.killpg(preview.process.pid, signal.SIGINT)
    assert preview.process.wait(timeout=PATIENCE) == 130
    assert preview.wrong.read_text().splitlines()[1:] == ["book preview: interrupted"]
    wait_for(lambda: gone(started), 5)
    with pytest.raises(urllib.error.URLError):
        read(preview.address)


def test_a_browser_shows_the_page_anew_by_itself(project, preview):
    """The page's own policy lets it: only scripts of files run."""
    with launched() as chromium:
        page = chromium.new_page()
        page.goto(preview.address)
        page.wait_for_selector("text=Eerste aanvragen in 2023", timeout=PATIENCE * 1000)
        changed(project / "chapters" / "one.ipynb", "Eerste aanvragen in {year}", "Alle eerste aanvragen in {year}")
        page.wait_for_selector("text=Alle eerste aanvragen in 2023", timeout=PATIENCE * 1000)


def test_a_port_that_is_taken_is_one_line(project, preview):
    port = re.search(r":(\d+)/", preview.address)[1]
    assert ran(project, "preview", "one", "--port", port) == (1, [f"no preview on port {port}: Address already in use"])
