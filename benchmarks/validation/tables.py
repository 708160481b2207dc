"""What was measured as a page of Markdown."""

from collections.abc import Iterator, Mapping
from typing import Any

from validation.heading import heading

HEAD = """# What validating costs

This page is written by the command that measures; [validation.json](validation.json) holds the same figures for programs.
What is measured, and how, stands in [README.md](README.md#validating-copies-validatingpy).

![Seconds for each contender](validation.svg)
"""


def page(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the page."""
    yield from heading(HEAD, found, "one to two", "CPU time and ratios depend")
    for work in found["works"]:
        yield from validated(work) if "format" in work else started(work)


def validated(work: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the table of those who check files of a format."""
    yield f"## {work['name']}"
    yield ""
    yield (
        f"{work['records']:,} news items, {work['bytes'] / 1e6:,.1f} MB; {work['rounds']} rounds. Seconds are those of a clock,"
        " median and spread. Ratios are medians of those of each round; × ours below 1 is faster than ours."
    )
    yield ""
    yield "| | s | from – to | s of CPU | records/s | × the floor | × ours | × ours, CPU | MiB | lets pass |"
    yield "|---|---|---|---|---|---|---|---|---|---|"
    for each in work["contenders"]:
        seconds = each["seconds"]
        yield (
            f"| {each['name']} | {_three(seconds['median'])} | {_three(seconds['least'])} – {_three(seconds['most'])}"
            f" | {_three(each['cpu_seconds']['median'])} | {each['records_a_second']:,} | {_three(each['of_the_floor'])}"
            f" | {_three(each['of_the_other'])} | {_three(each['of_the_other_cpu'])} | {each['peak_mib']:,}"
            f" | {_lets_pass(each)} |"
        )
    for name, reason in work["missing"].items():
        yield f"| {name} | not measured: {reason} | | | | | | | | |"
    yield ""


def started(work: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the table of starts."""
    yield f"## {work['name']}"
    yield ""
    yield f"Whole processes, {work['rounds']} rounds. Ratios are medians of those of each round."
    yield ""
    yield f"| | ms | from – to | ms of CPU | × the floor, CPU | × {work['against']}, CPU | MiB |"
    yield "|---|---|---|---|---|---|---|"
    for each in work["contenders"]:
        ms = {name: value * 1000 for name, value in each["seconds"].items()}
        yield (
            f"| {each['name']} | {ms['median']:.0f} | {ms['least']:.0f} – {ms['most']:.0f}"
            f" | {each['cpu_seconds']['median'] * 1000:.0f} | {each['of_the_floor_cpu']:.2f} | {each['of_the_other_cpu']:.2f}"
            f" | {each['peak_mib']:,} |"
        )
    yield ""


def _three(value: float) -> str:
    """Return a number with three digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:#.3g}".rstrip(".")


def _lets_pass(each: Mapping[str, Any]) -> str:
    if "lets_pass" not in each:
        return "(as above)"
    if sum(each["lets_pass"]["rows"].values()) == each["bad_rows"]:
        return "everything"
    codes = ", ".join(each["lets_pass"]["codes"]) or "nothing"
    wrong = each["refuses_sound_rows"]
    return f"{codes}; refuses {wrong:,} sound rows" if wrong else codes
