"""Runs a command and writes what it and everything it started took, as JSON, to a file.

Usage: measure.py <result file> <folder> <most seconds> <command> [arguments]

The folder is on the disk whose use is watched. Whatever else writes there meanwhile is in that figure.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import time

result_path, folder, most_seconds, *command = sys.argv[1:]
os.sync()  # what earlier runs left to be written is not this one's to pay for


def free_bytes():
    facts = os.statvfs(folder)
    return facts.f_bfree * facts.f_frsize


free_before = least_free = free_bytes()


def watch_disk():
    global least_free
    while True:
        least_free = min(least_free, free_bytes())
        time.sleep(0.02)


threading.Thread(target=watch_disk, daemon=True).start()
started = time.perf_counter()
process = subprocess.Popen(command, start_new_session=True)
signal.signal(signal.SIGALRM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
signal.signal(signal.SIGTERM, lambda *_: os.killpg(process.pid, signal.SIGKILL))
signal.alarm(int(most_seconds))
_, status, usage = os.wait4(process.pid, 0)
seconds = time.perf_counter() - started
with open(result_path, "w") as file:
    json.dump(
        {
            "exitCode": os.waitstatus_to_exitcode(status),
            "seconds": seconds,
            "cpuSeconds": usage.ru_utime + usage.ru_stime,
            "peakMebibytes": usage.ru_maxrss / 1024,
            "diskMebibytes": (free_before - min(least_free, free_bytes())) / (1 << 20),
        },
        file,
    )
