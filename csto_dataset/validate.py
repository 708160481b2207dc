"""Validating a copy: is it valid, is it complete, is it genuine."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from csto_dataset.compare import Against, Comparison
from csto_dataset.copies import CopyFile, Given, files_of, goes_with_release, holds_records
from csto_dataset.errors import CopyError, ReleaseError, UnknownSchemaError
from csto_dataset.files import named, read_bytes
from csto_dataset.findings import Finding, Place
from csto_dataset.formats.rows import Held
from csto_dataset.identity import table_root
from csto_dataset.limits import DEFAULT_LIMITS, Limits
from csto_dataset.manifest import MANIFEST, read_manifest
from csto_dataset.packaged import schemas_of
from csto_dataset.readers import Readers
from csto_dataset.records import SCHEMA_VERSION, TABLES
from csto_dataset.release import Release
from csto_dataset.rules.collection import COLLECTION_RULES, Collection, Fact
from csto_dataset.rules.folder import FOLDER_RULES, Folder
from csto_dataset.shard import Beside, Bytes, Told
from csto_dataset.verdict import Found, Report, Verdict


def validate(  # noqa: PLR0913 - each keyword is an option of its own
    paths: Sequence[Path | Given],
    release: Release | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    found: Found | None = None,
    documents: Mapping[str, str] | None = None,
    schema_version: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
) -> Report:
    """Return what is to be said of a copy, by itself and, where one is given, against a release.

    Args:
        paths: files and folders that are one copy together.
        progress: called after each file with how many are done, of how many.
        found: takes the findings in; by default all of them at the catalogue's levels, the first MOST_KEPT of each code.
        documents: texts of pages by SHA-256; records that name one of them are held against it.
        schema_version: whose JSON Schemas check the records; by default that of the manifest beside them, and the models
            where that is the present one or there is none.
        limits: what reading a file may cost.

    Raises:
        CopyError: a path cannot be looked at.
        UnknownSchemaError: no such schema version is known.
    """
    against = None if release is None else Against(release)
    run = _Run(against, found or Found())
    files = run.with_schemas(files_of(paths), schema_version)
    with Readers(Beside(against, documents), limits) as readers:
        for done, file in enumerate(files, start=1):
            run.take_file(file, readers.read(file))
            progress(done, len(files))
    run.read_manifests()
    run.compare_records()
    return run.report(files)


class _Run:
    """A validation under way: what was found so far."""

    def __init__(self, against: Against | None, found: Found) -> None:
        self.found = found
        self.records = 0
        self._release = None if against is None else against.version
        self._comparison = None if against is None else Comparison(against)
        self._facts: list[Fact] = []
        self._held: dict[tuple[str, str], Place] = {}
        self._bytes: dict[Path, str] = {}

    def take_file(self, file: CopyFile, tells: Iterable[Told]) -> None:
        """Take note of what a file of the copy tells."""
        for told in tells:
            if isinstance(told, Bytes):
                self._take_bytes(file, told.sha256)
            elif isinstance(told, Held):
                self._find(told.table, file)
            elif isinstance(told, Finding):
                self.found.add(told)
                if told.code == "altered-file" and self._comparison is not None:
                    self._comparison.altered_file()
            else:
                self._take(told, file)

    def with_schemas(self, files: list[CopyFile], version: str | None) -> list[CopyFile]:
        """Return files with the folders of the JSON Schemas that check their records."""
        if version is not None:
            return [replace(file, schemas=schemas_of(version)) for file in files]
        stated = {file.path.parent: self._stated_schemas(file) for file in files if file.path.name == MANIFEST}
        return [replace(file, schemas=stated.get(file.path.parent)) for file in files]

    def _stated_schemas(self, file: CopyFile) -> Path | None:
        """Return the folder of the JSON Schemas of an older version that a manifest states."""
        try:
            version = read_manifest(read_bytes(file.path, CopyError), file.name).schema_version
            return None if version == SCHEMA_VERSION else schemas_of(version)
        except UnknownSchemaError as error:
            self.found.add(Finding("unknown-schema-version", str(error), Place(file=file.name)))
        except (CopyError, ReleaseError):
            pass  # Told when the manifest is read.
        return None

    def _take_bytes(self, file: CopyFile, found: str) -> None:
        self._bytes[file.path] = found
        if file.data and file.named_for in TABLES:
            self._hold(file.named_for, file)
        if file.data and self._comparison is not None:
            self._comparison.data_file(found)

    def _take(self, fact: Fact, file: CopyFile) -> None:
        """Take note of a record."""
        self._find(fact.table, file)
        self.records += 1
        if self._comparison is not None:
            self._comparison.take(fact.table, fact.counterpart, altered=fact.altered)
        if fact.id:
            self._facts.append(fact)

    def _find(self, table: str, file: CopyFile) -> None:
        """Take note that a file holds a table, which its name may deny."""
        named_for = file.named_for
        if named_for in TABLES and table != named_for and (table, file.form) not in self._held:
            message = f"expected records of {named_for} by the name of the file, found some of {table}"
            self.found.add(Finding("misnamed-file", message, Place(file=file.name)))
        self._hold(table, file)

    def _hold(self, table: str, file: CopyFile) -> None:
        """Take note that the copy holds a table in a format, be it without a record."""
        self._held.setdefault((table, file.form), Place(file=file.name))
        if self._comparison is not None:
            self._comparison.hold(table)

    def read_manifests(self) -> None:
        """Find where a folder of the copy is not what its own manifest says."""
        for path in self._bytes:
            if path.name == MANIFEST:
                self._add(self._against_manifest(path))

    def _against_manifest(self, path: Path) -> Iterator[Finding]:
        try:
            manifest = read_manifest(read_bytes(path, CopyError), named(path))
        except ReleaseError as error:
            yield Finding("bad-manifest", str(error), Place(file=named(path)))
            return
        beside = {other.name: found for other, found in self._bytes.items() if _same_folder(other, path)}
        known = frozenset(name for name in beside if goes_with_release(name) or holds_records(name))
        folder = Folder(manifest, beside, self._roots(path.parent), known)
        for code, rule in FOLDER_RULES.items():
            for name, message in rule(folder):
                yield Finding(code, message, Place(file=named(path.with_name(name))))

    def _roots(self, folder: Path) -> dict[str, tuple[int, str]]:
        """Return how many records each table has that stands in the files of a folder, and its root."""
        here = folder.resolve()
        same = {each: Path(each).resolve() == here for each in {fact.folder for fact in self._facts}}
        digests: dict[str, dict[str, bytes]] = {}
        for fact in self._facts:
            if same[fact.folder]:
                digests.setdefault(fact.table, {}).setdefault(fact.id, fact.digest)
        return {table: (len(found), table_root(found)) for table, found in digests.items()}

    def compare_records(self) -> None:
        """Find what the records show together."""
        copy = Collection(self._facts, self._held)
        for code, rule in COLLECTION_RULES.items():
            self._add(Finding(code, message, place, record) for place, record, message in rule(copy))

    def report(self, files: Sequence[CopyFile]) -> Report:
        """Return what is to be said of the files of the copy, which all were read."""
        complete = None if self._comparison is None else self._comparison.complete()
        genuine = None if self._comparison is None else self._comparison.genuine()
        return Report(
            verdict=Verdict(self.found.valid, complete, genuine),
            release=self._release,
            findings=_in_order(self.found.kept, files),
            files=len(files),
            records=self.records,
            more=self.found.more,
        )

    def _add(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.found.add(finding)


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
