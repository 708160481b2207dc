"""What the catalogue says of a code."""

from typing import Final, Literal, NamedTuple

Level = Literal["error", "warning", "note"]

ASK: Final = "Ask whoever gave you the copy for the unchanged file, or take it from the release."
"""The remedy where a file or a record is no more what it was."""


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
