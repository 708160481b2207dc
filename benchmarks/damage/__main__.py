"""Damage copies of the release in all ways that the battery knows, and print what the validator detects, as Markdown.

    python -m benchmarks.damage [--seeds N] [--benign N] [--workers N] [--json FILE] > docs/damage.md
    python -m benchmarks.damage --only KIND FORMAT SEED [--keep FOLDER]

The second form runs one trial again, prints what came of it, and leaves its copy in a folder. The status is 1 where
something was missed, raised a false alarm, or broke.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from benchmarks.damage.drawing import release
from benchmarks.damage.page import page
from benchmarks.damage.run import trials, tried
from benchmarks.damage.tally import WRONG, Tally, in_words
from benchmarks.damage.trial import Trial
from benchmarks.damage.workers import run_all
from csto_dataset import __version__


def again(one: Trial, kept: Path | None) -> int:
    """Run one trial again, leave its copy in a folder, and return the exit status."""
    folder = kept or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    outcome = tried(one, folder)
    sys.stdout.write(f"{outcome}\n{folder}\n")
    return int(outcome.state not in {"detected", "harmless"})


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=1, metavar="N", help="trials of each kind in each format")
    parser.add_argument("--benign", type=int, default=1, metavar="N", help="trials of each benign writer")
    parser.add_argument("--workers", type=int, default=1, metavar="N", help="processes")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    parser.add_argument("--only", nargs=3, metavar=("KIND", "FORMAT", "SEED"), help="run one trial again")
    parser.add_argument(
        "--keep", type=Path, metavar="FOLDER", help="where --only leaves the copy; by default a new folder"
    )
    given = parser.parse_args(arguments)
    if given.only:
        kind, form, seed = given.only
        return again(Trial(kind, form, int(seed)), given.keep)
    tally, waiting = Tally(), trials(given.seeds, given.benign)
    for done, outcome in enumerate(run_all(waiting, tried, given.workers), start=1):
        tally.take(outcome)
        if outcome.state in WRONG:
            sys.stderr.write(f"{outcome.state}: {tuple(outcome.trial)}\n")
        if done % 1000 == 0:
            sys.stderr.write(f"{done:,} of {len(waiting):,}\n")
    others = ", ".join(f"{name} {metadata.version(name)}" for name in ("pyarrow", "pandas", "polars", "duckdb"))
    head = (
        f"csto-dataset {__version__} against its release {release().version}, with {others}:\n"
        f"`python -m benchmarks.damage --seeds {given.seeds} --benign {given.benign}`.\n"
        "A kind, a format and a seed make the same damage each time."
    )
    sys.stdout.writelines(f"{line}\n" for line in page(tally, head))
    if given.json is not None:
        given.json.write_text(json.dumps(in_words(tally), indent=1) + "\n", encoding="utf-8")
    return int(bool(tally.wrong))


if __name__ == "__main__":
    sys.exit(main())
