"""Fetching what stands at an address, for whoever is about to read it. Needs the extra `remote`.

An address is fetched because it was named to us; nothing that stands in a copy leads anywhere.
"""

import re
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, Final
from urllib.parse import urlsplit

from csto_dataset.copies import CopyFile
from csto_dataset.errors import CopyError, CstoDatasetError, MissingExtraError
from csto_dataset.files import because
from csto_dataset.findings import label, printable

SCHEMES: Final = ("abfs", "az", "ftp", "gcs", "gs", "hf", "http", "https", "s3", "sftp")
"""Beginnings of addresses that are fetched. Addresses within addresses, as fsspec chains them, are not."""
MOST_BYTES: Final = 64 * 2**30
"""Bytes that are fetched of one file."""
_WEB: Final = {"http", "https"}
_FOREIGN: Final = {"aiohttp.client_exceptions": "ClientError", "botocore.exceptions": "BotoCoreError"}
"""Modules with errors that are none of Python's, and the name that all of them share there."""
_ADDRESS: Final = re.compile(r"""[A-Za-z][A-Za-z0-9+.-]*://[^\s'"<>]+""")
_AT_ONCE: Final = 1 << 20
_GLANCE: Final = 0.1
"""Seconds after which it is asked again whether somebody waits."""
_SECONDS: Final = 60
"""How long a server may be silent."""


@contextmanager
def there(file: CopyFile, stopped: Callable[[], bool] = lambda: False) -> Iterator[CopyFile]:
    """Give a file of a copy where it can be read: one at an address is fetched, and gone afterwards.

    Args:
        stopped: asked again and again whether nobody waits for it any more.

    Raises:
        CopyError: it cannot be fetched, or is too large.
        MissingExtraError: what fetches it is not installed.
    """
    if file.address is None or file.unread is not None:
        yield file
        return
    with private_folder() as folder:
        path = folder / file.path.name
        _fetch(file.address, path, file.name, stopped)
        yield replace(file, path=path, address=None)


def _fetch(address: str, path: Path, name: str, stopped: Callable[[], bool]) -> None:
    """Write what stands at an address to a new file, in a thread that is left alone where nobody waits for it any more.

    A server may say nothing for a long time, and whoever presses Ctrl-C is not to wait for it.

    Raises:
        CopyError: it cannot be fetched, or is too large.
        MissingExtraError: what fetches it is not installed.
    """
    failed: list[CstoDatasetError] = []

    def fetch() -> None:
        try:
            with opened_at(address) as stream:
                write(stream, path, name, MOST_BYTES, stopped)
        except CstoDatasetError as error:
            failed.append(error)

    thread = threading.Thread(target=fetch, daemon=True)
    thread.start()
    while thread.is_alive():
        thread.join(_GLANCE)
        if stopped():
            raise CopyError(f"{name}: not fetched to its end")
    for error in failed:
        raise error


@contextmanager
def private_folder() -> Iterator[Path]:
    """Give a folder of nobody else's for what is fetched. It goes away with all that is in it."""
    try:
        folder = tempfile.TemporaryDirectory(prefix="csto-dataset-")
    except OSError as error:
        raise CopyError(f"a folder for what is fetched: {because(error)} (TMPDIR names where it is made)") from error
    with folder as name:
        yield Path(name)


@contextmanager
def opened_at(address: str) -> Iterator[BinaryIO]:
    """Open what stands at an address, and tell what goes wrong with it as an error of ours.

    Raises:
        CopyError: it cannot be fetched.
        MissingExtraError: what fetches it is not installed.
    """
    fsspec = _fsspec()
    with _told(address), fsspec.open(address, "rb", **_patience(address)) as stream:
        yield stream


def write(
    stream: BinaryIO, path: Path, name: str, most_bytes: int, stopped: Callable[[], bool] = lambda: False
) -> None:
    """Write a stream to a new file.

    Args:
        name: how messages call the stream.

    Raises:
        CopyError: it gives too much.
    """
    size = 0
    with path.open("xb") as file:
        while piece := stream.read(_AT_ONCE):
            size += len(piece)
            if size > most_bytes:
                raise CopyError(f"{name}: expected at most {most_bytes} bytes, found more")
            if stopped():
                raise CopyError(f"{name}: not fetched to its end")
            file.write(piece)


def listed(address: str) -> list[tuple[str, str]]:
    """Return the names in the folder at an address, sorted, and of what type each is: `file`, `directory` or another.

    Raises:
        CopyError: it cannot be listed.
        MissingExtraError: what lists it is not installed.
    """
    fsspec = _fsspec()
    with _told(address):
        system, path = fsspec.core.url_to_fs(address)
        inside = system.ls(path, detail=True)
        # A storage of objects may list the folder itself, as an object of no bytes.
        own = path.rstrip("/")
        named = {str(each["name"]).rstrip("/"): str(each["type"]) for each in inside}
        return sorted((name.rpartition("/")[2], kind) for name, kind in named.items() if name != own)


def is_folder_address(address: str) -> bool:
    """Say whether an address names a folder that can be listed: pages of the web only lead to others."""
    return address.endswith("/") and urlsplit(address).scheme.lower() not in _WEB


def demand_address(address: str) -> None:
    """Demand that an address is of a kind that is fetched.

    Raises:
        CopyError: it is not.
    """
    if urlsplit(address).scheme.lower() not in SCHEMES or "::" in address:
        raise CopyError(
            f"{called(address)}: expected an address that begins with one of {', '.join(SCHEMES)}, found another"
        )


def called(address: str) -> str:
    """Return an address as messages call it: without names, passwords and signatures."""
    parts = urlsplit(address)
    return label(f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}", 300)


def _fsspec() -> Any:
    try:
        import fsspec
    except ImportError:
        raise MissingExtraError('remote is not installed: pip install "csto-dataset[remote]"') from None
    return fsspec


@contextmanager
def _told(address: str) -> Iterator[None]:
    """Turn what storages raise into an error of ours, in one line."""
    try:
        yield
    except _errors() as error:
        raise CopyError(f"{called(address)}: cannot be fetched: {label(_reason(error), 200)}") from error


def _reason(error: Exception) -> str:
    """Return why something cannot be fetched; addresses in it are called as messages call them."""
    if isinstance(error, FileNotFoundError):  # The text is the address, or what is behind it.
        return "it is not there"
    if isinstance(error, OSError) and error.strerror:
        return because(error)
    return _ADDRESS.sub(lambda found: called(found[0]), printable(str(error))) or type(error).__name__


def _errors() -> tuple[type[Exception], ...]:
    """Return what storages raise: Python's errors, and those of their own, as far as their libraries were loaded."""
    loaded = ((sys.modules.get(module), name) for module, name in _FOREIGN.items())
    foreign = (getattr(module, name) for module, name in loaded if module is not None)
    return (OSError, ValueError, ImportError, RuntimeError, *foreign)


def _patience(address: str) -> dict[str, Any]:
    if urlsplit(address).scheme.lower() not in _WEB:
        return {}
    import aiohttp

    return {"client_kwargs": {"timeout": aiohttp.ClientTimeout(total=None, sock_connect=_SECONDS, sock_read=_SECONDS)}}
