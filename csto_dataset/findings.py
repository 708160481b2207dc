"""Findings: one thing wrong with a copy or a page, and its place. What a code means stands in codes.py."""

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from csto_dataset.codes import CATALOGUE, Level

if TYPE_CHECKING:
    from pydantic import ValidationError


Position = tuple[str | None, int | None, int | None, int | None, int | None, int | None]
"""Pointer, line, column, byte, row group and row of a record, as in a `Place`."""


class Place(NamedTuple):
    """Where a finding is; None for what a format does not have.

    Attributes:
        file: name as the caller gave it, or the file's path inside the folder that the caller gave.
        pointer: JSON Pointer (RFC 6901) in the file; for JSON Lines and Parquet, in the record.
        line: from 1.
        column: code points in the line, from 1.
        byte: from 0, of the value itself.
        row_group: from 0.
        row: in the file, from 0.
        field: path of the field in the record without indexes, such as `qa_pairs.answer`.
    """

    file: str
    pointer: str | None = None
    line: int | None = None
    column: int | None = None
    byte: int | None = None
    row_group: int | None = None
    row: int | None = None
    field: str | None = None

    @property
    def position(self) -> Position:
        return self.pointer, self.line, self.column, self.byte, self.row_group, self.row

    @classmethod
    def of(cls, file: str, position: Position) -> "Place":
        """Return the place that a position is in a file."""
        pointer, line, column, byte, row_group, row = position
        return cls(file=file, pointer=pointer, line=line, column=column, byte=byte, row_group=row_group, row=row)


class Edit(NamedTuple):
    """One step from an expected text to the one that was found, as they are: reports escape them.

    Attributes:
        kind: deleted has nothing found, inserted nothing expected, and in same both are equal.
    """

    kind: Literal["same", "deleted", "inserted", "replaced"]
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong. `message` is one line, *expected X, found Y*; values from a copy stand escaped in it.

    Attributes:
        judged: the level that somebody gives it instead of the catalogue's.
        edits: from the expected text to the one that was found, in the order of the text; empty where no text differs.
    """

    code: str
    message: str
    where: Place
    record: str | None = None
    judged: Level | None = None
    edits: tuple[Edit, ...] = ()

    @property
    def level(self) -> Level:
        return self.judged or CATALOGUE[self.code].level

    def as_json(self) -> dict[str, Any]:
        """Return the finding as the object that reports hold."""
        return {
            "code": self.code,
            "level": self.level,
            "message": self.message,
            "where": self.where._asdict(),
            "record": self.record,
        }


def printable(text: str) -> str:
    """Return a text that is safe on a terminal: control, format and other invisible characters are escaped."""
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape", "backslashreplace").decode() for c in text)


def label(text: str, longest: int = 100) -> str:
    """Return a name or a path from a copy, safe on a terminal and not too long, without quotes around it."""
    safe = printable(text[: longest + 1])
    return safe if len(safe) <= longest else f"{safe[: longest - 1]}…"


def path_to(steps: Iterable[str | int]) -> str:
    """Return the JSON Pointer to where the steps lead, for a message: safe on a terminal and not too long."""
    return label(pointer(*steps), longest=200)


def first_refusal(error: "ValidationError") -> str:
    """Return where and why pydantic refused a value first, as the JSON Pointer and the reason, for a message."""
    first = error.errors(include_url=False, include_input=False)[0]
    return f"{path_to(first['loc'])}: {first['msg']}"


_INVISIBLE: Final = re.compile("[^\n -~]+")
"""What may need an escape in JSON: all but ASCII that can be seen, and line ends between values."""


def visible_json(value: Any, indent: int | None = None) -> str:
    """Return a value as JSON for programs that is safe on a terminal: what it does not show as itself is escaped."""
    return _INVISIBLE.sub(_escaped, json.dumps(value, ensure_ascii=False, indent=indent))


def _escaped(found: re.Match[str]) -> str:
    return "".join(each if each.isprintable() else json.dumps(_character(each))[1:-1] for each in found.group())


def _character(each: str) -> str:
    """Return half of a surrogate pair, which no strict reader of JSON takes, in words that name it; others as they are."""
    return printable(each) if "\ud800" <= each <= "\udfff" else each


def shown(value: Any, longest: int = 80) -> str:
    """Return a value from a copy as one short line that is safe on a terminal."""
    written = repr(value) if isinstance(value, str) else printable(json.dumps(value, ensure_ascii=False, default=str))
    return written if len(written) <= longest else f"{written[: longest - 1]}…"


def code_points(text: str, most: int = 4) -> str:
    """Return the code points of a text with their Unicode names, such as `U+006F LATIN SMALL LETTER O`."""
    names = [f"U+{ord(c):04X} {unicodedata.name(c, 'unnamed')}" for c in text[:most]]
    return ", ".join(names) + (", …" if len(text) > most else "")


def pointer(*steps: str | int) -> str:
    """Return the JSON Pointer to where the steps lead.

    Source:
        RFC 6901, section 3: `~` and `/` in a key are written `~0` and `~1`.
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in steps)
