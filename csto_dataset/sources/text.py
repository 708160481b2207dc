"""Text captures: the file's bytes, decoded as UTF-8, are the document."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from csto_dataset.documents import Document
from csto_dataset.errors import SourceError
from csto_dataset.files import named, read_bytes
from csto_dataset.sources.catalogue import Entry


def read(path: Path, entry: Entry | None = None) -> Iterator[Document]:
    """Yield the document of a text capture. Nothing is changed: a byte order mark and line ends stay.

    Raises:
        SourceError: the file cannot be read, is empty, is not UTF-8, or is not the one that its catalogue describes.
    """
    raw = read_bytes(path, SourceError)
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
