"""Places: where in a file a value stands, to the line, the column and the byte."""

import io
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.findings import Place, pointer
from csto_dataset.formats import format_of
from csto_dataset.formats.rows import Row
from tests import strategies as ours
from tests.copying import Steps, text_leaves, value_at

WANTED = "«here»"
"""Stands once in each text, as the value that is sought."""


def place_of(text: str, steps: Steps, name: str, row: int = 0) -> Place:
    form = format_of(name)
    assert form is not None
    rows = [each for each in form.rows(io.BytesIO(text.encode()), name) if isinstance(each, Row)]
    return rows[row].at(*steps)


def place_in(text: str, name: str, offset: int, said: str, field: str | None) -> Place:
    """Return the place of an offset in code points, counted in the plainest way."""
    before = text[:offset]
    return Place(
        file=name,
        pointer=said,
        line=before.count("\n") + 1,
        column=offset - (before.rfind("\n") + 1) + 1,
        byte=len(before.encode()),
        field=field,
    )


SEEDED: list[tuple[str, str, int, Steps, str, str | None]] = [
    # file, text, row, steps, pointer, field
    ("x.json", '{"a": "«here»"}', 0, ("a",), "/a", "a"),
    ("x.json", '[{"a": "«here»"}]', 0, ("a",), "/0/a", "a"),
    ("x.json", '[{"a":1},{"a":"«here»"}]', 1, ("a",), "/1/a", "a"),
    ("x.json", '[\n  {\n    "a": 1,\n    "b": "«here»"\n  }\n]\n', 0, ("b",), "/0/b", "b"),
    ("x.json", '[\r\n {\r\n  "Ж": "é",\r\n  "b": "«here»"}]', 0, ("b",), "/0/b", "b"),
    ("x.json", '[{"é🕊": "Ж🕊", "b": ["ё", {"c": "«here»"}]}]', 0, ("b", 1, "c"), "/0/b/1/c", "b.c"),
    ("x.json", '[{"a":[[],[1,[2]],["«here»"]]}]', 0, ("a", 2, 0), "/0/a/2/0", "a"),
    ("x.json", '[{"A": 1, "a": "«here»"}]', 0, ("a",), "/0/a", "a"),
    ("x.json", '[{"\\u0069d": "«here»"}]', 0, ("id",), "/0/id", "id"),
    ("x.json", '[{"id\\u0000": 1, "\\"": 2, "id": "«here»"}]', 0, ("id",), "/0/id", "id"),
    ("x.json", '[{"a/b": {"m~n": "«here»"}}]', 0, ("a/b", "m~n"), "/0/a~1b/m~0n", "a/b.m~n"),
    ("x.json", '[{"~1": "«here»"}]', 0, ("~1",), "/0/~01", "~1"),
    ("x.json", '[{"": "«here»"}]', 0, ("",), "/0/", None),
    ("x.json", '[{"b": "\\"a\\": 1", "a": "«here»"}]', 0, ("a",), "/0/a", "a"),
    ("x.json", '[{"b": {"a": 1}, "a": "«here»"}]', 0, ("a",), "/0/a", "a"),
    ("x.json", '[ {"b":"]}", "a" \t:\r "«here»"} ]', 0, ("a",), "/0/a", "a"),
    ("x.jsonl", '{"a":"«here»"}\n', 0, ("a",), "/a", "a"),
    ("x.jsonl", '{"a":1}\n{"a":"«here»"}', 1, ("a",), "/a", "a"),
    ("x.jsonl", '{"é":"Ж🕊"}\n\n \n{"Ж":"é","a":["«here»"]}\n', 1, ("a", 0), "/a/0", "a"),
    ("x.jsonl", '{"é":1}\r\n{"Ж":"é","a":"«here»"}\r\n', 1, ("a",), "/a", "a"),
    ("x.ndjson", '\t {"a": "«here»"}', 0, ("a",), "/a", "a"),
]


@pytest.mark.parametrize(("name", "text", "row", "steps", "said", "field"), SEEDED, ids=lambda each: repr(each)[:30])
def test_a_value_is_found_where_it_stands(
    name: str, text: str, row: int, steps: Steps, said: str, field: str | None
) -> None:
    offset = text.index(f'"{WANTED}"')
    assert place_of(text, steps, name, row) == place_in(text, name, offset, said, field)


@pytest.mark.parametrize(
    ("text", "steps", "found"),
    [
        ('[{"a": {"b": 1}}]', ("x",), '{"a"'),  # of a missing field: its object
        ('[{"a": {"b": 1}}]', ("a", "x"), '{"b"'),
        ('[{"a": {"b": 1}}]', ("a", "b", "x"), "1}"),
        ('[{"a": {"b": 1}}]', ("a", 0), '{"b"'),
        ('[{"a": [1, 2]}]', ("a", 2), "[1"),
        ('[{"a": []}]', ("a", 0), "[]"),
        ('[{"a": [1, 2]}]', ("a", "b"), "[1"),
    ],
)
def test_what_is_not_there_has_the_place_of_what_should_hold_it(text: str, steps: Steps, found: str) -> None:
    place = place_of(text, steps, "x.json")
    assert (place.byte, place.pointer) == (text.index(found), pointer(0, *steps))


def test_a_row_of_a_table_without_text_has_no_line() -> None:
    place = Row(b'{"a":1}', Place(file="x.parquet", pointer="", row=3, row_group=1)).at("a")
    assert place == Place(file="x.parquet", pointer="/a", row=3, row_group=1, field="a")


def test_a_byte_of_a_row_that_is_no_text_has_a_place() -> None:
    row = Row(b'{"\xc3\xa9": "\xff"}', Place(file="x.jsonl", pointer="", line=7, column=1, byte=100))
    assert row.at_byte(8) == Place(file="x.jsonl", pointer="", line=7, column=8, byte=108)


@given(
    tables=ours.tables(),
    name=st.sampled_from(["x.json", "x.jsonl"]),
    indent=st.none() | st.integers(0, 3),
    ensure_ascii=st.booleans(),
    data=st.data(),
)
def test_what_stands_at_a_place_is_the_value(
    tables: dict[str, Any], name: str, indent: int | None, *, ensure_ascii: bool, data: st.DataObject
) -> None:
    values = [record.model_dump(mode="json") for records in tables.values() for record in records]
    if name == "x.json":
        text = json.dumps(values, ensure_ascii=ensure_ascii, indent=indent)
    else:
        text = "".join(json.dumps(value, ensure_ascii=ensure_ascii) + "\n" for value in values)
    for row, value in enumerate(values):
        steps = data.draw(st.sampled_from(list(text_leaves(value))))
        place = place_of(text, steps, name, row)
        assert place.byte is not None
        found, _ = json.JSONDecoder().raw_decode(text.encode()[place.byte :].decode())
        assert found == value_at(value, steps)
        lines = text.split("\n")
        assert place.line is not None
        assert place.column is not None
        offset = sum(len(line) + 1 for line in lines[: place.line - 1]) + place.column - 1
        assert len(text[:offset].encode()) == place.byte
