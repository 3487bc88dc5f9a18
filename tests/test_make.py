"""What `make` does with the parts of a target, with commands that only note that they were called."""

import os
import shutil
import subprocess

import pytest

from book.publish.project import ROOT

FAILS = '#!/bin/sh\necho "$(basename "$0") $*" >> "$CALLS"\nexit 1\n'


@pytest.mark.skipif(not shutil.which("make"), reason="there is no make")
def test_make_test_runs_all_its_parts_and_fails_at_the_end(tmp_path):
    for name in ("ruff", "python"):
        (tmp_path / name).write_text(FAILS)
        (tmp_path / name).chmod(0o755)
    (tmp_path / "installed").touch()
    (tmp_path / "review").touch()
    call = [
        "make",
        "test",
        f"BIN={tmp_path}",
        f"INSTALLED={tmp_path / 'installed'}",
        f"REVIEW={tmp_path / 'review'}",
        "CHROMIUM=",
    ]
    environment = {**os.environ, "CALLS": str(tmp_path / "calls")}
    done = subprocess.run(call, cwd=ROOT, env=environment, capture_output=True, text=True)
    assert done.returncode == 2
    called = (tmp_path / "calls").read_text().splitlines()
    assert called == [
        "ruff check .", "ruff format --check .", "python -m pytest --numprocesses 2 --dist loadgroup --no-loadscope-reorder",
        "python -m pytest --numprocesses 2 --dist loadfile --nbval chapters",
    ]  # fmt: skip


def test_what_belongs_together_goes_to_one_worker(request):
    """pytest-xdist says so in the name of a test; where pytest does not take it, fixtures are made anew for each test."""
    if not request.config.getoption("loadgroup", False):
        pytest.skip("the tests are not parted by groups in this run")
    assert request.node.nodeid.endswith("@test_make")


def test_every_requirement_has_an_exact_version_and_hashes_and_no_address():
    for path in ROOT.glob("requirements*.txt"):
        text = path.read_text(encoding="utf-8")
        entries = text.replace("\\\n", " ").splitlines()
        assert [one for one in entries if one and one[0] != "#" and not ("==" in one and "--hash=sha256:" in one)] == []
        assert "://" not in text and "--index-url" not in text
