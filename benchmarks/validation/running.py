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
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from validation.processes import below, proportional, resident, spent

EVERY = 0.02
"""Seconds between two looks at the memory of a process."""
LAUNCHER = Path(__file__).with_name("launching.py")


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
    """What a process took: seconds, seconds of CPU time, and bytes of memory.

    Attributes:
        said: its standard output.
        largest: bytes of the largest process of those that count.
        own: seconds of CPU time of the process by itself, as far as the last look at it tells.
        shared: the largest sum of memory in which a page that several processes hold counts once, where it was asked for.
    """

    seconds: float
    cpu: float
    peak: int
    said: str = field(repr=False, default="")
    largest: int = 0
    own: float = 0
    shared: int = 0


def run(
    command: Sequence[str],
    statuses: frozenset[int] = frozenset({0}),
    *,
    every: float = EVERY,
    beside: Sequence[int] = (),
    share: bool = False,
) -> Run:
    """Run a command to its end.

    Args:
        every: seconds between two looks at its memory.
        beside: other processes whose memory counts too, with that of all that they have started.
        share: look, too, at what processes share; that takes longer.

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
            memory = _Memory(process.pid, every, beside, share=share)
            took = told.read().split()
            memory.end()
        said.seek(0)
        complained.seek(0)
        seconds, cpu, peak, status = (float(each) for each in took or [0, 0, 0, -1])
        if int(status) not in statuses:
            last = complained.read().decode(errors="replace").strip().rpartition("\n")[2]
            raise RuntimeError(f"status {status:.0f}: {last}")
        # Where one lived for less than the time between two looks, the largest process by itself counts.
        most = [max(sampled, int(peak)) for sampled in (memory.peak, memory.largest)]
        return Run(seconds, cpu, most[0], said.read().decode(), largest=most[1], own=memory.own, shared=memory.shared)


class _Memory:
    """Looks at the memory of all that a process has started, over and over, and keeps the largest sum.

    Attributes:
        peak: the largest sum in bytes; 0 where the system has no /proc.
        largest: bytes of the largest process.
        own: seconds of CPU time of the first that the process has started.
        shared: the largest sum in which a page that several processes hold counts once.
    """

    def __init__(self, pid: int, every: float, beside: Sequence[int], *, share: bool) -> None:
        self.peak = 0
        self.largest = 0
        self.own = 0.0
        self.shared = 0
        self._share = share
        self._pid = pid
        self._every = every
        self._beside = beside
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(self._every):
            started = list(below(self._pid))
            others = [each for root in self._beside for each in (root, *below(root))]
            sizes = list(map(resident, (*started, *others)))
            self.peak = max(self.peak, sum(sizes))
            self.largest = max([self.largest, *sizes])
            if self._share:
                self.shared = max(self.shared, sum(map(proportional, (*started, *others))))
            self.own = max([self.own, *map(spent, started[:1])])

    def end(self) -> None:
        """Stop looking."""
        self._over.set()
        self._thread.join()


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
