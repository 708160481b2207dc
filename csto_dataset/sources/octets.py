"""The bytes of a web archive as one run, whether it is compressed or not, and where the run is cut by damage."""

from io import BufferedReader
from os import SEEK_END
from typing import Final, Protocol

from csto_dataset.sources.members import MAGIC, Members

PLAIN: Final = b"WARC/"
"""What a record begins with."""


class Run(Protocol):
    """The bytes of an archive, forwards.

    Attributes:
        cut: why nothing follows here, although the archive goes on; None where nothing is wrong.
    """

    cut: str | None

    def read(self, size: int) -> bytes:
        """Return at most so many bytes; none at the end, or at a cut."""

    def skip(self, size: int) -> int:
        """Pass over bytes, and return how many: fewer only at the end, or at a cut."""

    def back(self, at: int) -> bool:
        """Go back to a place in the run that was passed since `forget`; say whether that may be done once more."""

    def forget(self, before: int) -> None:
        """Keep nothing of what lies before a place in the run."""

    def resume(self) -> bool:
        """Go on behind a cut; say whether anything follows."""

    def place(self, at: int) -> int:
        """Return where in the file a place of the run is found: of a gzip member, its first byte."""

    def begins(self, at: int) -> bool:
        """Say whether a gzip member begins at a place of the run."""

    def damaged_from(self) -> int:
        """Return the place in the run from which on a cut makes the bytes doubtful."""


def run_of(file: BufferedReader, *, named_as_gzip: bool) -> Run:
    """Return the bytes of an open archive.

    What it begins with tells whether it is compressed; its name, only where the beginning is damaged.
    """
    begins = file.read(len(PLAIN))
    file.seek(0)
    compressed = begins.startswith(MAGIC) or (named_as_gzip and begins != PLAIN)
    return Members(file) if compressed else Plain(file)


class Plain:
    """An archive that is not compressed."""

    def __init__(self, file: BufferedReader) -> None:
        self.cut: str | None = None
        self._file = file
        self._size = file.seek(0, SEEK_END)
        file.seek(0)

    def read(self, size: int) -> bytes:
        return self._file.read(size)

    def skip(self, size: int) -> int:
        before = self._file.tell()
        return self._file.seek(min(before + size, max(self._size, before))) - before

    def back(self, at: int) -> bool:
        self._file.seek(at)
        return True

    def forget(self, before: int) -> None:
        pass

    def resume(self) -> bool:
        return False

    def place(self, at: int) -> int:
        return at

    def begins(self, at: int) -> bool:
        return at == 0

    def damaged_from(self) -> int:
        return self._size
