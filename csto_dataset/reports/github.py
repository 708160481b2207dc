"""The report for GitHub Actions: workflow commands that annotate files, and a last one that counts.

Source:
    GitHub Docs, Workflow commands for GitHub Actions, and `command.ts` of actions/toolkit, which has the escapes. GitHub shows
    ten annotations of a level in a step; the log has all of them.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from csto_dataset.codes import Level
from csto_dataset.findings import Finding, printable
from csto_dataset.reports.answer import answer
from csto_dataset.reports.groups import levels_in_words
from csto_dataset.reports.places import inside_file
from csto_dataset.verdict import Report

_COMMANDS: Final[dict[Level, str]] = {"error": "error", "warning": "warning", "note": "notice"}
_IN_MESSAGES: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_IN_PROPERTIES: Final = _IN_MESSAGES | str.maketrans({":": "%3A", ",": "%2C"})


def pieces(report: Report) -> Iterator[str]:
    """Yield a command for each finding that the report holds, then one that says the verdict and counts all of them."""
    for finding in report.findings:
        yield _annotation(finding)
    message = f"{answer(report).sentence} ({levels_in_words(report)})"
    yield _command("notice", {"title": "csto-dataset"}, message)


def _annotation(finding: Finding) -> str:
    where = finding.where
    properties = {"file": printable(where.file)}
    if where.line is not None:
        properties["line"] = str(where.line)
    if where.line is not None and where.column is not None:
        properties["col"] = str(where.column)
    beside = [
        f"place: {place}" if (place := inside_file(where)) else "",
        f"record: {printable(finding.record)}" if finding.record else "",
    ]
    message = "\n".join([printable(finding.message), *filter(None, beside)])
    return _command(_COMMANDS[finding.level], {**properties, "title": finding.code}, message)


def _command(name: str, properties: Mapping[str, str], message: str) -> str:
    said = ",".join(f"{key}={value.translate(_IN_PROPERTIES)}" for key, value in properties.items())
    return f"::{name} {said}::{message.translate(_IN_MESSAGES)}\n"
