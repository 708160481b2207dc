"""Each JSON text of the table has its one outcome, in both formats, at its place; none is taken for what it is not."""

import io
import json
import runpy
import tracemalloc
from typing import NoReturn

import pytest

from csto_dataset.check import check
from csto_dataset.codes import CATALOGUE
from csto_dataset.findings import Finding
from csto_dataset.formats import Reader, gate, jsonl
from csto_dataset.formats import json as json_format
from csto_dataset.formats.rows import LONGEST_RECORD
from tests.conftest import ROOT
from tests.formats.rfc8259 import CASES, NO_JSON, NO_RECORD, REFUSALS, SECTIONS, SOUND, Case, Outcome


def found_in(form: Reader, raw: bytes) -> tuple[int, list[Finding]]:
    """Return how many records a file has, sound or not, and all that is told of it."""
    records, findings = 0, list[Finding]()
    for row in form.rows(io.BytesIO(raw), "x"):
        found = row if isinstance(row, Finding) else check(row)
        if isinstance(found, Finding):
            findings.append(found)
        else:
            records += 1
            findings += found.findings
    return records, findings


def outcome(form: Reader, raw: bytes) -> Outcome:
    """Return what is told first: of the text, or else of the records."""
    records, findings = found_in(form, raw)
    for finding in sorted(findings, key=lambda each: each.code not in REFUSALS)[:1]:
        assert finding.where.byte is not None
        passed = raw[: finding.where.byte]
        line_start = passed.rfind(b"\n") + 1
        assert finding.where.line == passed.count(b"\n") + 1
        assert finding.where.column == len(passed[line_start:].decode()) + 1
        assert finding.level == CATALOGUE[finding.code].level == "error"
        return Outcome(finding.code, finding.where.byte)
    return Outcome(SOUND if records else NO_RECORD)


@pytest.mark.parametrize("case", CASES, ids=lambda each: f"{each.section}: {each.name}")
def test_a_text_has_its_outcome_at_its_place_in_both_formats(case: Case) -> None:
    assert (outcome(json_format, case.raw), outcome(jsonl, case.raw)) == (case.json, case.lines)


# Laws of the table, and the grammar by another parser


def independent(raw: bytes) -> bool:
    """Say whether Python's parser takes a text, once it is held to the grammar: it also takes NaN and Infinity."""
    try:
        json.loads(raw.decode(), parse_constant=_no_constant, parse_int=float)
    except ValueError:
        return False
    return True


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def lines_of(raw: bytes) -> list[bytes]:
    return [line for line in raw.split(b"\n") if line.strip(b" \t\r")]


def are_objects(raw: bytes) -> bool:
    """Say whether a text is JSON objects, one behind the other."""
    text, decoder = raw.decode(errors="replace").strip(" \t\r\n"), json.JSONDecoder()
    while text.startswith("{"):
        try:
            _, end = decoder.raw_decode(text)
        except ValueError:
            return False
        text = text[end:].lstrip(" \t\r\n")
    return not text and bool(raw.strip())


def test_the_table_says_of_the_grammar_what_another_parser_says() -> None:
    assert [case.name for case in CASES if independent(case.raw) != case.valid] == []


def test_no_text_of_the_grammar_is_told_to_be_no_json() -> None:
    for case in CASES:
        if case.valid:
            assert case.json.code not in NO_JSON, case.name
        if all(map(independent, lines_of(case.raw))):
            assert case.lines.code not in NO_JSON, case.name


def test_no_text_beyond_the_grammar_is_accepted_but_objects_behind_one_another_and_lines() -> None:
    for case in CASES:
        if not case.valid and not are_objects(case.raw):
            assert case.json.code in REFUSALS, case.name
        if not all(map(independent, lines_of(case.raw))):
            assert case.lines.code in REFUSALS, case.name


def test_the_table_has_every_section_both_kinds_of_texts_and_every_refusal() -> None:
    assert len(CASES) >= 300
    assert len({case.raw for case in CASES}) == len({(case.section, case.name) for case in CASES}) == len(CASES)
    assert list(dict.fromkeys(case.section for case in CASES)) == list(SECTIONS)
    assert sum(case.valid for case in CASES) > 100
    assert {case.json.code for case in CASES} >= REFUSALS
    assert {case.lines.code for case in CASES} >= REFUSALS


