"""Tables as Arrow sees them: schemas derived from the models, and what of other writers' types says the same."""

import typing
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, Literal

import pyarrow as pa
from pydantic import BaseModel

from csto_dataset.fields import plain_type

_PLAIN: Final[dict[Any, pa.DataType]] = {str: pa.string(), int: pa.int64(), date: pa.date32()}


def arrow_schema(model: type[BaseModel]) -> pa.Schema:
    """Return the Arrow schema of a table of records: one field a field, described, nullable where the model is."""
    return pa.schema(_fields(model))


def _fields(model: type[BaseModel]) -> Iterator[pa.Field]:
    for name, field in model.model_fields.items():
        type_, nullable = _arrow_type(field.annotation)
        yield pa.field(name, type_, nullable=nullable, metadata={"description": field.description or ""})


def _arrow_type(annotation: Any) -> tuple[pa.DataType, bool]:
    """Return the Arrow type of a field's annotation, and whether the field may be null."""
    plain, nullable = plain_type(annotation)
    match typing.get_origin(plain):
        case origin if origin is Literal:
            return pa.string(), nullable
        case origin if origin is tuple:
            element = _arrow_type(typing.get_args(plain)[0])[0]
            return pa.list_(pa.field("element", element, nullable=False)), nullable
    if isinstance(plain, type) and issubclass(plain, BaseModel):
        return pa.struct(list(_fields(plain))), nullable
    return _PLAIN[plain], nullable


def arrow_table(model: type[BaseModel], records: Sequence[BaseModel]) -> pa.Table:
    """Return records as an Arrow table, a row a record in their order."""
    return pa.Table.from_pylist([record.model_dump() for record in records], schema=arrow_schema(model))


Difference = tuple[str, str, str]
"""A column that says something else: its path such as `source.start`, the type expected, the type found."""


def differences(expected: pa.DataType, found: pa.DataType, path: str) -> Iterator[Difference]:
    """Yield where a column's type cannot say the same as the expected one.

    Equal are: text of any offset width, view or dictionary; lists of any kind and element name; whole numbers of any
    width; days at midnight as date64; fields of structs in any order; nullable or not; and the type null, which pandas
    gives a column without a value. Where a null may not stand, the rows tell.
    """
    if pa.types.is_dictionary(found):
        found = found.value_type
    if pa.types.is_null(found):
        return
    if pa.types.is_struct(expected) and pa.types.is_struct(found):
        yield from _struct_differences(expected, found, path)
    elif pa.types.is_list(expected) and _is_list(found):
        yield from differences(expected.value_type, found.value_type, path)
    elif not _same_kind(expected, found):
        yield path, _called(expected), _called(found)


def _struct_differences(expected: pa.StructType, found: pa.StructType, path: str) -> Iterator[Difference]:
    held: dict[str, list[pa.DataType]] = {}
    for field in found:
        held.setdefault(field.name, []).append(field.type)
    for field in expected:
        inside, of_name = f"{path}.{field.name}", held.pop(field.name, [])
        if len(of_name) == 1:
            yield from differences(field.type, of_name[0], inside)
        else:
            yield inside, _called(field.type), "the field twice" if of_name else "no such field"
    for name, of_name in sorted(held.items()):
        yield f"{path}.{name}", "no such field", _called(of_name[0])


def fractional(type_: pa.DataType, path: str) -> Iterator[str]:
    """Yield the paths in a column that are floating point."""
    if pa.types.is_struct(type_):
        for field in type_:
            yield from fractional(field.type, f"{path}.{field.name}")
    elif _is_list(type_):
        yield from fractional(type_.value_type, path)
    elif pa.types.is_floating(type_):
        yield path


def _same_kind(expected: pa.DataType, found: pa.DataType) -> bool:
    if pa.types.is_string(expected):
        return bool(pa.types.is_string(found) or pa.types.is_large_string(found) or pa.types.is_string_view(found))
    if pa.types.is_date(expected):
        return bool(pa.types.is_date(found))
    # Floating point is let through to its values: a warning where all of them are whole.
    return pa.types.is_integer(expected) and bool(pa.types.is_integer(found) or pa.types.is_floating(found))


def _is_list(type_: pa.DataType) -> bool:
    kinds = (
        pa.types.is_list,
        pa.types.is_large_list,
        pa.types.is_fixed_size_list,
        pa.types.is_list_view,
        pa.types.is_large_list_view,
    )
    return any(kind(type_) for kind in kinds)


def _called(type_: pa.DataType) -> str:
    """Return what a type is called in a message: short, whatever it nests."""
    if pa.types.is_struct(type_):
        return "struct"
    return f"list of {_called(type_.value_type)}" if _is_list(type_) else str(type_)
