"""The command line: arguments in, exit status out. Only this module prints.

Each command imports what it needs when it runs: loading all of it would make every `--help` wait.
"""

import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TextIO, cast

import typer

from csto_dataset.errors import CstoDatasetError, StaleError
from csto_dataset.files import named
from csto_dataset.findings import printable, visible_json
from csto_dataset.version import __version__

if TYPE_CHECKING:
    from rich.console import Console

    from csto_dataset.verdict import Verdict

FINDINGS: Final = 1
FAILED: Final = 2
NOT_WHOLE: Final = 3
NO_RELEASE: Final = "none"
_UsageError = cast("type[typer.BadParameter]", typer.BadParameter.__base__)
"""What a command line that cannot be understood raises; Typer exports only this child of it."""

app = typer.Typer(
    name="csto-dataset",
    help="Press material of the CSTO as typed, sourced records: build releases, check copies.",
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["-h", "--help"]},
)


class ReportForm(StrEnum):
    """Forms of a report."""

    text = "text"
    json = "json"


Pages = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH", help="Pages, or folders of pages. Default: the packaged source.")
]
Copies = Annotated[list[Path], typer.Argument(metavar="COPY", help="Files or folders that are one copy together.")]


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit status: 0 all well, 1 findings, 2 it could not be done, 3 not the whole release."""
    # A stream that was closed before the start is None: what would be written there goes nowhere.
    sys.stdout, sys.stderr = sys.stdout or io.StringIO(), sys.stderr or io.StringIO()
    _speak_utf8(sys.stdout)
    arguments = None if argv is None else list(argv)
    try:
        status = app(args=arguments, prog_name="csto-dataset", standalone_mode=False)
        sys.stdout.flush()
    except _UsageError as error:
        return _failed(f"{error.format_message()} (see csto-dataset --help)", FAILED)
    except StaleError as error:
        return _failed(str(error), FINDINGS)
    except CstoDatasetError as error:
        return _failed(str(error), FAILED)
    except OSError as error:
        _hush(sys.stdout)
        return _failed(f"{error.filename or 'input or output'}: {(error.strerror or 'failed').lower()}", FAILED)
    return status if isinstance(status, int) else 0


@app.callback(invoke_without_command=True)
def _csto_dataset(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and stop.")] = False,
) -> None:
    if version:
        _put(f"csto-dataset {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        _put(context.get_help())
        raise typer.Exit(FAILED)


@app.command(epilog="Example: [bold]csto-dataset build --out my-releases pages/[/bold]")
def build(
    paths: Pages = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the releases. Default: dist-data.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail unless the newest release is what would be built.")
    ] = False,
) -> None:
    """Build a release from pages, and publish it under the version that its records demand.

    The same pages give the same bytes, in any order. Where the newest release holds them already, nothing is written.
    """
    from csto_dataset import build as building
    from csto_dataset.packaged import SOURCES

    with _progress("pages") as advance:
        gathered = building.harvest(paths or [SOURCES], advance)
    folder = out or Path("dist-data")
    if check:
        _put(f"{named(folder / building.check(gathered, folder))} is what the pages give")
        return
    # Pages of one's own, and no word of where to: that must not withdraw what stands in the folder by default.
    done = building.build(gathered, folder, may_withdraw=not paths or out is not None)
    counts = ", ".join(f"{name} {len(records)}" for name, records in gathered.tables.items())
    _put(f"{named(done.folder)}: {counts} (pages {len(gathered.pages)})")
    _put(f"{'published' if done.new else 'was there already'}, root {done.root}")
    for finding in gathered.findings:
        _say(f"{finding.level}: {finding.where.file}:{finding.where.line}: {finding.message}")


@app.command(epilog="Example: [bold]csto-dataset parse page.txt | python -m json.tool[/bold]")
def parse(files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Pages, or folders of pages.")]) -> None:
    """Print what the parser makes of pages: a JSON object a line, with the records and the ledger of every character."""
    from csto_dataset import sources
    from csto_dataset.errors import SourceError
    from csto_dataset.pages.page import parse as parse_page

    status = 0
    for path in files:
        try:
            for document in sources.read(sources.pages_of([path])):
                page = parse_page(document)
                _put(visible_json(page.as_json()))
                for finding in page.findings:
                    if finding.level == "error":
                        status = _failed(f"{finding.where.file}: {finding.message}", FAILED)
        except SourceError as error:
            status = _failed(str(error), FAILED)
    raise typer.Exit(status)


@app.command(
    epilog="Examples: [bold]csto-dataset validate news_items.parquet[/bold], "
    "[bold]csto-dataset validate --against dist-data/1.0.0 --report json copy/[/bold]"
)
def validate(
    copies: Copies,
    against: Annotated[
        str | None,
        typer.Option(metavar="DIR", help="Release to compare with, or `none`. Default: the packaged release."),
    ] = None,
    report: Annotated[ReportForm, typer.Option(help="Form of the report.")] = ReportForm.text,
) -> None:
    """Check a copy: is it valid, is it complete, is it genuine.

    Exit status:

    0 nothing wrong

    1 not valid, or altered

    2 the check could not be done

    3 valid and nothing altered, but not the whole release
    """
    from csto_dataset.release import load
    from csto_dataset.validate import validate as validate_copy

    release = None if against == NO_RELEASE else load(against)
    with _progress("files") as advance:
        found = validate_copy(copies, release, progress=advance)
    if report is ReportForm.json:
        from csto_dataset.reports import json as json_report

        _put(json_report.render(found))
    else:
        from csto_dataset.reports import text as text_report

        _console(sys.stdout).print(text_report.render(found), soft_wrap=True)
    raise typer.Exit(_status(found.verdict))


@app.command()
def schema(
    out: Annotated[Path, typer.Option(metavar="DIR", help="Folder of the schemas.")] = Path("schemas"),
    check: Annotated[bool, typer.Option("--check", help="Write nothing; fail where a file is stale.")] = False,
) -> None:
    """Write the JSON Schemas, the data dictionary and the identity vectors, all derived from the models."""
    from csto_dataset import contract

    folder = contract.check(out) if check else contract.write(out)
    _put(f"{named(folder)} is {'what the models say' if check else 'written'}")


@app.command(epilog="Example: [bold]csto-dataset rules altered-value[/bold]")
def rules(
    code: Annotated[str | None, typer.Argument(metavar="CODE", help="A code. Default: all of them.")] = None,
) -> None:
    """Explain the codes of findings: cause, example, remedy."""
    from csto_dataset.codes import CATALOGUE
    from csto_dataset.errors import UnknownCodeError

    if code is None:
        for name, entry in CATALOGUE.items():
            _put(f"{name:20} {entry.level:8} {entry.cause}")
        return
    if code not in CATALOGUE:
        raise UnknownCodeError(f"{printable(code)}: no such code (csto-dataset rules lists them)")
    entry = CATALOGUE[code]
    for title, said in zip(("level", "cause", "example", "remedy"), entry, strict=True):
        _put(f"{title:8} {said}")


def _status(verdict: "Verdict") -> int:
    if not verdict.valid or verdict.genuine == "altered":
        return FINDINGS
    return 0 if verdict.genuine in (None, "identical", "re-encoded") else NOT_WHOLE


def _put(line: str) -> None:
    sys.stdout.write(line + "\n")


def _say(line: str) -> None:
    # Where nobody can be told, the exit status still tells.
    try:
        sys.stderr.write(printable(line) + "\n")
        sys.stderr.flush()
    except OSError:
        _hush(sys.stderr)


def _failed(message: str, status: int) -> int:
    """Say in one line what went wrong, whatever is in it, and return the exit status."""
    _say(f"error: {message}")
    return status


def _hush(stream: TextIO) -> None:
    """Send what a stream still holds nowhere: it could not be written, and would fail again at the end."""
    if isinstance(stream, io.TextIOWrapper):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _speak_utf8(stream: TextIO) -> None:
    """Let what is piped on be UTF-8 everywhere; a terminal keeps its own encoding."""
    if isinstance(stream, io.TextIOWrapper):
        encoding = None if stream.isatty() else "utf-8"
        stream.reconfigure(encoding=encoding, errors="backslashreplace")


def _console(stream: TextIO) -> "Console":
    from rich.console import Console

    return Console(file=stream, highlight=False, markup=False, emoji=False)


@contextmanager
def _progress(what: str) -> Iterator[Callable[[int, int], None]]:
    """Show on a terminal how far long work is: call what this gives with how much is done, of how much."""
    if not sys.stderr.isatty():
        yield lambda done, of: None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=_console(sys.stderr), transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, of: bar.update(task, completed=done, total=of)
