"""What is accepted in one step is what the gate, the model and the rules accept, and says the same."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from csto_dataset.accept import MOST_VALUES, accepted, canonical_model
from csto_dataset.check import Checked, check
from csto_dataset.examples import EXAMPLES
from csto_dataset.findings import Place
from csto_dataset.formats.rows import Row
from csto_dataset.identity import as_json, canonical, digest, record_digest
from csto_dataset.records import TABLES, Interview, Interviewee, NewsItem, QAPair, Record, Source
from tests.rules.test_single import MUST_FIRE, MUST_NOT_FIRE
from tests.strategies import records
from tests.test_agreement import table_of


@given(records(), st.sampled_from([{}, {"ensure_ascii": False}, {"indent": 1}, {"separators": (",", ":")}]))
def test_a_record_is_accepted_in_every_spelling(record: Record, spelling: dict[str, Any]) -> None:
    for raw in (canonical(as_json(record)), json.dumps(as_json(record), **spelling).encode()):
        told = accepted(raw, table_of(record))
        assert told is not None
        assert (told.id, told.digest) == (record.id, record_digest(record))
        assert told.interview == (record.interview_id if isinstance(record, QAPair) else None)
        pairs = record.qa_pairs if isinstance(record, Interview) else None
        assert told.pairs == (None if pairs is None else {pair.id: record_digest(pair) for pair in pairs})


@given(records())
def test_a_model_with_ordered_fields_writes_canonical_json(record: Record) -> None:
    said = canonical(as_json(record))
    model = canonical_model(type(record))
    assert model.model_validate_json(said).model_dump_json().encode() == said
    assert model.model_validate_json(record.model_dump_json()).model_dump_json().encode() == said


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("space", [b"\n", b"\r\n", b" \t"])
def test_white_space_around_a_record_does_not_count(table: str, space: bytes) -> None:
    said = canonical(EXAMPLES[table])
    for raw in (said + space, space + said):
        assert accepted(raw, table) == accepted(said, table) is not None


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b'{"type":"news_item"',
        canonical(EXAMPLES["interviews"]),
        canonical(EXAMPLES["news_items"]) + b"x",
        canonical(EXAMPLES["news_items"]) + b"\x0c",
        canonical(EXAMPLES["news_items"]) * 2,
        canonical(EXAMPLES["news_items"]).replace(b'{"form"', b'{"form":"article","form"', 1),
        canonical({**EXAMPLES["news_items"], "paragraphs": ["a"] * MOST_VALUES}),
        canonical({**EXAMPLES["news_items"], "title": "A\u0301"}),
    ],
)
def test_what_is_no_sound_record_of_the_table_is_not_accepted(raw: bytes) -> None:
    assert accepted(raw, "news_items") is None


@pytest.mark.parametrize("record", [record for each in MUST_FIRE.values() for record, _ in each])
def test_a_record_that_breaks_a_rule_is_not_accepted(record: Record) -> None:
    assert accepted(canonical(as_json(record)), table_of(record)) is None


@pytest.mark.parametrize("record", [record for each in MUST_NOT_FIRE.values() for record in each])
def test_a_record_that_breaks_none_is_accepted_as_far_as_the_check_accepts_it(record: Record) -> None:
    raw = canonical(as_json(record))
    found = check(Row(raw, Place(file="x")))
    assert isinstance(found, Checked)
    assert (accepted(raw, table_of(record)) is None) == bool(found.findings)


def test_whole_numbers_spelt_as_fractions_are_the_same_numbers() -> None:
    said = canonical(EXAMPLES["qa_pairs"])
    index = f'"index":{EXAMPLES["qa_pairs"]["index"]}'.encode()
    told = accepted(said.replace(index, index + b".0"), "qa_pairs")
    assert told is not None
    assert told.digest == digest("qa_pair", EXAMPLES["qa_pairs"])


@pytest.mark.parametrize("model", [NewsItem, Interview, QAPair, Interviewee, Source])
def test_the_models_demand_nothing_that_ordering_their_fields_would_lose(model: type[BaseModel]) -> None:
    decorators = model.__pydantic_decorators__
    assert not any(getattr(decorators, name) for name in decorators.__slots__)
    assert canonical_model(model).model_config == model.model_config
    assert canonical_model(model).model_fields.keys() == model.model_fields.keys()
