"""What is wrong with the columns of a Parquet file: those that are missing, of other types, or too many."""

from collections.abc import Iterator
from typing import Final

import pyarrow as pa

from csto_dataset.arrow import arrow_schema, differences, fractional
from csto_dataset.findings import Finding, Place, label, shown
from csto_dataset.records import TABLES

_PANDAS_INDEX: Final = "__index_level_"


def column_findings(columns: pa.Schema, table: str, file: str) -> Iterator[Finding]:
    """Yield what is wrong with the columns of a file, be it nothing but their names."""
    expected = arrow_schema(TABLES[table])
    found = [*_missing_columns(columns, expected), *_other_types(columns, expected), *_other_columns(columns, expected)]
    for code, path, message in found:
        yield Finding(code, message, Place(file=file, field=label(path)))


_ColumnFault = tuple[str, str, str]
"""Code, path and message of a finding about a column."""


def _missing_columns(columns: pa.Schema, expected: pa.Schema) -> Iterator[_ColumnFault]:
    for name in expected.names:
        count = columns.names.count(name)
        if count != 1:
            code = "repeated-column" if count else "missing-column"
            yield code, name, f"expected the column {name!r} once, found it {count} times"


def _other_types(columns: pa.Schema, expected: pa.Schema) -> Iterator[_ColumnFault]:
    for field in expected:
        if columns.names.count(field.name) == 1:
            found = columns.field(field.name).type
            for path, wanted, type_ in differences(field.type, found, field.name):
                yield "column-type", path, f"expected {label(path)} as {wanted}, found {label(type_)}"
            for path in fractional(found, field.name):
                yield "fractional-type", path, f"expected whole numbers in {label(path)}, found floating point"


def _other_columns(columns: pa.Schema, expected: pa.Schema) -> Iterator[_ColumnFault]:
    for name in sorted(set(columns.names) - set(expected.names)):
        code = "index-column" if name.startswith(_PANDAS_INDEX) else "unknown-column"
        yield code, name, f"expected the columns of the table, found {shown(name)} as well"
