"""Text in columns: strings, choices between strings, and days."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from csto_dataset.columns.seen import TEXT, Seen, all_bytes, both

_UNUSUAL: Final = "\u0300-\u03ff\u0483-\u0489\u0530-\u200f\u2028-\u202f\u205f-\U0010ffff"
"""All but characters that are composed (NFC) wherever they stand: Latin, Cyrillic, typographic marks."""

_NEGATED: Final = re.compile(r"\[\^[^\]]*\]")


@dataclass(frozen=True, slots=True)
class Texts:
    """What a schema demands of a string.

    Attributes:
        pattern: which it matches.
        banned: which it does not match.
        shortest: in code points.
        longest: in code points.
    """

    pattern: str
    banned: str | None = None
    shortest: int = 0
    longest: int | None = None

    type: pa.DataType = TEXT

    def look(self, array: pa.Array) -> Seen:
        """Return what is seen of some values. Only the few that hold unusual characters are looked at twice."""
        texts = as_texts(array)
        sound = self._plain(texts)
        if not pc.all(sound, min_count=0).as_py():
            hard = pc.invert(sound)
            doubtful = texts.filter(hard)
            sound = pc.replace_with_mask(sound, hard, both(self._fits(self.pattern, doubtful), _composed(doubtful)))
        return Seen(sound, ('"', _escaped(texts), '"'), texts)

    def _plain(self, texts: pa.Array) -> pa.BooleanArray:
        """Return where texts are as demanded, and composed at first sight."""
        narrow = _narrowed(self.pattern)
        if narrow is not None:
            return self._fits(narrow, texts)
        return both(self._fits(self.pattern, texts), pc.string_is_ascii(texts))

    def _fits(self, pattern: str, texts: pa.Array) -> pa.BooleanArray:
        fits = [pc.match_substring_regex(texts, pattern)]
        if self.banned is not None:
            fits.append(pc.invert(pc.match_substring_regex(texts, self.banned)))
        if self.shortest == 1:  # Bytes are counted at once, and one of them is enough.
            fits.append(pc.greater_equal(pc.binary_length(texts), 1))
        elif self.shortest:
            fits.append(pc.greater_equal(pc.utf8_length(texts), self.shortest))
        if self.longest is not None:
            fits.append(pc.less_equal(pc.utf8_length(texts), self.longest))
        return both(*fits)


@dataclass(frozen=True, slots=True)
class Choice:
    """Strings that a schema lists."""

    choices: tuple[str, ...]

    type: pa.DataType = TEXT

    def look(self, array: pa.Array) -> Seen:
        """Return what is seen of some values."""
        texts = as_texts(array)
        sound = pc.is_in(texts, pa.array(self.choices, TEXT))
        return Seen(sound, ('"', texts, '"'), texts)


def as_texts(array: pa.Array) -> pa.LargeStringArray:
    """Return strings of any kind as large text, and days as the text that JSON has for them."""
    if pa.types.is_date64(array.type):  # Validated: each is a midnight.
        array = array.cast(pa.date32())
    if pa.types.is_date32(array.type):
        array = array.cast(pa.string())
    return array.cast(TEXT)


def _narrowed(pattern: str) -> str | None:
    """Return a pattern that lets through what another does, but for unusual characters.

    This is done by leaving more out of classes that say what they leave out; None for a pattern with other classes.
    """
    rest = _NEGATED.sub("", pattern)
    if rest == pattern or not rest.isascii() or set(rest) & set("[.\\"):
        return None
    return pattern.replace("[^", f"[^{_UNUSUAL}")


def _composed(texts: pa.Array) -> pa.BooleanArray:
    """Return where texts are composed (NFC), by the tables that the rule has: Arrow's may be of another Unicode."""
    unusual = pc.fill_null(pc.match_substring_regex(texts, f"[{_UNUSUAL}]"), False)  # noqa: FBT003
    composed = [unicodedata.is_normalized("NFC", text) for text in texts.filter(unusual).to_pylist()]
    return pc.replace_with_mask(pc.invert(unusual), unusual, pa.array(composed, pa.bool_()))


def _escaped(texts: pa.LargeStringArray) -> pa.LargeStringArray:
    """Return texts with a backslash before what JSON writes so, of what a text may hold."""
    held = all_bytes(texts)
    for character in ("\\", '"'):
        # Most columns hold none, and looking for one byte in all of them at once costs next to nothing.
        if character.encode() in held:
            texts = pc.replace_substring(texts, character, f"\\{character}")
    return texts
