"""Commands about pages: build, parse."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from csto_dataset.cli.summary import has_errors, tell, tell_counts, tell_findings
from csto_dataset.cli.terminal import FAILED, FINDINGS, at_work, failed, page_progress, put
from csto_dataset.errors import SourceError
from csto_dataset.files import named
from csto_dataset.findings import Finding, visible_json

if TYPE_CHECKING:
    from csto_dataset.gathering.harvest import Harvest

Pages = Annotated[
    list[Path] | None, typer.Argument(metavar="PATH", help="Pages, or folders of pages. Default: the packaged source.")
]
Out = Annotated[Path | None, typer.Option(metavar="DIR", help="Folder of the releases. Default: dist-data.")]
Check = Annotated[
    bool, typer.Option("--check", help="Write nothing; fail unless the newest release is what would be built.")
]


Workers = Annotated[
    int, typer.Option(min=0, metavar="N", help="Processes that read pages; 0 for as many as there are processors.")
]
Dask = Annotated[
    str | None,
    typer.Option(
        metavar="ADDRESS", help="Scheduler of a Dask cluster that reads the pages, or its scheduler file (.json)."
    ),
]
Strict = Annotated[
    bool, typer.Option("--strict", help="Publish nothing unless all of every page was read: no text, no page left out.")
]
All = Annotated[bool, typer.Option("--all", help="Tell all findings, not only the first few of each code.")]


def build(
    paths: Pages = None,
    out: Out = None,
    check: Check = False,
    workers: Workers = 1,
    dask: Dask = None,
    strict: Strict = False,
    all: All = False,
) -> None:
    """Build a release from pages, and publish it under the version that its records demand.

    The same pages give the same bytes, in any order, whoever reads them. Where the newest release holds them
    already, nothing is written. Captures of one page give one record. A page that cannot be used is left out and told.

    Exit status: 0 all well; 1 findings at error level (the rest is published), or not what --check or --strict demands;
    2 it could not be done, or no page gives a record; 130 interrupted, nothing half written is left.
    """
    from csto_dataset.build import harvest
    from csto_dataset.packaged import SOURCES

    folder = out or Path("dist-data")
    with page_progress() as advance:
        gathered = harvest(paths or [SOURCES], advance, workers=workers, scheduler=dask)
    with gathered:
        counts = gathered.counts
        gave = any(counts.records.values())
        if gave or sum(counts.findings.values()) > 1:  # A single one is the reason why nothing can be published.
            tell_findings(gathered.findings, counts, all=all)
        if strict and gave and not gathered.whole:
            tell_counts(counts, None)
            raise typer.Exit(failed("not all of every page was read: --strict publishes nothing", FINDINGS))
        if check:
            _check(gathered, folder)
        else:
            # Pages of one's own, and no word of where to: that must not withdraw what stands there by default.
            _publish(gathered, folder, may_withdraw=not paths or out is not None)
    raise typer.Exit(FINDINGS if has_errors(counts) else 0)


def _check(gathered: "Harvest", folder: Path) -> None:
    from csto_dataset import build as building

    with at_work("comparing"):
        version = building.check(gathered, folder)
    put(f"{named(folder / version)} is what the pages give")


def _publish(gathered: "Harvest", folder: Path, *, may_withdraw: bool) -> None:
    from csto_dataset import build as building

    with at_work("writing"):
        done = building.build(gathered, folder, may_withdraw=may_withdraw)
    counts = gathered.counts
    rows = {
        "news_items": counts.records["article"] + counts.records["teaser"],
        "interviews": counts.records["interview"],
        "qa_pairs": counts.pairs,
    }
    put(f"{named(done.folder)}: {', '.join(f'{name} {count}' for name, count in rows.items())}")
    put(f"{'published' if done.new else 'was there already'}, root {done.root}")
    tell_counts(counts, building.findings_file(folder, done.version))


def parse(files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Pages, or folders of pages.")]) -> None:
    """Print what the parser makes of pages: a JSON object a line, with the records and the ledger of every character."""
    from csto_dataset import sources
    from csto_dataset.pages.page import parse as parse_page

    status = 0
    for path in files:
        try:
            for document in sources.read(sources.pages_of([path])):
                if isinstance(document, Finding):
                    told = [document]
                else:
                    page = parse_page(document)
                    put(visible_json(page.as_json()))
                    told = [finding for finding in page.findings if finding.level == "error"]  # The others stand in it.
                for finding in told:
                    tell(finding)
                    status = FAILED if finding.level == "error" else status
        except SourceError as error:
            status = failed(str(error), FAILED)
    raise typer.Exit(status)
