"""What reading a stranger's file may cost."""

from dataclasses import dataclass
from typing import Final

GIB: Final = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """What reading a file of a copy may cost, at most.

    Attributes:
        unpacked: bytes that come out of a compressed file, or of the pages of a Parquet file.
        ratio: how many times the bytes that go in may come out; the first ALLOWANCE bytes are not counted.
        memory: bytes of a process that reads files apart, where the system can hold it to that.
        seconds: how long such a process may be silent.
    """

    unpacked: int = 16 * GIB
    ratio: int = 1_000
    memory: int = 2 * GIB
    seconds: int = 600


DEFAULT_LIMITS: Final = Limits()

LEAST_MEMORY: Final = 256 << 20
"""Bytes without which a process reads nothing: what it loads takes half of them."""

ALLOWANCE: Final = 16 << 20
"""Bytes that may come out of any file: a small one may well hold one letter a million times."""
