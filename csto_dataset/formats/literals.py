"""Lists and objects that stand in a cell as text: as JSON, or as Python and numpy print them.

Python's forms are turned into JSON token by token. Nothing is evaluated, and no nesting is followed: how deep values
nest, and which keys stand twice, is for the byte gate.
"""

import json
import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from csto_dataset.findings import shown
from csto_dataset.formats import gate

_STRING: Final = "|".join(rf"{quote}[^{quote}\\\r\n]*+(?:\\.[^{quote}\\\r\n]*+)*+{quote}" for quote in "'\"")
_TOKEN: Final = re.compile(
    rf"(?P<space>[ \t\r\n]++)|(?P<string>{_STRING})|(?P<word>(?:None|True|False)\b|-?+[0-9]++(?![0-9.eEjJ_xob]))"
    r"|(?P<start>array\((?=[ ]*+\[)|[\[({])|(?P<end>,[ \t\r\n]*+dtype=(?:object|'<U[0-9]++')\)|(?<!\(),\)|[\])}])"
    r"|(?P<mark>[,:])"
)
_ESCAPE: Final = re.compile(
    r"\\(?:([\\'\"nrtabfv])|x([0-9a-f]{2})|u([0-9a-ce-f][0-9a-f]{3}|d[0-7][0-9a-f]{2})|U(0010[0-9a-f]{4}|000[0-9a-f]{5}))"
    r"|\\"
)
_OF_LETTER: Final = {
    "\\": "\\",
    "'": "'",
    '"': '"',
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "v": "\v",
}
_ENDS_VALUE: Final = ("string", "word", "end")
_BEGINS_VALUE: Final = ("string", "word", "start")
_MISSING_COMMA: Final = " , "
"""What is put between elements that stand side by side. Python joins two texts there; only numpy prints elements so, and
neither of the two prints one text in pieces."""
_AS_JSON: Final = {"None": "null", "True": "true", "False": "false", "(": "[", ")": "]", ",)": "]", "array(": ""}


class Read(NamedTuple):
    """What was read.

    Attributes:
        value: a JSON value, of lists and objects as a rule.
        code: of the finding about its form: `python-repr`, or `numpy-print` where elements stand without commas; None
            for JSON.
    """

    value: Any
    code: str | None


def read(text: str) -> Read:
    """Return the value that a text says, and in which form.

    Raises:
        RefusedError: it is in none of the forms, or two readers might read it differently.
    """
    try:
        return Read(gate.read(text.encode()), None)
    except gate.RefusedError as refused:
        if refused.code != "not-json":
            raise
    tokens = list(_tokens(text))
    try:
        value = gate.read("".join(tokens).encode())
    except gate.RefusedError as refused:
        raise _unread(text) if refused.code == "not-json" else refused from None
    return Read(value, "numpy-print" if _MISSING_COMMA in tokens else "python-repr")


def _tokens(text: str) -> Iterator[str]:
    """Yield the tokens of Python's form as those of JSON.

    Raises:
        RefusedError: something stands there that no print of lists, objects, texts and whole numbers holds.
    """
    at, before = 0, ""
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None:
            raise _unread(text)
        at, kind = found.end(), found.lastgroup or ""
        if kind == "space":
            continue
        if before in _ENDS_VALUE and kind in _BEGINS_VALUE:
            yield _MISSING_COMMA
        yield _as_json(found, text)
        before = kind


def _unread(text: str) -> gate.RefusedError:
    return gate.RefusedError("unread-cell", f"expected a list or an object as JSON, found {shown(text)}")


def _as_json(found: re.Match[str], text: str) -> str:
    said = found.group()
    if found.lastgroup != "string":
        return "" if "dtype" in said else _AS_JSON.get(said, said)
    try:
        return json.dumps(_ESCAPE.sub(_character, said[1:-1]))
    except KeyError:
        raise _unread(text) from None


def _character(found: re.Match[str]) -> str:
    """Return the character of an escape.

    Raises:
        KeyError: Python prints no such escape for a character.
    """
    letter, *digits = found.groups()
    number = next(filter(None, digits), None)
    if number is not None:
        return chr(int(number, 16))
    return _OF_LETTER[letter]
