"""Parquet files: what is read from them, which columns are refused, which of other writers' are not."""

import datetime
import io
import json
import random
from collections.abc import Callable
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.findings import Finding
from csto_dataset.formats import gate, load, parquet
from csto_dataset.formats.rows import Row
from csto_dataset.records import TABLES, QAPair, Record
from csto_dataset.release import Release
from tests import strategies as ours
from tests.copying import loose_schema

Damage = Callable[[pa.Table], pa.Table]


def read(raw: bytes) -> tuple[list[Row], list[Finding]]:
    found = list(parquet.rows(io.BytesIO(raw), "x.parquet"))
    assert all(isinstance(each, Row | Finding) for each in found)
    return (
        [each for each in found if isinstance(each, Row)],
        [each for each in found if isinstance(each, Finding)],
    )


def as_file(table: pa.Table, **options: Any) -> bytes:
    file = io.BytesIO()
    pq.write_table(table, file, **options)
    return file.getvalue()


def replaced(table: pa.Table, name: str, column: Any) -> pa.Table:
    return table.set_column(table.schema.get_field_index(name), name, column)


@given(tables=ours.tables())
def test_loading_what_was_written_gives_it_back(tables: dict[str, tuple[Record, ...]]) -> None:
    for table, records in tables.items():
        file = io.BytesIO()
        parquet.write(table, records, file)
        assert load(parquet, TABLES[table], io.BytesIO(file.getvalue()), "x.parquet") == records


def test_a_file_holds_its_json_schema_for_readers_without_arrow(release: Release) -> None:
    file = io.BytesIO()
    parquet.write("news_items", release.news_items, file)
    metadata = pq.ParquetFile(io.BytesIO(file.getvalue())).metadata.metadata
    assert metadata[b"csto_dataset.table"] == b"news_items"
    assert json.loads(metadata[b"csto_dataset.json_schema"])["type"] == "array"


