"""Commands about copies: validate, rules."""

import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from csto_dataset.cli.terminal import FINDINGS, NOT_WHOLE, console, progress, put
from csto_dataset.errors import UnknownCodeError
from csto_dataset.findings import printable

if TYPE_CHECKING:
    from csto_dataset.verdict import Report as ReportOnCopy
    from csto_dataset.verdict import Verdict

NO_RELEASE: Final = "none"


class ReportForm(StrEnum):
    """Forms of a report."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    sarif = "sarif"
    junit = "junit"
    github = "github"
    html = "html"


Copies = Annotated[list[Path], typer.Argument(metavar="COPY", help="Files or folders that are one copy together.")]
Against = Annotated[
    str | None, typer.Option(metavar="DIR", help="Release to compare with, or `none`. Default: the packaged release.")
]
Report = Annotated[ReportForm, typer.Option(help="Form of the report.")]
All = Annotated[
    bool,
    typer.Option("--all", help="Tell every finding; else of each code the first ones, and how many more there are."),
]
Code = Annotated[str | None, typer.Argument(metavar="CODE", help="A code. Default: all of them.")]


def validate(copies: Copies, against: Against = None, report: Report = ReportForm.text, every: All = False) -> None:
    """Check a copy: is it valid, is it complete, is it genuine.

    Exit status:

    0 nothing wrong

    1 not valid, or altered

    2 the check could not be done

    3 valid and nothing altered, but not the whole release
    """
    from csto_dataset.release import load
    from csto_dataset.validate import validate as validate_copy
    from csto_dataset.verdict import Found

    release = None if against == NO_RELEASE else load(against)
    kept = Found(most=sys.maxsize) if every else Found()
    with progress("files") as advance:
        found = validate_copy(copies, release, progress=advance, found=kept)
    _put_report(found, report, every=every)
    raise typer.Exit(_status(found.verdict))


def rules(code: Code = None) -> None:
    """Explain the codes of findings: cause, example, remedy."""
    from csto_dataset.codes import CATALOGUE

    if code is None:
        for name, entry in CATALOGUE.items():
            put(f"{name:20} {entry.level:8} {entry.cause}")
        return
    if code not in CATALOGUE:
        raise UnknownCodeError(f"{printable(code)}: no such code (csto-dataset rules lists them)")
    entry = CATALOGUE[code]
    for title, said in zip(("level", "cause", "example", "remedy"), entry, strict=True):
        put(f"{title:8} {said}")


def _put_report(found: "ReportOnCopy", form: ReportForm, *, every: bool) -> None:
    if form is ReportForm.text:
        from csto_dataset.reports import text

        with_styles = console()
        for line in text.lines(found, every=every):
            with_styles.print(line, soft_wrap=True)
        return
    from csto_dataset.reports import REPORTS

    for piece in REPORTS[form].render(found):
        sys.stdout.write(piece)


def _status(verdict: "Verdict") -> int:
    if not verdict.valid or verdict.genuine == "altered":
        return FINDINGS
    return 0 if verdict.genuine in (None, "identical", "re-encoded") else NOT_WHOLE
