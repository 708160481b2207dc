"""Arrow schemas of the models, and what of other writers' types says the same."""

from datetime import date
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from pydantic import BaseModel

from csto_dataset.arrow import arrow_schema, arrow_table, differences, fractional
from csto_dataset.records import TABLES, Interviewee, QAPair, Record, Source
from tests.strategies import tables

# Schemas.

TEXT, WHOLE, DAY = pa.string(), pa.int64(), pa.date32()


def texts() -> pa.DataType:
    return pa.list_(pa.field("element", TEXT, nullable=False))


def required(**types: pa.DataType) -> list[pa.Field]:
    return [pa.field(name, type_, nullable=False) for name, type_ in types.items()]


SOURCE = pa.struct([*required(document=TEXT), pa.field("url", TEXT), *required(start=WHOLE, end=WHOLE)])
QA_PAIR = [
    *required(type=TEXT, id=TEXT, interview_id=TEXT, index=WHOLE),
    pa.field("section", TEXT),
    *required(question=texts(), answer=texts(), source=SOURCE),
]
INTERVIEWEE = pa.struct([*required(name=TEXT), pa.field("role", TEXT)])
EXPECTED = {
    "news_items": [
        *required(type=TEXT, id=TEXT, form=TEXT),
        pa.field("published", DAY),
        pa.field("title", TEXT),
        *required(paragraphs=texts(), language=TEXT, source=SOURCE),
    ],
    "interviews": [
        *required(type=TEXT, id=TEXT),
        pa.field("published", DAY),
        *required(title=TEXT),
        pa.field("outlet", TEXT),
        *required(
            interviewees=pa.list_(pa.field("element", INTERVIEWEE, nullable=False)),
            lede=texts(),
            qa_pairs=pa.list_(pa.field("element", pa.struct(QA_PAIR), nullable=False)),
            language=TEXT,
            source=SOURCE,
        ),
    ],
    "qa_pairs": QA_PAIR,
}


@pytest.mark.parametrize("table", TABLES)
def test_a_schema_has_the_columns_types_and_nulls_of_the_contract(table: str) -> None:
    assert arrow_schema(TABLES[table]).equals(pa.schema(EXPECTED[table]))


def described(model: type[BaseModel], fields: Any) -> None:
    """See the descriptions of a model's fields on the fields of a schema or of a struct."""
    assert {field.name: field.metadata for field in fields} == {
        name: {b"description": (field.description or "").encode()} for name, field in model.model_fields.items()
    }


@pytest.mark.parametrize("table", TABLES)
def test_a_column_carries_the_description_of_its_field(table: str) -> None:
    described(TABLES[table], arrow_schema(TABLES[table]))


def test_a_field_inside_a_column_carries_its_description() -> None:
    schema = arrow_schema(TABLES["interviews"])
    described(Source, schema.field("source").type)
    described(QAPair, schema.field("qa_pairs").type.value_type)
    described(Interviewee, schema.field("interviewees").type.value_type)


# Tables.


@given(tables())
def test_a_table_says_what_its_records_say(drawn: dict[str, tuple[Record, ...]]) -> None:
    for table, rows in drawn.items():
        written = arrow_table(TABLES[table], rows)
        assert written.to_pylist() == [plain(row.model_dump()) for row in rows]
        assert written.schema.equals(arrow_schema(TABLES[table]), check_metadata=True)


