"""Where the reports of a validation go: one to standard output, any number into files."""

import sys
from collections.abc import Iterator, Sequence
from enum import StrEnum
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import typer

from csto_dataset.cli.terminal import console
from csto_dataset.files import named

if TYPE_CHECKING:
    from csto_dataset.findings import Finding
    from csto_dataset.verdict import Report


class ReportForm(StrEnum):
    """Forms of a report."""

    text = "text"
    json = "json"
    jsonl = "jsonl"
    sarif = "sarif"
    junit = "junit"
    github = "github"
    html = "html"


STANDARD_OUTPUT: Final = Path("-")


class Targets(NamedTuple):
    """What is to be written: the form on standard output, and the form of each file."""

    printed: ReportForm
    files: tuple[tuple[Path, ReportForm], ...]


def targets(forms: Sequence[ReportForm], outputs: Sequence[Path], copies: Sequence[str]) -> Targets:
    """Return what is to be written: the first form goes into the first file, and so on.

    A file without a form is of that which its suffix names; a form without a file is printed.

    Raises:
        BadParameter: two forms are to be printed, a suffix names no form, or a file is one of the copies.
    """
    printed: list[ReportForm] = []
    files: list[tuple[Path, ReportForm]] = []
    for form, output in zip_longest(forms, outputs):
        if output is None or output == STANDARD_OUTPUT:
            printed.append(form or ReportForm.text)
            continue
        if any(output.resolve() == Path(copy).resolve() for copy in copies):
            raise typer.BadParameter(f"{named(output)}: expected a file for the report, found the copy itself")
        files.append((output, form or _form_of(output)))
    if len(printed) > 1:
        raise typer.BadParameter(f"expected one report on standard output, found {', '.join(printed)} (see --output)")
    return Targets(printed[0] if printed else ReportForm.text, tuple(files))


def _form_of(output: Path) -> ReportForm:
    """Return the first form whose files have the suffix of a file."""
    from csto_dataset.reports import REPORTS

    for name, form in REPORTS.items():
        if form.suffix == output.suffix.lower():
            return ReportForm(name)
    known = ", ".join(dict.fromkeys(form.suffix for form in REPORTS.values()))
    raise typer.BadParameter(f"{named(output)}: expected --report, or a suffix that names a form ({known})")


def put_line(finding: "Finding") -> None:
    """Print a finding as it is found."""
    from csto_dataset.reports import jsonl

    sys.stdout.write(jsonl.line(finding) + "\n")


def put_reports(report: "Report", wanted: Targets, *, every: bool, streamed: bool = False) -> None:
    """Write the reports.

    Args:
        every: whether the text tells every finding.
        streamed: whether the findings stand on standard output already, as JSON Lines.
    """
    from csto_dataset.reports import REPORTS, jsonl

    for path, form in wanted.files:
        _write(path, (piece.encode(errors="backslashreplace") for piece in REPORTS[form].render(report)))
    if wanted.printed is ReportForm.text:
        _put_text(report, every=every)
    elif streamed:
        sys.stdout.write(jsonl.last(report) + "\n")
    else:
        for piece in REPORTS[wanted.printed].render(report):
            sys.stdout.write(piece)


def _write(path: Path, pieces: Iterator[bytes]) -> None:
    """Put a report into a file in one step; what is no regular file, as a device or a pipe, is written to."""
    from csto_dataset.durable import replace_file, told_as_release_errors

    with told_as_release_errors(path):
        target = path.resolve()
        if target.exists() and not target.is_file():
            with target.open("wb") as file:
                file.writelines(pieces)
        else:
            replace_file(target, lambda file: file.writelines(pieces))


def _put_text(report: "Report", *, every: bool) -> None:
    from csto_dataset.reports import text

    with_styles = console()
    for line in text.lines(report, every=every):
        with_styles.print(line, soft_wrap=True)
