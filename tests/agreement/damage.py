"""Random damage to records, one blow after the other: what is left may well be a record still."""

import copy
import json
from collections.abc import Callable, Iterator
from random import Random
from typing import Any, Final


class Token(str):
    """A piece of JSON text that stands in a document as it is, such as `1e0`."""

    __slots__ = ()


def written(value: Any, *, ascii_only: bool = False) -> str:
    """Return a value as JSON text, with tokens as they stand."""
    if isinstance(value, Token):
        return str(value)
    if isinstance(value, dict):
        members = (
            f"{json.dumps(key, ensure_ascii=ascii_only)}:{written(inner, ascii_only=ascii_only)}"
            for key, inner in value.items()
        )
        return "{" + ",".join(members) + "}"
    if isinstance(value, list):
        return "[" + ",".join(written(inner, ascii_only=ascii_only) for inner in value) + "]"
    return json.dumps(value, ensure_ascii=ascii_only)


# What is put in the place of values.

_NUMBERS: Final = (
    "0", "1", "2", "-1", "-0", "-0.0", "0.0", "1.0", "1e0", "1E+2", "10e-1", "1.5", "0.1e1", "1e-400", "1e16", "1e300",
    "-1e300", "1.0000000000000002", "9007199254740990", "9007199254740991", "9007199254740991.0", "9.007199254740991e15",
    "9007199254740992", "9007199254740992.0", "9007199254740993", "9223372036854775807", "9223372036854775808",
    "-9223372036854775808", "18446744073709551615", "18446744073709551616", "123456789012345678901234567890",
    f"1{'0' * 400}", f"1.{'0' * 400}", '"1"', "null", "true", "[1]",
)  # fmt: skip
_DAYS: Final = (
    "null", *(f'"{day}"' for day in (
        "1991-12-31", "1992-01-01", "1992-02-29", "2000-02-29", "2024-02-29", "2023-02-29", "2023-02-30", "2024-04-31",
        "2096-02-29", "2099-12-31", "2100-02-29", "2100-01-01", "0001-01-01", "9999-12-31", "10000-01-01", "-2024-01-01",
        "2024-00-01", "2024-13-01", "2024-01-00", "2024-01-32", "2024-1-1", "24-01-01", "20240101", "2024-W01-1", "2024-001",
        "01.01.2024", "2024/01/01", "2024−01−01", "2024-01-01 ", " 2024-01-01", "2024-01-01\\n", "2024-01-01Z",
        "2024-01-01T00:00:00", "2024-01-01T00:00:00Z", "2024-01-01+03:00", "1704067200", "0", "",
        "٢٠٢٤-٠١-٠١", "２０２４-０１-０１", "2031-03-1\\u0034",
    )), "0", "19723", "1704067200", "1704067200000", "1704067200.0", "true", "{}", '["2024-01-01"]',
)  # fmt: skip
_CHOICES: Final = tuple(
    f'"{choice}"'
    for choice in ("en", "ru", "EN", "en\\n", "teaser", "article", "news_item", "interview", "qa_pair", "")
)
_URLS: Final = (
    "null", '"http://a"', '"https://~"', '"https://a\\\\b"', '"https://"', '"ftp://a"', '"HTTPS://a"', '"https://a b"',
    '"https://одкб"', '"https://a\\n"', f'"https://{"a" * 1992}"', f'"https://{"a" * 1993}"',
)  # fmt: skip
_OTHER: Final = (
    "null", "true", "false", "[]", "{}", "[null]", "[[]]", "[{}]", '["a"]', '["a\\n"]', '{"a":1}', '""', '" "', '"a"', '"0"',
    '"1.0"', '"true"', '"null"', '"news-undated-0123456789ab"', '"interview-undated-0123456789ab"',
    '"interview-undated-0123456789ab-q01"', '"e\\u0301"', '"\\ud83d\\udd4a"', '"\\u0000"', f'"{"0" * 64}"', "[" * 20 + "]" * 20,
)  # fmt: skip
_TOKENS: Final = (*_NUMBERS, *_DAYS, *_CHOICES, *_URLS, *_OTHER)
_REFUSED: Final = (
    "NaN", "-Infinity", '"\\ud800"', '"\\udc00\\ud800"', '"a\\udfffb"', '{"a":1,"a":1}', "01", "1.", '"a\nb"', '"\\x"',
    "[" * 40 + "]" * 40, "[1,]", "nul", "{a:1}",
)  # fmt: skip
"""What the byte gate keeps from the engines."""
_CHARACTERS: Final = (
    *" \n\r\t\x00\x0b\x0c\x1c\x1d\x1e\x1f\x7f\x85\u00a0\u00ad\u0301\u0308\u0344\u0600\u0660\u061c\u0958\u1161\u1680\u180e",
    *"\u2000\u2003\u200b\u200d\u200e\u2011\u2028\u2029\u202e\u202f\u205f\u2060\u2065\u2066\u2126\u212b\u2800\u3000\u3164\ufeff",
    *"\ufffd\uffff\U0001d15e\U0001f54a\U0002f800\U000e0041\U000110bd\U00013439\U0010ffff",
    *"aAzZё0019-:/\\\"'_.q+~«—",
)
"""Line breaks, the white space of each dialect, format characters, parts of NFD, and letters that may stand anywhere."""
_KEYS: Final = (
    "",
    "type",
    "id",
    "source",
    "sentiment",
    "Title",
    "index ",
    "__proto__",
    "name",
    "role",
    "url",
    "e\u0301",
)
_LONG: Final = 100_000
"""Characters of a very long text."""

