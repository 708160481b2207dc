"""Work in a process of its own, under limits: what crashes it, or makes it hungry, is told and not suffered."""

import os
import pickle
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from multiprocessing.spawn import get_executable
from types import TracebackType
from typing import IO, Any, Final, Generic, Self, TypeVar, cast

from csto_dataset.apart.answers import Answers
from csto_dataset.apart.child import DONE, HUNGRY, RAISED
from csto_dataset.errors import ApartError, WorkerError
from csto_dataset.findings import label
from csto_dataset.limits import LEAST_MEMORY, Limits
from csto_dataset.signals import ignored

_START: Final = (
    "import sys; sys.path[:] = sys.argv[3:]; sys.modules['numpy'] = None;"
    "from csto_dataset.apart.child import work; work()"
)
"""Where modules are looked for is said by this process: alone, Python would look in the present folder first.

Arrow loads numpy where it finds it, which takes as long as all else of Arrow. Nothing here needs it: it is no dependency.
"""
_SPARING: Final = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "ARROW_DEFAULT_MEMORY_POOL": "system"}
"""What Arrow loads takes memory for each thread that it might use; and its own pool keeps up to 80 MB more than the system's,
which was as fast."""
_CANNOT: Final = "a process that reads files cannot be started"
_SECONDS: Final = 2
"""How long a process may take to end."""
_MOST_SAID: Final = 1 << 16

Given = TypeVar("Given")
Told = TypeVar("Told")


class Apart(Generic[Given, Told]):
    """A function that runs, and yields, in another process, which is started when it is needed and once more after a crash.

    It is started afresh and without the caller's main module, so that scripts need no guard. What it sends back is read
    as data: no classes but those named come of it, whatever a stranger's file has made of that process.
    """

    def __init__(self, function: Callable[[Given], Iterator[Told]], told: tuple[type, ...], limits: Limits) -> None:
        """Prepare a process.

        Args:
            function: can be pickled, as can what it is called with.
            told: the classes of what it yields, and of what is in that.
        """
        self._function = function
        self._told = told
        self._limits = limits
        self._process: _Process | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end()

    def __call__(self, given: Given) -> Iterator[list[Told]]:
        """Yield what the function yields, some at a time, as it is sent.

        Raises:
            ApartError: the process ended, or was ended, before the function was done.
            CstoDatasetError: the function raised it.
            WorkerError: no process can be started, whatever the function is called with.
        """
        whole, process = False, self._started()
        try:
            process.send(given)
            for kind, content in iter(process.answer, (DONE, None)):
                if kind == RAISED:
                    raise content
                yield content
            whole = True
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise process.failure() from error
        finally:
            if not whole:  # What it is still about to say belongs to no later question.
                self.end()

    def _started(self) -> "_Process":
        if self._process is None:
            try:
                self._process = _Process(self._limits, self._told)
            except (OSError, RuntimeError) as error:  # No memory, no descriptor, no thread or no process more.
                raise WorkerError(f"{_CANNOT}: {label(str(error))}") from error
            try:
                self._process.begin(self._function)
            except WorkerError:
                self.end()
                raise
        return self._process

    def kill(self) -> None:
        """Kill the process, if there is one: for another thread than that which hears it, and which then is told."""
        process = self._process
        if process is not None:
            process.kill()

    def end(self) -> None:
        """End the process, if there is one."""
        process, self._process = self._process, None
        if process is not None:
            process.end()


def _popen(limits: Limits, said: IO[bytes]) -> "subprocess.Popen[bytes]":
    """Start Python afresh, with the flags and the module path of this process.

    Args:
        said: takes what it says on standard error.
    """
    flags = subprocess._args_from_interpreter_flags()  # type: ignore[attr-defined]
    numbers = map(str, (limits.memory, limits.seconds))
    # A terminal sends Ctrl-C to all processes of its group; this one is ended by whoever started it.
    return subprocess.Popen(  # noqa: S603 - what is started is this package
        [get_executable(), *flags, "-P", "-c", _START, *numbers, *sys.path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=said,
        start_new_session=True,
        env={**os.environ, **_SPARING},
    )


class _Process:
    """The other process, as this one sees it."""

    def __init__(self, limits: Limits, told: tuple[type, ...]) -> None:
        self._limits = limits
        self._memory = limits.memory
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `end`
        try:
            self._process = _popen(limits, self._said)
        except OSError:
            self._said.close()
            raise
        self._asked = cast("IO[bytes]", self._process.stdin)
        self._answers = Answers(cast("IO[bytes]", self._process.stdout), told)
        self._silent = False

    def begin(self, function: Any) -> None:
        """Send the function, and wait until all is there for the work to begin.

        Raises:
            WorkerError: it cannot begin.
        """
        try:
            self.send(function)
            _, self._memory = self._heard(self._answers.first)
        except (EOFError, OSError, pickle.UnpicklingError) as error:
            raise WorkerError(f"{_CANNOT}: {self._end_in_words()}") from error
        if self._memory < LEAST_MEMORY:
            raise WorkerError(f"{_CANNOT}: expected {LEAST_MEMORY:,} bytes of memory or more, found {self._memory:,}")

    def send(self, value: Any) -> None:
        # Writing to a process that was killed must be an error, and not end this one without a word.
        with ignored("SIGPIPE"):
            pickle.dump(value, self._asked)
            self._asked.flush()

    def answer(self) -> tuple[str, Any]:
        """Return what the process says next; it is killed where it says nothing for too long."""
        return self._heard(self._answers.next)

    def _heard(self, hear: Callable[[], tuple[str, Any]]) -> tuple[str, Any]:
        heard = threading.Event()
        patience = threading.Thread(target=self._wait, args=(heard,), daemon=True)
        patience.start()
        try:
            return hear()
        finally:
            heard.set()

    def _wait(self, heard: threading.Event) -> None:
        """Kill the process, unless it is heard in time. Seconds in which this process was stopped do not count."""
        for _ in range(self._limits.seconds):
            if heard.wait(1):
                return
        self._silent = True
        self._process.kill()

    def failure(self) -> ApartError:
        """Return why the process did not say all. It is there no more, or is ended."""
        ended = self._end_in_words()
        if self._silent:
            return ApartError("reader-out-of-time", f"expected an answer within {self._limits.seconds} s, found none")
        if self._process.returncode == HUNGRY or "bad_alloc" in ended:
            message = f"expected to need at most {self._memory:,} bytes of memory, found more"
            return ApartError("reader-out-of-memory", message)
        return ApartError("reader-crashed", f"expected to be read, found that {ended}")

    def _end_in_words(self) -> str:
        """Return how the process ended, and its last words."""
        try:
            status = self._process.wait(_SECONDS)
        except subprocess.TimeoutExpired:
            return "it said something else than what was asked"
        self._said.seek(0)
        last = self._said.read(_MOST_SAID).decode(errors="replace").strip().rpartition("\n")[2]
        how = f"signal {-status}" if status < 0 else f"status {status}"
        return f"it ended with {how} {label(last, longest=200)}".rstrip()

    def kill(self) -> None:
        """Kill the process."""
        self._process.kill()

    def end(self) -> None:
        """End the process, and give back what it took."""
        self.kill()
        self._process.communicate()
        self._said.close()
