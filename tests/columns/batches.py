"""Batches of values, and what the columns and the row path say of each of their rows."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa

from csto_dataset.check import Checked, check
from csto_dataset.columns.check import Columns
from csto_dataset.examples import EXAMPLES
from csto_dataset.findings import Place
from csto_dataset.formats import arrow_values
from csto_dataset.formats.rows import Row
from csto_dataset.identity import canonical
from csto_dataset.records import TABLES
from tests.agreement.columns import Told, told_by_rows
from tests.copying import loose_schema

COLUMNS = {table: Columns(table) for table in TABLES}


def batch_of(table: str, values: Sequence[Any]) -> pa.RecordBatch:
    """Return JSON values as a batch in which nulls may stand everywhere."""
    batch = pa.RecordBatch.from_pylist(list(values), schema=loose_schema(table, days=pa.string()))
    if "published" not in batch.schema.names:
        return batch
    return replaced(batch, "published", batch["published"].cast(pa.date32()))


def examples_of(table: str, count: int = 3) -> pa.RecordBatch:
    """Return the example of a table as a batch of so many rows."""
    return batch_of(table, [EXAMPLES[table]] * count)


def replaced(batch: pa.RecordBatch, name: str, column: pa.Array) -> pa.RecordBatch:
    """Return a batch with another column under a name."""
    return batch.set_column(batch.schema.get_field_index(name), name, column)


def by_rows(batch: pa.RecordBatch) -> list[Told | None]:
    """Return what the row path takes down of each row that it finds nothing wrong with; None for the others."""
    try:
        return [_of_row(canonical(arrow_values.as_json(value))) for value in arrow_values.values_of(batch)]
    except arrow_values.ColumnError:
        return [None] * len(batch)


def _of_row(raw: bytes) -> Told | None:
    checked = check(Row(raw, Place(file="x")))
    return told_by_rows(checked) if isinstance(checked, Checked) else None


def by_columns(table: str, batch: pa.RecordBatch) -> list[Told | None]:
    """Return the same, as the columns tell it."""
    checked = COLUMNS[table].check(batch)
    rows = list(checked.rows())
    assert [row is not None for row in rows] == checked.sound.to_pylist()
    assert [row and row.id for row in rows] == checked.ids.to_pylist()
    said = checked.canonical.to_pylist()
    return [None if row is None else (raw, row) for raw, row in zip(said, rows, strict=True)]


def agreed(table: str, batch: pa.RecordBatch) -> list[bool]:
    """Return which rows are sound, once the columns were seen to say the same as the row path about every one."""
    told = by_columns(table, batch)
    assert told == by_rows(batch)
    return [each is not None for each in told]
