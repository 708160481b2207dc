"""Rules against a release: which of the release's records a record of a copy is, or was before it was changed."""

from bisect import bisect_left
from collections.abc import Callable, Container, Iterable
from typing import Any


class Spans:
    """Where the records of a table of a release stand in their documents."""

    def __init__(self, sources: Iterable[tuple[str, Any]]) -> None:
        """Take the spans in.

        Args:
            sources: the id of each record with its source, as the object that its JSON says.
        """
        places: dict[str, list[tuple[int, int, str]]] = {}
        for id, source in sources:
            places.setdefault(source["document"], []).append((source["start"], source["end"], id))
        self._places = {document: sorted(spans) for document, spans in places.items()}

    def overlapping(self, source: Any) -> str | None:
        """Return the id of the record whose span a source overlaps; records of one table do not overlap each other."""
        if not isinstance(source, dict):
            return None
        document, start, end = (source.get(name) for name in ("document", "start", "end"))
        if not isinstance(document, str) or not isinstance(start, int | float) or not isinstance(end, int | float):
            return None
        spans = self._places.get(document, [])
        at = bisect_left(spans, (end,)) - 1
        return spans[at][2] if at >= 0 and spans[at][1] > start else None


def counterpart(record: Any, certified: str | None, ids: Container[str], spans: Callable[[], Spans]) -> str | None:
    """Return the id of the release's record that a record of a copy is, or was before it was changed.

    Its own id counts first, then the id that its content certifies, then where it stands in its document.

    Args:
        ids: of the release's records.
        spans: asked for where neither id is one of them.
    """
    for id in (record.get("id"), certified):
        if isinstance(id, str) and id in ids:
            return id
    return spans().overlapping(record.get("source"))
