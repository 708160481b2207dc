"""Making copies of a release: as its JSON says it, with single values changed, written by plain means."""

import copy
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from csto_dataset.arrow import arrow_schema
from csto_dataset.findings import pointer
from csto_dataset.identity import as_json, canonical
from csto_dataset.records import TABLES
from csto_dataset.release import Release

Steps = tuple[str | int, ...]
FORMS = (".json", ".jsonl", ".parquet")


def values_of(release: Release, table: str) -> list[dict[str, Any]]:
    """Return the records of a table as the objects that their JSON says."""
    return [as_json(record) for record in release.tables[table]]


def text_leaves(value: Any, steps: Steps = ()) -> Iterator[Steps]:
    """Yield the steps to every string in a JSON value."""
    if isinstance(value, str):
        yield steps
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from text_leaves(inner, (*steps, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from text_leaves(inner, (*steps, index))


def value_at(value: Any, steps: Steps) -> Any:
    """Return the value that steps lead to."""
    for step in steps:
        value = value[step]
    return value


def with_value(value: Any, steps: Steps, new: Any) -> Any:
    """Return a JSON value that differs from another in one place, which need not have been there."""
    changed = copy.deepcopy(value)
    value_at(changed, steps[:-1])[steps[-1]] = new
    return changed


def without(value: dict[str, Any], *keys: str) -> dict[str, Any]:
    """Return an object without some of its fields."""
    return {key: inner for key, inner in value.items() if key not in keys}


def write_values(folder: Path, table: str, form: str, values: Sequence[Any]) -> Path:
    """Write JSON values as a table's file of a format, valid or not, and return its path."""
    path = folder / f"{table}{form}"
    match form:
        case ".json":
            path.write_text(json.dumps(values, ensure_ascii=False, indent=2), encoding="utf-8", newline="")
        case ".jsonl":
            path.write_bytes(b"".join(canonical(value) + b"\n" for value in values))
        case _:
            pq.write_table(pa.Table.from_pylist(list(values), schema=loose_schema(table)), path)
    return path


def pointer_in(form: str, row: int, steps: Steps) -> str:
    """Return the pointer that a finding has for a value: in the file for JSON, else in the record."""
    return pointer(row, *steps) if form == ".json" else pointer(*steps)


def loose_schema(table: str, *, days: pa.DataType | None = None) -> pa.Schema:
    """Return the Arrow schema of a table with everything nullable and days as another type, as text unless told."""
    return pa.schema(
        [pa.field(field.name, _loose(field.type, days or pa.string())) for field in arrow_schema(TABLES[table])]
    )


def _loose(type_: pa.DataType, days: pa.DataType) -> pa.DataType:
    if pa.types.is_date(type_):
        return days
    if pa.types.is_struct(type_):
        return pa.struct([pa.field(field.name, _loose(field.type, days)) for field in type_])
    if pa.types.is_list(type_):
        return pa.list_(_loose(type_.value_type, days))
    return type_
