"""Reading the files of a copy on a Dask cluster. Needs the extra `dask`.

The cluster is trusted as this process is; the files are not: a worker reads them as `Readers` does, under the same limits.
"""

import json
import pickle
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from csto_dataset.apart.answers import unpickled
from csto_dataset.copies import CopyFile
from csto_dataset.errors import ClusterError, MissingExtraError
from csto_dataset.findings import label
from csto_dataset.limits import Limits
from csto_dataset.readers import TOLD_CLASSES, Ranked, Readers, largest_first
from csto_dataset.shard import Beside

_SECONDS: Final = 10
"""How long a scheduler may take to answer."""
_AHEAD: Final = 2
"""Files for each thread of the cluster that are handed out before those before them were taken."""


class Cluster:
    """What reads the files of a copy on a cluster, whose workers find them by the same paths."""

    def __init__(self, client: Any, beside: Beside, limits: Limits) -> None:
        """Prepare to read.

        Args:
            client: of a cluster, as Dask's `distributed.Client`.
        """
        self._client = client
        self._limits = limits
        # What is scattered is lost with the worker that held it; what a task gives is made again.
        self._beside = client.submit(_same, beside, pure=False)

    def read(self, files: Sequence[CopyFile]) -> Iterator[Ranked]:
        """Yield what files tell, each of them all at once, in the order in which they were read.

        What a lost worker was reading is read again by another one, and told once.

        Raises:
            ClusterError: one worker after the other was lost over a file.
            CopyError: a worker cannot look at one of the files.
        """
        from distributed import as_completed

        waiting = largest_first(files)
        threads = sum(self._client.nthreads().values())
        ranks = {self._handed_out(files[rank]): rank for rank in islice(waiting, max(1, _AHEAD * threads))}
        reading: Any = as_completed(list(ranks), loop=self._client.loop)  # type: ignore[no-untyped-call]
        for future in reading:
            rank = ranks.pop(future)
            parts = _result(future, files[rank])
            future.release()
            for another in islice(waiting, 1):
                ranks[added := self._handed_out(files[another])] = another
                reading.add(added)
            # Bytes take a small part of the memory that the values in them do: one part of them at a time is unpacked.
            for part in parts:
                yield rank, list(unpickled(part, TOLD_CLASSES))
            yield rank, []

    def _handed_out(self, file: CopyFile) -> Any:
        """Return the future of what a file tells."""
        there = replace(file, path=file.path.absolute())
        return self._client.submit(_told, there, self._beside, self._limits, pure=False)


@contextmanager
def cluster(scheduler: str, beside: Beside, limits: Limits) -> Iterator[Cluster]:
    """Give a cluster that reads files.

    Args:
        scheduler: its address, such as `tcp://10.0.0.1:8786`, or the path of its scheduler file, which ends in `.json`.

    Raises:
        ClusterError: no scheduler answers.
        MissingExtraError: Dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        raise MissingExtraError('dask is not installed: pip install "csto-dataset[dask]"') from None
    try:
        client: Any = Client(_address(scheduler), timeout=_SECONDS, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{label(scheduler)}: expected the scheduler of a Dask cluster, none answers"
        raise ClusterError(message) from error
    with client:
        yield Cluster(client, beside, limits)


def _address(scheduler: str) -> str:
    """Return the address of a scheduler. Dask itself would wait for ever for a scheduler file that is not there."""
    return str(json.loads(Path(scheduler).read_bytes())["address"]) if scheduler.endswith(".json") else scheduler


def _same(beside: Beside) -> Beside:
    return beside


def _told(file: CopyFile, beside: Beside, limits: Limits) -> list[bytes]:
    """Return what a file tells, in a process of the cluster, in parts of many values: of small ones Dask takes long."""
    with Readers(beside, limits) as readers:
        return [pickle.dumps(told) for _, told in readers.read([file]) if told]  # Nothing is the sign of the end.


def _result(future: Any, file: CopyFile) -> list[bytes]:
    """Return what a worker told of a file, in parts.

    Raises:
        ClusterError: one worker after the other was lost over it.
        CopyError: that the worker raised.
    """
    from distributed import KilledWorker

    error = future.exception()
    if isinstance(error, KilledWorker):
        # What a file may do to its reader it does to a process beside the worker: the cluster is at fault.
        raise ClusterError(f"{file.name}: {error.allowed_failures + 1} workers of the cluster ended while they read it")
    if error is not None:
        raise error
    parts: list[bytes] = future.result()
    return parts
