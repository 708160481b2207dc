"""The JSON Schemas of the records and of the tables' files, derived from the models, and what is published beside them.

Each document works alone: what it refers to stands in its own `$defs`. Its `$id` is a name, not an address.
"""

import json
from typing import Any, Final

from pydantic.json_schema import models_json_schema

from csto_dataset.examples import EXAMPLES
from csto_dataset.records import SCHEMA_VERSION, TABLES, record_type

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_DEFINITIONS: Final = "#/$defs/"
_SUFFIX: Final = ".schema.json"


def record_schema(table: str) -> dict[str, Any]:
    """Return the JSON Schema of the record that is a row of a table."""
    definitions = _definitions(table)
    name = TABLES[table].__name__
    body = definitions.pop(name)
    example = {"examples": [EXAMPLES[table]]}
    return _document(record_type(TABLES[table]), body | example, definitions)


def table_schema(table: str) -> dict[str, Any]:
    """Return the JSON Schema of the JSON file of a table: an array of its records."""
    definitions = _definitions(table)
    model = TABLES[table]
    body = {
        "title": table,
        "description": f"The JSON file of the table {table}: an array of {model.__name__} records.",
        "type": "array",
        "items": {"$ref": _DEFINITIONS + model.__name__},
        "examples": [[EXAMPLES[table]]],
    }
    return _document(table, body, definitions)


def schema_names() -> list[str]:
    """Return the names of the files of the JSON Schemas: of the records, then of the tables."""
    return [f"{name}{_SUFFIX}" for name in (*map(record_type, TABLES.values()), *TABLES)]


def schema_files() -> dict[str, bytes]:
    """Return the bytes of the file of each JSON Schema, by its name."""
    documents = [*map(record_schema, TABLES), *map(table_schema, TABLES)]
    return dict(zip(schema_names(), map(as_file, documents), strict=True))


def as_file(document: Any) -> bytes:
    """Return a JSON document as a file's bytes: indented, in ASCII, so that invisible characters can be seen."""
    return json.dumps(document, indent=2).encode() + b"\n"


def _document(name: str, body: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    head = {"$schema": DIALECT, "$id": f"urn:csto-dataset:schema:{SCHEMA_VERSION}:{name}"}
    return head | body | {"$defs": definitions}


def _definitions(table: str) -> dict[str, Any]:
    """Return the schemas of a table's model and of the models inside it, by their names."""
    _, whole = models_json_schema([(TABLES[table], "validation")], ref_template=_DEFINITIONS + "{model}")
    definitions: dict[str, Any] = whole["$defs"]
    return definitions
