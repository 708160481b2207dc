"""Breaking sound records, each in one way that is told by one code of the package.

What a text can hold and a table cannot, such as a key twice, is broken in JSON Lines alone.
"""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

from csto_dataset.identity import canonical

Record = dict[str, Any]


def _without_language(record: Record) -> None:
    del record["language"]


def _with_a_mood(record: Record) -> None:
    record["mood"] = "calm"


def _title_of_numbers(record: Record) -> None:
    record["title"] = 7


def _day_that_is_none(record: Record) -> None:
    record["published"] = "2023-02-30"


def _early_day(record: Record) -> None:
    record["published"] = "1991-12-25"


def _capital_id(record: Record) -> None:
    record["id"] = record["id"][:-12] + "ABCDEFABCDEF"


def _two_spaces(record: Record) -> None:
    record["paragraphs"][-1] = record["paragraphs"][-1].replace(" ", "  ", 1)


def _no_break_space(record: Record) -> None:
    record["paragraphs"][-1] = record["paragraphs"][-1].replace(" ", "\u00a0", 1)


def _other_language(record: Record) -> None:
    record["language"] = "de"


def _negative_start(record: Record) -> None:
    record["source"]["start"] = -1


def _no_paragraphs(record: Record) -> None:
    record["paragraphs"] = []


def _decomposed(record: Record) -> None:
    record["paragraphs"].append("The cafe\u0301 was open.")


def _empty_span(record: Record) -> None:
    record["source"]["end"] = record["source"]["start"]


def _foreign_id(record: Record) -> None:
    record["id"] = record["id"][:-12] + "0123456789ab"


VALUES: dict[str, Callable[[Record], None]] = {
    "unclean-text: two spaces": _two_spaces,
    "unclean-text: no-break space": _no_break_space,
    "bad-form: id in capitals": _capital_id,
    "unknown-choice: language": _other_language,
    "out-of-range: negative start": _negative_start,
    "bad-day: before 1992": _early_day,
    "empty-list: no paragraphs": _no_paragraphs,
    "not-nfc: decomposed letter": _decomposed,
    "empty-span: ends where it starts": _empty_span,
    "id-mismatch: id of another content": _foreign_id,
}
"""What tables and texts can hold: its code with a word about it, and what does it."""

SHAPES: dict[str, Callable[[Record], None]] = {
    "missing-field: no language": _without_language,
    "unknown-field: one more": _with_a_mood,
    "wrong-type: a number for a text": _title_of_numbers,
    "bad-day: 30 February": _day_that_is_none,
}
"""What only JSON can hold."""

BYTES: dict[str, Callable[[bytes], bytes]] = {
    "not-json: cut off": lambda line: line[:-20],
    "duplicate-key: language twice": lambda line: line.replace(b'"language":', b'"language":"ru","language":', 1),
    "lone-surrogate: half a pair": lambda line: line.replace(b" ", rb" \ud800 ", 1),
    "invalid-utf8: windows-1251": lambda line: line.replace(b" ", b" \xcc\xe8\xed\xf1\xea ", 1),
}
"""What only the bytes of JSON can hold."""

TWICE = "repeated-id: a record twice"
"""The row is the one before it, once more."""

OF_TABLES = (*VALUES, TWICE)
OF_TEXTS = (*OF_TABLES, *SHAPES, *BYTES)


def code_of(name: str) -> str:
    """Return the code of a way to break a record."""
    return name.partition(":")[0]


def broken(record: Record, before: Record, name: str) -> Record:
    """Return what stands in the place of a record that is broken in any way but those of `BYTES`.

    Args:
        before: the record that stands before it.
    """
    if name == TWICE:
        return before
    changed = deepcopy(record)
    {**VALUES, **SHAPES}[name](changed)
    return changed


def broken_line(record: Record, before: Record, name: str) -> bytes:
    """Return the line of a record that is broken in some way, without its end."""
    if name in BYTES:
        return BYTES[name](canonical(record))
    return canonical(broken(record, before, name))
