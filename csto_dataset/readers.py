"""Where the files of a copy are read: in this process, or in another one where what reads them might crash."""

from collections.abc import Iterator
from functools import partial
from types import TracebackType
from typing import Final, Self

from csto_dataset.apart import Apart
from csto_dataset.copies import CopyFile
from csto_dataset.errors import ApartError
from csto_dataset.findings import Edit, Finding, Place
from csto_dataset.formats.rows import Held
from csto_dataset.limits import Limits
from csto_dataset.rules.collection import Fact
from csto_dataset.shard import Beside, Bytes, Told, read

APART: Final = {"parquet"}
"""Formats that are read by much native code: a stranger's file may bring it down, or make it ask for all memory."""

_CLASSES: Final = (Bytes, Held, Finding, Edit, Fact, Place)
"""Of what a file tells."""


class Readers:
    """What reads the files of a copy, one after the other."""

    def __init__(self, beside: Beside, limits: Limits) -> None:
        self._read = partial(read, beside=beside, limits=limits)
        self._apart = Apart(self._read, _CLASSES, limits)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._apart.end()

    def read(self, file: CopyFile) -> Iterator[Told]:
        """Yield what a file tells.

        Raises:
            CopyError: it cannot be looked at.
        """
        if file.form not in APART:
            yield from self._read(file)
            return
        try:
            yield from self._apart(file)
        except ApartError as error:
            yield Finding(error.code, str(error), Place(file=file.name))
