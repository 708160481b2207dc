"""The published contract: what the folder of a schema version holds, all of it derived from the models."""

from pathlib import Path
from typing import Final

from csto_dataset.dictionary import data_dictionary
from csto_dataset.errors import ReleaseError, StaleError
from csto_dataset.files import because, named
from csto_dataset.manifest import DICTIONARY
from csto_dataset.records import SCHEMA_VERSION
from csto_dataset.schema import as_file, schema_files
from csto_dataset.vectors import identity_vectors

VECTORS: Final = "identity-vectors.json"


def contract_files() -> dict[str, bytes]:
    """Return the bytes of each file by its name."""
    return {**schema_files(), DICTIONARY: data_dictionary().encode(), VECTORS: as_file(identity_vectors())}


def write(out: Path) -> Path:
    """Write the files into the folder of the schema version, and return that folder.

    Raises:
        ReleaseError: the folder cannot be written.
    """
    folder = out / SCHEMA_VERSION
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in contract_files().items():
            (folder / name).write_bytes(content)
    except OSError as error:
        raise ReleaseError(f"{named(folder)}: {because(error)}") from error
    return folder


def check(out: Path) -> Path:
    """Return the folder of the schema version, once it has proved to hold what the models say today.

    Raises:
        StaleError: a file is missing, differs, or is none of them.
    """
    folder = out / SCHEMA_VERSION
    files = contract_files()
    there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    for name in sorted(files.keys() | there):
        if name not in files or _content(folder / name) != files[name]:
            how = "is stale" if name in there else "is missing"
            raise StaleError(f"{named(folder / name)} {how}: run csto-dataset schema")
    return folder


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file; None where there is no file that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None
