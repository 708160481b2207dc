"""The version of a release: the tool computes it from what changed, nobody chooses it."""

import heapq
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Final, NamedTuple

import pyarrow

from csto_dataset.manifest import FileEntry, Manifest
from csto_dataset.release import version_order
from csto_dataset.version import __version__

FIRST_VERSION: Final = "1.0.0"
WRITER: Final = {"csto-dataset": __version__, "pyarrow": pyarrow.__version__}
"""Versions of what writes the files of a release today."""


class Changes(NamedTuple):
    """How the records of a new release differ from those of an older one.

    Attributes:
        lost: how many of the older ones are other, or not there, in the new one.
        added: how many of the new ones have an id that the older one does not have.
    """

    lost: int
    added: int


def changes(old: Iterable[tuple[str, bytes]], new: Iterable[tuple[str, bytes]]) -> Changes:
    """Return how records differ, given by id and digest in order of id: neither side is held in memory."""
    sides = heapq.merge(((*record, False) for record in old), ((*record, True) for record in new))
    lost = added = 0
    for _, found in groupby(sides, key=itemgetter(0)):
        digests = {side: digest for _, digest, side in found}
        lost += False in digests and digests.get(True) != digests[False]
        added += False not in digests
    return Changes(lost, added)


def next_version(latest: Manifest | None, differing: Changes, files: Mapping[str, FileEntry]) -> str | None:
    """Return the version that a release must have after the newest one; None where it says nothing new.

    Args:
        differing: how its records differ from those of the newest one.
        files: what the new manifest says of each file.

    Source:
        Croissant 1.1, "Dataset versioning": major when a record was changed or withdrawn, minor when records were only
        added, patch when the same records are written again.
    """
    if latest is None:
        return FIRST_VERSION
    major, minor, patch = version_order(latest.version)
    if differing.lost:
        return f"{major + 1}.0.0"
    if differing.added:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if _rewritten(latest, files) else None


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
