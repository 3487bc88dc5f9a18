"""A call that another machine has sent: read from standard input, its result written to standard output, pickled."""

import os
import pickle
import sys


def main() -> None:
    """Make the call; what it prints goes to the error stream."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    function, arguments = pickle.load(sys.stdin.buffer)
    try:
        answer = "done", function(*arguments)
    except Exception as error:
        answer = "error", error
    with out:
        pickle.dump(answer, out)


if __name__ == "__main__":
    main()
