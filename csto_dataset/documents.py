"""The document: what a source's reader hands to the parser, whatever the source was."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal, NamedTuple
from urllib.parse import urlsplit

from csto_dataset.records import Language

SITE = "odkb-csto.org"
"""The CSTO's site; its English pages stand at `en.`, older ones at other sub-domains."""

_LINE_END: Final = re.compile(r"\r\n|\n|\r")

MarkKind = Literal["item", "title", "day", "body", "heading", "strong", "furniture", "navigation"]
"""What markup says of a passage.

item: one item of the side column, its day first where it prints one. title: the headline. day: the page's own day. body:
the page's own text. heading, strong: inside the body, a heading, and a paragraph that is emphasized as a whole.
furniture, navigation: the roles of the ledger of the same names.
"""


class Mark(NamedTuple):
    """A passage of a document that its markup names: code points from `start` to `end`, half open, whole lines."""

    start: int
    end: int
    kind: MarkKind


@dataclass(frozen=True, slots=True)
class Document:
    """The text of a page, exactly as decoded or, for HTML, as a browser would show it.

    Attributes:
        name: how messages call it: the file's path as it was given; for a record of an archive with `#` and its number.
        text: encoding it again as UTF-8 gives the bytes that `sha256` is the digest of.
        sha256: hexadecimal digits.
        url: address of the page where it is known.
        language: where the catalogue or the markup states it; None leaves it to the parser.
        raw: SHA-256 of the bytes that the text was taken from, where they are others than the text's.
        captured: day on which the page was fetched, where it is known.
        marks: what the markup says, in order of start; without any the layout of the text alone tells what is what.
    """

    name: str
    text: str
    sha256: str
    url: str | None = None
    language: Language | None = None
    raw: str | None = None
    captured: date | None = None
    marks: tuple[Mark, ...] = ()


class Lines:
    """Places in a text by offset; asked in ascending order of the lines, each line is counted once.

    Lines end with LF, CR LF or CR, as editors count them.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = self._begins = 0
        self._line = 1

    def place(self, offset: int) -> tuple[int, int]:
        """Return the line and the column of an offset, in code points, both from 1."""
        if offset < self._begins:
            self._at, self._begins, self._line = 0, 0, 1
        for end in _LINE_END.finditer(self._text, self._at, offset):
            self._line += 1
            self._begins = end.end()
        self._at = max(self._begins, offset)
        return self._line, offset - self._begins + 1


def is_of_the_site(url: str) -> bool:
    """Say whether an address is one of the CSTO's site."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # Square brackets that hold no IPv6 address.
        return False
    return host == SITE or host.endswith("." + SITE)
