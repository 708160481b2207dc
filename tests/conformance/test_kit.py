"""The conformance kit is whole, fresh and right."""

import copy
import io
import json
import re
from collections import Counter
from collections.abc import Iterator

import pyarrow.parquet as pq
import pytest
from jsonschema import Draft202012Validator

from csto_dataset import cli
from csto_dataset.codes import AGAINST_RELEASE, CATALOGUE, COPY_CODES, FORENSIC_CODES
from csto_dataset.packaged import CONFORMANCE
from csto_dataset.release import Release
from tests.conformance.case import RELEASE, Case
from tests.conformance.copies import parquet
from tests.conformance.freshness import is_fresh
from tests.conformance.judging import Json, demanded, listed, names, reported, row, said
from tests.conformance.kit import CASES, DEMANDED, LIST, LIST_SCHEMA, WITHOUT_COPY, files
from tests.conformance.records import NEWS

MEND = "run python -m tests.conformance"
README = "README.md"
BAD = [case for case in CASES if case.bad]
GOOD = [case for case in CASES if not case.bad]


# It is whole.


def test_every_code_of_a_copy_has_a_bad_and_a_good_copy() -> None:
    assert COPY_CODES.keys() | FORENSIC_CODES.keys() <= DEMANDED
    for cases in (BAD, GOOD):
        lacking = sorted(DEMANDED - {case.code for case in cases} - WITHOUT_COPY.keys())
        assert not lacking, f"write rows for these into tests/conformance/, then {MEND}"


def test_a_code_without_a_copy_has_a_reason_and_no_case() -> None:
    assert WITHOUT_COPY.keys() <= DEMANDED - {case.code for case in CASES}
    assert all(reason.endswith(".") for reason in WITHOUT_COPY.values())


def test_no_case_is_about_a_code_that_there_is_not() -> None:
    assert {case.code for case in CASES} <= DEMANDED


def test_the_folders_of_cases_are_different_ones() -> None:
    assert [name for name, count in Counter(map(names, CASES)).items() if count > 1] == []


def test_the_list_of_cases_fits_its_own_schema() -> None:
    schema = json.loads((CONFORMANCE / LIST_SCHEMA).read_bytes())
    Draft202012Validator.check_schema(schema)
    assert [error.json_path for error in Draft202012Validator(schema).iter_errors(listed())] == []


@pytest.mark.parametrize("member", ["code", "where", "findings", "why"])
def test_a_case_that_lacks_something_does_not_fit_the_schema(member: str) -> None:
    damaged = copy.deepcopy(listed())
    case = damaged["cases"][0]
    del (case if member in case else case["findings"][0])[member]
    schema = json.loads((CONFORMANCE / LIST_SCHEMA).read_bytes())
    assert not Draft202012Validator(schema).is_valid(damaged)


def test_every_file_of_the_kit_is_named_by_a_case() -> None:
    cases = listed()["cases"]
    for path in (path for case in cases for path in case["copy"]):
        assert (CONFORMANCE / path).exists()
    named = [path for case in cases for path in case["copy"]] + [RELEASE, LIST, LIST_SCHEMA, README]
    assert [path for path in there() if not any(path == each or path.startswith(f"{each}/") for each in named)] == []


def there() -> Iterator[str]:
    return (path.relative_to(CONFORMANCE).as_posix() for path in sorted(CONFORMANCE.rglob("*")) if path.is_file())


# It is fresh.


def test_the_kit_is_what_its_tables_say() -> None:
    given = files()
    assert sorted(there()) == sorted([*given, README]), MEND
    stale = [path for path, raw in given.items() if not is_fresh((CONFORMANCE / path).read_bytes(), raw)]
    assert not stale, MEND


def test_parquet_of_another_version_is_fresh_if_it_holds_the_same_table() -> None:
    given = parquet("news_items", NEWS)
    made_by = pq.ParquetFile(io.BytesIO(given)).metadata.created_by.encode()
    by_another = {raw.replace(made_by, made_by[:-1] + b"?") for raw in (given, parquet("news_items", NEWS, NEWS))}
    assert given not in by_another
    assert sorted(is_fresh(raw, given) for raw in by_another) == [False, True]
    assert not is_fresh(parquet("news_items", NEWS, NEWS), given)


@pytest.mark.parametrize("there", [b"", b"PAR1", b"{}\r\n"])
def test_other_bytes_that_are_no_parquet_are_stale(there: bytes) -> None:
    assert not is_fresh(there, b"{}\n")


# It is right.


@pytest.mark.parametrize("case", CASES, ids=names)
def test_a_copy_of_the_kit_is_judged_as_its_case_says(case: Case, small: Release) -> None:
    stated = row(case)
    assert said(reported(stated, small)) == demanded(stated)


@pytest.mark.parametrize("case", BAD, ids=names)
def test_a_bad_copy_has_its_code_and_no_other(case: Case) -> None:
    stated = row(case)
    assert {found["code"] for found in stated["findings"]} == {case.code, *stated["also"]}
    assert all(found["level"] == CATALOGUE[found["code"]].level for found in stated["findings"])
    errors = {each for each in (case.code, *stated["also"]) if CATALOGUE[each].level == "error"}
    assert stated["valid"] is (errors <= AGAINST_RELEASE)


def test_few_codes_come_with_another_and_say_why() -> None:
    assert {case.folder: case.also for case in CASES if case.also} == {"decomposed-text/bad": ["not-nfc"]}
    assert all((case.inseparable is not None) == bool(case.also) for case in CASES)


@pytest.mark.parametrize("case", GOOD, ids=names)
def test_a_good_copy_has_no_finding(case: Case) -> None:
    stated = row(case)
    assert (stated["findings"], stated["valid"]) == ([], True)
    assert (stated["genuine"] is None) == (stated["against"] is None)


@pytest.mark.parametrize(
    "name", ["not-nfc/bad", "missing-interview/bad", "changed-negation/bad", "changed-source/good"]
)
def test_the_command_reports_of_a_copy_what_its_case_says(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    (stated,) = (each for each in listed()["cases"] if each["name"] == name)
    against = stated["against"] or "none"
    cli.main(["validate", *stated["copy"], "--against", against, "--report", "json"])
    assert said(json.loads(capsys.readouterr().out)) == demanded(stated)


def test_the_loop_of_the_readme_prints_the_cases_that_fail(small: Release, capsys: pytest.CaptureFixture[str]) -> None:
    (loop,) = re.findall(r"```python\n(.*?)```", (CONFORMANCE / README).read_text(encoding="utf-8"), flags=re.DOTALL)

    def faithful(paths: list[str], against: str | None) -> Json:
        return reported({"copy": paths, "against": against}, small)

    def blind(paths: list[str], against: str | None) -> Json:
        return {"findings": [], "verdict": {"valid": True, "genuine": None}}

    exec(loop, {"validate": faithful})
    assert capsys.readouterr().out == ""
    exec(loop, {"validate": blind})
    failed = {line.partition(" ")[0] for line in capsys.readouterr().out.splitlines()}
    assert failed == {case.folder for case in CASES if case.bad or case.against}
