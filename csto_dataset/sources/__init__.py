"""Sources: from files to documents. A reader a suffix, in READERS."""

import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Final, NoReturn

from csto_dataset.documents import Document
from csto_dataset.errors import MissingExtraError, SourceError
from csto_dataset.files import because, is_folder, named
from csto_dataset.findings import Finding, Place, printable
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

TOO_LARGE: Final = "expected a page that the memory suffices for, found a larger one"
"""Why a page is left out for whose text, or whose records, there is not memory enough."""


def pages_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files of pages that paths name: a file stands for itself, a folder for the pages below it, in order.

    The pages below a folder are the files whose names end as those of pages do, and those that a catalogue there names.
    What begins with a dot is passed over. A link that is named stands for what it leads to; `read` refuses those below
    a folder.

    Raises:
        SourceError: a path does not exist, a folder cannot be listed or holds no page, or a catalogue cannot be used.
    """
    return [page for path in paths for page in (_below(path) if is_folder(path, SourceError) else [_meant(path)])]


def read(pages: Iterable[Path], folder: Path | None = None) -> Iterator[Document | Finding]:
    """Yield the documents of each page file, with what the catalogue of its folder says of it.

    What cannot be read is a finding, and the next file follows.

    Args:
        folder: that relative paths begin in, where it is not the present one; it stands in no name.

    Raises:
        SourceError: a folder's catalogue cannot be used.
    """
    folder, catalogue = None, dict[str, Entry]()
    for page in pages:
        if page.parent != folder:
            folder, catalogue = page.parent, read_catalogue(page.parent)
        try:
            yield from _reader(page)(page, catalogue.get(page.name))
        except (SourceError, MissingExtraError) as error:
            yield Finding("unread-page", str(error).removeprefix(f"{named(page)}: "), Place(file=named(page)))
        except MemoryError:
            yield Finding("unread-page", TOO_LARGE, Place(file=named(page)))


def read_from(folder: Path, pages: Iterable[Path]) -> Iterator[Document | Finding]:
    """Yield what `read` would in a process whose present folder is another one: no name tells the difference.

    Raises:
        SourceError: a folder's catalogue cannot be used.
    """
    begins = os.path.join(folder, "")  # noqa: PTH118 - a path of pathlib never ends with a slash
    for absolute, some in groupby(pages, Path.is_absolute):
        if absolute:
            yield from read(some)
            continue
        try:
            yield from (_without(begins, each) for each in read(folder / page for page in some))
        except SourceError as error:
            raise SourceError(str(error).removeprefix(printable(begins))) from error


def _without(begins: str, given: Document | Finding) -> Document | Finding:
    """Return a document, or what is wrong with one, whose name does not begin with a folder any more."""
    if isinstance(given, Document):
        return replace(given, name=given.name.removeprefix(begins))
    return replace(given, where=given.where._replace(file=given.where.file.removeprefix(printable(begins))))


def _reader(page: Path) -> Reader:
    if page.is_symlink():
        raise SourceError(f"{named(page)}: expected a file, found a link (name what it leads to, if you trust it)")
    suffix = _suffix(page)
    if suffix is None:
        known = ", ".join(sorted(READERS))
        raise SourceError(f"{named(page)}: no reader for {page.suffix!r} (known: {known})")
    return READERS[suffix]


def _suffix(page: Path) -> str | None:
    """Return the longest known end of a file's name, such as `.warc.gz`; None where it has none of them."""
    name = page.name.lower()
    return max((suffix for suffix in READERS if name.endswith(suffix) and name != suffix), key=len, default=None)


def _meant(path: Path) -> Path:
    return path.resolve() if path.is_symlink() else path


def _below(folder: Path) -> list[Path]:
    pages: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=_refuse):
        here = Path(where)
        links = [name for name in folders if (here / name).is_symlink()]
        found = {*links, *(name for name in names if _suffix(here / name) is not None)}
        pages += (here / name for name in sorted({*read_catalogue(here), *filter(_seen, found)}))
        folders[:] = sorted(filter(_seen, folders))
    if not pages:
        raise SourceError(f"{named(folder)}: expected pages ({', '.join(sorted(READERS))}) in the folder, found none")
    return pages


def _refuse(error: OSError) -> NoReturn:
    raise SourceError(f"{named(Path(error.filename))}: {because(error)}") from error


def _seen(name: str) -> bool:
    return not name.startswith(".")
