"""Pieces of JSON, lists and bytes in columns."""

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.columns.seen import TEXT, Lists, Seen, all_bytes, both, each_bytes, joined, merged, numbers

LISTS = st.lists(st.lists(st.booleans(), max_size=3), max_size=6)
STRINGS = st.lists(st.none() | st.text(max_size=3), max_size=6)


@given(LISTS)
def test_a_list_is_good_where_all_of_its_elements_are(values: list[list[bool]]) -> None:
    lists = lists_of(values)
    assert lists.all_of(lists.elements.sound).to_pylist() == [all(each) for each in values]


@given(LISTS)
def test_elements_know_their_lists_and_lists_their_first_elements(values: list[list[bool]]) -> None:
    lists = lists_of(values)
    assert lists.parents.to_pylist() == [number for number, each in enumerate(values) for _ in each]
    first = [None if start is None else lists.elements.sound[start].as_py() for start in lists.starts.to_pylist()]
    assert first == [each[0] if each else None for each in values]


def lists_of(values: list[list[bool]]) -> Lists:
    nested = pa.array(values, pa.large_list(pa.bool_()))
    return Lists(nested.offsets, Seen(nested.flatten(), ()))


@given(STRINGS, st.integers(0, 6))
def test_bytes_are_those_of_a_slice(values: list[str | None], start: int) -> None:
    texts = pa.array(values, TEXT).slice(start)
    expected = [(each or "").encode() for each in values[start:]]
    assert list(map(bytes, each_bytes(texts))) == expected
    assert all_bytes(texts) == b"".join(expected)


def test_bytes_of_nothing_are_nothing() -> None:
    for texts in (pa.nulls(0, TEXT), pa.nulls(2, TEXT), pa.array([], TEXT)):
        assert (b"".join(each_bytes(texts)), all_bytes(texts)) == (b"", b"")


@pytest.mark.parametrize("count", [0, 1, 3])
def test_numbers_begin_with_nought(count: int) -> None:
    assert numbers(count).to_pylist() == list(range(count))


def test_a_verdict_that_is_null_is_not_true() -> None:
    verdicts = pa.array([True, False, None])
    assert both(verdicts).to_pylist() == [True, False, False]
    assert both(pa.array([True, True, True]), verdicts).to_pylist() == [True, False, False]


def test_what_stands_in_every_value_is_joined_first() -> None:
    texts = pa.array(["x", None], TEXT)
    assert merged(("a", "b", texts, "c", "", "d")) == ("ab", texts, "cd")
    assert joined(("a", "b", texts, "c", texts)).to_pylist() == ["abxcx", None]
