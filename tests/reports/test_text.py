"""The report for people."""

import io
import json
from itertools import groupby
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from csto_dataset.codes import CATALOGUE
from csto_dataset.findings import Finding, Place, pointer
from csto_dataset.policy import Policy
from csto_dataset.release import Release
from csto_dataset.reports import json as json_report
from csto_dataset.reports import text as text_report
from csto_dataset.validate import validate
from csto_dataset.verdict import Complete, Found, Genuine, Report, Verdict
from tests.copying import values_of, with_value, write_values

HOSTILE = [
    "\x1b[31mred",
    "\x1b]0;title\x07",
    "\x1b[2J\x1b[H",
    "\x9b31m",
    "two\nlines",
    "carriage\rreturn",
    "back\x08space",
    "bidi\u202e\u2066",
    "zero\u200bwidth\ufeff",
    "line\u2028separator\u0085",
    "\U000e0041tag",
    "[bold]markup[/bold] :smile:",
    "nul\x00",
]


def plain(report: Report, *, every: bool = True) -> str:
    return text_report.render(report, every=every).plain


def printed(report: Report, width: int = 80) -> str:
    stream = io.StringIO()
    console = Console(file=stream, width=width, highlight=False, markup=False, emoji=False)
    console.print(text_report.render(report, every=True), soft_wrap=True)
    return stream.getvalue()


def assert_safe(report: Report) -> None:
    for every in (True, False):
        for line in plain(report, every=every).split("\n"):
            assert line.isprintable()
    for line in json_report.render(report).split("\n"):
        assert line.isprintable()
    assert json.loads(json_report.render(report)) == report.as_json()


