"""What every command says, and how: lines for people and programs, errors in one line, progress on a terminal."""

import io
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TextIO

from csto_dataset.findings import printable

if TYPE_CHECKING:
    from rich.console import Console

    from csto_dataset.build import Progress

FINDINGS: Final = 1
FAILED: Final = 2
NOT_WHOLE: Final = 3
INTERRUPTED: Final = 130
"""As shells have it: 128 and the number of the signal."""


def put(line: str) -> None:
    """Print a line of what was asked for."""
    sys.stdout.write(line + "\n")


def say(line: str) -> None:
    """Print a line beside it, safe on a terminal whatever is in it."""
    # Where nobody can be told, the exit status still tells.
    try:
        sys.stderr.write(printable(line) + "\n")
        sys.stderr.flush()
    except OSError:
        hush(sys.stderr)


def failed(message: str, status: int) -> int:
    """Say in one line what went wrong, whatever is in it, and return the exit status."""
    say(f"error: {message}")
    return status


def hush(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: it could not be written, and would fail again at the end."""
    if isinstance(stream, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


@contextmanager
def streams() -> Iterator[None]:
    """Let standard output be UTF-8 where it is piped on, a terminal keep its own encoding, and all of it be written.

    Raises:
        OSError: what is left at the end could not be written.
    """
    # A stream that was closed before the start is None: what would be written there goes nowhere.
    sys.stdout, sys.stderr = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    if isinstance(sys.stdout, io.TextIOWrapper):
        encoding = None if sys.stdout.isatty() else "utf-8"
        sys.stdout.reconfigure(encoding=encoding, errors="backslashreplace")
    yield
    sys.stdout.flush()


def console(*, errors: bool = False) -> "Console":
    """Return what prints with colours where the terminal has them, on standard output or standard error."""
    from rich.console import Console

    return Console(file=sys.stderr if errors else sys.stdout, highlight=False, markup=False, emoji=False)


def put_styled(*pieces: str | tuple[str, str], style: str = "") -> None:
    """Print a line of what was asked for, in pieces that may have a style each; no width breaks it."""
    from rich.text import Text

    console().print(Text.assemble(*pieces, style=style), soft_wrap=True)


@contextmanager
def progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far long work is: call what this gives with how much is done, of how much."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console(errors=True), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)


@contextmanager
def page_progress() -> Iterator[Callable[["Progress"], None]]:
    """Show on a terminal how far the reading of pages is: how many, how fast, and how much longer it will take.

    What is left is told by bytes of files: how many pages an archive holds is not known before.
    """
    if not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (BarColumn(), TextColumn("{task.fields[pages]} pages, {task.fields[rate]:.0f}/s"), TimeRemainingColumn())
    with Bar(*columns, console=console(errors=True), transient=True) as bar:
        task = bar.add_task("pages", total=None, pages=0, rate=0.0)
        began = time.monotonic()

        def advance(done: "Progress") -> None:
            rate = done.pages / max(time.monotonic() - began, 0.001)
            bar.update(task, completed=done.bytes, total=done.of_bytes or None, pages=done.pages, rate=rate)

        yield advance


@contextmanager
def at_work(what: str) -> Iterator[None]:
    """Show on a terminal that work goes on whose length is not known."""
    if not sys.stderr.isatty():
        yield
        return
    with console(errors=True).status(what):
        yield
