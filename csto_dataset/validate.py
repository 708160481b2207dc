"""Validating a copy: is it valid, is it complete, is it genuine."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from csto_dataset.check import Checked, check, id_of
from csto_dataset.codes import AGAINST_RELEASE
from csto_dataset.compare import Comparison
from csto_dataset.copies import CopyFile, files_of, goes_with_release
from csto_dataset.errors import CopyError, ReleaseError
from csto_dataset.files import named, opened, read_bytes, sha256
from csto_dataset.findings import Finding, Place
from csto_dataset.formats import format_of
from csto_dataset.formats.rows import Row
from csto_dataset.identity import digest
from csto_dataset.manifest import MANIFEST, read_manifest
from csto_dataset.release import Release
from csto_dataset.rules.collection import COLLECTION_RULES, Fact
from csto_dataset.verdict import Report, Verdict


def validate(
    paths: Iterable[Path],
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
            if self._comparison is not None:
                self._comparison.data_file(file.path, found)
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
        differences = [] if self._comparison is None else list(self._comparison.record(checked))
        yield from (*checked.findings, *differences)
        self.records += 1
        if checked.id is not None:
            altered = any(finding.code == "altered-value" for finding in differences)
            self.facts.append(_fact(checked, checked.id, file, altered=altered))

    def read_manifests(self) -> None:
        """Find where a folder of the copy is not what its own manifest says."""
        for path in self._bytes:
            if path.name == MANIFEST:
                self.findings.extend(_against_manifest(path, self._bytes))

    def compare_records(self) -> None:
        """Find what the records show together."""
        for code, rule in COLLECTION_RULES.items():
            self.findings.extend(Finding(code, message, fact.place, fact.id) for fact, message in rule(self.facts))

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
        form=file.path.suffix.lower(),
        interview=interview if isinstance(interview, str) else None,
        pairs={
            inner: digest("qa_pair", pair)
            for pair in (pairs if isinstance(pairs, list) else ())
            if isinstance(pair, dict) and (inner := id_of(pair)) is not None
        },
    )


def _against_manifest(path: Path, found: Mapping[Path, str]) -> Iterator[Finding]:
    """Yield where the files beside a manifest, given by their SHA-256, are not those that it describes."""
    here = Place(file=named(path))
    try:
        manifest = read_manifest(read_bytes(path, CopyError), named(path))
    except ReleaseError as error:
        yield Finding("bad-manifest", str(error), here)
        return
    for name, entry in manifest.files.items():
        listed = path.with_name(name)
        if listed not in found:
            yield Finding("missing-file", f"expected the file {name} of the manifest, found none", here)
        elif found[listed] != entry.sha256:
            message = f"expected the sha256 {entry.sha256}, found {found[listed]}"
            yield Finding("checksum-mismatch", message, Place(file=named(listed)))


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
