"""What the manifest in a folder of a copy states."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from csto_dataset.addresses import there
from csto_dataset.copies import CopyFile
from csto_dataset.errors import CopyError, ReleaseError, UnknownSchemaError
from csto_dataset.files import opened
from csto_dataset.findings import Finding, Place
from csto_dataset.manifest import MANIFEST, Manifest, read_manifest
from csto_dataset.packaged import schemas_of
from csto_dataset.records import SCHEMA_VERSION
from csto_dataset.verdict import Found

_LONGEST_MANIFEST: Final = 1 << 28


def with_schemas(files: Sequence[CopyFile], version: str | None, found: Found) -> list[CopyFile]:
    """Return files with the version of the JSON Schemas that check their records; a version that nobody knows is found."""
    if version is not None:
        schemas_of(version)
        return [replace(file, schemas=version) for file in files]
    stated = {
        file.folder: _stated_schemas(file, rank, found)
        for rank, file in enumerate(files)
        if file.path.name == MANIFEST and file.unread is None
    }
    return [replace(file, schemas=stated.get(file.folder)) for file in files] if stated else list(files)


def _stated_schemas(file: CopyFile, rank: int, found: Found) -> str | None:
    """Return the older version of the JSON Schemas that a manifest states."""
    try:
        version = manifest_of(file).schema_version
        schemas_of(version)
    except UnknownSchemaError as error:
        found.add(Finding("unknown-schema-version", str(error), Place(file=file.name)), rank)
    except (CopyError, ReleaseError):
        pass  # Told when the manifest is read.
    else:
        return None if version == SCHEMA_VERSION else version
    return None


def manifest_of(file: CopyFile, sha256: str | None = None) -> Manifest:
    """Return the manifest that a file of a copy is.

    Args:
        sha256: of the file, where it was read before.

    Raises:
        CopyError: the file cannot be read, or is not what it was.
        ReleaseError: it holds no manifest.
    """
    with there(file) as local, opened(local.path, CopyError) as bytes_:
        raw = bytes_.read(_LONGEST_MANIFEST)
    if len(raw) == _LONGEST_MANIFEST:
        raise ReleaseError(f"{file.name}: expected a manifest of less than {_LONGEST_MANIFEST:,} bytes, found more")
    if sha256 not in (None, hashlib.sha256(raw).hexdigest()):
        raise CopyError(f"{file.name}: it was changed while the copy was read")
    return read_manifest(raw, file.name)
