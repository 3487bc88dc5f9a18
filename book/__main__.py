import os
import sys

from book.cli import main

status = main()
if status == 130:  # interrupted, and put away: the threads of a connection are not waited for
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
sys.exit(status)
