"""What is seen of a column: which values are sound, and their canonical JSON in pieces."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

Pieces = tuple[Any, ...]
"""Canonical JSON, to be joined value by value: strings that stand in every value, and arrays of large text."""

TEXT: Final = pa.large_string()
"""Type of all text here: joining many rows can make more than 32-bit offsets lead to."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A column, or what lists or structs hold, of so many values.

    Attributes:
        sound: of each value whether it is what the schema demands, with all inside it; without nulls.
        json: what a sound value is written as. Of others it may be anything, or null.
        values: what a single value is: text, 64-bit whole numbers, days as text. None for lists and objects.
        fields: of objects, by name.
        lists: of lists, what leads to their elements.
    """

    sound: pa.BooleanArray
    json: Pieces
    values: Any = None
    fields: "Mapping[str, Seen]" = field(default_factory=dict)
    lists: "Lists | None" = None


@dataclass(frozen=True, slots=True)
class Lists:
    """Where the elements of lists stand, all behind one another.

    Attributes:
        offsets: of the first element of each list, and behind the last element of the last list.
        elements: of all lists.
    """

    offsets: pa.Int64Array
    elements: Seen

    @property
    def starts(self) -> pa.Int64Array:
        """Offset of each list's first element; null where it has none."""
        starts = self.offsets.slice(0, len(self.offsets) - 1)
        return pc.if_else(pc.less(starts, self.offsets.slice(1)), starts, pa.scalar(None, pa.int64()))

    @property
    def parents(self) -> pa.Int64Array:
        """Number of the list that each element stands in."""
        return pc.list_parent_indices(self.of(self.elements.sound))

    def of(self, elements: pa.Array) -> pa.LargeListArray:
        """Return some values of the elements as lists."""
        return pa.LargeListArray.from_arrays(self.offsets, elements)

    def all_of(self, sound: pa.BooleanArray) -> pa.BooleanArray:
        """Return for each list whether all of its elements are sound."""
        count = len(self.offsets) - 1
        if pc.all(sound, min_count=0).as_py():
            return pa.repeat(pa.scalar(True), count)  # noqa: FBT003
        return pc.invert(pc.is_in(numbers(count), pc.unique(self.parents.filter(pc.invert(sound)))))


def numbers(count: int) -> pa.Int64Array:
    """Return the numbers from 0 to below a count."""
    return pc.subtract(pc.cumulative_sum(pa.repeat(pa.scalar(1, pa.int64()), count)), 1)


def both(first: Any, *others: Any) -> pa.BooleanArray:
    """Return where all of some verdicts are true; a verdict that is null is not."""
    for other in others:
        first = pc.and_kleene(first, other)
    return pc.fill_null(first, False)  # noqa: FBT003


def literal(text: str) -> pa.Scalar:
    """Return a text that stands in every value."""
    return pa.scalar(text, TEXT)


def merged(pieces: Sequence[Any]) -> Pieces:
    """Return pieces with what stands in every value, side by side, as one."""
    return tuple(_merged(pieces))


def _merged(pieces: Sequence[Any]) -> Iterator[Any]:
    for is_text, group in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if is_text:
            yield "".join(group)
        else:
            yield from group


def joined(pieces: Sequence[Any]) -> pa.LargeStringArray:
    """Return pieces, one of them an array at least, as one text a value; null where one of them is."""
    if len(pieces) == 1:
        return pieces[0]
    parts = [literal(piece) if isinstance(piece, str) else piece for piece in merged(pieces)]
    return pc.binary_join_element_wise(*parts, literal(""))


def taken(pieces: Sequence[Any], places: pa.Int64Array) -> Pieces:
    """Return the pieces of the values at some places; null where a place is."""
    return tuple(piece if isinstance(piece, str) else piece.take(places) for piece in pieces)


def all_bytes(texts: pa.Array) -> bytes:
    """Return the bytes of large texts, all behind one another."""
    view, ends = _buffers(texts)
    return bytes(view[ends[0] : ends[-1]])


def each_bytes(texts: pa.Array) -> Iterator[memoryview]:
    """Yield the bytes of each of some large texts without copying them; nothing for null."""
    view, ends = _buffers(texts)
    return (view[begin:end] for begin, end in pairwise(ends.tolist()))


def _buffers(texts: pa.Array) -> tuple[memoryview, memoryview]:
    """Return the bytes that some large texts lie in, and where in them each begins, and the last one ends."""
    count, first = len(texts), texts.offset
    _, offsets, held = texts.buffers()
    view = memoryview(b"" if held is None else held)
    if not count:  # Then there need be no offsets.
        return view, memoryview(bytes(8)).cast("q")
    return view, memoryview(offsets)[first * 8 : (first + count + 1) * 8].cast("q")
