"""What a record of a web archive holds: a page of the site, something else, or something that cannot be trusted."""

import base64
import binascii
import hashlib
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import quote

from csto_dataset.documents import is_of_the_site
from csto_dataset.errors import SourceError
from csto_dataset.fields import is_url
from csto_dataset.findings import label
from csto_dataset.sources.framing import LARGEST_RECORD, Frame
from csto_dataset.sources.http import MediaType, answer, decoded, media_type, without_chunks

HTML: Final = ("text/html", "application/xhtml+xml")
TEXT: Final = ("text/plain",)
_READ: Final = {"response": (*HTML, *TEXT), "resource": (*HTML, *TEXT), "conversion": TEXT}
"""Types of records that may hold a page, with the media types of pages in them."""

_ASCII: Final = "".join(map(chr, range(0x21, 0x7F)))
_SCHEME: Final = re.compile("https?://", re.IGNORECASE)
_MOMENT: Final = re.compile("([0-9]{4}-[0-9]{2}-[0-9]{2})(?:T[0-9:.]+Z?)?")
_DIGESTS: Final[dict[str, Callable[[bytes], "hashlib._Hash"]]] = {
    "md5": lambda raw: hashlib.md5(raw, usedforsecurity=False),
    "sha1": lambda raw: hashlib.sha1(raw, usedforsecurity=False),
    "sha256": hashlib.sha256,
    "sha512": hashlib.sha512,
}


@dataclass(frozen=True, slots=True)
class Payload:
    """A page as the server sent it, without transfer and content codings.

    Attributes:
        url: None where the address is none that a record may have.
        captured: None where the archive does not say it as it should.
    """

    raw: bytes
    media: MediaType
    url: str | None
    captured: date | None


@dataclass(frozen=True, slots=True)
class Left:
    """A record that holds no page of the site, and what it holds instead, in a few words."""

    kind: str


def payload_of(frame: Frame) -> Payload | Left:
    """Return the page of the site that a record holds, or what it holds instead.

    Raises:
        SourceError: the record is damaged, not whole, or too large.
    """
    kind = _demanded(frame, "WARC-Type").lower()
    if kind not in _READ:
        return Left(label(kind))
    address = _address(_demanded(frame, "WARC-Target-URI"))
    if not is_of_the_site(address):
        return Left("of another host")
    head = answer(frame.head) if kind == "response" else None
    if head is not None and head.status != "200":
        return Left(f"of status {label(head.status)}")
    media = media_type(frame.headers.get_header("Content-Type")) if head is None else head.media
    if media.name not in _READ[kind]:
        return Left(label(media.name or "of no media type"))
    block = _whole(frame)
    wrapped = block[head.size if head else 0 :]
    unchunked = without_chunks(wrapped) if head is not None and head.chunked else wrapped
    raw = unchunked if head is None else decoded(unchunked, head.codings, LARGEST_RECORD)
    _demand_digest(frame, "WARC-Block-Digest", [block])
    # The standard means the body without chunks; many crawlers took the digest with them, others of the decoded page.
    _demand_digest(frame, "WARC-Payload-Digest", [wrapped, unchunked, raw])
    if not raw:
        raise SourceError("expected a page, found an empty one")
    return Payload(raw, media, address if is_url(address) else None, _day(frame))


def _demanded(frame: Frame, name: str) -> str:
    """Return the value of a header that every record, or every record of a page, has."""
    try:
        frame.header.decode()
    except UnicodeDecodeError as error:
        raise SourceError(f"expected a header in UTF-8, found the byte 0x{frame.header[error.start]:02x}") from error
    value = (frame.headers.get_header(name) or "").strip()
    if not value:
        raise SourceError(f"expected the header {name}, found none")
    return str(value)


def _address(stated: str) -> str:
    """Return an address in ASCII: older writers put it between `<` and `>`, and some leave letters as they are."""
    bare = stated[1:-1] if stated.startswith("<") and stated.endswith(">") else stated
    encoded = quote(bare.strip(), safe=_ASCII)
    return _SCHEME.sub(lambda scheme: scheme.group().lower(), encoded, count=1)


def _whole(frame: Frame) -> bytes:
    """Return the block of a record that holds all of a page."""
    for name in ("WARC-Truncated", "WARC-Segment-Number"):
        value = frame.headers.get_header(name)
        if value is not None:
            raise SourceError(f"expected a whole page, found a part of one ({name}: {label(value)})")
    if frame.block is None:
        raise SourceError(f"expected at most {LARGEST_RECORD:,} bytes, found {frame.length:,}")
    return frame.block


def _demand_digest(frame: Frame, name: str, candidates: Iterable[bytes]) -> None:
    """Hold bytes against the digest that a header states, where it states one that is known here."""
    algorithm, _, stated = (frame.headers.get_header(name) or "").strip().partition(":")
    digest = _DIGESTS.get(algorithm.lower().replace("-", ""))
    if digest is None:
        return
    spelled = _bytes_of(stated, digest(b"").digest_size)
    if spelled is None or spelled not in (digest(candidate).digest() for candidate in candidates):
        raise SourceError(f"expected the bytes of the {name} {label(stated)}, found others (its words were changed)")


def _bytes_of(stated: str, size: int) -> bytes | None:
    """Return the bytes of a digest, in base 16 or base 32; None where it is neither."""
    try:
        if len(stated) == 2 * size:
            return bytes.fromhex(stated)
        return base64.b32decode(stated.rstrip("=") + "=" * (-len(stated.rstrip("=")) % 8), casefold=True)
    except (ValueError, binascii.Error):
        return None


def _day(frame: Frame) -> date | None:
    """Return the day of the moment at which a record was made."""
    stated = _MOMENT.fullmatch((frame.headers.get_header("WARC-Date") or "").strip())
    try:
        return date.fromisoformat(stated.group(1)) if stated else None
    except ValueError:
        return None
