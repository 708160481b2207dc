"""The report as SARIF 2.1.0."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import jsonschema
import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from referencing import Registry

from csto_dataset.codes import CATALOGUE
from csto_dataset.findings import Finding, Place, printable
from csto_dataset.release import Release
from csto_dataset.reports import sarif
from csto_dataset.validate import validate
from csto_dataset.verdict import Complete, Report, Verdict
from tests.copying import values_of, without, write_values
from tests.reports.strategies import file_names, reports

WRITTEN = (Path(__file__).parent / "data" / "sarif-2.1.0-rtm.5.json").read_text(encoding="utf-8")
OFFICIAL = json.loads(WRITTEN)
# A strict reader takes this pattern of a language for none: it closes a bracket twice. No report states a language.
READABLE = json.loads(WRITTEN.replace("^[a-zA-Z]{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "^[a-zA-Z]{2}(?:-[a-zA-Z]{2})?$"))
NOTHING_ELSE: Registry[Any] = Registry()
ONE = jsonschema.Draft4Validator(OFFICIAL, registry=NOTHING_ELSE)
OTHER = jsonschema_rs.Draft4Validator(READABLE, validate_formats=True)


def run_of(report: Report, **options: int) -> Any:
    """Return the run of a report, once two validators have found it to fit the official schema."""
    log = json.loads("".join(sarif.pieces(report, **options)))
    assert accepted(log)
    (run,) = log["runs"]
    return run


def accepted(log: Any) -> bool:
    one, other = bool(ONE.is_valid(log)), OTHER.is_valid(log)
    assert one == other
    return one


def report_of(*findings: Finding, more: dict[str, int] | None = None) -> Report:
    return Report(Verdict(False, None, None), None, findings, 1, 1, more or {})  # noqa: FBT003


def location_of(place: Place) -> Any:
    (result,) = run_of(report_of(Finding("bad-form", "x", place)))["results"]
    (location,) = result["locations"]
    return location


@given(reports())
def test_every_report_fits_the_official_schema(report: Report) -> None:
    run_of(report)


def test_the_official_schema_refuses_what_is_no_log() -> None:
    log = json.loads("".join(sarif.pieces(report_of(Finding("bad-form", "x", Place(file="y"))))))
    assert accepted(log)
    assert not accepted(without(log, "version"))
    assert not accepted(log | {"runs": [without(log["runs"][0], "tool")]})
    assert not accepted(log | {"runs": [log["runs"][0] | {"columnKind": "bytes"}]})


def test_the_reports_of_real_copies_fit_the_official_schema(release: Release, tmp_path: Path) -> None:
    for form in (".json", ".jsonl", ".parquet"):
        values = [{**value, "form": "essay"} for value in values_of(release, "news_items")]
        report = validate([write_values(tmp_path, "news_items", form, values)], release)
        assert len(run_of(report)["results"]) == len(report.findings)


@given(reports())
def test_each_code_that_occurs_is_one_rule_with_the_words_of_the_catalogue(report: Report) -> None:
    rules = run_of(report)["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(report.counts)
    for rule in rules:
        entry = CATALOGUE[rule["id"]]
        assert rule["defaultConfiguration"] == {"level": entry.level}
        assert rule["shortDescription"]["text"].replace("{{", "{").replace("}}", "}") == entry.cause
        assert entry.remedy in rule["help"]["text"].replace("{{", "{").replace("}}", "}")


def test_a_place_in_a_text_is_a_point_in_lines_and_in_bytes() -> None:
    location = location_of(Place(file="x.json", pointer="/0/id", line=3, column=14, byte=40, field="id"))
    region = {"startLine": 3, "startColumn": 14, "endColumn": 14, "byteOffset": 40, "byteLength": 0}
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "x.json"}, "region": region}
    assert {"fullyQualifiedName": "/0/id", "kind": "value"} in location["logicalLocations"]


def test_columns_count_code_points() -> None:
    assert run_of(report_of())["columnKind"] == "unicodeCodePoints"


def test_a_line_without_a_column_is_the_whole_line() -> None:
    assert location_of(Place(file="x", line=3, byte=40))["physicalLocation"]["region"] == {"startLine": 3}


def test_a_place_in_a_parquet_file_has_rows_and_columns_and_no_region() -> None:
    location = location_of(Place(file="x.parquet", pointer="/id", row_group=2, row=7, field="id"))
    assert location["physicalLocation"] == {"artifactLocation": {"uri": "x.parquet"}}
    assert location["logicalLocations"] == [
        {"name": "2", "kind": "row group"},
        {"name": "7", "kind": "row"},
        {"fullyQualifiedName": "id", "kind": "column"},
        {"fullyQualifiedName": "/id", "kind": "value"},
    ]


def test_a_whole_file_is_a_place() -> None:
    assert location_of(Place(file="x")) == {"physicalLocation": {"artifactLocation": {"uri": "x"}}}


# URIs.


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("x.json", "x.json"),
        ("a folder/x y.json", "a%20folder/x%20y.json"),
        ("../x.json", "../x.json"),
        ("a:b.json", "a%3Ab.json"),
        ("100%.json", "100%25.json"),
        ("x#1?2.json", "x%231%3F2.json"),
        ("ё.json", "%D1%91.json"),
        ("/top/x y.json", "file:///top/x%20y.json"),
        ("a\\b.json", "a%5Cb.json"),
    ],
)
def test_a_file_name_is_written_as_a_uri(file: str, uri: str) -> None:
    assert sarif.uri_of(file, windows=False) == uri


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("folder\\x y.json", "folder/x%20y.json"),
        ("C:\\top\\x.json", "file:///C:/top/x.json"),
        ("C:x.json", "C%3Ax.json"),
        ("\\\\server\\share\\x.json", "file://server/share/x.json"),
    ],
)
def test_a_file_name_of_windows_is_written_as_a_uri(file: str, uri: str) -> None:
    assert sarif.uri_of(file, windows=True) == uri


@given(file=file_names())
def test_a_uri_leads_back_to_the_file(file: str) -> None:
    uri = sarif.uri_of(file, windows=False)
    assert uri.isascii()
    parts = urlsplit(uri)
    assert (parts.scheme, parts.query, parts.fragment) == ("file" if file.startswith("/") else "", "", "")
    assert unquote(uri.removeprefix("file://")) == printable(file)


# Messages.


@given(text=st.text("{}[]()01a", max_size=12))
def test_no_value_becomes_a_link_or_a_place_for_an_argument(text: str) -> None:
    written = sarif.in_message(text)
    assert "](" not in written
    assert "{" not in written.replace("{{", "")
    assert "}" not in written.replace("}}", "")


# Fingerprints.


def fingerprints(*findings: Finding) -> list[str]:
    return [each["partialFingerprints"][sarif.FINGERPRINT] for each in run_of(report_of(*findings))["results"]]


def test_a_fingerprint_stays_when_lines_are_added_before() -> None:
    place = Place(file="x.json", pointer="/0/form", line=3, column=4, byte=5, field="form")
    moved = Place(file="x.json", pointer="/1/form", line=13, column=5, byte=77, field="form")
    assert fingerprints(Finding("bad-form", "x", place, "n1")) == fingerprints(Finding("bad-form", "x", moved, "n1"))


@given(reports())
def test_no_two_results_share_a_fingerprint(report: Report) -> None:
    found = fingerprints(*report.findings, *report.findings)
    assert len(set(found)) == len(found)


# What is not told in full.


def test_findings_beyond_the_cap_are_counted_in_notifications() -> None:
    codes = ["bad-form"] * 3 + ["not-nfc"] * 4
    findings = [Finding(code, "x", Place(file="y"), str(number)) for number, code in enumerate(codes)]
    run = run_of(report_of(*findings, more={"not-nfc": 10, "empty-list": 2}), most=4)
    assert [result["ruleId"] for result in run["results"]] == codes[:4]
    (invocation,) = run["invocations"]
    counted = {
        each["associatedRule"]["id"]: each["message"]["text"].split()[0]
        for each in invocation["toolExecutionNotifications"]
        if "associatedRule" in each
    }
    assert counted == {"not-nfc": "13", "empty-list": "2"}


@given(reports())
def test_notifications_name_the_rules_that_they_count(report: Report) -> None:
    run = run_of(report)
    (invocation,) = run["invocations"]
    named = [each["associatedRule"] for each in invocation["toolExecutionNotifications"] if "associatedRule" in each]
    assert [run["tool"]["driver"]["rules"][each["index"]]["id"] for each in named] == [each["id"] for each in named]
    assert {each["id"] for each in named} == set(report.more)


def test_the_verdict_stands_in_the_run() -> None:
    verdict = Verdict(True, Complete(1, 2, ("n2",)), "subset")  # noqa: FBT003
    run = run_of(replace(report_of(), verdict=verdict, release="1.0.0"))
    assert run["properties"] == {"verdict": verdict.as_json(), "release": "1.0.0", "counts": {}}
    assert "subset" in run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"]
