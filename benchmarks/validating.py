"""Validate invented copies, beside other ways to check them, and write the figures as Markdown, JSON and a picture.

    python benchmarks/validating.py [--records N] [--rounds N] [--files FOLDER] [--out FOLDER]
    python benchmarks/validating.py --quick [--record]

The files are made first, and stay in their folder for the next time; making them does not count. Each contender is a whole
process; they run one after the other, in rounds, in an order that turns. --quick takes less than a minute: it prints what
this package takes as multiples of the floor of the same run, and fails where that is several times what was recorded.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from measuring import machine, versions
from validation import bounds, tables
from validation.entrants import DISTRIBUTIONS
from validation.measured import FORMATS, started, validated
from validation.picture import drawn
from validation.writing import written

HERE = Path(__file__).resolve().parent
STARTS_A_ROUND = 3
"""Rounds of starts for each round of validations: they are short."""


def measure(records: int, rounds: int, files: Path) -> dict[str, Any]:
    """Return what was measured, as a JSON object."""
    before = os.getloadavg()[0]
    copies = written(files, records)
    works = []
    for suffix, name in FORMATS.items():
        say(f"{name}: {records:,} records, {rounds} rounds")
        works.append(validated(copies, suffix, rounds))
    say("starts")
    works.append(started(files, rounds * STARTS_A_ROUND))
    return {
        "command": f"python benchmarks/validating.py --records {records} --rounds {rounds}",
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": {**machine(), "load": f"{before:.1f} before, {os.getloadavg()[0]:.1f} after"},
        "versions": versions(DISTRIBUTIONS),
        "works": works,
    }


def write(found: dict[str, Any], out: Path) -> None:
    """Write what was measured into a folder: a page, its figures, its picture."""
    page = "".join(f"{line}\n" for line in tables.page(found))
    (out / "validation.md").write_text(page.rstrip("\n") + "\n", encoding="utf-8")
    (out / "validation.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (out / "validation.svg").write_text(drawn([each for each in found["works"] if "format" in each]), encoding="utf-8")


def quick(*, record: bool) -> int:
    """Print the ratios to the floor, and return an exit status: 1 where one is beyond its bound."""
    known = {} if record else bounds.recorded()
    found = {}
    for name, ratio in bounds.measured():
        found[name] = ratio
        bound = f"  (recorded {known[name]:,.1f}, bound {bounds.FACTOR * known[name]:,.1f})" if name in known else ""
        sys.stdout.write(f"{name:45} {ratio:8,.1f} × the floor{bound}\n")
        sys.stdout.flush()
    if record:
        bounds.record(found)
        return 0
    slow = bounds.beyond(found, known)
    for name in slow:
        sys.stdout.write(f"error: {name}: expected at most {bounds.FACTOR:g} × the recorded ratio\n")
    return 1 if slow else 0


def say(what: str) -> None:
    sys.stderr.write(f"{what}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--records", type=int, default=200_000, metavar="N")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--files", type=Path, metavar="FOLDER", default=Path(tempfile.gettempdir()) / "csto-benchmarks")
    parser.add_argument("--out", type=Path, metavar="FOLDER", default=HERE, help="where page, figures and picture go")
    parser.add_argument("--quick", action="store_true", help="print ratios, and hold them against the recorded ones")
    parser.add_argument("--record", action="store_true", help="with --quick: record the ratios instead")
    given = parser.parse_args()
    if given.quick:
        return quick(record=given.record)
    if not given.out.is_dir():
        sys.exit(f"error: {given.out}: no such folder")
    given.files.mkdir(parents=True, exist_ok=True)
    write(measure(given.records, given.rounds, given.files), given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
