"""The report for programs that read as it comes: a line of JSON for each finding, and one for the verdict at the end."""

from collections.abc import Iterator

from csto_dataset.findings import Finding, visible_json
from csto_dataset.verdict import Report


def line(finding: Finding) -> str:
    """Return a finding as the object that the JSON report holds, in one line and without its end."""
    return visible_json(finding.as_json())


def last(report: Report) -> str:
    """Return the last line: the JSON report without its findings. It alone has a verdict."""
    return visible_json({"verdict": report.verdict.as_json(), "release": report.release, "counts": report.counts})


def pieces(report: Report) -> Iterator[str]:
    """Yield the lines of what a report holds; findings that it only counts are in the counts of the last line."""
    for finding in report.findings:
        yield f"{line(finding)}\n"
    yield f"{last(report)}\n"
