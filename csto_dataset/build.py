"""Building a release: pages in, the files of a release out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

from csto_dataset import sources
from csto_dataset.dictionary import data_dictionary
from csto_dataset.errors import ReleaseError, SourceError
from csto_dataset.findings import Finding, pointer, printable
from csto_dataset.formats import WRITTEN, FormatError, format_of, load
from csto_dataset.identity import as_json, canonical
from csto_dataset.manifest import DICTIONARY, LEDGER, README, RIGHTS, SourceEntry
from csto_dataset.pages.page import Page, fullest, parse
from csto_dataset.publishing import Content, Publication, check_published, publish
from csto_dataset.records import TABLES, Interview, NewsItem, PageRecord, Record
from csto_dataset.rules.single import SINGLE_RULES
from csto_dataset.rules.slices import slice_mismatch
from csto_dataset.schema import schema_files


@dataclass(frozen=True, slots=True)
class Harvest:
    """What the pages gave.

    Attributes:
        tables: the records of each table by its name, in order of id, each id once.
        pages: in order of their documents' digests, each document once.
    """

    tables: dict[str, tuple[Record, ...]]
    pages: tuple[Page, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        return tuple(finding for page in self.pages for finding in page.findings)


def harvest(paths: Iterable[Path], progress: Callable[[int, int], None] = lambda done, of: None) -> Harvest:
    """Return what the pages that paths name give. The order of the paths does not count.

    Args:
        progress: called after each page with how many are done, of how many.

    Raises:
        SourceError: a page cannot be read, or is none of the site's.
        ReleaseError: a record breaks a rule; nothing that is demanded of a copy is spared to ourselves.
    """
    files = sources.pages_of(paths)
    pages: dict[str, Page] = {}
    for done, document in enumerate(sources.read(files), start=1):
        if isinstance(document, Finding):
            raise SourceError(f"{document.where.file}: {document.message}")
        page = parse(document)
        _demand_layout(page)
        _demand_rules(page)
        pages[document.sha256] = min(pages.get(document.sha256, page), page, key=_least_told)
        progress(done, len(files))
    ordered = [pages[key] for key in sorted(pages)]
    chosen = fullest(record for page in ordered for record in page.records)
    return Harvest(_tables(chosen), tuple(page.attributed_to(chosen) for page in ordered))


def _least_told(page: Page) -> tuple[Any, ...]:
    """Return what pages of the same text are chosen by: an address, and a language, that are told come first."""
    document = page.document
    return document.url is None, document.url or "", document.language is None, document.language or ""


def _demand_layout(page: Page) -> None:
    for finding in page.findings:
        if finding.level == "error":
            raise SourceError(f"{finding.where.file}: {finding.message}")


def _demand_rules(page: Page) -> None:
    name = printable(page.document.name)
    for record in page.records:
        for code, rule in SINGLE_RULES.items():
            for breach in rule(record):
                raise ReleaseError(f"{name}: {record.id}{pointer(*breach.steps)}: {code}: {breach.message}")
    values = {record.id: as_json(record) for record in page.records}
    for breach in slice_mismatch(page.document.text, page.ledger, values):
        raise ReleaseError(f"{name}{pointer(*breach.steps)}: slice-mismatch: {breach.message}")


def _tables(records: Mapping[str, PageRecord]) -> dict[str, tuple[Record, ...]]:
    """Return the tables of records given by their ids."""
    kept = [records[id] for id in sorted(records)]
    interviews = tuple(record for record in kept if isinstance(record, Interview))
    pairs = (pair for interview in interviews for pair in interview.qa_pairs)
    return {
        "news_items": tuple(record for record in kept if isinstance(record, NewsItem)),
        "interviews": interviews,
        "qa_pairs": tuple(sorted(pairs, key=lambda pair: pair.id)),
    }


def release_files(gathered: Harvest) -> Iterator[tuple[str, Callable[[BinaryIO], object]]]:
    """Yield the name of each file of a release, and what writes it; the manifest and the check sums come on top."""
    for table, records in gathered.tables.items():
        for suffix in WRITTEN:
            yield f"{table}{suffix}", partial(_write_table, table, records, suffix)
    yield LEDGER, lambda file: file.writelines(canonical(_ledger_line(page)) + b"\n" for page in gathered.pages)
    plain = {README: _README.encode(), DICTIONARY: data_dictionary().encode(), **schema_files()}
    for name, content in plain.items():
        yield name, partial(_write, content)


def build(gathered: Harvest, out: Path, *, may_withdraw: bool = True) -> Publication:
    """Publish what pages gave as a release below a folder, where the newest release there does not hold it already.

    Args:
        may_withdraw: whether it may change or withdraw records of the newest release there.

    Raises:
        ReleaseError: the folder cannot be written, or what stands in it is damaged. Nothing half written is left.
    """
    return publish(_content(gathered), out, may_withdraw=may_withdraw)


def check(gathered: Harvest, out: Path) -> str:
    """Return the version of the newest release below a folder, once it has proved to be what pages give, byte for byte.

    Raises:
        StaleError: it is not. The message names the file.
        ReleaseError: there is none, or it is damaged.
    """
    return check_published(_content(gathered), out)


def _content(gathered: Harvest) -> Content:
    return Content(
        tables=gathered.tables,
        sources=tuple(
            SourceEntry(
                document=page.document.sha256,
                url=page.document.url,
                language=page.language,
                characters=len(page.document.text),
            )
            for page in gathered.pages
        ),
        files=tuple(release_files(gathered)),
    )


def _write_table(table: str, records: Sequence[Record], suffix: str, file: BinaryIO) -> None:
    """Write a table, and prove by reading it back that nothing was lost."""
    name = f"{table}{suffix}"
    form = format_of(name)
    if form is None:
        raise ReleaseError(f"{name}: no writer for {suffix!r}")
    form.write(table, records, file)
    file.seek(0)
    try:
        if load(form, TABLES[table], file, name) != tuple(records):
            raise ReleaseError(f"{name}: expected to read back what was written, found something else")
    except FormatError as error:
        raise ReleaseError(f"{name}: expected to read back what was written: {error}") from error


def _write(content: bytes, file: BinaryIO) -> None:
    file.write(content)


def _ledger_line(page: Page) -> dict[str, Any]:
    return {**page.source(), "parts": [part._asdict() for part in page.ledger]}


_README: Final = f"""# A release of csto-dataset

Press material of the Collective Security Treaty Organization (CSTO) as structured records.

- `news_items`, `interviews`, `qa_pairs`: the tables, each as `.json` (an array), `.jsonl` (a record a line) and `.parquet`.
- `{DICTIONARY}`: every field. `*.schema.json`: the JSON Schemas of records and of the tables' JSON files.
- `{LEDGER}`: for each source page, what became of every character of it.
- `manifest.json`, `SHA256SUMS`: what the release consists of. `sha256sum --check SHA256SUMS` checks the bytes;
  `csto-dataset validate FOLDER` checks the records, wherever they came from and however they were written again.

## Rights

{RIGHTS["text"]} The code that made this release is under the {RIGHTS["code"]} licence.
"""
