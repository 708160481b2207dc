"""Text in columns: strings, choices between strings, and days."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from csto_dataset.columns.seen import TEXT, Seen, both

_UNUSUAL: Final = "\u0300-\u03ff\u0483-\u0489\u0530-\u200f\u2028-\u202f\u205f-\U0010ffff"
"""All but characters that are composed (NFC) wherever they stand: Latin, Cyrillic, typographic marks."""

_ESCAPED: Final = '"\\\\'
"""What JSON writes with a backslash, of what a text may hold."""

_NEGATED: Final = re.compile(r"\[\^[^\]]*\]")
_PLAIN: Final = f"^[^{_UNUSUAL}{_ESCAPED}\x00-\x1f]*$"


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
        if pc.all(sound, min_count=0).as_py():
            return Seen(sound, ('"', texts, '"'), texts)
        hard = pc.invert(sound)
        doubtful = texts.filter(hard)
        sound = pc.replace_with_mask(sound, hard, both(self._fits(self.pattern, doubtful), _composed(doubtful)))
        return Seen(sound, ('"', pc.replace_with_mask(texts, hard, _escaped(doubtful)), '"'), texts)

    def _plain(self, texts: pa.Array) -> pa.BooleanArray:
        """Return where texts are as demanded, composed, and without anything to escape."""
        narrow = _narrowed(self.pattern)
        if narrow is not None:
            return self._fits(narrow, texts)
        return both(self._fits(self.pattern, texts), pc.match_substring_regex(texts, _PLAIN))

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
    """Return a pattern that lets through what another does, but for what is not plain.

    This is done by leaving more out of classes that say what they leave out; None for a pattern with other classes.
    """
    rest = _NEGATED.sub("", pattern)
    if rest == pattern or re.search(r'[\[."\\]', rest) or not rest.isascii():
        return None
    return pattern.replace("[^", f"[^{_UNUSUAL}{_ESCAPED}")


def _composed(texts: pa.Array) -> pa.BooleanArray:
    """Return where texts are composed (NFC), by the tables that the rule has: Arrow's may be of another Unicode."""
    unusual = pc.fill_null(pc.match_substring_regex(texts, f"[{_UNUSUAL}]"), False)  # noqa: FBT003
    composed = [unicodedata.is_normalized("NFC", text) for text in texts.filter(unusual).to_pylist()]
    return pc.replace_with_mask(pc.invert(unusual), unusual, pa.array(composed, pa.bool_()))


def _escaped(texts: Any) -> Any:
    for character in ("\\", '"'):
        texts = pc.replace_substring(texts, character, f"\\{character}")
    return texts
