"""python -m csto_dataset, and the command csto-dataset."""

import os
import shutil
import signal
import sys
from typing import Final

from csto_dataset.cli import main

NARROW: Final = 72
"""Columns below which the help is laid out for a wider terminal."""


def run() -> None:
    """Run a command and leave with its exit status."""
    if hasattr(signal, "SIGPIPE"):
        # Whoever reads our output may stop, as `head` does: then stop too, without a word, as other commands do.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    # Being ended from outside cleans up as Ctrl-C does.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(128 + signal.SIGTERM))
    if shutil.get_terminal_size().columns < NARROW:
        # Typer would cut the words of its tables; broken lines can be read.
        os.environ.setdefault("TERMINAL_WIDTH", str(NARROW))
    sys.exit(main())


if __name__ == "__main__":
    run()
