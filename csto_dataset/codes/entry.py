"""What the catalogue says of a code."""

from typing import Literal, NamedTuple

Level = Literal["error", "warning", "note"]


class Entry(NamedTuple):
    """What the catalogue says of a code."""

    level: Level
    cause: str
    example: str
    remedy: str
