"""HTML pages: the document is what a browser shows, with marks for what the markup says of it.

Needs the extra `html`. Nothing of a page is run, followed or fetched.
"""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Final

from csto_dataset.documents import Document
from csto_dataset.errors import MissingExtraError, SourceError
from csto_dataset.files import opened
from csto_dataset.findings import Finding, Place, printable
from csto_dataset.records import Language
from csto_dataset.sources.catalogue import Entry
from csto_dataset.sources.html.decoding import Decoded, decode, in_utf_8
from csto_dataset.sources.html.guard import MOST_BYTES, refuse_what_hangs, refuse_what_is_large
from csto_dataset.sources.html.shown import Shown

_AT_ONCE: Final = 2**16
"""Bytes that are asked for first: memory for as many as a page may have would cost more than reading a usual one."""


def read(path: Path, entry: Entry | None = None) -> Iterator[Document | Finding]:
    """Yield the document of an HTML file, and a finding where bytes of it mean nothing.

    Raises:
        SourceError: the file cannot be read, is not the one that its catalogue describes, or is refused by `document`.
        MissingExtraError: the parser of HTML is not installed.
    """
    with opened(path, SourceError) as file:
        raw = file.read(_AT_ONCE)
        if len(raw) == _AT_ONCE:
            raw += file.read(MOST_BYTES + 1 - _AT_ONCE)  # One byte too many is refused as all of them would be.
    if entry is None:
        yield from document(raw, str(path))
        return
    entry.demand(path, hashlib.sha256(raw).hexdigest())
    yield from document(raw, str(path), url=entry.url, language=entry.language)


def document(
    raw: bytes,
    name: str,
    *,
    url: str | None = None,
    charset: str | None = None,
    captured: date | None = None,
    language: Language | None = None,
) -> Iterator[Document | Finding]:
    """Yield the document of the bytes of a page, and a finding where some of them mean nothing in its encoding.

    Args:
        name: how messages call the page.
        url: of the page; without it the address that the page gives itself is taken, where it is one of the site.
        charset: the label of the encoding that the transport gave.
        captured: the day on which the page was fetched.
        language: of the page; without it what the page states.

    Raises:
        SourceError: the page is empty, shows no text, or would take a parser too long (`guard`).
        MissingExtraError: the parser of HTML is not installed.
    """
    called = printable(name)
    try:
        decoded, shown = _shown(raw, charset)
    except SourceError as error:
        raise SourceError(f"{called}: {error}") from None
    if decoded.undecodable is not None:
        yield _undecodable(raw, decoded.undecodable, decoded.encoding, called)
    yield Document(
        name,
        shown.text,
        hashlib.sha256(shown.text.encode()).hexdigest(),
        url or shown.url,
        language or shown.language,
        hashlib.sha256(raw).hexdigest(),
        captured,
        shown.marks,
    )


def _undecodable(raw: bytes, at: int, encoding: str, called: str) -> Finding:
    message = f"expected {encoding}, found the byte 0x{raw[at]:02x} at offset {at}"
    return Finding("undecodable-bytes", message, Place(file=called, byte=at))


def _shown(raw: bytes, charset: str | None) -> tuple[Decoded, Shown]:
    """Return the characters of a page and what they show; errors are without the name of the page."""
    try:
        # Text captures alone need no parser of HTML.
        from csto_dataset.sources.html.reading import shown_by
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] != "selectolax":
            raise
        raise MissingExtraError('html is not installed: pip install "csto-dataset[html]"') from None
    if not raw:
        raise SourceError("expected a page, found an empty file")
    refuse_what_is_large(raw)
    decoded = decode(raw, charset)
    markup = in_utf_8(raw, decoded)
    refuse_what_hangs(markup)
    return decoded, shown_by(markup)
