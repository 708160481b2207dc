"""The report for programs."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.codes import CATALOGUE
from csto_dataset.findings import Finding, Place
from csto_dataset.release import Release
from csto_dataset.reports import json as json_report
from csto_dataset.validate import validate
from csto_dataset.verdict import Complete, Genuine, Report, Verdict
from tests.copying import values_of, write_values

GENUINE: tuple[Genuine, ...] = ("identical", "re-encoded", "subset", "altered", "foreign")


def rendered(report: Report) -> Any:
    return json.loads(json_report.render(report))


def test_a_report_is_one_object_of_the_documented_form() -> None:
    place = Place(file="qa_pairs.json", pointer="/1/index", line=24, column=14, byte=1_234, field="index")
    report = Report(
        verdict=Verdict(valid=False, complete=Complete(1, 3, ("a", "b")), genuine="altered"),
        release="1.0.0",
        findings=(
            Finding("altered-value", "expected 1, found 2", place, "c"),
            Finding("not-json", "x", Place(file="y")),
        ),
        files=2,
        records=1,
    )
    nowhere = dict.fromkeys(("pointer", "line", "column", "byte", "row_group", "row", "field"))
    assert rendered(report) == {
        "verdict": {
            "valid": False,
            "complete": {"present": 1, "of": 3, "missing": ["a", "b"]},
            "genuine": "altered",
        },
        "release": "1.0.0",
        "findings": [
            {
                "code": "altered-value",
                "level": "error",
                "message": "expected 1, found 2",
                "where": {
                    "file": "qa_pairs.json",
                    "pointer": "/1/index",
                    "line": 24,
                    "column": 14,
                    "byte": 1_234,
                    "row_group": None,
                    "row": None,
                    "field": "index",
                },
                "record": "c",
            },
            {
                "code": "not-json",
                "level": "error",
                "message": "x",
                "where": {"file": "y", **nowhere},
                "record": None,
            },
        ],
        "counts": {"altered-value": 1, "not-json": 1},
    }


def test_the_keys_stand_in_the_documented_order(release: Release) -> None:
    report = rendered(validate([release.folder / "news_items.json"], release))
    assert list(report) == ["verdict", "release", "findings", "counts"]
    assert list(report["verdict"]) == ["valid", "complete", "genuine"]
    assert list(report["verdict"]["complete"]) == ["present", "of", "missing"]


def test_without_a_release_there_is_null(release: Release) -> None:
    report = rendered(validate([release.folder / "news_items.json"]))
    assert report == {
        "verdict": {"valid": True, "complete": None, "genuine": None},
        "release": None,
        "findings": [],
        "counts": {},
    }


@pytest.mark.parametrize("genuine", GENUINE)
def test_a_verdict_is_said_in_its_own_words(genuine: Genuine) -> None:
    report = Report(Verdict(True, Complete(0, 0, ()), genuine), "1.0.0", (), 1, 0)  # noqa: FBT003
    assert rendered(report)["verdict"] == {
        "valid": True,
        "complete": {"present": 0, "of": 0, "missing": []},
        "genuine": genuine,
    }


@pytest.mark.parametrize("form", [".json", ".jsonl"])
def test_a_place_in_a_text_has_no_row(release: Release, tmp_path: Path, form: str) -> None:
    values = [{**value, "form": "essay"} for value in values_of(release, "news_items")]
    for finding in rendered(validate([write_values(tmp_path, "news_items", form, values)], release))["findings"]:
        where = finding["where"]
        assert (where["row"], where["row_group"]) == (None, None)
        assert None not in (where["pointer"], where["line"], where["column"], where["byte"], where["field"])


def test_a_place_in_a_parquet_file_has_no_line(release: Release, tmp_path: Path) -> None:
    values = [{**value, "form": "essay"} for value in values_of(release, "news_items")]
    report = rendered(validate([write_values(tmp_path, "news_items", ".parquet", values)], release))
    in_rows = [finding["where"] for finding in report["findings"] if finding["code"] != "column-type"]
    assert [where["row"] for where in in_rows] == [0, 0, 1, 1, 2, 2]
    for where in in_rows:
        assert (where["line"], where["column"], where["byte"]) == (None, None, None)
        assert (where["row_group"], where["pointer"], where["field"]) == (0, "/form", "form")


@given(codes=st.lists(st.sampled_from(list(CATALOGUE))))
def test_the_counts_add_up(codes: list[str]) -> None:
    findings = tuple(Finding(code, "x", Place(file="y")) for code in codes)
    report = rendered(Report(Verdict(False, None, None), None, findings, 1, 0))  # noqa: FBT003
    assert sum(report["counts"].values()) == len(codes)
    assert list(report["counts"]) == sorted(set(codes))
