"""The encoding that a page declares in its first bytes, before anything is decoded.

Source:
    HTML Standard (html.spec.whatwg.org), section 13.2.3.2, "Prescan a byte stream to determine its encoding".
"""

import re
from collections.abc import Iterator
from typing import Final

from csto_dataset.sources.html.labels import encoding_of

PRESCANNED: Final = 1024
"""Bytes in which a declaration counts."""

_SPACE: Final = rb"[\t\n\f\r ]"
_MARKUP: Final = re.compile(
    rb"<!(?=--)(?:.*?-->|.*)"  # `<!-->` is a whole comment.
    rb"|<(?P<meta>[Mm][Ee][Tt][Aa])(?=[\t\n\f\r /])"
    rb"|</?[A-Za-z][^\t\n\f\r >]*(?P<tag>)"
    rb"|<[!/?][^>]*>",
    re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(
    rb"[\t\n\f\r /]*(?P<name>[^\t\n\f\r />][^\t\n\f\r />=]*)"
    rb"(?:" + _SPACE + rb"*=" + _SPACE + rb"*"
    rb"(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\t\n\f\r >\"'][^\t\n\f\r >]*)|(?=>)))?"
)
_CHARSET: Final = re.compile(
    rb"charset" + _SPACE + rb"*=" + _SPACE + rb"*(?:\"([^\"]*)\"|'([^']*)'|([^\t\n\f\r ;\"'][^\t\n\f\r ;]*))",
    re.IGNORECASE,
)
_XML: Final = re.compile(rb"<\?xml[^>]*?encoding[\0-\x20]*=[\0-\x20]*(?:\"([^\">]*)\"|'([^'>]*)')")
_IN_MARKUP: Final = {"utf-16le": "utf-8", "utf-16be": "utf-8", "x-user-defined": "windows-1252"}
"""A declaration that was read byte by byte cannot be in UTF-16."""


def declared(raw: bytes) -> str | None:
    """Return the encoding that the first bytes of a page declare, None where they declare none that is known."""
    head = raw[:PRESCANNED]
    if head.startswith(b"<\0?\0x\0"):
        return "utf-16le"
    if head.startswith(b"\0<\0?\0x"):
        return "utf-16be"
    found = _in_meta(head) or _in_xml(head)
    return None if found is None else _IN_MARKUP.get(found, found)


def _in_meta(head: bytes) -> str | None:
    at = 0
    while (markup := _MARKUP.search(head, at)) is not None:
        at = markup.end()
        if markup["meta"] is None and markup["tag"] is None:
            continue
        attributes: dict[bytes, bytes] = {}
        for name, value, end in _attributes(head, at):
            attributes.setdefault(name, value)
            at = end
        found = _of_meta(attributes) if markup["meta"] is not None else None
        if found is not None:
            return found
    return None


def _attributes(head: bytes, at: int) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield the attributes of a tag with the offset after each: names in lower case, values as they stand."""
    while (found := _ATTRIBUTE.match(head, at)) is not None:
        at = found.end()
        yield found["name"].lower(), found["double"] or found["single"] or found["bare"] or b"", at


def _of_meta(attributes: dict[bytes, bytes]) -> str | None:
    if b"charset" in attributes:
        return _label(attributes[b"charset"])
    if attributes.get(b"http-equiv", b"").lower() != b"content-type":
        return None
    found = _CHARSET.search(attributes.get(b"content", b""))
    return None if found is None else _label(found[1] or found[2] or found[3] or b"")


def _in_xml(head: bytes) -> str | None:
    found = _XML.match(head)
    return None if found is None else _label(found[1] or found[2] or b"")


def _label(raw: bytes) -> str | None:
    return encoding_of(raw.decode("latin-1"))
