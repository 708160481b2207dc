"""Commands about copies: validate, rules."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from csto_dataset.cli.limits import MaxMemory, MaxRatio, MaxSeconds, MaxUnpacked, limits
from csto_dataset.cli.reporting import ReportForm, put_line, put_reports, targets
from csto_dataset.cli.summary import tell
from csto_dataset.cli.terminal import FINDINGS, NOT_WHOLE, progress, put
from csto_dataset.errors import UnknownCodeError
from csto_dataset.findings import Finding, printable

if TYPE_CHECKING:
    from csto_dataset.verdict import Found, Verdict
    from csto_dataset.verdict import Report as ReportOnCopy

NO_RELEASE: Final = "none"


Copies = Annotated[
    list[str],
    typer.Argument(
        metavar="COPY",
        help="Files or folders that are one copy together; `-` for standard input; addresses (a folder ends in /).",
    ),
]
Against = Annotated[
    str | None, typer.Option(metavar="DIR", help="Release to compare with, or `none`. Default: the packaged release.")
]
Report = Annotated[
    list[ReportForm] | None,
    typer.Option(help="Form of a report; may be given again. Default: text, on standard output."),
]
Output = Annotated[
    list[Path] | None,
    typer.Option(
        metavar="FILE",
        help="File for a report; may be given again. Its form is that of the --report at its turn, "
        "or what its suffix names.",
    ),
]
All = Annotated[
    bool,
    typer.Option("--all", help="Tell every finding; else of each code the first ones, and how many more there are."),
]
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
Workers = Annotated[
    int,
    typer.Option(min=0, metavar="N", help="Processes that read files; 0 for as many as there are processors."),
]
Dask = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Scheduler of a Dask cluster that reads the files, or its scheduler file (.json)."
    ),
]
Code = Annotated[str | None, typer.Argument(metavar="CODE", help="A code. Default: all of them.")]


def validate(
    copies: Copies,
    against: Against = None,
    report: Report = None,
    output: Output = None,
    every: All = False,
    select: Select = None,
    ignore: Ignore = None,
    error_on: ErrorOn = None,
    warn_on: WarnOn = None,
    most: Most = 1_000,
    pages: Pages = None,
    schema: Schema = None,
    workers: Workers = 1,
    dask: Dask = None,
    max_unpacked: MaxUnpacked = None,
    max_ratio: MaxRatio = None,
    max_memory: MaxMemory = None,
    max_seconds: MaxSeconds = None,
) -> None:
    """Check a copy: is it valid, is it complete, is it genuine.

    Exit status:
    0 nothing wrong
    1 not valid, or altered
    2 the check could not be done
    3 valid and nothing altered, but not the whole release
    """
    wanted = targets(report or (), output or (), copies)
    policy = {"select": select, "ignore": ignore, "error_on": error_on, "warn_on": warn_on}
    streamed = wanted.printed is ReportForm.jsonl and workers == 1 and dask is None  # Else files come in no order.
    found = _found(
        {name: _codes(lists) for name, lists in policy.items()}, sys.maxsize if every else most, streamed=streamed
    )
    options: dict[str, Any] = {"found": found, "schema_version": schema, "workers": workers, "scheduler": dask}
    options["limits"] = limits(max_unpacked, max_ratio, max_memory, max_seconds)
    validated = _validated(copies, against, pages, **options)
    put_reports(validated, wanted, every=every, streamed=streamed)
    raise typer.Exit(_status(validated.verdict))


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


def _found(policy: dict[str, list[str]], most: int, *, streamed: bool) -> "Found":
    from csto_dataset.policy import Policy
    from csto_dataset.verdict import Found

    judged = Policy.of(**policy)
    return Found(judged, most, put_line) if streamed else Found(judged, most)


def _validated(copies: list[str], against: str | None, pages: list[Path] | None, **options: Any) -> "ReportOnCopy":
    from csto_dataset.fetch import brought
    from csto_dataset.release import packaged_folder
    from csto_dataset.validate import validate as validate_copy

    release = None if against == NO_RELEASE else packaged_folder() if against is None else Path(against)
    with brought(copies) as paths, progress("files") as advance:
        return validate_copy(
            paths,
            release,
            progress=advance,
            documents=_documents(pages) if pages else None,
            **options,
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
