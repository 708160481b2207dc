"""Commands about pages: build, parse."""

from pathlib import Path
from typing import Annotated

import typer

from csto_dataset.cli.terminal import FAILED, failed, progress, put, say
from csto_dataset.errors import SourceError
from csto_dataset.files import named
from csto_dataset.findings import Finding, visible_json

Pages = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH", help="Pages, or folders of pages. Default: the packaged source.")
]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the releases. Default: dist-data.")]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; fail unless the newest release is what would be built.")
]


def build(paths: Pages = None, out: Out = None, check: Check = False) -> None:
    """Build a release from pages, and publish it under the version that its records demand.

    The same pages give the same bytes, in any order. Where the newest release holds them already, nothing is written.
    """
    from csto_dataset import build as building
    from csto_dataset.packaged import SOURCES

    with progress("pages") as advance:
        gathered = building.harvest(paths or [SOURCES], advance)
    folder = out or Path("dist-data")
    if check:
        put(f"{named(folder / building.check(gathered, folder))} is what the pages give")
        return
    # Pages of one's own, and no word of where to: that must not withdraw what stands in the folder by default.
    done = building.build(gathered, folder, may_withdraw=not paths or out is not None)
    counts = ", ".join(f"{name} {len(records)}" for name, records in gathered.tables.items())
    put(f"{named(done.folder)}: {counts} (pages {len(gathered.pages)})")
    put(f"{'published' if done.new else 'was there already'}, root {done.root}")
    for finding in gathered.findings:
        say(f"{finding.level}: {finding.where.file}:{finding.where.line}: {finding.message}")


def parse(files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Pages, or folders of pages.")]) -> None:
    """Print what the parser makes of pages: a JSON object a line, with the records and the ledger of every character."""
    from csto_dataset import sources
    from csto_dataset.pages.page import parse as parse_page

    status = 0
    for path in files:
        try:
            for document in sources.read(sources.pages_of([path])):
                findings: tuple[Finding, ...] = ()
                if isinstance(document, Finding):
                    findings = (document,)
                else:
                    page = parse_page(document)
                    findings = page.findings
                    put(visible_json(page.as_json()))
                for finding in findings:
                    if finding.level == "error":
                        status = failed(f"{finding.where.file}: {finding.message}", FAILED)
                    elif isinstance(document, Finding):
                        say(f"{finding.level}: {finding.where.file}: {finding.message}")
        except SourceError as error:
            status = failed(str(error), FAILED)
    raise typer.Exit(status)
