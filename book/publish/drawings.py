"""The drawings of a chapter: put off while its cells run, so that two processes can make them where a core is free."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr

from book.chapter.pictures import DRAW
from book.publish import jobs
from book.publish.engine import CellTimeoutError, limit
from book.publish.notebooks import cell_name, complaint

Waiting = tuple[int, object, Callable[[], None]]  # its place among them, its cell, and what makes its files


@contextmanager
def put_off(cell: Callable[[], object]) -> Iterator[list[Waiting]]:
    """The drawings of the cells that run meanwhile, in the list that this gives; `cell()` is the one at work."""
    waiting: list[Waiting] = []
    before = DRAW.set(lambda draw: waiting.append((len(waiting), cell(), draw)))
    try:
        yield waiting
    finally:
        DRAW.reset(before)


def draw(waiting: list[Waiting], seconds: int, read: dict[str, str] | None = None) -> tuple | None:
    """Make them, each in so many seconds at most; of the first that fails, or only seems not to, its cell and why.

    With `read`, what this process has read, in two processes; what the other has read when it drew is noted there. Each of
    them learns anew how wide words are: for when a core is free.
    """
    if read is None:
        failures = [_made(iter(waiting), seconds)]
    else:
        parts = jobs.in_two(lambda taken: (*_made(taken, seconds), read), waiting)
        failures = [(place, said) for place, said, _ in parts]
        for *_, noted in parts:
            read.update(noted)  # a map reads its borders when it is drawn
    return next(((waiting[place][1], said) for place, said in sorted(failures) if said), None)


def _made(waiting: Iterator[Waiting], seconds: int) -> tuple[int, str]:
    """Where it ended, and what was wrong there."""
    place, said = 0, ""
    for number, cell, make in waiting:
        place = number
        jobs.TELL.get()(cell_name(cell))
        stream = io.StringIO()
        try:
            with limit(seconds), redirect_stderr(stream):
                make()
            said = stream.getvalue() and complaint(stream.getvalue())
        except (Exception, CellTimeoutError) as error:
            said = f"{type(error).__name__}: {error}"
        if said:
            break
    return place, said
