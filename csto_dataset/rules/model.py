"""What a model says of a record, as breaches with codes of our own."""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from pydantic import ValidationError

from csto_dataset.fields import BLANKS, TEXT_PATTERN
from csto_dataset.findings import code_points, label, shown
from csto_dataset.records import TABLES, record_type, table_of_fields

MOST_FAULTS: Final = 100
"""Faults of one record that are told one by one; a hostile record can have millions."""

_CODES: Final = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "string_too_short": "bad-form",
    "string_too_long": "bad-form",
    "string_pattern_mismatch": "bad-form",
    "day_pattern": "bad-day",
    "date_type": "wrong-type",
    "literal_error": "unknown-choice",
    "greater_than_equal": "out-of-range",
    "less_than_equal": "out-of-range",
    "too_short": "empty-list",
}
"""Code of each of pydantic's errors that is not a wrong type."""


_TYPES: Final = {
    "tuple": "a list",
    "model": "an object",
    "dict": "an object",
    "string": "text",
    "int": "a whole number",
    "date": "a day",
}
"""What pydantic's types are called to people."""


class Misfit(NamedTuple):
    """A place where a record is not what its model demands."""

    code: str
    steps: tuple[str | int, ...]
    message: str


def misfits(error: ValidationError) -> Iterator[Misfit]:
    """Yield what a model found wrong with a record, at most MOST_FAULTS of it."""
    if error.error_count() > MOST_FAULTS:
        yield Misfit("too-many-faults", (), f"expected a record, found {error.error_count()} faults in it")
        return
    for each in error.errors(include_url=False):
        value = each.get("input")
        if each["type"] == "too_short" and value:
            continue  # The elements were refused, and have findings of their own.
        yield _misfit(each["type"], each["loc"], value, each.get("ctx", {}))


def _misfit(kind: str, steps: tuple[str | int, ...], value: Any, context: dict[str, Any]) -> Misfit:
    code = _CODES.get(kind, "wrong-type")
    if isinstance(value, str) and (context.get("pattern") == TEXT_PATTERN or context.get("min_length") == 1):
        return Misfit("unclean-text", steps, uncleanness(value))
    return Misfit(code, steps, _message(code, kind, steps, value, context))


def _message(code: str, kind: str, steps: tuple[str | int, ...], value: Any, context: dict[str, Any]) -> str:
    name = label(str(steps[-1])) if steps else "the record"
    match code:
        case "missing-field":
            return f"expected the field {name!r}, found none"
        case "unknown-field":
            return f"expected no field {shown(str(name))}, found {shown(value)}"
        case "unknown-choice":
            return f"expected {context['expected']}, found {shown(value)}"
        case "bad-day":
            return f"expected a day as YYYY-MM-DD from 1992 to 2099, found {shown(value)}"
        case "out-of-range":
            bound = f"{context['ge']} or more" if "ge" in context else f"{context['le']} or less"
            return f"expected {bound}, found {shown(value)}"
        case "empty-list":
            return "expected one element or more, found none"
        case "wrong-type":
            return f"expected {_TYPES.get(kind.partition('_')[0], 'another type')}, found {shown(value)}"
        case _:
            return f"expected the form of {name!r}, found {shown(value)}"


def uncleanness(text: str) -> str:
    """Return what keeps a string from being a text."""
    if not text:
        return "expected a text, found an empty one"
    strange = next((character for character in text if character in BLANKS and character != " "), None)
    if strange is not None:
        return f"expected a text without {code_points(strange)}, found it at character {text.index(strange)}"
    if text.strip(" ") != text:
        return f"expected no space at an end, found {shown(text)}"
    return f"expected single spaces, found two at character {text.index('  ')}"


_TABLE_OF_TYPE: Final = {record_type(model): table for table, model in TABLES.items()}


def table_of(value: dict[str, Any]) -> str | None:
    """Return the table that a record belongs to: by its type, or else by the fields it has; None where neither tells."""
    kind = value.get("type")
    if isinstance(kind, str) and kind in _TABLE_OF_TYPE:
        return _TABLE_OF_TYPE[kind]
    return table_of_fields(value)
