"""Changes that leave the records what they are, drawn before they are written: order, keys, shards, tables."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.damage.drawing import originals
from benchmarks.damage.forms import Tables

Part = Callable[[random.Random, str, list[Any], Path], None]
"""Writes some records of a table to a path without its suffix."""


def drawn_tables(chance: random.Random) -> Tables:
    """Return all tables or one of them, the records of each in any order."""
    names = list(originals()) if chance.random() < 0.5 else [chance.choice(list(originals()))]
    return {name: chance.sample(originals()[name], len(originals()[name])) for name in names}


def shards(chance: random.Random, tables: Tables) -> list[tuple[str, list[Any]]]:
    """Return the parts that tables are written in: each in one file or in several."""
    parts = []
    for table, values in tables.items():
        cuts = sorted(
            chance.sample(range(1, len(values)), chance.randrange(min(3, len(values)))) if len(values) > 1 else []
        )
        parts += [(table, values[start:end]) for start, end in zip([0, *cuts], [*cuts, len(values)], strict=True)]
    return parts


def with_keys_in_any_order(chance: random.Random, value: Any) -> Any:
    """Return a JSON value whose objects have their keys in another order."""
    if isinstance(value, dict):
        return {key: with_keys_in_any_order(chance, value[key]) for key in chance.sample(list(value), len(value))}
    return [with_keys_in_any_order(chance, each) for each in value] if isinstance(value, list) else value


def escaped(chance: random.Random, text: str) -> str:
    """Return a JSON text some of whose characters stand as escapes, in strings alone."""
    pieces, inside, at = [], False, 0
    while at < len(text):
        each = text[at]
        if inside and each == "\\":
            length = len("\\u0000") if text[at + 1] == "u" else len("\\n")
            pieces.append(text[at : at + length])
            at += length
            continue
        if each == '"':
            inside = not inside
            pieces.append(each)
        elif inside and (each > "\uffff" or chance.random() < 0.03):
            pieces.append("".join(f"\\u{unit:04{chance.choice('xX')}}" for unit in _units(each)))
        else:
            pieces.append("\\/" if inside and each == "/" and chance.random() < 0.3 else each)
        at += 1
    return "".join(pieces)


def _units(character: str) -> list[int]:
    raw = character.encode("utf-16-be")
    return [int.from_bytes(raw[at : at + 2], "big") for at in range(0, len(raw), 2)]


def any_of(chance: random.Random, **choices: list[Any]) -> dict[str, Any]:
    """Return options, each with one of its choices."""
    return {name: chance.choice(values) for name, values in choices.items()}
