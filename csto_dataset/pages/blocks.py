"""The blocks of a page: its lines that say something, with the white space between them counted."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Final, Literal, NamedTuple

from csto_dataset.documents import Mark
from csto_dataset.fields import fold, stripped

_LINE: Final = re.compile(".+")
MOST_BLOCKS: Final = 100_000
"""Lines of a page that are read; no page of the site has a hundredth of them."""

CLOSING: Final = "\"'”’»)]"
"""What may stand behind the mark that ends a sentence."""

End = Literal["?", ".", ":", ";", ""]
"""How a text ends: it asks, it is a sentence, it leads in, it goes on in a list, or it just stops, as headings do."""

_ENDS: Final[dict[str, End]] = {"?": "?", ".": ".", "!": ".", "…": ".", ":": ":", ";": ";", ",": ";"}

Style = Literal["heading", "strong"] | None
"""What markup says of a block inside the body."""


class Span(NamedTuple):
    """A passage of a document and what it says: `text` is the fold of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


class Block(NamedTuple):
    """A line that says something, without the white space around it.

    `raw` are the characters from `start` to `end`, `text` is the fold of them. `gap` counts the blank lines above the
    block; for the first block, the line ends above it. `number` is its place among the blocks of the page, from 0;
    blocks with numbers that follow each other have nothing but white space between them.
    """

    start: int
    end: int
    raw: str
    text: str
    gap: int
    number: int
    style: Style = None

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.text)

    def part(self, first: int, last: int | None = None) -> Span:
        """Return the passage between two offsets into `raw`, without the white space around it."""
        passage = self.raw[first:last]
        if self.raw == self.text:  # A part of what is folded is folded, but for the spaces at its ends.
            start = self.start + first + len(passage) - len(passage.lstrip(" "))
            said = passage.strip(" ")
            return Span(start, start + len(said), said)
        at, end = stripped(self.raw, first, first + len(passage))
        return Span(self.start + at, self.start + end, fold(passage))

    def rest(self, first: int) -> "Block | None":
        """Return what stands behind an offset into `raw` as a block of its own; None where that says nothing.

        It is next to no other block, whatever stands in front of it on its line.
        """
        span = self.part(first)
        if not span.text:
            return None
        return self._replace(start=span.start, raw=self.raw[span.start - self.start :], text=span.text, number=-1)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in their order. Lines end with LF, CR LF or CR.

    No more than MOST_BLOCKS: what stands below them is left unread.
    """
    return tuple(islice(_blocks(text, 0, len(text), 0), MOST_BLOCKS))


def blocks_in(text: str, mark: Mark, number: int, styles: Sequence[Mark]) -> tuple[Block, ...]:
    """Return the blocks of a passage of a text, with the style that marks inside it give them.

    Args:
        number: of the first of them.
        styles: marks of headings and emphasis, in their order.
    """
    blocks = tuple(_blocks(text, mark.start, mark.end, number))
    return tuple(_styled(blocks, styles)) if styles else blocks


def _blocks(text: str, first: int, last: int, number: int) -> Iterator[Block]:
    at = first
    returns = "\r" in text
    lines = text.replace("\r", "\n") if returns else text
    for line in _LINE.finditer(lines, first, last):
        raw = line.group()
        words = fold(raw)
        if not words:
            continue
        start, end = line.span()
        if words != raw:
            start, end = stripped(text, start, end)
            raw = text[start:end]
        ends = text.count("\n", at, start)
        if returns:
            # A CR LF has one of each, so the greater count is the number of line ends, whatever ends the lines.
            ends = max(ends, text.count("\r", at, start))
        yield Block(start, end, raw, words, ends - 1 if at and ends else ends, number)
        at = end
        number += 1


def _styled(blocks: tuple[Block, ...], styles: Sequence[Mark]) -> Iterator[Block]:
    waiting = iter(styles)
    mark = next(waiting, None)
    for block in blocks:
        while mark is not None and mark.end <= block.start:
            mark = next(waiting, None)
        held = mark is not None and mark.start <= block.start and block.end <= mark.end
        yield block._replace(style=mark.kind) if held and mark else block  # type: ignore[arg-type]


def end_of(words: str) -> End:
    """Return how a text ends, whatever brackets and quotes close behind the mark."""
    last = words[-1:]
    if last in CLOSING:
        last = words.rstrip(CLOSING)[-1:]
    return _ENDS.get(last, "")
