"""Characters that look alike: letters of Cyrillic, Greek and Armenian beside the Latin ones, digits beside letters."""

import unicodedata
from typing import Final

_PAIRS: Final = (
    # Cyrillic
    ("АВСЕНІЈКМОРЅТХУҮЗԌԚԜӀ", "ABCEHIJKMOPSTXYY3GQWI"),
    ("асеіјорѕхуүһԁԛԝӏкѵ", "aceijopsxyyhdqwlkv"),
    # Greek
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹΓΠΦΛ", "ABEZHIKMNOPTYXCГПФЛ"),
    ("αικνορυχϲγη", "aikvopuxcyn"),
    # Armenian
    ("ՕՏՍԼօսոհցզ", "OSULounhgq"),
    # Latin letters with another code, and digits
    ("ıɡɑ01", "igaOl"),
)
_ALIKE: Final = {one: other for ones, others in _PAIRS for one, other in zip(ones, others, strict=True)}
_ALIKE_LOWERED: Final = {one.casefold(): other.casefold() for one, other in _ALIKE.items()} | {
    one: other.casefold() for one, other in _ALIKE.items() if one == one.casefold()
}

_CAPITALS: Final = {ord(one): other for one, other in _ALIKE.items() if one.isupper()}


def capitals_looked_at(text: str) -> str:
    """Return a text in which capitals that look alike are the same one.

    Before capitals are made small this must be asked: the Greek Ν looks like an N, its small letter like a v.
    """
    return text if text.isascii() else text.translate(_CAPITALS)


def looked_at(text: str, *, lowered: bool = False) -> str:
    """Return a text in which characters that look alike are the same one; `lowered` is for a text without capitals.

    Letters in a form of their own (full width, bold, ligatures) become plain ones. Accents count: the Cyrillic ё looks
    like the Latin ë, not like e.
    """
    if text.isascii() and not any(digit in text for digit in "01"):
        return text
    alike = _ALIKE_LOWERED if lowered else _ALIKE
    parts = unicodedata.normalize("NFD", text)
    plain = {each: unicodedata.normalize("NFKC", each) for each in set(parts) if each.isalnum()}
    return unicodedata.normalize(
        "NFC", parts.translate({ord(each): alike.get(one, one) for each, one in plain.items()})
    )
