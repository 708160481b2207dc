"""Text captures: the file's bytes, decoded as UTF-8, are the document."""

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from csto_dataset.documents import Document
from csto_dataset.errors import SourceError
from csto_dataset.files import named, opened
from csto_dataset.sources.catalogue import Entry

MOST_BYTES: Final = 128 * 2**20
"""Bytes of a page. Captures of the site have some thousands; to read so many takes a minute and some gigabytes at most."""


def read(path: Path, entry: Entry | None = None) -> Iterator[Document]:
    """Yield the document of a text capture. Nothing is changed: a byte order mark and line ends stay.

    Raises:
        SourceError: the file cannot be read, is empty, too large or not UTF-8, or is not the one that its catalogue
            describes.
    """
    with opened(path, SourceError) as file:
        raw = file.read(MOST_BYTES + 1)
    if len(raw) > MOST_BYTES:
        raise SourceError(f"{named(path)}: expected at most {MOST_BYTES} bytes, found more")
    if not raw:
        raise SourceError(f"{named(path)}: expected a page, found an empty file")
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        raise SourceError(
            f"{named(path)}: expected UTF-8, found the byte 0x{raw[error.start]:02x} at offset {error.start}"
        ) from error
    found = hashlib.sha256(raw).hexdigest()
    if entry is None:
        yield Document(str(path), text, found)
        return
    entry.demand(path, found)
    yield Document(str(path), text, found, entry.url, entry.language)
