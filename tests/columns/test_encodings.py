"""What other writers make of the same rows is checked in columns too, and says the same."""

import io
from pathlib import Path
from typing import Any

import duckdb
import polars
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_dataset.arrow import arrow_schema
from csto_dataset.columns.seen import joined
from csto_dataset.columns.shapes import Nullable, Numbers, Objects
from csto_dataset.examples import EXAMPLES
from csto_dataset.identity import as_json, record_digest
from csto_dataset.records import TABLES, Record
from csto_dataset.release import Release
from tests import strategies as ours
from tests.columns.batches import COLUMNS, agreed, batch_of, by_columns, examples_of, replaced
from tests.columns.strategies import damage, types_like
from tests.copying import loose_schema
from tests.test_agreement import EXAMPLES_DRAWN


@settings(max_examples=EXAMPLES_DRAWN // 6)
@given(st.data(), ours.tables(), st.randoms(use_true_random=False))
def test_another_type_says_the_same(data: st.DataObject, tables: dict[str, tuple[Record, ...]], random: Any) -> None:
    for table, records in tables.items():
        batch = batch_of(table, [damage(EXAMPLES[table], random), *map(as_json, records)])
        expected = by_columns(table, batch)
        for field in arrow_schema(TABLES[table]):
            type_ = data.draw(types_like(field.type), field.name)
            try:
                other = pa.array(batch[field.name].to_pylist(), type_)
                other.validate(full=True)
            except (pa.ArrowException, OverflowError, ValueError):  # The type cannot hold a value.
                continue
            batch = replaced(batch, field.name, other)
        start = data.draw(st.integers(0, len(batch)))
        assert by_columns(table, batch) == expected
        assert by_columns(table, batch.slice(start)) == expected[start:]
        agreed(table, batch)


# Writers.


def by_pandas(table: pa.Table) -> pa.Table:
    return pa.Table.from_pandas(table.to_pandas())


def by_pandas_in_a_file(table: pa.Table) -> pa.Table:
    file = io.BytesIO()
    table.to_pandas().to_parquet(file)
    return pq.read_table(io.BytesIO(file.getvalue()))


def by_polars(table: pa.Table) -> pa.Table:
    frame = polars.from_arrow(table)
    assert isinstance(frame, polars.DataFrame)
    file = io.BytesIO()
    frame.write_parquet(file)
    return pq.read_table(io.BytesIO(file.getvalue()))


def by_polars_in_memory(table: pa.Table) -> pa.Table:
    frame = polars.from_arrow(table)
    assert isinstance(frame, polars.DataFrame)
    return frame.to_arrow(compat_level=polars.CompatLevel.newest())


def by_duckdb(table: pa.Table) -> pa.Table:
    with duckdb.connect() as connection:
        return connection.from_arrow(table).to_arrow_table()


WRITERS = [by_pandas, by_pandas_in_a_file, by_polars, by_polars_in_memory, by_duckdb]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("writer", WRITERS)
def test_rows_of_other_writers_keep_their_digests(release: Release, table: str, writer: Any) -> None:
    rows = [
        row
        for batch in writer(release.tables[table].to_arrow()).combine_chunks().to_batches()
        for row in COLUMNS[table].check(batch).rows()
    ]
    assert [row and row.digest for row in rows] == [record_digest(record) for record in release.tables[table]]


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_writes_files_whose_rows_keep_their_digests(release: Release, table: str, tmp_path: Path) -> None:
    with duckdb.connect() as connection:
        connection.from_arrow(release.tables[table].to_arrow()).write_parquet(str(tmp_path / "x.parquet"))
    read = pq.read_table(tmp_path / "x.parquet").combine_chunks()
    rows = [row for batch in read.to_batches() for row in COLUMNS[table].check(batch).rows()]
    assert [row and row.digest for row in rows] == [record_digest(record) for record in release.tables[table]]


# What stands behind nulls and beside slices.


def news(*titles: str | None) -> pa.RecordBatch:
    return batch_of("news_items", [{**EXAMPLES["news_items"], "title": title} for title in titles])


@pytest.mark.parametrize("table", TABLES)
def test_a_slice_says_what_its_own_rows_say(table: str) -> None:
    good, bad = EXAMPLES[table], {**EXAMPLES[table], "source": None}
    batch = batch_of(table, [bad, good, good, bad, good])
    for start in range(6):
        for length in range(6 - start):
            assert agreed(table, batch.slice(start, length)) == [False, True, True, False, True][start : start + length]


def test_texts_that_a_null_list_hides_are_not_looked_at() -> None:
    texts = pa.array(["hidden ", *EXAMPLES["news_items"]["paragraphs"], " hidden"])
    lists = pa.ListArray.from_arrays([0, 1, 3, 4], texts, mask=pa.array([True, False, True]))
    assert agreed("news_items", replaced(examples_of("news_items"), "paragraphs", lists)) == [False, True, False]


def test_texts_that_no_list_holds_are_not_looked_at() -> None:
    first, second = EXAMPLES["news_items"]["paragraphs"]
    texts = pa.array(["hidden ", first, second, " hidden", first, second])
    views = pa.ListViewArray.from_arrays([4, 1, 1], [2, 2, 0], texts)
    batch = replaced(examples_of("news_items"), "paragraphs", views)
    assert agreed("news_items", batch) == [True, True, False]
    swapped = replaced(batch, "paragraphs", pa.ListViewArray.from_arrays([1, 2, 4], [2, 2, 2], texts))
    assert agreed("news_items", swapped) == [True, False, True]


def test_lists_of_one_fixed_size_are_looked_at_without_their_nulls() -> None:
    inside = EXAMPLES["news_items"]["paragraphs"]
    lists = pa.array([inside, None, inside], pa.list_(pa.string(), 2))
    batch = replaced(examples_of("news_items"), "paragraphs", lists)
    assert agreed("news_items", batch) == [True, False, True]
    assert agreed("news_items", batch.slice(1)) == [False, True]


def test_fields_of_a_null_object_are_not_looked_at() -> None:
    source = examples_of("news_items")["source"]
    hidden = pa.StructArray.from_arrays(source.flatten(), fields=list(source.type), mask=pa.array([False, True, False]))
    assert agreed("news_items", replaced(examples_of("news_items"), "source", hidden)) == [True, False, True]


def test_a_null_object_is_not_sound_though_all_of_its_fields_may_be_null() -> None:
    shape, objects = Objects({"a": Nullable(Numbers(0, 1))}), pa.array([{"a": 1}, None, {"a": None}])
    assert shape.look(objects).sound.to_pylist() == [True, False, True]
    assert Nullable(shape).look(objects).sound.to_pylist() == [True, True, True]
    assert joined(Nullable(shape).look(objects).json).to_pylist() == ['{"a":1}', "null", '{"a":null}']


def test_a_null_of_a_dictionary_is_a_null() -> None:
    titles = pa.DictionaryArray.from_arrays(pa.array([0, 1, None], pa.int8()), pa.array([None, "Another"]))
    batch = replaced(news(None, "Another", None), "title", titles)
    assert by_columns("news_items", batch) == by_columns("news_items", news(None, "Another", None))
    ids = pa.DictionaryArray.from_arrays(pa.array([0, 0, 0], pa.int8()), pa.array([None], pa.string()))
    assert agreed("news_items", replaced(batch, "id", ids)) == [False] * 3


@pytest.mark.parametrize("nothing", [pa.null(), pa.float64(), pa.string(), pa.int64()], ids=str)
def test_a_column_of_nulls_is_one_of_nulls_whatever_its_type(nothing: pa.DataType) -> None:
    values = [{**EXAMPLES["qa_pairs"], "section": None}, {**EXAMPLES["qa_pairs"], "section": None, "index": 2}]
    batch = replaced(batch_of("qa_pairs", values), "section", pa.nulls(2, nothing))
    assert agreed("qa_pairs", batch) == [True, False]
    assert agreed("qa_pairs", replaced(batch, "source", pa.nulls(2))) == [False, False]
    assert agreed("qa_pairs", replaced(batch, "index", pa.nulls(2))) == [False, False]


@pytest.mark.parametrize("table", TABLES)
def test_columns_without_any_value_have_no_sound_row(table: str) -> None:
    nulls = pa.RecordBatch.from_arrays(
        [pa.nulls(2) for _ in TABLES[table].model_fields], list(TABLES[table].model_fields)
    )
    assert agreed(table, nulls) == [False, False]
    assert agreed(table, pa.RecordBatch.from_pylist([{}, {}], loose_schema(table, days=pa.date32()))) == [False, False]


# Numbers and days.


def with_starts(starts: pa.Array) -> pa.RecordBatch:
    batch = examples_of("news_items", len(starts))
    source = batch["source"]
    inside = [starts if field.name == "start" else source.field(field.name) for field in source.type]
    names = [field.name for field in source.type]
    return replaced(batch, "source", pa.StructArray.from_arrays(inside, names))


@pytest.mark.parametrize("type_", [pa.float32(), pa.float64()], ids=str)
def test_floating_point_is_sound_where_it_is_whole(type_: pa.DataType) -> None:
    starts = pa.array([0.0, -0.0, 1.0, 1.5, float("nan"), float("inf"), float("-inf"), -1.0, None], pa.float64())
    assert agreed("news_items", with_starts(starts.cast(type_))) == [True, True, True, *[False] * 6]


def test_floating_point_of_16_bits_is_left_to_the_models() -> None:
    starts = pa.array([0.0, 1.0], pa.float64()).cast(pa.float16())
    assert by_columns("news_items", with_starts(starts)) == [None, None]


def test_floating_point_that_no_whole_number_holds_is_not_sound() -> None:
    starts = pa.array([1e300, -1e300, 2.0**63, 2.0**62, 2.0**53, 2.0**53 - 1, 0.0])
    assert agreed("news_items", with_starts(starts)) == [*[False] * 6, True]


def test_numbers_beyond_the_bounds_are_not_sound_and_spoil_no_other() -> None:
    starts = pa.array([2**64 - 1, 2**63, 2**53, 0, None], pa.uint64())
    assert agreed("news_items", with_starts(starts)) == [False, False, False, True, False]


@pytest.mark.parametrize(
    "type_", [pa.int8(), pa.int16(), pa.int32(), pa.uint8(), pa.uint16(), pa.uint32(), pa.uint64()], ids=str
)
def test_whole_numbers_of_any_width_are_sound(type_: pa.DataType) -> None:
    assert agreed("news_items", with_starts(pa.array([0, 5, None], type_))) == [True, True, False]


def test_days_that_no_field_takes_are_not_sound() -> None:
    days = pa.array([-(2**31), 8034, 8035, 47_481, 47_482, 2**31 - 1], pa.int32()).cast(pa.date32())
    batch = replaced(examples_of("news_items", 6), "published", days)
    told = COLUMNS["news_items"]._shape.fields["published"].look(days)
    assert told.sound.to_pylist() == [False, False, True, True, False, False]
    assert agreed("news_items", batch) == [False] * 6


def test_an_instant_that_begins_no_day_is_not_sound() -> None:
    instants = pc.add(examples_of("news_items")["published"].cast(pa.int32()).cast(pa.int64()), 0)
    milliseconds = pc.add(pc.multiply(instants, 86_400_000), pa.array([0, 1, 0]))
    assert (
        agreed("news_items", replaced(examples_of("news_items"), "published", milliseconds.cast(pa.date64())))
        == [False] * 3
    )
