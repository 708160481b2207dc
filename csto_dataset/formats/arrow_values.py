"""What rows say that stand in Arrow's columns, as JSON would say it."""

import math
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa

_A_DAY: Final = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
"""How many of Arrow's units of time are a day."""


class ColumnError(ValueError):
    """The values of a column are damaged."""

    def __init__(self, name: str, reason: Exception) -> None:
        super().__init__(str(reason))
        self.name = name


def values_of(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """Return the rows of a batch.

    Raises:
        ColumnError: a text is not UTF-8, or offsets lead nowhere; reading alone does not check that.
    """
    for name in batch.schema.names:
        try:
            batch.column(name).validate(full=True)
        except pa.ArrowInvalid as error:
            raise ColumnError(name, error) from error
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


def as_json(value: Any) -> Any:
    """Return a value of Arrow's as JSON would say it; what JSON cannot say becomes text that no field takes."""
    if isinstance(value, dict):
        return {key: as_json(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_json(inner) for inner in value]
    if isinstance(value, float | Decimal) and math.isfinite(value) and value == int(value):
        return int(value)
    if isinstance(value, float):
        return str(value)
    return value if value is None or isinstance(value, str | int) else repr(value)
