"""The JSON Schema of the JSON report. In JSON Lines, each line but the last is its `finding`, and the last its `last`."""

from typing import Any, Final, get_args

from csto_dataset.codes import Level
from csto_dataset.schema import DIALECT
from csto_dataset.verdict import Genuine

REPORT_VERSION: Final = "1.0"
REPORT_SCHEMA: Final = "report.schema.json"

_TEXT: Final = {"type": "string"}
_CODE: Final = "^[a-z]+(?:-[a-z0-9]+)+$"


def report_schema() -> dict[str, Any]:
    """Return the JSON Schema of a report, as a document that works alone."""
    body = object_schema(
        "A report on a copy.",
        verdict=_ref("verdict"),
        release=_ref("release"),
        findings={
            "description": "In the order of the files; of each code as many as were to be kept.",
            "type": "array",
            "items": _ref("finding"),
        },
        counts=_ref("counts"),
    )
    return {
        "$schema": DIALECT,
        "$id": f"urn:csto-dataset:report:{REPORT_VERSION}",
        "title": "report",
        **body,
        "$defs": {**_said(), "finding": _finding(), "place": _place()},
    }


def _said() -> dict[str, Any]:
    complete = object_schema(
        "How many records are there, of how many that the release has in the tables that the copy holds.",
        present=_number(0),
        of=_number(0),
        missing={"description": "Their ids.", "type": "array", "items": _TEXT},
    )
    verdict = object_schema(
        "Is the copy valid, complete, genuine.",
        valid={"description": "No finding is an error of the copy by itself.", "type": "boolean"},
        complete=_or_null(_ref("complete")),
        genuine={"description": "Null where it was compared with no release.", "enum": [*get_args(Genuine), None]},
    )
    last = object_schema(
        "The last line of a report in JSON Lines.",
        verdict=_ref("verdict"),
        release=_ref("release"),
        counts=_ref("counts"),
    )
    return {
        "complete": complete,
        "verdict": verdict,
        "release": {"description": "Version of the release that it was compared with.", "type": ["string", "null"]},
        "counts": {
            "description": "How many findings each code has, those included that the report does not hold.",
            "type": "object",
            "propertyNames": {"pattern": _CODE},
            "additionalProperties": _number(1),
        },
        "last": last,
    }


def _finding() -> dict[str, Any]:
    return object_schema(
        "One thing wrong.",
        code={"description": "`csto-dataset rules CODE` explains it.", "type": "string", "pattern": _CODE},
        level={"enum": list(get_args(Level))},
        message={"description": "One line: expected X, found Y.", **_TEXT},
        where=_ref("place"),
        record={"description": "Id of the record.", "type": ["string", "null"]},
    )


def _place() -> dict[str, Any]:
    return object_schema(
        "Where it is; null for what a format does not have.",
        file={"description": "Name as the caller gave it, or its path inside the folder given.", **_TEXT},
        pointer={"description": "JSON Pointer in the file, or in the record.", "type": ["string", "null"]},
        line=_or_null(_number(1)),
        column=_or_null(_number(1, "In code points.")),
        byte=_or_null(_number(0, "Of the value itself.")),
        row_group=_or_null(_number(0)),
        row=_or_null(_number(0, "In the file.")),
        field={"description": "Path of the field without indexes.", "type": ["string", "null"]},
    )


def object_schema(description: str, **members: Any) -> dict[str, Any]:
    """Return the schema of an object that has just these members."""
    return {
        "description": description,
        "type": "object",
        "properties": members,
        "required": list(members),
        "additionalProperties": False,
    }


def _number(least: int, description: str | None = None) -> dict[str, Any]:
    schema = {"type": "integer", "minimum": least}
    return schema if description is None else {"description": description, **schema}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}
