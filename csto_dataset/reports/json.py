"""The report for programs: one JSON object, in the form that docs/validating.md gives."""

from collections.abc import Iterator
from dataclasses import replace
from textwrap import indent
from typing import Final

from csto_dataset.findings import visible_json
from csto_dataset.verdict import Report

_FINDINGS: Final = '\n  "findings": ['
"""How they begin. No value holds it: a line feed inside a string is escaped."""


def render(report: Report) -> str:
    """Return the report as indented JSON."""
    return "".join(pieces(report)).removesuffix("\n")


def pieces(report: Report) -> Iterator[str]:
    """Yield the report as indented JSON and a line feed, without more than one finding in memory as JSON."""
    rest = replace(report, findings=()).as_json() | {"counts": report.counts}
    before, after = visible_json(rest, indent=2).split(_FINDINGS)
    yield before + _FINDINGS
    for number, finding in enumerate(report.findings):
        yield (",\n" if number else "\n") + indent(visible_json(finding.as_json(), indent=2), "    ")
    yield ("\n  " if report.findings else "") + after + "\n"
