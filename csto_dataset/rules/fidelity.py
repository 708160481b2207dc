"""Rules against a release: which of the release's records a record of a copy is, or was before it was changed."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


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
        if not isinstance(document, str) or not isinstance(start, int | float) or not isinstance(end, int | float):
            return None
        spans = self._places.get(document, [])
        at = bisect_left(spans, (end,)) - 1
        return spans[at][2] if at >= 0 and spans[at][1] > start else None
