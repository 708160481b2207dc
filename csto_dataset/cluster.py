"""Reading the files of a copy on a Dask cluster: a worker reads them as `Readers` does, under the same limits."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace

from csto_dataset.copies import CopyFile
from csto_dataset.limits import Limits
from csto_dataset.readers import TOLD_CLASSES, Ranked, Readers, largest_first
from csto_dataset.scheduler import Workers, connected
from csto_dataset.shard import Beside, Told


class Cluster:
    """What reads the files of a copy on a cluster, whose workers find them by the same paths."""

    def __init__(self, workers: Workers, beside: Beside, limits: Limits) -> None:
        """Prepare to read."""
        self._workers = workers
        self._limits = limits
        self._beside = workers.keep(beside)

    def read(self, files: Sequence[CopyFile]) -> Iterator[Ranked]:
        """Yield what files tell, each once it was read to its end, in the order in which they were.

        What a lost worker was reading is read again by another one, and told once.

        Raises:
            ClusterError: one worker after the other was lost over a file.
            CopyError: a worker cannot look at one of the files.
        """
        files_there = [replace(file, path=file.path.absolute()) for file in files]
        tasks = ((rank, (files_there[rank], self._beside, self._limits)) for rank in largest_first(files))
        for rank, parts in self._workers.done(_told, tasks, TOLD_CLASSES, lambda rank: files[rank].name):
            yield from ((rank, told) for told in parts if told)  # Nothing is the sign of the end.
            yield rank, []


@contextmanager
def cluster(scheduler: str, beside: Beside, limits: Limits) -> Iterator[Cluster]:
    """Give a cluster that reads files.

    Args:
        scheduler: its address, or the path of its scheduler file.

    Raises:
        ClusterError: no scheduler answers.
        MissingExtraError: Dask is not installed.
    """
    with connected(scheduler) as workers:
        yield Cluster(workers, beside, limits)


def _told(file: CopyFile, beside: Beside, limits: Limits) -> Iterator[list[Told]]:
    """Yield what a file tells, some at a time, in a process of the cluster."""
    with Readers(beside, limits) as readers:
        yield from (told for _, told in readers.read([file]))
