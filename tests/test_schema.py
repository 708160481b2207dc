"""The published contract: JSON Schemas, data dictionary, and the folder that holds them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from referencing import Registry

from csto_dataset import contract
from csto_dataset.dictionary import data_dictionary
from csto_dataset.errors import ReleaseError, StaleError
from csto_dataset.examples import EXAMPLES
from csto_dataset.identity import as_json
from csto_dataset.records import SCHEMA_VERSION, TABLES, Interviewee, Record, Source, record_type
from csto_dataset.rules.single import SINGLE_RULES
from csto_dataset.schema import as_file, record_schema, schema_files, schema_names, table_schema
from tests.strategies import tables

SCHEMAS: dict[str, Any] = {name: json.loads(content) for name, content in schema_files().items()}
NOTHING_ELSE: Registry[Any] = Registry()
"""A registry that holds nothing and fetches nothing: a schema must work alone."""


def objects(schema: Any) -> Iterator[dict[str, Any]]:
    """Yield every object inside a JSON Schema, its examples left out."""
    if isinstance(schema, dict):
        yield schema
        for keyword, inner in schema.items():
            if keyword != "examples":
                yield from objects(inner)
    elif isinstance(schema, list):
        for inner in schema:
            yield from objects(inner)


# The folder.


def test_the_published_folder_is_what_the_code_writes(root: Path) -> None:
    assert contract.check(root / "schemas") == root / "schemas" / SCHEMA_VERSION


def test_each_published_file_is_what_the_code_writes(root: Path) -> None:
    folder = root / "schemas" / SCHEMA_VERSION
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == contract.contract_files()


def test_the_names_of_the_files_are_those_of_the_contract() -> None:
    assert set(contract.contract_files()) == {
        "news_item.schema.json",
        "interview.schema.json",
        "qa_pair.schema.json",
        "news_items.schema.json",
        "interviews.schema.json",
        "qa_pairs.schema.json",
        "data-dictionary.md",
        "identity-vectors.json",
    }


def test_what_is_written_passes_the_check(tmp_path: Path) -> None:
    assert contract.write(tmp_path) == contract.check(tmp_path)


def test_writing_twice_writes_the_same(tmp_path: Path) -> None:
    first = {path.name: path.read_bytes() for path in contract.write(tmp_path).iterdir()}
    assert {path.name: path.read_bytes() for path in contract.write(tmp_path).iterdir()} == first


def stale(out: Path, name: str) -> None:
    """See the check fail with a message that names a file and the command that mends it."""
    with pytest.raises(StaleError) as caught:
        contract.check(out)
    assert name in str(caught.value)
    assert "csto-dataset schema" in str(caught.value)


@pytest.mark.parametrize("name", contract.contract_files())
def test_one_changed_byte_of_a_file_is_stale(tmp_path: Path, name: str) -> None:
    file = contract.write(tmp_path) / name
    file.write_bytes(file.read_bytes().replace(b"CSTO", b"CST0", 1) + b" ")
    stale(tmp_path, name)


@pytest.mark.parametrize("name", contract.contract_files())
def test_a_missing_file_is_stale(tmp_path: Path, name: str) -> None:
    (contract.write(tmp_path) / name).unlink()
    stale(tmp_path, name)


@pytest.mark.parametrize("name", ["essay.schema.json", "0", ".hidden"])
def test_a_file_that_nothing_writes_is_stale(tmp_path: Path, name: str) -> None:
    (contract.write(tmp_path) / name).write_bytes(b"{}")
    stale(tmp_path, name)


def test_a_folder_that_nothing_writes_is_stale(tmp_path: Path) -> None:
    (contract.write(tmp_path) / "older").mkdir()
    stale(tmp_path, "older")


def test_a_folder_that_is_missing_is_stale(tmp_path: Path) -> None:
    stale(tmp_path / "nowhere", "data-dictionary.md")


def test_the_check_writes_nothing(tmp_path: Path) -> None:
    with pytest.raises(StaleError):
        contract.check(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ReleaseError):
        contract.write(tmp_path / "file")


def test_a_file_is_ascii_and_ends_in_a_line_feed() -> None:
    assert as_file({"text": "Ёж\u200b"}) == b'{\n  "text": "\\u0401\\u0436\\u200b"\n}\n'


# JSON Schemas.


def test_there_is_a_schema_of_each_record_and_of_each_table() -> None:
    assert schema_names() == [
        *(f"{record_type(model)}.schema.json" for model in TABLES.values()),
        *(f"{table}.schema.json" for table in TABLES),
    ]
    assert list(SCHEMAS) == schema_names()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_of_the_dialect_of_2020(name: str) -> None:
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert jsonschema_rs.meta.is_valid(SCHEMAS[name])


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_has_an_absolute_name_of_its_own(name: str) -> None:
    assert SCHEMAS[name]["$id"] == f"urn:csto-dataset:schema:1.0:{name.removesuffix('.schema.json')}"


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_refers_only_to_what_stands_in_it(name: str) -> None:
    found = {each["$ref"] for each in objects(SCHEMAS[name]) if "$ref" in each}
    assert found
    assert found <= {f"#/$defs/{definition}" for definition in SCHEMAS[name]["$defs"]}


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_defines_nothing_that_it_does_not_use(name: str) -> None:
    used = {each["$ref"].rpartition("/")[2] for each in objects(SCHEMAS[name]) if "$ref" in each}
    assert used == set(SCHEMAS[name]["$defs"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_has_no_keyword_whose_meaning_differs_between_validators(name: str) -> None:
    keywords = {keyword for each in objects(SCHEMAS[name]) for keyword in each}
    assert not keywords & {"format", "$dynamicRef", "$recursiveRef", "$anchor", "definitions", "default", "nullable"}


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_of_a_schema_is_closed_and_demands_all_its_fields(name: str) -> None:
    closed = [each for each in objects(SCHEMAS[name]) if each.get("type") == "object"]
    assert closed
    for each in closed:
        assert each["additionalProperties"] is False
        assert each["required"] == list(each["properties"])


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_object_field_and_type_of_a_schema_is_described(name: str) -> None:
    schema = SCHEMAS[name]
    assert schema["description"]
    for definition in schema["$defs"].values():
        assert definition["description"]
    for each in objects(schema):
        for field in each.get("properties", {}).values():
            assert field["description"].endswith(".")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_text_that_is_free_is_held_to_a_pattern_and_to_one_line(name: str) -> None:
    texts = [
        each
        for each in objects(SCHEMAS[name])
        if each.get("type") == "string" and "const" not in each and "enum" not in each
    ]
    assert texts
    for each in texts:
        one_line = each.get("not") == {"pattern": "\n"}
        assert each["pattern"].startswith("^")
        assert one_line or each["minLength"] == each["maxLength"]


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_integer_is_bounded_to_what_every_reader_keeps(name: str) -> None:
    integers = [each for each in objects(SCHEMAS[name]) if each.get("type") == "integer"]
    assert integers
    for each in integers:
        assert each["minimum"] in {0, 1}
        assert each["maximum"] == 2**53 - 1


# Examples.


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_takes_its_own_examples(name: str) -> None:
    schema = SCHEMAS[name]
    assert len(schema["examples"]) == 1
    for example in schema["examples"]:
        jsonschema.Draft202012Validator(schema, registry=NOTHING_ELSE).validate(example)
        jsonschema_rs.Draft202012Validator(schema).validate(example)


@pytest.mark.parametrize("table", TABLES)
def test_an_example_is_the_same_in_the_schema_of_a_record_and_of_its_table(table: str) -> None:
    assert record_schema(table)["examples"] == [EXAMPLES[table]]
    assert table_schema(table)["examples"] == [[EXAMPLES[table]]]


@pytest.mark.parametrize("table", TABLES)
def test_an_example_is_the_json_of_a_record(table: str) -> None:
    record = TABLES[table].model_validate_json(json.dumps(EXAMPLES[table]))
    assert as_json(record) == EXAMPLES[table]


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("rule", SINGLE_RULES)
def test_an_example_breaks_no_rule(table: str, rule: str) -> None:
    record = TABLES[table].model_validate_json(json.dumps(EXAMPLES[table]))
    assert list(SINGLE_RULES[rule](record)) == []


@given(tables())
def test_the_schema_of_a_table_takes_the_json_of_its_records(drawn: dict[str, tuple[Record, ...]]) -> None:
    for table, rows in drawn.items():
        document = [as_json(row) for row in rows]
        jsonschema.Draft202012Validator(SCHEMAS[f"{table}.schema.json"], registry=NOTHING_ELSE).validate(document)


@pytest.mark.parametrize("table", TABLES)
def test_the_schema_of_a_table_takes_a_list_alone(table: str) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMAS[f"{table}.schema.json"], registry=NOTHING_ELSE)
    assert validator.is_valid([])
    assert not validator.is_valid(EXAMPLES[table])
    assert not validator.is_valid([EXAMPLES[table], None])
    assert not validator.is_valid({"records": [EXAMPLES[table]]})


# The data dictionary.


def sections() -> dict[str, str]:
    """Return the text of each section of the data dictionary by its heading."""
    parts = data_dictionary().split("\n## ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2] for part in parts}


def test_the_data_dictionary_has_a_section_of_each_record_and_of_each_object_inside() -> None:
    assert list(sections()) == [
        "NewsItem, a row of `news_items`",
        "Interview, a row of `interviews`",
        "QAPair, a row of `qa_pairs`",
        "Interviewee",
        "Source",
        "Types of fields",
    ]


@pytest.mark.parametrize("model", [*TABLES.values(), Interviewee, Source], ids=lambda model: str(model.__name__))
def test_the_data_dictionary_has_a_row_of_each_field_in_order(model: type[Record]) -> None:
    (text,) = (text for heading, text in sections().items() if heading.partition(",")[0] == model.__name__)
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| `")]
    assert [(row[0], row[-1]) for row in rows] == [
        (f"`{name}`", field.description) for name, field in model.model_fields.items()
    ]


def test_every_row_of_the_data_dictionary_has_three_cells() -> None:
    rows = [line for line in data_dictionary().splitlines() if line.startswith("|")]
    assert rows
    assert {line.count("|") for line in rows} == {4}


def test_the_data_dictionary_explains_every_type_that_it_names() -> None:
    listed = {line.split("**")[1] for line in sections()["Types of fields"].splitlines() if line.startswith("- **")}
    assert listed == {"Day", "Index", "InterviewId", "NewsId", "Offset", "QAPairId", "Sha256", "Text", "Url"}


@pytest.mark.parametrize(
    "row",
    [
        "| `published` | Day or null | ",
        "| `paragraphs` | list of Text, 1 or more | ",
        "| `interviewees` | list of Interviewee | ",
        "| `form` | `teaser` or `article` | ",
        "| `type` | `qa_pair` | ",
        "| `index` | Index | ",
        "| `source` | Source | ",
    ],
)
def test_the_data_dictionary_says_the_type_of_a_field_in_words(row: str) -> None:
    assert row in data_dictionary()
