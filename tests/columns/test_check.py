"""Batches checked in columns: the same rows are sound as by the models and the rules, and they say the same."""

import json
import struct
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_dataset.arrow import arrow_table
from csto_dataset.columns.shapes import Nullable
from csto_dataset.examples import EXAMPLES
from csto_dataset.identity import as_json, canonical, record_digest
from csto_dataset.records import TABLES, Record
from csto_dataset.rules.single import SINGLE_RULES
from tests import strategies as ours
from tests.columns.batches import COLUMNS, agreed, batch_of, by_columns, by_rows, examples_of, replaced
from tests.columns.strategies import damage
from tests.copying import without
from tests.hard_documents import HARD
from tests.rules.test_single import MUST_FIRE, MUST_NOT_FIRE, OTHER_TALK
from tests.test_agreement import EXAMPLES_DRAWN, table_of


@settings(max_examples=EXAMPLES_DRAWN // 12)
@given(tables=ours.tables())
def test_every_record_is_sound_and_keeps_its_canonical_json_and_its_digest(
    tables: dict[str, tuple[Record, ...]],
) -> None:
    for table, records in tables.items():
        for batch in arrow_table(TABLES[table], records).combine_chunks().to_batches():
            told = by_columns(table, batch)
            assert [each and each[0] for each in told] == [canonical(as_json(record)) for record in records]
            assert [each and each[1].digest for each in told] == [record_digest(record) for record in records]
            agreed(table, batch)


@settings(max_examples=EXAMPLES_DRAWN // 6)
@given(st.lists(ours.records(), min_size=1, max_size=4), st.randoms(use_true_random=False))
def test_columns_and_rows_agree_about_damaged_records(records: list[Record], random: Random) -> None:
    for table in TABLES:
        values = [as_json(record) for record in records if table_of(record) == table]
        agreed(table, batch_of(table, [value if random.random() < 0.3 else damage(value, random) for value in values]))


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_rows_agree_about_damaged_examples(table: str) -> None:
    random = Random(table)
    sound = []
    for _ in range(EXAMPLES_DRAWN // 20):
        sound += agreed(table, batch_of(table, [damage(EXAMPLES[table], random) for _ in range(30)]))
    assert 0.05 < sum(sound) / len(sound) < 0.6


def held(table: str, text: str) -> pa.RecordBatch | None:
    """Return a document as a batch, as far as columns can hold it; None where they cannot."""
    try:
        return batch_of(table, [json.loads(text)])
    except (pa.ArrowException, TypeError, ValueError, OverflowError, AttributeError):
        return None


@pytest.mark.parametrize("table", TABLES)
def test_columns_and_rows_agree_about_hard_documents(table: str) -> None:
    batches = [held(table, case.text) for case in HARD if case.table == table]
    sound = [agreed(table, batch) for batch in batches if batch is not None]
    assert min(sound.count([True]), sound.count([False])) >= 5


# Single defects.


@pytest.mark.parametrize("code", SINGLE_RULES)
def test_a_breach_of_a_single_rule_is_not_sound(code: str) -> None:
    for record, _ in MUST_FIRE[code]:
        assert agreed(table_of(record), batch_of(table_of(record), [as_json(record)])) == [False]


@pytest.mark.parametrize("code", SINGLE_RULES)
def test_what_breaks_no_rule_among_others_is_sound_where_the_rows_say_so(code: str) -> None:
    for record in MUST_NOT_FIRE[code]:
        agreed(table_of(record), batch_of(table_of(record), [as_json(record)]))


def test_a_pair_that_is_whole_but_of_another_interview_is_not_sound_inside() -> None:
    pair = {**EXAMPLES["qa_pairs"], "id": f"{OTHER_TALK}-q01", "interview_id": OTHER_TALK}
    assert agreed("qa_pairs", batch_of("qa_pairs", [pair])) == [True]
    assert agreed("interviews", batch_of("interviews", [{**EXAMPLES["interviews"], "qa_pairs": [pair]}])) == [False]


@pytest.mark.parametrize("table", TABLES)
def test_null_is_sound_only_where_the_contract_has_it(table: str) -> None:
    example = EXAMPLES[table]
    for name, shape in without(dict(COLUMNS[table]._shape.fields), "published", "title").items():
        batch = batch_of(table, [example, {**example, name: None}, example])
        assert agreed(table, batch) == [True, isinstance(shape, Nullable), True]


@pytest.mark.parametrize("table", TABLES)
def test_a_bad_row_spoils_no_other(table: str) -> None:
    random = Random(table)
    for place in range(5):
        rows = [EXAMPLES[table]] * 5
        rows[place] = {**EXAMPLES[table], "source": {**EXAMPLES[table]["source"], "end": 0}}
        assert agreed(table, batch_of(table, rows)) == [row != place for row in range(5)]
        rows[place] = damage(EXAMPLES[table], random)
        assert sum(agreed(table, batch_of(table, rows))) >= 4


# Whole batches.


@pytest.mark.parametrize("table", TABLES)
def test_a_batch_without_rows_is_checked(table: str) -> None:
    assert agreed(table, examples_of(table, 0)) == []


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_sound_where_a_column_is_missing(table: str) -> None:
    batch = examples_of(table)
    for name in batch.schema.names:
        assert by_columns(table, batch.drop_columns([name])) == [None] * 3


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_sound_where_a_column_stands_twice(table: str) -> None:
    batch = examples_of(table)
    assert by_columns(table, batch.append_column("id", batch["id"])) == [None] * 3


def test_a_column_that_no_record_has_is_passed_over() -> None:
    batch = examples_of("news_items")
    assert by_columns("news_items", batch.append_column("mood", pa.array([1, 2, 3]))) == by_rows(batch)


@pytest.mark.parametrize("type_", [pa.timestamp("us"), pa.timestamp("ms", "UTC"), pa.string(), pa.int32()], ids=str)
def test_no_row_is_sound_where_days_have_another_type(type_: pa.DataType) -> None:
    batch = examples_of("news_items")
    assert by_columns("news_items", replaced(batch, "published", batch["published"].cast(type_))) == [None] * 3


def test_no_row_is_sound_where_a_text_is_not_utf8() -> None:
    broken = pa.Array.from_buffers(pa.string(), 3, pa.array([b"a", b"\xff\xfe", b"b"], pa.binary()).buffers())
    assert agreed("news_items", replaced(examples_of("news_items"), "title", broken)) == [False] * 3


def test_no_row_is_sound_where_offsets_lead_nowhere() -> None:
    offsets, held = pa.py_buffer(struct.pack("4i", 0, 1, 900, 3)), pa.py_buffer(b"abc")
    broken = pa.Array.from_buffers(pa.string(), 3, [None, offsets, held])
    assert agreed("news_items", replaced(examples_of("news_items"), "title", broken)) == [False] * 3


def test_no_row_is_sound_where_an_object_has_a_field_more() -> None:
    batch = examples_of("news_items")
    more = pa.array([{**value, "page": 1} for value in batch["source"].to_pylist()])
    assert by_columns("news_items", replaced(batch, "source", more)) == [None] * 3


def test_pairs_of_a_batch_have_ids_and_canonical_json_behind_one_another() -> None:
    checked = COLUMNS["interviews"].check(examples_of("interviews", 2))
    assert checked.pairs is not None
    assert checked.pairs.offsets.to_pylist() == [0, 1, 2]
    assert checked.pairs.ids.to_pylist() == [EXAMPLES["qa_pairs"]["id"]] * 2
    assert checked.pairs.canonical.to_pylist() == [canonical(EXAMPLES["qa_pairs"])] * 2


def test_pairs_of_their_own_have_the_ids_of_their_interviews() -> None:
    batch = batch_of("qa_pairs", [EXAMPLES["qa_pairs"], {**EXAMPLES["qa_pairs"], "index": 2}])
    interviews = COLUMNS["qa_pairs"].check(batch).interviews
    assert interviews is not None
    assert interviews.to_pylist() == [EXAMPLES["interviews"]["id"], None]
