"""The document: what a source's reader hands to the parser, whatever the source was."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from csto_dataset.records import Language

SITE = "odkb-csto.org"
"""The CSTO's site; its English pages stand at `en.`, older ones at other sub-domains."""


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a page, exactly as decoded.

    Attributes:
        name: how messages call it: the file's path as it was given.
        text: encoding it again as UTF-8 gives the bytes that `sha256` is the digest of.
        sha256: hexadecimal digits.
        url: address of the page where it is known.
        language: where the catalogue states it; None leaves it to the parser.
    """

    name: str
    text: str
    sha256: str
    url: str | None = None
    language: Language | None = None


def is_of_the_site(url: str) -> bool:
    """Say whether an address is one of the CSTO's site."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # Square brackets that hold no IPv6 address.
        return False
    return host == SITE or host.endswith("." + SITE)
