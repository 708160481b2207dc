"""The report for CI systems that show tests: JUnit XML. A copy is a suite a file, and a finding is a test that failed.

GitLab shows `classname` and `name`, keeps the first of two tests that share both, and compares them with those of the target
branch; Jenkins groups by `classname`; what annotates pull requests reads `file` and `line`. So a name says code, field and
record, but no line, and no two are alike. A warning or a note fails nothing: it is a skipped test, which all of them count.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from csto_dataset.codes import CATALOGUE, Level
from csto_dataset.findings import Finding, label, printable
from csto_dataset.reports.answer import answer, missing_ids, read_and_found
from csto_dataset.reports.groups import level_of_more, many
from csto_dataset.reports.places import place_in_words
from csto_dataset.verdict import Genuine, Report

PACKAGE: Final = "csto-dataset"
_VERDICT: Final = "verdict"
_MORE: Final = "findings that are only counted"
_GENUINE: Final[dict[Genuine, Level]] = {"altered": "error", "subset": "warning", "foreign": "warning"}


def pieces(report: Report) -> Iterator[str]:
    """Yield the report as XML, a test at a time."""
    files: dict[str, list[Finding]] = {}
    for finding in report.findings:
        files.setdefault(printable(finding.where.file), []).append(finding)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield _opened("testsuites", PACKAGE, [*_all_levels(report)])
    yield from _suite(_VERDICT, [*_verdict_levels(report)], _verdict(report))
    for file, findings in files.items():
        yield from _suite(file, [each.level for each in findings], _tests(findings))
    if report.more:
        yield from _suite(_MORE, [level_of_more(report, code) for code in report.more], _counted(report))
    yield "</testsuites>\n"


def _all_levels(report: Report) -> Iterator[Level | None]:
    yield from _verdict_levels(report)
    yield from (each.level for each in report.findings)
    yield from (level_of_more(report, code) for code in report.more)


def _suite(name: str, levels: Sequence[Level | None], tests: Iterator[Element]) -> Iterator[str]:
    yield _opened("testsuite", name, levels)
    for test in tests:
        yield tostring(test, encoding="unicode") + "\n"
    yield "</testsuite>\n"


def _opened(tag: str, name: str, levels: Sequence[Level | None]) -> str:
    """Return the start tag of what holds tests at these levels; None is a test that passed."""
    failed = levels.count("error")
    skipped = len(levels) - failed - levels.count(None)
    counts = {"tests": len(levels), "failures": failed, "errors": 0, "skipped": skipped, "time": 0}
    element = Element(tag, {"name": name, **{key: str(value) for key, value in counts.items()}})
    return tostring(element, encoding="unicode", short_empty_elements=False).removesuffix(f"</{tag}>") + "\n"


def _verdict_levels(report: Report) -> Iterator[Level | None]:
    verdict = report.verdict
    yield None if verdict.valid else "error"
    if verdict.complete is not None:
        yield "warning" if verdict.complete.missing else None
    if verdict.genuine is not None:
        yield _GENUINE.get(verdict.genuine)


def _verdict(report: Report) -> Iterator[Element]:
    said = {
        "valid": read_and_found(report),
        "complete": f"missing: {missing_ids(report)}",
        "genuine": answer(report).sentence,
    }
    for (name, message), level in zip(said.items(), _verdict_levels(report), strict=False):
        test = Element("testcase", {"classname": f"{PACKAGE}.{_VERDICT}", "name": name, "time": "0"})
        _judged(test, level, name, message, message)
        yield test


def _tests(findings: list[Finding]) -> Iterator[Element]:
    seen: Counter[str] = Counter()
    for finding in findings:
        name, file = _name(finding), printable(finding.where.file)
        seen[name] += 1
        number = f" ({seen[name]})" if seen[name] > 1 else ""
        test = Element("testcase", {"classname": file, "name": name + number, "file": file, "time": "0"})
        if finding.where.line is not None:
            test.set("line", str(finding.where.line))
        _properties(test, finding)
        _judged(test, finding.level, finding.code, printable(finding.message), _told(finding))
        yield test


def _name(finding: Finding) -> str:
    """Return a name that stays the same though lines and rows are added before."""
    where = finding.where
    path = f"#{label(where.pointer, longest=200)}" if where.pointer else label(where.field or "")
    whose = f"[{label(finding.record)}]" if finding.record else "" if where.row is None else f"row {where.row}"
    return " ".join(filter(None, (finding.code, path, whose)))


def _properties(test: Element, finding: Finding) -> None:
    properties = SubElement(test, "properties")
    for name, value in (("code", finding.code), ("level", finding.level), ("record", finding.record)):
        if value is not None:
            SubElement(properties, "property", {"name": name, "value": printable(value)})


def _judged(test: Element, level: Level | None, kind: str, message: str, told: str) -> None:
    if level == "error":
        SubElement(test, "failure", {"type": kind, "message": message}).text = told
    elif level is not None:
        SubElement(test, "skipped", {"type": kind, "message": message}).text = told


def _told(finding: Finding) -> str:
    """Return a finding in full, with its remedy: some systems show the text alone, and no attribute."""
    lines = [
        f"{finding.level} {finding.code}: {printable(finding.message)}",
        f"place: {place_in_words(finding.where)}",
        f"record: {printable(finding.record)}" if finding.record else "",
        f"remedy: {CATALOGUE[finding.code].remedy}",
    ]
    return "\n".join(filter(None, lines))


def _counted(report: Report) -> Iterator[Element]:
    for code, count in report.more.items():
        test = Element("testcase", {"classname": f"{PACKAGE}.more", "name": f"more of {code}", "time": "0"})
        message = f"{many(count, 'more finding')} of {code}"
        _judged(test, level_of_more(report, code), code, message, message)
        yield test
