"""Types of fields, the folding of passages, and the patterns that four engines must read alike."""

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import pyarrow as pa
import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ConfigDict, StringConstraints, TypeAdapter, ValidationError

from csto_dataset.fields import (
    BLANKS,
    DAY_PATTERN,
    FIRST_DAY,
    INTERVIEW_ID_PATTERN,
    LARGEST_INTEGER,
    LAST_DAY,
    NEWS_ID_PATTERN,
    QA_PAIR_ID_PATTERN,
    SHA256_PATTERN,
    TEXT_PATTERN,
    URL_PATTERN,
    Day,
    Index,
    InterviewId,
    NewsId,
    Offset,
    QAPairId,
    Sha256,
    Text,
    Url,
    fold,
)
from csto_dataset.records import TABLES
from csto_dataset.schema import record_schema, table_schema
from tests.strategies import HARD_CHARACTERS

TYPES: tuple[Any, ...] = (Text, Day, Index, Offset, NewsId, InterviewId, QAPairId, Sha256, Url)
FIELDS: dict[str, TypeAdapter[Any]] = {
    type_.__name__: TypeAdapter(type_, config=ConfigDict(strict=True)) for type_ in TYPES
}


def in_python(field: str, value: Any) -> bool:
    """Say whether a field takes a Python value."""
    try:
        FIELDS[field].validate_python(value)
    except ValidationError:
        return False
    return True


def in_json(field: str, text: str) -> bool:
    """Say whether a field takes what a JSON text says."""
    try:
        FIELDS[field].validate_json(text)
    except ValidationError:
        return False
    return True


# Folding.

passages = st.text(
    st.one_of(st.sampled_from(HARD_CHARACTERS), st.sampled_from(BLANKS), st.characters(codec="utf-8")), max_size=40
)


@given(passages)
def test_folding_twice_changes_nothing_more(passage: str) -> None:
    assert fold(fold(passage)) == fold(passage)


@given(passages)
def test_a_folded_passage_is_empty_or_a_text(passage: str) -> None:
    assert fold(passage) == "" or in_python("Text", fold(passage))


@given(passages)
def test_a_folded_passage_is_composed(passage: str) -> None:
    assert unicodedata.is_normalized("NFC", fold(passage))


@given(passages)
def test_a_passage_folds_to_nothing_exactly_where_it_holds_blanks_alone(passage: str) -> None:
    assert (fold(passage) == "") == (passage.strip(BLANKS) == "")


@given(passages)
def test_folding_is_what_the_categories_of_unicode_say(passage: str) -> None:
    spaced = "".join("" if in_cf(c) else " " if c in BLANKS else c for c in passage)
    words = [word for word in spaced.split(" ") if word]
    assert fold(passage) == unicodedata.normalize("NFC", " ".join(words))


def in_cf(character: str) -> bool:
    return unicodedata.category(character) == "Cf" or ord(character) in LATER_FORMAT_CHARACTERS


FOLDED = {
    "a soft hyphen is dropped": ("co\u00adoperation", "cooperation"),
    "a zero width space is dropped": ("a\u200bb", "ab"),
    "a byte order mark is dropped": ("\ufeffNews", "News"),
    "bidi controls are dropped": ("\u202eabc\u202c", "abc"),
    "a space on each side of a dropped character is one": ("a \u200b b", "a b"),
    "a no-break space is a space": ("12\u00a0March", "12 March"),
    "a run of white space is one space": ("a \t\r\n\u3000 b", "a b"),
    "a line break is a space": ("a\nb", "a b"),
    "the separators of lines and paragraphs are spaces": ("a\u2028b\u2029c", "a b c"),
    "a control character is a space": ("a\x00b\x85c", "a b c"),
    "the ends are stripped": (" \n a \u00a0", "a"),
    "a letter and its accent are composed": ("Ре\u0306", "Рӗ"),
    "an accent after a dropped character is composed": ("e\u200d\u0301", "é"),
    "blanks alone are nothing": (" \u200b\n\ufeff", ""),
    "nothing is nothing": ("", ""),
    "an emoji stays": ("🕊", "🕊"),
}


@pytest.mark.parametrize(("passage", "text"), FOLDED.values(), ids=FOLDED)
def test_a_passage_folds_to_what_it_says(passage: str, text: str) -> None:
    assert fold(passage) == text


# The tables of characters.