@pytest.mark.parametrize(
    "case", [case for case in CASES if len(lines_of(case.raw)) == 1], ids=lambda each: f"{each.section}: {each.name}"
)
def test_the_gate_refuses_by_itself_what_is_refused_in_a_line(case: Case) -> None:
    refused = None
    try:
        gate.read(case.raw)
    except gate.RefusedError as error:
        refused = Outcome(error.code, error.byte)
    assert refused == (case.lines if case.lines.code in REFUSALS else None)


def test_the_page_of_the_table_is_what_the_table_says() -> None:
    written = runpy.run_path(str(ROOT / "docs" / "rfc8259.py"))
    assert (ROOT / "docs" / "rfc8259.md").read_text(encoding="utf-8") == written["page"]()


# Texts of many megabytes

LONG = 1 << 24
"""Bytes of a long line."""
DEEP = 100_000

HARD = {
    "a string": b'"' + b"a" * LONG + b'"',
    "empty arrays": b"[[" + b"[]," * (LONG // 3) + b"[]]]",
    "empty objects in a record": b'{"id":"a","qa_pairs":[' + b"{}," * (LONG // 3) + b"{}]}",
    "names": b"{" + b'"aaaaaaaaaaaa":1,' * (LONG // 17) + b'"a":1}',
    "brackets": b"[" * LONG,
    "spaces before a value": b" " * LONG + b"1",
    "digits": b"9" * LONG,
    "bytes that are no UTF-8": b"\xff" * LONG,
}
EXPECTED = {
    "brackets": ("nested-too-deep", "record-too-long"),
    "spaces before a value": ("wrong-type", "record-too-long"),
    "bytes that are no UTF-8": ("invalid-utf8", "record-too-long"),
    "names": ("record-too-long", "record-too-long"),
}


@pytest.mark.parametrize("name", HARD)
def test_a_line_of_many_megabytes_is_one_finding_in_bounded_memory(name: str) -> None:
    expected = EXPECTED.get(name, ("record-too-long", "record-too-long"))
    for form, code, most in ((json_format, expected[0], 40 * LONGEST_RECORD), (jsonl, expected[1], 4 * LONGEST_RECORD)):
        file = io.BytesIO(HARD[name] + b"\n")
        tracemalloc.start()
        try:
            told = [row if isinstance(row, Finding) else check(row) for row in form.rows(file, "x")]
            _, peak = tracemalloc.get_traced_memory()
        finally:
            tracemalloc.stop()
        assert [each.code for each in told if isinstance(each, Finding)] == [code]
        assert peak < most


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"[" * DEEP, "nested-too-deep"),
        (b"[" * DEEP + b"]" * DEEP, "nested-too-deep"),
        (b'{"a":' * DEEP, "nested-too-deep"),
        (b'{"a":' * DEEP + b"1" + b"}" * DEEP, "nested-too-deep"),
        (b'[{"a":' * DEEP, "nested-too-deep"),
        (b"9" * DEEP, "out-of-range"),
        (b"-" + b"9" * DEEP, "out-of-range"),
        (b'{"type":"qa_pair","index":' + b"9" * DEEP + b"}", "out-of-range"),
        (b"0." + b"9" * DEEP, "wrong-type"),
        (b"1e" + b"9" * DEEP, "wrong-type"),
        (b"1e-" + b"9" * DEEP, "wrong-type"),
        (b"0" * DEEP, "not-json"),
    ],
    ids=lambda each: each[:14].decode() if isinstance(each, bytes) else each,
)
def test_what_nests_deep_or_has_many_digits_is_one_finding(raw: bytes, code: str) -> None:
    for form in (json_format, jsonl):
        told = {finding.code for finding in found_in(form, raw)[1]}
        assert told - {"wrong-type"} == ({code} - {"wrong-type"})
        assert told
