"""A call that another machine has sent: read from standard input, its result written to standard output, pickled."""

import os
import pickle
import sys
import time
from threading import Thread

from book.publish.jobs import end


def main() -> None:
    """Make the call; what it prints goes to the error stream. It does not outlive the worker that has begun it."""
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    function, arguments = pickle.load(sys.stdin.buffer)
    try:
        answer = "done", function(*arguments)
    except Exception as error:
        answer = "error", error
    with out:
        pickle.dump(answer, out)


def _end_with(worker: int) -> None:
    while os.getppid() == worker:
        time.sleep(0.5)
    end(os.getpid())


if __name__ == "__main__":
    main()
