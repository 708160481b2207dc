"""What a server sent, as an archive keeps it: the status, the media type, and the bytes of the page without wrappings.

Source:
    RFC 9112, section 7.1 (chunks); RFC 9110, section 8.4 (content codings).
"""

import io
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from csto_dataset.errors import SourceError
from csto_dataset.findings import shown

MOST_CODINGS: Final = 4
"""How many times a page may be compressed over; servers do it once."""
_MOST_MEMBERS: Final = 64
"""Gzip members of a body; servers send one."""

_PROTOCOLS: Final = ["HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2", "HTTP/3"]
_BLANK_LINE: Final = re.compile(rb"\r?\n\r?\n")
_CHUNK: Final = re.compile(rb"([0-9A-Fa-f]{1,8})[ \t]*(?:;[^\n]*)?\r?\n")
_CHARSET: Final = re.compile(r"""charset\s*=\s*["']?([^\s"';,]+)""", re.IGNORECASE)
_GZIP: Final = 16 + zlib.MAX_WBITS
_BLOCK: Final = 64 * 1024


@dataclass(frozen=True, slots=True)
class MediaType:
    """What a header says a content is, in lower case; both are None where it does not say."""

    name: str | None
    charset: str | None


@dataclass(frozen=True, slots=True)
class Answer:
    """The head of a server's answer.

    Attributes:
        codings: content codings, in the order in which they were applied.
        size: of the head in bytes, with its blank line.
    """

    status: str
    media: MediaType
    chunked: bool
    codings: tuple[str, ...]
    size: int


def media_type(header: str | None) -> MediaType:
    """Return what the value of a `Content-Type` header says."""
    stated = header or ""
    charset = _CHARSET.search(stated)
    return MediaType(stated.partition(";")[0].strip().lower() or None, charset.group(1).lower() if charset else None)


def answer(block: bytes) -> Answer:
    """Return the head of the answer that a block begins with.

    Raises:
        SourceError: it begins with none.
    """
    from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

    end = _BLANK_LINE.search(block)
    if end is None:
        raise SourceError("expected a blank line behind the HTTP headers, found none")
    try:
        head = StatusAndHeadersParser(_PROTOCOLS).parse(io.BytesIO(block[: end.end()]))
    except StatusAndHeadersParserException as error:
        raise SourceError(f"expected HTTP headers, found {shown(block[:20].decode('latin-1'))}") from error
    codings = (each.strip().lower() for each in (head.get_header("Content-Encoding") or "").split(","))
    transfers = (head.get_header("Transfer-Encoding") or "").lower()
    return Answer(
        status=head.get_statuscode(),
        media=media_type(head.get_header("Content-Type")),
        chunked="chunked" in transfers,
        codings=tuple(each for each in codings if each not in ("", "identity", "none")),
        size=end.end(),
    )


def without_chunks(body: bytes) -> bytes:
    """Return a body without the sizes of its chunks; as it is where it has none, since some crawlers take them out.

    Raises:
        SourceError: a chunk is damaged.
    """
    if _CHUNK.match(body) is None:
        return body
    whole, at = bytearray(), 0
    while True:
        line = _CHUNK.match(body, at)
        if line is None:
            raise SourceError(f"expected the size of an HTTP chunk at byte {at} of the body, found none")
        size = int(line.group(1), 16)
        if size == 0:
            return bytes(whole)
        end = line.end() + size
        if end > len(body):
            raise SourceError(f"expected {size} bytes of an HTTP chunk, found {len(body) - line.end()}")
        whole += body[line.end() : end]
        at = end + 2 if body.startswith(b"\r\n", end) else end + 1


def decoded(body: bytes, codings: tuple[str, ...], largest: int) -> bytes:
    """Return a body without its content codings.

    Raises:
        SourceError: it is damaged, larger than so many bytes, or a coding is not known here.
    """
    if len(codings) > MOST_CODINGS:
        raise SourceError(f"expected one content coding, found {len(codings)}")
    for coding in reversed(codings):
        if coding not in _CODINGS:
            raise SourceError(f"expected a content coding that is known ({', '.join(_CODINGS)}), found {shown(coding)}")
        body = _CODINGS[coding](body, largest)
    return body


def _gzip(body: bytes, largest: int) -> bytes:
    # Some crawlers decode the body and leave the header.
    if not body.startswith(b"\x1f\x8b"):
        return body
    return _inflated(body, largest, _GZIP)


def _deflate(body: bytes, largest: int) -> bytes:
    # The standard asks for a zlib wrapper; some servers send bare deflate.
    wrapped = len(body) > 1 and body[0] & 0x0F == 8 and int.from_bytes(body[:2]) % 31 == 0
    return _inflated(body, largest, zlib.MAX_WBITS if wrapped else -zlib.MAX_WBITS)


def _inflated(body: bytes, largest: int, window: int) -> bytes:
    whole, rest = bytearray(), body
    for _ in range(_MOST_MEMBERS):
        inflater = zlib.decompressobj(window)
        try:
            whole += inflater.decompress(rest, largest + 1 - len(whole))
        except zlib.error as error:
            raise SourceError(f"expected a compressed body, found damage ({error})") from error
        if len(whole) > largest:
            raise _too_large(largest)
        if not inflater.eof:
            raise SourceError("expected a whole compressed body, found one that was cut off")
        rest = inflater.unused_data
        if not rest.startswith(b"\x1f\x8b"):
            return bytes(whole)
    raise SourceError(f"expected one compressed body, found more than {_MOST_MEMBERS} behind one another")


def _brotli(body: bytes, largest: int) -> bytes:
    try:
        import brotli
    except ImportError as error:
        raise SourceError("expected a content coding that is known, found 'br' (pip install brotli)") from error
    decoder = brotli.Decompressor()
    whole = bytearray()
    try:
        # Without a limit a few bytes may become any number (brotli before 1.2 has none).
        whole += decoder.process(body, output_buffer_limit=_BLOCK)
        while not decoder.is_finished() and len(whole) <= largest:
            found = decoder.process(b"", output_buffer_limit=_BLOCK)
            if not found and decoder.can_accept_more_data():
                raise SourceError("expected a whole compressed body, found one that was cut off")
            whole += found
    except brotli.error as error:
        raise SourceError("expected a compressed body, found damage") from error
    except TypeError as error:
        raise SourceError(
            "expected brotli 1.2 or newer for 'br', found an older one (pip install -U brotli)"
        ) from error
    if len(whole) > largest:
        raise _too_large(largest)
    return bytes(whole)


def _too_large(largest: int) -> SourceError:
    return SourceError(f"expected a page of at most {largest:,} bytes, found a larger one")


_CODINGS: Final[dict[str, Callable[[bytes, int], bytes]]] = {
    "gzip": _gzip,
    "x-gzip": _gzip,
    "deflate": _deflate,
    "br": _brotli,
}
