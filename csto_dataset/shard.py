"""What one file of a copy tells by itself: its bytes, its records, and what is wrong with them.

A file is read without any knowledge of the others, so it may be read anywhere; `validate` puts together what files tell.
"""

from collections.abc import Iterator, Mapping
from hashlib import file_digest
from io import BufferedReader
from typing import Any, BinaryIO, NamedTuple

from csto_dataset.accept import accepted
from csto_dataset.check import Checked, check, stated_id
from csto_dataset.columns.sound import SoundRow
from csto_dataset.compare import ADDED, Against
from csto_dataset.copies import CopyFile, goes_with_release
from csto_dataset.errors import CopyError, PackingError
from csto_dataset.files import opened, sha256
from csto_dataset.findings import Finding, Place, Position
from csto_dataset.formats import format_of
from csto_dataset.formats.rows import Held, Row, SoundRows
from csto_dataset.identity import digest
from csto_dataset.limits import Limits
from csto_dataset.packaged import schemas_of
from csto_dataset.packing import unpacked
from csto_dataset.records import TABLES
from csto_dataset.rules.documents import not_in_document
from csto_dataset.rules.facts import Fact, SoundFacts


class Bytes(NamedTuple):
    """The SHA-256 of a file."""

    sha256: str


Told = Bytes | Finding | Fact | SoundFacts | Held
"""What a file tells: of its bytes first, then of its tables and records in their order, the findings about a record
before it."""


class Beside(NamedTuple):
    """What records are held against.

    Attributes:
        release: that they are compared with, if there is one.
        documents: texts that they may have been taken from, by SHA-256.
    """

    release: Against | None = None
    documents: Mapping[str, str] | None = None


def read(file: CopyFile, beside: Beside, limits: Limits) -> Iterator[Told]:
    """Yield what a file of a copy tells.

    Raises:
        CopyError: it cannot be looked at.
    """
    if file.unread is not None:
        yield Finding("unread-file", f"expected a file, found {file.unread}", Place(file=file.name))
        return
    with opened(file.path, CopyError) as bytes_:
        found = sha256(bytes_)
        yield Bytes(found)
        try:
            inside = unpacked(bytes_, limits)
            if file.data:
                yield from _records(inside, file, beside, limits)
            else:
                yield from _other_file(inside, found if inside is bytes_ else None, file, beside.release)
        except PackingError as error:
            yield Finding(error.code, str(error), Place(file=file.name))


def _records(
    inside: BinaryIO, file: CopyFile, beside: Beside, limits: Limits
) -> Iterator[Finding | Fact | SoundFacts | Held]:
    """Yield what the records of a file tell."""
    form, records = format_of(file.inner_name), _Records(file, beside)
    for row in () if form is None else form.checked_rows(inside, file.name, limits):
        if isinstance(row, SoundRows):
            yield from records.sound(row)
        elif isinstance(row, Row):
            yield from records.row(row)
        else:
            yield row


def _other_file(
    inside: BufferedReader, known: str | None, file: CopyFile, against: Against | None
) -> Iterator[Finding]:
    """Yield what is to be said of a file that holds no records.

    Args:
        known: SHA-256 of what is in it, where it was read already.
    """
    if not goes_with_release(file.inner_name):
        yield Finding("unread-file", "expected a file that goes with a release, found another", Place(file=file.name))
    elif against is not None:
        differing = against.other_file(file.inner_name, file.name, known or file_digest(inside, "sha256").hexdigest())
        yield from () if differing is None else (differing,)


class _Records:
    """What the records of a file are held against, and the table that the latest of them is of."""

    def __init__(self, file: CopyFile, beside: Beside) -> None:
        self._schemas = None if file.schemas is None else schemas_of(file.schemas)
        self._documents = beside.documents
        self._release = beside.release
        self._must_look = bool(beside.documents) or file.schemas is not None
        self._table = next(iter(TABLES))

    def sound(self, rows: SoundRows) -> Iterator[Finding | Fact | SoundFacts]:
        """Yield what is to be known of rows that are sound."""
        if all(self._needs_no_look(rows.table, row) for row in rows.rows):
            yield self._run(rows)
            return
        for index, row in enumerate(rows.rows):
            if self._needs_no_look(rows.table, row):
                yield self._sound(rows.table, row, rows.position(index))
            else:
                yield from self._looked_at(rows.row(index))

    def _run(self, rows: SoundRows) -> SoundFacts:
        """Return what is to be known of rows that need no look, as few values."""
        ids, digests, interviews, pairs = map(list, zip(*rows.rows, strict=True))
        return SoundFacts(
            rows.table,
            rows.position(0),
            ids,
            digests,
            interviews if rows.table == "qa_pairs" else None,
            pairs if rows.table == "interviews" else None,
        )

    def row(self, row: Row) -> Iterator[Finding | Fact]:
        """Yield what is wrong with a row, and what is to be known of its record."""
        sound = None if self._must_look else self._copied(row.raw) or accepted(row.raw, self._table)
        if sound is not None and self._needs_no_look(self._table, sound):
            # Before most records stands nothing, and then they stand where their line does.
            yield self._sound(self._table, sound, (row.place if row.raw.startswith(b"{") else row.at()).position)
        else:
            yield from self._looked_at(row)

    def _copied(self, raw: bytes) -> SoundRow | None:
        """Return what is to be known of a record that is written as the release writes it."""
        return None if self._release is None else self._release.copied(self._table, raw)

    def _needs_no_look(self, table: str, row: SoundRow) -> bool:
        """Say whether there can be no finding about a sound row."""
        return not self._must_look and (self._release is None or self._release.knows(table, row.id, row.digest))

    def _sound(self, table: str, row: SoundRow, position: Position) -> Fact:
        counterpart = None if self._release is None else row.id
        return Fact(table, row.id, row.digest, position, row.interview, row.pairs, counterpart)

    def _looked_at(self, row: Row) -> Iterator[Finding | Fact]:
        """Yield what is wrong with a row, and what is to be known of its record."""
        checked = check(row, self._schemas)
        if isinstance(checked, Finding):
            yield checked
            return
        self._table = checked.table
        compared = ADDED if self._release is None else self._release.compare(checked)
        yield from checked.findings
        if checked.record is not None and self._documents:
            for breach in not_in_document(checked.record, self._documents):
                yield Finding("slice-mismatch", breach.message, row.at(*breach.steps), checked.id)
        yield from compared.findings
        yield _fact(checked, compared.counterpart, altered=compared.altered)


def _fact(checked: Checked, counterpart: str | None, *, altered: bool) -> Fact:
    pairs = checked.said.get("qa_pairs") if checked.table == "interviews" else None
    interview = checked.value.get("interview_id") if checked.table == "qa_pairs" else None
    return Fact(
        checked.table,
        stated_id(checked.value) or "",
        checked.digest,
        checked.row.at().position,
        interview if isinstance(interview, str) else None,
        _pair_digests(pairs) if isinstance(pairs, list) else None,
        counterpart,
        altered,
    )


def _pair_digests(pairs: list[Any]) -> dict[str, bytes]:
    return {
        id: digest("qa_pair", pair) for pair in pairs if isinstance(pair, dict) and (id := stated_id(pair)) is not None
    }
