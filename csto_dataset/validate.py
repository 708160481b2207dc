"""Validating a copy: is it valid, is it complete, is it genuine."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from csto_dataset.compare import Against
from csto_dataset.copies import Given
from csto_dataset.errors import ReleaseError
from csto_dataset.files import named
from csto_dataset.limits import DEFAULT_LIMITS, Limits
from csto_dataset.release import Release
from csto_dataset.run import Means, examined
from csto_dataset.shard import Beside
from csto_dataset.verdict import Found, Report


def validate(  # noqa: PLR0913 - each keyword is an option of its own
    paths: Sequence[Path | Given],
    release: Release | Path | None = None,
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    found: Found | None = None,
    documents: Mapping[str, str] | None = None,
    schema_version: str | None = None,
    limits: Limits = DEFAULT_LIMITS,
    workers: int = 1,
    scheduler: str | None = None,
) -> Report:
    """Return what is to be said of a copy, by itself and, where one is given, against a release.

    Args:
        paths: files and folders that are one copy together.
        release: to compare with, or its folder; of a large one it takes less memory to give the folder.
        progress: called after each file with how many are done, of how many.
        found: takes the findings in; by default all of them at the catalogue's levels, the first MOST_KEPT of each code.
        documents: texts of pages by SHA-256; records that name one of them are held against it.
        schema_version: whose JSON Schemas check the records; by default that of the manifest beside them. The models do
            where that is the present one, or none.
        limits: what reading a file may cost.
        workers: processes that read files, as many as there are processors where it is 0; what they find is the same.
        scheduler: address, or scheduler file, of a Dask cluster whose workers read the files instead.

    Raises:
        ClusterError: no scheduler answers.
        CopyError: a path cannot be looked at.
        ReleaseError: the folder holds no release, or a damaged one, or another than the release that was loaded from it.
        UnknownSchemaError: no such schema version is known.
    """
    beside = Beside(None if release is None else _against(release), dict(documents or {}))
    means = Means(limits, workers, scheduler)
    return examined(paths, beside, found or Found(), means, progress, schema_version).report()


def _against(release: Release | Path) -> Against:
    """Return what copies are compared with; a release that was loaded must still stand in its folder.

    Raises:
        ReleaseError: it does not, or the folder holds no release, or a damaged one.
    """
    if isinstance(release, Path):
        return Against(release)
    against = Against(release.folder)
    if against.root != release.root:
        raise ReleaseError(f"{named(release.folder)}: expected the release that was loaded from it, found another")
    return against
