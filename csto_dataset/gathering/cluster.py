"""Reading pages on a Dask cluster, whose workers find them by the same paths: what they give is what one process reads."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from csto_dataset.files import named
from csto_dataset.findings import Edit, Finding, Place
from csto_dataset.gathering.reading import PageRead, Reading, read_pages
from csto_dataset.gathering.workers import Given, Sized, shared_out
from csto_dataset.scheduler import connected

_TOLD_CLASSES: Final = (PageRead, Reading, Finding, Edit, Place)
"""Of what pages give."""


def read_by_cluster(files: Iterator[Sized], count: int, scheduler: str) -> Iterator[tuple[Given, int]]:
    """Yield what pages of files give, a share of the files at a time in any order, and the bytes of the share.

    What a lost worker was reading is read again by another one, and yielded once.

    Args:
        count: of the files.
        scheduler: address, or scheduler file, of the cluster.

    Raises:
        ClusterError: no scheduler answers, or one worker after the other was lost over a share.
        CstoDatasetError: that stopped a worker, such as the catalogue of a folder that cannot be used.
    """
    here = os.fsencode(Path.cwd())
    with connected(scheduler) as workers:
        shares = shared_out(files, count, workers.threads())
        tasks = ((share, ([os.fsencode(path) for path, _ in share], here)) for share in shares)
        for share, given in workers.done(_given, tasks, _TOLD_CLASSES, _called):
            yield list(given), sum(size for _, size in share)


def _given(paths: list[bytes], folder: bytes) -> Iterator[PageRead | Finding]:
    """Yield what pages give, in a process of the cluster, which has another present folder."""
    return read_pages((Path(os.fsdecode(path)) for path in paths), Path(os.fsdecode(folder)))


def _called(share: list[Sized]) -> str:
    first, more = named(share[0][0]), len(share) - 1
    return f"{first} and {more} more" if more else first
