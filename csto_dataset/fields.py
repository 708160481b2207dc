"""The types of single fields. They refuse, they never repair.

Every pattern is written for four engines at once (the Rust regex inside pydantic, Python's re, ECMA 262, RE2):
literal characters, classes of literal characters, plain groups, anchors at both ends, nothing else. Only Python lets
`$` match before a last line feed, so each pattern's JSON Schema carries `"not": {"pattern": "<line feed>"}` beside it.
"""

import re
import unicodedata
from datetime import date
from types import UnionType
from typing import Annotated, Any, Final, Union, get_args, get_origin

from pydantic import BeforeValidator, Field, StringConstraints, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypeAliasType

LARGEST_INTEGER: Final = 2**53 - 1
"""The largest integer that every JSON reader keeps exactly (RFC 8259, section 6)."""

_WHITE_SPACE: Final = (
    "\x00-\x1f\x7f-\x9f"  # control characters (Cc), line breaks and tabs among them
    "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"  # space separators (Zs) other than the plain space
    "\u2028\u2029"  # line and paragraph separators (Zl, Zp)
)
_FORMAT: Final = (  # format characters (Cf): soft hyphen, zero width, bidi controls, byte order mark, tags
    "\u00ad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001"
    "\U000e0020-\U000e007f"
)
_RANGE: Final = re.compile("(.)-(.)|(.)", re.DOTALL)
BLANKS: Final = " " + "".join(
    single or "".join(map(chr, range(ord(first), ord(last) + 1)))
    for first, last, single in _RANGE.findall(_WHITE_SPACE + _FORMAT)
)
"""Every character that says nothing at the ends of a passage: what `str.strip(BLANKS)` takes off, `fold` drops."""

_FORMAT_RUN: Final = re.compile(f"[{_FORMAT}]+")
_SPACE_RUN: Final = re.compile(f"[ {_WHITE_SPACE}]+")


def fold(passage: str) -> str:
    """Return the text that a passage of a page says, as one paragraph; empty where the passage says nothing.

    Format characters are dropped, each run of white space or control characters becomes one plain space, the ends are
    stripped, and the rest is brought to NFC. Folding twice changes nothing more.
    """
    # What prints holds no other blank than plain spaces.
    if passage.isprintable() and "  " not in passage:
        spaced = passage.strip(" ")
    else:
        # White space as Python splits at it is white space here too; nearly always nothing else is left to do then.
        spaced = " ".join(passage.split())
        if not spaced.isprintable():
            spaced = _SPACE_RUN.sub(" ", _FORMAT_RUN.sub("", passage)).strip(" ")
    return spaced if spaced.isascii() else unicodedata.normalize("NFC", spaced)


