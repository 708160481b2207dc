"""Validate copies of millions of rows, and write what they take as Markdown, JSON and a picture.

    python benchmarks/growing.py [--rows N] [--files FOLDER] [--out FOLDER]
    python benchmarks/growing.py --quick [--files FOLDER] [--out FOLDER]

It measures how memory grows, whether one process, two workers and a cluster that loses a worker tell the same, and what
more files and more readers give. The files are made first, and stay in their folder for the next time; making them does
not count. With 20 million rows they take 400 MB, and all of it about 25 minutes. --quick sees that it runs: its figures
are none to quote.
"""

import argparse
import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from growth.measured import Plan, measured
from growth.page import page, picture
from measuring import machine, versions

HERE = Path(__file__).resolve().parent
ROWS = 20_000_000
DISTRIBUTIONS = ("csto-dataset", "pyarrow", "pydantic", "distributed")


def measure(plan: Plan, files: Path, command: str) -> dict[str, Any]:
    """Return what was measured, as a JSON object."""
    before = os.getloadavg()[0]
    found = measured(plan, files, say)
    return {
        "command": command,
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "machine": {**machine(), "load": f"{before:.1f} before, {os.getloadavg()[0]:.1f} after"},
        "versions": versions(DISTRIBUTIONS),
        **found,
    }


def write(found: dict[str, Any], out: Path) -> None:
    """Write what was measured into a folder: a page, its figures, its picture."""
    (out / "growing.md").write_text("\n".join(page(found)).rstrip("\n") + "\n", encoding="utf-8")
    (out / "growing.json").write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    (out / "growing.svg").write_text(picture(found["scaling"]), encoding="utf-8")


def say(what: str) -> None:
    sys.stderr.write(f"{datetime.now(UTC):%H:%M:%S} {what}\n")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=ROWS, metavar="N", help="of the largest copy, a multiple of 40")
    parser.add_argument("--files", type=Path, metavar="FOLDER", default=Path(tempfile.gettempdir()) / "csto-growing")
    parser.add_argument("--out", type=Path, metavar="FOLDER", default=HERE, help="where page, figures and picture go")
    parser.add_argument("--quick", action="store_true", help="some hundred rows, to see that it runs")
    given = parser.parse_args()
    plan = Plan.quick() if given.quick else Plan.of(given.rows)
    if given.rows < 1 or plan.rows % plan.files:
        parser.error(f"--rows {given.rows}: expected a multiple of {plan.files}")
    if not given.out.is_dir():
        sys.exit(f"error: {given.out}: no such folder")
    try:
        found = measure(
            plan, given.files, f"python benchmarks/growing.py --{'quick' if given.quick else f'rows {plan.rows}'}"
        )
    except (RuntimeError, ValueError) as error:
        sys.exit(f"error: {error}")
    write(found, given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
