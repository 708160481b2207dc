"""What the catalogue says of a code."""

from typing import Literal, NamedTuple

Level = Literal["error", "warning", "note"]


class Entry(NamedTuple):
    """What the catalogue says of a code.

    Attributes:
        since: version of the package that told it first.
    """

    level: Level
    cause: str
    example: str
    remedy: str
    since: str = "0.1.0"
