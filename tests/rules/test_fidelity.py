"""Rules against a release: what was changed, said to the character."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.identity import canonical
from csto_dataset.rules.fidelity import Reference, altered_value, difference
from tests.copying import Steps

JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=12,
)


@given(value=JSON_VALUES)
def test_a_value_does_not_differ_from_itself(value: Any) -> None:
    assert list(altered_value(value, value)) == []


@given(one=JSON_VALUES, other=JSON_VALUES)
def test_values_that_differ_differ_somewhere(one: Any, other: Any) -> None:
    same = canonical(one) == canonical(other)
    assert (list(altered_value(one, other)) == []) is same


@pytest.mark.parametrize(
    ("expected", "found", "steps"),
    [
        ({"a": "x"}, {"a": "y"}, [("a",)]),
        ({"a": {"b": ["x", "y"]}}, {"a": {"b": ["x", "z"]}}, [("a", "b", 1)]),
        ({"a": ["x"]}, {"a": ["x", "y"]}, [("a",)]),
        ({"a": ["x", "y"]}, {"a": []}, [("a",)]),
        ({"a": "x"}, {}, [("a",)]),
        ({}, {"a": "x"}, [("a",)]),
        ({"a": None}, {}, [("a",)]),  # null is not the same as nothing
        ({"a": 1, "b": 2}, {"b": 3, "a": 4}, [("a",), ("b",)]),
        ({"a": 1}, {"a": True}, [("a",)]),
        ({"a": 0}, {"a": False}, [("a",)]),
        ({"a": 1}, {"a": "1"}, [("a",)]),
        ({"a": "x"}, {"a": ["x"]}, [("a",)]),
        ({"a": {"b": 1}}, {"a": [1]}, [("a",)]),
        ({"a": 1}, {"a": 1.0}, []),
    ],
)
def test_the_innermost_value_that_differs_is_named(expected: Any, found: Any, steps: list[Steps]) -> None:
    assert [breach.steps for breach in altered_value(expected, found)] == steps


@pytest.mark.parametrize(
    ("expected", "found", "named"),
    [
        ("Moscow", "M\u043escow", ["U+006F", "U+043E", "character 1"]),
        ("Moscow", "Moscоw.", ["character 4"]),
        ("cafe", "cafe\u0301", ["nothing", "U+0301", "character 4"]),
        ("Moscow", "Mos\u200bcow", ["nothing", "U+200B ZERO WIDTH SPACE", "character 3"]),
        ("Moscow", "Moscw", ["U+006F", "nothing", "character 4"]),
        ("30 years", "40 years", ["U+0033 DIGIT THREE", "U+0034 DIGIT FOUR", "character 0"]),
        ("the Organization agreed", "the Federation agreed", ["'Organization'", "'Federation'", "character 4"]),
        ("a\u202eb", "ab", ["U+202E"]),
    ],
)
def test_a_difference_of_few_characters_is_named_by_code_point(expected: str, found: str, named: list[str]) -> None:
    said = difference(expected, found)
    assert [part for part in named if part not in said] == []


@given(expected=st.text(max_size=40), found=st.text(max_size=40))
def test_a_difference_is_one_printable_line(expected: str, found: str) -> None:
    assert difference(expected, found).isprintable()


RECORDS: dict[str, dict[str, Any]] = {
    "n1": {"id": "n1", "source": {"document": "d", "start": 0, "end": 9}},
    "n2": {"id": "n2", "source": {"document": "d", "start": 9, "end": 19}},
}
REFERENCE = Reference(RECORDS, {"n1": b"1", "n2": b"2"})


@pytest.mark.parametrize(
    ("record", "certified", "counterpart"),
    [
        (RECORDS["n1"], None, "n1"),
        ({"id": "n1"}, None, "n1"),
        ({"id": "n1", "source": RECORDS["n2"]["source"]}, "n2", "n1"),  # its own id counts first
        ({"id": "x", "source": RECORDS["n1"]["source"]}, "n2", "n2"),  # then what its content certifies
        ({"id": "x", "source": RECORDS["n1"]["source"]}, None, "n1"),  # then where it stands
        ({"id": "x", "source": RECORDS["n1"]["source"]}, "x", "n1"),
        ({"id": ["n1"], "source": RECORDS["n1"]["source"]}, None, "n1"),
        ({"id": "x", "source": {"document": "d", "start": 1, "end": 8}}, None, "n1"),
        ({"id": "x", "source": {"document": "d", "start": 10, "end": 99}}, None, "n2"),
        ({"id": "x", "source": {"document": "d", "start": 19, "end": 30}}, None, None),
        ({"id": "x", "source": {"document": "e", "start": 1, "end": 9}}, None, None),
        ({"id": "x", "source": {"document": ["d"], "start": {}, "end": 9}}, None, None),
        ({"id": "x", "source": [1]}, None, None),
        ({"id": {"n1": 1}}, None, None),
        ({}, None, None),
    ],
)
def test_the_release_record_that_a_record_was_is_found(
    record: dict[str, Any], certified: str | None, counterpart: str | None
) -> None:
    assert REFERENCE.counterpart(record, certified) == counterpart
