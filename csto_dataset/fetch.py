"""Bringing what somebody names to where it can be read: standard input and addresses become files for a while.

An address is fetched because it was named to us; nothing that stands in a copy leads anywhere. Needs the extra `remote`
for addresses.
"""

import io
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Final, cast
from urllib.parse import urlsplit

from csto_dataset.copies import Given
from csto_dataset.errors import CopyError, MissingExtraError, PackingError
from csto_dataset.files import because
from csto_dataset.findings import label, printable
from csto_dataset.formats import format_of
from csto_dataset.formats.gate import BYTE_ORDER_MARK
from csto_dataset.limits import DEFAULT_LIMITS
from csto_dataset.packing import inner_name, unpacked
from csto_dataset.records import TABLES

STANDARD_INPUT: Final = "-"
SCHEMES: Final = ("abfs", "az", "ftp", "gcs", "gs", "hf", "http", "https", "s3", "sftp")
"""Beginnings of addresses that are fetched. Addresses within addresses, as fsspec chains them, are not."""
MOST_BYTES: Final = 64 * 2**30
"""Bytes that are fetched of one file."""
_FOREIGN: Final = {"aiohttp.client_exceptions": "ClientError", "botocore.exceptions": "BotoCoreError"}
"""Modules with errors that are none of Python's, and the name that all of them share there."""

_AT_ONCE: Final = 1 << 20
_LONGEST_LINE: Final = 1 << 24
_SECONDS: Final = 60
"""How long a server may be silent."""


@contextmanager
def brought(names: Iterable[str], most_bytes: int = MOST_BYTES) -> Iterator[list[Path | Given]]:
    """Give the files that names stand for: paths as they are, `-` for standard input, and addresses.

    Raises:
        CopyError: standard input or an address cannot be read, or gives too much.
        MissingExtraError: an address was named, and what fetches it is not installed.
    """
    given: list[Path | Given] = []
    named_once = list(dict.fromkeys(names))  # Standard input can be read once.
    if all(name != STANDARD_INPUT and "://" not in name for name in named_once):
        yield [Path(name) for name in named_once]
        return
    with _folder() as folder:
        for number, name in enumerate(named_once):
            room = Path(folder) / str(number)
            if name == STANDARD_INPUT:
                given.append(_kept(_standard_input(), room, "standard input", most_bytes))
            elif "://" in name:
                given.append(_fetched(name, room, most_bytes))
            else:
                given.append(Path(name))
        yield given


def _folder() -> "tempfile.TemporaryDirectory[str]":
    try:
        return tempfile.TemporaryDirectory(prefix="csto-dataset-")
    except OSError as error:
        raise CopyError(f"a folder for what is fetched: {because(error)} (TMPDIR names where it is made)") from error


def _standard_input() -> BinaryIO:
    if not isinstance(sys.stdin, io.TextIOWrapper):
        raise CopyError("standard input: expected a stream, found it closed")
    return cast("BinaryIO", sys.stdin.buffer)


def _fetched(address: str, room: Path, most_bytes: int) -> Given:
    scheme, called = urlsplit(address).scheme.lower(), _called(address)
    if scheme not in SCHEMES or "::" in address:
        raise CopyError(f"{called}: expected an address that begins with one of {', '.join(SCHEMES)}, found another")
    try:
        import fsspec
    except ImportError:
        raise MissingExtraError('remote is not installed: pip install "csto-dataset[remote]"') from None
    try:
        with fsspec.open(address, "rb", **_patience(scheme)) as file:
            return _kept(file, room, called, most_bytes)
    except _errors() as error:
        reason = because(error) if isinstance(error, OSError) and error.strerror else printable(str(error))
        raise CopyError(f"{called}: cannot be fetched: {label(reason or type(error).__name__, 200)}") from error


def _errors() -> tuple[type[Exception], ...]:
    """Return what storages raise: Python's errors, and those of their own, as far as their libraries were loaded."""
    loaded = ((sys.modules.get(module), name) for module, name in _FOREIGN.items())
    foreign = (getattr(module, name) for module, name in loaded if module is not None)
    return (OSError, ValueError, ImportError, RuntimeError, *foreign)


def _called(address: str) -> str:
    """Return an address as messages call it: without names, passwords and signatures."""
    parts = urlsplit(address)
    return label(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}", 300)


def _patience(scheme: str) -> dict[str, Any]:
    if scheme not in {"http", "https"}:
        return {}
    import aiohttp

    return {"client_kwargs": {"timeout": aiohttp.ClientTimeout(total=None, sock_connect=_SECONDS, sock_read=_SECONDS)}}


def _kept(stream: BinaryIO, room: Path, called: str, most_bytes: int) -> Given:
    """Write a stream to a file whose suffix says its format."""
    room.mkdir()
    path, size = room / "copy", 0
    with path.open("wb") as file:
        while piece := stream.read(_AT_ONCE):
            size += len(piece)
            if size > most_bytes:
                raise CopyError(f"{called}: expected at most {most_bytes} bytes, found more")
            file.write(piece)
    name = PurePosixPath(urlsplit(called).path).name
    target = room / (name if format_of(inner_name(name)) else f"copy{_suffix_of(path)}")
    return Given(path.rename(target), called)


def _suffix_of(path: Path) -> str:
    """Return the suffix of the format that the beginning of a file shows, or of what is compressed in it."""
    with path.open("rb") as file:
        try:
            line = unpacked(file, DEFAULT_LIMITS).readline(_LONGEST_LINE)
        except PackingError:  # Told when it is read.
            return ".json"
    if line.startswith(b"PAR1"):
        return ".parquet"
    beginning = line.removeprefix(BYTE_ORDER_MARK).strip()
    if beginning and not beginning.startswith((b"[", b"{")):
        return ".csv"
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return ".json"
    return ".jsonl" if isinstance(value, dict) and value.keys().isdisjoint(TABLES.keys() - {"qa_pairs"}) else ".json"
