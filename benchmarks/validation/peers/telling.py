"""How a peer answers: for each file of its command line a line of JSON, with the rows that it refuses, counted from 0.

Peers import nothing of the package that they can do without: what they load, they pay for.
"""

import json
import sys
from collections.abc import Callable, Collection, Iterator

Answer = tuple[int, Collection[int]]
"""How many rows there are, and which are refused."""


def tell(check: Callable[[str], Answer]) -> None:
    """Check the files of the command line. One that cannot be read is refused as a whole."""
    for path in sys.argv[1:]:
        try:
            rows, refused = check(path)
        except Exception as error:  # noqa: BLE001 - each peer has errors of its own, and each of them refuses the file
            answer: dict[str, object] = {"rows": 0, "refused": [], "error": f"{type(error).__name__}: {error}"[:200]}
        else:
            answer = {"rows": rows, "refused": sorted(refused)}
        sys.stdout.write(json.dumps(answer) + "\n")


def lines(path: str) -> Iterator[bytes]:
    with open(path, "rb") as file:  # noqa: PTH123 - the floor loads no more than it must
        yield from file


def refused_lines(path: str, demand: Callable[[bytes], object], errors: tuple[type[BaseException], ...]) -> Answer:
    """Return the lines of a file for which a demand raises one of some errors."""
    row, refused = -1, []
    for row, line in enumerate(lines(path)):
        try:
            demand(line)
        except errors:
            refused.append(row)
    return row + 1, refused
