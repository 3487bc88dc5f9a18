import os
import sys

try:
    from book.cli import main

    status = main()
except KeyboardInterrupt:  # while modules were imported
    print("book: interrupted", file=sys.stderr)
    status = 130
if status == 130:  # interrupted, and put away: the threads of a connection are not waited for
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
sys.exit(status)
