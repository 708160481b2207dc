"""python -m csto_dataset, and the command csto-dataset."""

import os
import shutil
import signal
import sys
from typing import Final

NARROW: Final = 72
"""Columns below which the help is laid out for a wider terminal."""


def run() -> None:
    """Run a command and leave with its exit status."""
    if hasattr(signal, "SIGPIPE"):
        # Whoever reads our output may stop, as `head` does: then stop too, without a word, as other commands do.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # Being ended from outside, or by the terminal that is closed, cleans up as Ctrl-C does.
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:  # nohup has one of them ignored.
            signal.signal(number, lambda number, _: sys.exit(128 + number))
    if shutil.get_terminal_size().columns < NARROW:
        # Typer would cut the words of its tables; broken lines can be read.
        os.environ.setdefault("TERMINAL_WIDTH", str(NARROW))
    try:
        from csto_dataset.cli import main
    except KeyboardInterrupt:
        sys.exit(128 + signal.SIGINT)
    sys.exit(main())


if __name__ == "__main__":
    run()
