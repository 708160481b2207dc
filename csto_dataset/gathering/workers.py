"""Reading pages in several processes: each is sent the paths of a few files at a time, and sends back what they give.

The processes are started afresh (`spawn`), on every system. What they send waits in pipes of a set size, so a slow receiver
slows them down and memory stays bounded. They end when the receiver does, however it ends.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Final, cast

from csto_dataset.errors import CstoDatasetError, WorkerError
from csto_dataset.findings import Finding
from csto_dataset.gathering.reading import PageRead, read_pages
from csto_dataset.signals import ignored

Sized = tuple[Path, int]
"""A file and its bytes."""
Given = list[PageRead | Finding]
"""What some pages gave, in no order."""

_AT_ONCE: Final = 32
"""Files that are sent to a worker together, and pages of which it tells together, at most."""
_BYTES_AT_ONCE: Final = 1 << 20
"""Bytes, of files and of what pages give, after which no more are sent together."""
_LEAST_SHARE: Final = 4
"""Times that each worker comes for more, where there are files enough."""


def read_here(files: Iterator[Sized]) -> Iterator[tuple[Given, int]]:
    """Yield what each page of files gives, and the bytes of the files that were done with it, in this process."""
    passed: list[int] = []

    def told() -> Iterator[Path]:
        for path, size in files:
            yield path
            passed.append(size)

    for given in read_pages(told()):
        yield [given], sum(passed)
        passed.clear()
    yield [], sum(passed)


def read_by_workers(files: Iterator[Sized], count: int, workers: int) -> Iterator[tuple[Given, int]]:
    """Yield what pages of files give, some at a time, and the bytes of the files that were done with them.

    Args:
        count: of the files.

    Raises:
        CstoDatasetError: that stopped a process, such as the catalogue of a folder that cannot be used.
        WorkerError: a process ended before its work was done.
    """
    shares = shared_out(files, count, workers)
    # Writing to a process that was killed must be an error, and not end this one without a word.
    with ignored("SIGPIPE"), _started(min(workers, count)) as running:
        sizes = {connection: _send(connection, process, shares) for connection, process in running.items()}
        while busy := [connection for connection, size in sizes.items() if size is not None]:
            for ready in cast("list[Connection]", wait(busy)):
                given = _received(ready, running[ready])
                if given:
                    yield given, 0
                else:
                    yield [], sizes[ready] or 0
                    sizes[ready] = _send(ready, running[ready], shares)


def shared_out(files: Iterator[Sized], count: int, workers: int) -> Iterator[list[Sized]]:
    """Yield files in their order, as many at a time as are to be read together.

    Args:
        count: of the files.
        workers: that come for more.
    """
    return _shares(files, max(1, min(_AT_ONCE, count // (max(workers, 1) * _LEAST_SHARE))))


def _shares(files: Iterator[Sized], at_once: int) -> Iterator[list[Sized]]:
    """Yield files in their order, some at a time: few where they are large, as archives are."""
    share: list[Sized] = []
    for file in files:
        share.append(file)
        if len(share) == at_once or sum(size for _, size in share) >= _BYTES_AT_ONCE:
            yield share
            share = []
    if share:
        yield share


@contextmanager
def _started(workers: int) -> Iterator[dict[Connection, BaseProcess]]:
    """Start processes, and end them however the work ends."""
    context = multiprocessing.get_context("spawn")
    running: dict[Connection, BaseProcess] = {}
    try:
        # A terminal sends Ctrl-C to all processes, and those started now stay deaf to it: ending them is done below.
        with ignored("SIGINT"):
            for _ in range(workers):
                ours, theirs = context.Pipe()
                running[ours] = process = context.Process(target=work, args=(theirs,), daemon=True)
                process.start()
                theirs.close()
        yield running
    finally:
        for connection, started in running.items():
            connection.close()
            if started.pid is not None:
                started.terminate()
                started.join()


def _send(connection: Connection, process: BaseProcess, shares: Iterator[list[Sized]]) -> int | None:
    """Send the next files to a worker; return their bytes, None where there are no more."""
    share = next(shares, None)
    if share is None:
        return None
    try:
        connection.send([os.fsencode(path) for path, _ in share])
    except OSError as error:
        raise _ended(process) from error
    return sum(size for _, size in share)


def _received(connection: Connection, process: BaseProcess) -> Given:
    """Return what a worker sends; nothing at the end of its files.

    Raises:
        CstoDatasetError: that stopped the worker.
    """
    try:
        given = connection.recv()
    except (EOFError, OSError) as error:
        raise _ended(process) from error
    if isinstance(given, CstoDatasetError):
        raise given
    return list(given)


def _ended(process: BaseProcess) -> WorkerError:
    process.join()
    code = process.exitcode or 0
    how = f"signal {-code}" if code < 0 else f"status {code}"
    return WorkerError(f"a process that read pages ended before its work was done ({how}); nothing was published")


def work(connection: Connection) -> None:
    """Read pages for another process until it has no more of them, or is there no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    try:
        _serve(connection)
    except (EOFError, BrokenPipeError, ConnectionResetError):
        return


def _serve(connection: Connection) -> None:
    ready: Given = []

    def asked() -> Iterator[Path]:
        while True:
            yield from (Path(os.fsdecode(path)) for path in connection.recv())
            # Asking for the next file tells that all before it is done.
            if ready:
                connection.send(ready)
                ready.clear()
            connection.send([])

    try:
        for given in read_pages(asked()):
            ready.append(given)
            if len(ready) == _AT_ONCE or sum(map(_weight, ready)) >= _BYTES_AT_ONCE:
                connection.send(ready)
                ready.clear()
    except CstoDatasetError as error:
        connection.send(type(error)(str(error)))


def _weight(given: PageRead | Finding) -> int:
    """Return about how many bytes there are to send."""
    if isinstance(given, Finding):
        return len(given.message)
    return len(given.parts) + sum(len(reading.record) for reading in given.readings)
