"""What looks at columns is derived from the JSON Schemas, and leaves no demand out."""

from typing import Any

import pytest

from csto_dataset.arrow import arrow_schema
from csto_dataset.columns import rules
from csto_dataset.columns.derived import columns_of, shape_of
from csto_dataset.columns.shapes import Arrays, Nullable, Numbers, Objects
from csto_dataset.columns.texts import Choice, Texts
from csto_dataset.records import TABLES
from csto_dataset.rules.single import SINGLE_RULES


@pytest.mark.parametrize("table", TABLES)
def test_each_column_has_a_shape(table: str) -> None:
    assert list(columns_of(table).fields) == arrow_schema(TABLES[table]).names


@pytest.mark.parametrize("table", TABLES)
def test_null_may_stand_where_the_arrow_schema_has_it(table: str) -> None:
    fields = columns_of(table).fields
    for field in arrow_schema(TABLES[table]):
        assert isinstance(fields[field.name], Nullable) is field.nullable


DERIVED: dict[str, tuple[dict[str, Any], Any]] = {
    "a pattern": ({"type": "string", "pattern": "^a$"}, Texts("^a$")),
    "what is banned": ({"type": "string", "pattern": "^a$", "not": {"pattern": "b"}}, Texts("^a$", "b")),
    "lengths": ({"type": "string", "pattern": "^a$", "minLength": 2, "maxLength": 3}, Texts("^a$", None, 2, 3)),
    "one choice": ({"type": "string", "const": "a"}, Choice(("a",))),
    "choices": ({"type": "string", "enum": ["a", "b"]}, Choice(("a", "b"))),
    "bounds": ({"type": "integer", "minimum": 1, "maximum": 2}, Numbers(1, 2)),
    "null": ({"anyOf": [{"$ref": "#/$defs/N"}, {"type": "null"}]}, Nullable(Numbers(0, 9))),
    "a list": ({"type": "array", "items": {"$ref": "#/$defs/N"}}, Arrays(Numbers(0, 9), 0)),
    "a list of one or more": (
        {"type": "array", "items": {"$ref": "#/$defs/N"}, "minItems": 1},
        Arrays(Numbers(0, 9), 1),
    ),
    "an object": (
        {
            "type": "object",
            "properties": {"a": {"$ref": "#/$defs/N"}},
            "required": ["a"],
            "additionalProperties": False,
        },
        Objects({"a": Numbers(0, 9)}),
    ),
}
DEFINITIONS = {"N": {"type": "integer", "minimum": 0, "maximum": 9, "title": "N"}}


@pytest.mark.parametrize("name", DERIVED)
def test_a_shape_is_derived_from(name: str) -> None:
    schema, shape = DERIVED[name]
    assert shape_of(schema, DEFINITIONS) == shape


@pytest.mark.parametrize("name", DERIVED)
def test_a_demand_more_is_never_left_out_in_silence(name: str) -> None:
    with pytest.raises(NotImplementedError):
        shape_of({**DERIVED[name][0], "multipleOf": 2}, DEFINITIONS)


@pytest.mark.parametrize(
    "schema",
    [
        {},
        {"type": "number"},
        {"type": "string"},
        {"type": "string", "format": "date"},
        {"type": "integer", "minimum": 0},
        {"type": "string", "pattern": "a", "not": {"pattern": "b", "minLength": 1}},
        {"type": "object", "properties": {"a": {"const": "b"}}, "required": [], "additionalProperties": False},
        {"type": "object", "properties": {}, "required": []},
    ],
    ids=str,
)
def test_a_schema_of_another_kind_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(NotImplementedError):
        shape_of(schema, {})


def test_every_rule_of_a_single_record_is_known_to_the_columns() -> None:
    assert SINGLE_RULES.keys() == {"not-nfc", *rules.HELD}


def test_every_table_has_its_rules() -> None:
    assert rules._RULES.keys() == TABLES.keys()
