"""Lists and objects in cells: JSON, and what Python and numpy print."""

import ast
import json
from typing import Any

import numpy
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.formats import gate, literals
from tests.formats import strategies as ours


@given(value=ours.plain_values(), ensure_ascii=st.booleans())
def test_json_is_read_as_json(value: Any, *, ensure_ascii: bool) -> None:
    assert literals.read(json.dumps(value, ensure_ascii=ensure_ascii)) == (value, None)


@given(value=ours.plain_values())
def test_what_python_prints_is_read_back(value: Any) -> None:
    found = literals.read(repr(value))
    assert found.value == value
    assert found.code in (None, "python-repr")


@given(value=ours.plain_values())
def test_tuples_are_lists(value: Any) -> None:
    assert literals.read(repr(as_tuples([value]))).value == [value]


def as_tuples(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: as_tuples(inner) for key, inner in value.items()}
    return tuple(map(as_tuples, value)) if isinstance(value, list) else value


@given(texts=st.lists(st.text(max_size=90), min_size=2, max_size=6))
def test_what_numpy_prints_is_read_text_by_text(texts: list[str]) -> None:
    assert literals.read(str(numpy.array(texts, dtype=object))) == (texts, "numpy-print")


@given(texts=st.lists(st.text(max_size=90), max_size=6))
def test_an_array_of_numpy_inside_an_object_is_a_list(texts: list[str]) -> None:
    found = literals.read(str({"question": numpy.array(texts, dtype=object), "index": 1}))
    assert found == ({"question": texts, "index": 1}, "python-repr")


def test_objects_that_numpy_prints_side_by_side_are_elements() -> None:
    printed = str(numpy.array([{"name": "a", "role": None}, {"name": "b", "role": None}], dtype=object))
    assert literals.read(printed) == ([{"name": "a", "role": None}, {"name": "b", "role": None}], "numpy-print")


@given(text=ours.near_literals())
def test_nothing_is_read_that_python_would_read_otherwise_and_no_text_makes_reading_fail(text: str) -> None:
    try:
        found = literals.read(text)
    except gate.RefusedError:
        return
    # Parentheses around one value are none of a tuple to Python, and it prints none.
    if found.code == "python-repr" and "(" not in text:
        assert ast.literal_eval(text.strip(" \t\r\n")) == found.value


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[one, two]", "unread-cell"),
        ("['a', b]", "unread-cell"),
        ("a text", "unread-cell"),
        ("['a'", "unread-cell"),
        ("['a']]", "unread-cell"),
        ("['a'],", "unread-cell"),
        ("[,]", "unread-cell"),
        ("(,)", "unread-cell"),
        ("['a',]", "unread-cell"),
        ("('a',,)", "unread-cell"),
        ("['a',,'b']", "unread-cell"),
        ("['a'] ['b']", "unread-cell"),
        ("{'a', 'b'}", "unread-cell"),
        ("{'a' 'b'}", "unread-cell"),
        ("['a' 'b' ... 'y' 'z']", "unread-cell"),
        ("[b'a']", "unread-cell"),
        ("[f'a']", "unread-cell"),
        ("['a' + 'b']", "unread-cell"),
        ("[1_0]", "unread-cell"),
        ("['']*9", "unread-cell"),
        ("[1.5, None]", "unread-cell"),
        ("[nan]", "unread-cell"),
        ("[07, None]", "unread-cell"),
        (r"['\q']", "unread-cell"),
        (r"['\x4']", "unread-cell"),
        (r"['\ud800']", "unread-cell"),
        (r"['\N{DIGIT ONE}']", "unread-cell"),
        ("['a\nb']", "unread-cell"),
        ("[datetime.date(2024, 4, 16)]", "unread-cell"),
        ("__import__('os').system('exit 7')", "unread-cell"),
        ("{'a': 1, 'a': 2}", "duplicate-key"),
        ('{"a": 1, "a": 2}', "duplicate-key"),
        ("[NaN]", "not-a-number"),
        (r'["\ud800"]', "lone-surrogate"),
        ("[" * 33 + "]" * 33, "nested-too-deep"),
        ("[" * 33 + "'a'" + "]" * 33, "nested-too-deep"),
        ("[" * 100_000, "nested-too-deep"),
        ("['a'," + "(" * 100_000, "nested-too-deep"),
        ("-" * 100_000, "unread-cell"),
    ],
)
def test_what_could_be_read_in_two_ways_or_in_none_is_refused(text: str, code: str) -> None:
    with pytest.raises(gate.RefusedError) as caught:
        literals.read(text)
    assert caught.value.code == code
