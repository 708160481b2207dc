"""From the bytes of a page to its characters, by the rules of browsers."""

import codecs
import re
from typing import Final, NamedTuple

from csto_dataset.sources.html.labels import codec_of, encoding_of, table_of
from csto_dataset.sources.html.prescan import declared

_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
_HIGH: Final = re.compile(rb"[\x80-\xff]")
_CYRILLIC_RUN: Final = re.compile(rb"[\xa8\xb8\xc0-\xff]{3,}")


class Decoded(NamedTuple):
    """The characters of a page.

    Attributes:
        text: without a byte order mark; no surrogate is in it.
        encoding: the name that the Encoding Standard gives it, in lower case.
        undecodable: offset of the first byte that the encoding does not have, None where it has them all; what it does
            not have stands as U+FFFD in the text.
    """

    text: str
    encoding: str
    undecodable: int | None


def decode(raw: bytes, charset: str | None = None) -> Decoded:
    """Return the characters of a page.

    A byte order mark decides, then what the transport says, then what the page declares, then the bytes themselves:
    UTF-8 where they are that, else windows-1251 where they look like Cyrillic, else windows-1252.

    Args:
        charset: the label that the transport gave; one that is not known counts as none.
    """
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _decoded(raw, encoding, len(mark))
    return _decoded(raw, encoding_of(charset) or declared(raw) or _guessed(raw))


def in_utf_8(raw: bytes, decoded: Decoded) -> bytes:
    """Return the characters of a page, as which its bytes were decoded, in UTF-8: mostly they stand so in the bytes."""
    if decoded.encoding == "utf-8" and decoded.undecodable is None:
        return raw.removeprefix(codecs.BOM_UTF8)
    return decoded.text.encode()


def _decoded(raw: bytes, encoding: str, skipped: int = 0) -> Decoded:
    body = raw[skipped:]
    try:
        return Decoded(_characters(body, encoding, "strict"), encoding, None)
    except UnicodeDecodeError as error:
        return Decoded(_characters(body, encoding, "replace"), encoding, error.start + skipped)


def _characters(raw: bytes, encoding: str, errors: str) -> str:
    table = table_of(encoding)
    if table is None:
        return raw.decode(codec_of(encoding), errors)
    return codecs.charmap_decode(raw, errors, table)[0]


def _guessed(raw: bytes) -> str:
    try:
        raw.decode()
    except UnicodeDecodeError:
        pass
    else:
        return "utf-8"
    # In windows-1251 Cyrillic words are runs of high bytes; in windows-1252 a high byte stands between ASCII letters.
    running = sum(map(len, _CYRILLIC_RUN.findall(raw)))
    return "windows-1251" if 2 * running >= len(_HIGH.findall(raw)) else "windows-1252"
