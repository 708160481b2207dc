"""What holds for the alterations of any record."""

from itertools import islice
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from csto_dataset.codes import ALTERED_RECORD
from csto_dataset.forensics import Steps, alterations
from csto_dataset.identity import canonical
from tests.forensics.strategies import JSON_VALUES, edited, prose, table_of, values

OBJECTS = st.dictionaries(
    st.sampled_from(["title", "paragraphs", "qa_pairs", "source", "question", "answer", "x"]), JSON_VALUES
)


def differ_at(expected: Any, found: Any, steps: Steps) -> bool:
    """Say whether two values differ, and all that the steps lead through too, as far as indexes mean the same in both."""
    for step in steps:
        if canonical(expected) == canonical(found):
            return False
        if isinstance(step, int):
            return 0 <= step < len(found)
        if step not in found or step not in expected:
            return step in found or step in expected
        expected, found = expected[step], found[step]
    return canonical(expected) != canonical(found)


@given(value=values())
def test_a_record_that_is_the_same_has_no_alterations(value: dict[str, Any]) -> None:
    assert list(alterations(table_of(value), value, value)) == []


@given(data=st.data(), value=values())
def test_a_record_that_differs_is_altered_where_it_differs(data: st.DataObject, value: dict[str, Any]) -> None:
    found = data.draw(edited(value))
    altered = list(alterations(table_of(value), value, found))
    assert bool(altered) is (canonical(value) != canonical(found))
    for each in altered:
        assert each.code in ALTERED_RECORD
        assert each.message.isprintable()
        assert differ_at(value, found, each.steps)


@given(data=st.data(), value=values())
def test_no_edit_is_of_nothing_and_only_the_same_is_called_the_same(data: st.DataObject, value: dict[str, Any]) -> None:
    found = data.draw(edited(value))
    for each in alterations(table_of(value), value, found):
        assert all((edit.kind == "same") is (edit.expected == edit.found) for edit in each.edits)


@given(expected=prose(), found=prose())
def test_edits_put_together_are_the_texts(expected: str, found: str) -> None:
    altered = list(alterations("news_items", {"title": expected}, {"title": found}))
    assert len(altered) == (expected != found)
    for each in altered:
        assert "".join(edit.expected for edit in each.edits) == expected
        assert "".join(edit.found for edit in each.edits) == found


@given(one=OBJECTS, other=OBJECTS, table=st.sampled_from(["news_items", "interviews", "qa_pairs"]))
# To Python these are equal.
@example(one={"title": [0]}, other={"title": [0.0]}, table="news_items")
@example(one={"title": [0.0]}, other={"title": [-0.0]}, table="news_items")
@example(one={"title": [1]}, other={"title": [True]}, table="news_items")
@example(one={"x": False}, other={"x": 0.0}, table="interviews")
@example(one={"qa_pairs": [0]}, other={"qa_pairs": [0.0]}, table="interviews")
@example(one={"qa_pairs": [{"index": 1}]}, other={"qa_pairs": [{"index": 1.0}]}, table="interviews")
@example(one={"x": 1}, other={}, table="qa_pairs")
def test_objects_that_are_no_records_differ_somewhere_and_break_nothing(
    one: dict[str, Any], other: dict[str, Any], table: str
) -> None:
    same = canonical(one) == canonical(other)
    assert (list(alterations(table, one, other)) == []) is same


@given(value=values(), table=st.sampled_from(["news_items", "interviews", "qa_pairs"]), found=OBJECTS)
def test_a_record_against_anything_is_altered(value: dict[str, Any], table: str, found: dict[str, Any]) -> None:
    assert next(islice(alterations(table, value, found), 1)).code in ALTERED_RECORD
