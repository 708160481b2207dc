"""Passages of documents, as the ledger of a release names them: what stands there, on which line, with which words around."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from csto_dataset.documents import Document, Lines
from csto_dataset.errors import ReleaseError
from csto_dataset.fields import BLANKS, Offset, Sha256, Url
from csto_dataset.files import named
from csto_dataset.findings import first_refusal
from csto_dataset.manifest import LEDGER
from csto_dataset.release import Release, proved_file

_FORMAT: Final = "".join(character for character in BLANKS if unicodedata.category(character) == "Cf")
_BETWEEN_LETTERS: Final = f"[{re.escape(_FORMAT)}]*"
_BETWEEN_WORDS: Final = f"[{re.escape(BLANKS)}]+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A span of a document. What only the page itself can tell is None where the page is not at hand.

    Attributes:
        document: SHA-256 of the document's text.
        page: name of the page.
        line: from 1.
        column: in code points, from 1.
        counted_in: whether lines and columns are those of the page's file, or of the text that a browser shows of it.
        start: in code points from the beginning of the document; `end` is behind the last one.
    """

    document: str
    url: str | None
    page: str | None
    line: int | None
    column: int | None
    counted_in: Literal["file", "text"] | None
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Spot):
    """A span that holds a value.

    Attributes:
        role: what the ledger says the span is.
        passage: its characters, exactly.
        before: characters before it, in whole words.
    """

    role: str
    passage: str | None
    before: str | None
    after: str | None


class Span(BaseModel):
    """A part of the ledger that belongs to a record."""

    # What a newer minor version adds is passed over.
    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    start: Offset
    end: Offset
    role: str
    record: str | None
    field: str | None


class Stand(BaseModel):
    """What a document holds of one record: a line of the ledger, with the parts of that record alone."""

    model_config = ConfigDict(frozen=True, strict=True, extra="ignore")

    document: Sha256
    url: Url | None
    characters: Offset
    parts: tuple[Span, ...]

    def spot(self, start: int, end: int, page: "PageAtHand | None") -> Spot:
        """Return a span of the document, whose page may be at hand."""
        line, column = (None, None) if page is None else page.lines.place(start)
        return Spot(
            document=self.document,
            url=self.url,
            page=None if page is None else page.document.name,
            line=line,
            column=column,
            counted_in=None if page is None else "file" if page.document.raw is None else "text",
            start=start,
            end=end,
        )

    def passage(self, span: Span, page: "PageAtHand | None", context: int) -> Passage:
        """Return what stands at a span, with at most so many characters before and after it."""
        spot = self.spot(span.start, span.end, page)
        text = None if page is None else page.document.text
        return Passage(
            **{name: getattr(spot, name) for name in Spot.__dataclass_fields__},
            role=span.role,
            passage=None if text is None else text[span.start : span.end],
            before=None if text is None else _before(text, span.start, context),
            after=None if text is None else _after(text, span.end, context),
        )


class PageAtHand:
    """A document that can be read, and the places in it."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.lines = Lines(document.text)


def read_stands(release: Release, id: str) -> tuple[Stand, ...]:
    """Return what the ledger of a release says of a news item or an interview, a document each, its own document first.

    Raises:
        ReleaseError: the ledger cannot be read, is not the one of the manifest, or does not know the record.
    """
    path = release.folder / LEDGER
    with proved_file(release.folder, release.manifest, LEDGER) as file:
        # Most lines are of other records, and a line may be long.
        lines = [(number, line) for number, line in enumerate(file, start=1) if id.encode() in line]
    stands = [_stand(line, f"{named(path)}:{number}", id) for number, line in lines]
    own = release[id].source.document
    if not any(stand.parts and stand.document == own for stand in stands):
        raise ReleaseError(f"{named(path)}: expected the parts of {id} in its document {own}, found none")
    return tuple(sorted((stand for stand in stands if stand.parts), key=lambda stand: stand.document != own))


def _stand(line: bytes, where: str, id: str) -> Stand:
    try:
        whole = Stand.model_validate_json(line)
    except ValidationError as error:
        raise ReleaseError(f"{where}#{first_refusal(error)}") from error
    parts = tuple(part for part in whole.parts if part.record == id)
    for part in parts:
        if not part.start < part.end <= whole.characters:
            raise ReleaseError(
                f"{where}: expected parts of {whole.characters} characters, found {part.start} to {part.end}"
            )
    return whole.model_copy(update={"parts": parts})


def where_it_says(words: str, text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where words stand in a span of a text: format characters and the kind of white space do not count.

    Only whole words count: no letter or digit stands right before or behind them.
    """
    spelled = (_BETWEEN_LETTERS.join(map(re.escape, word)) for word in words.split(" "))
    whole = re.compile(rf"(?<!\w){_BETWEEN_WORDS.join(spelled)}(?!\w)")
    return (found.span() for found in whole.finditer(text, start, end))


def _before(text: str, start: int, context: int) -> str:
    """Return the characters before a place, from the beginning of a word on."""
    first = max(start - context, 0)
    if first and text[first - 1].strip(BLANKS):
        while first < start and text[first].strip(BLANKS):
            first += 1
    return text[first:start]


def _after(text: str, end: int, context: int) -> str:
    """Return the characters after a place, up to the end of a word."""
    last = min(end + context, len(text))
    if last < len(text) and text[last].strip(BLANKS):
        while last > end and text[last - 1].strip(BLANKS):
            last -= 1
    return text[end:last]
