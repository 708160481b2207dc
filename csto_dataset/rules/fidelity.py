"""Rules against a release: is a record of a copy one of the release's, and what of it was changed."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from csto_dataset.findings import code_points, shown
from csto_dataset.rules import Breach, Breaches, Steps


@dataclass(frozen=True, slots=True)
class Reference:
    """The records of a table of a release, as the objects that their JSON says, with their digests by id."""

    records: Mapping[str, dict[str, Any]]
    digests: Mapping[str, bytes]
    _places: Mapping[Any, list[tuple[int, int, str]]] = field(init=False)
    """Where the records stand: for each document start, end and id, in ascending order."""

    def __post_init__(self) -> None:
        places: dict[Any, list[tuple[int, int, str]]] = {}
        for id, record in self.records.items():
            source = record["source"]
            places.setdefault(source["document"], []).append((source["start"], source["end"], id))
        object.__setattr__(self, "_places", {document: sorted(spans) for document, spans in places.items()})

    def counterpart(self, record: Any, certified: str | None = None) -> str | None:
        """Return the id of the release's record that a record of a copy is, or was before it was changed.

        Its own id counts first, then the id that its content certifies, then where it stands in its document.
        """
        candidates = (record.get("id"), certified, self._overlapping(record.get("source")))
        return next((id for id in candidates if isinstance(id, str) and id in self.records), None)

    def _overlapping(self, source: Any) -> str | None:
        """Return the id of the record whose span a source overlaps; records of one table do not overlap each other."""
        if not isinstance(source, dict):
            return None
        document, start, end = (source.get(name) for name in ("document", "start", "end"))
        if not isinstance(document, str) or not isinstance(start, int) or not isinstance(end, int):
            return None
        spans = self._places.get(document, [])
        at = bisect_left(spans, (end,)) - 1
        return spans[at][2] if at >= 0 and spans[at][1] > start else None


def altered_value(expected: Any, found: Any, steps: Steps = ()) -> Breaches:
    """Yield each place where a value differs from the release's: the innermost values, in the release's order."""
    if isinstance(expected, dict) and isinstance(found, dict):
        for key in [*expected, *(key for key in found if key not in expected)]:
            yield from altered_value(expected.get(key, _ABSENT), found.get(key, _ABSENT), (*steps, key))
    elif isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        for index, (one, other) in enumerate(zip(expected, found, strict=True)):
            yield from altered_value(one, other, (*steps, index))
    elif isinstance(expected, list) and isinstance(found, list):
        yield Breach(steps, f"expected {len(expected)} elements, found {len(found)}{_first_other(expected, found)}")
    elif expected != found or isinstance(expected, bool) != isinstance(found, bool):
        yield Breach(steps, difference(expected, found))


def difference(expected: Any, found: Any) -> str:
    """Return what differs between two values, in one line: few characters by code point, more as the words they are in."""
    if not (isinstance(expected, str) and isinstance(found, str)):
        return f"expected {_said(expected)}, found {_said(found)}"
    start = _common(expected, found)
    end = _common(expected[start:][::-1], found[start:][::-1])
    old, new = expected[start : len(expected) - end], found[start : len(found) - end]
    if max(len(old), len(new)) <= _FEW:
        near = shown(expected[max(start - _AROUND, 0) : start + _AROUND])
        return f"expected {_characters(old)}, found {_characters(new)} at character {start}, near {near}"
    start -= len(expected[:start].rpartition(" ")[2])
    end -= len(expected[len(expected) - end :].partition(" ")[0])
    old, new = shown(expected[start : len(expected) - end]), shown(found[start : len(found) - end])
    return f"expected {old}, found {new} at character {start}"


class _Absent:
    """Stands for a field that is not there."""


_ABSENT = _Absent()
_AROUND = 20
_FEW = 3


def _said(value: Any) -> str:
    return "no such field" if value is _ABSENT else shown(value)


def _characters(text: str) -> str:
    return f"{shown(text)} ({code_points(text)})" if text else "nothing"


def _common(one: str, other: str) -> int:
    """Return the length of the longest common beginning of two texts, in code points."""
    shorter = min(len(one), len(other))
    return next((index for index in range(shorter) if one[index] != other[index]), shorter)


def _first_other(expected: list[Any], found: list[Any]) -> str:
    """Return where two lists of different lengths part."""
    at = next((index for index, (one, other) in enumerate(zip(expected, found, strict=False)) if one != other), None)
    return f", other from element {min(len(expected), len(found)) if at is None else at} on"
