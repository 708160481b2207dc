"""The report for code scanners and editors: SARIF 2.1.0, one run.

Source:
    OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0; the paragraphs stand beside what they rule.
"""

import hashlib
import os
from collections import Counter
from collections.abc import Iterator
from pathlib import PureWindowsPath
from typing import Any, Final
from urllib.parse import quote

from csto_dataset.codes import CATALOGUE
from csto_dataset.findings import Finding, Place, printable, visible_json
from csto_dataset.reports.answer import answer
from csto_dataset.reports.groups import level_of_more, many
from csto_dataset.verdict import Report
from csto_dataset.version import __version__

MOST_RESULTS: Final = 25_000
"""Results in a run; GitHub refuses a run with more. The rest is counted in notifications."""

SCHEMA: Final = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT: Final = "cstoDataset/v1"

_RESULTS: Final = '"results": ['


def pieces(report: Report, *, most: int = MOST_RESULTS) -> Iterator[str]:
    """Yield the report as SARIF and a line feed, a result at a time."""
    told = report.findings[:most]
    rest = Counter(finding.code for finding in report.findings[most:]) + Counter(report.more)
    rules = {code: number for number, code in enumerate(report.counts)}
    # The results come last, so that all before them can be written at once.
    head = {"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(report, rules, rest) | {"results": []}]}
    before, after = visible_json(head).rsplit(_RESULTS, 1)
    yield before + _RESULTS
    seen: Counter[str] = Counter()
    for number, finding in enumerate(told):
        yield (",\n" if number else "\n") + visible_json(_result(finding, rules[finding.code], seen))
    yield after + "\n"


def uri_of(file: str, *, windows: bool = os.name == "nt") -> str:
    """Return a file's name as a URI; a relative one stays relative.

    Source:
        RFC 3986, section 3.3 and 4.2: a first segment with a colon would be read as a scheme, so colons are encoded.
    """
    path = PureWindowsPath(file) if windows else None
    name = printable(file if path is None else path.as_posix())
    if path is not None and path.drive and path.is_absolute():
        drive, _, inside = name.partition("/")
        return f"file:///{quote(drive, safe=':')}/{quote(inside)}" if drive else f"file:{quote(name)}"
    return f"file://{quote(name)}" if name.startswith("/") else quote(name)


def in_message(text: str) -> str:
    """Return a text as it stands in a message, in one line.

    Source:
        Section 3.11.5: braces are doubled, or they would be places for arguments. Section 3.11.6: `[…](…)` is a link, which
        no value of a stranger may become.
    """
    return printable(text).replace("{", "{{").replace("}", "}}").replace("](", "] (")


def _run(report: Report, rules: dict[str, int], rest: Counter[str]) -> dict[str, Any]:
    verdict = {"verdict": report.verdict.as_json(), "release": report.release, "counts": report.counts}
    return {
        "tool": {"driver": {"name": "csto-dataset", "version": __version__, "rules": [*map(_rule, rules)]}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {"executionSuccessful": True, "toolExecutionNotifications": [*_notifications(report, rules, rest)]}
        ],
        "properties": verdict,
    }


def _rule(code: str) -> dict[str, Any]:
    entry = CATALOGUE[code]
    cause, example, remedy = map(in_message, (entry.cause, f"Example: {entry.example}.", entry.remedy))
    return {
        "id": code,
        "shortDescription": {"text": cause},
        "fullDescription": {"text": f"{cause} {example}"},
        "help": {"text": f"{remedy} {example}"},
        "defaultConfiguration": {"level": entry.level},
    }


def _notifications(report: Report, rules: dict[str, int], rest: Counter[str]) -> Iterator[dict[str, Any]]:
    """Yield the verdict in words, and how many findings of each code are told nowhere else."""
    yield {"level": "note", "message": {"text": in_message(answer(report).sentence)}}
    for code, count in sorted(rest.items()):
        yield {
            "level": level_of_more(report, code),
            "message": {"text": f"{many(count, 'more finding')} of {code}"},
            "associatedRule": {"id": code, "index": rules[code]},
        }


def _result(finding: Finding, rule: int, seen: Counter[str]) -> dict[str, Any]:
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": finding.level,
        "message": {"text": in_message(finding.message)},
        "locations": [_location(finding.where)],
        "partialFingerprints": {FINGERPRINT: _fingerprint(finding, seen)},
        "properties": {"record": finding.record},
    }


def _location(where: Place) -> dict[str, Any]:
    physical: dict[str, Any] = {"artifactLocation": {"uri": uri_of(where.file)}}
    if region := _region(where):
        physical["region"] = region
    location: dict[str, Any] = {"physicalLocation": physical}
    if logical := [*_logical(where)]:
        location["logicalLocations"] = logical
    return location


def _region(where: Place) -> dict[str, int]:
    """Return the point where a finding begins: no end is known.

    Source:
        Section 3.30.1: what is said in lines and in bytes must be the same range, so both say that it is empty.
    """
    region = {}
    if where.line is not None:
        region["startLine"] = where.line
        if where.column is None:
            return region
        region |= {"startColumn": where.column, "endColumn": where.column}
    return region if where.byte is None else region | {"byteOffset": where.byte, "byteLength": 0}


def _logical(where: Place) -> Iterator[dict[str, str]]:
    if where.row_group is not None:
        yield {"name": str(where.row_group), "kind": "row group"}
    if where.row is not None:
        yield {"name": str(where.row), "kind": "row"}
    if where.field:
        yield {"fullyQualifiedName": printable(where.field), "kind": "column" if where.line is None else "member"}
    if where.pointer:
        yield {"fullyQualifiedName": printable(where.pointer), "kind": "value"}


def _fingerprint(finding: Finding, seen: Counter[str]) -> str:
    """Return what stays the same in the next run, though lines and rows were added before; equal ones are numbered."""
    whose = finding.record or f"{finding.where.row} {finding.where.pointer}"
    parts = (finding.code, finding.where.file, whose, finding.where.field)
    digest = hashlib.sha256(repr(parts).encode()).hexdigest()[:16]
    seen[digest] += 1
    return f"{digest}:{seen[digest]}"
