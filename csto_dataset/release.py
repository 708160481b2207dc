"""A release as objects: its tables, look-ups and filters. `load` reads one, the packaged one by default."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BufferedReader
from os import SEEK_END
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, cast

from pydantic import TypeAdapter, ValidationError

from csto_dataset.errors import ReleaseError, UnknownRecordError
from csto_dataset.files import is_folder, named, opened, read_bytes, sha256
from csto_dataset.findings import printable
from csto_dataset.formats import FormatError, jsonl, records_of
from csto_dataset.formats.rows import Rows
from csto_dataset.identity import record_digest, release_root, table_root
from csto_dataset.manifest import (
    CHECKSUMS,
    MANIFEST,
    FileEntry,
    Manifest,
    ReleaseEntry,
    TableEntry,
    checksums,
    file_entry,
    read_manifest,
)
from csto_dataset.packaged import RELEASES
from csto_dataset.records import TABLES, Interview, NewsItem, QAPair, Record
from csto_dataset.table import Table

if TYPE_CHECKING:
    from csto_dataset.proofs import Proof

RELEASE_LIST: Final = "releases.json"
_VERSIONS: Final = TypeAdapter(tuple[ReleaseEntry, ...])


@dataclass(frozen=True, repr=False)
class Release:
    """A release. Nothing in it changes, and nothing outside its folder was read.

    Attributes:
        digests: for each table by its name, what identifies each record, 32 bytes by its id.
    """

    manifest: Manifest
    folder: Path
    digests: Mapping[str, Mapping[str, bytes]]
    news_items: Table[NewsItem]
    interviews: Table[Interview]
    qa_pairs: Table[QAPair]

    @property
    def version(self) -> str:
        """Version of the release, MAJOR.MINOR.PATCH."""
        return self.manifest.version

    @property
    def root(self) -> str:
        """What identifies the records, as 64 hexadecimal digits, wherever and however they are written."""
        return self.manifest.root

    @property
    def tables(self) -> dict[str, Table[Any]]:
        """The tables by their names."""
        return {"news_items": self.news_items, "interviews": self.interviews, "qa_pairs": self.qa_pairs}

    def __getitem__(self, id: str) -> Record:
        """Return the record with an id, of whichever table.

        Raises:
            UnknownRecordError: the release has none. It is a KeyError too.
        """
        if not isinstance(id, str):
            raise TypeError(f"a release is asked for a record by its id, not by {id!r}; its tables are sequences")
        for table in self.tables.values():
            for record in table:
                if record.id == id:
                    return cast("Record", record)
        raise UnknownRecordError(f"{printable(id)}: release {self.version} has no record with this id")

    def prove(self, id: str) -> "Proof":
        """Return what proves to somebody without the release that the record with an id is in it.

        Raises:
            UnknownRecordError: the release has none. It is a KeyError too.
        """
        from csto_dataset.proofs import prove, table_of_id

        return prove(id, self.manifest, sorted(self.digests.get(table_of_id(id) or "", {}).items()))

    def __hash__(self) -> int:
        return hash(self.root)

    def __contains__(self, id: object) -> bool:
        return any(record.id == id for table in self.tables.values() for record in table)

    def __repr__(self) -> str:
        tables = ", ".join(f"{len(table)} {name}" for name, table in self.tables.items())
        return f"<csto-dataset release {self.version}: {tables}>"


def load(path: str | Path | None = None) -> Release:
    """Return a release: the one that the package carries, or the one in a folder.

    Raises:
        ReleaseError: the folder holds no release, or a damaged or half written one. The message says which file.
    """
    folder = packaged_folder() if path is None else Path(path)
    demand_manifest(folder)
    manifest = read_manifest(read_bytes(folder / MANIFEST, ReleaseError), named(folder / MANIFEST))
    tables: dict[str, Table[Any]] = {
        name: Table(model, records_in(folder, manifest, name)) for name, model in TABLES.items()
    }
    digests = {name: {record.id: record_digest(record) for record in table} for name, table in tables.items()}
    counted = {name: TableEntry(rows=len(found), root=table_root(found)) for name, found in digests.items()}
    prove_roots(folder, manifest, counted)
    return Release(manifest, folder.absolute(), digests, **tables)


def prove_roots(folder: Path, manifest: Manifest, counted: Mapping[str, TableEntry]) -> None:
    """Hold what was counted in the tables of a release against what its manifest states.

    Raises:
        ReleaseError: they differ.
    """
    root = release_root({name: entry.root for name, entry in counted.items()})
    if manifest.tables != counted or manifest.root != root:
        raise ReleaseError(
            f"{named(folder / MANIFEST)}: expected the roots of the records, found others (it is damaged)"
        )


def prove_checksums(folder: Path, manifest: Manifest) -> dict[str, FileEntry]:
    """Return what proves a release's files, its manifest and its check sums, once they have proved to agree.

    Raises:
        ReleaseError: one of them cannot be read, or the check sums are not those of the manifest and its files.
    """
    proofs = {name: entry_of(folder / name) for name in (MANIFEST, CHECKSUMS)}
    if file_entry(checksums({**manifest.files, MANIFEST: proofs[MANIFEST]})) != proofs[CHECKSUMS]:
        where = named(folder / CHECKSUMS)
        raise ReleaseError(f"{where}: expected the check sums of the files, found others (it is damaged)")
    return proofs


def entry_of(path: Path) -> FileEntry:
    """Return what a manifest says of a file.

    Raises:
        ReleaseError: it cannot be read.
    """
    with opened(path, ReleaseError) as file:
        return FileEntry(bytes=file.seek(0, SEEK_END), sha256=sha256(file))


def packaged_folder() -> Path:
    """Return the folder of the newest release that the package carries.

    Raises:
        ReleaseError: it carries none.
    """
    versions = published(RELEASES)
    if not versions:
        raise ReleaseError(f"{named(RELEASES)}: expected a release in the package, found none")
    return RELEASES / versions[-1]


def published(releases: Path) -> list[str]:
    """Return the versions that a folder of releases lists, in ascending order; none where it has no list.

    Raises:
        ReleaseError: the list cannot be used.
    """
    path = releases / RELEASE_LIST
    if not path.exists():
        return []
    try:
        versions = _VERSIONS.validate_json(read_bytes(path, ReleaseError))
    except ValidationError as error:
        raise ReleaseError(f"{named(path)}: expected a list of releases, found something else") from error
    return sorted((entry.version for entry in versions), key=version_order)


def version_order(version: str) -> tuple[int, ...]:
    """Return what versions are sorted by."""
    return tuple(map(int, version.split(".")))


def demand_manifest(folder: Path) -> None:
    """Demand that a folder holds a manifest.

    Raises:
        ReleaseError: it is no folder, or holds none.
    """
    if not is_folder(folder, ReleaseError):
        raise ReleaseError(f"{named(folder)}: expected the folder of a release, found a file")
    if not (folder / MANIFEST).exists():
        inside = published(folder)
        hint = f" (it lists releases: name one, such as {named(folder / inside[-1])})" if inside else ""
        raise ReleaseError(f"{named(folder)}: expected a {MANIFEST} in the folder, found none{hint}")


def records_in(folder: Path, manifest: Manifest, name: str) -> Iterator[Any]:
    """Yield the records of a table of a release, once its JSON Lines file has proved to be the one of the manifest.

    Raises:
        ReleaseError: it is not, or it cannot be read.
    """
    try:
        yield from records_of(rows_in(folder, manifest, name), TABLES[name], named(folder / f"{name}.jsonl"))
    except FormatError as error:
        raise ReleaseError(str(error)) from error


def rows_in(folder: Path, manifest: Manifest, name: str) -> Rows:
    """Yield the rows of a table of a release, once its JSON Lines file has proved to be the one of the manifest.

    Raises:
        ReleaseError: it is not, or it cannot be read.
    """
    path = folder / f"{name}.jsonl"
    if name not in manifest.tables:
        raise _no_entry(folder, path.name)
    with proved_file(folder, manifest, path.name) as file:
        yield from jsonl.written(file, named(path))


@contextmanager
def proved_file(folder: Path, manifest: Manifest, name: str) -> Iterator[BufferedReader]:
    """Open a file of a release that has proved to be the one of the manifest.

    Raises:
        ReleaseError: it is not, or it cannot be read.
    """
    path, expected = folder / name, manifest.files.get(name)
    if expected is None:
        raise _no_entry(folder, name)
    with opened(path, ReleaseError) as file:
        if (found := sha256(file)) != expected.sha256:
            raise ReleaseError(
                f"{named(path)}: expected the sha256 {expected.sha256}, found {found} (the file was changed)"
            )
        yield file


def _no_entry(folder: Path, name: str) -> ReleaseError:
    return ReleaseError(f"{named(folder / MANIFEST)}: expected an entry for {name}, found none")
