"""Rules of a release folder: it is what its own manifest says."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from csto_dataset.identity import release_root
from csto_dataset.manifest import CHECKSUMS, MANIFEST, FileEntry, Manifest, checksums


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder with a manifest.

    Attributes:
        files: the SHA-256 of each file in it that could be read, by its name.
        tables: rows and root of each table that stands in it.
    """

    manifest: Manifest
    files: Mapping[str, str]
    tables: Mapping[str, tuple[int, str]]


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
    for name, (rows, root) in folder.tables.items():
        stated = folder.manifest.tables.get(name)
        if stated is None or (stated.rows, stated.root) != (rows, root):
            yield MANIFEST, f"expected the rows and the root of {name}, found {rows} rows with the root {root}"
    if folder.manifest.root != release_root({name: table.root for name, table in folder.manifest.tables.items()}):
        yield MANIFEST, "expected the root over the roots of the tables, found another"


FOLDER_RULES: Final[dict[str, Callable[[Folder], Faults]]] = {
    "missing-file": missing_file,
    "checksum-mismatch": checksum_mismatch,
    "manifest-mismatch": manifest_mismatch,
}
"""Each rule by the code of its finding."""
