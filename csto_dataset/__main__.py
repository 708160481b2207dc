"""python -m csto_dataset, and the command csto-dataset."""

import signal
import sys

from csto_dataset.cli import main


def run() -> None:
    """Run a command and leave with its exit status."""
    if hasattr(signal, "SIGPIPE"):
        # Whoever reads our output may stop, as `head` does: then stop too, without a word, as other commands do.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())


if __name__ == "__main__":
    run()
