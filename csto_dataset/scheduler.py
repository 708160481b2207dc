"""Having work done by the workers of a Dask cluster. Needs the extra `dask`.

The cluster is trusted as this process is. What its workers read is not, so what they say is read as data.
"""

import io
import json
import logging
import operator
import pickle
import re
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import CancelledError
from contextlib import contextmanager
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, Final, TypeVar

from csto_dataset.apart.answers import ERRORS, unpickled
from csto_dataset.errors import ClusterError, CstoDatasetError, MissingExtraError
from csto_dataset.findings import label
from csto_dataset.signals import ignored
from csto_dataset.version import __version__

_SECONDS: Final = 10
"""How long a scheduler may take to answer."""
_AHEAD: Final = 2
"""Tasks for each thread of the cluster that are handed out before those before them were taken."""
_COUNTED_EVERY: Final = 1.0
"""Seconds after which the threads of the cluster are counted again: workers come and go."""
_LOST: Final = "the scheduler of the cluster was lost before the work was done"
_ADDRESS: Final = re.compile(r"(?:(?:tcp|tls|wss?|ucxx?)://)?(?:\[[0-9A-Fa-f:.]+\]|[^\s/:\[\]]+):[0-9]{1,5}/?")
"""Of a scheduler: perhaps how to speak to it, its machine, its port."""
_LOGGERS: Final = ("distributed", "distributed.client", "tornado.application")
"""To which Dask gives handlers when it is loaded."""

Key = TypeVar("Key")


