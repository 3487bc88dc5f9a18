"""A whole book stands in its place at any moment, also where the process that swaps it is killed."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time

import pytest

from book.publish import place
from book.publish.project import ROOT

# One process per kill, forked from one that has imported what it needs: it makes book after book and swaps it in.
SWAPS = """
import os, sys
from pathlib import Path
from book.publish import place

book = Path(sys.argv[1])
if sys.argv[2] == "two-steps":
    place.exchanged = lambda one, other: False
for line in sys.stdin:
    child = os.fork()
    if not child:
        with place.alone(book):
            os.write(1, b"begun\\n")
            for number in range(10**9):
                new = book.with_name(f".{book.name}.{os.getpid()}")
                new.mkdir()
                for part in range(20):
                    (new / str(part)).write_text(str(number))
                place.swap(new, book)
    os.write(1, f"{child}\\n".encode())
    os.waitpid(child, 0)
    os.write(1, b"ended\\n")
"""


def whole(book):
    """All parts are there, and of one book."""
    return len(list(book.iterdir())) == 20 and len({part.read_text() for part in book.iterdir()}) == 1


@pytest.fixture
def book(tmp_path):
    earlier = tmp_path / "out" / "2023-en"
    earlier.mkdir(parents=True)
    for part in range(20):
        (earlier / str(part)).write_text("earlier")
    return earlier


@pytest.mark.parametrize(("way", "kills"), [("at-once", 200), ("two-steps", 60)])
def test_a_killed_swap_leaves_a_whole_book_and_the_next_start_nothing_else(book, way, kills):
    if way == "at-once" and not place.exchanged(book, shutil.copytree(book, book.with_name("other"))):
        pytest.skip("this system cannot exchange two folders at once")
    shutil.rmtree(book.with_name("other"), ignore_errors=True)
    chance, left = random.Random(10), 0
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = [sys.executable, "-c", SWAPS, str(book), way]
    swaps = subprocess.Popen(
        call, env=environment, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True
    )
    try:
        for _ in range(kills):
            print("again", file=swaps.stdin, flush=True)
            child, _ = sorted(swaps.stdout.readline().strip() for _ in range(2))
            time.sleep(chance.uniform(0, 0.02))
            os.kill(int(child), signal.SIGKILL)
            assert swaps.stdout.readline() == "ended\n"
            assert way == "two-steps" or whole(book)
            left += len(list(book.parent.iterdir())) > 2  # more than the book and the lock
            with place.alone(book):
                assert whole(book)
            assert [path.name for path in book.parent.iterdir()] == ["2023-en"]
    finally:
        os.killpg(swaps.pid, signal.SIGKILL)
        swaps.communicate()
    assert left > kills / 4  # most were killed at work


def test_a_finished_book_takes_the_place_of_the_earlier_one(tmp_path):
    for name, text in (("new", "new"), ("2023-en", "old")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "page").write_text(text)
    place.swap(tmp_path / "new", tmp_path / "2023-en")
    assert [(path.name, (path / "page").read_text()) for path in tmp_path.iterdir()] == [("2023-en", "new")]


def test_a_first_book_needs_no_earlier_one(tmp_path):
    (tmp_path / "new").mkdir()
    assert place.swap(tmp_path / "new", tmp_path / "2023-en").is_dir()
    assert [path.name for path in tmp_path.iterdir()] == ["2023-en"]


def test_where_the_system_cannot_exchange_the_new_book_takes_the_place_all_the_same(book, monkeypatch):
    monkeypatch.setattr(place, "exchanged", lambda one, other: False)
    (book.parent / "new").mkdir()
    place.swap(book.parent / "new", book)
    assert list(book.iterdir()) == []
    assert [path.name for path in book.parent.iterdir()] == ["2023-en"]


def test_a_book_that_was_put_aside_comes_back_and_what_dead_builds_left_goes(book):
    book.rename(book.with_name(".2023-en.old"))
    (book.parent / ".2023-en.4711" / "html").mkdir(parents=True)
    (book.parent / ".2023-en-as-of-2024-06-14.4712").mkdir()
    with place.alone(book):
        assert whole(book)
    assert sorted(path.name for path in book.parent.iterdir()) == [".2023-en-as-of-2024-06-14.4712", "2023-en"]


def test_a_place_is_one_builds_at_a_time(book):
    with place.alone(book), pytest.raises(place.TakenError, match="another build of 2023-en is at work in "):
        place.alone(book).__enter__()
    with place.alone(book):
        pass
