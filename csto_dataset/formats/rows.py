"""The rows of a copy: the JSON of one record each, with the place it came from."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple

from typing_extensions import override

from csto_dataset.columns.sound import SoundRow
from csto_dataset.findings import Finding, Place, Position, pointer

LONGEST_RECORD: Final = 1 << 23
"""Bytes of a record that are read, in every format whose files are texts: a thousand times what a long interview has."""


@dataclass(frozen=True)
class Row:
    """One record of a copy, not yet checked.

    Attributes:
        raw: its JSON as bytes: a slice of the file, or what a row of a Parquet file says.
        place: of the record.
        settled: fields that need no further finding, because their whole column has one.
    """

    raw: bytes
    place: Place
    settled: frozenset[str] = frozenset()

    def at(self, *steps: str | int) -> Place:
        """Return the place of the value in the record that the steps lead to, or of the last one on the way that is there."""
        place = self._inside(steps)
        return place if place.byte is None else _moved(place, self._text[: _offset(self._text, steps)].encode())

    def _inside(self, steps: tuple[str | int, ...]) -> Place:
        """Return the place of the record, with the way to a value in it."""
        path = ".".join(step for step in steps if isinstance(step, str)) or None
        return self.place._replace(pointer=(self.place.pointer or "") + pointer(*steps), field=path)

    def at_byte(self, offset: int) -> Place:
        """Return the place of a byte of `raw`, which need not be JSON, nor UTF-8."""
        return self.place if self.place.byte is None else _moved(self.place, self.raw[:offset])

    @cached_property
    def _text(self) -> str:
        return self.raw.decode()


def _moved(place: Place, passed: bytes) -> Place:
    """Return the place behind some bytes that begin at a place of a file with lines."""
    breaks = passed.count(b"\n")
    columns = len(passed[passed.rfind(b"\n") + 1 :].decode(errors="replace"))
    return place._replace(
        line=(place.line or 1) + breaks,
        column=columns + (1 if breaks else place.column or 1),
        byte=(place.byte or 0) + len(passed),
    )


def behind_lines(place: Place, passed: bytes) -> Place:
    """Return the place behind some bytes of a file whose lines may end with a line feed, a carriage return, or both."""
    moved = _moved(place, passed.replace(b"\r\n", b"\n").replace(b"\r", b"\n") if b"\r" in passed else passed)
    return moved._replace(byte=(place.byte or 0) + len(passed))


@dataclass(frozen=True)
class CellRow(Row):
    """One record of a copy whose values stand in cells, not yet checked. `raw` is what the cells say, as JSON.

    Attributes:
        written: bytes of the record in the file.
        cells: byte in `written` where the cell of a field begins, by the steps to it: one step or more.
    """

    written: bytes = b""
    cells: Mapping[tuple[str | int, ...], int] = field(default_factory=dict)

    @override
    def at(self, *steps: str | int) -> Place:
        """Return the place of the cell that holds the value which the steps lead to, or else of the record."""
        inside = self._inside(steps)
        start = next((self.cells[steps[:n]] for n in range(len(steps), 0, -1) if steps[:n] in self.cells), 0)
        return behind_lines(inside, self.written[:start])

    @override
    def at_byte(self, offset: int) -> Place:
        """Return the place of the record: its JSON is not what the file holds."""
        return self.place


@dataclass(frozen=True, slots=True)
class SoundRows:
    """Records of a copy, one behind the other, that have proved to be records without having been read as JSON.

    Attributes:
        first: place of the first of them, in a row of its row group.
        written: gives the canonical JSON of one of them.
    """

    table: str
    rows: Sequence[SoundRow]
    first: Place
    written: Callable[[int], bytes]

    def position(self, index: int) -> Position:
        """Return where one of them is in its file."""
        return "", None, None, None, self.first.row_group, (self.first.row or 0) + index

    def row(self, index: int) -> Row:
        """Return one of them as a row that is yet to be checked."""
        return Row(self.written(index), self.first._replace(row=(self.first.row or 0) + index))


class Held(NamedTuple):
    """That a file holds a table, be it without a record: its name or its columns stand there."""

    table: str


Rows = Iterator[Row | Finding]
"""What a format's reader yields, in the order of the file: records, and what is wrong with the file itself."""

CheckedRows = Iterator[Row | SoundRows | Finding | Held]
"""The same, some of the records known to be sound, and which tables the file holds."""


def unchecked(rows: CheckedRows) -> Rows:
    """Yield the same rows, none of them known to be sound, and nothing of tables."""
    for each in rows:
        if isinstance(each, SoundRows):
            yield from map(each.row, range(len(each.rows)))
        elif not isinstance(each, Held):
            yield each


DECODER: Final = json.JSONDecoder(parse_int=float)
"""Tells where values end. Python's integers end at 4,300 digits; JSON's do not."""
SPACE: Final = " \t\r\n"
"""White space of JSON."""
SPACE_BYTES: Final = SPACE.encode()


def _offset(text: str, steps: tuple[str | int, ...]) -> int:
    """Return the code points before the value of a JSON text that the steps lead to, as far as they can be followed."""
    at = _skip(text, 0)
    for step in steps:
        found = _member(text, at, step) if text[at : at + 1] == "{" else _element(text, at, step)
        if found is None:
            break
        at = found
    return at


def _member(text: str, at: int, key: Any) -> int | None:
    """Return the offset of the value that a key has in the object at an offset; None where it has no such key."""
    at = _skip(text, at + 1)
    while text[at] == '"':
        name, at = DECODER.raw_decode(text, at)
        at = _skip(text, _skip(text, at) + 1)
        if name == key:
            return at
        at = _after(text, at)
    return None


def _element(text: str, at: int, index: Any) -> int | None:
    """Return the offset of the element at an index in the array at an offset; None where there is none."""
    if text[at] != "[" or not isinstance(index, int):
        return None
    at = _skip(text, at + 1)
    while text[at] != "]":
        if index == 0:
            return at
        index -= 1
        at = _after(text, at)
    return None


def _after(text: str, at: int) -> int:
    """Return the offset of what follows the value at an offset, behind its comma."""
    at = _skip(text, DECODER.raw_decode(text, at)[1])
    return _skip(text, at + 1) if text[at] == "," else at


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at] in SPACE:
        at += 1
    return at
