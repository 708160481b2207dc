"""A validation under way: what the files of a copy told, put together."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from csto_dataset.cluster import Cluster, cluster
from csto_dataset.compare import Against, Comparison
from csto_dataset.copies import CopyFile, Given, files_of, goes_with_release, holds_records
from csto_dataset.errors import ReleaseError
from csto_dataset.findings import Finding, Place, label
from csto_dataset.formats.rows import Held
from csto_dataset.limits import Limits
from csto_dataset.manifest import MANIFEST, TableEntry
from csto_dataset.readers import Readers
from csto_dataset.records import TABLES
from csto_dataset.rules.collection import COLLECTION_RULES, Collection
from csto_dataset.rules.facts import Fact, Facts, SoundFacts
from csto_dataset.rules.folder import FOLDER_RULES, Folder
from csto_dataset.shard import Beside, Told
from csto_dataset.stated import manifest_of, with_schemas
from csto_dataset.verdict import Found, Report, Verdict


class Means(NamedTuple):
    """What the files of a copy are read with; `validate` says what each means."""

    limits: Limits
    workers: int
    scheduler: str | None


def examined(
    paths: Sequence[Path | Given],
    beside: Beside,
    found: Found,
    means: Means,
    progress: Callable[[int, int], None],
    schema_version: str | None = None,
) -> "Run":
    """Return a validation of whose copy all files were read."""
    files = with_schemas(files_of(paths), schema_version, found)
    run = Run(files, beside.release, found)
    here = Readers(beside, means.limits, means.workers or os.cpu_count() or 1)
    with here if means.scheduler is None else cluster(means.scheduler, beside, means.limits) as readers:
        run.read(readers, progress)
    return run


class Run:
    """A validation under way: what the files of a copy told so far, in any order of the files."""

    def __init__(self, files: Sequence[CopyFile], against: Against | None, found: Found) -> None:
        self._files = files
        self._found = found
        self._records = 0
        self._release = None if against is None else against.version
        self._comparison = None if against is None else Comparison(against)
        self._facts = Facts()
        self._tables: dict[int, dict[str, None]] = {}
        self._bytes: dict[int, str] = {}

    def read(self, readers: Readers | Cluster, progress: Callable[[int, int], None]) -> None:
        """Have the files read, and take note of what they tell."""
        ended = 0
        for rank, told in readers.read(self._files):
            self._take(rank, told)
            if not told:
                progress(ended := ended + 1, len(self._files))

    def _take(self, rank: int, told: Sequence[Told]) -> None:
        """Take note of what a file of the copy tells, in its order.

        Args:
            rank: of the file among the files of the copy.
        """
        facts: list[Fact] = []
        for each in told:
            if isinstance(each, Fact):
                facts.append(each)
            elif isinstance(each, Finding):
                self._found.add(each, rank)
                if each.code == "altered-file" and self._comparison is not None:
                    self._comparison.altered_file()
            elif isinstance(each, Held):
                self._hold(rank, each.table)
            elif isinstance(each, SoundFacts):
                self._take_facts(rank, facts)
                facts.clear()
                self._take_sound(rank, each)
            else:
                self._take_bytes(rank, each.sha256)
        self._take_facts(rank, facts)

    def _take_bytes(self, rank: int, found: str) -> None:
        file = self._files[rank]
        self._bytes[rank] = found
        if file.data and file.named_for in TABLES:
            self._hold(rank, file.named_for)
        if file.data and self._comparison is not None:
            self._comparison.data_file(found)

    def _take_facts(self, rank: int, facts: Sequence[Fact]) -> None:
        """Take note of records."""
        self._records += len(facts)
        for fact in facts:
            if self._comparison is not None:
                self._comparison.take(fact.table, fact.counterpart, altered=fact.altered)
            self._tables.setdefault(rank, {}).setdefault(fact.table)
        file = self._files[rank]
        self._facts.take((fact for fact in facts if fact.id), rank=rank, file=file.name, form=file.form)

    def _take_sound(self, rank: int, facts: SoundFacts) -> None:
        """Take note of sound records."""
        self._records += len(facts.ids)
        self._hold(rank, facts.table)
        if self._comparison is not None:
            self._comparison.take_known(facts.table, facts.ids)
        file = self._files[rank]
        self._facts.take_sound(facts, rank=rank, file=file.name, form=file.form)

    def _hold(self, rank: int, table: str) -> None:
        """Take note that a file holds a table, be it without a record."""
        self._tables.setdefault(rank, {}).setdefault(table)
        if self._comparison is not None:
            self._comparison.hold(table)

    def tables(self) -> dict[str, TableEntry]:
        """Return the rows and the root of each table that the copy holds, by its name, each id once."""
        counted = {table: self._facts.root(table, self._bytes) for table in TABLES}
        return {table: TableEntry(rows=rows, root=root) for table, (rows, root) in counted.items()}

    def report(self) -> Report:
        """Return what is to be said of the files of the copy, which all were read. Nothing can be asked for afterwards."""
        held = self._held()
        behind = len(self._files)
        for finding in (*self._of_manifests(), *self._of_records(held)):
            self._found.add(finding, behind)
        self._facts.close()
        complete = None if self._comparison is None else self._comparison.complete()
        genuine = None if self._comparison is None else self._comparison.genuine()
        return Report(
            verdict=Verdict(self._found.valid, complete, genuine),
            release=self._release,
            findings=_in_order(self._found.kept, self._files),
            files=len(self._files),
            records=self._records,
            more=self._found.more,
        )

    def _held(self) -> dict[tuple[str, str], Place]:
        """Return the first file of each table in each format. A file whose name denies it that it is the first is told."""
        held: dict[tuple[str, str], Place] = {}
        for rank in sorted(self._tables):
            file = self._files[rank]
            for table in self._tables[rank]:
                if file.named_for in TABLES and table != file.named_for and (table, file.form) not in held:
                    message = f"expected {file.named_for} by the name of the file, found {table}"
                    self._found.add(Finding("misnamed-file", message, Place(file=file.name)), rank)
                held.setdefault((table, file.form), Place(file=file.name))
        return held

    def _of_manifests(self) -> Iterator[Finding]:
        """Yield where a folder of the copy is not what its own manifest says."""
        for rank in sorted(self._bytes):
            if self._files[rank].path.name == MANIFEST:
                yield from self._against_manifest(self._files[rank], self._bytes[rank])

    def _against_manifest(self, file: CopyFile, sha256: str) -> Iterator[Finding]:
        try:
            manifest = manifest_of(file, sha256)
        except ReleaseError as error:
            yield Finding("bad-manifest", str(error), Place(file=file.name))
            return
        folder = file.folder
        beside = {rank: self._files[rank].path.name for rank in self._bytes if self._files[rank].folder == folder}
        known = frozenset(name for name in beside.values() if goes_with_release(name) or holds_records(name))
        found = {name: self._bytes[rank] for rank, name in beside.items()}
        roots = {table: self._facts.root(table, beside) for table in TABLES}
        stated = Folder(manifest, found, {table: each for table, each in roots.items() if each[0]}, known)
        for code, rule in FOLDER_RULES.items():
            for name, message in rule(stated):
                yield Finding(code, message, Place(file=file.beside(name)))

    def _of_records(self, held: Mapping[tuple[str, str], Place]) -> Iterator[Finding]:
        """Yield what the records show together."""
        copy = Collection(self._facts, held)
        for code, rule in COLLECTION_RULES.items():
            yield from (Finding(code, message, place, label(record)) for place, record, message in rule(copy))


def _in_order(findings: Iterable[Finding], files: Iterable[CopyFile]) -> tuple[Finding, ...]:
    """Return findings in the order of the files and, in a file, of the places."""
    order = {file.name: index for index, file in enumerate(files)}
    return tuple(
        sorted(
            findings,
            key=lambda each: (
                order.get(each.where.file, 0),
                each.where.line or each.where.row or 0,
                each.where.column or 0,
            ),
        )
    )
