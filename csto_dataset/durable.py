"""Writing so that nothing half written is left: files reach the disk before anything names them."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from csto_dataset.errors import ReleaseError
from csto_dataset.files import because, named, sha256
from csto_dataset.manifest import FileEntry


@contextmanager
def room_for(out: Path) -> Iterator[None]:
    """Make a folder to publish in; take it, and those made above it, away again if nothing comes to stand in it."""
    with told_as_release_errors(out):
        made = [folder for folder in (out, *out.parents) if not folder.exists()]
        try:
            out.mkdir(parents=True, exist_ok=True)
            yield
        finally:
            for folder in made:
                if folder.is_dir() and not any(folder.iterdir()):
                    folder.rmdir()


@contextmanager
def told_as_release_errors(out: Path) -> Iterator[None]:
    """Turn what the operating system refuses while a folder is worked on into an error of ours, in one line."""
    try:
        yield
    except OSError as error:
        where = named(Path(error.filename)) if isinstance(error.filename, str) else named(out)
        raise ReleaseError(f"{where}: {because(error)}") from error


def write_file(path: Path, writer: Callable[[BinaryIO], object]) -> FileEntry:
    """Write a file so that it stands on the disk before anything names it."""
    with path.open("w+b") as file:
        writer(file)
        file.flush()
        os.fsync(file.fileno())
        return FileEntry(bytes=file.seek(0, os.SEEK_END), sha256=sha256(file))


def replace_file(path: Path, writer: Callable[[BinaryIO], object]) -> None:
    """Write a file beside where it is to stand, and put it there in one step."""
    with tempfile.TemporaryDirectory(prefix=".staging-", dir=path.parent) as staging:
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