_OF_FIELD: Final = {
    "published": _DAYS,
    "url": _URLS,
    **dict.fromkeys(("index", "start", "end"), _NUMBERS),
    **dict.fromkeys(("type", "form", "language"), _CHOICES),
}

# Blows.

Blow = Callable[[Any, Any, Random], None]
"""Strikes what a holder, a list or an object, has at a step."""


def damaged(record: Any, random: Random) -> str:
    """Return the JSON text of a record after one to three blows at random places; it may well be valid still."""
    return battered(copy.deepcopy(record), random, random.choice((1, 1, 1, 2, 3)))


def battered(record: Any, random: Random, blows: int) -> str:
    """Return the JSON text of a record, which is changed in place, after so many blows at random places."""
    whole = {"": record}
    for _ in range(blows):
        holder, step = _place(whole, random)
        if random.random() < 0.01:
            holder[step] = Token(random.choice(_REFUSED))
        elif random.random() < 0.06:
            _swap(holder, step, whole, random)
        elif random.random() < 0.05 and holder is not whole:
            del holder[step]
        else:
            random.choice(_BLOWS)(holder, step, random)
    return written(whole[""], ascii_only=random.random() < 0.3)


def _place(whole: Any, random: Random) -> tuple[Any, Any]:
    """Return a random holder and step. Half of the blows fall upon fields of the record: it has far more values inside."""
    record = whole[""]
    if isinstance(record, dict) and record and random.random() < 0.5:
        return record, random.choice(list(record))
    return random.choice(list(_places(whole)))


def _places(value: Any) -> Iterator[tuple[Any, Any]]:
    """Yield the holder and the step of every value inside a list or an object."""
    for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield value, step
        if isinstance(inner, dict | list):
            yield from _places(inner)


def _replace(holder: Any, step: Any, random: Random) -> None:
    holder[step] = Token(random.choice(_TOKENS))


def _resemble(holder: Any, step: Any, random: Random) -> None:
    """Put a value of the field's kind in the place of a value: a number for a number, a day for a day."""
    value = holder[step]
    if step in _OF_FIELD:
        holder[step] = Token(random.choice(_OF_FIELD[step]))
    elif isinstance(value, list):
        _stretch(value, random)
    elif isinstance(value, str) and not isinstance(value, Token):
        character = random.choice(_CHARACTERS)
        forms = (f"{value}\n", f"\n{value}", f"{value} ", value.upper(), value[:-1], f"{value}0", f"a{character}b")
        more = (character, f"{character}a", f"a{character}", f"{value} 🕊", f"{value} ещё", f"{value}.", "a" * _LONG)
        holder[step] = random.choice((*forms, *more[:-1], more[-1] if random.random() < 0.1 else "a"))


def _stretch(elements: list[Any], random: Random) -> None:
    """Empty a list, lengthen it, turn it round, or put it into itself."""
    match random.randrange(6):
        case 0:
            elements.clear()
        case 1:
            elements.extend(copy.deepcopy(elements[:1]))
        case 2:
            elements.extend(copy.deepcopy(elements) * random.choice((1, 1, 20)))
        case 3:
            elements.reverse()
        case 4:
            elements.append(random.choice(("a", "", None, "Ещё один.", 1)))
        case _:
            elements[:] = [copy.deepcopy(elements)]


def _spell(holder: Any, step: Any, random: Random) -> None:
    """Spell a value in another way: a character of a text, the digits of a number, the name of a key."""
    value = holder[step]
    if isinstance(value, Token):
        return
    if isinstance(value, str):
        at, until = random.randint(0, len(value)), random.randint(0, 1)
        letter = random.choice((*_CHARACTERS, ""))
        holder[step] = value[:at] + letter + value[at + until :]
    elif isinstance(value, int) and not isinstance(value, bool):
        forms = "{0}.0", "{0}e0", "{0}0e-1", "{0}E+0", "{0}.000", "{0}.5", "-{0}", '"{0}"', "[{0}]", "{0}0", "{0}1"
        holder[step] = Token(random.choice(forms).format(value))
    elif isinstance(holder, dict) and step:
        holder[random.choice((*_KEYS, step.upper(), step + " "))] = holder.pop(step)


def _add(holder: Any, step: Any, random: Random) -> None:
    value = holder[step]
    if isinstance(value, dict):
        value[random.choice(_KEYS)] = Token(random.choice(_TOKENS))
    elif isinstance(value, list):
        value.insert(random.randint(0, len(value)), Token(random.choice(_TOKENS)))


def _wrap(holder: Any, step: Any, random: Random) -> None:
    """Put a value into a list, or the first value of a list in its place."""
    value = holder[step]
    holder[step] = value[0] if isinstance(value, list) and value else [value]


_BLOWS: Final[tuple[Blow, ...]] = (_replace, _resemble, _resemble, _resemble, _spell, _spell, _spell, _add, _wrap)


def _swap(holder: Any, step: Any, whole: Any, random: Random) -> None:
    other, place = random.choice(list(_places(whole)))
    holder[step] = copy.deepcopy(other[place])
