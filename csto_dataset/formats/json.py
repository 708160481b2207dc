"""JSON: a table's file is one array of records, indented for people, in UTF-8."""

import itertools
import json
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO, Final

from csto_dataset.findings import Finding, Place, shown
from csto_dataset.formats import gate
from csto_dataset.formats.reading import Reading
from csto_dataset.formats.rows import CheckedRows, Held, Row, Rows, unchecked
from csto_dataset.identity import as_json
from csto_dataset.limits import DEFAULT_LIMITS, Limits
from csto_dataset.records import TABLES, Record

LONGEST_FILE: Final = 1 << 29
"""Bytes of a file that are read: it is read whole, which takes up to six times as much memory (docs/validating.md)."""

_AT_ONCE: Final = 1 << 20


def write(table: str, records: Iterable[Record], file: BinaryIO) -> None:
    """Write the records of a table in their order, fields in the order of their models."""
    file.writelines(array(map(as_json, records)))
    file.write(b"\n")


def array(values: Iterable[Any], depth: int = 0) -> Iterator[bytes]:
    """Yield the pieces of an array of objects as `json.dumps` with an indent of 2 writes it, an element at a time.

    Args:
        depth: of the array in its document; all lines but the first are indented for it.
    """
    margin = b"\n" + b"  " * depth
    before = b"["
    for value in values:
        element = json.dumps(value, ensure_ascii=False, indent=2).encode()
        yield before + margin + b"  " + element.replace(b"\n", margin + b"  ")
        before = b","
    yield b"[]" if before == b"[" else margin + b"]"


def written(file: BinaryIO, name: str) -> Rows:
    """Yield the rows of a file that `write` wrote, an element at a time: the file may be larger than memory.

    An array that is laid out in any other way is refused, although `rows` would read it.
    """
    opening, element, last = file.readline(), list[bytes](), b""
    while opening == b"[\n" and last != b"  }\n" and (last := file.readline()):
        element.append(last)
        if last in {b"  }\n", b"  },\n"}:
            yield Row(b"".join(element).rstrip(b",\n"), Place(file=name))
            element.clear()
    if (opening, last, file.read(3)) not in {(b"[\n", b"  }\n", b"]\n"), (b"[]\n", b"", b"")}:
        yield Finding("not-json", "expected an array laid out as it is written here", Place(file=name))


def rows(file: BinaryIO, name: str) -> Rows:
    """Yield the rows of a file, as `checked_rows` does."""
    return unchecked(checked_rows(file, name, DEFAULT_LIMITS))


def checked_rows(file: BinaryIO, name: str, limits: Limits) -> CheckedRows:
    """Yield the rows of a file: the elements of its array, or its objects, one behind the other.

    Where its one object names tables, the rows are the elements of the array by each of these names.

    Reading stops at the first place where the file is no JSON; what stands before it was yielded.
    """
    at_start = Place(file=name, pointer="", line=1, column=1, byte=0)
    raw = _whole(file)
    if raw is None:
        yield Finding("file-too-long", f"expected at most {LONGEST_FILE:,} bytes, found more", at_start)
        return
    if raw.startswith(gate.BYTE_ORDER_MARK):
        yield Finding(*gate.BYTE_ORDER_MARK_FOUND, at_start)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        message = f"expected UTF-8, found the byte 0x{raw[error.start]:02x}"
        yield Finding("invalid-utf8", message, Row(raw, at_start).at_byte(error.start))
        return
    reading = Reading(name, text, at=1 if text.startswith("\ufeff") else 0)
    try:
        if reading.peek() == "[":
            yield from _array(reading)
        elif reading.names_a_table():
            yield from _bundle(reading)
        else:
            yield from _objects(reading)
        reading.expect("", "the end of the file")
    except gate.RefusedError as refused:
        yield Finding(refused.code, refused.message, reading.place())


def _whole(file: BinaryIO) -> bytes | None:
    """Return all bytes of a file; None where they are too many."""
    pieces, size = list[bytes](), 0
    # To be asked for many bytes at once, a file would take the memory for them, be there so many or not.
    while piece := file.read(_AT_ONCE):
        size += len(piece)
        if size > LONGEST_FILE:
            return None
        pieces.append(piece)
    return b"".join(pieces)


def _objects(reading: Reading) -> Iterator[Row]:
    """Yield objects that stand one behind the other, as DuckDB and jq write them; the first may be any value."""
    place = reading.place()
    yield Row(reading.value(), place)
    while reading.peek() == "{":
        place = reading.place()
        yield Row(reading.value(), place)


def _array(reading: Reading, *steps: str) -> Iterator[Row]:
    reading.expect("[", "an array")
    if reading.peek() == "]":
        reading.expect("]", "the end of the array")
        return
    for index in itertools.count():
        reading.peek()
        place = reading.place(*steps, index)
        yield Row(reading.value(), place)
        if reading.expect(",]", "',' or ']'") == "]":
            return


def _bundle(reading: Reading) -> CheckedRows:
    """Yield the rows of an object that holds an array of records by the name of each table, and these tables."""
    reading.expect("{", "an object")
    seen: set[str] = set()
    following = ","
    while following == ",":
        place, key = reading.key()
        reading.peek()
        if key in seen:
            yield Finding("duplicate-key", f"expected each key once, found {shown(key)} again", place)
        seen.add(key)
        if key in TABLES and reading.peek() == "[":
            yield Held(key)
            yield from _array(reading, key)
        else:
            place = reading.place(key)
            message = f"expected an array by the name of a table ({', '.join(TABLES)}), found {shown(key)}"
            yield Finding("unknown-table", message, place)
            reading.value()
        following = reading.expect(",}", "',' or '}'")
