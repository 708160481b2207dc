"""Running whole processes side by side: in each round each once, in an order that turns from round to round.

Counted is what a user waits for and what the machine gives: the seconds of a clock, the CPU time and the peak memory of a
process with all that it starts.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

EVERY = 0.02
"""Seconds between two looks at the memory of a process."""
LAUNCHER = Path(__file__).with_name("launching.py")
PAGE = os.sysconf("SC_PAGE_SIZE")


@dataclass(frozen=True)
class Contender:
    """A command that checks files, which are put behind `command` and before `options`."""

    name: str
    command: tuple[str, ...]
    options: tuple[str, ...] = ()
    statuses: frozenset[int] = frozenset({0})
    note: str = ""

    def on(self, *files: Path) -> list[str]:
        """Return the command line for some files."""
        return [*self.command, *map(str, files), *self.options]


@dataclass(frozen=True)
class Run:
    """What a process took: seconds, seconds of CPU time, and bytes of memory. `said` is its standard output."""

    seconds: float
    cpu: float
    peak: int
    said: str = field(repr=False, default="")


def run(command: Sequence[str], statuses: frozenset[int] = frozenset({0})) -> Run:
    """Run a command to its end.

    Raises:
        RuntimeError: it ended with a status that none of those expected is.
    """
    read, write = os.pipe()
    launched = [sys.executable, "-I", "-S", str(LAUNCHER), str(write), *command]
    with os.fdopen(read, "rb") as told, tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as complained:
        with subprocess.Popen(
            launched, stdout=said, stderr=complained, stdin=subprocess.DEVNULL, pass_fds=[write]
        ) as process:
            os.close(write)
            memory = _Memory(process.pid)
            took = told.read().split()
            sampled = memory.end()
        said.seek(0)
        complained.seek(0)
        seconds, cpu, peak, status = (float(each) for each in took or [0, 0, 0, -1])
        if int(status) not in statuses:
            last = complained.read().decode(errors="replace").strip().rpartition("\n")[2]
            raise RuntimeError(f"status {status:.0f}: {last}")
        # Where one lived for less than the time between two looks, the largest process by itself counts.
        return Run(seconds, cpu, max(sampled, int(peak)), said.read().decode())


class _Memory:
    """Looks at the memory of all that a process has started, over and over, and keeps the largest sum."""

    def __init__(self, pid: int) -> None:
        self._pid = pid
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            self._peak = max(self._peak, sum(map(_resident, _below(self._pid))))

    def end(self) -> int:
        """Stop, and return the largest sum in bytes; 0 where the system has no /proc."""
        self._over.set()
        self._thread.join()
        return self._peak


def _below(pid: int) -> Iterator[int]:
    """Yield the processes that a process has started, and that those have started."""
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [child for thread in threads for child in (thread / "children").read_text().split()]
    except OSError:  # It has ended.
        return
    for child in children:
        yield int(child)
        yield from _below(int(child))


def _resident(pid: int) -> int:
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    except (OSError, IndexError):
        return 0


def alternate(contenders: Sequence[Contender], files: Sequence[Path], rounds: int) -> dict[str, list[Run]]:
    """Return the runs of each contender on some files, one a round, by its name in the given order."""
    found: dict[str, list[Run]] = {each.name: [] for each in contenders}
    for number in range(rounds):
        turn = number % len(contenders)
        for each in (*contenders[turn:], *contenders[:turn]):
            found[each.name].append(run(each.on(*files), each.statuses))
    return found


def against(own: Sequence[float], its: Sequence[float]) -> float:
    """Return the median of the ratios of the rounds: what slows a whole round down does not count."""
    return statistics.median(one / other for one, other in zip(own, its, strict=True))
