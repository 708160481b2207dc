"""Building a release: pages in, the files of a release out. What is held in memory does not grow with the pages."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple

from csto_dataset import sources
from csto_dataset.dictionary import data_dictionary
from csto_dataset.durable import replace_file, room_for
from csto_dataset.errors import ReleaseError, SourceError
from csto_dataset.formats import WRITTEN, FormatError, records_of, release_format_of
from csto_dataset.gathering.cluster import read_by_cluster
from csto_dataset.gathering.harvest import Harvest
from csto_dataset.gathering.store import Store
from csto_dataset.gathering.workers import Given, read_by_workers, read_here
from csto_dataset.identity import canonical
from csto_dataset.manifest import DICTIONARY, LEDGER, README, RIGHTS
from csto_dataset.publishing import Content, Publication, check_published, publish
from csto_dataset.records import TABLES, Record
from csto_dataset.schema import schema_files


class Progress(NamedTuple):
    """How far the reading of pages is: what archives hold is not known before, their bytes are."""

    pages: int
    bytes: int
    of_bytes: int


def harvest(
    paths: Iterable[Path],
    progress: Callable[[Progress], object] = lambda done: None,
    *,
    workers: int = 1,
    scheduler: str | None = None,
) -> Harvest:
    """Return what the pages that paths name give. Neither the order of the paths nor who reads them counts.

    A page that cannot be read, has no layout of the site, or gives a record that breaks a rule, is a finding; nothing of
    it is in the harvest.

    Args:
        progress: called whenever pages or files are done.
        workers: processes that read pages, the calling one where it is 1, as many as there are processors where it is 0.
        scheduler: address, or scheduler file, of a Dask cluster whose workers read the pages instead.

    Raises:
        ClusterError: no scheduler answers, or the cluster cannot do its work.
        SourceError: a path does not exist, or a folder's catalogue cannot be used.
        WorkerError: a process ended before its work was done.
        ReleaseError: the temporary file cannot be written.
    """
    files = sources.pages_of(paths)
    with ExitStack() as failing:
        store = Store()
        failing.callback(store.close)
        store.expect((path, _size(path)) for path in files)
        files.clear()  # The store yields them one by one: there may be very many.
        _read(store, _given(store, workers or os.cpu_count() or 1, scheduler), progress)
        store.settle()
        gathered = Harvest(store)
        failing.pop_all()
    return gathered


def _size(path: Path) -> int:
    """Return the bytes of a file; 0 where nobody can tell, which is told when the file is read."""
    try:
        return path.stat().st_size
    except (OSError, ValueError):
        return 0


def _read(store: Store, given: Iterable[tuple[Given, int]], progress: Callable[[Progress], object]) -> None:
    """Keep what pages gave, and tell of it."""
    _, of_bytes = store.expected()
    done, passed = 0, 0
    for some, more in given:
        for each in some:
            store.put(each)
        done, passed = done + len(some), passed + more
        progress(Progress(done, passed, of_bytes))


def _given(store: Store, workers: int, scheduler: str | None) -> Iterator[tuple[Given, int]]:
    """Return what yields what the pages of a store's files give, wherever they are read."""
    count, _ = store.expected()
    if scheduler is not None:
        return read_by_cluster(store.files(), count, scheduler)
    return read_here(store.files()) if min(workers, count) <= 1 else read_by_workers(store.files(), count, workers)


def release_files(gathered: Harvest) -> Iterator[tuple[str, Callable[[BinaryIO], object]]]:
    """Yield the name of each file of a release, and what writes it; the manifest and the check sums come on top."""
    for table, records in gathered.tables.items():
        for suffix in WRITTEN:
            yield f"{table}{suffix}", partial(_write_table, table, records, suffix)
    yield LEDGER, lambda file: file.writelines(canonical(line) + b"\n" for line in gathered.ledger)
    plain = {README: _README.encode(), DICTIONARY: data_dictionary().encode(), **schema_files()}
    for name, content in plain.items():
        yield name, partial(_write, content)


def build(gathered: Harvest, out: Path, *, may_withdraw: bool = True) -> Publication:
    """Publish what pages gave as a release below a folder, where the newest release there does not hold it already.

    The findings about the pages stand beside it, an object a line; where there are none, there is no such file.

    Args:
        may_withdraw: whether it may change or withdraw records of the newest release there.

    Raises:
        SourceError: no page gives a record.
        ReleaseError: the folder cannot be written, or what stands in it is damaged. Nothing half written is left.
    """
    published = publish(_content(gathered), out, may_withdraw=may_withdraw)
    _write_findings(gathered, findings_file(out, published.version))
    return published


def check(gathered: Harvest, out: Path) -> str:
    """Return the version of the newest release below a folder, once it has proved to be what pages give, byte for byte.

    Raises:
        SourceError: no page gives a record.
        StaleError: it is not. The message names the file.
        ReleaseError: there is none, or it is damaged.
    """
    return check_published(_content(gathered), out)


def findings_file(out: Path, version: str) -> Path:
    """Return where the findings about the pages of a release stand: beside it, for they are no part of it."""
    return out / f"findings-{version}.jsonl"


def _write_findings(gathered: Harvest, path: Path) -> None:
    with room_for(path.parent):
        if gathered.counts.findings:
            lines = (canonical(finding.as_json()) + b"\n" for finding in gathered.findings)
            replace_file(path, lambda file: file.writelines(lines))
        else:
            path.unlink(missing_ok=True)


def _content(gathered: Harvest) -> Content:
    _demand_records(gathered)
    return Content(sources=gathered.sources, files=tuple(release_files(gathered)))


def _demand_records(gathered: Harvest) -> None:
    counts = gathered.counts
    if any(counts.records.values()):
        return
    if sum(counts.findings.values()) == 1:
        (only,) = gathered.findings
        raise SourceError(f"{only.where.file}: {only.message}")
    raise SourceError(f"expected pages that give a record, found none among {counts.pages}")


def _write_table(table: str, records: Iterable[Record], suffix: str, file: BinaryIO) -> None:
    """Write a table, and prove by reading it back that nothing was lost."""
    name = f"{table}{suffix}"
    form = release_format_of(name)
    if form is None:
        raise ReleaseError(f"{name}: no writer for {suffix!r}")
    given, found = hashlib.sha256(), hashlib.sha256()
    form.write(table, _passed(records, given), file)
    file.seek(0)
    try:
        for _ in _passed(records_of(form.written(file, name), TABLES[table], name), found):
            pass
    except FormatError as error:
        raise ReleaseError(f"{name}: expected to read back what was written: {error}") from error
    if found.digest() != given.digest():
        raise ReleaseError(f"{name}: expected to read back what was written, found something else")


def _passed(records: Iterable[Record], digest: "hashlib._Hash") -> Iterator[Record]:
    """Yield records, and let a digest take in all that each of them says."""
    for record in records:
        digest.update(record.model_dump_json().encode() + b"\n")
        yield record


def _write(content: bytes, file: BinaryIO) -> None:
    file.write(content)


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
