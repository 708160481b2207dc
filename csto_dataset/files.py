"""Opening files that may come from strangers: regular files only, nothing that blocks, one clear line for what fails."""

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRandom, BufferedReader
from pathlib import Path

from csto_dataset.errors import CstoDatasetError
from csto_dataset.findings import printable


def named(path: Path) -> str:
    """Return a path as messages print it: safe on a terminal, whatever it is called."""
    return printable(str(path))


def because(error: OSError) -> str:
    """Return the operating system's reason in lower case, such as `permission denied`."""
    return (error.strerror or type(error).__name__).lower()


@contextmanager
def opened(path: Path, error: type[CstoDatasetError]) -> Iterator[BufferedReader]:
    """Open a regular file for reading bytes, and hold every reader of it to the same descriptor.

    Raises:
        CstoDatasetError: of the type given, when it is missing, no regular file, or cannot be opened or read.
    """
    try:
        # Without O_NONBLOCK the opening of a pipe would wait for a writer for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise error(f"{named(path)}: expected a regular file, found {_kind(descriptor)}")
            yield file
    except OSError as cause:
        raise error(f"{named(path)}: {because(cause)}") from cause


def is_folder(path: Path, error: type[CstoDatasetError]) -> bool:
    """Say whether a path is a folder, or else something that stands there.

    Raises:
        CstoDatasetError: of the type given, when nothing stands there, or nobody may look.
    """
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except FileNotFoundError:
        raise error(f"{named(path)}: no such file or folder") from None
    except (OSError, ValueError) as cause:
        raise error(f"{named(path)}: {because(cause) if isinstance(cause, OSError) else cause}") from cause


def read_bytes(path: Path, error: type[CstoDatasetError]) -> bytes:
    """Return the bytes of a regular file, with the errors of `opened`."""
    with opened(path, error) as file:
        return file.read()


def sha256(file: BufferedReader | BufferedRandom) -> str:
    """Return the SHA-256 of an open file as hexadecimal digits, and rewind it."""
    file.seek(0)
    found = hashlib.file_digest(file, "sha256").hexdigest()
    file.seek(0)
    return found


def _kind(descriptor: int) -> str:
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISDIR(mode):
        return "a folder"
    return "a pipe" if stat.S_ISFIFO(mode) else "a device or a socket"
