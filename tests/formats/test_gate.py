"""The byte gate: what it refuses, under which code, and where."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.codes import CATALOGUE
from csto_dataset.fields import LARGEST_INTEGER
from csto_dataset.formats import gate

REFUSED: list[tuple[str, bytes, bytes]] = [
    # code, text of several lines, the part of the text that is at fault; texts of one line stand in rfc8259.py
    ("duplicate-key", b'{\n "x": "\xd0\x96",\n "x": 2}', b'"x": 2'),
    ("lone-surrogate", b'{"a": 1,\n "b": "\\ud800"}', b"\\ud800"),
    ("not-a-number", b'[1,\r\n "\xd0\x96", NaN]', b"NaN"),
    ("out-of-range", b'{"a": 1,\n "\xd0\x96": -' + b"9" * 100_000 + b"}", b"-"),
    ("invalid-utf8", b'[1,\n "\xff"]', b"\xff"),
    ("not-json", b'[1,\n "\xd0\x96" 2]', b" 2"),
    ("not-json", b" \n", b" \n"),
    ("nested-too-deep", b"[\n" * 100_000, b"[\n" * 1_000),
]

READ: list[tuple[bytes, Any]] = [
    (b"[" * 32 + b"]" * 32, json.loads("[" * 32 + "]" * 32)),
    (b'"' + b"[" * 100 + b'"', "[" * 100),  # brackets in a text do not nest
    (b"[" + b"[]," * 99 + b"[]]", [[]] * 100),  # nor do brackets side by side
    (b'{"a": {"a": {"a": 1}}}', {"a": {"a": {"a": 1}}}),  # one key at three depths
    (b'"\\ud83d\\ude00"', "\U0001f600"),
    (b'"\\u0000"', "\x00"),
    (b' \t\r\n{"a" : 1}\r\n', {"a": 1}),
    (b"-0", 0),
    (b"1e2", 100.0),
    (b"9007199254740991", 9007199254740991),
    (b"-9007199254740991.0", -9007199254740991),
    (b"9007199254740993e-3", 9007199254740.993),
    (b'"9007199254740993"', "9007199254740993"),
    (b"null", None),
]


@pytest.mark.parametrize(("code", "raw", "fault"), REFUSED, ids=lambda each: repr(each)[:40])
def test_what_two_parsers_would_read_differently_is_refused_at_its_place_in_its_line(
    code: str, raw: bytes, fault: bytes
) -> None:
    with pytest.raises(gate.RefusedError) as refused:
        gate.read(raw)
    assert refused.value.code == code
    start = raw.index(fault)
    assert start <= refused.value.byte <= start + len(fault)
    assert refused.value.byte <= len(raw)


@pytest.mark.parametrize(
    ("raw", "byte"),
    [
        (b'{"a": 1', 7),
        (b'{"a": 1\n', 7),
        (b'{"a": "b', 8),
        (b'{"a": "b\n', 8),
        (b'{"a": "b\n"}', 8),
        (b"  \n", 0),
        (b'"\x01"', 1),
        (b'{"a": 1,\n}', 9),
    ],
)
def test_text_that_stops_or_breaks_off_is_told_on_the_line_where_it_does(raw: bytes, byte: int) -> None:
    with pytest.raises(gate.RefusedError) as refused:
        gate.read(raw)
    assert (refused.value.code, refused.value.byte) == ("not-json", byte)


@pytest.mark.parametrize(
    ("raw", "byte"),
    [
        (rb'"\ud83d"', 1),
        (rb'"a\ud83d b"', 2),
        (rb'"\ud83d\u0020"', 1),
        (rb'"\ud83d\n"', 1),
        (rb'"\udc00"', 1),
        (rb'"\ud83d\ud83d"', 1),
        (rb'"\uD83D\uDE00\udbff"', 13),
        (rb'"\\ud83d\ud83d"', 8),
        (rb'"\\\ud83d"', 3),
    ],
)
def test_half_of_a_pair_is_told_at_its_escape(raw: bytes, byte: int) -> None:
    with pytest.raises(gate.RefusedError) as refused:
        gate.read(raw)
    assert (refused.value.code, refused.value.byte) == ("lone-surrogate", byte)


@pytest.mark.parametrize(("raw", "value"), READ, ids=lambda each: repr(each)[:40])
def test_plain_json_is_read(raw: bytes, value: Any) -> None:
    assert gate.read(raw) == value


@pytest.mark.parametrize("opening", [b"[", b'{"a":'])
def test_the_deepest_level_that_is_read_is_the_thirty_second(opening: bytes) -> None:
    closing = b"]" if opening == b"[" else b"}"
    gate.read(opening * (gate.DEEPEST - 1) + b"[]" + closing * (gate.DEEPEST - 1))
    with pytest.raises(gate.RefusedError) as refused:
        gate.read(opening * gate.DEEPEST + b"[]" + closing * gate.DEEPEST)
    assert refused.value.code == "nested-too-deep"


@given(raw=st.binary(max_size=60) | st.text('{}[]",:\\u0d8ceNaIfity-1 \n', max_size=40).map(str.encode))
def test_any_bytes_are_read_or_refused_with_a_known_code(raw: bytes) -> None:
    refused = _refusal(raw)
    if refused is not None:
        assert refused.code in CATALOGUE
        assert 0 <= refused.byte <= len(raw)
        assert "\n" not in refused.message


def _refusal(raw: bytes) -> gate.RefusedError | None:
    try:
        gate.read(raw)
    except gate.RefusedError as refused:
        return refused
    return None


JSON_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=20,
)


@given(value=JSON_VALUES, ensure_ascii=st.booleans(), indent=st.none() | st.integers(0, 3))
def test_what_a_json_library_writes_is_read_as_it_was(value: Any, *, ensure_ascii: bool, indent: int | None) -> None:
    assert gate.read(json.dumps(value, ensure_ascii=ensure_ascii, indent=indent).encode()) == value


@given(number=st.floats(-LARGEST_INTEGER, LARGEST_INTEGER))
def test_fractions_keep_their_value(number: float) -> None:
    assert gate.read(repr(number).encode()) == number
