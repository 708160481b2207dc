"""The report as JUnit XML."""

from xml.etree.ElementTree import Element, fromstring

from hypothesis import given

from csto_dataset.codes import Level
from csto_dataset.findings import Finding, Place
from csto_dataset.reports import junit
from csto_dataset.verdict import Complete, Genuine, Report, Verdict
from tests.reports.strategies import reports


def suites(report: Report) -> Element:
    return fromstring("".join(junit.pieces(report)))


def cases_of(report: Report) -> list[Element]:
    return [*suites(report).iter("testcase")]


def outcome(test: Element) -> str:
    return "failed" if test.find("failure") is not None else "skipped" if test.find("skipped") is not None else "passed"


def report_of(*findings: Finding, genuine: Genuine = "identical", valid: bool = True) -> Report:
    return Report(Verdict(valid, Complete(3, 3, ()), genuine), "1.0.0", findings, 1, 3)


def found_at(place: Place, judged: Level | None = None) -> Element:
    *_, test = cases_of(report_of(Finding("bad-form", "expected a, found b", place, "n1", judged)))
    return test


@given(reports())
def test_the_counts_are_those_of_the_tests(report: Report) -> None:
    top = suites(report)
    for suite in (top, *top.iter("testsuite")):
        outcomes = [outcome(test) for test in suite.iter("testcase")]
        stated = [int(suite.attrib[name]) for name in ("tests", "failures", "skipped", "errors")]
        assert stated == [len(outcomes), outcomes.count("failed"), outcomes.count("skipped"), 0]


@given(reports())
def test_no_two_tests_have_the_same_name(report: Report) -> None:
    names = [(test.attrib["classname"], test.attrib["name"]) for test in cases_of(report)]
    assert len(set(names)) == len(names)


@given(reports())
def test_a_file_is_one_suite(report: Report) -> None:
    names = [suite.attrib["name"] for suite in suites(report).iter("testsuite")]
    assert len(set(names)) == len(names)


def test_a_copy_without_findings_has_tests_that_passed() -> None:
    assert [(test.attrib["name"], outcome(test)) for test in cases_of(report_of())] == [
        ("valid", "passed"),
        ("complete", "passed"),
        ("genuine", "passed"),
    ]


def test_an_altered_copy_fails_the_test_that_it_is_genuine() -> None:
    valid, complete, genuine = cases_of(report_of(genuine="altered"))
    assert [outcome(each) for each in (valid, complete, genuine)] == ["passed", "passed", "failed"]


def test_a_copy_that_is_not_valid_fails_the_test_that_it_is() -> None:
    assert outcome(cases_of(report_of(valid=False))[0]) == "failed"


def test_a_subset_fails_nothing() -> None:
    verdict = Verdict(True, Complete(1, 2, ("n2",)), "subset")  # noqa: FBT003
    outcomes = [outcome(test) for test in cases_of(Report(verdict, "1.0.0", (), 1, 1))]
    assert outcomes == ["passed", "skipped", "skipped"]


def test_an_error_fails_and_what_is_less_is_skipped() -> None:
    place = Place(file="x.json")
    assert [outcome(found_at(place, level)) for level in ("error", "warning", "note")] == [
        "failed",
        "skipped",
        "skipped",
    ]


def test_a_test_has_the_file_and_the_line_of_the_finding() -> None:
    test = found_at(Place(file="x.json", pointer="/0/form", line=3, column=4, byte=5, field="form"))
    assert (test.attrib["file"], test.attrib["line"], test.attrib["classname"]) == ("x.json", "3", "x.json")
    assert "line" not in found_at(Place(file="x.parquet", row=3)).attrib


def test_the_name_of_a_test_stays_when_lines_are_added_before() -> None:
    one = found_at(Place(file="x.jsonl", pointer="/form", line=3, column=4, byte=5, field="form"))
    other = found_at(Place(file="x.jsonl", pointer="/form", line=30, column=4, byte=500, field="form"))
    assert one.attrib["name"] == other.attrib["name"]
    assert "n1" in one.attrib["name"]


def test_the_text_of_a_failure_says_all_of_it() -> None:
    test = found_at(Place(file="x.jsonl", pointer="/form", line=3, column=4, byte=5, field="form"))
    said = test.findtext("failure") or ""
    for part in ("bad-form", "expected a, found b", "x.jsonl", "/form", "line 3", "n1", "remedy"):
        assert part in said
