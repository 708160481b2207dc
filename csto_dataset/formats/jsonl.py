"""JSON Lines: a record a line, as canonical JSON in UTF-8, each line ended by a line feed."""

from collections.abc import Iterable
from typing import BinaryIO

from csto_dataset.findings import Finding, Place
from csto_dataset.formats.gate import BYTE_ORDER_MARK, BYTE_ORDER_MARK_FOUND
from csto_dataset.formats.rows import SPACE, CheckedRows, Row, Rows
from csto_dataset.identity import as_json, canonical
from csto_dataset.limits import Limits
from csto_dataset.records import Record


def write(table: str, records: Iterable[Record], file: BinaryIO) -> None:
    """Write the records of a table in their order."""
    file.writelines(canonical(as_json(record)) + b"\n" for record in records)


def rows(file: BinaryIO, name: str) -> Rows:
    """Yield the rows of a file, one a line; lines of white space alone are passed over."""
    byte = 0
    for number, line in enumerate(file, start=1):
        start, byte = byte, byte + len(line)
        if not line.strip(SPACE.encode()):
            continue
        place = Place(file=name, pointer="", line=number, column=1, byte=start)
        raw = line
        if number == 1 and line.startswith(BYTE_ORDER_MARK):
            yield Finding(*BYTE_ORDER_MARK_FOUND, place)
            raw = line.removeprefix(BYTE_ORDER_MARK)
            place = Place(file=name, pointer="", line=1, column=2, byte=len(BYTE_ORDER_MARK))
        if raw.strip(b" \t\r\n"):
            yield Row(raw, place)


written = rows


def checked_rows(file: BinaryIO, name: str, limits: Limits) -> CheckedRows:
    """Yield the same rows; none is known to be sound before it was checked."""
    return rows(file, name)
