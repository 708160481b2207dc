"""The command fingerprint: what identifies the records of a copy."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from csto_dataset.cli.copies import Copies, Dask, Workers
from csto_dataset.cli.limits import MaxMemory, MaxRatio, MaxSeconds, MaxUnpacked, limits
from csto_dataset.cli.summary import tell
from csto_dataset.cli.terminal import FINDINGS, progress, put, say
from csto_dataset.findings import visible_json

if TYPE_CHECKING:
    from csto_dataset.fingerprint import Fingerprint


class FingerprintForm(StrEnum):
    """Forms of a fingerprint."""

    text = "text"
    json = "json"


Form = Annotated[
    FingerprintForm,
    typer.Option("--report", help="Lines for people, or one JSON object: root, tables, findings, counts."),
]


def fingerprint(
    copies: Copies,
    report: Form = FingerprintForm.text,
    workers: Workers = 1,
    dask: Dask = None,
    max_unpacked: MaxUnpacked = None,
    max_ratio: MaxRatio = None,
    max_memory: MaxMemory = None,
    max_seconds: MaxSeconds = None,
) -> None:
    """Print what identifies the records of a copy: rows and root of each table, and the root of the release they would be.

    Two copies have the same fingerprint exactly if they hold the same records, whatever formats and files they are
    written in; the roots are those that a release states in its manifest.json. A copy that is not valid has none.

    Exit status:
    0 there it is
    1 the copy is not valid
    2 it could not be done
    """
    from csto_dataset.fetch import brought
    from csto_dataset.fingerprint import fingerprint as fingerprint_of

    within = limits(max_unpacked, max_ratio, max_memory, max_seconds)
    with brought(copies) as paths, progress("files") as advance:
        found = fingerprint_of(paths, progress=advance, limits=within, workers=workers, scheduler=dask)
    if report is FingerprintForm.json:
        put(visible_json(found.as_json(), indent=2))
    else:
        _put_text(found)
    raise typer.Exit(0 if found.report.verdict.valid else FINDINGS)


def _put_text(found: "Fingerprint") -> None:
    roots = found.roots or dict.fromkeys(found.rows, "none")
    for name, rows in found.rows.items():
        put(f"{name:10}  rows {rows:>9}  root {roots[name]}")
    every = sum(found.rows.values())
    put(f"{'release':10}  rows {every:>9}  root {found.root or 'none: the copy is not valid'}")
    for finding in found.report.findings:
        tell(finding)
        if more := found.report.counts[finding.code] - 1:
            say(
                f"{finding.level}: {finding.code}: {more} more (csto-dataset validate --against none --all tells all of them)"
            )
