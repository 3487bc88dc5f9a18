import gc
import os
import sys

try:
    import book.publish.garbage  # noqa: F401  (before the rest)
    from book.cli import main

    status = main()
except KeyboardInterrupt:  # while modules were imported
    print("book: interrupted", file=sys.stderr)
    status = 130
if status == 130:  # interrupted, and put away: the threads of a connection are not waited for
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
gc.freeze()  # the end of the process gives its memory back: nothing is to be looked through for it
sys.exit(status)
