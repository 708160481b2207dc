"""JSON Lines: a record a line, as canonical JSON in UTF-8, each line ended by a line feed."""

from collections.abc import Iterable, Iterator
from typing import BinaryIO

from csto_dataset.findings import Finding, Place
from csto_dataset.formats.gate import BYTE_ORDER_MARK, BYTE_ORDER_MARK_FOUND
from csto_dataset.formats.rows import LONGEST_RECORD, SPACE_BYTES, CheckedRows, Row, Rows
from csto_dataset.identity import canonical_record
from csto_dataset.limits import Limits
from csto_dataset.records import Record


def write(table: str, records: Iterable[Record], file: BinaryIO) -> None:
    """Write the records of a table in their order."""
    file.writelines(canonical_record(record) + b"\n" for record in records)


def rows(file: BinaryIO, name: str) -> Rows:
    """Yield the rows of a file, one a line; lines of white space alone are passed over.

    A line longer than a record may be is a finding; it is passed over in pieces, and the lines behind it are read.
    """
    return _rows(_lines(file), name)


def written(file: BinaryIO, name: str) -> Rows:
    """Yield the rows of a file that `write` wrote, however long they are."""
    return _rows(((line, len(line)) for line in file), name)


def _rows(lines: Iterable[tuple[bytes, int]], name: str) -> Rows:
    byte = 0
    for number, (line, length) in enumerate(lines, start=1):
        place = Place(file=name, pointer="", line=number, column=1, byte=byte)
        byte += length
        if length > len(line):
            message = f"expected a record of at most {LONGEST_RECORD} bytes, found a line of {length}"
            yield Finding("record-too-long", message, place)
            continue
        if number == 1 and line.startswith(BYTE_ORDER_MARK):
            yield Finding(*BYTE_ORDER_MARK_FOUND, place)
            line = line.removeprefix(BYTE_ORDER_MARK)  # noqa: PLW2901 - it is none of the line
            place = place._replace(column=2, byte=len(BYTE_ORDER_MARK))
        if line.strip(SPACE_BYTES):
            yield Row(line, place)


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, int]]:
    """Yield each line, its end included, with the number of its bytes; nothing of a line that is too long."""
    while line := file.readline(LONGEST_RECORD + 1):
        length = len(line)
        if length - line.endswith(b"\n") <= LONGEST_RECORD:
            yield line, length
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_RECORD)
            length += len(line)
        yield b"", length


def checked_rows(file: BinaryIO, name: str, limits: Limits) -> CheckedRows:
    """Yield the same rows; none is known to be sound before it was checked."""
    return rows(file, name)
