"""Comparing a copy with a release: which records it has, which were changed, which are not the release's."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from csto_dataset.check import Checked
from csto_dataset.findings import Finding, Place
from csto_dataset.forensics import alterations
from csto_dataset.identity import as_json
from csto_dataset.records import Interview, NewsItem
from csto_dataset.release import Release, prove_checksums
from csto_dataset.rules.fidelity import Reference
from csto_dataset.rules.model import MOST_FAULTS
from csto_dataset.rules.single import certified
from csto_dataset.verdict import Complete, Genuine


class Comparison:
    """A comparison under way. Records and files of the copy go in; what is complete and genuine comes out."""

    def __init__(self, release: Release) -> None:
        self._release = release
        self._references = {
            name: Reference({record.id: as_json(record) for record in table}, release.digests[name])
            for name, table in release.tables.items()
        }
        self._files = {**release.manifest.files, **prove_checksums(release.folder, release.manifest)}
        self._known = {entry.sha256 for entry in self._files.values()}
        self._present: dict[str, set[str]] = {}
        self._same_bytes = True
        self._altered = False
        self._added = False

    def record(self, checked: Checked) -> Iterator[Finding]:
        """Yield what differs between a record of the copy and the release's."""
        reference = self._references[checked.table]
        present = self._present.setdefault(checked.table, set())
        sure = certified(checked.record) if isinstance(checked.record, NewsItem | Interview) else None
        counterpart = reference.counterpart(checked.value, sure)
        if counterpart is None:
            self._added = True
            yield Finding(
                "added-record", f"release {self._release.version} has no such record", checked.row.at(), checked.id
            )
            return
        present.add(counterpart)
        if reference.digests[counterpart] != checked.digest:
            self._altered = True
            altered = alterations(checked.table, reference.records[counterpart], checked.value)
            for each in islice(altered, MOST_FAULTS):
                yield Finding("altered-value", each.message, checked.row.at(*each.steps), counterpart)
            if next(altered, None) is not None:
                message = f"expected the record of the release, found more than {MOST_FAULTS} differences"
                yield Finding("altered-value", message, checked.row.at(), counterpart)

    def hold(self, table: str) -> None:
        """Take note that the copy holds a table, be it without a record."""
        self._present.setdefault(table, set())

    def data_file(self, sha256: str) -> None:
        """Take note of the bytes of a file of records."""
        self._same_bytes &= sha256 in self._known

    def other_file(self, path: Path, name: str, sha256: str) -> Iterator[Finding]:
        """Yield whether a file that goes with a release has other bytes than the release's."""
        expected = self._files.get(path.name)
        if expected is not None and expected.sha256 != sha256:
            self._altered = True
            message = f"expected the file of release {self._release.version} (sha256 {expected.sha256}), found {sha256}"
            yield Finding("altered-file", message, Place(file=name))

    def complete(self) -> Complete:
        """Return how much of the tables that the copy holds is there."""
        whole = {table: self._references[table].digests.keys() for table in self._present}
        missing = sorted(id for table, ids in whole.items() for id in ids - self._present[table])
        of = sum(map(len, whole.values()))
        return Complete(of - len(missing), of, tuple(missing))

    def genuine(self) -> Genuine:
        """Return how the copy relates to the release."""
        complete = self.complete()
        if self._altered:
            return "altered"
        if self._added or not complete.present:
            return "foreign"
        if complete.missing:
            return "subset"
        return "identical" if self._same_bytes else "re-encoded"
