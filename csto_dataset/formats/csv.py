"""CSV: a table a file, the names of its columns in the first line; read only, as many programs write it.

Cells stand between commas, semicolons or tabs; quotes, line ends and a byte order mark may be as they like. A cell that
holds a list or an object says it as JSON, or as Python prints it; or an object is spread over columns.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, BinaryIO, Final, NamedTuple

from csto_dataset.findings import Finding, Place, label, shown
from csto_dataset.formats import literals
from csto_dataset.formats.cells import Cell, Line, Scanner
from csto_dataset.formats.columns import Columns, Field, columns_of, known_names
from csto_dataset.formats.gate import RefusedError
from csto_dataset.formats.rows import CellRow, CheckedRows, Held, Rows, unchecked
from csto_dataset.identity import canonical
from csto_dataset.limits import DEFAULT_LIMITS, Limits

DELIMITERS: Final = (",", ";", "\t")
NULL_MARKS: Final = frozenset({"NA", "NaN", "nan", "null", "NULL", "None", r"\N"})
"""What other writers put for null, without quotes. An empty cell is null in any file."""

_WHOLE: Final = re.compile(r"(-?(?:0|[1-9][0-9]{0,18}))([.,]0+)?")
_ONCE: Final = frozenset({"fractional-type", "null-mark", "python-repr", "numpy-print"})
"""Codes that are told at the first cell of a column alone."""


def rows(file: BinaryIO, name: str) -> Rows:
    """Yield the rows of a file, as `checked_rows` does."""
    return unchecked(checked_rows(file, name, DEFAULT_LIMITS))


def checked_rows(file: BinaryIO, name: str, limits: Limits) -> CheckedRows:
    """Yield the rows of a file, below its table and what is wrong with its columns.

    Reading stops where no record can be made out any more; what stands before it was yielded. A record that is not
    UTF-8, or has more or fewer cells than the first line, is a finding and no row.
    """
    scanner = Scanner(file, name)
    lines = scanner.lines(_delimiter(scanner))
    header = next(lines, None)
    columns = _columns(header, name)
    if isinstance(columns, Finding):
        yield columns
        return
    yield Held(columns.table)
    yield from columns.findings
    told: set[tuple[str, str]] = set()
    for number, line in enumerate(lines):
        if isinstance(line, Finding):
            yield line
        else:
            yield from _row(replace(line, place=line.place._replace(row=number)), columns, told)


def _delimiter(scanner: Scanner) -> str:
    """Return the delimiter with which the first line names the most fields."""
    found = {each: line for each, line in scanner.first(DELIMITERS) if isinstance(line, Line)}
    return max(DELIMITERS, key=lambda each: known_names(_names(found[each])) if each in found else 0)


def _names(line: Line) -> list[str]:
    return [cell.raw.decode(errors="replace") for cell in line.cells]


def _columns(header: Line | Finding | None, name: str) -> Columns | Finding:
    if header is None:
        return Finding("unknown-table", "expected a first line that names columns, found none", Place(file=name))
    if isinstance(header, Finding):
        return header
    return _not_utf8(header) or columns_of(header, _names(header))


def _not_utf8(line: Line) -> Finding | None:
    try:
        line.raw.decode()
    except UnicodeDecodeError as error:
        message = f"expected UTF-8, found the byte 0x{line.raw[error.start]:02x}"
        return Finding("invalid-utf8", message, line.at(error.start))
    return None


def _row(line: Line, columns: Columns, told: set[tuple[str, str]]) -> Rows:
    """Yield the row that a line holds, below what is wrong with its cells.

    Args:
        told: codes and paths of what was told of a column already; what is told here is added.
    """
    fault = _not_utf8(line)
    if fault is None and len(line.cells) != columns.width:
        message = f"expected {columns.width} cells, found {len(line.cells)}"
        fault = Finding("ragged-row", message, line.place)
    if fault is not None:
        yield fault
        return
    cells = [(field, _said(line.cells[index], field)) for index, field in columns.held.items()]
    value = _record(cells)
    row = CellRow(
        canonical(value),
        line.place,
        columns.settled | {field.steps[0] for field, said in cells if said.settled},
        line.raw,
        {field.steps: line.cells[index].start for index, field in columns.held.items()},
    )
    yield from (_stray(line, cell) for cell in line.cells if cell.stray)
    id = label(value["id"]) if isinstance(value.get("id"), str) else None
    for field, said in cells:
        if said.code is not None and (said.code, field.path) not in told:
            if said.code in _ONCE:
                told.add((said.code, field.path))
            yield Finding(said.code, said.message, row.at(*field.steps), id)
    yield row


def _stray(line: Line, cell: Cell) -> Finding:
    message = f"expected a delimiter behind the quote that closes a cell, found more in {shown(cell.raw.decode())}"
    return Finding("not-csv", message, line.at(cell.start))


class _Said(NamedTuple):
    """What a cell says, and the finding about how it says it.

    Attributes:
        settled: whether the finding is all that is to be told of the cell.
    """

    value: Any
    code: str | None = None
    message: str = ""
    settled: bool = False


def _record(cells: Sequence[tuple[Field, _Said]]) -> dict[str, Any]:
    """Return the object that the cells of a row say together."""
    record: dict[str, Any] = {}
    for field, said in cells:
        *outer, last = field.steps
        holder = record.setdefault(outer[0], {}) if outer else record
        holder[last] = said.value
    return record


def _said(cell: Cell, field: Field) -> _Said:
    text = cell.raw.decode()
    if not text:
        return _Said(None)
    if field.nullable and not cell.quoted and text in NULL_MARKS:
        return _Said(None, "null-mark", f"expected an empty cell for null in {field.path!r}, found {shown(text)}")
    match field.kind:
        case "whole":
            return _whole(text, field.path)
        case "nested":
            return _nested(text, field.path)
        case _:
            return _Said(text)


def _whole(text: str, path: str) -> _Said:
    """Return the whole number of a cell, or its text where it says none."""
    found = _WHOLE.fullmatch(text)
    if found is None:
        return _Said(text)
    if found[2] is None:
        return _Said(int(found[1]))
    return _Said(int(found[1]), "fractional-type", f"expected whole numbers in {path!r}, found {shown(text)}")


def _nested(text: str, path: str) -> _Said:
    """Return the list or the object of a cell, or its text where it cannot be read."""
    try:
        value, form = literals.read(text)
    except RefusedError as refused:
        return _Said(text, refused.code, refused.message, settled=True)
    match form:
        case "python-repr":
            return _Said(value, form, f"expected {path!r} as JSON, found it as Python prints it: {shown(text, 40)}")
        case "numpy-print":
            return _Said(value, form, f"expected {path!r} as JSON, found elements without commas: {shown(text, 40)}")
        case _:
            return _Said(value)
