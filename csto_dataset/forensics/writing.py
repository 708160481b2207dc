"""How a text is written: what differs between two texts that have the same words.

Where several ways of writing differ at once, the first in the order of `WRITING` wins: a letter of another script or a
character that nobody sees may be put there to deceive, a decomposed letter is the work of a program.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Final

from csto_dataset.forensics.lookalikes import capitals_looked_at, looked_at

_PLAIN_SPACES: Final = " \t\r\n"
_UNSEEN: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u180f\u3164\uffa0") | {
    chr(each) for each in (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}
"""Combining grapheme joiner, fillers, variation selectors: nothing is seen of them, though they are no format characters."""

_BRAILLE_BLANK: Final = "\u2800"
_APOSTROPHES: Final = "'\u2018\u2019\u201b\u02bc\u02b9`\u00b4\u2032"
_SYMBOLS: Final = "%‰&@#*§"
"""Marks that say something, though Unicode calls them punctuation."""

_NO_PART_OF_A_NUMBER: Final = re.compile(r"(?<!\d)(?!(?<!\w)-\d)[-.,:/']|[-.,:/'](?!\d)")
"""A mark that neither stands between two digits nor is the sign of a number."""


def _seen(character: str) -> str:
    """Return what is seen of a character: nothing, a plain space, or itself."""
    if character in _PLAIN_SPACES:
        return character
    if character.isspace() or character == _BRAILLE_BLANK:
        return " "
    unseen = character in _UNSEEN or unicodedata.category(character) in {"Cf", "Cc"}
    return "" if unseen else character


def plain_mark(character: str) -> str:
    """Return the plain form of a punctuation mark: one for all dashes, one for all apostrophes, one for other marks."""
    if character in _APOSTROPHES:
        return "'"
    category = unicodedata.category(character)
    if category == "Pd" or character == "\u2212":
        return "-"
    if category[0] != "P" or character in _SYMBOLS or character in ".,:/":
        return character
    return "'"


def _each(text: str, fold: Callable[[str], str]) -> str:
    """Return a text with each of its characters folded."""
    return text.translate({ord(each): fold(each) for each in set(text)})


def _without_marks(text: str) -> str:
    return _NO_PART_OF_A_NUMBER.sub("", _each(text, plain_mark))


def _without_spaces(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, _PLAIN_SPACES)))


WRITING: Final = (
    "look-alike",
    "invisible-change",
    "changed-punctuation",
    "changed-case",
    "changed-spacing",
    "decomposed-text",
)
"""The codes of other writing, the most serious first."""

_FOLDS: Final[dict[str, Callable[[str], str]]] = {
    "changed-case": str.lower,
    "invisible-change": partial(_each, fold=_seen),
    "decomposed-text": partial(unicodedata.normalize, "NFC"),
    "changed-punctuation": _without_marks,
    "changed-spacing": _without_spaces,
    "look-alike": looked_at,
}
"""What makes two texts equal that differ in one way of writing alone, in the order in which they are put together."""


def _folded(text: str, codes: frozenset[str]) -> str:
    if {"look-alike", "changed-case"} <= codes:
        text = capitals_looked_at(text)
    for code, fold in _FOLDS.items():
        if code == "look-alike" and code in codes:
            text = looked_at(text, lowered="changed-case" in codes)
        elif code in codes:
            text = fold(text)
    return text


_ALL: Final = frozenset(WRITING)


def other_writing(expected: str, found: str) -> str | None:
    """Return the code of how two texts that differ are written; None where they differ in more than their writing."""

    def same(codes: frozenset[str]) -> bool:
        return _folded(expected, codes) == _folded(found, codes)

    if not same(_ALL):
        return None
    alone = next((code for code in _FOLDS if same(frozenset({code}))), None)
    return alone or next((code for code in WRITING if not same(_ALL - {code})), WRITING[0])


_WORDING: Final = _ALL - {"changed-punctuation", "changed-spacing"}


def skeleton(word: str) -> str:
    """Return what words that differ in their writing alone have in common; marks become plain ones."""
    return _folded(_each(word, plain_mark), _WORDING)
