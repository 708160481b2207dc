"""What Linux says of processes that run: what they have started, what memory they hold, what CPU time they took."""

import os
from collections.abc import Iterator
from pathlib import Path

PAGE = os.sysconf("SC_PAGE_SIZE")
TICKS = os.sysconf("SC_CLK_TCK")


def below(pid: int) -> Iterator[int]:
    """Yield the processes that a process has started, and that those have started."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # It has ended.
        return
    for child in children:
        yield int(child)
        yield from below(int(child))


def resident(pid: int) -> int:
    """Return the bytes of memory that a process holds; 0 where it has ended."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def proportional(pid: int) -> int:
    """Return the bytes of memory that a process holds, of pages that several hold its share; 0 where it has ended."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def spent(pid: int, *, children: bool = False) -> float:
    """Return the seconds of CPU time that a process took; 0 where it has ended.

    Args:
        children: count what it has started and outlived, too.
    """
    try:
        # Behind the name of the program, which may hold anything, times are the 12th to the 15th field.
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[11:15]
    except OSError:
        return 0
    return sum(map(int, fields if children else fields[:2])) / TICKS


def spent_by_all(pid: int) -> float:
    """Return the seconds of CPU time that a process took, with all that it has started."""
    return sum(spent(each, children=True) for each in (pid, *below(pid)))
