"""The JSON Schema of the JSON report, and the report as JSON Lines."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from referencing import Registry

from csto_dataset import contract
from csto_dataset.errors import StaleError
from csto_dataset.findings import visible_json
from csto_dataset.formats import gate
from csto_dataset.reports import json as json_report
from csto_dataset.reports import jsonl
from csto_dataset.reports.json_schema import REPORT_SCHEMA, report_schema
from csto_dataset.verdict import Report
from tests.copying import without
from tests.reports.strategies import reports

SCHEMA = report_schema()
NOTHING_ELSE: Registry[Any] = Registry()
EMPTY: dict[str, Any] = {
    "verdict": {"valid": True, "complete": None, "genuine": None},
    "release": None,
    "findings": [],
    "counts": {},
}
FINDING: dict[str, Any] = {
    "code": "not-json",
    "level": "error",
    "message": "expected a, found b",
    "where": {
        "file": "x.json",
        "pointer": None,
        "line": 1,
        "column": 1,
        "byte": 0,
        "row_group": None,
        "row": None,
        "field": None,
    },
    "record": None,
}


def part(name: str | None) -> dict[str, Any]:
    """Return the schema of a report, or of a part of it."""
    return (
        SCHEMA if name is None else {"$schema": SCHEMA["$schema"], "$ref": f"#/$defs/{name}", "$defs": SCHEMA["$defs"]}
    )


def accepted(value: Any, name: str | None = None) -> bool:
    """Say whether a value fits a schema; both validators must agree."""
    one = bool(jsonschema.Draft202012Validator(part(name), registry=NOTHING_ELSE).is_valid(value))
    other = jsonschema_rs.Draft202012Validator(part(name)).is_valid(value)
    assert one == other
    return one


def test_the_schema_is_one_itself() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    assert jsonschema_rs.meta.is_valid(SCHEMA)


def test_everything_in_the_schema_stands_alone() -> None:
    references = [value for value in json.dumps(SCHEMA).split('"') if value.startswith("#/")]
    assert references
    assert {each.removeprefix("#/$defs/") for each in references} <= SCHEMA["$defs"].keys()


@given(reports())
def test_every_report_fits_the_schema(report: Report) -> None:
    assert accepted(json.loads(json_report.render(report)))


@given(reports())
def test_every_line_of_json_lines_fits_its_part_of_the_schema(report: Report) -> None:
    *found, last = map(json.loads, "".join(jsonl.pieces(report)).split("\n")[:-1])
    assert all(accepted(finding, "finding") for finding in found)
    assert accepted(last, "last")


@given(reports())
def test_the_lines_and_the_object_say_the_same(report: Report) -> None:
    *found, last = map(json.loads, "".join(jsonl.pieces(report)).splitlines())
    assert last | {"findings": found} == json.loads(json_report.render(report))


@given(reports())
def test_a_line_of_a_finding_can_be_written_before_the_report_is_there(report: Report) -> None:
    streamed = [jsonl.line(finding) for finding in report.findings]
    assert "".join(jsonl.pieces(report)) == "\n".join([*streamed, jsonl.last(report)]) + "\n"


@given(reports())
def test_the_pieces_are_the_whole_object_indented(report: Report) -> None:
    whole = visible_json(report.as_json(), indent=2)
    assert "".join(json_report.pieces(report)) == whole + "\n"
    assert json_report.render(report) == whole


@given(reports())
def test_strict_readers_take_every_report(report: Report) -> None:
    for text in (json_report.render(report), *"".join(jsonl.pieces(report)).splitlines()):
        assert gate.read(text.encode()) == json.loads(text)


def test_the_smallest_report_fits_and_a_finding_does() -> None:
    assert accepted(EMPTY)
    assert accepted(EMPTY | {"findings": [FINDING], "counts": {"not-json": 1}})


@pytest.mark.parametrize(
    "wrong",
    [
        *(without(EMPTY, key) for key in EMPTY),
        EMPTY | {"more": {}},
        EMPTY | {"counts": {"not-json": 0}},
        EMPTY | {"counts": {"Not JSON": 1}},
        EMPTY | {"verdict": {"valid": True, "complete": None, "genuine": "perhaps"}},
        EMPTY | {"verdict": {"valid": "yes", "complete": None, "genuine": None}},
        EMPTY | {"verdict": {"valid": True, "complete": {"present": 1, "of": 1}, "genuine": None}},
        *(EMPTY | {"findings": [without(FINDING, key)]} for key in FINDING),
        *(EMPTY | {"findings": [FINDING | {"where": without(FINDING["where"], key)}]} for key in FINDING["where"]),
        EMPTY | {"findings": [FINDING | {"level": "fatal"}]},
        EMPTY | {"findings": [FINDING | {"edits": []}]},
        EMPTY | {"findings": [FINDING | {"where": FINDING["where"] | {"line": 0}}]},
        EMPTY | {"findings": [FINDING | {"where": FINDING["where"] | {"byte": -1}}]},
    ],
)
def test_what_is_no_report_does_not_fit(wrong: Any) -> None:
    assert not accepted(wrong)


# The file.


def test_the_published_schema_is_what_the_code_writes(root: Path) -> None:
    folder = root / "schemas" / contract.REPORT_FOLDER
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == contract.report_files()
    assert json.loads((folder / REPORT_SCHEMA).read_bytes()) == SCHEMA


def test_a_stale_schema_of_reports_is_told(tmp_path: Path) -> None:
    contract.write(tmp_path)
    (tmp_path / contract.REPORT_FOLDER / REPORT_SCHEMA).write_bytes(b"{}")
    with pytest.raises(StaleError, match=REPORT_SCHEMA):
        contract.check(tmp_path)