def copy_of(folder: Path, value: Any, name: str = "x.jsonl") -> Path:
    path = folder / name
    path.write_text(json.dumps(value, ensure_ascii=False) + "\n", encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize(
    "steps", [("id",), ("type",), ("form",), ("title",), ("paragraphs", 0), ("source", "url")], ids=str
)
def test_no_value_of_a_copy_reaches_the_terminal_as_it_is(
    release: Release, tmp_path: Path, steps: tuple[str | int, ...], hostile: str
) -> None:
    value = with_value(values_of(release, "news_items")[0], steps, hostile)
    report = validate([copy_of(tmp_path, value)], release)
    assert report.findings != ()
    assert_safe(report)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_value_of_another_type_reaches_the_terminal_as_it_is(release: Release, tmp_path: Path, hostile: str) -> None:
    value = {**values_of(release, "news_items")[0], "form": {hostile: [hostile]}, "title": [hostile]}
    assert_safe(validate([copy_of(tmp_path, value)], release))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_key_of_a_copy_reaches_the_terminal_as_it_is(release: Release, tmp_path: Path, hostile: str) -> None:
    value = values_of(release, "news_items")[0]
    report = validate(
        [copy_of(tmp_path, {**value, hostile: 1, "source": {**value["source"], hostile: {hostile: 1}}})], release
    )
    assert {finding.where.pointer for finding in report.findings} >= {pointer(hostile), pointer("source", hostile)}
    assert_safe(report)


def test_a_long_key_makes_no_long_report(release: Release, tmp_path: Path) -> None:
    value = {**values_of(release, "news_items")[0], "k" * 100_000: 1}
    assert len(plain(validate([copy_of(tmp_path, value)], release))) < 3_000


@pytest.mark.parametrize("hostile", [each for each in HOSTILE if "\x00" not in each])
def test_no_name_in_a_parquet_schema_reaches_the_terminal_as_it_is(
    release: Release, tmp_path: Path, hostile: str
) -> None:
    table = release.news_items.to_arrow()
    strange = pa.array([{"document": "x", hostile: "y"}] * len(table))
    mapped = pa.array([[("k", {hostile: "y"})]] * len(table), pa.map_(pa.string(), pa.struct([(hostile, pa.string())])))
    table = table.set_column(7, "source", strange).append_column(hostile, strange).set_column(5, "paragraphs", mapped)
    pq.write_table(table, tmp_path / "x.parquet")
    report = validate([tmp_path / "x.parquet"], release)
    assert {finding.code for finding in report.findings} >= {"column-type", "unknown-column"}
    assert_safe(report)


@pytest.mark.parametrize("hostile", [each for each in HOSTILE if "\x00" not in each])
def test_no_file_name_reaches_the_terminal_as_it_is(release: Release, tmp_path: Path, hostile: str) -> None:
    path = copy_of(tmp_path, {"a": 1}, hostile.replace("/", "") + ".jsonl")
    (tmp_path / (hostile.replace("/", "") + ".txt")).touch()
    report = validate([tmp_path], release)
    assert {finding.code for finding in report.findings} == {"unknown-table", "unread-file"}
    assert_safe(report)
    assert_safe(validate([path], release))


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_that_is_no_record_reaches_the_terminal_as_it_is(
    release: Release, tmp_path: Path, hostile: str
) -> None:
    for value in (hostile, [hostile], {hostile: hostile}):
        assert_safe(validate([copy_of(tmp_path, value)], release))
    (tmp_path / "x.jsonl").write_text(f'{{"{hostile}": 1, "{hostile}": 2}}', encoding="utf-8")
    assert_safe(validate([tmp_path / "x.jsonl"], release))
    (tmp_path / "x.json").write_text(f"[{hostile}", encoding="utf-8")
    assert_safe(validate([tmp_path / "x.json"], release))


@given(text=st.text(st.characters(codec="utf-8"), min_size=1))
def test_no_drawn_value_reaches_the_terminal_as_it_is(
    release: Release, tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    value = {**values_of(release, "news_items")[0], "id": text, "title": text, "form": text}
    path = copy_of(tmp_path_factory.mktemp("drawn"), value)
    assert_safe(validate([path], release))


@pytest.mark.parametrize("width", [20, 80, 400])
def test_what_is_printed_is_the_plain_text(release: Release, copy: Path, width: int) -> None:
    clean = validate([copy], release)
    assert printed(clean, width) == plain(clean) + "\n"
    (copy / "notes [bold]:smile:.txt").touch()
    for name in ("news_items.json", "news_items.jsonl"):
        (copy / name).write_bytes((copy / name).read_bytes().replace(b"2024-04-24", b"24.04.2024"))
    damaged = validate([copy], release)
    assert printed(damaged, width) == plain(damaged) + "\n"


def test_a_clean_copy_has_the_answer_and_the_three_lines_of_the_verdict(release: Release) -> None:
    lines = plain(validate([release.folder], release)).split("\n")
    starts = [["identical:", "the"], ["valid", "yes"], ["complete", "12"], ["genuine", "identical"]]
    assert [line.split()[:2] for line in lines] == starts


def test_without_a_release_only_valid_is_said(release: Release) -> None:
    lines = plain(validate([release.folder])).split("\n")
    assert [line.split()[0] for line in lines] == ["valid:", "valid"]


@pytest.mark.parametrize("genuine", ["identical", "re-encoded", "subset", "altered", "foreign"])
def test_every_verdict_is_named_with_the_release(genuine: Genuine) -> None:
    said = plain(Report(Verdict(True, Complete(1, 2, ("n1",)), genuine), "7.8.9", (), 1, 1))  # noqa: FBT003
    assert genuine in said
    assert "7.8.9" in said
    assert "n1" in said


def test_of_many_missing_ids_the_first_are_named_and_the_rest_counted() -> None:
    missing = tuple(f"news-{number}" for number in range(1_000))
    said = plain(Report(Verdict(True, Complete(0, 1_000, missing), "subset"), "1.0.0", (), 1, 0))  # noqa: FBT003
    assert "news-0" in said
    assert "news-999" not in said
    assert "995" in said


@pytest.mark.parametrize(
    ("place", "parts"),
    [
        (Place(file="x.json", pointer="/0/id", line=3, column=4, byte=9, field="id"), ["/0/id", "line 3", "column 4"]),
        (Place(file="x.jsonl", pointer="", line=3, column=1, byte=9), ["line 3"]),
        (Place(file="x.parquet", pointer="/id", row_group=0, row=7, field="id"), ["/id", "row 7"]),
        (Place(file="x.parquet", field="published"), ["published"]),
        (Place(file="x.parquet"), []),
    ],
)
def test_a_finding_stands_in_one_line_with_its_file_and_its_place(place: Place, parts: list[str]) -> None:
    finding = Finding("bad-form", "expected this, found that", place, "n1")
    line = plain(Report(Verdict(False, None, None), None, (finding,), 1, 1)).split("\n")[-1]  # noqa: FBT003
    wanted = [place.file, *parts, "error", "bad-form", "expected this, found that", "n1"]
    assert [part for part in wanted if part not in line] == []


def found_lines(report: Report, *, every: bool) -> list[str]:
    return [line for line in plain(report, every=every).split("\n") if line.startswith("  ")]


def copy_with(codes: list[str], more: dict[str, int] | None = None) -> Report:
    findings = tuple(Finding(code, "x", Place(file="y")) for code in codes)
    return Report(Verdict(False, None, None), None, findings, 1, 0, more or {})  # noqa: FBT003


@given(codes=st.lists(st.sampled_from(list(CATALOGUE)), min_size=1))
def test_every_finding_is_a_line_where_all_of_them_are_asked_for(codes: list[str]) -> None:
    told = [line.split()[1] for line in found_lines(copy_with(codes), every=True)]
    assert sorted(told) == sorted(codes)


@given(codes=st.lists(st.sampled_from(list(CATALOGUE)), min_size=1))
def test_the_worst_findings_come_first_and_those_of_a_code_together(codes: list[str]) -> None:
    lines = found_lines(copy_with(codes), every=True)
    levels = [line.split()[0] for line in lines]
    told = [line.split()[1] for line in lines]
    assert levels == sorted(levels, key=["error", "warning", "note"].index)
    assert [code for code, _ in groupby(told)] == sorted(set(told), key=told.index)


@given(codes=st.lists(st.sampled_from(list(CATALOGUE)), min_size=1), extra=st.integers(1, 9_999))
def test_of_a_code_the_first_is_told_and_the_rest_counted(codes: list[str], extra: int) -> None:
    more = {codes[0]: extra}
    lines = found_lines(copy_with(codes, more), every=False)
    told = [line.split()[1] for line in lines if line.split()[0] != "and"]
    rest = {
        line.split()[4].rstrip(":"): int(line.split()[1].replace(",", "")) for line in lines if line.split()[0] == "and"
    }
    assert sorted(told) == sorted(set(codes))
    assert {code: 1 + rest.get(code, 0) for code in told} == {
        code: codes.count(code) + more.get(code, 0) for code in told
    }
    assert all("--all" in line for line in lines if line.split()[0] == "and")


def test_findings_that_are_only_counted_are_counted_where_all_are_asked_for() -> None:
    told, counted = found_lines(copy_with(["bad-form"], {"bad-form": 41}), every=True)
    assert "bad-form" in told
    assert counted.split()[:5] == ["and", "41", "more", "of", "bad-form:"]
    assert "42 errors" in plain(copy_with(["bad-form"], {"bad-form": 41}))


# The first lines are the answer.


def first_lines(report: Report) -> list[str]:
    return plain(report, every=False).split("\n")[:5]


@pytest.mark.parametrize("form", [".json", ".jsonl", ".parquet"])
def test_one_swapped_letter_is_told_in_the_first_five_lines(release: Release, tmp_path: Path, form: str) -> None:
    first, *others = values_of(release, "news_items")
    text = first["paragraphs"][0]
    swapped = with_value(first, ("paragraphs", 0), text.replace("o", "\u043e", 1))
    path = write_values(tmp_path, "news_items", form, [swapped, *others])
    said = first_lines(validate([path], release))
    assert said[0].startswith(f"altered: 1 record of release {release.version} ")
    assert [line.split()[0] for line in said[1:4]] == ["record", "place", "change"]
    assert first["id"] in said[1]
    assert path.name in said[2]
    assert "U+043E" in said[3]


def test_several_changed_records_are_counted_each_once(release: Release, tmp_path: Path) -> None:
    values = [{**value, "language": "ru"} for value in values_of(release, "news_items")]
    paths = [write_values(tmp_path, "news_items", form, values) for form in (".json", ".jsonl")]
    assert first_lines(validate(paths, release))[0].startswith(f"altered: {len(values)} records ")


def test_a_changed_file_beside_the_records_is_told_first(release: Release, copy: Path) -> None:
    (copy / "ledger.jsonl").write_bytes(b"{}\n")
    said = first_lines(validate([copy], release))
    assert said[0].startswith(f"altered: 1 file of release {release.version} ")
    assert "ledger.jsonl" in said[1]


def test_an_altered_copy_whose_changes_nobody_wants_to_hear_of_is_altered_all_the_same(
    release: Release, tmp_path: Path
) -> None:
    values = [{**value, "language": "ru"} for value in values_of(release, "news_items")]
    found = Found(Policy.of(select=["not-json"]))
    report = validate([write_values(tmp_path, "news_items", ".json", values)], release, found=found)
    assert report.findings == ()
    assert first_lines(report)[0].startswith("altered: ")


def test_changed_records_that_are_only_counted_are_a_lower_bound() -> None:
    finding = Finding("altered-value", "x", Place(file="y"), "n1")
    verdict = Verdict(True, Complete(9, 9, ()), "altered")  # noqa: FBT003
    said = first_lines(Report(verdict, "1.0.0", (finding,), 1, 9, {"altered-value": 7}))
    assert said[0].startswith("altered: at least 1 record ")


def test_the_records_that_are_missing_are_told_first(release: Release, tmp_path: Path) -> None:
    gone, *values = values_of(release, "news_items")
    said = first_lines(validate([write_values(tmp_path, "news_items", ".json", values)], release))
    assert said[0].startswith(f"subset: 1 of the {len(values) + 1} records of release {release.version} ")
    assert gone["id"] in said[1]


def test_a_record_of_somebody_else_is_told_first(release: Release) -> None:
    finding = Finding("added-record", "expected a record of release 1.0.0, found another", Place(file="y.json"), "n7")
    verdict = Verdict(True, Complete(3, 3, ()), "foreign")  # noqa: FBT003
    said = first_lines(Report(verdict, "1.0.0", (finding,), 1, 4))
    assert said[0].startswith("foreign: it holds 1 record that release 1.0.0 does not have")
    assert "n7" in said[1]
    assert "y.json" in said[2]


def test_what_makes_a_copy_invalid_is_told_first(release: Release, tmp_path: Path) -> None:
    values = [{**value, "mood": "x"} for value in values_of(release, "news_items")]
    path = write_values(tmp_path, "news_items", ".json", values)
    for against, start in ((release, "re-encoded: "), (None, "not valid: ")):
        said = first_lines(validate([path], against))
        assert said[0].startswith(start)
        assert f"not valid: {len(values)} errors" in said[0]
        assert values[0]["id"] in said[1]
        assert "/0/mood" in said[2]


def test_a_copy_that_cannot_be_read_is_called_not_valid_first(release: Release, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b"{")
    said = first_lines(validate([tmp_path / "x.jsonl"], release))
    assert said[0].startswith("not valid: 1 error")
    assert "foreign" in said[0]


def test_the_lines_without_styles_are_the_plain_text(release: Release, tmp_path: Path) -> None:
    values = [{**value, "mood": "x"} for value in values_of(release, "news_items")]
    report = validate([write_values(tmp_path, "news_items", ".json", values)], release)
    for every in (True, False):
        assert "".join(text_report.pieces(report, every=every)) == plain(report, every=every) + "\n"
