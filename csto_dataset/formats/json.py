"""JSON: a table's file is one array of records, indented for people, in UTF-8."""

import itertools
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO, Final

from csto_dataset.findings import Finding, Place, pointer, shown
from csto_dataset.formats import gate
from csto_dataset.formats.rows import DECODER, SPACE, Row, Rows
from csto_dataset.identity import as_json
from csto_dataset.records import TABLES, Record

_FIRST_KEY: Final = re.compile(r'\{[ \t\r\n]*"([a-z_]+)"')


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
    """Yield the rows of a file: the elements of its array, or its objects, one behind the other.

    Where its one object names tables, the rows are the elements of the array by each of these names.

    Reading stops at the first place where the file is no JSON; what stands before it was yielded.
    """
    raw = file.read()
    at_start = Place(file=name, pointer="", line=1, column=1, byte=0)
    if raw.startswith(gate.BYTE_ORDER_MARK):
        yield Finding(*gate.BYTE_ORDER_MARK_FOUND, at_start)
    try:
        text = raw.decode()
    except UnicodeDecodeError as error:
        message = f"expected UTF-8, found the byte 0x{raw[error.start]:02x}"
        yield Finding("invalid-utf8", message, Row(raw, at_start).at_byte(error.start))
        return
    reading = _Reading(name, text, at=1 if text.startswith("\ufeff") else 0)
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


@dataclass
class _Reading:
    """How far a text was read. Offsets count code points; lines and bytes are counted once, along the way."""

    name: str
    text: str
    at: int
    _counted: int = 0
    _line: int = 1
    _line_start: int = 0
    _byte: int = 0

    def peek(self) -> str:
        """Pass over white space, and return the character that follows; nothing at the end of the text."""
        while self.at < len(self.text) and self.text[self.at] in SPACE:
            self.at += 1
        return self.text[self.at : self.at + 1]

    def expect(self, characters: str, called: str) -> str:
        """Pass over one of some characters, and return it; with no characters, demand the end of the text.

        Raises:
            RefusedError: something else stands here.
        """
        found = self.peek()
        if found not in characters or bool(found) != bool(characters):
            raise gate.RefusedError(
                "not-json", f"expected {called}, found {shown(found) if found else 'the end of the file'}"
            )
        self.at += len(found)
        return found

    def place(self, *steps: str | int) -> Place:
        """Return where the reading stands."""
        passed = self.text[self._counted : self.at]
        self._line += passed.count("\n")
        if "\n" in passed:
            self._line_start = self._counted + passed.rindex("\n") + 1
        self._byte += len(passed.encode())
        self._counted = self.at
        column = self.at - self._line_start + 1
        return Place(file=self.name, pointer=pointer(*steps), line=self._line, column=column, byte=self._byte)

    def names_a_table(self) -> bool:
        """Say whether an object stands here, no record, that has the name of a table among its keys.

        Of a damaged one the first key tells. An interview has pairs too, but also an id.
        """
        try:
            value, _ = DECODER.raw_decode(self.text, self.at)
        except (ValueError, RecursionError):
            first = _FIRST_KEY.match(self.text, self.at)
            return first is not None and first[1] in TABLES
        return isinstance(value, dict) and "id" not in value and not value.keys().isdisjoint(TABLES)

    def key(self) -> tuple[Place, str]:
        """Pass over a key and its colon, and return its place and the key.

        Raises:
            RefusedError: no key stands here.
        """
        found = self.peek()
        if found != '"':
            raise gate.RefusedError(
                "not-json", f"expected a key, found {shown(found) if found else 'the end of the file'}"
            )
        place = self.place()
        key = json.loads(self.value())
        self.expect(":", "':'")
        return place, str(key)

    def value(self) -> bytes:
        """Pass over a value, and return its bytes.

        Raises:
            RefusedError: no JSON value stands here, or it nests too deep.
        """
        start = self.at
        try:
            _, self.at = DECODER.raw_decode(self.text, start)
        except RecursionError:
            raise gate.RefusedError("nested-too-deep", f"expected at most {gate.DEEPEST} levels, found more") from None
        except ValueError as error:
            self.at = getattr(error, "pos", start)
            raise gate.RefusedError("not-json", f"expected JSON, found: {getattr(error, 'msg', error)}") from None
        return self.text[start : self.at].encode()


def _objects(reading: _Reading) -> Iterator[Row]:
    """Yield objects that stand one behind the other, as DuckDB and jq write them; the first may be any value."""
    place = reading.place()
    yield Row(reading.value(), place)
    while reading.peek() == "{":
        place = reading.place()
        yield Row(reading.value(), place)


def _array(reading: _Reading, *steps: str) -> Iterator[Row]:
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


def _bundle(reading: _Reading) -> Rows:
    """Yield the rows of an object that holds an array of records by the name of each table."""
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
            yield from _array(reading, key)
        else:
            place = reading.place(key)
            message = f"expected an array by the name of a table ({', '.join(TABLES)}), found {shown(key)}"
            yield Finding("unknown-table", message, place)
            reading.value()
        following = reading.expect(",}", "',' or '}'")


checked_rows = rows
