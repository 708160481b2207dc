"""Every report of a run tells the same findings, whatever is in them, and harms nobody who reads it."""

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given

from csto_dataset.findings import Finding, Place
from csto_dataset.release import Release
from csto_dataset.reports import REPORTS
from csto_dataset.validate import validate
from csto_dataset.verdict import Report, Verdict
from tests.reports.reading import READERS, Told, rendered, told
from tests.reports.strategies import HOSTILE, reports


def expected(form: str, report: Report) -> Counter[Told]:
    """Return what a form is to say; SARIF breaks what would be a link."""
    findings = [told(finding) for finding in report.findings]
    if form == "sarif":
        findings = [each._replace(message=each.message.replace("](", "] (")) for each in findings]
    return Counter(findings)


def test_every_report_can_be_read_back() -> None:
    assert list(READERS) == list(REPORTS)


@pytest.mark.parametrize("form", REPORTS)
@given(report=reports())
def test_every_report_tells_the_same_findings(form: str, report: Report) -> None:
    assert Counter(READERS[form](report)) == expected(form, report)


@pytest.mark.parametrize("form", REPORTS)
def test_every_report_tells_the_findings_of_a_damaged_copy(form: str, release: Release, copy: Path) -> None:
    for path in copy.glob("*_*.json*"):
        path.write_bytes(path.read_bytes().replace(b"2024-04-24", b"24.04.2024").replace(b"Sadyr", b"S\xd0\xb0dyr"))
    (copy / "notes <b>.txt").touch()
    report = validate([copy], release)
    assert len(report.findings) > 10
    assert Counter(READERS[form](report)) == expected(form, report)


@pytest.mark.parametrize("form", REPORTS)
@given(report=reports())
def test_no_report_holds_a_character_that_cannot_be_seen(form: str, report: Report) -> None:
    for line in rendered(form, report).split("\n"):
        assert line.isprintable()


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_hostile_string_breaks_a_report(form: str, hostile: str) -> None:
    place = Place(file=hostile, pointer=f"/{hostile}", line=3, column=4, byte=5, field=hostile)
    findings = tuple(Finding("bad-form", hostile, where, hostile) for where in (place, Place(file=hostile, row=1)))
    report = Report(Verdict(False, None, None), None, findings, 1, 1)  # noqa: FBT003
    assert Counter(READERS[form](report)) == expected(form, report)


@pytest.mark.parametrize("form", REPORTS)
@pytest.mark.parametrize("found", [0, 1, 2])
def test_every_report_ends_its_last_line(form: str, found: int) -> None:
    findings = (Finding("bad-form", "x", Place(file="y")),) * found
    *_, last = REPORTS[form].render(Report(Verdict(False, None, None), None, findings, 1, 1))  # noqa: FBT003
    assert last.endswith("\n")
    assert not last.endswith("\n\n")


@pytest.mark.parametrize("form", REPORTS)
def test_a_report_is_written_in_small_pieces(form: str) -> None:
    findings = tuple(Finding("bad-form", "x" * 50, Place(file="y", line=number)) for number in range(1, 2_001))
    pieces = REPORTS[form].render(Report(Verdict(False, None, None), None, findings, 1, 1))  # noqa: FBT003
    assert max(map(len, pieces)) < 5_000


@pytest.mark.parametrize("form", sorted(REPORTS.keys() - {"jsonl", "json"}))
def test_findings_that_are_only_counted_are_counted_in_every_report(form: str) -> None:
    finding = Finding("bad-form", "x", Place(file="y"))
    report = Report(Verdict(False, None, None), None, (finding,), 1, 1, {"bad-form": 61_233})  # noqa: FBT003
    assert "61233" in rendered(form, report).replace(",", "") or "61234" in rendered(form, report).replace(",", "")


def test_a_suffix_says_what_is_in_a_file() -> None:
    assert {form: each.suffix for form, each in REPORTS.items()} == {
        "text": ".txt",
        "json": ".json",
        "jsonl": ".jsonl",
        "sarif": ".sarif",
        "junit": ".xml",
        "github": ".txt",
        "html": ".html",
    }
