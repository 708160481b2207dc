"""Parquet: a table a file, zstd, page checksums, each field described."""

import itertools
import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from csto_dataset.arrow import arrow_schema, arrow_table
from csto_dataset.columns.check import CheckedBatch, Columns
from csto_dataset.findings import Finding, Place, shown
from csto_dataset.formats.headings import column_findings
from csto_dataset.formats.rows import CheckedRows, Held, Row, Rows, SoundRow, unchecked
from csto_dataset.identity import canonical
from csto_dataset.records import SCHEMA_VERSION, TABLES, Record, table_of_fields
from csto_dataset.schema import table_schema

ROWS_AT_ONCE: Final = 8192
"""Rows that are decoded together, at most."""
BYTES_AT_ONCE: Final = 1 << 23
"""Bytes of a row group, as the file states them, that are decoded together, about."""
GROUP_ROWS: Final = 1 << 16
"""Rows of a row group, at most."""
GROUP_BYTES: Final = 1 << 24
"""Bytes in Arrow's memory after which a row group ends, though it has fewer rows: interviews are long."""

_CONVERTED: Final = 256
"""Rows that are turned into Arrow together: as Python's objects they take several times the memory."""

_A_DAY: Final = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
"""How many of Arrow's units of time are a day."""

_UNREADABLE: Final = (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError, KeyError)


def write(table: str, records: Iterable[Record], file: BinaryIO) -> None:
    """Write the records of a table in their order, in row groups of GROUP_ROWS rows or about GROUP_BYTES bytes.

    Readers that do not know Arrow's own metadata find the table's JSON Schema, descriptions included, under a key of ours.
    """
    notes = {
        "csto_dataset.table": table,
        "csto_dataset.schema_version": SCHEMA_VERSION,
        "csto_dataset.json_schema": json.dumps(table_schema(table)),
    }
    schema = arrow_schema(TABLES[table]).with_metadata(notes)
    with pq.ParquetWriter(file, schema, compression="zstd", compression_level=3, write_page_checksum=True) as writer:
        for group in _groups(table, records):
            writer.write_table(group.replace_schema_metadata(notes), row_group_size=GROUP_ROWS)


def _groups(table: str, records: Iterable[Record]) -> Iterator[pa.Table]:
    """Yield the row groups of a table; one without rows where there are no records."""
    waiting, model = iter(records), TABLES[table]
    pieces = [arrow_table(model, list(itertools.islice(waiting, _CONVERTED)))]
    while batch := list(itertools.islice(waiting, _CONVERTED)):
        if sum(map(len, pieces)) >= GROUP_ROWS or sum(piece.nbytes for piece in pieces) >= GROUP_BYTES:
            yield pa.concat_tables(pieces)
            pieces.clear()
        pieces.append(arrow_table(model, batch))
    yield pa.concat_tables(pieces)


def rows(file: BinaryIO, name: str) -> Rows:
    """Yield the rows of a file, below what is wrong with its columns.

    Reading stops at the first row group that cannot be read; what stands before it was yielded.
    """
    return unchecked(checked_rows(file, name))


written = rows


def checked_rows(file: BinaryIO, name: str) -> CheckedRows:
    """Yield the rows of a file, below its table and what is wrong with its columns. The sound ones stay in columns.

    Reading stops at the first row group that cannot be read; what stands before it was yielded.
    """
    whole = Place(file=name)
    try:
        # Buffering ahead starts threads, and one that still starts when the process ends aborts it (status 134).
        parquet = pq.ParquetFile(file, page_checksum_verification=True, pre_buffer=False)
        columns = _without_types_of_nothing(parquet)
    except _UNREADABLE as error:
        yield Finding("not-parquet", f"expected a Parquet file, found: {_reason(error)}", whole)
        return
    table = table_of_fields(columns.names)
    if table is None:
        yield Finding(
            "unknown-table", f"expected the columns of {', '.join(TABLES)}, found {shown(columns.names)}", whole
        )
        return
    yield Held(table)
    found = list(column_findings(columns, table, name))
    yield from found
    yield from _rows(
        parquet,
        _Columns(name, table, columns, frozenset(_top(finding) for finding in found if finding.level == "error")),
    )


def _without_types_of_nothing(parquet: pq.ParquetFile) -> pa.Schema:
    """Return the columns of a file, those of floating point without any value as columns of nulls.

    pandas reads a JSON field that is null in every record as floating point, and writes it so.
    """
    columns = parquet.schema_arrow
    for index, field in enumerate(columns):
        if pa.types.is_floating(field.type) and columns.names.count(field.name) == 1:
            values = parquet.read(columns=[field.name], use_threads=False).column(0)
            if values.null_count == len(values):
                columns = columns.set(index, pa.field(field.name, pa.null()))
    return columns


