"""Rules: what neither a model nor a JSON Schema can say. Each is a function named for the breach that it yields."""

from collections.abc import Iterator
from typing import NamedTuple


class Breach(NamedTuple):
    """A rule broken: the steps to the value in the record, and one line *expected X, found Y*."""

    steps: tuple[str | int, ...]
    message: str


Breaches = Iterator[Breach]
