"""Rules: what neither a model nor a JSON Schema can say. Each is a function named for the breach that it yields."""

from collections.abc import Iterator
from typing import NamedTuple

Steps = tuple[str | int, ...]
"""What leads to a value in a record: keys and indexes."""


class Breach(NamedTuple):
    """A rule broken: the steps to the value in the record, and one line *expected X, found Y*."""

    steps: Steps
    message: str


Breaches = Iterator[Breach]