LATER_FORMAT_CHARACTERS = frozenset([0x2065, *range(0x13439, 0x13440)])
"""Not assigned in Unicode 14: one that is ignorable whatever it becomes, and format characters of Unicode 15."""


def test_the_blanks_are_the_control_format_and_space_characters_of_unicode() -> None:
    of_unicode = {code for code in range(0x110000) if unicodedata.category(chr(code)) in {"Cc", "Cf", "Zs", "Zl", "Zp"}}
    assert set(map(ord, BLANKS)) | LATER_FORMAT_CHARACTERS == of_unicode | LATER_FORMAT_CHARACTERS
    assert set(map(ord, BLANKS)) >= LATER_FORMAT_CHARACTERS


def test_the_characters_of_a_later_unicode_are_unassigned_or_format_characters() -> None:
    assert {unicodedata.category(chr(code)) for code in LATER_FORMAT_CHARACTERS} <= {"Cn", "Cf"}


def test_a_format_character_is_dropped_and_any_other_blank_is_a_space() -> None:
    folded = {blank: fold(f"a{blank}b") for blank in BLANKS}
    assert {blank for blank, text in folded.items() if text == "ab"} == {b for b in BLANKS if in_cf(b)}
    assert set(folded.values()) == {"ab", "a b"}


def test_no_blank_but_the_plain_space_is_taken_in_a_text() -> None:
    assert [blank for blank in BLANKS if in_python("Text", f"a{blank}b")] == [" "]


def test_each_character_that_is_no_blank_is_a_text() -> None:
    pattern = re.compile(TEXT_PATTERN)
    refused = {chr(code) for code in range(0x110000) if not pattern.match(chr(code))}
    assert refused == set(BLANKS)


# The dialect of patterns.

_CLASS_CHARACTER = r"[^\[\]\\^&~-]"
_ITEM = rf"(?:{_CLASS_CHARACTER}-[^\[\]\\^-]|[^\[\]\\^~&-])"
_TOKEN = re.compile(
    r"(?P<open>\(\?:)|(?P<close>\))|(?P<or>\|)"
    r"|(?P<often>[?*+]|\{[0-9]+(?:,[0-9]*)?\})"
    rf"|(?P<atom>\[\^?{_ITEM}+\]|[^\\^$.|?*+()\[\]{{}}])",
    re.DOTALL,
)


def in_dialect(pattern: str) -> bool:
    """Say whether four engines read a pattern alike: it uses nothing that any of them reads in its own way."""
    body = pattern.removeprefix("^").removesuffix("$")
    depth, at, before = 0, 0, "open"
    while at < len(body):
        token = _TOKEN.match(body, at)
        if token is None or token.lastgroup is None:
            return False
        kind, at = token.lastgroup, token.end()
        if kind in {"often", "or", "close"} and before in {"open", "or"}:
            return False
        if kind == "often" and before == "often":
            return False
        depth += {"open": 1, "close": -1}.get(kind, 0)
        if depth < 0:
            return False
        before = kind
    return depth == 0 and before not in {"open", "or"}


