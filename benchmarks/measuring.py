"""Measuring contenders side by side: each reads the same things in the same round, in an order that turns.

Each has a process of its own, so that nobody's memory is in another's way; one of them works at a time.
"""

import gc
import multiprocessing
import os
import platform
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import metadata
from multiprocessing.connection import Connection
from typing import Any


@dataclass(frozen=True)
class Contender:
    """Something that reads what it is given, such as a page. `lacks` says what of ours it does not give."""

    name: str
    read: Callable[[Any], object]
    lacks: str = ""


@dataclass(frozen=True)
class Speed:
    """Things, such as pages, a second of CPU time, a figure for each round."""

    name: str
    lacks: str
    rates: tuple[float, ...]

    @property
    def median(self) -> float:
        return statistics.median(self.rates)

    def against(self, other: "Speed") -> float:
        """Return the median of the ratios of the rounds: what slows a whole round down does not count."""
        return statistics.median(own / its for own, its in zip(self.rates, other.rates, strict=True))


def alternate(contenders: Sequence[Contender], rounds: Sequence[Sequence[Any]]) -> list[Speed]:
    """Return the speed of each contender, in their order.

    Nobody is given a page twice, so that nothing is remembered from it. The first round warms up and does not count.
    """
    rates: dict[str, list[float]] = {each.name: [] for each in contenders}
    with ExitStack() as running:
        readers = {each.name: running.enter_context(_apart(each.read)) for each in contenders}
        for number, pages in enumerate(rounds):
            turn = number % len(contenders)
            for each in (*contenders[turn:], *contenders[:turn]):
                rates[each.name].append(len(pages) / readers[each.name](pages))
    return [Speed(each.name, each.lacks, tuple(rates[each.name][1:])) for each in contenders]


@contextmanager
def _apart(read: Callable[[Any], object]) -> Iterator[Callable[[Sequence[Any]], float]]:
    """Give what measures a reader in a process of its own: it takes the pages of a round, and returns the seconds."""
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(read, theirs), daemon=True)
    process.start()
    theirs.close()

    def seconds(pages: Sequence[Any]) -> float:
        ours.send(list(pages))
        return float(ours.recv())

    try:
        yield seconds
    finally:
        ours.send(None)
        process.join()


def _serve(read: Callable[[Any], object], rounds: Connection) -> None:
    gc.collect()
    gc.freeze()  # What stands before the measuring is not what the collector looks through while it goes on.
    while (pages := rounds.recv()) is not None:
        rounds.send(_seconds(read, pages))


def _seconds(read: Callable[[Any], object], pages: Sequence[Any]) -> float:
    """Return the CPU time of this process, in user and system mode, for reading some pages."""
    gc.collect()
    began = time.process_time()
    for path in pages:
        read(path)
    return time.process_time() - began


def machine() -> dict[str, str]:
    """Return what the figures depend on: size of the machine and the Python that runs."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{memory:.0f} GiB",
        "architecture": platform.machine(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
    }


def versions(names: Sequence[str]) -> dict[str, str]:
    """Return the versions of those of the named distributions that are installed."""
    found = {}
    for name in names:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found
