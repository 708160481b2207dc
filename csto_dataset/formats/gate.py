"""The byte gate: JSON text that two parsers would read differently is refused before any of them decides about it.

Source:
    RFC 8259 with I-JSON (RFC 7493). jiter, the parser inside pydantic, refuses all of it but the depth; what it refused
    is read once more, leniently, to say which of the known faults it was. Numbers beyond 2^53 are left to the models,
    which bound every integer and can name the place, unless they have more digits than jiter reads.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

import jiter

BYTE_ORDER_MARK: Final = b"\xef\xbb\xbf"
BYTE_ORDER_MARK_FOUND: Final = ("byte-order-mark", "expected JSON, found a byte order mark")
DEEPEST: Final = 32
"""Levels of nesting that are read; a record has five."""

_ESCAPE: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(?P<half>\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\."
)
_PLACE: Final = re.compile(r" at line (?P<line>[0-9]+) column (?P<column>[0-9]+)$")


class RefusedError(ValueError):
    """The gate's one error.

    Attributes:
        code: of the finding.
        message: of the finding.
        byte: where in the text, as far as it is known.
    """

    def __init__(self, code: str, message: str, byte: int = 0) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.byte = byte


def read(raw: bytes) -> Any:
    """Return the value of a JSON text.

    Raises:
        RefusedError: two parsers might read the text differently, or none would read it.
    """
    try:
        value = jiter.from_json(raw, catch_duplicate_keys=True, allow_inf_nan=False, cache_mode="keys")
    except ValueError as error:
        raise _named(raw, str(error)) from None
    if raw.count(b"[") + raw.count(b"{") > DEEPEST and sum(1 for _ in levels(value)) > DEEPEST:
        raise RefusedError("nested-too-deep", f"expected at most {DEEPEST} levels, found more")
    return value


def _named(raw: bytes, said: str) -> RefusedError:
    """Return the refusal that names what is wrong with a text that jiter refused."""
    try:
        raw.decode()
    except UnicodeDecodeError as error:
        return RefusedError("invalid-utf8", f"expected UTF-8, found the byte 0x{raw[error.start]:02x}", error.start)
    if raw.startswith(BYTE_ORDER_MARK):
        return RefusedError(*BYTE_ORDER_MARK_FOUND)
    byte = _byte(raw, said)
    if "out of range" in said:  # It stopped at a digit.
        byte = len(raw[:byte].rstrip(b"-0123456789"))
    message = f"expected JSON, found: {_PLACE.sub('', said)}"
    try:
        # Python's integers end at 4,300 digits, and so do jiter's; the grammar's do not.
        json.loads(raw, parse_constant=_constant, parse_int=float, object_pairs_hook=_once)
        _no_long_number(said)
        _no_surrogates(raw)
    except RefusedError as refused:
        return RefusedError(refused.code, refused.message, refused.byte or byte)
    except RecursionError:
        return RefusedError("nested-too-deep", f"expected at most {DEEPEST} levels, found more", byte)
    except ValueError:
        return RefusedError("not-json", message, byte)
    return RefusedError("nested-too-deep" if "recursion" in said else "not-json", message, byte)


def _byte(raw: bytes, said: str) -> int:
    """Return where jiter stopped. A line feed has the column 0 of the next line there; the end of the text varies."""
    place = _PLACE.search(said)
    if place is None or said.startswith("EOF"):
        return len(raw.rstrip(b" \t\r\n")) if place else 0
    start = 0
    for _ in range(int(place["line"]) - 1):
        start = raw.index(b"\n", start) + 1
    return min(max(start + int(place["column"]) - 1, 0), len(raw))


def _constant(name: str) -> NoReturn:
    raise RefusedError("not-a-number", f"expected a JSON value, found {name}")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for key, value in pairs:
        if key in seen:
            raise RefusedError("duplicate-key", f"expected each key once, found {key!r} again")
        seen[key] = value
    return seen


def _no_long_number(said: str) -> None:
    if "out of range" in said:
        raise RefusedError("out-of-range", "expected a number of at most 4,300 digits, found more")


def _no_surrogates(raw: bytes) -> None:
    """Demand that no escape of a JSON text, which outside of strings has none, is half of a pair.

    jiter's place is behind it, or behind what follows it.
    """
    half = next((escape.start() for escape in _ESCAPE.finditer(raw) if escape["half"]), None)
    if half is not None:
        raise RefusedError("lone-surrogate", "expected characters, found half of a surrogate pair", half)


def levels(value: Any) -> Iterator[list[Any]]:
    """Yield what stands inside a value, level by level: its own elements, then theirs; nothing for a plain value."""
    level = [value]
    while level := [each for each in level if isinstance(each, list | dict)]:
        level = [inner for each in level for inner in (each.values() if isinstance(each, dict) else each)]
        yield level
