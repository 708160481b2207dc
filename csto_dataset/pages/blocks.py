"""The blocks of a page: its lines that say something, with the white space between them counted."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from csto_dataset.fields import BLANKS, FIRST_DAY, LAST_DAY, fold

_LINE: Final = re.compile(r"[^\r\n]+")
DAY: Final = r"([0-3][0-9])\.([01][0-9])\.([0-9]{4})"
"""How the site prints a day: day, month, year."""

_NEAR_A_DAY: Final = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}\.?|[0-9]{1,2} \w{3,9} [0-9]{4}\.?")


class Span(NamedTuple):
    """A passage of a document and what it says: `text` is the fold of the characters from `start` to `end`."""

    start: int
    end: int
    text: str


class Block(NamedTuple):
    """A line that says something, without the white space around it.

    `raw` are the characters from `start` to `end`, `text` is the fold of them. `gap` counts the blank lines above the
    block; for the first block, the line ends above it.
    """

    start: int
    end: int
    raw: str
    text: str
    gap: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end, self.text)

    def part(self, first: int, last: int | None = None) -> Span:
        """Return the passage between two offsets into `raw`, without the white space around it."""
        passage = self.raw[first:last]
        start = self.start + first + len(passage) - len(passage.lstrip(BLANKS))
        return Span(start, self.start + first + len(passage.rstrip(BLANKS)), fold(passage))


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text in their order. Lines end with LF, CR LF or CR."""
    return tuple(_blocks(text))


def _blocks(text: str) -> Iterator[Block]:
    at = 0
    for line in _LINE.finditer(text):
        words = fold(line.group())
        if not words:
            continue
        start = line.end() - len(line.group().lstrip(BLANKS))
        end = line.start() + len(line.group().rstrip(BLANKS))
        # A CR LF has one of each, so the greater count is the number of line ends, whatever ends the lines.
        ends = max(text.count("\n", at, start), text.count("\r", at, start))
        yield Block(start, end, text[start:end], words, max(ends - 1, 0) if at else ends)
        at = end


def looks_like_a_day(words: str) -> bool:
    """Say whether a text is meant for a day, in the site's form or near it, be it one of the calendar or not."""
    return _NEAR_A_DAY.fullmatch(words) is not None


def day(words: str) -> date | None:
    """Return the day that a text is, when it is one as the site prints it; None for any other text."""
    found = re.fullmatch(DAY, words)
    if found is None:
        return None
    try:
        stated = date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None
    return stated if FIRST_DAY <= stated <= LAST_DAY else None
