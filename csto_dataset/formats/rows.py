"""The rows of a copy: the JSON of one record each, with the place it came from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Final

from csto_dataset.findings import Finding, Place, pointer


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
        field = ".".join(step for step in steps if isinstance(step, str)) or None
        inside = (self.place.pointer or "") + pointer(*steps)
        place = replace(self.place, pointer=inside, field=field)
        return place if place.byte is None else _moved(place, self._text[: _offset(self._text, steps)].encode())

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
    return replace(
        place,
        line=(place.line or 1) + breaks,
        column=columns + (1 if breaks else place.column or 1),
        byte=(place.byte or 0) + len(passed),
    )


Rows = Iterator[Row | Finding]
"""What a format's reader yields, in the order of the file: records, and what is wrong with the file itself."""

DECODER: Final = json.JSONDecoder()
SPACE: Final = " \t\r\n"
"""White space of JSON."""


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
