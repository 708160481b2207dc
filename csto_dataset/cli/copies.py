"""Commands about copies: validate, rules."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from csto_dataset.cli.summary import tell
from csto_dataset.cli.terminal import FINDINGS, NOT_WHOLE, console, progress, put
from csto_dataset.errors import UnknownCodeError
from csto_dataset.findings import Finding, printable

if TYPE_CHECKING:
    from csto_dataset.verdict import Report as ValidationReport
    from csto_dataset.verdict import Verdict

NO_RELEASE: Final = "none"


class ReportForm(StrEnum):
    """Forms of a report."""

    text = "text"
    json = "json"


Copies = Annotated[
    list[str],
    typer.Argument(
        metavar="COPY", help="Files or folders that are one copy together; `-` for standard input; addresses."
    ),
]
Against = Annotated[
    str | None, typer.Option(metavar="DIR", help="Release to compare with, or `none`. Default: the packaged release.")
]
Report = Annotated[ReportForm, typer.Option(help="Form of the report.")]
Ignore = Annotated[
    list[str] | None, typer.Option(metavar="CODES", help="Codes that are not told, with commas between.")
]
Select = Annotated[list[str] | None, typer.Option(metavar="CODES", help="The only codes that are told.")]
ErrorOn = Annotated[list[str] | None, typer.Option(metavar="CODES", help="Codes that count as errors.")]
WarnOn = Annotated[list[str] | None, typer.Option(metavar="CODES", help="Codes that count as warnings.")]
Pages = Annotated[
    list[Path] | None,
    typer.Option("--pages", metavar="PATH", help="Pages, or folders of pages, to hold the records against."),
]
Schema = Annotated[
    str | None,
    typer.Option(
        "--schema",
        metavar="VERSION",
        help="Check records by the JSON Schemas of this version. Default: of the version that the copy's manifest states.",
    ),
]
Most = Annotated[int, typer.Option(min=0, metavar="N", help="Findings of each code to keep; the rest is counted.")]
Code = Annotated[str | None, typer.Argument(metavar="CODE", help="A code. Default: all of them.")]


def validate(
    copies: Copies,
    against: Against = None,
    report: Report = ReportForm.text,
    select: Select = None,
    ignore: Ignore = None,
    error_on: ErrorOn = None,
    warn_on: WarnOn = None,
    most: Most = 1_000,
    pages: Pages = None,
    schema: Schema = None,
) -> None:
    """Check a copy: is it valid, is it complete, is it genuine.

    Exit status:

    0 nothing wrong

    1 not valid, or altered

    2 the check could not be done

    3 valid and nothing altered, but not the whole release
    """
    policy = {"select": select, "ignore": ignore, "error_on": error_on, "warn_on": warn_on}
    found = _validated(copies, against, {name: _codes(lists) for name, lists in policy.items()}, most, pages, schema)
    if report is ReportForm.json:
        from csto_dataset.reports import json as json_report

        put(json_report.render(found))
    else:
        from csto_dataset.reports import text as text_report

        console().print(text_report.render(found), soft_wrap=True)
    raise typer.Exit(_status(found.verdict))


def rules(code: Code = None) -> None:
    """Explain the codes of findings: level, cause, example, remedy, and since which version they are told."""
    from csto_dataset.codes import CATALOGUE

    if code is None:
        for name, entry in CATALOGUE.items():
            put(f"{name:20} {entry.level:8} {entry.cause}")
        return
    if code not in CATALOGUE:
        raise UnknownCodeError(f"{printable(code)}: no such code (csto-dataset rules lists them)")
    entry = CATALOGUE[code]
    for title, said in entry._asdict().items():
        put(f"{title:8} {said}")


def _validated(
    copies: list[str],
    against: str | None,
    policy: dict[str, list[str]],
    most: int,
    pages: list[Path] | None,
    schema: str | None,
) -> "ValidationReport":
    from csto_dataset.fetch import brought
    from csto_dataset.policy import Policy
    from csto_dataset.release import load
    from csto_dataset.validate import validate as validate_copy
    from csto_dataset.verdict import Found

    found = Found(Policy.of(**policy), most)
    release = None if against == NO_RELEASE else load(against)
    with brought(copies) as paths, progress("files") as advance:
        return validate_copy(
            paths,
            release,
            progress=advance,
            found=found,
            documents=_documents(pages) if pages else {},
            schema_version=schema,
        )


def _documents(pages: Sequence[Path]) -> dict[str, str]:
    """Return the texts of pages by SHA-256; what cannot be read of them is told."""
    from csto_dataset.sources import pages_of, read

    documents: dict[str, str] = {}
    for each in read(pages_of(pages)):
        if isinstance(each, Finding):
            tell(each)
        else:
            documents[each.sha256] = each.text
    return documents


def _codes(lists: list[str] | None) -> list[str]:
    return [code.strip() for codes in lists or () for code in codes.split(",")]


def _status(verdict: "Verdict") -> int:
    if not verdict.valid or verdict.genuine == "altered":
        return FINDINGS
    return 0 if verdict.genuine in (None, "identical", "re-encoded") else NOT_WHOLE
