"""What was measured as a page of Markdown, and its picture."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from validation.heading import heading
from validation.picture import drawn

from growth.line import Line, estimates
from growth.measured import LOST, ONE, TWO

HEAD = """# What to expect as the data grows

This page is written by the command that measures; [growing.json](growing.json) holds the same figures for programs. What is
measured, and how, stands in [README.md](README.md#as-the-data-grows-growingpy).

![Seconds by files and readers](growing.svg)
"""


def page(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the page."""
    yield from heading(HEAD, found, "one to three", "CPU time depends")
    yield from _growth(found["growth"])
    yield from _same(found["same"])
    yield from _scaling(found["scaling"])
    yield from _lines(found["same"])


def _growth(growth: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "## Memory"
    yield ""
    first, last = growth[0], growth[-1]
    yield (
        f"One process. From {first['rows']:,} to {last['rows']:,} rows the peak goes from {first['peak_mib']:,} to"
        f" {last['peak_mib']:,} MiB."
    )
    yield ""
    yield from _table(growth)


def _same(same: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "## The same report"
    yield ""
    yield (
        f"{same[0]['rows']:,} rows in {same[0]['files']} files. The reports, as JSON and as text, are equal byte for byte: the"
        " command fails where they are not. The killed worker was reading when SIGKILL ended it; Dask started another one."
    )
    yield ""
    yield from _table(same, named=True)


def _scaling(scaling: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "## Files and readers"
    yield ""
    yield f"Rows a second, with {scaling[0]['rows']:,} rows in as many files as stands at the left."
    yield ""
    names = list(dict.fromkeys(each["name"] for each in scaling))
    yield f"| files | {' | '.join(names)} |"
    yield "|---|" + "---|" * len(names)
    for files in sorted({each["files"] for each in scaling}):
        rates = {each["name"]: each["rows_a_second"] for each in scaling if each["files"] == files}
        yield f"| {files} | {' | '.join(f'{rates[name]:,}' for name in names)} |"
    yield ""


def _lines(same: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    yield "## From 1 to N readers: an estimate"
    yield ""
    yield (
        "What each row costs the process that was called, which collects what the readers tell, is serial: no number of readers"
        " makes it less. Taken are the CPU seconds of the runs above. *In turn* is Amdahl's law: nothing is collected while"
        " something is read. *Together* is the most: collecting has a processor of its own, and never waits. Only one and two"
        " readers were measured; all else is computed. Starting processes, and reading over a network, are not in it."
    )
    yield ""
    for each in same:
        if each["name"] != ONE:
            yield from _line(each)


def _line(figures: Mapping[str, Any]) -> Iterator[str]:
    line = Line.of(figures)
    what = {TWO: "Processes of one machine (`--workers N`)", LOST: "A Dask cluster (`--dask`)"}[figures["name"]]
    yield (
        f"**{what}**: collecting {line.collecting * 1e6:.2f} µs a row, reading {line.reading * 1e6:.2f} µs; serial share"
        f" {line.serial:.0%}; never more than {line.most:,.0f} rows/s, which {line.enough()} readers reach together."
        f" Measured with two: {figures['rows_a_second']:,} rows/s."
    )
    yield ""
    yield "| readers | speed-up, in turn | rows/s, in turn | rows/s, together |"
    yield "|---|---|---|---|"
    for readers, speed_up, in_turn, together in estimates(line):
        yield f"| {readers} | {speed_up:.2f} | {in_turn:,.0f} | {together:,.0f} |"
    yield ""


def _table(runs: Sequence[Mapping[str, Any]], *, named: bool = False) -> Iterator[str]:
    yield (
        f"| {'read by' if named else 'rows'} | MB | s | rows/s | s of CPU | of it collecting | peak, all processes, MiB"
        " | shared pages once, MiB | largest process, MiB |"
    )
    yield "|---|---|---|---|---|---|---|---|---|"
    for each in runs:
        first = each["name"] if named else f"{each['rows']:,}"
        yield (
            f"| {first} | {each['bytes'] / 1e6:,.0f} | {each['seconds']:,.1f} | {each['rows_a_second']:,}"
            f" | {each['cpu_seconds']:,.1f} | {each['collecting_cpu_seconds']:,.1f} | {each['peak_mib']:,}"
            f" | {each['shared_mib']:,} | {each['largest_mib']:,} |"
        )
    yield ""


def picture(scaling: Sequence[Mapping[str, Any]]) -> str:
    """Return how long each way to read takes for each number of files, as SVG."""
    works = []
    for name in dict.fromkeys(each["name"] for each in scaling):
        own = [each for each in scaling if each["name"] == name]
        bars = [
            {
                "name": f"{each['files']} {'file' if each['files'] == 1 else 'files'}",
                "seconds": {"median": each["seconds"]},
            }
            for each in own
        ]
        works.append({"name": name, "records": own[0]["rows"], "contenders": bars})
    return drawn(works)
