"""Rules of a release folder: it is what its own manifest says."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from csto_dataset.identity import release_root, table_root
from csto_dataset.manifest import CHECKSUMS, MANIFEST, FileEntry, Manifest, checksums


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with a manifest.

    Attributes:
        files: the SHA-256 of each file in it that could be read, by its name.
        tables: rows and root of each table that stands in it.
        release_files: names of those files that go with a release or hold records.
    """

    manifest: Manifest
    files: Mapping[str, str]
    tables: Mapping[str, tuple[int, str]]
    release_files: frozenset[str]


_NO_ROWS: Final = (0, table_root({}))

Faults = Iterator[tuple[str, str]]
"""The name of the file at fault, and one line *expected X, found Y*."""


def missing_file(folder: Folder) -> Faults:
    """The manifest describes a file that is not there."""
    for name in sorted(folder.manifest.files.keys() - folder.files.keys()):
        yield MANIFEST, f"expected the file {name} of the manifest, found none"


def checksum_mismatch(folder: Folder) -> Faults:
    """A file, or the list of check sums, is not the one that the manifest describes."""
    for name, entry in folder.manifest.files.items():
        found = folder.files.get(name, entry.sha256)
        if found != entry.sha256:
            yield name, f"expected the sha256 {entry.sha256}, found {found}"
    itself = FileEntry(bytes=0, sha256=folder.files[MANIFEST])
    sums = hashlib.sha256(checksums({**folder.manifest.files, MANIFEST: itself})).hexdigest()
    if folder.files.get(CHECKSUMS, sums) != sums:
        yield CHECKSUMS, "expected the check sums of the manifest and of its files, found others"


def manifest_mismatch(folder: Folder) -> Faults:
    """The manifest states other rows, or another root, than its records have, although the files are those it lists."""
    if any(folder.files.get(name, entry.sha256) != entry.sha256 for name, entry in folder.manifest.files.items()):
        return
    stated = {name: (entry.rows, entry.root) for name, entry in folder.manifest.tables.items()}
    for name in sorted(stated.keys() | folder.tables.keys()):
        rows, root = folder.tables.get(name, _NO_ROWS)
        if stated.get(name) != (rows, root) and not _is_missing(folder, name):
            yield MANIFEST, f"expected the rows and the root of {name}, found {rows} rows with the root {root}"
    if folder.manifest.root != release_root({name: table.root for name, table in folder.manifest.tables.items()}):
        yield MANIFEST, "expected the root over the roots of the tables, found another"


def _is_missing(folder: Folder, table: str) -> bool:
    """Say whether files of a table are listed and none of them is there: each has a finding of its own."""
    listed = [name for name in folder.manifest.files if name.partition(".")[0] == table and _holds_records(name)]
    return bool(listed) and not any(name in folder.files for name in listed)


def _holds_records(name: str) -> bool:
    return not name.endswith(".schema.json")


def unlisted_file(folder: Folder) -> Faults:
    """A file that goes with a release stands in the folder, and its manifest does not describe it."""
    for name in sorted(folder.release_files - folder.manifest.files.keys() - {MANIFEST, CHECKSUMS}):
        yield name, "expected a file that the manifest describes, found another"


FOLDER_RULES: Final[dict[str, Callable[[Folder], Faults]]] = {
    "missing-file": missing_file,
    "checksum-mismatch": checksum_mismatch,
    "manifest-mismatch": manifest_mismatch,
    "unlisted-file": unlisted_file,
}
"""Each rule by the code of its finding."""
