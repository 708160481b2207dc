"""Compressed files of copies: gzip, bzip2, xz and Zstandard, known by their first bytes and unpacked in pieces.

A file that ends early, goes on behind its end, or gives more than the limits allow is refused, never cut short.
"""

import bz2
import lzma
import zlib
from collections.abc import Callable, Iterator
from io import BufferedReader, RawIOBase
from pathlib import PurePath
from typing import BinaryIO, Final, Protocol

from typing_extensions import Buffer, override

from csto_dataset.errors import PackingError
from csto_dataset.limits import ALLOWANCE, Limits

PACKED: Final = (".gz", ".bz2", ".xz", ".zst")
"""Suffixes that stand behind the one of the format; they are not believed, but passed over."""

_SKIPPED: Final = {bytes((0x50 + number,)) + b"\x2a\x4d\x18": "Zstandard" for number in range(16)}
"""What Zstandard's readers pass over; some of its writers begin so."""
_MAGIC: Final = {
    b"\x1f\x8b": "gzip",
    b"BZh": "bzip2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "Zstandard",
    **_SKIPPED,
}
"""First bytes of each kind. No JSON and no Parquet begins so; a first line of CSV that does names no field of a record."""

_AT_ONCE: Final = 1 << 16
_HUNGRY: Final = ("Memory usage limit", "requires too much memory")
"""What the libraries say of a file that needs more memory than they are given."""


def inner_name(name: str) -> str:
    """Return the name of a file without the suffix of a compression."""
    return name[: -len(PurePath(name).suffix)] if PurePath(name).suffix.lower() in PACKED else name


def unpacked(file: BufferedReader, limits: Limits) -> BufferedReader:
    """Return what is in a file: itself, rewound, or where it is compressed a stream that goes forward only.

    Reading the stream raises PackingError where the file is damaged, compressed twice, or gives too much.
    """
    kind = _kind_of(_beginning(file))
    return file if kind is None else BufferedReader(_Stream(_checked(kind, file, limits)), _AT_ONCE)


def _beginning(file: BinaryIO) -> bytes:
    file.seek(0)
    found = file.read(max(map(len, _MAGIC)))
    file.seek(0)
    return found


def _kind_of(beginning: bytes) -> str | None:
    return next((kind for magic, kind in _MAGIC.items() if beginning.startswith(magic)), None)


class _Stream(RawIOBase):
    """Pieces of bytes as a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        super().__init__()
        self._pieces = pieces
        self._rest = b""

    @override
    def readable(self) -> bool:
        return True

    @override
    def readinto(self, buffer: Buffer) -> int:
        if not self._rest:
            self._rest = next(self._pieces, b"")
        room = memoryview(buffer).cast("B")
        taken = self._rest[: len(room)]
        room[: len(taken)] = taken
        self._rest = self._rest[len(taken) :]
        return len(taken)


class _Counted:
    """A file, and how many bytes of it were read."""

    closed = False

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.passed = 0

    def read(self, size: int = _AT_ONCE) -> bytes:
        piece = self._file.read(size)
        self.passed += len(piece)
        return piece

    def close(self) -> None:
        """Leave the file open: pyarrow closes what it was given, and whoever opened the file does that."""


def _checked(kind: str, file: BinaryIO, limits: Limits) -> Iterator[bytes]:
    """Yield what is in a compressed file, as far as it keeps to the limits; no piece is empty."""
    source, size = _Counted(file), 0
    try:
        for piece in _pieces(kind, source, limits.memory):
            if size == 0 and (inner := _kind_of(piece)) is not None:
                raise PackingError("nested-compression", f"expected a file compressed once, found {inner} in {kind}")
            size += len(piece)
            demand_within(size, source.passed, limits)
            yield piece
    except (EOFError, OSError, ValueError, zlib.error, lzma.LZMAError) as error:
        reason = str(error).partition("\n")[0] or type(error).__name__
        if any(each in reason for each in _HUNGRY):
            message = f"expected a {kind} file that needs less memory to be unpacked, found: {reason}"
            raise PackingError("reader-out-of-memory", message) from error
        raise PackingError("damaged-compression", f"expected a whole {kind} file, found: {reason}") from error


def demand_within(size: int, packed: int, limits: Limits) -> None:
    """Demand that bytes which came out of a file keep to the limits.

    Args:
        size: bytes that came out.
        packed: bytes that went in.

    Raises:
        PackingError: they do not.
    """
    most = min(limits.unpacked, ALLOWANCE + packed * limits.ratio)
    if size > most:
        message = f"expected at most {most:,} bytes out of the first {packed:,}, found more"
        raise PackingError("compression-bomb", message)


class _Unpacker(Protocol):
    """What bz2 and lzma offer: one stream is unpacked, some bytes at a time."""

    @property
    def eof(self) -> bool: ...
    @property
    def unused_data(self) -> bytes: ...
    @property
    def needs_input(self) -> bool: ...

    def decompress(self, data: bytes, max_length: int = ...) -> bytes: ...


class _Gzip:
    """The same for gzip."""

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(wbits=31)
        self.needs_input = True

    @property
    def eof(self) -> bool:
        return self._inner.eof

    @property
    def unused_data(self) -> bytes:
        return self._inner.unused_data

    def decompress(self, data: bytes, max_length: int = _AT_ONCE) -> bytes:
        piece = self._inner.decompress(self._inner.unconsumed_tail + data, max_length)
        self.needs_input = len(piece) < max_length and not self.eof
        return piece


def _streams(start: Callable[[], _Unpacker], padding: bytes, source: _Counted) -> Iterator[bytes]:
    """Yield what is in the streams of a file, one behind the other; padding may stand behind each."""
    rest = source.read()
    while rest:
        stream = start()
        while not stream.eof:
            if piece := stream.decompress(rest, _AT_ONCE):
                yield piece
            rest = source.read() if stream.needs_input else b""
            if stream.needs_input and not rest:
                raise EOFError("it ends in the middle")
        rest = stream.unused_data.lstrip(padding)
        while not rest and (more := source.read()):
            rest = more.lstrip(padding)


def _zstandard(source: _Counted) -> Iterator[bytes]:
    # Python has no Zstandard before 3.14. The package python-zstandard ends without a word where a file is cut off.
    import pyarrow as pa

    with pa.CompressedInputStream(pa.PythonFile(source, mode="r"), "zstd") as stream:
        while piece := stream.read(_AT_ONCE):
            yield piece


def _pieces(kind: str, source: _Counted, memory: int) -> Iterator[bytes]:
    """Return what is in a file of a kind, in pieces; xz is given so many bytes of memory, Zstandard has 128 MiB."""
    match kind:
        case "gzip":
            return _streams(_Gzip, b"\x00", source)
        case "bzip2":
            return _streams(bz2.BZ2Decompressor, b"", source)
        case "xz":
            return _streams(lambda: lzma.LZMADecompressor(lzma.FORMAT_XZ, memory), b"\x00", source)
        case _:
            return _zstandard(source)
