"""A JSON text that is read value by value, with the place of each."""

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from csto_dataset.findings import Place, pointer, shown
from csto_dataset.formats import gate
from csto_dataset.formats.rows import DECODER, LONGEST_RECORD, SPACE
from csto_dataset.records import TABLES

_FIRST_KEY: Final = re.compile(r'\{[ \t\r\n]*"([a-z_]+)"')
_TELLING_KEY: Final = re.compile(f'"(id|{"|".join(TABLES)})"[ \\t\\r\\n]*:')
_VISIBLE: Final = re.compile(f"[^{SPACE}]")
_TOO_LONG_FOUND: Final = ("record-too-long", f"expected a record of at most {LONGEST_RECORD} bytes, found more")
_SHORT: Final = 1 << 13
"""Characters that most values do not exceed."""
_LONGEST_TOKEN: Final = 16
"""Characters of a literal or an escape, or more; only texts and numbers have more of them."""


@dataclass
class Reading:
    """How far a text was read. Offsets count code points; lines and bytes are counted once, along the way."""

    name: str
    text: str
    at: int
    _counted: int = 0
    _line: int = 1
    _line_start: int = 0
    _byte: int = 0

    def peek(self) -> str:
        """Pass over white space, and return the character that follows; nothing at the end of the text."""
        found = _VISIBLE.search(self.text, self.at)
        self.at = len(self.text) if found is None else found.start()
        return self.text[self.at : self.at + 1]

    def expect(self, characters: str, called: str) -> str:
        """Pass over one of some characters, and return it; with no characters, demand the end of the text.

        Raises:
            RefusedError: something else stands here.
        """
        found = self.peek()
        if found not in characters or bool(found) != bool(characters):
            raise gate.RefusedError(
                "not-json", f"expected {called}, found {shown(found) if found else 'the end of the file'}"
            )
        self.at += len(found)
        return found

    def place(self, *steps: str | int) -> Place:
        """Return where the reading stands."""
        passed = self.text[self._counted : self.at]
        self._line += passed.count("\n")
        if "\n" in passed:
            self._line_start = self._counted + passed.rindex("\n") + 1
        self._byte += len(passed.encode())
        self._counted = self.at
        column = self.at - self._line_start + 1
        return Place(file=self.name, pointer=pointer(*steps), line=self._line, column=column, byte=self._byte)

    def names_a_table(self) -> bool:
        """Say whether an object stands here, no record, that has the name of a table among its keys.

        Of a damaged one the first key tells. An interview has pairs too, but also an id.
        """
        try:
            value, _ = self._decoded()
        except gate.RefusedError:  # Longer than any record.
            first = _TELLING_KEY.search(self.text, self.at, self.at + LONGEST_RECORD)
            return first is not None and first[1] in TABLES
        except (ValueError, RecursionError):
            first = _FIRST_KEY.match(self.text, self.at)
            return first is not None and first[1] in TABLES
        return isinstance(value, dict) and "id" not in value and not value.keys().isdisjoint(TABLES)

    def key(self) -> tuple[Place, str]:
        """Pass over a key and its colon, and return its place and the key.

        Raises:
            RefusedError: no key stands here.
        """
        found = self.peek()
        if found != '"':
            raise gate.RefusedError(
                "not-json", f"expected a key, found {shown(found) if found else 'the end of the file'}"
            )
        place = self.place()
        key = json.loads(self.value())
        self.expect(":", "':'")
        return place, str(key)

    def value(self) -> bytes:
        """Pass over a value, and return its bytes.

        Raises:
            RefusedError: no JSON value stands here, or it nests too deep or is too long.
        """
        try:
            _, end = self._decoded()
        except RecursionError:
            raise gate.RefusedError("nested-too-deep", f"expected at most {gate.DEEPEST} levels, found more") from None
        except json.JSONDecodeError as error:
            self.at += error.pos
            raise gate.RefusedError("not-json", f"expected JSON, found: {error.msg}") from None
        raw = self.text[self.at : end].encode()
        if len(raw) > LONGEST_RECORD:
            raise gate.RefusedError(*_TOO_LONG_FOUND)
        self.at = end
        return raw

    def _decoded(self) -> tuple[Any, int]:
        """Return the value that stands here, and where it ends.

        Only as much of the text as one record may have is decoded, in windows that grow: values take thirty times the
        memory of their text.

        Raises:
            RefusedError: it is longer than a record may be.
            JSONDecodeError: it is no JSON; places count from here.
            RecursionError: it nests too deep.
        """
        window = _SHORT
        while window <= LONGEST_RECORD:
            window = min(window * 4, LONGEST_RECORD + 1)
            text = self.text[self.at : self.at + window]
            is_whole = self.at + window >= len(self.text)
            try:
                value, end = DECODER.raw_decode(text)
            except json.JSONDecodeError as error:
                # What fails well inside a window fails in any, but for a text that it may have cut off.
                if is_whole or (error.pos + _LONGEST_TOKEN < len(text) and not error.msg.startswith("Unterminated")):
                    raise
            else:
                if is_whole or end < len(text):
                    return value, self.at + end
        raise gate.RefusedError(*_TOO_LONG_FOUND)
