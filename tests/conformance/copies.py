"""The bytes of copies: JSON, CSV and Parquet as plain means write them, and folders with a manifest."""

import hashlib
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from csto_dataset.identity import canonical, digest, release_root, table_root
from csto_dataset.records import TABLES, record_type
from tests.copying import loose_schema

Rows = Mapping[str, Sequence[dict[str, Any]]]
"""The records of tables by their names."""


def lines(*values: Any) -> bytes:
    """Return JSON Lines, keys in order and without spaces."""
    return b"".join(canonical(value) + b"\n" for value in values)


def array(*values: Any) -> bytes:
    """Return a JSON array, indented for people."""
    return json.dumps(values, ensure_ascii=False, indent=2).encode() + b"\n"


def cells(*rows: Sequence[str]) -> bytes:
    """Return CSV of cells that are quoted already where they need it."""
    return "".join(f"{','.join(row)}\r\n" for row in rows).encode()


def quoted(value: Any) -> str:
    """Return a cell in quotes: a text as it is, anything else as JSON."""
    text = value if isinstance(value, str) else canonical(value).decode()
    return '"' + text.replace('"', '""') + '"'


def table(record: Mapping[str, Any], **written: str) -> bytes:
    """Return a record as CSV of one row, with some of its cells written otherwise."""
    row = {key: "" if value is None else _cell(value) for key, value in record.items()} | written
    return cells(list(row), list(row.values()))


def _cell(value: Any) -> str:
    return str(value) if isinstance(value, int) else quoted(value)


def parquet(
    name: str,
    *records: Mapping[str, Any],
    change: Callable[[pa.Table], pa.Table] = lambda table: table,
    days: pa.DataType | None = None,
) -> bytes:
    """Return a table of Parquet, everything nullable and as small as it gets, whatever a change made of it."""
    schema = loose_schema(name, days=days or pa.date32())
    values = [{key: _day(key, value, days) for key, value in record.items()} for record in records]
    file = io.BytesIO()
    made = change(pa.Table.from_pylist(values, schema=schema))
    pq.write_table(made, file, compression="zstd", store_schema=False, write_statistics=False, use_dictionary=False)
    return file.getvalue()


def _day(key: str, value: Any, days: pa.DataType | None) -> Any:
    return date.fromisoformat(value) if key == "published" and value and days != pa.string() else value


def with_column(name: str, type_: pa.DataType) -> Callable[[pa.Table], pa.Table]:
    """Return what stores a column as another type."""
    return lambda table: table.set_column(table.schema.get_field_index(name), name, table[name].cast(type_))


MANIFEST: Final = "manifest.json"
SUMS: Final = "SHA256SUMS"


def release(rows: Rows, *, beside: Mapping[str, bytes] | None = None, **stated: Any) -> dict[str, bytes]:
    """Return the files of a folder with a manifest: tables in JSON Lines, and what else stands beside them.

    Args:
        stated: what the manifest says instead of what it should.
    """
    files = {f"{name}.jsonl": lines(*values) for name, values in rows.items()} | dict(beside or {})
    manifest = json.dumps({**_manifest(rows, files), **stated}, indent=2).encode() + b"\n"
    return {MANIFEST: manifest, **files, SUMS: _sums({MANIFEST: manifest, **files})}


def _manifest(rows: Rows, files: Mapping[str, bytes]) -> dict[str, Any]:
    roots = {
        name: table_root({value["id"]: digest(record_type(TABLES[name]), value) for value in values})
        for name, values in rows.items()
    }
    return {
        "name": "csto-dataset",
        "version": "0.0.1",
        "schema_version": "1.0",
        "root": release_root(roots),
        "tables": {name: {"rows": len(values), "root": roots[name]} for name, values in rows.items()},
        "sources": [],
        "files": {name: {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()} for name, raw in files.items()},
        "writer": {},
    }


def _sums(files: Mapping[str, bytes]) -> bytes:
    return "".join(f"{hashlib.sha256(raw).hexdigest()}  {name}\n" for name, raw in sorted(files.items())).encode()
