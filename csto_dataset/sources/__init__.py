"""Sources: from files to documents. A reader a suffix, in READERS."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from csto_dataset.documents import Document
from csto_dataset.errors import SourceError
from csto_dataset.files import because, is_folder, named
from csto_dataset.sources import text
from csto_dataset.sources.catalogue import Entry, read_catalogue

READERS: Final[dict[str, Callable[[Path, Entry | None], Document]]] = {".txt": text.read}
"""Reader of each kind of page, by the suffix of the file's name."""


def pages_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files of pages that paths name: a file stands for itself, a folder for the pages in it, sorted.

    Raises:
        SourceError: a path does not exist, or a folder holds no page.
    """
    return [page for path in paths for page in (_in_folder(path) if is_folder(path, SourceError) else [path])]


def read(pages: Iterable[Path]) -> Iterator[Document]:
    """Yield the document of each page file, with what the catalogue of its folder says of it.

    Raises:
        SourceError: a file cannot be read as a page, or its catalogue contradicts it.
    """
    catalogues: dict[Path, dict[str, Entry]] = {}
    for page in pages:
        folder = page.parent
        if folder not in catalogues:
            catalogues[folder] = read_catalogue(folder)
        yield _reader(page)(page, catalogues[folder].get(page.name))


def _reader(page: Path) -> Callable[[Path, Entry | None], Document]:
    try:
        return READERS[page.suffix.lower()]
    except KeyError:
        known = ", ".join(sorted(READERS))
        raise SourceError(f"{named(page)}: no reader for {page.suffix!r} (known: {known})") from None


def _in_folder(folder: Path) -> list[Path]:
    try:
        pages = sorted(path for path in folder.iterdir() if path.suffix.lower() in READERS)
    except OSError as error:
        raise SourceError(f"{named(folder)}: {because(error)}") from error
    if not pages:
        raise SourceError(f"{named(folder)}: expected pages ({', '.join(sorted(READERS))}) in the folder, found none")
    return pages
