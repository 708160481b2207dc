"""Sources: from files to documents. A reader a suffix, in READERS."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from csto_dataset.documents import Document
from csto_dataset.errors import SourceError
from csto_dataset.files import because, is_folder, named
from csto_dataset.findings import Finding, Place
from csto_dataset.sources import html, text, warc
from csto_dataset.sources.catalogue import Entry, read_catalogue

Reader = Callable[[Path, Entry | None], Iterator[Document | Finding]]
"""Yields the documents of a file, one after the other, and what of it cannot be read.

Raises SourceError where nothing of the file, or nothing more of it, can be read.
"""

READERS: Final[dict[str, Reader]] = {
    ".htm": html.read,
    ".html": html.read,
    ".txt": text.read,
    ".warc": warc.read,
    ".warc.gz": warc.read,
    ".wet": warc.read,
    ".wet.gz": warc.read,
}
"""Reader of each kind of source, by the end of the file's name."""


def pages_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files of pages that paths name: a file stands for itself, a folder for the pages in it, sorted.

    Raises:
        SourceError: a path does not exist, or a folder holds no page.
    """
    return [page for path in paths for page in (_in_folder(path) if is_folder(path, SourceError) else [path])]


def read(pages: Iterable[Path]) -> Iterator[Document | Finding]:
    """Yield the documents of each page file, with what the catalogue of its folder says of it.

    What cannot be read is a finding, and the next file follows.

    Raises:
        SourceError: a folder's catalogue cannot be used.
    """
    catalogues: dict[Path, dict[str, Entry]] = {}
    for page in pages:
        folder = page.parent
        if folder not in catalogues:
            catalogues[folder] = read_catalogue(folder)
        try:
            yield from _reader(page)(page, catalogues[folder].get(page.name))
        except SourceError as error:
            yield Finding("unread-page", str(error).removeprefix(f"{named(page)}: "), Place(file=named(page)))


def _reader(page: Path) -> Reader:
    suffix = _suffix(page)
    if suffix is None:
        known = ", ".join(sorted(READERS))
        raise SourceError(f"{named(page)}: no reader for {page.suffix!r} (known: {known})")
    return READERS[suffix]


def _suffix(page: Path) -> str | None:
    """Return the longest known end of a file's name, such as `.warc.gz`; None where it has none of them."""
    name = page.name.lower()
    return max((suffix for suffix in READERS if name.endswith(suffix) and name != suffix), key=len, default=None)


def _in_folder(folder: Path) -> list[Path]:
    try:
        pages = sorted(path for path in folder.iterdir() if _suffix(path) is not None)
    except OSError as error:
        raise SourceError(f"{named(folder)}: {because(error)}") from error
    if not pages:
        raise SourceError(f"{named(folder)}: expected pages ({', '.join(sorted(READERS))}) in the folder, found none")
    return pages
