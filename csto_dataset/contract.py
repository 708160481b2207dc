"""The published contract: what the folders of the schema version and of the report's version hold, all of it derived."""

from pathlib import Path
from typing import Final

from csto_dataset.dictionary import data_dictionary
from csto_dataset.errors import ReleaseError, StaleError
from csto_dataset.files import because, named
from csto_dataset.manifest import DICTIONARY
from csto_dataset.records import SCHEMA_VERSION
from csto_dataset.reports.json_schema import REPORT_SCHEMA, REPORT_VERSION, report_schema
from csto_dataset.schema import as_file, schema_files
from csto_dataset.vectors import identity_vectors

VECTORS: Final = "identity-vectors.json"
REPORT_FOLDER: Final = f"report/{REPORT_VERSION}"
"""Reports have versions of their own."""


def contract_files() -> dict[str, bytes]:
    """Return the bytes of each file of the schema version by its name."""
    return {**schema_files(), DICTIONARY: data_dictionary().encode(), VECTORS: as_file(identity_vectors())}


def report_files() -> dict[str, bytes]:
    """Return the bytes of each file of the report's version by its name."""
    return {REPORT_SCHEMA: as_file(report_schema())}


def write(out: Path) -> Path:
    """Write the files into their folders, and return that of the schema version.

    Raises:
        ReleaseError: a folder cannot be written.
    """
    for folder, files in _folders(out).items():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, content in files.items():
                (folder / name).write_bytes(content)
        except OSError as error:
            raise ReleaseError(f"{named(folder)}: {because(error)}") from error
    return out / SCHEMA_VERSION


def check(out: Path) -> Path:
    """Return the folder of the schema version, once all have proved to hold what the package says today.

    Raises:
        StaleError: a file is missing, differs, or is none of them.
    """
    for folder, files in _folders(out).items():
        there = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
        for name in sorted(files.keys() | there):
            if name not in files or _content(folder / name) != files[name]:
                how = "is stale" if name in there else "is missing"
                raise StaleError(f"{named(folder / name)} {how}: run csto-dataset schema")
    return out / SCHEMA_VERSION


def _folders(out: Path) -> dict[Path, dict[str, bytes]]:
    """Return what each folder holds."""
    return {out / SCHEMA_VERSION: contract_files(), out / REPORT_FOLDER: report_files()}


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file; None where there is no file that can be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None
