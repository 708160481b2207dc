"""What the manifest in a folder of a copy states."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from csto_dataset.copies import CopyFile
from csto_dataset.errors import CopyError, ReleaseError, UnknownSchemaError
from csto_dataset.files import named, opened
from csto_dataset.findings import Finding, Place
from csto_dataset.manifest import MANIFEST, Manifest, read_manifest
from csto_dataset.packaged import schemas_of
from csto_dataset.records import SCHEMA_VERSION
from csto_dataset.verdict import Found

_LONGEST_MANIFEST: Final = 1 << 28


def with_schemas(files: Sequence[CopyFile], version: str | None, found: Found) -> list[CopyFile]:
    """Return files with the folders of the JSON Schemas that check their records; a version that nobody knows is found."""
    if version is not None:
        return [replace(file, schemas=schemas_of(version)) for file in files]
    stated = {
        file.path.parent: _stated_schemas(file, rank, found)
        for rank, file in enumerate(files)
        if file.path.name == MANIFEST
    }
    return [replace(file, schemas=stated.get(file.path.parent)) for file in files]


def _stated_schemas(file: CopyFile, rank: int, found: Found) -> Path | None:
    """Return the folder of the JSON Schemas of an older version that a manifest states."""
    try:
        version = manifest_of(file.path).schema_version
        return None if version == SCHEMA_VERSION else schemas_of(version)
    except UnknownSchemaError as error:
        found.add(Finding("unknown-schema-version", str(error), Place(file=file.name)), rank)
    except (CopyError, ReleaseError):
        pass  # Told when the manifest is read.
    return None


def manifest_of(path: Path, sha256: str | None = None) -> Manifest:
    """Return the manifest that a folder of a copy has.

    Args:
        sha256: of the file, where it was read before.

    Raises:
        CopyError: the file cannot be read, or is not what it was.
        ReleaseError: it holds no manifest.
    """
    with opened(path, CopyError) as file:
        raw = file.read(_LONGEST_MANIFEST)
    if len(raw) == _LONGEST_MANIFEST:
        raise ReleaseError(f"{named(path)}: expected a manifest of less than {_LONGEST_MANIFEST:,} bytes, found more")
    if sha256 not in (None, hashlib.sha256(raw).hexdigest()):
        raise CopyError(f"{named(path)}: it was changed while the copy was read")
    return read_manifest(raw, named(path))


def in_one_folder(one: Path, other: Path) -> bool:
    """Say whether two files stand in one folder."""
    return one.parent.resolve() == other.parent.resolve()
