"""The other process: it is sent a function, then what to call it with, and sends what that yields."""

import os
import pickle
import sys
import time
from collections.abc import Callable, Iterator
from typing import IO, Any, Final

from csto_dataset.errors import CstoDatasetError

TOLD, RAISED, DONE = "told", "raised", "done"
"""Kinds of message: some of what the function yields; the error that it raised; its end."""

HUNGRY: Final = 86
"""Exit status of a process that was refused memory."""

_AT_ONCE: Final = 2_000
"""Values that are sent together, at most."""
_SECONDS: Final = 1.0
"""How long values wait to be sent, about, where the function goes on."""


def work() -> None:
    """Serve the process that started this one, until it has no more to ask or is there no more."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # What a library prints must not come between.
    _limit_memory(int(sys.argv[1]))
    try:
        function = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        while True:
            _answer(function, pickle.load(sys.stdin.buffer), answers)  # noqa: S301
    except MemoryError:
        os._exit(HUNGRY)
    except (EOFError, BrokenPipeError):
        os._exit(0)


def _answer(function: Callable[[Any], Iterator[Any]], given: Any, answers: IO[bytes]) -> None:
    try:
        for told in _some(function(given)):
            _send((TOLD, told), answers)
        _send((DONE, None), answers)
    except CstoDatasetError as error:
        _send((RAISED, error), answers)


def _some(values: Iterator[Any]) -> Iterator[list[Any]]:
    """Yield values some at a time; the first at once, so that it is told whatever comes of the others."""
    waiting: list[Any] = []
    since = -_SECONDS
    for value in values:
        waiting.append(value)
        if len(waiting) >= _AT_ONCE or time.monotonic() - since >= _SECONDS:
            yield waiting
            waiting, since = [], time.monotonic()
    yield waiting


def _send(message: tuple[str, Any], answers: IO[bytes]) -> None:
    pickle.dump(message, answers)
    answers.flush()


def _limit_memory(most: int) -> None:
    """Hold this process to some bytes of memory of its own, where the system can."""
    try:
        import resource
    except ImportError:  # Windows.
        return
    # Not the address space: libraries reserve much more of it than they use.
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (wanted, hard))
