"""What looks at the columns of a table, derived from the JSON Schema of its records."""

from typing import Any, Final

from csto_dataset.columns.shapes import Arrays, Nullable, Numbers, Objects, Shape
from csto_dataset.columns.texts import Choice, Texts
from csto_dataset.schema import record_schema

_SAID: Final = frozenset({"title", "description", "examples", "$schema", "$id", "$defs"})
"""Keywords that demand nothing of a value."""

_NULL: Final = {"type": "null"}


def columns_of(table: str) -> Objects:
    """Return what is demanded of the columns of a table."""
    schema = record_schema(table)
    shape = shape_of(schema, schema["$defs"])
    if not isinstance(shape, Objects):
        raise TypeError(f"expected the schema of an object, found {shape!r}")
    return shape


def shape_of(schema: dict[str, Any], definitions: dict[str, Any]) -> Shape:
    """Return what a JSON Schema demands of a value.

    Raises:
        NotImplementedError: it demands what is not known here, so that nothing demanded is ever left out in silence.
    """
    demands = {keyword: value for keyword, value in schema.items() if keyword not in _SAID}
    match demands:
        case {"$ref": str(name), **rest} if not rest:
            return shape_of(definitions[name.rpartition("/")[2]], definitions)
        case {"anyOf": [inner, null], **rest} if not rest and null == _NULL:
            return Nullable(shape_of(inner, definitions))
        case {"type": "integer", "minimum": least, "maximum": most, **rest} if not rest:
            return Numbers(least, most)
        case {"type": "array", "items": items, **rest} if not rest.keys() - {"minItems"}:
            return Arrays(shape_of(items, definitions), rest.get("minItems", 0))
        case {"type": "object", "properties": fields, "required": required, "additionalProperties": False, **rest} if (
            not rest and set(required) == set(fields)
        ):
            return Objects({name: shape_of(field, definitions) for name, field in fields.items()})
        case {"type": "string", **rest}:
            return _string(rest)
    raise NotImplementedError(f"expected demands known to the columnar check, found {sorted(demands)}")


def _string(demands: dict[str, Any]) -> Shape:
    """Return what the demands on a string are, beside its type."""
    match demands:
        case {"const": str(only), **rest} if not rest:
            return Choice((only,))
        case {"enum": list(choices), **rest} if not rest:
            return Choice(tuple(choices))
        case {"pattern": str(pattern), **rest} if not rest.keys() - {"not", "minLength", "maxLength"}:
            banned = rest.get("not", {})
            if not banned.keys() - {"pattern"}:
                return Texts(pattern, banned.get("pattern"), rest.get("minLength", 0), rest.get("maxLength"))
    raise NotImplementedError(f"expected demands known to the columnar check, found {sorted(demands)} of a string")
