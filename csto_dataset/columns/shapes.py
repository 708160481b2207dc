"""Numbers, lists and objects in columns, and what may be null."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol

import pyarrow as pa
import pyarrow.compute as pc

from csto_dataset.columns.seen import TEXT, Lists, Pieces, Seen, both, joined, literal, merged

_AROUND_ONE: Final = ("before", "array", "behind")
"""Pieces of JSON that need not be joined before they stand in a list."""

_SAFE: Final = 2.0**62
"""Floating point up to here is a whole number that 64 bits hold, where it has no fraction."""


class Shape(Protocol):
    """What a schema demands of a value."""

    @property
    def type(self) -> pa.DataType:
        """Arrow's type of a column of which nothing but nulls is known."""

    def look(self, array: pa.Array) -> Seen:
        """Return what is seen of some values, whose type can say what the schema demands."""


@dataclass(frozen=True, slots=True)
class Numbers:
    """Whole numbers between bounds."""

    least: int
    most: int

    type: pa.DataType = field(default_factory=pa.int64)

    def look(self, array: pa.Array) -> Seen:
        """Return what is seen of some values, floating point among them."""
        whole = _whole(array)
        sound = both(pc.greater_equal(whole, self.least), pc.less_equal(whole, self.most))
        return Seen(sound, (whole.cast(TEXT),), whole)


def _whole(array: pa.Array) -> pa.Int64Array:
    """Return numbers in 64 bits; null where they do not fit, or have a fraction."""
    if pa.types.is_float16(array.type):
        # What Python has for them, and so what the models see, differs by version of pyarrow.
        return pa.nulls(len(array), pa.int64())
    nothing = pa.scalar(None, array.type)
    if pa.types.is_floating(array.type):
        array, nothing = array.cast(pa.float64()), pa.scalar(None, pa.float64())
        holds = pc.and_(pc.equal(pc.floor(array), array), pc.less_equal(pc.abs(array), _SAFE))
        array = pc.if_else(holds, array, nothing)
    elif pa.types.is_uint64(array.type):
        array = pc.if_else(pc.less(array, pa.scalar(1 << 63, pa.uint64())), array, nothing)
    return array.cast(pa.int64())


@dataclass(frozen=True, slots=True)
class Nullable:
    """A value or null."""

    inner: Shape

    @property
    def type(self) -> pa.DataType:
        """The type of the value."""
        return self.inner.type

    def look(self, array: pa.Array) -> Seen:
        """Return what is seen of some values."""
        seen, null = self.inner.look(array), array.is_null()
        return replace(
            seen,
            sound=pc.or_(null, seen.sound),
            json=(pc.if_else(null, literal("null"), joined(seen.json)),),
        )


@dataclass(frozen=True, slots=True)
class Arrays:
    """Lists of at least so many elements."""

    element: Shape
    fewest: int

    @property
    def type(self) -> pa.DataType:
        """Lists with large offsets."""
        return pa.large_list(self.element.type)

    def look(self, array: pa.Array) -> Seen:
        """Return what is seen of some values. What stands behind a null, or before or behind a slice, is not looked at."""
        lengths = pc.fill_null(pc.list_value_length(array).cast(pa.int64()), 0)
        offsets = pa.concat_arrays([pa.array([0], pa.int64()), pc.cumulative_sum(lengths)])
        elements = look(self.element, array.flatten())
        if len(elements.json) != len(_AROUND_ONE):
            elements = replace(elements, json=("", joined(elements.json), ""))
        lists = Lists(offsets, elements)
        sound = both(array.is_valid(), pc.greater_equal(lengths, self.fewest), lists.all_of(elements.sound))
        return Seen(sound, self._json(lists, pc.equal(lengths, 0)), lists=lists)

    def _json(self, lists: Lists, empty: pa.BooleanArray) -> Pieces:
        before, texts, behind = lists.elements.json
        inside = pc.binary_join(lists.of(texts), literal(f"{behind},{before}"))
        json = (f"[{before}", inside, f"{behind}]")
        return json if self.fewest else (pc.if_else(empty, literal("[]"), joined(json)),)


@dataclass(frozen=True, slots=True)
class Objects:
    """Objects that have some fields and no others."""

    fields: Mapping[str, Shape]

    @property
    def type(self) -> pa.DataType:
        """Structs of the fields."""
        return pa.struct([(name, shape.type) for name, shape in self.fields.items()])

    def look(self, array: pa.Array) -> Seen:
        """Return what is seen of some values. Fields of a null are null."""
        names = [each.name for each in array.type]
        seen = self.look_at(dict(zip(names, array.flatten(), strict=True)))
        return replace(seen, sound=both(array.is_valid(), seen.sound))

    def look_at(self, columns: Mapping[str, pa.Array]) -> Seen:
        """Return what is seen of objects whose fields are columns."""
        fields = {name: look(shape, columns[name]) for name, shape in self.fields.items()}
        pieces: list[Any] = []
        for before, name in zip("{" + "," * len(fields), sorted(fields), strict=False):
            pieces += [f'{before}"{name}":', *fields[name].json]
        return Seen(both(*(each.sound for each in fields.values())), merged([*pieces, "}"]), fields=fields)


def look(shape: Shape, array: pa.Array) -> Seen:
    """Return what is seen of values that may stand in a dictionary, or all be null."""
    if pa.types.is_dictionary(array.type):
        array = array.dictionary_decode()
    if array.null_count == len(array):
        array = pa.nulls(len(array), shape.type)
    return shape.look(array)