def stripped(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where a span of a text begins and ends without the blanks at its ends; not in this order if all are blank."""
    passage = text[start:end]
    return start + len(passage) - len(passage.lstrip(BLANKS)), start + len(passage.rstrip(BLANKS))


_WORD: Final = f"[^ {_WHITE_SPACE}{_FORMAT}]+"
TEXT_PATTERN: Final = f"^{_WORD}(?: {_WORD})*$"

_DAY: Final = (
    "(?:(?:199[2-9]|20[0-9]{2})-"
    "(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    "|(?:199[26]|20(?:[02468][048]|[13579][26]))-02-29)"
)
DAY_PATTERN: Final = f"^{_DAY}$"
FIRST_DAY: Final = date(1992, 1, 1)
LAST_DAY: Final = date(2099, 12, 31)

_NEWS_ID: Final = f"news-(?:{_DAY}|undated)-[0-9a-f]{{12}}"
_INTERVIEW_ID: Final = f"interview-(?:{_DAY}|undated)-[0-9a-f]{{12}}"
NEWS_ID_PATTERN: Final = f"^{_NEWS_ID}$"
INTERVIEW_ID_PATTERN: Final = f"^{_INTERVIEW_ID}$"
QA_PAIR_ID_PATTERN: Final = f"^{_INTERVIEW_ID}-q(?:0[1-9]|[1-9][0-9]{{1,15}})$"
SHA256_PATTERN: Final = "^[0-9a-f]{64}$"
URL_PATTERN: Final = "^https?://[!-~]+$"
LONGEST_URL: Final = 2000

_compiled_day: Final = re.compile(_DAY)
_compiled_url: Final = re.compile(URL_PATTERN)
_one_line: Final = Field(json_schema_extra={"not": {"pattern": "\n"}})


def _day_of_json(value: Any, info: ValidationInfo) -> Any:
    # pydantic by itself takes digit strings for Unix times here, even in strict mode.
    if info.mode != "json" or not isinstance(value, str):
        return value
    if _compiled_day.fullmatch(value) is None:
        raise PydanticCustomError("day_pattern", "a day as YYYY-MM-DD from 1992 to 2099")
    return date.fromisoformat(value)


def _integral(value: Any) -> Any:
    # To JSON Schema 1.0 is an integer; JavaScript and R write the one for the other.
    return int(value) if type(value) is float and value.is_integer() else value


Text = TypeAliasType(
    "Text",
    Annotated[
        str,
        StringConstraints(pattern=TEXT_PATTERN, min_length=1),
        _one_line,
        Field(
            description="One paragraph: not empty, single plain spaces only, none at the ends, no line break, control or "
            "format character; composed (NFC), which a rule checks."
        ),
    ],
)
Day = TypeAliasType(
    "Day",
    Annotated[
        date,
        Field(ge=FIRST_DAY, le=LAST_DAY),
        BeforeValidator(_day_of_json),
        WithJsonSchema(
            {
                "type": "string",
                "pattern": DAY_PATTERN,
                "minLength": 10,
                "maxLength": 10,
                "description": "A Gregorian day as the page prints it, without time zone: YYYY-MM-DD, from 1992 to 2099.",
            }
        ),
    ],
)
Index = TypeAliasType(
    "Index",
    Annotated[
        int, Field(ge=1, le=LARGEST_INTEGER, description="A place in an order, from 1."), BeforeValidator(_integral)
    ],
)
Offset = TypeAliasType(
    "Offset",
    Annotated[
        int,
        Field(ge=0, le=LARGEST_INTEGER, description="Unicode code points before a place in a document."),
        BeforeValidator(_integral),
    ],
)
NewsId = TypeAliasType(
    "NewsId",
    Annotated[
        str,
        StringConstraints(pattern=NEWS_ID_PATTERN),
        _one_line,
        Field(description="Id of a news item: `news-<day or undated>-<12 hex digits>`."),
    ],
)
InterviewId = TypeAliasType(
    "InterviewId",
    Annotated[
        str,
        StringConstraints(pattern=INTERVIEW_ID_PATTERN),
        _one_line,
        Field(description="Id of an interview: `interview-<day or undated>-<12 hex digits>`."),
    ],
)
QAPairId = TypeAliasType(
    "QAPairId",
    Annotated[
        str,
        StringConstraints(pattern=QA_PAIR_ID_PATTERN),
        _one_line,
        Field(description="Id of a pair: `<interview id>-q<index>`, the index in two digits or more."),
    ],
)
Sha256 = TypeAliasType(
    "Sha256",
    Annotated[
        str,
        StringConstraints(pattern=SHA256_PATTERN, min_length=64, max_length=64),
        Field(description="A SHA-256 digest as 64 lower-case hexadecimal digits."),
    ],
)
Url = TypeAliasType(
    "Url",
    Annotated[
        str,
        StringConstraints(pattern=URL_PATTERN, max_length=LONGEST_URL),
        _one_line,
        Field(description="An http or https address in ASCII. It names the page; nothing fetches it."),
    ],
)


def is_url(text: str) -> bool:
    """Say whether a text is an address that a record may have."""
    return len(text) <= LONGEST_URL and _compiled_url.fullmatch(text) is not None


def plain_type(annotation: Any) -> tuple[Any, bool]:
    """Return the type that a field's annotation stands for, without names, notes and null, and whether it may be null."""
    if isinstance(annotation, TypeAliasType):
        return plain_type(annotation.__value__)
    arguments = get_args(annotation)
    match get_origin(annotation):
        case origin if origin is Annotated:
            return plain_type(arguments[0])
        case origin if origin in (Union, UnionType):
            (inner,) = (argument for argument in arguments if argument is not type(None))
            return plain_type(inner)[0], True
        case _:
            return annotation, False
