"""Paths into a record, as people write them: with dots, or as JSON Pointers (RFC 6901)."""

from collections.abc import Iterator
from typing import Any, Final

from csto_dataset.errors import UnknownFieldError
from csto_dataset.findings import label, pointer

Steps = tuple[str | int, ...]
"""The way to a value: names of fields, and places in lists from 0."""

NOT_PRINTED: Final = ("type", "id", "interview_id", "index", "form", "language", "source")
"""Fields that no page prints: told where they are asked for."""
_SHOWN_NAMES: Final = 12


def values_at(record: dict[str, Any], field: str | None) -> list[tuple[Steps, Any]]:
    """Return the values that a path leads to, or to above them, in the order of the record, each with the steps to it.

    Values that no page prints are among them only where the path names them.

    Args:
        record: the object that its JSON says.
        field: path with dots (`qa_pairs.2.answer.0`) or as a JSON Pointer; None or empty for the whole record.

    Raises:
        UnknownFieldError: the path leads nowhere. The message names the way that is there.
    """
    steps: Steps = ()
    value: Any = record
    for step in _path(field or ""):
        names = list(value) if isinstance(value, dict) else [str(index) for index in range(_length(value))]
        if step not in names:
            some = f"one of {', '.join(names[:_SHOWN_NAMES])}" if names else "nothing below this value"
            raise UnknownFieldError(f"{record['id']}{pointer(*steps)}: expected {some}, found {label(step)}")
        steps = (*steps, step if isinstance(value, dict) else int(step))
        value = value[steps[-1]]
    below = len(steps)
    return [each for each in _leaves(value, steps) if not set(each[0][below:]) & set(NOT_PRINTED) or "source" in steps]


def _path(field: str) -> list[str]:
    if field.startswith("/"):
        return [step.replace("~1", "/").replace("~0", "~") for step in field[1:].split("/")]
    return field.split(".") if field else []


def _length(value: Any) -> int:
    return len(value) if isinstance(value, list) else 0


def _leaves(value: Any, steps: Steps) -> Iterator[tuple[Steps, Any]]:
    """Yield what is no list and no object, in order; an empty list stands for itself."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from _leaves(each, (*steps, name))
    elif isinstance(value, list) and value:
        for index, each in enumerate(value):
            yield from _leaves(each, (*steps, index))
    else:
        yield steps, value