def plain(value: Any) -> Any:
    """Return a value with lists for tuples, as Arrow gives them back."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    return [plain(inner) for inner in value] if isinstance(value, tuple) else value


@pytest.mark.parametrize("table", TABLES)
def test_a_table_of_no_records_has_all_columns(table: str) -> None:
    assert arrow_table(TABLES[table], []).schema.names == list(TABLES[table].model_fields)


# What says the same.


def found(expected: pa.DataType, type_: pa.DataType) -> list[tuple[str, str, str]]:
    return list(differences(expected, type_, "column"))


SAME = {
    "text of large offsets": (TEXT, pa.large_string()),
    "a view of text": (TEXT, pa.string_view()),
    "a dictionary of text": (TEXT, pa.dictionary(pa.int32(), pa.string())),
    "a dictionary with small indexes": (TEXT, pa.dictionary(pa.uint8(), pa.large_string())),
    "a list with items": (texts(), pa.list_(pa.field("item", TEXT))),
    "a list with arrays": (texts(), pa.list_(pa.field("array", TEXT, nullable=False))),
    "a large list": (texts(), pa.large_list(TEXT)),
    "a list view": (texts(), pa.list_view(TEXT)),
    "a large list view": (texts(), pa.large_list_view(TEXT)),
    "a list of one length": (texts(), pa.list_(TEXT, 2)),
    "a list of views of text": (texts(), pa.list_(pa.string_view())),
    "a list of a dictionary": (texts(), pa.list_(pa.dictionary(pa.int8(), TEXT))),
    "small whole numbers": (WHOLE, pa.int8()),
    "whole numbers without sign": (WHOLE, pa.uint64()),
    "whole numbers of 32 bits": (WHOLE, pa.int32()),
    "double, whose values are looked at": (WHOLE, pa.float64()),
    "float, whose values are looked at": (WHOLE, pa.float32()),
    "days in milliseconds": (DAY, pa.date64()),
    "a struct in another order": (SOURCE, pa.struct(list(reversed(list(SOURCE))))),
    "a struct of fields that may be null": (SOURCE, pa.struct([(field.name, field.type) for field in SOURCE])),
    "a struct of wider types": (INTERVIEWEE, pa.struct([("role", pa.string_view()), ("name", pa.large_string())])),
}


@pytest.mark.parametrize(("expected", "type_"), SAME.values(), ids=SAME)
def test_another_writer_says_the_same_with(expected: pa.DataType, type_: pa.DataType) -> None:
    assert found(expected, type_) == []


@pytest.mark.parametrize("table", TABLES)
def test_a_schema_does_not_differ_from_itself(table: str) -> None:
    for field in arrow_schema(TABLES[table]):
        assert found(field.type, field.type) == []


OTHER = {
    "a timestamp for a day": (DAY, pa.timestamp("ms")),
    "a timestamp with a time zone for a day": (DAY, pa.timestamp("us", "UTC")),
    "text for a day": (DAY, TEXT),
    "a number for a day": (DAY, pa.int32()),
    "a time for a day": (DAY, pa.time32("s")),
    "bytes for text": (TEXT, pa.binary()),
    "large bytes for text": (TEXT, pa.large_binary()),
    "a number for text": (TEXT, WHOLE),
    "a day for text": (TEXT, DAY),
    "a list for text": (TEXT, pa.list_(TEXT)),
    "a dictionary of bytes for text": (TEXT, pa.dictionary(pa.int8(), pa.binary())),
    "truth for a number": (WHOLE, pa.bool_()),
    "a decimal for a number": (WHOLE, pa.decimal128(10, 0)),
    "text for a number": (WHOLE, TEXT),
    "a duration for a number": (WHOLE, pa.duration("s")),
    "text for a list": (texts(), TEXT),
    "a map for a list": (texts(), pa.map_(TEXT, TEXT)),
    "text for a struct": (SOURCE, TEXT),
    "a map for a struct": (SOURCE, pa.map_(TEXT, TEXT)),
    "a struct for text": (TEXT, SOURCE),
}


@pytest.mark.parametrize(("expected", "type_"), OTHER.values(), ids=OTHER)
def test_another_writer_does_not_say_the_same_with(expected: pa.DataType, type_: pa.DataType) -> None:
    assert [path for path, _, _ in found(expected, type_)] == ["column"]


def test_a_list_of_another_type_differs_at_the_list() -> None:
    assert found(texts(), pa.list_(WHOLE)) == [("column", "string", "int64")]


def test_each_field_of_a_struct_differs_at_its_own_path() -> None:
    other = pa.struct([("document", pa.binary()), ("url", TEXT), ("start", TEXT), ("end", WHOLE)])
    assert found(SOURCE, other) == [("column.document", "string", "binary"), ("column.start", "int64", "string")]


def test_a_field_that_a_struct_lacks_has_a_path() -> None:
    other = pa.struct([field for field in SOURCE if field.name != "url"])
    assert found(SOURCE, other) == [("column.url", "string", "no such field")]


def test_a_field_that_a_struct_has_twice_has_a_path() -> None:
    assert found(SOURCE, pa.struct([*SOURCE, SOURCE.field("url")])) == [("column.url", "string", "the field twice")]


def test_fields_that_nobody_knows_have_paths_in_order() -> None:
    other = pa.struct([*SOURCE, *((name, TEXT) for name in "zyxwva")])
    assert found(SOURCE, other) == [(f"column.{name}", "no such field", "string") for name in "avwxyz"]


def test_a_difference_deep_inside_has_the_whole_path() -> None:
    expected = arrow_schema(TABLES["interviews"]).field("qa_pairs").type
    other = pa.struct([("document", TEXT), ("url", TEXT), ("start", WHOLE), ("end", TEXT)])
    fields = [pa.field(field.name, other) if field.name == "source" else field for field in expected.value_type]
    assert found(expected, pa.large_list(pa.struct(fields))) == [("column.source.end", "int64", "string")]


def test_a_type_is_called_by_a_short_name() -> None:
    nested = pa.list_(pa.list_(SOURCE))
    assert found(TEXT, nested) == [("column", "string", "list of list of struct")]


@pytest.mark.parametrize(
    ("type_", "paths"),
    [
        (pa.float64(), ["column"]),
        (pa.float32(), ["column"]),
        (pa.float16(), ["column"]),
        (pa.list_(pa.float64()), ["column"]),
        (pa.struct([("a", WHOLE), ("b", pa.float64())]), ["column.b"]),
    ],
    ids=str,
)
def test_floating_point_is_seen_inside_a_column(type_: pa.DataType, paths: list[str]) -> None:
    assert list(fractional(type_, "column")) == paths


@pytest.mark.parametrize("type_", [TEXT, WHOLE, DAY, texts(), SOURCE, pa.decimal128(4, 2), pa.bool_()], ids=str)
def test_what_is_not_floating_point_is_not_fractional(type_: pa.DataType) -> None:
    assert list(fractional(type_, "column")) == []


@pytest.mark.parametrize("expected", [TEXT, WHOLE, DAY, texts(), SOURCE], ids=str)
def test_a_column_without_a_value_may_have_the_type_null(expected: pa.DataType) -> None:
    assert found(expected, pa.null()) == []


def test_a_struct_may_not_hold_an_unknown_field_twice() -> None:
    assert [path for path, _, _ in found(pa.struct([]), pa.struct([("x", TEXT), ("x", WHOLE)]))] == ["column.x"]


def test_a_day_is_stored_as_days() -> None:
    column = pa.array([date(1992, 1, 1), None], DAY)
    assert column.cast(pa.int32()).to_pylist() == [8035, None]
