"""Web archives: each page of the site that a crawler kept, out of WARC files and of the texts (WET) made of them.

Source:
    ISO 28500:2017 (WARC 1.1). Common Crawl's WET files are WARC files of `conversion` records.
"""

import hashlib
import importlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from io import BufferedReader
from pathlib import Path
from typing import Final, Protocol

from csto_dataset.documents import Document
from csto_dataset.errors import MissingExtraError, SourceError
from csto_dataset.files import named, opened, sha256
from csto_dataset.findings import Finding, Place, printable, shown
from csto_dataset.sources.catalogue import Entry
from csto_dataset.sources.framing import Frame, frames
from csto_dataset.sources.html import document as document_of_html
from csto_dataset.sources.payload import HTML, Left, Payload, payload_of

_SHOWN_KINDS: Final = 10
_COUNTED_KINDS: Final = 100
"""Kinds of other records that are counted apart: an archive may name any number of them."""
_OTHER_KINDS: Final = "of other kinds"


class HtmlReader(Protocol):
    """Yields the document of an HTML page, or what is wrong with it.

    `charset` is what the server said the page is encoded in, in lower case.
    """

    def __call__(
        self, raw: bytes, name: str, *, url: str | None, charset: str | None, captured: date | None
    ) -> Iterator[Document | Finding]: ...


def read(path: Path, entry: Entry | None = None, html: HtmlReader = document_of_html) -> Iterator[Document | Finding]:
    """Yield the pages of the site that an archive holds, one after the other, and what of it is broken.

    A document is called by the archive and the number of its record, from 1; broken records count. What is no page of the
    site is left alone; the last finding says how many records of which kind that were.

    Args:
        html: reads the pages in HTML; by default the reader of HTML files.

    Raises:
        SourceError: the file cannot be read, holds no whole record, or is not the one that its catalogue describes.
        MissingExtraError: warcio is not installed.
    """
    try:
        importlib.import_module("warcio")
    except ImportError as error:
        raise MissingExtraError('warc is not installed: pip install "csto-dataset[warc]"') from error
    with opened(path, SourceError) as file:
        if not file.peek(1):
            raise SourceError(f"{named(path)}: expected a web archive, found an empty file")
        if entry is not None:
            entry.demand(path, sha256(file))
        language = None if entry is None else entry.language
        for page in _Archive(path, html).read(file):
            yield replace(page, language=language or page.language) if isinstance(page, Document) else page


class _Archive:
    """The reading of one archive."""

    def __init__(self, path: Path, html: HtmlReader) -> None:
        self._path = path
        self._html = html
        self._left: Counter[str] = Counter()

    def read(self, file: BufferedReader) -> Iterator[Document | Finding]:
        whole = 0
        for record in frames(file, named_as_gzip=self._path.name.lower().endswith(".gz")):
            if isinstance(record, Frame):
                whole += 1
                yield from self._pages(record)
            else:
                yield self._broken(record.number, record.byte, record.message)
        if not whole:
            raise SourceError(f"{named(self._path)}: expected a web archive, found no whole record of one")
        if self._left:
            yield Finding("left-records", f"left {self._counted()}", Place(file=named(self._path)))

    def _pages(self, frame: Frame) -> Iterator[Document | Finding]:
        """Yield the page of a record, where it holds one of the site."""
        name = f"{self._path}#{frame.number}"
        try:
            payload = payload_of(frame)
            if isinstance(payload, Left):
                self._leave(payload.kind)
                return
            yield from self._documents(payload, name)
        except SourceError as error:
            yield self._broken(frame.number, frame.byte, str(error).removeprefix(f"{printable(name)}: "))
            return
        except MissingExtraError as error:
            yield Finding("unread-page", str(error), Place(file=printable(name), byte=frame.byte))
            return
        if payload.captured is None:
            stated = shown(frame.headers.get_header("WARC-Date") or "")
            message = f"record {frame.number}: expected a moment as WARC-Date, found {stated}"
            yield Finding("undated-capture", message, Place(file=named(self._path), byte=frame.byte))

    def _documents(self, payload: Payload, name: str) -> Iterator[Document | Finding]:
        raw, url, captured = payload.raw, payload.url, payload.captured
        if payload.media.name in HTML:
            yield from self._html(raw, name, url=url, charset=payload.media.charset, captured=captured)
            return
        try:
            text = raw.decode()
        except UnicodeDecodeError as error:
            raise SourceError(
                f"expected text in UTF-8, found the byte 0x{raw[error.start]:02x} at offset {error.start} of it"
            ) from error
        yield Document(name, text, hashlib.sha256(raw).hexdigest(), url, captured=captured)

    def _broken(self, number: int, byte: int, message: str) -> Finding:
        return Finding("broken-record", f"record {number}: {message}", Place(file=named(self._path), byte=byte))

    def _leave(self, kind: str) -> None:
        known = kind in self._left or len(self._left) < _COUNTED_KINDS
        self._left[kind if known else _OTHER_KINDS] += 1

    def _counted(self) -> str:
        """Return how many records of each kind were left, the most frequent kinds first."""
        ranked = sorted(self._left.items(), key=lambda each: (-each[1], each[0]))
        rest = sum(count for _, count in ranked[_SHOWN_KINDS:])
        counts = [f"{count} {kind}" for kind, count in ranked[:_SHOWN_KINDS]]
        return ", ".join(counts + ([f"{rest} more"] if rest else []))