def test_the_row_group_and_the_row_of_each_record_are_told(release: Release) -> None:
    rows, _ = read(as_file(release.qa_pairs.to_arrow(), row_group_size=3))
    assert [(row.place.row_group, row.place.row) for row in rows] == [(index // 3, index) for index in range(8)]


def test_rows_beyond_one_batch_are_numbered_on(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "ROWS_AT_ONCE", 3)
    rows, _ = read(as_file(release.qa_pairs.to_arrow()))
    assert [row.place.row for row in rows] == list(range(8))


@given(raw=st.binary(max_size=80) | st.binary(max_size=60).map(lambda inner: b"PAR1" + inner + b"PAR1"))
def test_bytes_that_are_no_parquet_are_a_finding(raw: bytes) -> None:
    assert [finding.code for finding in read(raw)[1]] == ["not-parquet"]


@pytest.mark.parametrize("table", TABLES)
def test_no_cut_makes_reading_fail(release: Release, table: str) -> None:
    raw = (release.folder / f"{table}.parquet").read_bytes()
    for length in range(0, len(raw), 397):
        rows, findings = read(raw[:length])
        assert ([finding.code for finding in findings], rows) == (["not-parquet"], [])


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("where", ["anywhere", "in the footer"])
def test_no_flipped_bit_makes_reading_fail(release: Release, table: str, where: str) -> None:
    raw = (release.folder / f"{table}.parquet").read_bytes()
    footer = int.from_bytes(raw[-8:-4], "little") + 8
    chosen = random.Random(f"{table} {where}")
    first = 0 if where == "anywhere" else len(raw) - footer
    for _ in range(200):
        damaged = bytearray(raw)
        damaged[chosen.randrange(first, len(raw))] ^= 1 << chosen.randrange(8)
        read(bytes(damaged))


@pytest.mark.parametrize("table", TABLES)
def test_a_flipped_bit_in_a_page_is_found_by_its_checksum(release: Release, table: str) -> None:
    raw = (release.folder / f"{table}.parquet").read_bytes()
    metadata = pq.ParquetFile(io.BytesIO(raw)).metadata
    column = metadata.row_group(0).column(1)
    damaged = bytearray(raw)
    damaged[column.data_page_offset + column.total_compressed_size - 20] ^= 1
    assert [finding.code for finding in read(bytes(damaged))[1]] == ["not-parquet"]


def days_as(type_: pa.DataType) -> Damage:
    return lambda table: replaced(table, "published", table["published"].cast(type_))


def as_json_text(name: str) -> Damage:
    return lambda table: replaced(table, name, pa.array([json.dumps(value) for value in table[name].to_pylist()]))


def source_with(change: Callable[[dict[str, Any]], dict[str, Any]], type_: pa.DataType | None = None) -> Damage:
    return lambda table: replaced(
        table, "source", pa.array([change(value) for value in table["source"].to_pylist()], type_)
    )


def renamed(table: pa.Table) -> pa.Table:
    return table.rename_columns(["headline" if name == "title" else name for name in table.column_names])


def source_type(offsets: pa.DataType) -> pa.DataType:
    return pa.struct([("document", pa.string()), ("url", pa.string()), ("start", offsets), ("end", offsets)])


REFUSED: dict[str, tuple[Damage, list[tuple[str, str]]]] = {
    "days as timestamps": (days_as(pa.timestamp("us")), [("column-type", "published")]),
    "days as timestamps of a zone": (days_as(pa.timestamp("us", "UTC")), [("column-type", "published")]),
    "days as nanoseconds": (days_as(pa.timestamp("ns")), [("column-type", "published")]),
    "days as text": (days_as(pa.string()), [("column-type", "published")]),
    "days as whole numbers": (days_as(pa.int32()), [("column-type", "published")]),
    "days as times of day": (
        lambda table: replaced(table, "published", pa.array([datetime.time(1)] * table.num_rows)),
        [("column-type", "published")],
    ),
    "a list as JSON text": (as_json_text("paragraphs"), [("column-type", "paragraphs")]),
    "an object as JSON text": (as_json_text("source"), [("column-type", "source")]),
    "a list as one text": (
        lambda table: replaced(table, "paragraphs", pa.array([value[0] for value in table["paragraphs"].to_pylist()])),
        [("column-type", "paragraphs")],
    ),
    "a text as a list": (
        lambda table: replaced(table, "id", pa.array([[value] for value in table["id"].to_pylist()])),
        [("column-type", "id")],
    ),
    "a column missing": (lambda table: table.drop_columns(["language"]), [("missing-column", "language")]),
    "a column twice": (lambda table: table.append_column("title", table["title"]), [("repeated-column", "title")]),
    "a map": (
        lambda table: replaced(
            table, "source", pa.array([[("document", "x")]] * table.num_rows, pa.map_(pa.string(), pa.string()))
        ),
        [("column-type", "source")],
    ),
    "binary without a text type": (
        lambda table: replaced(table, "id", table["id"].cast(pa.binary())),
        [("column-type", "id")],
    ),
    "binary in a list": (
        lambda table: replaced(table, "paragraphs", table["paragraphs"].cast(pa.list_(pa.binary()))),
        [("column-type", "paragraphs")],
    ),
    "binary of a fixed size": (
        lambda table: replaced(table, "language", table["language"].cast(pa.binary()).cast(pa.binary(2))),
        [("column-type", "language")],
    ),
    "a truth value for a number": (
        source_with(lambda value: {**value, "start": True}),
        [("column-type", "source.start")],
    ),
    "text for a number": (
        source_with(lambda value: {**value, "start": str(value["start"])}),
        [("column-type", "source.start")],
    ),
    "a decimal for a number": (
        source_with(dict, source_type(pa.decimal128(20, 0))),
        [("column-type", "source.start"), ("column-type", "source.end")],
    ),
    "a field missing inside": (
        source_with(lambda value: {key: inner for key, inner in value.items() if key != "url"}),
        [("column-type", "source.url")],
    ),
    "a field too many inside": (
        source_with(lambda value: {**value, "page": 1}),
        [("column-type", "source.page")],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_column_that_says_something_else_is_a_finding(release: Release, name: str) -> None:
    damage, expected = REFUSED[name]
    rows, findings = read(as_file(damage(release.news_items.to_arrow())))
    assert [(finding.code, finding.where.field) for finding in findings] == expected
    assert {finding.where.row for finding in findings} == {None}
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("code", "damage"),
    [
        ("unknown-column", lambda table: table.append_column("sentiment", pa.array([0.5] * table.num_rows))),
        ("index-column", lambda table: table.append_column("__index_level_0__", pa.array(range(table.num_rows)))),
    ],
)
def test_a_column_too_many_is_a_finding(release: Release, code: str, damage: Damage) -> None:
    rows, findings = read(as_file(damage(release.news_items.to_arrow())))
    assert [finding.code for finding in findings] == [code]
    assert len(rows) == 3


def test_a_renamed_column_is_missing_under_one_name_and_unknown_under_the_other(release: Release) -> None:
    _, findings = read(as_file(renamed(release.news_items.to_arrow())))
    assert [finding.code for finding in findings] == ["missing-column", "unknown-column"]


def test_a_column_with_a_finding_needs_no_more_in_its_rows(release: Release) -> None:
    damage, _ = REFUSED["a column missing"]
    rows, _ = read(as_file(damage(release.news_items.to_arrow())))
    assert {row.settled for row in rows} == {frozenset({"language"})}


def test_a_float_column_of_whole_numbers_is_a_warning(release: Release) -> None:
    table = replaced(release.qa_pairs.to_arrow(), "index", release.qa_pairs.to_arrow()["index"].cast(pa.float64()))
    rows, (finding,) = read(as_file(table))
    assert (finding.code, finding.level, finding.where.field) == ("fractional-type", "warning", "index")
    assert [gate.read(row.raw)["index"] for row in rows] == list(range(1, 9))


@pytest.mark.parametrize("strange", [1.5, float("nan"), float("inf"), float("-inf")])
def test_a_fraction_becomes_a_value_that_no_number_field_takes(release: Release, strange: float) -> None:
    table = replaced(release.qa_pairs.to_arrow(), "index", pa.array([strange] * 8))
    rows, _ = read(as_file(table))
    assert {type(gate.read(row.raw)["index"]) for row in rows} == {str}


def test_text_that_is_not_utf8_is_a_finding(release: Release) -> None:
    broken = pa.Array.from_buffers(pa.string(), 3, pa.array([b"\xff\xfe"] * 3, pa.binary()).buffers())
    for table in (
        replaced(release.news_items.to_arrow(), "title", broken),
        replaced(release.news_items.to_arrow(), "paragraphs", pa.ListArray.from_arrays([0, 1, 2, 3], broken)),
    ):
        rows, findings = read(as_file(table))
        assert ([finding.code for finding in findings], rows) == (["invalid-utf8"], [])


@pytest.mark.parametrize(
    "columns", [{"date": ["x"], "text": ["y"]}, {"id": ["x"], "type": ["y"]}, {"\x1b[31m\n": [1]}, {}]
)
def test_a_file_of_other_columns_is_of_no_table(columns: dict[str, Any]) -> None:
    rows, findings = read(as_file(pa.table(columns)))
    assert ([finding.code for finding in findings], rows) == (["unknown-table"], [])


def test_no_rows_are_no_finding() -> None:
    for table in TABLES:
        empty = pa.Table.from_pylist([], schema=loose_schema(table, days=pa.date32()))
        assert read(as_file(empty)) == ([], [])


def cast_texts(type_: pa.DataType) -> Damage:
    return lambda table: pa.table(
        {
            name: table[name].cast(type_) if pa.types.is_string(table[name].type) else table[name]
            for name in table.column_names
        }
    )


def paragraphs_as(type_: pa.DataType) -> Damage:
    return lambda table: replaced(table, "paragraphs", pa.array(table["paragraphs"].to_pylist(), type_))


SAME: dict[str, Damage] = {
    "large text": cast_texts(pa.large_string()),
    "text views": cast_texts(pa.string_view()),
    "dictionaries of text": cast_texts(pa.dictionary(pa.int32(), pa.string())),
    "large lists of large text": paragraphs_as(pa.large_list(pa.large_string())),
    "lists of another element name": paragraphs_as(pa.list_(pa.field("array", pa.string()))),
    "list views": paragraphs_as(pa.list_view(pa.string())),
    "lists of one fixed size": paragraphs_as(pa.list_(pa.string(), 1)),
    "lists of dictionaries": paragraphs_as(pa.list_(pa.dictionary(pa.int8(), pa.string()))),
    "an empty column without a type": lambda table: replaced(table, "title", pa.nulls(table.num_rows)),
    "days as date64": days_as(pa.date64()),
    "dictionaries of days": lambda table: replaced(table, "published", table["published"].dictionary_encode()),
    "narrow whole numbers": source_with(dict, source_type(pa.int16())),
    "whole numbers without a sign": source_with(dict, source_type(pa.uint32())),
    "fields in another order": source_with(lambda value: dict(reversed(value.items()))),
    "columns in another order": lambda table: table.select(table.column_names[::-1]),
    "everything nullable": lambda table: table.cast(loose_schema("news_items", days=pa.date32())),
    "foreign metadata": lambda table: table.replace_schema_metadata({"pandas": "{}"}),
}
OPTIONS: list[dict[str, Any]] = [
    {"compression": "none"},
    {"compression": "gzip"},
    {"compression": "brotli", "data_page_version": "2.0"},
    {"compression": "snappy", "version": "1.0"},
    {"row_group_size": 1},
    {"store_schema": False},
    {"use_dictionary": False, "write_statistics": False},
    {"use_compliant_nested_type": False},
]


@pytest.mark.parametrize("name", SAME)
def test_other_ways_to_say_the_same_are_no_finding(release: Release, name: str) -> None:
    table = release.news_items.to_arrow()
    expected, _ = read(as_file(table))
    rows, findings = read(as_file(SAME[name](table)))
    assert findings == []
    assert [row.raw for row in rows] == [row.raw for row in expected]


@pytest.mark.parametrize("options", OPTIONS, ids=str)
@pytest.mark.parametrize("table", TABLES)
def test_other_ways_to_write_are_no_finding(release: Release, table: str, options: dict[str, Any]) -> None:
    arrow = release.tables[table].to_arrow()
    expected, _ = read(as_file(arrow))
    rows, findings = read(as_file(arrow, **options))
    assert findings == []
    assert [row.raw for row in rows] == [row.raw for row in expected]


def test_a_day_that_python_cannot_hold_is_a_value_that_no_field_takes(release: Release) -> None:
    table = release.news_items.to_arrow()
    days = pa.array([2_147_483_647, None, 19_836], pa.int32()).cast(pa.date32())
    rows, findings = read(as_file(replaced(table, "published", days)))
    assert findings == []
    assert [json.loads(row.raw)["published"] for row in rows] == [
        "2147483647 days after 1970-01-01",
        None,
        "2024-04-23",
    ]


@pytest.mark.parametrize("unit", ["s", "ms", "us", "ns"])
def test_only_a_midnight_is_taken_for_the_day_that_it_begins(release: Release, unit: str) -> None:
    table = release.news_items.to_arrow()
    a_day = {"s": 1, "ms": 1_000, "us": 1_000_000, "ns": 1_000_000_000}[unit] * 86_400
    instants = pa.array([19_836 * a_day, 19_836 * a_day + 1, None], pa.int64()).cast(pa.timestamp(unit, "Nowhere/Land"))
    rows, findings = read(as_file(replaced(table, "published", instants)))
    assert [(finding.code, finding.where.field) for finding in findings] == [("column-type", "published")]
    said = [json.loads(row.raw)["published"] for row in rows]
    assert (said[0], said[2]) == ("2024-04-23", None)
    assert said[1] != "2024-04-23"


def test_floating_point_without_a_value_is_a_column_of_nulls(release: Release) -> None:
    table = release.news_items.to_arrow()
    rows, findings = read(as_file(replaced(table, "title", pa.array([None] * 3, pa.float64()))))
    assert (findings, [json.loads(row.raw)["title"] for row in rows]) == ([], [None] * 3)
    _, findings = read(as_file(replaced(table, "title", pa.array([None, None, float("nan")], pa.float64()))))
    assert {finding.code for finding in findings} == {"column-type", "fractional-type"}


# Tables larger than a row group


def pairs_in_groups(release: Release, monkeypatch: pytest.MonkeyPatch, **sizes: int) -> list[int]:
    """Write the eight pairs with other sizes; return the rows of each row group, once they were read back."""
    for name, size in sizes.items():
        monkeypatch.setattr(parquet, name, size)
    file = io.BytesIO()
    parquet.write("qa_pairs", iter(release.qa_pairs), file)
    assert load(parquet, QAPair, io.BytesIO(file.getvalue()), "x.parquet") == tuple(release.qa_pairs)
    metadata = pq.ParquetFile(io.BytesIO(file.getvalue())).metadata
    return [metadata.row_group(index).num_rows for index in range(metadata.num_row_groups)]


def test_a_small_table_is_one_row_group(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pairs_in_groups(release, monkeypatch) == [8]
    assert pairs_in_groups(release, monkeypatch, _CONVERTED=3) == [8]
    assert pairs_in_groups(release, monkeypatch, _CONVERTED=8) == [8]


def test_a_row_group_ends_with_so_many_rows(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pairs_in_groups(release, monkeypatch, _CONVERTED=1, GROUP_ROWS=3) == [3, 3, 2]
    assert pairs_in_groups(release, monkeypatch, _CONVERTED=2, GROUP_ROWS=4) == [4, 4]


def test_a_row_group_ends_with_so_many_bytes(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pairs_in_groups(release, monkeypatch, _CONVERTED=1, GROUP_BYTES=1) == [1] * 8
    assert len(pairs_in_groups(release, monkeypatch, _CONVERTED=1, GROUP_BYTES=4000)) in range(2, 8)


def test_long_rows_are_decoded_fewer_at_a_time(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []
    real = pq.ParquetFile.iter_batches

    def told(file: pq.ParquetFile, size: int, **options: Any) -> Any:
        sizes.append(size)
        return real(file, size, **options)

    monkeypatch.setattr(pq.ParquetFile, "iter_batches", told)
    raw = as_file(release.qa_pairs.to_arrow())
    whole = read(raw)
    monkeypatch.setattr(parquet, "BYTES_AT_ONCE", 4000)
    assert read(raw) == whole
    assert 8 < sizes[0] <= parquet.ROWS_AT_ONCE
    assert 1 <= sizes[1] < 8
