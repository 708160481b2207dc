"""Build releases from many pages, and print peak memory and pages a second as a Markdown table.

    python benchmarks/build_memory.py [--workers N] [PAGES …]

The pages are text captures, made first, in a temporary folder; making them does not count. They vary in length, one in
ten has 10 kB, and neighbours share the items of their side columns, as the pages of the site do.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from captures import capture
from invented import page

SIZES = (200, 500, 800, 1_000, 1_000, 1_200, 1_500, 2_000, 3_000, 8_600)
"""Bytes of the own text of ten pages."""


def write(folder: Path, pages: int) -> None:
    for number in range(pages):
        made = page(number, SIZES[number % len(SIZES)])
        (folder / f"page-{number:06d}.txt").write_text(capture(made), encoding="utf-8")


def measure(pages: int, workers: int) -> str:
    """Return a line of the table.

    Pages, megabytes of the pages, workers, seconds, seconds of CPU time, pages a second of it, peak memory.
    """
    with tempfile.TemporaryDirectory() as where:
        folder = Path(where) / "pages"
        folder.mkdir()
        write(folder, pages)
        size = sum(path.stat().st_size for path in folder.iterdir())
        command = [sys.executable, "-m", "csto_dataset", "build", str(folder), "--out", f"{where}/out"]
        said = Path(where) / "said"
        began = time.monotonic()
        with (
            said.open("w") as file,
            subprocess.Popen([*command, "--workers", str(workers)], stdout=subprocess.DEVNULL, stderr=file) as process,
        ):
            _, status, used = os.wait4(process.pid, 0)
            process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - began
        if process.returncode:
            sys.exit(f"error: the build of {pages} pages ended with status {process.returncode}\n{said.read_text()}")
    peak = used.ru_maxrss / 1024
    spent = used.ru_utime + used.ru_stime
    return f"| {pages:,} | {size / 1e6:,.0f} | {workers} | {seconds:,.1f} | {spent:,.1f} | {pages / spent:,.0f} | {peak:,.0f} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("pages", type=int, nargs="*", default=[5_000, 50_000])
    given = parser.parse_args()
    sys.stdout.write("| pages | MB of text | workers | s | s of CPU | pages/s of CPU | peak memory, MiB |\n")
    sys.stdout.write("|---|---|---|---|---|---|---|\n")
    for pages in given.pages:
        sys.stdout.write(measure(pages, given.workers) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
