"""The kit: all cases, and the files of the folder `conformance/` but for its README."""

import json
from typing import Any, Final

from csto_dataset.codes import CATALOGUE, PAGE_CODES
from csto_dataset.reports.json_schema import object_schema, report_schema
from csto_dataset.schema import DIALECT, as_file
from tests.conformance.against import AGAINST
from tests.conformance.alterations import ALTERATIONS
from tests.conformance.case import RELEASE, Case
from tests.conformance.columns import COLUMNS
from tests.conformance.csv_cells import CSV_CELLS
from tests.conformance.fields import FIELDS
from tests.conformance.folders import FOLDERS
from tests.conformance.json_bytes import JSON_BYTES
from tests.conformance.packed import PACKED
from tests.conformance.records import RELEASED
from tests.conformance.together import TOGETHER

CASES: Final[tuple[Case, ...]] = (
    *JSON_BYTES,
    *PACKED,
    *COLUMNS,
    *CSV_CELLS,
    *FIELDS,
    *TOGETHER,
    *FOLDERS,
    *AGAINST,
    *ALTERATIONS,
)
"""All cases, those of one code side by side."""

_READER: Final = "What a file does to its reader depends on the reader, its version and the machine."
WITHOUT_COPY: Final[dict[str, str]] = {
    "file-too-long": "A copy takes more than 512 MiB, and compressed it would be a bomb.",
    "reader-crashed": _READER,
    "reader-out-of-memory": _READER,
    "reader-out-of-time": _READER,
}
"""Codes that no file alone can show on every machine, each with the reason in one sentence."""

DEMANDED: Final = CATALOGUE.keys() - PAGE_CODES.keys()
"""The codes of findings about copies: each has a bad and a good copy, or a reason in WITHOUT_COPY."""

LIST: Final = "cases.json"
LIST_SCHEMA: Final = "cases.schema.json"


def files() -> dict[str, bytes]:
    """Return the bytes of each file that is written, by its path in the folder."""
    copies = {f"{case.folder}/{name}": raw for case in CASES for name, raw in case.files.items()}
    released = {f"{RELEASE}/{name}": raw for name, raw in RELEASED.items()}
    listed = {"cases": [case.as_json() for case in CASES], "without_copy": WITHOUT_COPY}
    written = json.dumps(listed, ensure_ascii=False, indent=1).encode() + b"\n"
    return {LIST: written, LIST_SCHEMA: as_file(list_schema()), **released, **copies}


def list_schema() -> dict[str, Any]:
    """Return the JSON Schema of the list of cases; findings have the form of those of a JSON report, without messages."""
    report = report_schema()
    finding = report["$defs"]["finding"]
    bare = {name: each for name, each in finding["properties"].items() if name != "message"}
    return {
        "$schema": DIALECT,
        "$id": "urn:csto-dataset:conformance",
        "title": "cases",
        **object_schema(
            "The cases of the conformance kit. Paths are relative to the folder of this file.",
            cases={"type": "array", "items": {"$ref": "#/$defs/case"}},
            without_copy={
                "description": "Codes that no file alone can show on every machine, each with the reason.",
                "type": "object",
                "additionalProperties": {"type": "string"},
            },
        ),
        "$defs": {
            "case": _case(report["$defs"]["verdict"]["properties"]),
            "finding": finding | {"properties": bare, "required": list(bare)},
            "place": report["$defs"]["place"],
        },
    }


def _case(verdict: dict[str, Any]) -> dict[str, Any]:
    return object_schema(
        "A copy, and all that is to be said of it.",
        name={
            "description": "Folder of its files.",
            "type": "string",
            "pattern": "^[a-z]+(?:-[a-z0-9]+)+/(?:bad|good)(?:-[a-z]+)?$",
        },
        code={"description": "The code that it is about.", "type": "string"},
        bad={"description": "Whether the code is to be found.", "type": "boolean"},
        why={"description": "What the copy shows, in one sentence.", "type": "string"},
        copy={
            "description": "Files, or one folder, that are to be validated together.",
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
        },
        against={"description": "Folder of the release to compare with, or null for none.", "type": ["string", "null"]},
        findings={
            "description": "All findings, in no order; empty where the copy is good.",
            "type": "array",
            "items": {"$ref": "#/$defs/finding"},
        },
        also={
            "description": "Codes that are found besides its own.",
            "type": "array",
            "items": {"type": "string"},
        },
        inseparable={"description": "Why its code never comes without those.", "type": ["string", "null"]},
        valid=verdict["valid"],
        genuine=verdict["genuine"],
    )
