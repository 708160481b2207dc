"""The report as workflow commands of GitHub Actions."""

import pytest
from hypothesis import given

from csto_dataset.codes import Level
from csto_dataset.findings import Finding, Place
from csto_dataset.reports import github
from csto_dataset.verdict import Report, Verdict
from tests.reports.reading import commands
from tests.reports.strategies import reports

NOT_VALID = Verdict(False, None, None)  # noqa: FBT003


def written(*findings: Finding, more: dict[str, int] | None = None) -> list[str]:
    return list(github.pieces(Report(NOT_VALID, None, findings, 1, 1, more or {})))


def test_a_finding_is_an_annotation_of_its_line() -> None:
    place = Place(file="x.json", pointer="/0/id", line=3, column=14, byte=40, field="id")
    first, _ = written(Finding("bad-form", "expected a, found b", place, "n1"))
    start = "::error file=x.json,line=3,col=14,title=bad-form::expected a, found b%0A"
    assert first.startswith(start)
    assert first.count("\n") == 1


@pytest.mark.parametrize(("level", "command"), [("error", "error"), ("warning", "warning"), ("note", "notice")])
def test_a_level_is_a_command(level: Level, command: str) -> None:
    first, _ = written(Finding("bad-form", "x", Place(file="y"), judged=level))
    assert first.startswith(f"::{command} ")


def test_a_place_without_a_line_is_told_in_words() -> None:
    first, _ = written(Finding("bad-form", "x", Place(file="y.parquet", pointer="/id", row_group=0, row=7, field="id")))
    assert "line=" not in first
    assert "row 7" in first


@pytest.mark.parametrize(
    ("character", "in_property", "in_message"),
    [("%", "%25", "%25"), (":", "%3A", ":"), (",", "%2C", ","), ("\r", "\\r", "\\r"), ("\n", "\\n", "\\n")],
)
def test_what_commands_are_made_of_is_escaped(character: str, in_property: str, in_message: str) -> None:
    first, _ = written(Finding("bad-form", f"a{character}b", Place(file=f"c{character}d")))
    assert first == f"::error file=c{in_property}d,title=bad-form::a{in_message}b\n"


def test_what_looks_escaped_is_escaped_again() -> None:
    first, _ = written(Finding("bad-form", "a%0A::error::b", Place(file="c%2Cd")))
    assert first == "::error file=c%252Cd,title=bad-form::a%250A::error::b\n"


@given(reports())
def test_every_line_is_one_command_and_the_last_counts(report: Report) -> None:
    read = commands(report)
    assert len(read) == len(report.findings) + 1
    command, properties, message = read[-1]
    assert (command, properties) == ("notice", {"title": "csto-dataset"})
    assert ("no findings" in message) == (not report.counts)


def test_the_last_command_counts_what_is_told_nowhere_else() -> None:
    *_, last = written(Finding("bad-form", "x", Place(file="y")), more={"bad-form": 41, "unread-file": 2})
    assert "42 errors, 2 notes" in last
