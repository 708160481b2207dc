"""What became of lists: the paragraphs of a text, the pairs of an interview, and their questions and answers."""

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.forensics import Steps, alignment, alterations
from csto_dataset.forensics.alignment import aligned
from csto_dataset.identity import pair_id
from tests.copying import with_value

A = "On 14 March the Secretariat hosted a meeting on the upkeep of winter roads."
B = "“A plough standing in a shed is a sculpture,” the Deputy Secretary General said."
C = "В Душанбе обсудили снаряжение для учений на горных перевалах."
D = "The participants agreed to meet again before the first snow falls."
HALF, OTHER_HALF = "One two three four five six.", "One two three four seven eight."

Told = list[tuple[str, Steps]]


def told(table: str, expected: dict[str, Any], found: dict[str, Any]) -> Told:
    return [(each.code, each.steps) for each in alterations(table, expected, found)]


@pytest.mark.parametrize(
    ("expected", "found", "changes"),
    [
        ([A, B, C], [A, C], [("dropped-paragraph", ())]),
        ([A, B, C], [C], [("dropped-paragraph", ())]),
        ([A], [], [("dropped-paragraph", ())]),
        ([A, B], [A, D, B], [("added-paragraph", (1,))]),
        ([A], [C, A, D], [("added-paragraph", (0,)), ("added-paragraph", (2,))]),
        ([A, A], [A, A, A], [("added-paragraph", (2,))]),
        ([A, B, C], [C, A, B], [("reordered-paragraphs", ())]),
        ([A, B], [B, A], [("reordered-paragraphs", ())]),
        ([A, B, C], [A, f"{B} {C}"], [("merged-paragraphs", (1,))]),
        ([A, B, C], [f"{A}\n{B}{C}"], [("merged-paragraphs", (0,))]),
        ([A, B], [A[:20], A[20:], B], [("split-paragraph", (0,))]),
        ([f"{A} {B}", C], [A, B, C], [("split-paragraph", (0,))]),
        ([A, B], [A, B.replace("shed", "barn")], [("changed-words", (1,))]),
        ([A, B], [A.replace("14", "15"), B.replace("shed", "barn")], [("changed-day", (0,)), ("changed-words", (1,))]),
        ([A, B, C], [B.replace("shed", "barn"), C], [("dropped-paragraph", ()), ("changed-words", (0,))]),
        ([A, B], [D, A, B.replace("shed", "barn")], [("added-paragraph", (0,)), ("changed-words", (2,))]),
        ([A, B, C], [C.replace("учений", "боёв"), A, B], [("reordered-paragraphs", ()), ("changed-words", (0,))]),
        ([A, B, C], [A, B[:30]], [("dropped-paragraph", ()), ("truncated-text", (1,))]),
        ([A, B], [B[:30]], [("dropped-paragraph", ()), ("truncated-text", (0,))]),
        ([HALF, A, B], [A, B, OTHER_HALF], [("dropped-paragraph", ()), ("added-paragraph", (2,))]),
        ([A, B], [D, B], [("changed-words", (0,))]),
        (["Yes."], ["No."], [("changed-negation", (0,))]),
        ([A, B, C, D], [f"{A} {B}", D], [("dropped-paragraph", ()), ("merged-paragraphs", (0,))]),
    ],
)
def test_what_became_of_paragraphs_is_told(expected: list[str], found: list[str], changes: Told) -> None:
    for table, field in (("news_items", "paragraphs"), ("interviews", "lede"), ("qa_pairs", "answer")):
        told_of = told(table, {field: expected}, {field: found})
        assert told_of == [(code, (field, *steps)) for code, steps in changes]


def test_a_dropped_paragraph_is_told_with_its_words_and_the_others_are_counted() -> None:
    (alteration,) = alterations("news_items", {"paragraphs": [A, B, C]}, {"paragraphs": [C]})
    assert "paragraph 1" in alteration.message
    assert "On 14 March" in alteration.message
    assert alteration.message.endswith("1 more")
    assert [tuple(edit) for edit in alteration.edits] == [("deleted", A, ""), ("deleted", B, "")]


def test_an_empty_paragraph_that_was_added_has_no_edits() -> None:
    (alteration,) = alterations("news_items", {"paragraphs": [A]}, {"paragraphs": ["", A]})
    assert (alteration.code, alteration.edits) == ("added-paragraph", ())


