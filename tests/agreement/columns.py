"""What the columnar check says of documents that a row of Arrow can hold: each becomes a row among others."""

from collections.abc import Sequence
from datetime import date
from random import Random
from typing import Any, Final

import pyarrow as pa

from csto_dataset.arrow import arrow_schema
from csto_dataset.check import Checked
from csto_dataset.columns.check import Columns
from csto_dataset.columns.sound import SoundRow
from csto_dataset.identity import as_json, canonical, digest
from csto_dataset.records import TABLES, Interview, QAPair

Told = tuple[bytes, SoundRow]
"""Canonical JSON of a sound record, and what a validation takes down of it."""

_CHECKS: Final = {table: Columns(table) for table in TABLES}
_EXPECTED: Final = {table: pa.struct(list(arrow_schema(model))) for table, model in TABLES.items()}
_TEXTS: Final = (pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string()))
_WHOLE: Final = (pa.int64(), pa.int64(), pa.uint64(), pa.float64())
_LISTS: Final = (pa.list_, pa.large_list, pa.list_view)


def holdable(table: str, value: Any) -> Any:
    """Return a JSON value as what makes a row of a table's columns, or of columns near to them; None where none can.

    Every field must be there, and no other, and each value be null or of its column's type: Arrow would fill in and leave
    out fields, and cut fractions, in silence.
    """
    try:
        return None if value is None else _held(value, _EXPECTED[table])
    except _NotHoldableError:
        return None


class _NotHoldableError(ValueError):
    """A column of the type cannot hold the value."""


def _held(value: Any, type_: pa.DataType) -> Any:
    if value is None:
        return None
    if pa.types.is_struct(type_) and isinstance(value, dict) and value.keys() == {field.name for field in type_}:
        return {field.name: _held(value[field.name], field.type) for field in type_}
    if pa.types.is_list(type_) and isinstance(value, list):
        return [_held(inner, type_.value_type) for inner in value]
    if pa.types.is_date(type_) and isinstance(value, str):
        return _day(value)
    if pa.types.is_string(type_) and isinstance(value, str):
        return value
    if pa.types.is_integer(type_) and type(value) in (int, float) and value == value // 1 and -(2**63) <= value < 2**63:
        return int(value)
    raise _NotHoldableError


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise _NotHoldableError from None
    if day.isoformat() != text:  # Python takes more forms than one; a column says the day in none of them.
        raise _NotHoldableError
    return day


def told_by_columns(table: str, rows: Sequence[Any], random: Random) -> list[Told | None]:
    """Return what the columns tell of each row: None of one that is not sound.

    The columns have types that say the same as those of a release, drawn anew each time; those of a release where the
    drawn ones cannot hold every value.
    """
    batch = _batch(rows, _near(_EXPECTED[table], random)) or _batch(rows, _near(_EXPECTED[table], None))
    if batch is None:
        raise TypeError(f"expected rows that columns of {table} can hold")
    checked = _CHECKS[table].check(batch)
    said = checked.canonical.to_pylist()
    return [None if row is None else (raw, row) for raw, row in zip(said, checked.rows(), strict=True)]


def _batch(rows: Sequence[Any], type_: pa.StructType) -> pa.RecordBatch | None:
    try:
        return pa.RecordBatch.from_pylist(list(rows), schema=pa.schema(list(type_)))
    except (pa.ArrowException, OverflowError):
        return None


def _near(type_: pa.DataType, random: Random | None) -> pa.DataType:
    """Return a type that says the same as a type, with nulls allowed everywhere; the same one where nothing is drawn."""
    if pa.types.is_struct(type_):
        fields = [pa.field(field.name, _near(field.type, random)) for field in type_]
        return pa.struct(fields if random is None else random.sample(fields, len(fields)))
    if pa.types.is_list(type_):
        inner = _near(type_.value_type, random)
        return pa.list_(inner) if random is None else random.choice(_LISTS)(inner)
    if random is None:
        return type_
    if pa.types.is_string(type_):
        return random.choice(_TEXTS)
    return random.choice(_WHOLE if pa.types.is_integer(type_) else (pa.date32(), pa.date64()))


def told_by_rows(checked: Checked) -> Told | None:
    """Return the same of a record that was checked by itself, by the model and the rules."""
    record = checked.record
    if record is None or checked.findings:
        return None
    interview = record.interview_id if isinstance(record, QAPair) else None
    pairs = record.qa_pairs if isinstance(record, Interview) else None
    inside = None if pairs is None else {pair.id: digest("qa_pair", as_json(pair)) for pair in pairs}
    return canonical(as_json(record)), SoundRow(record.id, checked.digest, interview, inside)
