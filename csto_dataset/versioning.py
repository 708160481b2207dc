"""The version of a release: the tool computes it from what changed, nobody chooses it."""

from collections.abc import Mapping
from typing import Final

import pyarrow

from csto_dataset.manifest import FileEntry, Manifest
from csto_dataset.release import Release, version_order
from csto_dataset.version import __version__

FIRST_VERSION: Final = "1.0.0"
WRITER: Final = {"csto-dataset": __version__, "pyarrow": pyarrow.__version__}
"""Versions of what writes the files of a release today."""


def next_version(latest: Release | None, digests: Mapping[str, bytes], files: Mapping[str, FileEntry]) -> str | None:
    """Return the version that a release must have after the newest one; None where it says nothing new.

    Args:
        digests: what identifies each record of the new release, by its id.
        files: what the new manifest says of each file.

    Source:
        Croissant 1.1, "Dataset versioning": major when a record was changed or withdrawn, minor when records were only
        added, patch when the same records are written again.
    """
    if latest is None:
        return FIRST_VERSION
    major, minor, patch = version_order(latest.version)
    if withdrawn(latest, digests):
        return f"{major + 1}.0.0"
    if len(digests) > sum(map(len, latest.digests.values())):
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if _rewritten(latest.manifest, files) else None


def withdrawn(latest: Release, digests: Mapping[str, bytes]) -> list[str]:
    """Return the ids of the records of a release that are other, or not there, in a new one."""
    old = {id: digest for table in latest.digests.values() for id, digest in table.items()}
    return sorted(id for id, digest in old.items() if digests.get(id) != digest)


def differing_files(manifest: Manifest, files: Mapping[str, FileEntry]) -> list[str]:
    """Return the names of the files that are other, or not there, on one of the two sides."""
    return sorted(name for name in files.keys() | manifest.files.keys() if files.get(name) != manifest.files.get(name))


def other_pyarrow(manifest: Manifest) -> str | None:
    """Return the version of pyarrow that wrote a release, where it is not today's."""
    theirs = manifest.writer.get("pyarrow", "unknown")
    return None if theirs == WRITER["pyarrow"] else theirs


def _rewritten(manifest: Manifest, files: Mapping[str, FileEntry]) -> bool:
    """Say whether files of the same records differ, beyond what another pyarrow alone makes of Parquet."""
    excused = ".parquet" if other_pyarrow(manifest) else None
    return any(excused is None or not name.endswith(excused) for name in differing_files(manifest, files))
