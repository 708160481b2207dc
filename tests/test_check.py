"""Checking a row by itself."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.accept import MOST_VALUES
from csto_dataset.check import Checked, check, id_of
from csto_dataset.examples import EXAMPLES
from csto_dataset.findings import Finding, Place
from csto_dataset.formats.rows import Row
from csto_dataset.identity import record_digest
from csto_dataset.records import Record
from tests import strategies as ours

PLACE = Place(file="x.jsonl", pointer="", line=1, column=1, byte=0)


def row(value: Any, settled: frozenset[str] = frozenset()) -> Row:
    return Row(json.dumps(value, ensure_ascii=False).encode(), PLACE, settled)


def checked(value: Any, settled: frozenset[str] = frozenset()) -> Checked:
    found = check(row(value, settled))
    assert isinstance(found, Checked)
    return found


@given(record=ours.records())
def test_a_sound_record_has_no_findings_and_its_own_digest(record: Record) -> None:
    found = checked(record.model_dump(mode="json"))
    assert (found.record, found.findings, found.digest) == (record, (), record_digest(record))


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "not-json"),
        (b"{", "not-json"),
        (b'{"a": 1, "a": 2}', "duplicate-key"),
        (b"\xff", "invalid-utf8"),
        (b"5", "wrong-type"),
        (b"null", "wrong-type"),
        (b'"news"', "wrong-type"),
        (b"[{}]", "wrong-type"),
        (b"{}", "unknown-table"),
        (b'{"a": 1}', "unknown-table"),
    ],
)
def test_what_is_no_record_is_one_finding(raw: bytes, code: str) -> None:
    found = check(Row(raw, PLACE))
    assert isinstance(found, Finding)
    assert (found.code, found.where.line) == (code, 1)


def test_what_the_gate_refuses_is_found_at_its_byte() -> None:
    found = check(Row(b'{"\xc3\xa9": "\xff"}', PLACE))
    assert isinstance(found, Finding)
    assert (found.where.byte, found.where.column) == (8, 8)


def test_a_record_that_the_model_refuses_keeps_its_value_and_has_a_digest_of_its_own() -> None:
    example = EXAMPLES["news_items"]
    found = checked({**example, "form": "essay"})
    assert found.record is None
    assert found.value["form"] == "essay"
    assert found.digest not in {checked(example).digest, checked({**example, "form": "novel"}).digest}


def test_every_fault_of_a_record_is_told_with_its_place_and_id() -> None:
    example = {**EXAMPLES["news_items"], "form": "essay", "title": "two  spaces"}
    found = checked(example).findings
    assert {(finding.code, finding.where.pointer, finding.record) for finding in found} == {
        ("unknown-choice", "/form", example["id"]),
        ("unclean-text", "/title", example["id"]),
    }


def test_the_rules_are_asked_once_the_model_takes_the_record() -> None:
    example = {**EXAMPLES["news_items"], "title": "Cafe\u0301"}
    assert {finding.code for finding in checked(example).findings} == {"not-nfc", "id-mismatch"}


def test_a_field_whose_column_has_a_finding_has_no_more() -> None:
    example = {**EXAMPLES["news_items"], "form": "essay", "title": "two  spaces"}
    found = checked(example, frozenset({"form"})).findings
    assert [finding.where.field for finding in found] == ["title"]


def test_a_whole_number_written_as_a_fraction_is_the_same_record() -> None:
    example = EXAMPLES["qa_pairs"]
    assert checked({**example, "index": 1.0}).digest == checked(example).digest


@pytest.mark.parametrize("value", [{}, {"id": None}, {"id": 5}, {"id": ["x"]}])
def test_a_record_without_a_text_for_an_id_has_none(value: dict[str, Any]) -> None:
    assert id_of(value) is None


@given(stated=st.text(st.characters(codec="utf-8")))
def test_an_id_is_safe_to_print_and_short(stated: str) -> None:
    said = id_of({"id": stated})
    assert said is not None
    assert said.isprintable()
    assert len(said) <= 1_000


@given(raw=st.binary(max_size=60))
def test_no_row_makes_checking_fail(raw: bytes) -> None:
    assert isinstance(check(Row(raw, PLACE)), Checked | Finding)


@given(
    fields=st.dictionaries(
        st.sampled_from(list(EXAMPLES["interviews"])),
        st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.lists(st.none()),
    )
)
def test_no_values_make_checking_fail(fields: dict[str, Any]) -> None:
    assert isinstance(check(row({**EXAMPLES["interviews"], **fields})), Checked | Finding)


@pytest.mark.parametrize("number", ["9007199254740993", "-1", "1e300"])
def test_a_number_that_readers_round_is_found_at_its_field(number: str) -> None:
    raw = json.dumps(EXAMPLES["qa_pairs"]).replace('"index": 1', f'"index": {number}').encode()
    found = check(Row(raw, PLACE))
    assert isinstance(found, Checked)
    assert [(finding.code, finding.where.pointer) for finding in found.findings] == [("out-of-range", "/index")]


def test_an_empty_digest_has_a_bad_form() -> None:
    value = {**EXAMPLES["qa_pairs"], "source": {**EXAMPLES["qa_pairs"]["source"], "document": ""}}
    assert {finding.code for finding in checked(value).findings} == {"bad-form"}


@pytest.mark.parametrize(
    "value",
    [
        lambda some: {**EXAMPLES["news_items"], "paragraphs": ["a, b] {c}"] * some},
        lambda some: {**EXAMPLES["interviews"], "qa_pairs": [{}] * some},
        lambda some: {**EXAMPLES["news_items"], **{f"k{number}": 1 for number in range(some)}},
        lambda some: [[1] * (some // 2), [{}] * (some - some // 2)],
    ],
    ids=["paragraphs", "empty objects", "fields", "lists in a list"],
)
def test_a_record_of_too_many_values_is_not_looked_at(value: Callable[[int], Any]) -> None:
    enough = MOST_VALUES - len(list(values_in(value(0))))
    for more, too_many in ((0, False), (1, True)):
        found = check(row(value(enough + more)))
        codes = {found.code} if isinstance(found, Finding) else {each.code for each in found.findings}
        assert ("record-too-long" in codes) is too_many


def values_in(value: Any) -> Iterator[Any]:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield inner
        yield from values_in(inner)


def test_punctuation_in_a_text_is_no_value() -> None:
    example = {**EXAMPLES["qa_pairs"], "answer": ["],}" * MOST_VALUES]}
    assert checked(example).findings == ()
