"""Parquet: a table a file, zstd, page checksums, each field described."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, BinaryIO, Final

import pyarrow as pa
import pyarrow.parquet as pq

from csto_dataset.findings import Finding, Place, shown
from csto_dataset.formats import gate
from csto_dataset.formats.rows import Row, Rows
from csto_dataset.identity import canonical
from csto_dataset.records import SCHEMA_VERSION, TABLES, Record
from csto_dataset.schema import table_schema
from csto_dataset.tables import arrow_schema, arrow_table, differences, is_fractional

ROWS_AT_ONCE: Final = 8192
"""Rows that are decoded together."""

_PANDAS_INDEX: Final = "__index_level_"
_UNREADABLE: Final = (pa.ArrowException, OSError, ValueError, OverflowError, MemoryError, KeyError)


def write(table: str, records: Sequence[Record], file: BinaryIO) -> None:
    """Write the records of a table in their order.

    Readers that do not know Arrow's own metadata find the table's JSON Schema, descriptions included, under a key of ours.
    """
    notes = {
        "csto_dataset.table": table,
        "csto_dataset.schema_version": SCHEMA_VERSION,
        "csto_dataset.json_schema": json.dumps(table_schema(table)),
    }
    columns = arrow_table(TABLES[table], records).replace_schema_metadata(notes)
    pq.write_table(columns, file, compression="zstd", compression_level=3, write_page_checksum=True)


def rows(file: BinaryIO, name: str) -> Rows:
    """Yield the rows of a file, below what is wrong with its columns.

    Reading stops at the first row group that cannot be read; what stands before it was yielded.
    """
    whole = Place(file=name)
    try:
        parquet = pq.ParquetFile(file, page_checksum_verification=True)
        columns = parquet.schema_arrow
    except _UNREADABLE as error:
        yield Finding("not-parquet", f"expected a Parquet file, found: {_reason(error)}", whole)
        return
    table = _table_of(columns.names)
    if table is None:
        yield Finding(
            "unknown-table", f"expected the columns of {', '.join(TABLES)}, found {shown(columns.names)}", whole
        )
        return
    found = list(_column_findings(columns, table, name))
    yield from found
    yield from _rows(
        parquet,
        _Columns(name, table, columns, frozenset(_top(finding) for finding in found if finding.level == "error")),
    )


@dataclass(frozen=True)
class _Columns:
    file: str
    table: str
    schema: pa.Schema
    settled: frozenset[str]


def _top(finding: Finding) -> str:
    return (finding.where.field or "").partition(".")[0]


def _table_of(names: Sequence[str]) -> str | None:
    """Return the table that shares most columns with a file; None where none shares half of its own."""
    shared = {
        table: len(set(names) & set(model.model_fields)) / len(model.model_fields) for table, model in TABLES.items()
    }
    best = max(shared, key=lambda table: shared[table])
    return best if shared[best] >= 0.5 else None


def _column_findings(columns: pa.Schema, table: str, file: str) -> Iterator[Finding]:
    def finding(code: str, field: str, message: str) -> Finding:
        return Finding(code, message, Place(file=file, field=field))

    expected = arrow_schema(TABLES[table])
    for field in expected:
        count = columns.names.count(field.name)
        if count != 1:
            code = "repeated-column" if count else "missing-column"
            yield finding(code, field.name, f"expected the column {field.name!r} once, found it {count} times")
            continue
        for path, wanted, type_ in differences(field.type, columns.field(field.name).type, field.name):
            yield finding("column-type", path, f"expected {path} as {wanted}, found {type_}")
        if is_fractional(columns.field(field.name).type):
            yield finding(
                "fractional-type", field.name, f"expected whole numbers in {field.name!r}, found floating point"
            )
    for name in sorted(set(columns.names) - set(expected.names)):
        code = "index-column" if name.startswith(_PANDAS_INDEX) else "unknown-column"
        yield finding(code, shown(name), f"expected the columns of {table}, found {shown(name)} as well")


def _rows(parquet: pq.ParquetFile, columns: _Columns) -> Rows:
    names = [name for name in TABLES[columns.table].model_fields if columns.schema.names.count(name) == 1]
    row = 0
    for group in range(parquet.num_row_groups):
        try:
            for batch in parquet.iter_batches(ROWS_AT_ONCE, row_groups=[group], columns=names, use_threads=False):
                for value in _values(batch):
                    place = Place(file=columns.file, pointer="", row_group=group, row=row)
                    yield Row(canonical(_as_json(value)), place, columns.settled)
                    row += 1
        except gate.RefusedError as refused:
            yield Finding(refused.code, refused.message, Place(file=columns.file, row_group=group, row=row))
            return
        except _UNREADABLE as error:
            place = Place(file=columns.file, row_group=group, row=row)
            yield Finding("not-parquet", f"expected readable rows, found: {_reason(error)}", place)
            return


def _values(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """Return the rows of a batch.

    Raises:
        RefusedError: a text is not UTF-8; reading alone does not check that.
    """
    try:
        batch.validate(full=True)
    except pa.ArrowInvalid as error:
        code = "invalid-utf8" if "UTF8" in str(error) else "not-parquet"
        raise gate.RefusedError(code, f"expected UTF-8 text, found: {_reason(error)}") from error
    rows: list[dict[str, Any]] = batch.to_pylist()
    return rows


def _as_json(value: Any) -> Any:
    """Return a value of Arrow's as JSON would say it; what JSON cannot say becomes text that no field takes."""
    if isinstance(value, dict):
        return {key: _as_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_as_json(inner) for inner in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else str(value)
    if isinstance(value, datetime):
        # A day that was stored as the midnight that begins it: the column has its finding, the record keeps its identity.
        return value.date().isoformat() if value.time() == datetime.min.time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, str | int) else repr(value)


def _reason(error: BaseException) -> str:
    return shown(str(error).partition("\n")[0], longest=160)
