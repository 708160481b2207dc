"""A table of a release that copies are compared with: what identifies its records is at hand, the records are not.

The release may be large, and most records of most copies are the release's own: to know that takes the id and 32 bytes of
each. A record itself is read from the release's folder when a copy has it changed.
"""

from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from csto_dataset.columns.sound import SoundRow
from csto_dataset.errors import ReleaseError
from csto_dataset.files import named, opened
from csto_dataset.formats import jsonl
from csto_dataset.formats.rows import SPACE_BYTES, Row
from csto_dataset.identity import as_json, digest_of, record_digest, table_root
from csto_dataset.manifest import Manifest, TableEntry
from csto_dataset.packaged import RELEASES
from csto_dataset.records import TABLES, Record, record_type
from csto_dataset.rules.fidelity import Spans, counterpart
from csto_dataset.standing import standing_rows

_ID: Final = b'"id":"'
"""Before the id in a record's canonical JSON; in no text of it can this stand, for quotes have a backslash there."""


class _Lines(NamedTuple):
    """Where the records stand: each in the table's file, by its first byte, and in their documents."""

    starts: dict[str, int]
    spans: Spans


class Reference:
    """A table of a release in a folder.

    Attributes:
        digests: what identifies each record, 32 bytes by its id.
    """

    def __init__(self, folder: Path, manifest: Manifest, table: str) -> None:
        """Read what identifies the records.

        Raises:
            ReleaseError: the table's file is not that of the manifest, or does not hold records of the table.
        """
        self._folder = folder.absolute()
        self._is_packaged = self._folder.parent == RELEASES
        self._table = table
        self._kind = record_type(TABLES[table])
        self.digests: dict[str, bytes] = {}
        self._unsound: set[str] = set()
        for row in standing_rows(folder, manifest, table):
            self.digests[row.id] = row.digest
            if not row.is_sound:
                self._unsound.add(row.id)

    @property
    def entry(self) -> TableEntry:
        """What a manifest says of the table."""
        return TableEntry(rows=len(self.digests), root=table_root(self.digests))

    def copied(self, raw: bytes) -> SoundRow | None:
        """Return what is to be known of a record of a copy whose JSON is the release's, byte for byte; None of any other.

        Interviews are left to be read: there is more to be known of them than what identifies them.
        """
        start = raw.find(_ID) + len(_ID)
        id = raw[start : raw.find(b'"', start)].decode(errors="replace")
        known = self.digests.get(id)
        if known is None or self._table == "interviews" or id in self._unsound:
            return None
        if digest_of(self._kind, raw.rstrip(SPACE_BYTES)) != known:
            return None
        return SoundRow(id, known, id.rpartition("-q")[0] if self._table == "qa_pairs" else None)

    def counterpart(self, record: Any, certified: str | None) -> str | None:
        """Return the id of the release's record that a record of a copy is, or was before it was changed."""
        return counterpart(record, certified, self.digests, lambda: self._lines.spans)

    def record(self, id: str) -> dict[str, Any]:
        """Return a record of the release as the object that its JSON says, its fields in the order of the model.

        Raises:
            ReleaseError: the table's file cannot be read, or is not what it was.
        """
        start = self._lines.starts.get(id)
        if start is None:
            raise self._was_changed()
        with opened(self._path, ReleaseError) as file:
            file.seek(start)
            return as_json(self._record(file.readline()))

    @property
    def _path(self) -> Path:
        # On another machine, the release that the package carries may stand elsewhere.
        folder = RELEASES / self._folder.name if self._is_packaged else self._folder
        return folder / f"{self._table}.jsonl"

    @cached_property
    def _lines(self) -> _Lines:
        starts: dict[str, int] = {}
        sources: list[tuple[str, Any]] = []
        with opened(self._path, ReleaseError) as file:
            for row in jsonl.written(file, named(self._path)):
                if not isinstance(row, Row):
                    raise self._was_changed()
                record = self._record(row.raw)
                starts[record.id] = row.place.byte or 0
                sources.append((record.id, record.source.model_dump()))
        return _Lines(starts, Spans(sources))

    def _record(self, raw: bytes) -> Record:
        """Return the record that a line holds, which has proved to be one of the release."""
        try:
            record = TABLES[self._table].model_validate_json(raw)
        except ValidationError as error:
            raise self._was_changed() from error
        if self.digests.get(record.id) != record_digest(record):
            raise self._was_changed()
        return record

    def _was_changed(self) -> ReleaseError:
        return ReleaseError(f"{named(self._path)}: expected the records of the release, found others (it was changed)")
