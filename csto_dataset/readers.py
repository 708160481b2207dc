"""Where the files of a copy are read: in this process, or in others where what reads them might crash, or to be faster."""

import queue
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from functools import partial
from itertools import islice
from types import TracebackType
from typing import Final, Self

from csto_dataset.addresses import there
from csto_dataset.apart import Apart
from csto_dataset.copies import CopyFile
from csto_dataset.errors import ApartError
from csto_dataset.findings import Edit, Finding, Place
from csto_dataset.formats.rows import Held
from csto_dataset.limits import Limits
from csto_dataset.rules.facts import Fact, SoundFacts
from csto_dataset.shard import Beside, Bytes, Told, read
from csto_dataset.signals import ignored

APART: Final = {"parquet"}
"""Formats that are read by much native code: a stranger's file may bring it down, or make it ask for all memory."""

TOLD_CLASSES: Final = (Bytes, Held, Finding, Edit, Fact, SoundFacts, Place)
"""Of what a file tells."""
_AT_ONCE: Final = 2_000
_SECONDS: Final = 0.1
_WAITING: Final = 2
"""Messages of each process that wait to be taken, about."""

Ranked = tuple[int, list[Told]]
"""The rank of a file among the files, and some of what it tells; nothing at its end."""


class Readers:
    """What reads the files of a copy."""

    def __init__(self, beside: Beside, limits: Limits, workers: int = 1) -> None:
        """Prepare to read.

        Args:
            workers: processes that read at the same time; with one, most formats are read in this process.
        """
        self._read = partial(read, beside=beside, limits=limits)
        self._here = workers <= 1
        self._apart = [Apart(self._read, TOLD_CLASSES, limits) for _ in range(max(workers, 1))]
        self._serving: list[Future[None]] = []
        self._ended = threading.Event()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._apart:
            process.end()

    def read(self, files: Sequence[CopyFile]) -> Iterator[Ranked]:
        """Yield what files tell, that of each in its order; those of several may come in turn.

        Raises:
            CopyError: one of them cannot be looked at.
        """
        if self._here or len(files) < 2:
            for rank, file in enumerate(files):
                told = self._told(self._apart[0] if file.format in APART else None, file)
                yield from ((rank, some) for some in told)
                yield rank, []
        else:
            yield from self._read_together(files)

    def _told(self, process: Apart[CopyFile, Told] | None, file: CopyFile) -> Iterator[list[Told]]:
        """Yield what a file tells, read by a process or else by this one, which fetches it where it has an address."""
        with there(file, self._ended.is_set) as local:
            try:
                # Nothing is the sign of the end.
                yield from _some(self._read(local)) if process is None else filter(None, process(local))
            except ApartError as error:
                yield [Finding(error.code, str(error), Place(file=file.name))]

    def _read_together(self, files: Sequence[CopyFile]) -> Iterator[Ranked]:
        """Yield what files tell, each process reading one of them at a time, the largest first."""
        waiting = largest_first(files)
        answers: queue.Queue[Ranked] = queue.Queue(_WAITING * len(self._apart))
        # Writing to a process that was killed must be an error; in a thread nothing can be done about signals.
        with ignored("SIGPIPE"), ThreadPoolExecutor(len(self._apart)) as threads:
            self._serving = [threads.submit(self._serve, each, files, waiting, answers) for each in self._apart]
            try:
                yield from self._answers(answers, len(files))
            finally:
                self._stop()

    def _answers(self, answers: "queue.Queue[Ranked]", unread: int) -> Iterator[Ranked]:
        """Yield answers until each file had its end, or a thread an error."""
        while unread:
            for each in self._serving:
                if each.done():
                    each.result()
            with suppress(queue.Empty):
                answer = answers.get(timeout=_SECONDS)
                unread -= not answer[1]
                yield answer

    def _serve(
        self,
        process: Apart[CopyFile, Told],
        files: Sequence[CopyFile],
        waiting: Iterator[int],
        answers: "queue.Queue[Ranked]",
    ) -> None:
        """Have a process read files until none is waiting, in a thread."""
        for rank in waiting:  # Taking the next of a list is one step for all threads.
            for some in self._told(process, files[rank]):
                self._put(answers, (rank, some))
            self._put(answers, (rank, []))
            if self._ended.is_set():
                return

    def _put(self, answers: "queue.Queue[Ranked]", answer: Ranked) -> None:
        """Hand over an answer, unless nobody waits for it any more."""
        while not self._ended.is_set():
            with suppress(queue.Full):
                answers.put(answer, timeout=_SECONDS)
                return

    def _stop(self) -> None:
        """Let no thread work any more."""
        self._ended.set()
        while wait(self._serving, timeout=_SECONDS).not_done:  # One may be about to start its process once more.
            for process in self._apart:
                process.kill()


def largest_first(files: Sequence[CopyFile]) -> Iterator[int]:
    """Return the ranks of files in the order in which several processes are done with them soonest, about."""
    return iter(sorted(range(len(files)), key=lambda rank: -files[rank].size))


def _some(told: Iterator[Told]) -> Iterator[list[Told]]:
    """Yield what a file tells, some at a time."""
    while some := list(islice(told, _AT_ONCE)):
        yield some
