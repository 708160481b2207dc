"""A Dask cluster of processes on this machine, started as a user starts one, and the loss of one of its workers."""

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from validation.processes import below, spent_by_all

SECONDS = 60
"""How long a cluster may take to start."""
EVERY = 0.02


@dataclass(frozen=True)
class Cluster:
    """A scheduler and what watches over workers, both as processes; workers that end are started again.

    Attributes:
        address: the scheduler file.
    """

    address: Path
    scheduler: int
    watcher: int

    @property
    def processes(self) -> tuple[int, int]:
        return self.scheduler, self.watcher

    def spent(self) -> float:
        """Return the seconds of CPU time that all of it took so far."""
        return sum(map(spent_by_all, self.processes))

    def workers(self) -> list[int]:
        """Return the processes that are workers."""
        return [each for each in below(self.watcher) if _is_worker(each)]


def _is_worker(pid: int) -> bool:
    """Say whether a process is a worker, and not what looks after the resources of several."""
    try:
        return b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return False


@contextmanager
def cluster(workers: int) -> Iterator[Cluster]:
    """Give a cluster of so many workers of one thread each.

    Raises:
        RuntimeError: it does not start.
    """
    with tempfile.TemporaryDirectory() as folder, ExitStack() as ending:
        address = Path(folder) / "scheduler.json"
        of_it = ["--scheduler-file", str(address)]
        scheduler = _started(ending, "scheduler", *of_it, "--host", "127.0.0.1", "--port", "0", "--no-dashboard")
        options = ["--nworkers", str(workers), "--nthreads", "1", "--no-dashboard", "--local-directory", folder]
        watcher = _started(ending, "worker", *of_it, *options)
        _wait_for(address, workers, (scheduler, watcher))
        yield Cluster(address, scheduler.pid, watcher.pid)


def _started(ending: ExitStack, *arguments: str) -> subprocess.Popen[bytes]:
    """Start a command of Dask's, and have it ended with all else."""
    process = subprocess.Popen(
        [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        stdin=subprocess.DEVNULL,
    )
    ending.callback(_end, process)
    return process


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _wait_for(address: Path, workers: int, processes: tuple[subprocess.Popen[bytes], ...]) -> None:
    """Wait until so many workers have told the scheduler that they are there."""
    from distributed import Client  # noqa: PLC0415 - who does not measure a cluster need not have it

    until = time.monotonic() + SECONDS
    while not (address.exists() and address.read_bytes().endswith(b"}")):
        if time.monotonic() > until or any(each.poll() is not None for each in processes):
            raise RuntimeError("the scheduler of Dask did not start")
        time.sleep(EVERY)
    with Client(json.loads(address.read_bytes())["address"], timeout=SECONDS, set_as_default=False) as client:
        client.wait_for_workers(workers, timeout=SECONDS)


class Loss:
    """The loss of a worker in the middle of its work: SIGKILL once all of a cluster took so many seconds of CPU time.

    Attributes:
        killed: the process; None where none was.
    """

    def __init__(self, of: Cluster, after: float) -> None:
        self.killed: int | None = None
        self._of = of
        self._until = of.spent() + after
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def _watch(self) -> None:
        while not self._over.wait(EVERY):
            if self._of.spent() < self._until:
                continue
            # A worker reads files in a process beside itself: where that runs, it is at work.
            worker = next((each for each in self._of.workers() if any(below(each))), None)
            if worker is not None:
                os.kill(worker, signal.SIGKILL)
                self.killed = worker
                return

    def end(self) -> None:
        """Kill nobody any more."""
        self._over.set()
        self._thread.join()
