"""Runs commands one after another and prints, as JSON: wall and CPU seconds of all their processes, peak memory, status.

`python measure.py COMMANDS LOG`, the commands as a JSON list of lists. Orphans are adopted and counted, too (Linux).
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import time
from contextlib import suppress
from threading import Event, Thread

import psutil

ADOPT = 36  # PR_SET_CHILD_SUBREAPER
EVERY = 0.2  # seconds between two looks at the memory


def watch(ended: Event, seen: list[int]) -> None:
    """Note the memory of all processes below this one in bytes; what several share is counted once, where Linux tells."""
    while not ended.wait(EVERY):
        total = 0
        for process in psutil.Process().children(recursive=True):
            with suppress(psutil.Error):
                used = process.memory_full_info()
                total += getattr(used, "pss", used.rss)
        seen.append(total)


def main(commands: list[list[str]], log: str) -> None:
    """Run and measure them, until one fails."""
    ctypes.CDLL(None).prctl(ADOPT, 1, 0, 0, 0)
    ended, seen, status = Event(), [0], 0
    sampler = Thread(target=watch, args=(ended, seen))
    sampler.start()
    begun = time.monotonic()
    with open(log, "w") as said:
        for command in commands:
            status = status or subprocess.run(command, stdout=said, stderr=said).returncode
    wall = time.monotonic() - begun
    with suppress(ChildProcessError):
        while True:
            os.wait()
    ended.set()
    sampler.join()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = used.ru_utime + used.ru_stime
    print(json.dumps({"wall": round(wall, 2), "cpu": round(cpu, 2), "memory": max(seen) // 10**6, "status": status}))


if __name__ == "__main__":
    main(json.loads(sys.argv[1]), sys.argv[2])
