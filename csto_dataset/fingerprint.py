"""The fingerprint of a copy: what identifies its records, whatever format they are written in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csto_dataset.copies import Given
from csto_dataset.identity import release_root
from csto_dataset.limits import DEFAULT_LIMITS, Limits
from csto_dataset.run import Means, examined
from csto_dataset.shard import Beside
from csto_dataset.verdict import Found, Report


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What identifies the records of a copy.

    Attributes:
        rows: how many records each table has, by its name, each id counted once.
        roots: of each table. None, as `root` is, where a finding is an error: what is not valid has no fingerprint.
        root: of the release that the records would be.
        report: what is wrong with the copy by itself; of each code the first finding.
    """

    rows: Mapping[str, int]
    roots: Mapping[str, str] | None
    root: str | None
    report: Report

    def as_json(self) -> dict[str, Any]:
        """Return the fingerprint as the object that its JSON is."""
        roots = self.roots or {}
        return {
            "root": self.root,
            "tables": {name: {"rows": rows, "root": roots.get(name)} for name, rows in self.rows.items()},
            "findings": [finding.as_json() for finding in self.report.findings],
            "counts": self.report.counts,
        }


def fingerprint(
    paths: Sequence[Path | Given],
    *,
    progress: Callable[[int, int], None] = lambda done, of: None,
    limits: Limits = DEFAULT_LIMITS,
    workers: int = 1,
    scheduler: str | None = None,
) -> Fingerprint:
    """Return what identifies the records of a copy: the same for two copies exactly if they hold the same records.

    A table that is not there counts as one without a record.

    Args:
        paths: files and folders that are one copy together.
        progress: called after each file with how many are done, of how many.
        limits: what reading a file may cost.
        workers: processes that read files, as many as there are processors where it is 0.
        scheduler: address, or scheduler file, of a Dask cluster whose workers read the files instead.

    Raises:
        ClusterError: no scheduler answers.
        CopyError: a path cannot be looked at.
    """
    run = examined(paths, Beside(), Found(most=1), Means(limits, workers, scheduler), progress)
    tables = run.tables()
    report = run.report()
    roots = {name: table.root for name, table in tables.items()} if report.verdict.valid else None
    rows = {name: table.rows for name, table in tables.items()}
    return Fingerprint(rows, roots, None if roots is None else release_root(roots), report)
