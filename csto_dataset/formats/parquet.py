"""Parquet: a table a file, zstd, page checksums, each field described."""

import itertools
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from csto_dataset.arrow import arrow_schema, arrow_table
from csto_dataset.columns.check import CheckedBatch, Columns
from csto_dataset.findings import Finding, Place, shown
from csto_dataset.formats.arrow_values import ColumnError, as_json, values_of
from csto_dataset.formats.headings import column_findings
from csto_dataset.formats.rows import CheckedRows, Held, Row, Rows, SoundRows, unchecked
from csto_dataset.identity import canonical
from csto_dataset.limits import DEFAULT_LIMITS, Limits
from csto_dataset.packing import demand_within
from csto_dataset.records import SCHEMA_VERSION, TABLES, Record, table_of_fields
from csto_dataset.schema import table_schema

ROWS_AT_ONCE: Final = 4096
"""Rows that are decoded together, at most."""
BYTES_AT_ONCE: Final = 1 << 23
"""Bytes of a row group, as the file states them, that are decoded together, about."""
GROUP_ROWS: Final = 1 << 16
"""Rows of a row group, at most."""
GROUP_BYTES: Final = 1 << 24
"""Bytes in Arrow's memory after which a row group ends, though it has fewer rows: interviews are long."""

_LEAST: Final = 64
"""Bytes that a row counts for at least where more may come out of a file than is allowed: nulls alone take none."""
_CONVERTED: Final = 256
"""Rows that are turned into Arrow together: as Python's objects they take several times the memory."""

_UNREADABLE: Final = (pa.ArrowException, OSError, ValueError, OverflowError, KeyError)


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
    return unchecked(checked_rows(file, name, DEFAULT_LIMITS))


written = rows


def checked_rows(file: BinaryIO, name: str, limits: Limits) -> CheckedRows:
    """Yield the rows of a file, below its table and what is wrong with its columns. The sound ones stay in columns.

    Reading stops at the first row group that cannot be read; what stands before it was yielded.

    Raises:
        PackingError: more comes out of the file than the limits allow.
        MemoryError: more memory is asked for than there is.
    """
    if file.seekable():
        yield from _checked_rows(file, name, limits)
        return
    with tempfile.TemporaryFile() as seekable:
        shutil.copyfileobj(file, seekable)
        yield from _checked_rows(seekable, name, limits)


def _checked_rows(file: BinaryIO, name: str, limits: Limits) -> CheckedRows:
    whole, size = Place(file=name), file.seek(0, os.SEEK_END)
    try:
        # Buffering ahead starts threads, and one that still starts when the process ends aborts it (status 134).
        parquet = pq.ParquetFile(file, page_checksum_verification=True, pre_buffer=False)
        columns = _without_types_of_nothing(parquet)
    except MemoryError:  # Some of Arrow's are among those that follow.
        raise
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
    settled = frozenset(_top(finding) for finding in found if finding.level == "error")
    yield from _rows(
        parquet, _Columns(name, table, columns, settled), lambda decoded: demand_within(decoded, size, limits)
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


def _rows(parquet: pq.ParquetFile, columns: _Columns, demand_allowed: Callable[[int], None]) -> CheckedRows:
    """Yield the rows of a file.

    Args:
        demand_allowed: called with the bytes that came out so far; raises where they are too many.
    """
    names = [name for name in TABLES[columns.table].model_fields if columns.schema.names.count(name) == 1]
    check, row, decoded = Columns(columns.table), 0, 0
    for group in range(parquet.num_row_groups):
        try:
            stated = parquet.metadata.row_group(group)
            behind = row + stated.num_rows
            for batch in parquet.iter_batches(
                _rows_at_once(stated), row_groups=[group], columns=names, use_threads=False
            ):
                decoded += max(batch.nbytes, len(batch) * _LEAST)
                demand_allowed(decoded)
                first = Place(file=columns.file, pointer="", row_group=group, row=row)
                yield from _checked(batch, check.check(batch), columns, first)
                row += len(batch)
            if row != behind:  # Where columns are of unequal length, the reader ends with the shortest, without a word.
                raise ValueError(f"{row - behind + stated.num_rows} rows where {stated.num_rows} are stated")
        except MemoryError:
            raise
        except _UNREADABLE as error:
            field = error.name if isinstance(error, ColumnError) else None
            place = Place(file=columns.file, row_group=group, row=row, field=field)
            code = "invalid-utf8" if _is_about_utf8(error) else "not-parquet"
            yield Finding(code, f"expected readable rows, found: {_reason(error)}", place)
            return


def _checked(
    batch: pa.RecordBatch, checked: CheckedBatch, columns: _Columns, first: Place
) -> Iterator[Row | SoundRows]:
    """Yield the rows of a batch: the sound ones as such, of the others what they say.

    Args:
        first: place of the first row.
    """
    others = iter(values_of(batch.filter(pc.invert(checked.sound))) if checked.sound.false_count else [])
    told, start = list(checked.rows()), 0
    for _, run in itertools.groupby(told, key=lambda each: each is not None):
        count = sum(1 for _ in run)
        place = first._replace(row=(first.row or 0) + start)
        rows = [each for each in told[start : start + count] if each is not None]
        if rows:
            yield SoundRows(checked.table, rows, place, partial(_bytes_at, checked.canonical, start))
        else:
            yield from (Row(canonical(as_json(next(others))), each, columns.settled) for each in _places(place, count))
        start += count


def _places(first: Place, count: int) -> Iterator[Place]:
    """Yield the places of rows behind one another."""
    return (first._replace(row=(first.row or 0) + index) for index in range(count))


def _bytes_at(canonical: pa.LargeBinaryArray, start: int, index: int) -> bytes:
    return bytes(canonical[start + index].as_py())


def _rows_at_once(group: Any) -> int:
    """Return how many rows of a row group to decode together: fewer where they are long."""
    by_bytes: int = BYTES_AT_ONCE * max(group.num_rows, 1) // max(group.total_byte_size, 1)
    return max(1, min(ROWS_AT_ONCE, by_bytes))


def _is_about_utf8(error: BaseException) -> bool:
    return isinstance(error, UnicodeDecodeError) or "UTF8" in str(error)


def _reason(error: BaseException) -> str:
    return shown(str(error).partition("\n")[0], longest=160)
