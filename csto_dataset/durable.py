"""Writing so that nothing half written is left: files reach the disk before anything names them."""

import os
import shutil
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from csto_dataset.errors import ReleaseError
from csto_dataset.files import because, named, sha256
from csto_dataset.manifest import FileEntry

if sys.platform != "win32":
    import fcntl

STAGING: Final = ".staging-"
"""What the name of a folder begins with in which something is half written."""
_ENDING: Final = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


@contextmanager
def room_for(out: Path) -> Iterator[None]:
    """Make a folder to publish in, and keep others that publish there waiting until it is done.

    What runs that were killed have left half written there is taken away; so are the folder and those made above it, if
    nothing comes to stand in it.
    """
    with told_as_release_errors(out):
        made = [folder for folder in (out, *out.parents) if not folder.exists()]
        try:
            out.mkdir(parents=True, exist_ok=True)
            with _alone_in(out):
                yield
        finally:
            for folder in made:
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()


@contextmanager
def _alone_in(folder: Path) -> Iterator[None]:
    """Lock a folder, where the system and the file system can do that."""
    if sys.platform == "win32":
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        except OSError:  # Some network file systems lock nothing; then nobody knows whose the rest is.
            yield
            return
        for left in folder.glob(f"{STAGING}*"):
            shutil.rmtree(left)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let the signals that end a run wait until a step is done, where this is the thread that hears them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard: list[int] = []
    before = {each: signal.signal(each, lambda number, _: heard.append(number)) for each in _ENDING}
    try:
        yield
    finally:
        for each, handler in before.items():
            signal.signal(each, handler)
        for number in heard:
            signal.raise_signal(number)


@contextmanager
def told_as_release_errors(out: Path) -> Iterator[None]:
    """Turn what the operating system refuses while a folder is worked on into an error of ours, in one line."""
    try:
        yield
    except OSError as error:
        # What is being written stands in a folder that is gone when the message is read.
        known = isinstance(error.filename, str) and STAGING not in error.filename
        raise ReleaseError(f"{named(Path(error.filename) if known else out)}: {because(error)}") from error


def write_file(path: Path, writer: Callable[[BinaryIO], object]) -> FileEntry:
    """Write a file so that it stands on the disk before anything names it."""
    with path.open("w+b") as file:
        writer(file)
        file.flush()
        os.fsync(file.fileno())
        return FileEntry(bytes=file.seek(0, os.SEEK_END), sha256=sha256(file))


def replace_file(path: Path, writer: Callable[[BinaryIO], object]) -> None:
    """Write a file beside where it is to stand, and put it there in one step."""
    with tempfile.TemporaryDirectory(prefix=STAGING, dir=path.parent) as staging:
        staged = Path(staging) / path.name
        write_file(staged, writer)
        staged.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Let the entries of a folder reach the disk, where the system can do that."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
