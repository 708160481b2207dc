"""python -m csto_dataset, and the command csto-dataset."""

import sys

from csto_dataset.cli import main


def run() -> None:
    """Run a command and leave with its exit status."""
    sys.exit(main())


if __name__ == "__main__":
    run()
