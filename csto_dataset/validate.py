"""Validating a copy: is it valid, is it complete, is it genuine."""

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from csto_dataset.cluster import Cluster, cluster
from csto_dataset.compare import Against, Comparison
from csto_dataset.copies import CopyFile, Given, files_of, goes_with_release, holds_records
from csto_dataset.errors import CopyError, ReleaseError, UnknownSchemaError
from csto_dataset.files import named, opened
from csto_dataset.findings import Finding, Place, label
from csto_dataset.formats.rows import Held
from csto_dataset.limits import DEFAULT_LIMITS, Limits
from csto_dataset.manifest import MANIFEST, Manifest, read_manifest
from csto_dataset.packaged import schemas_of
from csto_dataset.readers import Readers
from csto_dataset.records import SCHEMA_VERSION, TABLES
from csto_dataset.release import Release
from csto_dataset.rules.collection import COLLECTION_RULES, Collection
from csto_dataset.rules.facts import Fact, Facts
from csto_dataset.rules.folder import FOLDER_RULES, Folder
from csto_dataset.shard import Beside, Told
from csto_dataset.verdict import Found, Report, Verdict

_LONGEST_MANIFEST: Final = 1 << 28


def validate(  # noqa: PLR0913 - each keyword is an option of its own
    paths: Sequence[Path | Given],
    release: Release | Path | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    found: Found | None = None,
    documents: Mapping[str, str] | None = None,
    schema_version: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    workers: int = 1,
    scheduler: str | None = None,
) -> Report:
    """Return what is to be said of a copy, by itself and, where one is given, against a release.

    Args:
        paths: files and folders that are one copy together.
        release: to compare with, or its folder; of a large one it takes less memory to give the folder.
        progress: called after each file with how many are done, of how many.
        found: takes the findings in; by default all of them at the catalogue's levels, the first MOST_KEPT of each code.
        documents: texts of pages by SHA-256; records that name one of them are held against it.
        schema_version: whose JSON Schemas check the records; by default that of the manifest beside them. The models do
            where that is the present one, or none.
        limits: what reading a file may cost.
        workers: processes that read files, as many as there are processors where it is 0; what they find is the same.
        scheduler: address, or scheduler file, of a Dask cluster whose workers read the files instead.

    Raises:
        ClusterError: no scheduler answers.
        CopyError: a path cannot be looked at.
        UnknownSchemaError: no such schema version is known.
    """
    against = None if release is None else Against(release.folder if isinstance(release, Release) else release)
    found = found or Found()
    files = _with_schemas(files_of(paths), schema_version, found)
    run, beside = _Run(files, against, found), Beside(against, dict(documents or {}))
    here = Readers(beside, limits, workers or os.cpu_count() or 1)
    with here if scheduler is None else cluster(scheduler, beside, limits) as readers:
        run.read(readers, progress)
    return run.report()


class _Run:
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

    def _hold(self, rank: int, table: str) -> None:
        """Take note that a file holds a table, be it without a record."""
        self._tables.setdefault(rank, {}).setdefault(table)
        if self._comparison is not None:
            self._comparison.hold(table)

    def report(self) -> Report:
        """Return what is to be said of the files of the copy, which all were read."""
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
                yield from self._against_manifest(self._files[rank].path, self._bytes[rank])

    def _against_manifest(self, path: Path, sha256: str) -> Iterator[Finding]:
        try:
            manifest = _manifest(path, sha256)
        except ReleaseError as error:
            yield Finding("bad-manifest", str(error), Place(file=named(path)))
            return
        beside = {
            rank: self._files[rank].path.name for rank in self._bytes if _same_folder(self._files[rank].path, path)
        }
        known = frozenset(name for name in beside.values() if goes_with_release(name) or holds_records(name))
        found = {name: self._bytes[rank] for rank, name in beside.items()}
        roots = {table: self._facts.root(table, beside) for table in TABLES}
        folder = Folder(manifest, found, {table: each for table, each in roots.items() if each[0]}, known)
        for code, rule in FOLDER_RULES.items():
            for name, message in rule(folder):
                yield Finding(code, message, Place(file=named(path.with_name(name))))

    def _of_records(self, held: Mapping[tuple[str, str], Place]) -> Iterator[Finding]:
        """Yield what the records show together."""
        copy = Collection(self._facts, held)
        for code, rule in COLLECTION_RULES.items():
            yield from (Finding(code, message, place, label(record)) for place, record, message in rule(copy))


def _with_schemas(files: Sequence[CopyFile], version: str | None, found: Found) -> list[CopyFile]:
    """Return files with the folders of the JSON Schemas that check their records; a version that nobody knows is found."""
    if version is not None:
        return [replace(file, schemas=schemas_of(version)) for file in files]
    stated = {
        file.path.parent: _stated_schemas(file, rank, found)
        for rank, file in enumerate(files)
        if file.path.name == MANIFEST
    }
    return [replace(file, schemas=stated.get(file.path.parent)) for file in files]


def _stated_schemas(file: CopyFile, rank: int, found: Found) -> Path | None:
    """Return the folder of the JSON Schemas of an older version that a manifest states."""
    try:
        version = _manifest(file.path).schema_version
        return None if version == SCHEMA_VERSION else schemas_of(version)
    except UnknownSchemaError as error:
        found.add(Finding("unknown-schema-version", str(error), Place(file=file.name)), rank)
    except (CopyError, ReleaseError):
        pass  # Told when the manifest is read.
    return None


def _manifest(path: Path, sha256: str | None = None) -> Manifest:
    """Return the manifest that a folder of a copy has.

    Args:
        sha256: of the file, where it was read before.

    Raises:
        CopyError: the file cannot be read, or is not what it was.
        ReleaseError: it holds no manifest.
    """
    with opened(path, CopyError) as file:
        raw = file.read(_LONGEST_MANIFEST)
    if len(raw) == _LONGEST_MANIFEST:
        raise ReleaseError(f"{named(path)}: expected a manifest of less than {_LONGEST_MANIFEST:,} bytes, found more")
    if sha256 not in (None, hashlib.sha256(raw).hexdigest()):
        raise CopyError(f"{named(path)}: it was changed while the copy was read")
    return read_manifest(raw, named(path))


def _same_folder(one: Path, other: Path) -> bool:
    return one.parent.resolve() == other.parent.resolve()


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
