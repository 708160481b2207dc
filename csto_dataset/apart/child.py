"""The other process: it is sent a function, then what to call it with, and sends what that yields."""

import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import IO, Any, Final

from csto_dataset.errors import CstoDatasetError

READY, TOLD, RAISED, DONE = "ready", "told", "raised", "done"
"""Kinds of message: that all is there for the work to begin, with the bytes of memory that the process may have; some of
what the function yields; the error that it raised; its end."""

FIRST: Final = b"\x00csto-dataset\x00"
"""What stands before the first message: whatever the start of Python prints comes before it."""

HUNGRY: Final = 86
"""Exit status of a process that was refused memory."""

_AT_ONCE: Final = 2_000
"""Values that are sent together, at most; one that stands for many counts for as many as its `weight` says."""
_LONGEST_ALARM: Final = 1 << 30
_SECONDS: Final = 1.0
"""How long values wait to be sent, about, where the function goes on."""


def work() -> None:
    """Serve the process that started this one, until it has no more to ask or is there no more."""
    memory, seconds = map(int, sys.argv[1:3])
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # What a library prints must not come between.
    try:
        function = pickle.load(sys.stdin.buffer)  # noqa: S301 - from the process that started this one
        answers.write(FIRST)
        _send((READY, _limit_memory(memory)), answers)
        while True:
            given = pickle.load(sys.stdin.buffer)  # noqa: S301
            _answer(function, given, answers, 2 * seconds + 60)
    except MemoryError:
        os._exit(HUNGRY)
    except (EOFError, BrokenPipeError):
        os._exit(0)


def _answer(function: Callable[[Any], Iterator[Any]], given: Any, answers: IO[bytes], patience: int) -> None:
    try:
        _alarm(patience)
        for told in _some(function(given)):
            _send((TOLD, told), answers)
            _alarm(patience)
        _send((DONE, None), answers)
    except CstoDatasetError as error:
        _send((RAISED, error), answers)


def _some(values: Iterator[Any]) -> Iterator[list[Any]]:
    """Yield values some at a time; the first at once, so that it is told whatever comes of the others."""
    waiting: list[Any] = []
    weight, since = 0, -_SECONDS
    for value in values:
        waiting.append(value)
        weight += getattr(value, "weight", 1)
        if weight >= _AT_ONCE or time.monotonic() - since >= _SECONDS:
            yield waiting
            waiting, weight, since = [], 0, time.monotonic()
    yield waiting


def _send(message: tuple[str, Any], answers: IO[bytes]) -> None:
    _alarm(0)  # Whoever is to hear it may be stopped for a while.
    pickle.dump(message, answers)
    answers.flush()


def _limit_memory(most: int) -> int:
    """Hold this process to some bytes of memory of its own, where the system can, and return how many it may have."""
    try:
        import resource
    except ImportError:  # Windows.
        return most
    # Not the address space: libraries reserve much more of it than they use.
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    allowed = [each for each in (soft, hard, most) if 0 <= each <= sys.maxsize and each != resource.RLIM_INFINITY]
    if allowed:
        resource.setrlimit(resource.RLIMIT_DATA, (min(allowed), hard))
    reserved, _ = resource.getrlimit(resource.RLIMIT_AS)
    return min([*allowed, most] if reserved == resource.RLIM_INFINITY else [*allowed, most, reserved])


def _alarm(seconds: int) -> None:
    """End this process, where the system can, unless it says something within some seconds; 0 for no end.

    Whoever started it may be there no more, and native code that never returns lets no other code of Python run.
    """
    if hasattr(signal, "alarm"):
        signal.alarm(min(seconds, _LONGEST_ALARM))
