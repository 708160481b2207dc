"""Compressing, by the libraries that others use."""

import bz2
import gzip
import lzma
from collections.abc import Callable

import pyarrow as pa


def zstandard(raw: bytes) -> bytes:
    """Return bytes as a Zstandard file."""
    sink = pa.BufferOutputStream()
    with pa.CompressedOutputStream(sink, "zstd") as stream:
        stream.write(raw)
    return bytes(sink.getvalue())


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": lambda raw: gzip.compress(raw, mtime=0),
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": zstandard,
}
"""What makes a compressed file, by its suffix."""