class Workers:
    """The workers of a cluster."""

    def __init__(self, client: Any) -> None:
        """Prepare to hand out work.

        Args:
            client: of a cluster, as Dask's `distributed.Client`.
        """
        from distributed import Future

        self._client = client
        self._kept = Future
        self._threads = 0
        self._counted = -_COUNTED_EVERY

    def keep(self, value: Any) -> Any:
        """Return what stands for a value wherever tasks are given it: it is sent once, and not with each of them."""
        # What is scattered is lost with the worker that held it; what a task gives is made again.
        return self._client.submit(pickle.loads, pickle.dumps(value), pure=False)

    def done(
        self,
        function: Callable[..., Iterable[Any]],
        tasks: Iterable[tuple[Key, tuple[Any, ...]]],
        told: tuple[type, ...],
        called: Callable[[Key], str],
    ) -> Iterator[tuple[Key, Iterator[Any]]]:
        """Yield what a function gives for each task, once it has given all, with the key of the task.

        A few tasks are handed out for each thread, however many there are. What a lost worker was at is done again by
        another one, and yielded once.

        Args:
            function: of a module; what it yields for a task depends on what it is called with alone.
            tasks: keys, each with what the function is called with.
            told: the classes of what the function yields, and of what is in that.
            called: how messages call a task.

        Raises:
            ClusterError: one worker after the other was lost over a task, or the scheduler was; or the workers have another
                version of this package, or none.
            CstoDatasetError: the function raised it.
        """
        from distributed import as_completed

        waiting, running = iter(tasks), dict[Any, Key]()
        ended: Any = as_completed(self._handed_out(function, waiting, running), loop=self._client.loop)  # type: ignore[no-untyped-call]
        for future in ended:
            key = running.pop(future)
            answer = _taken(future, told, called(key))
            future.release()
            ended.update(self._handed_out(function, waiting, running))
            yield key, answer

    def _handed_out(
        self, function: Callable[..., Any], tasks: Iterator[tuple[Key, tuple[Any, ...]]], running: dict[Any, Key]
    ) -> list[Any]:
        """Hand out as many tasks as there is room for, at least one where none is running, and return what runs anew."""
        room = _AHEAD * self.threads() - len(running)
        added = {self._submitted(function, given): key for key, given in islice(tasks, max(room, not running))}
        running.update(added)
        return list(added)

    def _submitted(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """Return the future of what a function gives.

        A worker that cannot read a task closes without a word, and nobody would hear that it lacks this package. So the
        task names nothing but Python's own, and reading the rest is a part of it.
        """
        named = [each if isinstance(each, self._kept) else pickle.dumps(each) for each in given]
        call = self._client.submit(pickle.loads, pickle.dumps(partial(_answer, function)), pure=False)
        return self._client.submit(operator.call, call, *named, pure=False)

    def threads(self) -> int:
        """Return how many threads the workers have together, now or a moment ago.

        Raises:
            ClusterError: the scheduler was lost.
        """
        if (now := time.monotonic()) - self._counted >= _COUNTED_EVERY:
            try:
                self._threads = sum(self._client.nthreads().values())
            except OSError as error:
                raise ClusterError(_LOST) from error
            self._counted = now
        return self._threads


@contextmanager
def connected(scheduler: str) -> Iterator[Workers]:
    """Give the workers of a cluster.

    Args:
        scheduler: its address, such as `tcp://10.0.0.1:8786`, or the path of its scheduler file, which ends in `.json`.

    Raises:
        ClusterError: no scheduler answers.
        MissingExtraError: Dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtraError('dask is not installed: pip install "csto-dataset[dask]"') from None
    # Writing to a scheduler that is there no more must be an error, and not end this process without a word.
    with ignored("SIGPIPE"), _silent():
        try:
            client: Any = Client(_address(scheduler), timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"{label(scheduler)}: expected the scheduler of a Dask cluster, none answers"
            raise ClusterError(message) from error
        with client:
            yield Workers(client)


@contextmanager
def _silent() -> Iterator[None]:
    """Print nothing of what Dask logs for a while: what goes wrong is an error of ours, in one line."""
    loggers = [logging.getLogger(name) for name in _LOGGERS]
    before = [logger.handlers for logger in loggers]
    for logger in loggers:
        logger.handlers = [logging.NullHandler()]
    try:
        yield
    finally:
        for logger, handlers in zip(loggers, before, strict=True):
            logger.handlers = handlers


def _address(scheduler: str) -> str:
    """Return the address of a scheduler.

    Dask itself would wait for ever for a scheduler file that is not there, and leaves a client half made behind where an
    address is of no form that it knows.

    Raises:
        ValueError: it is no address, or the file holds none.
    """
    address = str(json.loads(Path(scheduler).read_bytes())["address"]) if scheduler.endswith(".json") else scheduler
    if _ADDRESS.fullmatch(address) is None:
        raise ValueError("no address")
    return address


def _answer(function: Callable[..., Iterable[Any]], *given: Any) -> bytes:
    """Return what a function gives, in a process of the cluster, as one message: of many small values Dask takes long.

    The message is put together value by value: as bytes they take a small part of the memory that they do as values.
    """
    read = (pickle.loads(each) if isinstance(each, bytes) else each for each in given)  # noqa: S301 - from who asks
    answer = io.BytesIO()
    pickle.dump(__version__, answer)
    try:
        for value in function(*read):
            pickle.dump(value, answer)
    except CstoDatasetError as error:  # What Dask sends of an error holds what caused it, which not always can be sent.
        pickle.dump(error, answer)
    return answer.getvalue()


def _taken(future: Any, told: tuple[type, ...], called: str) -> Iterator[Any]:
    """Return what a worker gave for a task.

    Raises:
        ClusterError: no worker could do it.
        CstoDatasetError: that the worker raised.
    """
    from distributed import KilledWorker

    if future.cancelled():
        raise ClusterError(f"{called}: {_LOST}")
    error = future.exception()
    if isinstance(error, KilledWorker):
        # What a file may do to its reader it does to a process beside the worker: the cluster is at fault.
        raise ClusterError(f"{called}: {error.allowed_failures + 1} workers of the cluster ended while they read it")
    if error is not None:  # Such as a worker, or a scheduler, without this package.
        reason = label(" ".join(f"{type(error).__name__}: {error}".split()), longest=200)
        raise ClusterError(f"{called}: the cluster failed: {reason}") from error
    return _values(_fetched(future, called), told, called)


def _fetched(future: Any, called: str) -> bytes:
    try:
        answer: bytes = future.result()
    except (CancelledError, OSError) as cause:  # What was done is lost with the scheduler that knows where it is.
        raise ClusterError(f"{called}: {_LOST}") from cause
    return answer


def _values(answer: bytes, told: tuple[type, ...], called: str) -> Iterator[Any]:
    """Yield the values of an answer, one after the other: as bytes they take less memory.

    Raises:
        ClusterError: it is none, or comes from another version of this package.
        CstoDatasetError: that the worker raised.
    """
    try:
        values = unpickled(answer, (*told, *ERRORS))
        version = next(values, None)
        if version != __version__:
            found = label(str(version))
            message = f"{called}: expected csto-dataset {__version__} on the workers of the cluster, found {found}"
            raise ClusterError(message)
        for value in values:
            if isinstance(value, CstoDatasetError):
                raise value
            yield value
    except (pickle.UnpicklingError, EOFError) as cause:
        raise ClusterError(f"{called}: expected what a worker found, found something else") from cause
