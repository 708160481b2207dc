"""Private files of SQLite for what is too much to be kept in memory. They go away by themselves.

The file has no name: no run that is killed leaves it behind. It lies where the system keeps temporary files (TMPDIR), and
nothing is written to it before a cache of a set size is full.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from csto_dataset.errors import CstoDatasetError

_CACHE: Final = 16_384
"""Kilobytes of the file that are kept in memory."""


def scratch(tables: str) -> sqlite3.Connection:
    """Return a file with tables, which one process may use in several threads, one after the other."""
    # The empty name stands for a file of nobody else's, which is deleted before anything is written to it.
    connection = sqlite3.connect("", isolation_level=None, check_same_thread=False)
    connection.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-{_CACHE};{tables}")
    connection.execute("BEGIN")  # One step that never ends: nothing is written out before the cache is full.
    return connection


@contextmanager
def told_as(error: type[CstoDatasetError], work: str) -> Iterator[None]:
    """Turn what keeps SQLite from writing or reading its file, such as a full disk, into an error of ours, in one line."""
    try:
        yield
    except sqlite3.OperationalError as cause:
        raise error(f"the temporary file of the {work}: {cause} (TMPDIR names the folder it lies in)") from cause