def test_the_edits_of_another_order_are_whole_paragraphs() -> None:
    (alteration,) = alterations("news_items", {"paragraphs": [A, D]}, {"paragraphs": [D, A]})
    assert [edit.kind for edit in alteration.edits] == ["inserted", "same", "deleted"]
    assert alteration.message.endswith("2, 1")


def test_the_edits_of_a_merged_paragraph_show_where_it_was_cut() -> None:
    (alteration,) = alterations(
        "news_items", {"paragraphs": ["One two.", "Three."]}, {"paragraphs": ["One two. Three."]}
    )
    assert [edit for edit in alteration.edits if edit.kind != "same"] == [("replaced", ".\n", ". ")]


# Pairs


def pair(index: int, question: str, *answer: str) -> dict[str, Any]:
    key = "interview-2031-03-04-ad18e04af51a"
    return {
        "type": "qa_pair",
        "id": pair_id(key, index),
        "interview_id": key,
        "index": index,
        "section": None,
        "question": [question],
        "answer": [*answer],
        "source": {"document": "d", "url": None, "start": index, "end": index + 1},
    }


TALK: dict[str, Any] = {
    "type": "interview",
    "id": "interview-2031-03-04-ad18e04af51a",
    "qa_pairs": [
        pair(1, "What will you start with next year?", A),
        pair(2, "Что дальше?", C, B),
        pair(3, "And then?", D),
    ],
}


def with_pairs(*pairs: Any) -> dict[str, Any]:
    return {**TALK, "qa_pairs": list(pairs)}


def renumbered(*pairs: dict[str, Any]) -> dict[str, Any]:
    numbered = enumerate(pairs, start=1)
    return with_pairs(*({**each, "index": at, "id": pair_id(TALK["id"], at)} for at, each in numbered))


def swapped(value: dict[str, Any]) -> dict[str, Any]:
    return {**value, "question": value["answer"], "answer": value["question"]}


ONE, TWO, THREE = TALK["qa_pairs"]


@pytest.mark.parametrize("numbers", [with_pairs, renumbered])
@pytest.mark.parametrize(
    ("pairs", "changes"),
    [
        ((ONE, THREE), [("dropped-pair", ())]),
        ((TWO,), [("dropped-pair", ())]),
        ((ONE, TWO, THREE, pair(4, "More?", "Nothing.")), [("added-pair", (3,))]),
        ((THREE, ONE, TWO), [("reordered-pairs", ())]),
        ((TWO, THREE, ONE), [("reordered-pairs", ())]),
        ((ONE, swapped(TWO), THREE), [("swapped-turns", (1,))]),
        (tuple(map(swapped, (ONE, TWO, THREE))), [("swapped-turns", (at,)) for at in range(3)]),
        ((ONE, {**TWO, "question": ["Что дальше!"]}, THREE), [("changed-punctuation", (1, "question", 0))]),
        ((ONE, {**TWO, "answer": [C]}, THREE), [("dropped-paragraph", (1, "answer"))]),
        (({**ONE, "answer": TWO["answer"]}, {**TWO, "answer": ONE["answer"]}, THREE), None),
        (
            (TWO, {**THREE, "answer": [D.replace("snow", "ice")]}),
            [("dropped-pair", ()), ("changed-words", (1, "answer", 0))],
        ),
    ],
)
def test_what_became_of_pairs_is_told(numbers: Any, pairs: tuple[Any, ...], changes: Told | None) -> None:
    changed = told("interviews", TALK, numbers(*pairs))
    if changes is None:  # answers that were exchanged between questions: the pairs stay what they are
        assert not {"dropped-pair", "added-pair", "reordered-pairs"} & {code for code, _ in changed}
        assert {steps[:3] for _, steps in changed} == {("qa_pairs", 0, "answer"), ("qa_pairs", 1, "answer")}
        return
    assert changed == [(code, ("qa_pairs", *steps)) for code, steps in changes]


def test_a_pair_at_another_place_is_not_numbered_by_what_only_python_takes_for_its_number() -> None:
    found = renumbered(TWO, ONE, THREE)
    found["qa_pairs"][0]["index"] = True
    changed = told("interviews", TALK, found)
    assert changed == [("reordered-pairs", ("qa_pairs",)), ("altered-value", ("qa_pairs", 0, "index"))]


