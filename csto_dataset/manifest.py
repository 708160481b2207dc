"""The manifest: what a release consists of, and what proves it."""

import hashlib
from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from csto_dataset.errors import ReleaseError
from csto_dataset.fields import Offset, Sha256, Url
from csto_dataset.findings import first_refusal
from csto_dataset.records import SCHEMA_VERSION, Language

MANIFEST: Final = "manifest.json"
CHECKSUMS: Final = "SHA256SUMS"
LEDGER: Final = "ledger.jsonl"
DICTIONARY: Final = "data-dictionary.md"
README: Final = "README.md"

VERSION_PATTERN: Final = "^(?:0|[1-9][0-9]{0,5})[.](?:0|[1-9][0-9]{0,5})[.](?:0|[1-9][0-9]{0,5})$"
Version = Annotated[str, StringConstraints(pattern=VERSION_PATTERN)]
FileName = Annotated[str, StringConstraints(pattern="^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$")]
"""A flat name: it cannot leave the folder."""

RIGHTS: Final = {
    "text": (
        "The texts are the CSTO's and, where an outlet is named, the outlet's. Their rights are not ours to license, "
        "and no licence to them is given here: ask the holders, or rely on what your law allows for quotation and research."
    ),
    "code": "MIT",
}
"""Who holds what: the texts on one side, the code that made the release on the other."""


class _Part(BaseModel):
    # Keys that a newer minor version adds are passed over.
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")


class FileEntry(_Part):
    """A file of the release."""

    bytes: Offset
    sha256: Sha256


class TableEntry(_Part):
    """A table of the release."""

    rows: Offset
    root: Sha256


class SourceEntry(_Part):
    """A document that the release was read from."""

    document: Sha256
    url: Url | None
    language: Language
    characters: Offset


class Manifest(_Part):
    """What a release consists of. Every file of its folder stands in `files`, but the manifest and the check sums."""

    name: Literal["csto-dataset"] = "csto-dataset"
    version: Version
    schema_version: Annotated[str, StringConstraints(pattern="^[1-9][0-9]{0,5}\\.(?:0|[1-9][0-9]{0,5})$")] = (
        SCHEMA_VERSION
    )
    root: Sha256
    tables: dict[str, TableEntry]
    sources: tuple[SourceEntry, ...]
    files: dict[FileName, FileEntry]
    writer: dict[str, str] = Field(description="Versions of what wrote the files.")
    rights: dict[str, str] = Field(default_factory=lambda: dict(RIGHTS))


class ReleaseEntry(_Part):
    """A line of the list of releases."""

    version: Version
    schema_version: str
    root: Sha256


def read_manifest(raw: bytes, name: str) -> Manifest:
    """Return the manifest that a file's bytes hold.

    Raises:
        ReleaseError: the bytes are no manifest, or one of a schema version that this package does not know.
    """
    try:
        manifest = Manifest.model_validate_json(raw)
    except ValidationError as error:
        raise ReleaseError(f"{name}#{first_refusal(error)}") from error
    if manifest.schema_version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        raise ReleaseError(
            f"{name}: expected schema version {SCHEMA_VERSION}, found {manifest.schema_version} (a newer csto-dataset reads it)"
        )
    return manifest


def without_sources(lines: Iterable[bytes]) -> bytes:
    """Return a manifest without its sources: one line a source, they alone grow with the number of pages.

    A manifest that is laid out in another way than a release's is returned as it is.
    """
    kept: list[bytes] = []
    inside = False
    for line in lines:
        if inside:
            inside = line != b"  ],\n"
        elif line == b'  "sources": [\n':
            inside = True
            kept.append(b'  "sources": [],\n')
        else:
            kept.append(line)
    return b"".join(kept)


def file_entry(raw: bytes) -> FileEntry:
    """Return what a manifest says of a file with these bytes."""
    return FileEntry(bytes=len(raw), sha256=hashlib.sha256(raw).hexdigest())


def checksums(entries: dict[str, Any]) -> bytes:
    """Return a file that `sha256sum --check` takes, from the entry of each file by its name."""
    return "".join(f"{entry.sha256}  {name}\n" for name, entry in sorted(entries.items())).encode()
