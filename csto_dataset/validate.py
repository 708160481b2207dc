"""Validating a copy: is it valid, is it complete, is it genuine."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from csto_dataset.check import Checked, check, id_of
from csto_dataset.codes import AGAINST_RELEASE
from csto_dataset.compare import Comparison
from csto_dataset.copies import NO_RECORDS, CopyFile, files_of, goes_with_release
from csto_dataset.errors import CopyError, ReleaseError
from csto_dataset.files import named, opened, read_bytes, sha256
from csto_dataset.findings import Finding, Place
from csto_dataset.formats import SUFFIXES, format_of
from csto_dataset.formats.rows import Row
from csto_dataset.identity import digest, table_root
from csto_dataset.manifest import MANIFEST, read_manifest
from csto_dataset.records import TABLES
from csto_dataset.release import Release
from csto_dataset.rules.collection import COLLECTION_RULES, Collection, Fact
from csto_dataset.rules.folder import FOLDER_RULES, Folder
from csto_dataset.verdict import Report, Verdict


def validate(
    paths: Sequence[Path],
    release: Release | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
) -> Report:
    """Return what is to be said of a copy, by itself and, where one is given, against a release.

    Args:
        paths: files and folders that are one copy together.
        progress: called after each file with how many are done, of how many.

    Raises:
        CopyError: a path cannot be looked at.
    """
    run = _Run(None if release is None else Comparison(release))
    files = files_of(paths)
    for done, file in enumerate(files, start=1):
        run.read(file)
        progress(done, len(files))
    run.read_manifests()
    run.compare_records()
    return Report(
        verdict=run.verdict(),
        release=None if release is None else release.version,
        findings=_in_order(run.findings, files),
        files=len(files),
        records=run.records,
    )


class _Run:
    """A validation under way: what was found so far."""

    def __init__(self, comparison: Comparison | None) -> None:
        self.findings: list[Finding] = []
        self.records = 0
        self.facts: list[Fact] = []
        self._held: dict[tuple[str, str], Place] = {}
        self._comparison = comparison
        self._bytes: dict[Path, str] = {}

    def read(self, file: CopyFile) -> None:
        """Read a file of the copy: its bytes against the manifests, its records one by one."""
        if file.unread is not None:
            self.findings.append(Finding("unread-file", f"expected a file, found {file.unread}", Place(file=file.name)))
            return
        with opened(file.path, CopyError) as bytes_:
            self._bytes[file.path] = sha256(bytes_)
            self.findings.extend(self._file(file, self._bytes[file.path]))
            form = format_of(file.path.name)
            if file.data and form is not None:
                for row in form.rows(bytes_, file.name):
                    self.findings.extend(self._row(row, file))

    def _file(self, file: CopyFile, found: str) -> Iterator[Finding]:
        """Yield what the bytes of a file tell, and take note of them."""
        if file.data:
            if file.path.stem in TABLES:
                self._hold(file.path.stem, file)
            if self._comparison is not None:
                self._comparison.data_file(found)
        elif not goes_with_release(file.path.name):
            yield Finding(
                "unread-file", "expected a file that goes with a release, found another", Place(file=file.name)
            )
        elif self._comparison is not None:
            yield from self._comparison.other_file(file.path, file.name, found)

    def _row(self, row: Row | Finding, file: CopyFile) -> Iterator[Finding]:
        """Yield what is wrong with a row, and take note of its record."""
        checked = row if isinstance(row, Finding) else check(row)
        if isinstance(checked, Finding):
            yield checked
            return
        if (
            file.path.stem in TABLES
            and checked.table != file.path.stem
            and (checked.table, file.form) not in self._held
        ):
            message = f"expected records of {file.path.stem} by the name of the file, found some of {checked.table}"
            yield Finding("misnamed-file", message, Place(file=file.name))
        self._hold(checked.table, file)
        differences = [] if self._comparison is None else list(self._comparison.record(checked))
        yield from (*checked.findings, *differences)
        self.records += 1
        if checked.id is not None:
            altered = any(finding.code == "altered-value" for finding in differences)
            self.facts.append(_fact(checked, checked.id, file, altered=altered))

    def _hold(self, table: str, file: CopyFile) -> None:
        """Take note that the copy holds a table in a format, be it without a record."""
        self._held.setdefault((table, file.form), Place(file=file.name))
        if self._comparison is not None:
            self._comparison.hold(table)

    def read_manifests(self) -> None:
        """Find where a folder of the copy is not what its own manifest says."""
        for path in self._bytes:
            if path.name == MANIFEST:
                self.findings.extend(self._against_manifest(path))

    def _against_manifest(self, path: Path) -> Iterator[Finding]:
        try:
            manifest = read_manifest(read_bytes(path, CopyError), named(path))
        except ReleaseError as error:
            yield Finding("bad-manifest", str(error), Place(file=named(path)))
            return
        beside = {other.name: found for other, found in self._bytes.items() if _same_folder(other, path)}
        known = frozenset(name for name in beside if goes_with_release(name) or name.endswith(SUFFIXES)) - NO_RECORDS
        folder = Folder(manifest, beside, self._roots(path.parent), known)
        for code, rule in FOLDER_RULES.items():
            for name, message in rule(folder):
                yield Finding(code, message, Place(file=named(path.with_name(name))))

    def _roots(self, folder: Path) -> dict[str, tuple[int, str]]:
        """Return how many records each table has that stands in the files of a folder, and its root."""
        here = folder.resolve()
        same = {each: each.resolve() == here for each in {fact.folder for fact in self.facts}}
        digests: dict[str, dict[str, bytes]] = {}
        for fact in self.facts:
            if same[fact.folder]:
                digests.setdefault(fact.table, {}).setdefault(fact.id, fact.digest)
        return {table: (len(found), table_root(found)) for table, found in digests.items()}

    def compare_records(self) -> None:
        """Find what the records show together."""
        copy = Collection(self.facts, self._held)
        for code, rule in COLLECTION_RULES.items():
            self.findings.extend(Finding(code, message, place, record) for place, record, message in rule(copy))

    def verdict(self) -> Verdict:
        """Return the verdict on what was read."""
        complete = None if self._comparison is None else self._comparison.complete()
        valid = not any(finding.level == "error" and finding.code not in AGAINST_RELEASE for finding in self.findings)
        return Verdict(valid, complete, None if self._comparison is None else self._comparison.genuine())


def _fact(checked: Checked, id: str, file: CopyFile, *, altered: bool) -> Fact:
    """Return what the rules of a collection need to know of a record."""
    pairs = checked.value.get("qa_pairs") if checked.table == "interviews" else None
    interview = checked.value.get("interview_id") if checked.table == "qa_pairs" else None
    return Fact(
        table=checked.table,
        id=id,
        digest=checked.digest,
        altered=altered,
        place=checked.row.at(),
        folder=file.path.parent,
        form=file.form,
        interview=interview if isinstance(interview, str) else None,
        pairs=_pair_digests(pairs) if isinstance(pairs, list) else None,
    )


def _same_folder(one: Path, other: Path) -> bool:
    return one.parent.resolve() == other.parent.resolve()


def _pair_digests(pairs: list[Any]) -> dict[str, bytes]:
    return {id: digest("qa_pair", pair) for pair in pairs if isinstance(pair, dict) and (id := id_of(pair)) is not None}


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
