"""The data dictionary: every field of every record, for people."""

from collections.abc import Iterator
from typing import Any, Final

from csto_dataset.records import SCHEMA_VERSION, TABLES
from csto_dataset.schema import record_schema

_HEAD: Final = f"""# Data dictionary, schema version {SCHEMA_VERSION}

Every field is always present. Where the page says nothing a field is null or, for a list, empty: never a guess.
A Day is text in JSON and a `date32` in Parquet; an Index or Offset is a whole number, in Parquet an `int64`.
"""


def data_dictionary() -> str:
    """Return the data dictionary as Markdown."""
    return "\n".join([_HEAD, *_sections()])


def _sections() -> Iterator[str]:
    schemas = {table: record_schema(table) for table in TABLES}
    for table, schema in schemas.items():
        yield from _section(f"{schema['title']}, a row of `{table}`", schema)
    nested = {name: schema for document in schemas.values() for name, schema in document["$defs"].items()}
    for name, schema in sorted(nested.items()):
        if schema["type"] == "object" and name not in {each["title"] for each in schemas.values()}:
            yield from _section(name, schema)
    yield "## Types of fields\n"
    for name, schema in sorted(nested.items()):
        if schema["type"] != "object":
            yield f"- **{name}** ({_type(schema)}): {schema['description']}"
    yield ""


def _section(title: str, schema: dict[str, Any]) -> Iterator[str]:
    yield f"## {title}\n"
    yield f"{schema['description']}\n"
    yield "| field | type | meaning |"
    yield "|---|---|---|"
    for name, field in schema["properties"].items():
        yield f"| `{name}` | {_type(field)} | {field['description']} |"
    yield ""


def _type(field: dict[str, Any]) -> str:
    """Return what a field holds, in words, from its JSON Schema."""
    if "anyOf" in field:
        return " or ".join(_type(choice) for choice in field["anyOf"])
    if "$ref" in field:
        return str(field["$ref"]).rpartition("/")[2]
    if "const" in field or "enum" in field:
        return " or ".join(f"`{choice}`" for choice in field.get("enum", [field.get("const")]))
    if field["type"] == "array":
        least = f", {field['minItems']} or more" if "minItems" in field else ""
        return f"list of {_type(field['items'])}{least}"
    return {"integer": "whole number", "string": "text"}.get(field["type"], str(field["type"]))
