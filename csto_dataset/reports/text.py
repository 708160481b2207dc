"""The report for people: the findings in the order of the files, then the verdict."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from rich.text import Text

from csto_dataset.codes import Level
from csto_dataset.findings import Finding, label
from csto_dataset.verdict import Genuine, Report

_STYLES: Final[dict[Level, str]] = {"error": "bold red", "warning": "yellow", "note": "cyan"}
_MEANINGS: Final[dict[Genuine, tuple[str, str]]] = {
    "identical": ("green", "the bytes of release {}"),
    "re-encoded": ("green", "the records of release {}, written by other means"),
    "subset": ("yellow", "only records of release {}, not all of them"),
    "altered": ("bold red", "records or files of release {} were changed"),
    "foreign": ("yellow", "holds records that release {} does not have, or none that it has"),
}
_SHOWN_IDS: Final = 5


def render(report: Report) -> Text:
    """Return the report with styles; its plain text says the same."""
    return Text("\n").join([*_findings(report.findings), *_verdict(report)])


def _findings(findings: tuple[Finding, ...]) -> Iterator[Text]:
    for file, of_file in groupby(findings, key=lambda finding: finding.where.file):
        yield Text(file, style="bold")
        for finding in of_file:
            yield _finding(finding)
        yield Text("")


def _finding(finding: Finding) -> Text:
    return Text.assemble(
        "  ",
        (f"{finding.level:7}", _STYLES[finding.level]),
        f" {finding.code}  ",
        (_place(finding), "dim"),
        f"{finding.message}",
        (f"  [{finding.record}]" if finding.record else "", "dim"),
    )


def _place(finding: Finding) -> str:
    where = finding.where
    parts = [
        f"#{label(where.pointer, longest=200)}" if where.pointer else "",
        f"line {where.line} column {where.column}" if where.line is not None else "",
        f"row {where.row}" if where.row is not None else "",
        f"column {label(where.field)}" if where.field and not where.pointer else "",
    ]
    said = " ".join(filter(None, parts))
    return f"{said}: " if said else ""


def _verdict(report: Report) -> Iterator[Text]:
    verdict = report.verdict
    yield _row("valid", "yes" if verdict.valid else "no", "green" if verdict.valid else "bold red", _counted(report))
    if verdict.complete is not None:
        complete = verdict.complete
        style = "yellow" if complete.missing else "green"
        yield _row("complete", f"{complete.present} of {complete.of}", style, _missing(complete.missing))
    if verdict.genuine is not None:
        style, meaning = _MEANINGS[verdict.genuine]
        yield _row("genuine", verdict.genuine, style, meaning.format(report.release))


def _row(name: str, value: str, style: str, remark: str) -> Text:
    return Text.assemble(f"{name:9} ", (value, style), (f"  {remark}" if remark else "", "dim"))


def _counted(report: Report) -> str:
    levels = [finding.level for finding in report.findings]
    found = ", ".join(_many(levels.count(level), level) for level in _STYLES if level in levels)
    return f"{_many(report.records, 'row')} in {_many(report.files, 'file')}, {found or 'no findings'}"


def _missing(ids: tuple[str, ...]) -> str:
    if not ids:
        return ""
    more = f" and {len(ids) - _SHOWN_IDS} more" if len(ids) > _SHOWN_IDS else ""
    return f"missing: {', '.join(ids[:_SHOWN_IDS])}{more}"


def _many(count: int, name: str) -> str:
    return f"{count:,} {name}{'' if count == 1 else 's'}"
