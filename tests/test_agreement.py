"""Three engines decide about a record: the model, and its JSON Schema in Python and in Rust. They accept the same."""

import json
import os
from collections import Counter
from random import Random
from typing import Any

import jiter
import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError
from referencing import Registry

from csto_dataset.examples import EXAMPLES
from csto_dataset.formats import gate
from csto_dataset.identity import as_json
from csto_dataset.records import TABLES, Record, record_type
from csto_dataset.schema import record_schema
from tests.agreement.damage import damaged
from tests.hard_documents import HARD, Case
from tests.strategies import records

EXAMPLES_DRAWN = int(os.environ.get("CSTO_EXAMPLES", "600"))
"""Documents that are drawn in a test; set CSTO_EXAMPLES for a long run."""

_NOTHING_ELSE: Registry[Any] = Registry()
_IN_PYTHON = {table: jsonschema.Draft202012Validator(record_schema(table), registry=_NOTHING_ELSE) for table in TABLES}
_IN_RUST = {table: jsonschema_rs.Draft202012Validator(record_schema(table)) for table in TABLES}


def model_accepts(table: str, text: str) -> bool:
    try:
        TABLES[table].model_validate_json(text)
    except ValidationError:
        return False
    return True


def verdicts(table: str, text: str) -> dict[str, bool]:
    """Return what each engine says of a document, be it one that the gate would have kept from them."""
    value = jiter.from_json(text.encode())
    return {
        "model": model_accepts(table, text),
        "schema in Python": bool(_IN_PYTHON[table].is_valid(value)),
        "schema in Python, parsed by the standard library": bool(_IN_PYTHON[table].is_valid(json.loads(text))),
        "schema in Rust": _IN_RUST[table].is_valid(value),
    }


def passes(text: str) -> bool:
    """Say whether the gate lets a document through to the engines."""
    try:
        gate.read(text.encode())
    except gate.RefusedError:
        return False
    return True


@pytest.mark.parametrize("case", HARD, ids=lambda case: str(case.name))
def test_the_engines_agree_about_a_hard_document(case: Case) -> None:
    assert set(verdicts(case.table, case.text).values()) == {case.valid}


def test_the_hard_documents_are_of_both_kinds_in_every_table() -> None:
    assert {(case.table, case.valid) for case in HARD} == {
        (table, valid) for table in TABLES for valid in (True, False)
    }


@settings(max_examples=EXAMPLES_DRAWN // 4)
@given(records())
def test_the_engines_accept_every_record(record: Record) -> None:
    table = table_of(record)
    assert set(verdicts(table, json.dumps(as_json(record))).values()) == {True}
    assert set(verdicts(table, json.dumps(as_json(record), ensure_ascii=False)).values()) == {True}


@settings(max_examples=EXAMPLES_DRAWN)
@given(records(), st.randoms(use_true_random=False))
def test_the_engines_agree_about_a_damaged_record(record: Record, random: Random) -> None:
    table = table_of(record)
    for _ in range(5):
        text = damaged(as_json(record), random)
        if passes(text):
            found = verdicts(table, text)
            assert len(set(found.values())) == 1, (found, text)


@pytest.mark.parametrize("table", TABLES)
def test_the_engines_agree_about_damaged_examples(table: str) -> None:
    random = Random(table)
    for _ in range(EXAMPLES_DRAWN * 2):
        text = damaged(EXAMPLES[table], random)
        if passes(text):
            found = verdicts(table, text)
            assert len(set(found.values())) == 1, (found, text)


@pytest.mark.parametrize("table", TABLES)
def test_damage_leaves_records_and_others_and_hardly_anything_for_the_gate(table: str) -> None:
    random = Random(table)
    texts = [damaged(EXAMPLES[table], random) for _ in range(500)]
    kinds = Counter(model_accepts(table, text) if passes(text) else None for text in texts)
    assert kinds[True] > 25
    assert kinds[False] > 250
    assert kinds[None] < 25


def table_of(record: Record) -> str:
    (table,) = (name for name, model in TABLES.items() if record_type(model) == record.type)
    return table