@dataclass(frozen=True)
class _Columns:
    file: str
    table: str
    schema: pa.Schema
    settled: frozenset[str]


def _top(finding: Finding) -> str:
    return (finding.where.field or "").partition(".")[0]


def _rows(parquet: pq.ParquetFile, columns: _Columns) -> CheckedRows:
    names = [name for name in TABLES[columns.table].model_fields if columns.schema.names.count(name) == 1]
    check, row = Columns(columns.table), 0
    for group in range(parquet.num_row_groups):
        try:
            at_once = _rows_at_once(parquet.metadata.row_group(group))
            for batch in parquet.iter_batches(at_once, row_groups=[group], columns=names, use_threads=False):
                first = Place(file=columns.file, pointer="", row_group=group, row=row)
                for each in _checked(batch, check.check(batch), columns, first):
                    yield each
                    row += 1
        except _UNREADABLE as error:
            field = error.name if isinstance(error, _ColumnError) else None
            place = Place(file=columns.file, row_group=group, row=row, field=field)
            code = "invalid-utf8" if _is_about_utf8(error) else "not-parquet"
            yield Finding(code, f"expected readable rows, found: {_reason(error)}", place)
            return


def _checked(batch: pa.RecordBatch, checked: CheckedBatch, columns: _Columns, first: Place) -> Iterator[Row | SoundRow]:
    """Yield the rows of a batch: the sound ones as such, of the others what they say.

    Args:
        first: place of the first row.
    """
    others = iter(_values(batch.filter(pc.invert(checked.sound))) if checked.sound.false_count else [])
    for index, sound in enumerate(checked.rows()):
        place = replace(first, row=(first.row or 0) + index)
        if sound is None:
            yield Row(canonical(_as_json(next(others))), place, columns.settled)
        else:
            written = partial(_bytes_at, checked.canonical, index)
            yield SoundRow(checked.table, *sound, place, written)


def _bytes_at(canonical: pa.LargeBinaryArray, index: int) -> bytes:
    return bytes(canonical[index].as_py())


def _rows_at_once(group: Any) -> int:
    """Return how many rows of a row group to decode together: fewer where they are long."""
    by_bytes: int = BYTES_AT_ONCE * max(group.num_rows, 1) // max(group.total_byte_size, 1)
    return max(1, min(ROWS_AT_ONCE, by_bytes))


class _ColumnError(ValueError):
    """The values of a column are damaged."""

    def __init__(self, name: str, reason: Exception) -> None:
        super().__init__(str(reason))
        self.name = name


def _values(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """Return the rows of a batch.

    Raises:
        _ColumnError: a text is not UTF-8, or offsets lead nowhere; reading alone does not check that.
    """
    for name in batch.schema.names:
        try:
            batch.column(name).validate(full=True)
        except pa.ArrowInvalid as error:
            raise _ColumnError(name, error) from error
    columns = {name: _column(batch.column(name)) for name in batch.schema.names}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _column(column: pa.Array) -> list[Any]:
    """Return the values of a column. Days come out as text, because Python's days end with the year 9999."""
    if pa.types.is_date32(column.type):
        return [value if value is None else _day(value, 1) for value in column.cast(pa.int32()).to_pylist()]
    if pa.types.is_date64(column.type) or pa.types.is_timestamp(column.type):
        a_day = _A_DAY["ms" if pa.types.is_date64(column.type) else column.type.unit]
        return [value if value is None else _day(value, a_day) for value in column.cast(pa.int64()).to_pylist()]
    values: list[Any] = column.to_pylist()
    return values


def _day(value: int, a_day: int) -> str:
    """Return the day of an instant, counted from 1970 in units of which `a_day` are a day.

    An instant that begins no day, or is in no year that a day can be written of, becomes text that no field takes. For
    a midnight the column has its finding already, and the record keeps its identity.
    """
    days, rest = divmod(value, a_day)
    try:
        return (date(1970, 1, 1) + timedelta(days=days)).isoformat() + (f" and {rest}/{a_day} of a day" if rest else "")
    except OverflowError:
        return f"{days} days after 1970-01-01"


def _as_json(value: Any) -> Any:
    """Return a value of Arrow's as JSON would say it; what JSON cannot say becomes text that no field takes."""
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(inner) for inner in value]
    if isinstance(value, float | Decimal) and math.isfinite(value) and value == int(value):
        return int(value)
    if isinstance(value, float):
        return str(value)
    return value if value is None or isinstance(value, str | int) else repr(value)


def _is_about_utf8(error: BaseException) -> bool:
    return isinstance(error, UnicodeDecodeError) or "UTF8" in str(error)


def _reason(error: BaseException) -> str:
    return shown(str(error).partition("\n")[0], longest=160)
