"""The cells of a file in CSV, each with the byte where it begins, a record at a time in bounded memory.

Source:
    RFC 4180, read as Python's csv module reads it: a quote opens a cell only as its first character, and stands in a
    quoted cell doubled; a line ends with a line feed, a carriage return, or both. The module itself tells no places.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import BinaryIO, Final, NamedTuple

from csto_dataset.findings import Finding, Place
from csto_dataset.formats.gate import BYTE_ORDER_MARK
from csto_dataset.formats.rows import LONGEST_RECORD, behind_lines

MOST_CELLS: Final = 4096
"""Cells of a record that are read; a record of the widest table has ten."""
BYTES_AT_ONCE: Final = 1 << 18
"""Bytes that are read together, at least."""

_LINE_ENDS: Final = re.compile(b"[\r\n]++")


class Cell(NamedTuple):
    """A cell of a record.

    Attributes:
        start: byte in the record where it begins, with its quote if it has one.
        raw: what it says, without quotes around it, doubled ones single.
        quoted: whether a quote opens it.
        stray: whether something stands between the quote that closes it and the delimiter.
    """

    start: int
    raw: bytes
    quoted: bool
    stray: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A record of a file: one line, or several where quotes hold them together.

    Attributes:
        raw: its bytes, without the line end.
        place: of its first character.
    """

    raw: bytes
    place: Place
    cells: tuple[Cell, ...]

    def at(self, offset: int) -> Place:
        """Return the place of a byte of the record."""
        return behind_lines(self.place, self.raw[:offset])


class Scanner:
    """Reads a file record by record. Blank lines and a byte order mark are passed over."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = file
        self._buffer = b""
        self._at = 0
        self._ended = False
        self._place = Place(file=name, pointer="", line=1, column=1, byte=0)
        self._read_on()
        if self._buffer.startswith(BYTE_ORDER_MARK):
            self._at = len(BYTE_ORDER_MARK)
            self._place = self._place._replace(column=2, byte=self._at)

    def first(self, delimiters: Sequence[str]) -> Iterator[tuple[str, Line | Finding | None]]:
        """Yield what the next record is for each of some delimiters, without passing over it.

        It is nothing at the end of the file, and a finding where no record can be made out.
        """
        self._pass_blank_lines()
        for delimiter in delimiters:
            yield delimiter, self._scan(delimiter)[0]

    def lines(self, delimiter: str) -> Iterator[Line | Finding]:
        """Yield the records that follow; at most one finding, after which reading stops."""
        while True:
            self._pass_blank_lines()
            found, end = self._scan(delimiter)
            if found is None:
                return
            yield found
            if isinstance(found, Finding):
                return
            self._pass(end)

    def _pass_blank_lines(self) -> None:
        while self._at < len(self._buffer) or self._read_on():
            rest = self._at
            if blank := _LINE_ENDS.match(self._buffer, rest):
                rest = blank.end()
            # A carriage return at the end of what was read may be half of a line end.
            half = rest == len(self._buffer) and self._buffer.endswith(b"\r") and not self._ended
            self._pass(rest - half)
            if rest < len(self._buffer):
                return
            if half and not self._read_on():
                self._pass(len(self._buffer))

    def _pass(self, end: int) -> None:
        self._place = behind_lines(self._place, self._buffer[self._at : end])
        self._at = end

    def _scan(self, delimiter: str) -> tuple[Line | Finding | None, int]:
        """Return the record that begins here, and where in the buffer the next one does."""
        pattern = _pattern(delimiter)
        cells: list[Cell] = []
        inside, of_delimiter = 0, delimiter.encode()
        while self._at < len(self._buffer) or self._read_on():
            found = pattern.match(self._buffer, self._at + inside)
            if found is None or len(cells) == MOST_CELLS:
                return self._fault(f"expected at most {MOST_CELLS} cells in a row, found more", 0), 0
            if found.end() == len(self._buffer) and self._read_on():
                continue  # The cell, its quote or its line end may go on in what was read now.
            if found.end() - self._at > LONGEST_RECORD:
                message = f"expected the end of the record within {LONGEST_RECORD} bytes, found none (an open quote?)"
                return self._fault(message, 0), 0
            if found["open"] is not None and not found["close"]:
                return self._fault("expected a quote that closes the cell, found the end of the file", inside), 0
            cells.append(_cell(found, inside))
            if found["end"] != of_delimiter:
                raw = self._buffer[self._at : found.start("end")]
                return Line(raw, self._place, tuple(cells)), found.end()
            inside = found.end() - self._at
        return None, 0

    def _fault(self, message: str, inside: int) -> Finding:
        place = behind_lines(self._place, self._buffer[self._at : self._at + inside])
        return Finding("not-csv", message, place)

    def _read_on(self) -> bool:
        """Read as much again as waits, drop what was passed over, and say whether anything was read.

        Nothing more is read of a record that is too long already.
        """
        waiting = len(self._buffer) - self._at
        if self._ended or waiting > LONGEST_RECORD:
            return False
        more = self._file.read(max(BYTES_AT_ONCE, waiting))
        if not more:
            self._ended = True
            return False
        self._buffer = self._buffer[self._at :] + more
        self._at = 0
        return True


@lru_cache
def _pattern(delimiter: str) -> re.Pattern[bytes]:
    """Return the pattern of a cell and of what ends it. It gives nothing back, so that its time is that of its length."""
    other = f"[^{re.escape(delimiter)}\r\n]*+"
    return re.compile(
        f'(?:(?P<open>")(?P<quoted>[^"]*+(?:""[^"]*+)*+)(?P<close>"?+)(?P<stray>{other})|(?P<plain>{other}))'
        f"(?P<end>{re.escape(delimiter)}|\r\n|\r|\n|\\Z)".encode()
    )


def _cell(found: re.Match[bytes], start: int) -> Cell:
    if found["open"] is None:
        return Cell(start, found["plain"], quoted=False, stray=False)
    return Cell(start, found["quoted"].replace(b'""', b'"') + found["stray"], quoted=True, stray=bool(found["stray"]))
