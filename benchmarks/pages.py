"""Read invented pages, of text and of HTML, beside other readers of them, and print their speed as Markdown tables.

    python benchmarks/pages.py [--quick] [--json FILE]

The pages are made first, in a temporary folder; making them does not count. Each reader has a process of its own,
which work one after the other; counted is the CPU time from the file of a page on.
"""

import argparse
import json
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from captures import capture
from contenders import DISTRIBUTIONS, OURS, of_html, of_text
from invented import Invented, page
from markup import markup
from measuring import Contender, Speed, alternate, machine, versions

ROUNDS = 9
"""The first of them warms up."""
QUICK_ROUNDS = 3
QUICK_SHARE = 20
"""A quick run reads a page where a whole one reads so many."""


@dataclass(frozen=True)
class Work:
    """Pages of one kind, and who reads them; `size` is that of a page's own text, in bytes."""

    name: str
    size: int
    pages: int
    written: Callable[[Invented], bytes]
    contenders: Sequence[Contender]
    missing: Mapping[str, str] = field(default_factory=dict)


def works() -> Iterator[Work]:
    peers, missing = of_html()
    yield Work("Text captures of about 2 kB", 1_000, 600, lambda made: capture(made).encode(), of_text())
    yield Work("Text captures of about 10 kB", 8_600, 200, lambda made: capture(made).encode(), of_text())
    yield Work("HTML pages of 12 to 16 kB", 5_600, 200, markup, peers, missing)


def measure(work: Work, *, quick: bool) -> dict[str, Any]:
    """Return what was measured, as a JSON object."""
    rounds, pages = (QUICK_ROUNDS, work.pages // QUICK_SHARE) if quick else (ROUNDS, work.pages)
    with tempfile.TemporaryDirectory() as where:
        files = [Path(where) / f"{number:06d}" for number in range(rounds * pages)]
        for number, path in enumerate(files):
            path.write_bytes(work.written(page(number, work.size)))
        size = statistics.median(path.stat().st_size for path in files)
        speeds = alternate(work.contenders, [files[first : first + pages] for first in range(0, len(files), pages)])
    (ours,) = (speed for speed in speeds if speed.name == OURS)
    return {
        "name": work.name,
        "bytes": int(size),
        "rounds": rounds - 1,
        "pages": pages,
        "contenders": [_figures(speed, speeds[0], ours) for speed in speeds],
        "missing": dict(work.missing),
    }


def _figures(speed: Speed, floor: Speed, ours: Speed) -> dict[str, Any]:
    return {
        "name": speed.name,
        "lacks": speed.lacks,
        "pages_a_second": round(speed.median, 1),
        "slowest": round(min(speed.rates), 1),
        "fastest": round(max(speed.rates), 1),
        "of_the_floor": round(speed.against(floor), 4),
        "of_ours": round(speed.against(ours), 3),
    }


def table(measured: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the table of what was measured."""
    yield f"### {measured['name']}"
    yield ""
    yield (
        f"{measured['rounds']} rounds of {measured['pages']} pages, {measured['bytes']:,} bytes each in the median. The floor"
        " is the first line."
    )
    yield ""
    yield "| | pages/s | slowest to fastest round | of the floor | of ours | does not give |"
    yield "|---|---|---|---|---|---|"
    for each in measured["contenders"]:
        yield (
            f"| {each['name']} | {each['pages_a_second']:,.0f} | {each['slowest']:,.0f} to {each['fastest']:,.0f}"
            f" | {each['of_the_floor']:.3f} | {each['of_ours']:.2f} | {each['lacks'] or '–'} |"
        )
    for name, reason in measured["missing"].items():
        yield f"| {name} | skipped | {reason} | | | |"
    yield ""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a few pages, to see that it runs; no figures to quote")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there, too")
    given = parser.parse_args()
    if given.json is not None and not given.json.parent.is_dir():
        sys.exit(f"error: {given.json}: no such folder")
    found: dict[str, Any] = {"machine": machine(), "versions": versions(DISTRIBUTIONS), "works": []}
    known = {**found["machine"], **found["versions"]}
    sys.stdout.write(", ".join(f"{name} {value}" for name, value in known.items()) + "\n\n")
    for work in works():
        found["works"].append(measured := measure(work, quick=given.quick))
        sys.stdout.write("".join(f"{line}\n" for line in table(measured)))
        sys.stdout.flush()
    if given.json is not None:
        given.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
