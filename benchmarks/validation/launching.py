"""Start a command and tell what it took: `python -I -S launching.py DESCRIPTOR COMMAND …`.

A process of its own, and a small one: Linux counts the memory of whoever starts a program to the peak of that program.
"""

import os
import sys
import time

descriptor, command = int(sys.argv[1]), sys.argv[2:]
began = time.perf_counter()
started = os.fork()
if not started:
    os.close(descriptor)
    os.execv(command[0], command)
_, status, used = os.wait4(started, 0)
seconds = time.perf_counter() - began
told = f"{seconds} {used.ru_utime + used.ru_stime} {used.ru_maxrss * 1024} {os.waitstatus_to_exitcode(status)}"
os.write(descriptor, told.encode())
