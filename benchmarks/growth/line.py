"""From what was measured with one and two readers to what is to be expected of more: an estimate, after Amdahl."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

READERS = (1, 2, 4, 8, 16, 32, 64)


@dataclass(frozen=True)
class Line:
    """What a row costs, in seconds of CPU time.

    Attributes:
        collecting: in the one process that was called: this share is serial, whatever the number of readers.
        reading: in those that read, which share the rows.
    """

    collecting: float
    reading: float

    @classmethod
    def of(cls, figures: Mapping[str, Any]) -> "Line":
        """Return the line that a run tells."""
        collecting = figures["collecting_cpu_seconds"] / figures["rows"]
        return cls(collecting, figures["cpu_seconds"] / figures["rows"] - collecting)

    @property
    def serial(self) -> float:
        """The serial share of the work, from 0 to 1."""
        return self.collecting / (self.collecting + self.reading)

    @property
    def most(self) -> float:
        """Rows a second that no number of readers exceeds."""
        return 1 / self.collecting

    def in_turn(self, readers: int) -> float:
        """Return the rows a second where nothing is collected while something is read: Amdahl's law."""
        return 1 / (self.collecting + self.reading / readers)

    def together(self, readers: int) -> float:
        """Return the rows a second where collecting goes on beside all reading, on a processor of its own."""
        return 1 / max(self.collecting, self.reading / readers)

    def enough(self) -> int:
        """Return the readers that give the collecting process as much as it can take."""
        return max(1, -int(-self.reading // self.collecting))


def estimates(line: Line) -> Iterator[tuple[int, float, float, float]]:
    """Yield for numbers of readers: speed-up after Amdahl, rows a second after Amdahl, and rows a second at the most."""
    for readers in READERS:
        yield readers, line.in_turn(readers) / line.in_turn(1), line.in_turn(readers), line.together(readers)