@pytest.mark.parametrize(("field", "value"), [("index", 7), ("id", pair_id(TALK["id"], 7))])
def test_a_pair_that_has_another_number_than_its_place_is_told(field: str, value: Any) -> None:
    found = with_pairs(TWO, {**THREE, field: value})
    assert told("interviews", TALK, found) == [
        ("dropped-pair", ("qa_pairs",)),
        ("changed-field", ("qa_pairs", 1, field)),
    ]


def test_another_number_of_a_pair_in_its_old_place_is_told() -> None:
    changed = told("interviews", with_pairs({**ONE, "index": 5}), with_pairs(ONE))
    assert changed == [("changed-field", ("qa_pairs", 0, "index"))]


@pytest.mark.parametrize(
    ("turns", "found"),
    [
        (("One two three four?", "Alpha beta gamma delta"), ("Alpha beta five six?", "One two seven eight")),
        (("one two three four five", "one two three four ten"), ("one two three four six", "one two three four nine")),
    ],
)
def test_turns_that_share_few_words_or_share_them_anyway_are_not_swapped(
    turns: tuple[str, str], found: tuple[str, str]
) -> None:
    changed = told("qa_pairs", pair(1, *turns), pair(1, *found))
    assert [steps for _, steps in changed] == [("question", 0), ("answer", 0)]


def test_turns_of_a_pair_by_itself_are_swapped_too() -> None:
    assert told("qa_pairs", TWO, swapped(TWO)) == [("swapped-turns", ())]


def test_turns_that_were_nearly_swapped_are_told_with_what_was_changed_besides() -> None:
    found = swapped({**ONE, "answer": [A.replace("14", "15")]})
    assert told("qa_pairs", ONE, found) == [("swapped-turns", ()), ("changed-day", ("question", 0))]


@pytest.mark.parametrize(
    "found",
    [
        {**ONE, "question": [A]},
        {**ONE, "answer": ["What will you start with next year?"]},
        {**ONE, "question": [D], "answer": [C]},
        {**ONE, "question": [], "answer": []},
        {**ONE, "question": A, "answer": ONE["question"]},
        {**ONE, "answer": None},
    ],
)
def test_turns_that_were_only_changed_are_not_swapped(found: dict[str, Any]) -> None:
    assert "swapped-turns" not in {code for code, _ in told("qa_pairs", ONE, found)}


@pytest.mark.parametrize("found", [None, 1, "x", [], {}, {"question": 1}, {"question": [1], "answer": [None]}])
def test_pairs_that_are_none_are_told(found: Any) -> None:
    changed = told("interviews", TALK, with_value(TALK, ("qa_pairs", 1), found))
    assert changed != []
    assert {steps[:2] for _, steps in changed} <= {("qa_pairs", 1), ("qa_pairs",)}


def test_a_copy_is_left_as_it_is() -> None:
    expected, found = copy.deepcopy(TALK), renumbered(THREE, swapped(ONE))
    before = copy.deepcopy(found)
    told("interviews", expected, found)
    assert (expected, found) == (TALK, before)


# Alignment

LISTS = st.lists(st.sampled_from([A, B, C, D, A[:30], f"{A} {B}", "x", ""]), max_size=6)


@pytest.mark.parametrize("most", [alignment.MOST_COMPARED, 4])
@pytest.mark.parametrize("joins", [False, True])
@given(expected=LISTS, found=LISTS)
def test_every_element_has_one_fate(most: int, *, joins: bool, expected: list[str], found: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(alignment, "MOST_COMPARED", most)
        result = aligned(expected, found, joins=joins)
    matches = result.matches()
    merged = [one for run, _ in result.merged for one in run]
    split = [other for _, run in result.split for other in run]
    ones = [*(one for one, _ in matches), *merged, *(one for one, _ in result.split), *result.dropped]
    others = [*(other for _, other in matches), *split, *(other for _, other in result.merged), *result.added]
    assert sorted(ones) == list(range(len(expected)))
    assert sorted(others) == list(range(len(found)))
    assert sorted(result.chain) == sorted(zip(*(sorted(each) for each in zip(*result.chain, strict=True)), strict=True))


def test_long_lists_are_compared_in_order_only(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told("news_items", {"paragraphs": [A, B, C, D]}, {"paragraphs": [A, C, B, D]}) == [
        ("reordered-paragraphs", ("paragraphs",))
    ]
    monkeypatch.setattr(alignment, "MOST_COMPARED", 15)
    assert [code for code, _ in told("news_items", {"paragraphs": [A, B, C, D]}, {"paragraphs": [A, C, B, D]})] == [
        "changed-words",
        "changed-words",
    ]