def patterns(schema: Any) -> Iterator[str]:
    """Yield every pattern in a JSON Schema."""
    if isinstance(schema, dict):
        if isinstance(schema.get("pattern"), str):
            yield schema["pattern"]
        for inner in schema.values():
            yield from patterns(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from patterns(inner)


PATTERNS = sorted({found for table in TABLES for found in patterns([record_schema(table), table_schema(table)])})


def test_the_schemas_hold_the_patterns_of_the_fields() -> None:
    assert set(PATTERNS) == {
        "\n",
        TEXT_PATTERN,
        DAY_PATTERN,
        NEWS_ID_PATTERN,
        INTERVIEW_ID_PATTERN,
        QA_PAIR_ID_PATTERN,
        SHA256_PATTERN,
        URL_PATTERN,
    }


@pytest.mark.parametrize("pattern", PATTERNS)
def test_each_pattern_is_of_the_dialect_that_every_engine_reads_alike(pattern: str) -> None:
    assert in_dialect(pattern)


@pytest.mark.parametrize("pattern", [pattern for pattern in PATTERNS if pattern != "\n"])
def test_each_pattern_is_anchored_at_both_ends(pattern: str) -> None:
    assert pattern.startswith("^")
    assert pattern.endswith("$")


OTHER_DIALECTS = (
    r"\d", r"\s", r"\w", r"\b", r"\n", r"\.", r"\p{L}", r"\Aa\Z", "a.b", "(a)", "(?i)a", "(?=a)", "(?P<a>b)",
    "a??", "a*?", "a++", "a{,3}", "a{b}", "*a", "|a", "a|", "(?:)", "(?:a", "a)", "[]a]", "[[a]]", "[a^]", "[a-]",
    "[-a]", "[a&&b]", "[a~~b]", "[a--b]", r"[\d]", "[a", "a^b", "a$b", "^$",
)  # fmt: skip


@pytest.mark.parametrize("pattern", OTHER_DIALECTS)
def test_what_one_engine_reads_in_its_own_way_is_of_no_dialect_of_ours(pattern: str) -> None:
    assert not in_dialect(pattern)


@pytest.mark.parametrize("pattern", ["^a$", "[^ab-d]+", "^(?:a|b[0-9]{2,3})*-x?$", "https?://[!-~]+", "\n"])
def test_what_every_engine_reads_alike_is_of_the_dialect(pattern: str) -> None:
    assert in_dialect(pattern)


# Days.


def candidates() -> Iterator[str]:
    """Yield each way to write a year near the range, a month and a day of it, real or not."""
    for year in range(1990, 2102):
        for month in range(14):
            for day in range(33):
                yield f"{year}-{month:02d}-{day:02d}"


@pytest.fixture(scope="module")
def written_days() -> list[str]:
    return list(candidates())


@pytest.fixture(scope="module")
def real_days() -> set[str]:
    span = (LAST_DAY - FIRST_DAY).days
    return {(FIRST_DAY + timedelta(days=number)).isoformat() for number in range(span + 1)}


def test_the_first_and_the_last_day_are_those_of_the_contract() -> None:
    assert (date(1992, 1, 1), date(2099, 12, 31)) == (FIRST_DAY, LAST_DAY)


def test_the_pattern_of_a_day_is_the_calendar_to_python(written_days: list[str], real_days: set[str]) -> None:
    pattern = re.compile(DAY_PATTERN)
    assert {day for day in written_days if pattern.search(day)} == real_days


def test_the_pattern_of_a_day_is_the_calendar_to_rust(written_days: list[str], real_days: set[str]) -> None:
    engine = TypeAdapter[str](Annotated[str, StringConstraints(pattern=DAY_PATTERN)])
    assert {day for day in written_days if not _refuses(engine, day)} == real_days


def test_the_pattern_of_a_day_is_the_calendar_to_re2(written_days: list[str], real_days: set[str]) -> None:
    found = pc.match_substring_regex(pa.array(written_days), DAY_PATTERN).to_pylist()
    assert {day for day, matches in zip(written_days, found, strict=True) if matches} == real_days


def test_the_field_of_a_day_is_the_calendar(written_days: list[str], real_days: set[str]) -> None:
    assert {day for day in written_days if in_json("Day", f'"{day}"')} == real_days


def _refuses(engine: TypeAdapter[Any], value: str) -> bool:
    try:
        engine.validate_python(value)
    except ValidationError:
        return True
    return False


@given(st.dates(FIRST_DAY, LAST_DAY))
def test_a_day_survives_json(day: date) -> None:
    adapter = FIELDS["Day"]
    assert adapter.validate_json(adapter.dump_json(day)) == day


DAYS_REFUSED_IN_JSON = {
    "digits that are a Unix time": '"1704067200"',
    "nought as text": '"0"',
    "a Unix time": "1704067200",
    "nought": "0",
    "a whole number as a fraction": "0.0",
    "true": "true",
    "an empty text": '""',
    "a midnight": '"2024-01-01T00:00:00"',
    "a midnight in Greenwich": '"2024-01-01T00:00:00Z"',
    "a day with a time zone": '"2024-01-01Z"',
    "a day with an offset": '"2024-01-01+03:00"',
    "Arabic digits": '"٢٠٢٤-٠١-٠١"',
    "digits of full width": '"２０２４-01-01"',
    "the thirtieth of February": '"2023-02-30"',
    "the leap day of a common year": '"2023-02-29"',
    "a thirteenth month": '"2024-13-01"',
    "month nought": '"2024-00-10"',
    "day nought": '"2024-01-00"',
    "the thirty-first of April": '"2024-04-31"',
    "a line feed at the end": '"2024-01-01\\n"',
    "a carriage return at the end": '"2024-01-01\\r"',
    "a space at the end": '"2024-01-01 "',
    "a space before it": '" 2024-01-01"',
    "no hyphens": '"20240101"',
    "one digit": '"2024-1-1"',
    "day first": '"01-01-2024"',
    "dots": '"01.01.2024"',
    "slashes": '"2024/01/01"',
    "a true minus": '"2024−01−01"',
    "a week": '"2024-W01-1"',
    "a day of the year": '"2024-001"',
    "a month": '"2024-01"',
    "a day before the Treaty": '"1991-12-31"',
    "a day of the next century": '"2100-01-01"',
    "a year of five digits": '"02024-01-01"',
    "a list": '["2024-01-01"]',
    "an object": '{"year": 2024}',
    "null": "null",
}


@pytest.mark.parametrize("text", DAYS_REFUSED_IN_JSON.values(), ids=DAYS_REFUSED_IN_JSON)
def test_a_day_is_not(text: str) -> None:
    assert not in_json("Day", text)


@pytest.mark.parametrize("day", ["1992-01-01", "1992-02-29", "2000-02-29", "2024-02-29", "2096-02-29", "2099-12-31"])
def test_a_day_of_the_calendar_is_a_day(day: str) -> None:
    assert FIELDS["Day"].validate_json(f'"{day}"') == date.fromisoformat(day)


DAYS_REFUSED_IN_PYTHON = {
    "text": "2024-01-01",
    "a midnight": datetime(2024, 1, 1),  # noqa: DTZ001
    "a midnight in Greenwich": datetime(2024, 1, 1, tzinfo=UTC),
    "a moment": datetime(2024, 1, 1, 12, 30, tzinfo=UTC),
    "a number": 1704067200,
    "a fraction": 0.0,
    "true": True,
    "bytes": b"2024-01-01",
    "the day before the first": FIRST_DAY - timedelta(days=1),
    "the day after the last": LAST_DAY + timedelta(days=1),
}


@pytest.mark.parametrize("value", DAYS_REFUSED_IN_PYTHON.values(), ids=DAYS_REFUSED_IN_PYTHON)
def test_a_day_in_python_is_not(value: object) -> None:
    assert not in_python("Day", value)


@pytest.mark.parametrize("day", [FIRST_DAY, LAST_DAY])
def test_the_first_and_the_last_day_are_days(day: date) -> None:
    assert in_python("Day", day)


# Texts.

TEXTS_TAKEN = {
    "a letter": "a",
    "words": "The CSTO Secretariat hosted a meeting",
    "Cyrillic": "Секретариат ОДКБ",
    "quotation marks": "«Ёж» “said” ’",
    "a dash": "— Yes.",
    "an emoji": "🕊",
    "an emoji with a variation selector": "☮\ufe0f",
    "a combining accent, which a rule finds": "Cafe\u0301",
    "an accent alone": "\u0301",
    "a hyphen that does not break": "a\u2011b",
    "a backslash and a quotation mark": '\\ " /',
    "a character of private use": "\ue000",
    "a non-character": "\uffff",
    "the last code point": "\U0010ffff",
    "a braille blank, which is a letter to Unicode": "\u2800",
    "a Hangul filler, which is a letter to Unicode": "\u3164",
    "a long text": "a" * 100_000,
}
TEXTS_REFUSED = {
    "nothing": "",
    "a space": " ",
    "a space before": " a",
    "a space behind": "a ",
    "two spaces": "a  b",
    "a line feed": "a\nb",
    "a line feed at the end": "a\n",
    "a line feed at the beginning": "\na",
    "two line feeds at the end": "a\n\n",
    "a carriage return": "a\rb",
    "a carriage return at the end": "a\r",
    "both": "a\r\nb",
    "a vertical tab": "a\x0bb",
    "a form feed": "a\x0cb",
    "a file separator": "a\x1cb",
    "a group separator": "a\x1db",
    "a record separator": "a\x1eb",
    "a unit separator": "a\x1fb",
    "a next line": "a\x85b",
    "a next line at the end": "a\x85",
    "a line separator": "a\u2028b",
    "a line separator at the end": "a\u2028",
    "a paragraph separator": "a\u2029b",
    "a tab": "a\tb",
    "a tab at the end": "a\t",
    "NUL": "a\x00b",
    "escape": "\x1b[31mred",
    "delete": "a\x7fb",
    "a no-break space": "a\u00a0b",
    "an Ogham space": "a\u1680b",
    "an en quad": "a\u2000b",
    "an em space": "a\u2003b",
    "a thin space": "a\u2009b",
    "a hair space": "a\u200ab",
    "a narrow no-break space": "a\u202fb",
    "a mathematical space": "a\u205fb",
    "an ideographic space": "a\u3000b",
    "a Mongolian vowel separator": "a\u180eb",
    "a soft hyphen": "co\u00adop",
    "a zero width space": "a\u200bb",
    "a zero width non-joiner": "a\u200cb",
    "a zero width joiner": "a\u200db",
    "a family, which holds joiners": "👨\u200d👩\u200d👧",
    "a word joiner": "a\u2060b",
    "a byte order mark": "\ufeffa",
    "a left-to-right mark": "a\u200eb",
    "a right-to-left override": "a\u202eb",
    "an isolate": "a\u2066b\u2069",
    "an Arabic letter mark": "a\u061cb",
    "a tag, which can hide words": "a\U000e0041b",
    "a high surrogate": "a\ud800",
    "a low surrogate": "\udc00a",
}


@pytest.mark.parametrize("text", TEXTS_TAKEN.values(), ids=TEXTS_TAKEN)
def test_a_text_may_be(text: str) -> None:
    assert in_python("Text", text)
    assert in_json("Text", json.dumps(text))


@pytest.mark.parametrize("text", TEXTS_REFUSED.values(), ids=TEXTS_REFUSED)
def test_a_text_must_not_hold(text: str) -> None:
    assert not in_python("Text", text)
    assert not in_json("Text", json.dumps(text))


@pytest.mark.parametrize("value", [None, 1, 1.5, True, b"a", ["a"], ("a",), {"a": "b"}])
def test_a_text_is_of_no_other_type(value: object) -> None:
    assert not in_python("Text", value)


@given(passages)
def test_a_text_that_is_taken_is_never_repaired(passage: str) -> None:
    if in_python("Text", passage):
        assert FIELDS["Text"].validate_python(passage) == passage


# Integers.

INTEGERS = {
    "one": ("1", True),
    "a whole number as a fraction": ("1.0", True),
    "a whole number with an exponent": ("1e0", True),
    "ten as an exponent": ("1E1", True),
    "a whole number with a negative exponent": ("10e-1", True),
    "the largest": (str(2**53 - 1), True),
    "the largest as a fraction": (f"{2**53 - 1}.0", True),
    "one more than the largest": (str(2**53), False),
    "two more than the largest": (str(2**53 + 1), False),
    "one more than the largest as a fraction": (f"{2**53}.0", False),
    "beyond 64 bits": (str(2**64), False),
    "a large exponent": ("1e300", False),
    "an exponent beyond any float": ("1e400", False),
    "a half": ("1.5", False),
    "a little more than one": ("1.0000000000000002", False),
    "less than nought": ("-1", False),
    "true": ("true", False),
    "false": ("false", False),
    "digits": ('"1"', False),
    "nothing": ('""', False),
    "null": ("null", False),
    "a list": ("[1]", False),
    "an object": ("{}", False),
}


@pytest.mark.parametrize(("text", "taken"), INTEGERS.values(), ids=INTEGERS)
@pytest.mark.parametrize("field", ["Index", "Offset"])
def test_an_integer_is_as_json_schema_has_it(field: str, text: str, taken: bool) -> None:  # noqa: FBT001
    assert in_json(field, text) == taken


@pytest.mark.parametrize("nought", ["0", "-0", "0.0", "-0.0", "0e5"])
def test_nought_is_an_offset_and_no_index(nought: str) -> None:
    assert in_json("Offset", nought)
    assert not in_json("Index", nought)


@pytest.mark.parametrize("value", [1, 1.0, LARGEST_INTEGER])
def test_an_integer_in_python_may_be(value: object) -> None:
    assert type(FIELDS["Index"].validate_python(value)) is int


@pytest.mark.parametrize(
    "value", [True, False, 1.5, "1", b"1", None, LARGEST_INTEGER + 1, -1, float("nan"), float("inf"), 1 + 0j]
)
def test_an_integer_in_python_is_not(value: object) -> None:
    assert not in_python("Index", value)
    assert not in_python("Offset", value)


# Ids, digests, addresses.

FORMS = {
    "a dated news item": ("NewsId", "news-2024-04-16-0123456789ab", True),
    "an undated news item": ("NewsId", "news-undated-0123456789ab", True),
    "a leap day": ("NewsId", "news-2024-02-29-0123456789ab", True),
    "a day that is none": ("NewsId", "news-2023-02-29-0123456789ab", False),
    "a day before the Treaty": ("NewsId", "news-1991-12-31-0123456789ab", False),
    "eleven digits": ("NewsId", "news-undated-0123456789a", False),
    "thirteen digits": ("NewsId", "news-undated-0123456789abc", False),
    "capital digits": ("NewsId", "news-undated-0123456789AB", False),
    "a letter that is no digit": ("NewsId", "news-undated-0123456789ag", False),
    "capitals": ("NewsId", "NEWS-undated-0123456789ab", False),
    "a line feed at the end": ("NewsId", "news-undated-0123456789ab\n", False),
    "a line feed at the beginning": ("NewsId", "\nnews-undated-0123456789ab", False),
    "another line behind": ("NewsId", "news-undated-0123456789ab\nx", False),
    "a space at the end": ("NewsId", "news-undated-0123456789ab ", False),
    "Arabic digits in an id": ("NewsId", "news-undated-0123456789٠١", False),
    "a Cyrillic look-alike": ("NewsId", "news-undated-0123456789\u0430b", False),
    "the id of an interview": ("NewsId", "interview-undated-0123456789ab", False),
    "a dated interview": ("InterviewId", "interview-2024-04-16-0123456789ab", True),
    "an undated interview": ("InterviewId", "interview-undated-0123456789ab", True),
    "an id in a sentence": ("InterviewId", "see interview-undated-0123456789ab", False),
    "the id of a pair": ("InterviewId", "interview-undated-0123456789ab-q01", False),
    "the first pair": ("QAPairId", "interview-undated-0123456789ab-q01", True),
    "the tenth pair": ("QAPairId", "interview-2024-04-16-0123456789ab-q10", True),
    "the hundredth pair": ("QAPairId", "interview-undated-0123456789ab-q100", True),
    "the last pair there can be": ("QAPairId", f"interview-undated-0123456789ab-q{LARGEST_INTEGER}", True),
    "pair nought": ("QAPairId", "interview-undated-0123456789ab-q00", False),
    "a pair in one digit": ("QAPairId", "interview-undated-0123456789ab-q1", False),
    "a pair with a nought too many": ("QAPairId", "interview-undated-0123456789ab-q010", False),
    "a pair without a number": ("QAPairId", "interview-undated-0123456789ab-q", False),
    "a pair of seventeen digits": ("QAPairId", "interview-undated-0123456789ab-q10000000000000000", False),
    "a pair with a line feed": ("QAPairId", "interview-undated-0123456789ab-q01\n", False),
    "a digest": ("Sha256", "0123456789abcdef" * 4, True),
    "a digest in capitals": ("Sha256", "0123456789ABCDEF" * 4, False),
    "a digest that is short": ("Sha256", "0" * 63, False),
    "a digest that is long": ("Sha256", "0" * 65, False),
    "a digest with a line feed": ("Sha256", "0" * 64 + "\n", False),
    "a digest with a line feed for a digit": ("Sha256", "0" * 63 + "\n", False),
    "an https address": ("Url", "https://en.odkb-csto.org/news/", True),
    "an http address": ("Url", "http://odkb-csto.org", True),
    "an address of 2000 characters": ("Url", "https://" + "a" * 1992, True),
    "an address of 2001 characters": ("Url", "https://" + "a" * 1993, False),
    "an address with nothing in it": ("Url", "https://", False),
    "an address with a space": ("Url", "https://a b", False),
    "an address with a line feed": ("Url", "https://a\n", False),
    "an address with a line feed in it": ("Url", "https://a\nb", False),
    "an address that is not ASCII": ("Url", "https://одкб.рф", False),
    "an address in capitals": ("Url", "HTTPS://a", False),
    "a script": ("Url", "javascript:alert(1)", False),
    "a file": ("Url", "file:///etc/passwd", False),
    "an ftp address": ("Url", "ftp://a", False),
    "an empty address": ("Url", "", False),
}


@pytest.mark.parametrize(("field", "text", "taken"), FORMS.values(), ids=FORMS)
def test_a_form_is_kept_exactly(field: str, text: str, taken: bool) -> None:  # noqa: FBT001
    assert in_python(field, text) == taken
    assert in_json(field, json.dumps(text)) == taken
