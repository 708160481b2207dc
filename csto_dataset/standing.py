"""Releases as they stand in their folders, proved a record at a time: one may be larger than memory."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from csto_dataset.accept import accepted
from csto_dataset.errors import ProofError, ReleaseError
from csto_dataset.files import named, opened
from csto_dataset.formats import FormatError, gate, record_of
from csto_dataset.formats.rows import Row
from csto_dataset.identity import digest, record_digest
from csto_dataset.manifest import MANIFEST, Manifest, TableEntry, read_manifest, without_sources
from csto_dataset.merkle import merkle_root
from csto_dataset.packaged import RELEASES
from csto_dataset.records import TABLES, Record, record_type
from csto_dataset.release import demand_manifest, entry_of, prove_checksums, prove_roots, published, rows_in

if TYPE_CHECKING:
    from csto_dataset.proofs import Proof


class StandingRow(NamedTuple):
    """What is known of a record of a release.

    Attributes:
        is_sound: whether it keeps the rules that one record shows by itself, which is not demanded of a release here.
    """

    id: str
    digest: bytes
    is_sound: bool


Digests = Iterator[tuple[str, bytes]]
"""The id and the digest of each record of a table, in order of id."""


def standing(folder: Path) -> Manifest:
    """Return the manifest of a release, without its sources, once its records have proved to be the ones it states.

    Raises:
        ReleaseError: the folder holds no release, or a damaged or half written one. The message says which file.
    """
    manifest = manifest_in(folder)
    counted = {name: table_entry(standing_digests(folder, manifest, name)) for name in TABLES}
    prove_roots(folder, manifest, counted)
    return manifest


def stated(folder: Path) -> Manifest:
    """Return the manifest of a release, without its sources, as it stands: nothing else of the release is read.

    Raises:
        ReleaseError: the folder holds no manifest, or one whose root is not that of its tables.
    """
    manifest = manifest_in(folder)
    if manifest.tables.keys() != TABLES.keys():
        raise ReleaseError(f"{named(folder / MANIFEST)}: expected the tables {', '.join(TABLES)}, found others")
    prove_roots(folder, manifest, manifest.tables)
    return manifest


def carried(version: str) -> Manifest:
    """Return the manifest of a release that the package carries, as `stated` does.

    Raises:
        ProofError: it carries no release of this version.
    """
    versions = published(RELEASES)
    if version not in versions:
        known = f"known here: {', '.join(versions) or 'none'}"
        raise ProofError(f"release {version}: name the root, or a folder, that you trust ({known})")
    return stated(RELEASES / version)


def standing_proof(folder: Path, id: str) -> "Proof":
    """Return the proof that the record with an id is in a release; only the record's table is read.

    Raises:
        ReleaseError: the folder holds no release, or the table is damaged. The message says which file.
        UnknownRecordError: the release has no record with this id.
    """
    from csto_dataset.proofs import prove, table_of_id

    manifest = stated(folder)
    table = table_of_id(id)
    return prove(id, manifest, standing_digests(folder, manifest, table) if table else ())


def prove_files(folder: Path, manifest: Manifest) -> None:
    """Prove that each file of a release is the one that its manifest describes.

    Raises:
        ReleaseError: one of them is not. The message says which.
    """
    prove_checksums(folder, manifest)
    for name, entry in manifest.files.items():
        if entry_of(folder / name).sha256 != entry.sha256:
            raise ReleaseError(
                f"{named(folder / name)}: expected the sha256 {entry.sha256}, found another (it is damaged)"
            )


def manifest_in(folder: Path) -> Manifest:
    """Return the manifest of a release, without its sources, as it stands.

    Raises:
        ReleaseError: the folder holds none.
    """
    demand_manifest(folder)
    with opened(folder / MANIFEST, ReleaseError) as file:
        return read_manifest(without_sources(file), named(folder / MANIFEST))


def standing_digests(folder: Path, manifest: Manifest, table: str) -> Digests:
    """Yield what identifies each record of a table of a release, once the table's file has proved to be the right one.

    Raises:
        ReleaseError: it is not, or it cannot be read.
    """
    return ((row.id, row.digest) for row in standing_rows(folder, manifest, table))


def standing_rows(folder: Path, manifest: Manifest, table: str) -> Iterator[StandingRow]:
    """Yield what is known of each record of a table of a release, once the table's file has proved to be the right one.

    Raises:
        ReleaseError: it is not, or cannot be read, or holds what is no record of the table.
    """
    name, model = named(folder / f"{table}.jsonl"), TABLES[table]
    for number, row in enumerate(rows_in(folder, manifest, table), start=1):
        sound = accepted(row.raw, table) if isinstance(row, Row) else None
        if sound is not None:
            yield StandingRow(sound.id, sound.digest, is_sound=True)
            continue
        try:
            record: Record = record_of(row, model, name, number)
        except FormatError as error:
            raise ReleaseError(str(error)) from error
        yield StandingRow(record.id, record_digest(record), is_sound=False)


def staged_digests(folder: Path, table: str) -> Digests:
    """Yield what identifies each record of a table that was written, and read back as records, just now.

    Raises:
        ReleaseError: the table's file cannot be read.
    """
    kind = record_type(TABLES[table])
    with opened(folder / f"{table}.jsonl", ReleaseError) as file:
        for line in file:
            value = gate.read(line)
            yield value["id"], digest(kind, value)


def table_entry(digests: Iterable[tuple[str, bytes]]) -> TableEntry:
    """Return what a manifest says of a table, from the digests of its records in order of id."""
    rows = 0

    def leaves() -> Iterator[bytes]:
        nonlocal rows
        for _, each in digests:
            rows += 1
            yield each

    root = merkle_root(leaves()).hex()
    return TableEntry(rows=rows, root=root)
