"""Trials in processes of their own: one that crashes or hangs is counted, and the rest of its batch goes on in another."""

import multiprocessing
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from benchmarks.damage.trial import Outcome, Trial

LONGEST = 120
"""Seconds after which a single trial counts as hung."""
_SPAWN = multiprocessing.get_context("spawn")

Run = Callable[[Trial, Path], Outcome]


@dataclass
class _Worker:
    """A process, and the trials that it has not answered yet, in the order in which it goes through them."""

    process: BaseProcess
    pipe: Connection
    waiting: list[Trial] = field(default_factory=list)


def run_all(trials: Sequence[Trial], run: Run, workers: int, at_once: int = 50) -> Iterator[Outcome]:
    """Yield the outcome of each trial, in any order.

    Args:
        run: what a trial is given to, with an empty folder; a function that another process can import.
        workers: how many processes.
        at_once: how many trials a process is given together.
    """
    batches = [list(trials[start : start + at_once]) for start in range(0, len(trials), at_once)][::-1]
    with tempfile.TemporaryDirectory() as where, _crew(run, Path(where), min(workers, len(batches))) as crew:
        for worker in crew:
            _give(worker, batches)
        while busy := [worker for worker in crew if worker.waiting]:
            ready = set(wait([worker.pipe for worker in busy], timeout=LONGEST))
            for worker in busy:
                if worker.pipe in ready or not ready:
                    yield _answer(worker, lambda: _started(run, Path(where)), hung=not ready)
                    if not worker.waiting:
                        _give(worker, batches)


def _answer(worker: _Worker, another: Callable[[], _Worker], *, hung: bool) -> Outcome:
    """Return the outcome of the trial that a worker is at; one that fails to answer is replaced."""
    trial = worker.waiting.pop(0)
    if not hung:
        try:
            found = worker.pipe.recv()
        except (EOFError, OSError):
            found = None
        if isinstance(found, Outcome):
            return found
    worker.process.kill()
    worker.process.join()
    status, rest = worker.process.exitcode, worker.waiting
    fresh = another()
    worker.process, worker.pipe, worker.waiting = fresh.process, fresh.pipe, rest
    if rest:
        worker.pipe.send(rest)
    return Outcome(trial, "hung" if hung else "crashed", said=f"exit status {status}")


def _give(worker: _Worker, batches: list[list[Trial]]) -> None:
    if batches:
        worker.waiting = batches.pop()
        worker.pipe.send(worker.waiting)


@contextmanager
def _crew(run: Run, where: Path, size: int) -> Iterator[list[_Worker]]:
    crew = [_started(run, where) for _ in range(size)]
    try:
        yield crew
    finally:
        for worker in crew:
            worker.process.kill()
            worker.process.join()


def _started(run: Run, where: Path) -> _Worker:
    ours, theirs = _SPAWN.Pipe()
    # No daemon: the validator may start processes of its own.
    process = _SPAWN.Process(target=_serve, args=(run, theirs, where))
    process.start()
    theirs.close()
    return _Worker(process, ours)


def _serve(run: Run, pipe: Connection, where: Path) -> None:
    """Answer the trials that come through a pipe, each in a folder of its own, until it is closed."""
    while True:
        try:
            trials = pipe.recv()
        except EOFError:
            return
        for trial in trials:
            with tempfile.TemporaryDirectory(dir=where) as folder:
                pipe.send(run(trial, Path(folder)))
