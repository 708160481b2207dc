"""Comparing a copy with a release: which records it has, which were changed, which are not the release's."""

from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from csto_dataset.check import Checked
from csto_dataset.columns.sound import SoundRow
from csto_dataset.findings import Finding, Place
from csto_dataset.records import TABLES, Interview, NewsItem
from csto_dataset.reference import Reference
from csto_dataset.release import prove_checksums, prove_roots
from csto_dataset.rules.model import MOST_FAULTS
from csto_dataset.rules.single import certified
from csto_dataset.standing import manifest_in
from csto_dataset.verdict import Complete, Genuine

if TYPE_CHECKING:
    from csto_dataset.forensics import Edits


class Compared(NamedTuple):
    """What a record of a copy is to a release.

    Attributes:
        counterpart: id of the release's record that it is, or was before it was changed; None where it is none of them.
        altered: whether it was changed.
    """

    counterpart: str | None
    altered: bool
    findings: tuple[Finding, ...]


ADDED: Final = Compared(None, altered=False, findings=())


_LONGEST_EDITS: Final = 20_000
"""Characters of both texts of an alteration above which a report does without the edits between them."""


def _short(edits: "Edits") -> "Edits":
    return edits if sum(len(edit.expected) + len(edit.found) for edit in edits) <= _LONGEST_EDITS else ()


class Against:
    """A release that files and records of a copy are compared with, one by one. Nothing of the copy is kept."""

    def __init__(self, folder: Path) -> None:
        """Read what identifies the records of a release.

        Raises:
            ReleaseError: the folder holds no release, or a damaged or half written one. The message says which file.
        """
        manifest = manifest_in(folder)
        self.version = manifest.version
        self.root = manifest.root
        self._references = {name: Reference(folder, manifest, name) for name in TABLES}
        prove_roots(folder, manifest, {name: each.entry for name, each in self._references.items()})
        self._files = {**manifest.files, **prove_checksums(folder, manifest)}
        self._known = {entry.sha256 for entry in self._files.values()}

    def copied(self, table: str, raw: bytes) -> SoundRow | None:
        """Return what is to be known of a record of a copy whose JSON is the release's, byte for byte; else None."""
        return self._references[table].copied(raw)

    def knows(self, table: str, id: str | None, digest: bytes) -> bool:
        """Say whether a record is the release's, unchanged."""
        return id is not None and self._references[table].digests.get(id) == digest

    def knows_bytes(self, sha256: str) -> bool:
        """Say whether a file of the release has these bytes."""
        return sha256 in self._known

    def compare(self, checked: Checked) -> Compared:
        """Return what differs between a record of a copy and the release's."""
        reference = self._references[checked.table]
        sure = certified(checked.record) if isinstance(checked.record, NewsItem | Interview) else None
        counterpart = reference.counterpart(checked.value, sure)
        if counterpart is None:
            message = f"release {self.version} has no such record"
            return ADDED._replace(findings=(Finding("added-record", message, checked.row.at(), checked.id),))
        if reference.digests[counterpart] == checked.digest:
            return Compared(counterpart, altered=False, findings=())
        # What became of a changed record takes many word lists, which most copies never ask for.
        from csto_dataset.forensics import alterations

        altered = alterations(checked.table, reference.record(counterpart), checked.said)
        findings = [
            Finding(each.code, each.message, checked.row.at(*each.steps), counterpart, edits=_short(each.edits))
            for each in islice(altered, MOST_FAULTS)
        ]
        if next(altered, None) is not None:
            message = f"expected the record of the release, found more than {MOST_FAULTS} differences"
            findings.append(Finding("altered-value", message, checked.row.at(), counterpart))
        return Compared(counterpart, altered=True, findings=tuple(findings))

    def other_file(self, name: str, called: str, sha256: str) -> Finding | None:
        """Return whether a file that goes with a release has other bytes than the release's."""
        expected = self._files.get(name)
        if expected is None or expected.sha256 == sha256:
            return None
        message = f"expected the file of release {self.version} (sha256 {expected.sha256}), found {sha256}"
        return Finding("altered-file", message, Place(file=called))

    def ids(self, table: str) -> Iterable[str]:
        """Return the ids of a table."""
        return self._references[table].digests


class Comparison:
    """A comparison under way: what the files and records of a copy were found to be; complete and genuine come out."""

    def __init__(self, against: Against) -> None:
        self._against = against
        self._missing: dict[str, set[str]] = {}
        self._of = 0
        self._same_bytes = True
        self._altered = False
        self._added = False

    def take(self, table: str, counterpart: str | None, *, altered: bool) -> None:
        """Take note of a record."""
        self.hold(table)
        self._altered |= altered
        self._added |= counterpart is None
        if counterpart is not None:
            self._missing[table].discard(counterpart)

    def take_known(self, table: str, ids: Iterable[str]) -> None:
        """Take note of records that are the release's, unchanged."""
        self.hold(table)
        self._missing[table].difference_update(ids)

    def hold(self, table: str) -> None:
        """Take note that the copy holds a table, be it without a record."""
        if table not in self._missing:
            self._missing[table] = set(self._against.ids(table))
            self._of += len(self._missing[table])

    def data_file(self, sha256: str) -> None:
        """Take note of the bytes of a file of records."""
        self._same_bytes &= self._against.knows_bytes(sha256)

    def altered_file(self) -> None:
        """Take note of a file that goes with a release and has other bytes."""
        self._altered = True

    def complete(self) -> Complete:
        """Return how much of the tables that the copy holds is there."""
        missing = sorted(id for ids in self._missing.values() for id in ids)
        return Complete(self._of - len(missing), self._of, tuple(missing))

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
