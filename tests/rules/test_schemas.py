"""Copies of another schema version, checked by its JSON Schemas in place of the models."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset import packaged
from csto_dataset.cli import main
from csto_dataset.errors import UnknownSchemaError
from csto_dataset.formats import gate
from csto_dataset.packaged import SCHEMAS, schemas_of
from csto_dataset.records import SCHEMA_VERSION, TABLES
from csto_dataset.release import Release
from csto_dataset.rules import Steps
from csto_dataset.rules.schemas import schema_misfits
from csto_dataset.validate import validate
from tests.copying import values_of, with_value, without, write_values
from tests.hard_documents import HARD
from tests.test_agreement import model_accepts

NOW = SCHEMAS / SCHEMA_VERSION


def misfits(table: str, value: Any) -> set[tuple[str, Steps]]:
    return {(misfit.code, misfit.steps) for misfit in schema_misfits(NOW, table, value)}


@pytest.mark.parametrize("table", TABLES)
def test_a_release_has_no_misfit(table: str, release: Release) -> None:
    for value in values_of(release, table):
        assert misfits(table, value) == set()


@pytest.mark.parametrize(
    ("table", "steps", "value", "code"),
    [
        ("news_items", ("published",), "2023-02-30", "bad-day"),
        ("news_items", ("published",), 3, "wrong-type"),
        ("news_items", ("form",), "essay", "unknown-choice"),
        ("news_items", ("title",), "two  spaces", "unclean-text"),
        ("news_items", ("paragraphs",), [], "empty-list"),
        ("news_items", ("paragraphs", 0), 1, "wrong-type"),
        ("news_items", ("source", "start"), -1, "out-of-range"),
        ("news_items", ("source", "document"), "A" * 64, "bad-form"),
        ("news_items", ("mine",), 1, "unknown-field"),
        ("interviews", ("qa_pairs", 2, "answer", 0), "", "unclean-text"),
        ("qa_pairs", ("index",), 0, "out-of-range"),
        ("qa_pairs", ("index",), True, "wrong-type"),
    ],
)
def test_a_misfit_has_the_code_and_the_place_that_the_model_gives_it(
    table: str, steps: Steps, value: Any, code: str, release: Release
) -> None:
    assert misfits(table, with_value(values_of(release, table)[0], steps, value)) == {(code, steps)}


def test_each_field_that_is_missing_is_found_once(release: Release) -> None:
    value = without(values_of(release, "news_items")[0], "id", "form")
    assert misfits("news_items", value) == {("missing-field", ("id",)), ("missing-field", ("form",))}
    assert len(list(schema_misfits(NOW, "news_items", value))) == 2


def test_a_record_of_very_many_faults_has_a_short_account(release: Release) -> None:
    value = {**values_of(release, "news_items")[0], "paragraphs": [1] * 5_000}
    found = list(schema_misfits(NOW, "news_items", value))
    assert (len(found), found[-1].code) == (101, "too-many-faults")


@pytest.mark.parametrize("case", HARD, ids=str)
def test_schemas_and_models_refuse_the_same_hard_documents(case: Any) -> None:
    table, text = case.table, case.text
    try:
        value = gate.read(text.encode())
    except gate.RefusedError:
        return
    assert (not misfits(table, value)) == model_accepts(table, text)


# Which schemas check a copy


@pytest.fixture
def older(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A schema version under which records had no language; that of the models is a later one."""
    schemas = tmp_path / "schemas"
    shutil.copytree(NOW, schemas / "1.1")
    folder = shutil.copytree(NOW, schemas / "1.0")
    for path in folder.glob("*.schema.json"):
        schema = json.loads(path.read_bytes())
        for each in (schema, *schema["$defs"].values()):
            each.get("properties", {}).pop("language", None)
            each["required"] = [name for name in each.get("required", []) if name != "language"]
        path.write_text(json.dumps(schema), encoding="utf-8")
    monkeypatch.setattr(packaged, "SCHEMAS", schemas)
    monkeypatch.setattr("csto_dataset.stated.SCHEMA_VERSION", "1.1")
    return "1.0"


def made_under(version: str, release: Release, folder: Path) -> Path:
    """Write a copy of the news items without languages, and a manifest that states a schema version."""
    folder.mkdir()
    values = [without(value, "language") for value in values_of(release, "news_items")]
    path = write_values(folder, "news_items", ".jsonl", values)
    manifest = json.loads((release.folder / "manifest.json").read_bytes())
    manifest["schema_version"] = version
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return path


def codes(copy: Path, **options: Any) -> set[str]:
    return {finding.code for finding in validate([copy], **options).findings}


def test_a_copy_is_checked_by_the_schemas_of_the_version_that_its_manifest_states(
    older: str, release: Release, tmp_path: Path
) -> None:
    assert "missing-field" not in codes(made_under(older, release, tmp_path / "old").parent)
    assert "missing-field" in codes(made_under("1.1", release, tmp_path / "new").parent)


def test_an_older_copy_that_does_not_keep_its_own_schemas_is_not_valid(
    older: str, release: Release, tmp_path: Path
) -> None:
    path = made_under(older, release, tmp_path / "old")
    path.write_text(path.read_text(encoding="utf-8").replace('"form":"', '"form":"x'), encoding="utf-8")
    assert "unknown-choice" in codes(path.parent)


def test_the_version_may_be_named(older: str, release: Release, tmp_path: Path) -> None:
    path = made_under("1.1", release, tmp_path / "new")
    assert codes(path, schema_version=older) == set()
    assert codes(path) == {"missing-field"}


def test_a_version_that_nobody_knows_is_told_and_the_records_are_checked_by_today_s(
    release: Release, tmp_path: Path
) -> None:
    assert codes(made_under("1.7", release, tmp_path / "new").parent) >= {"unknown-schema-version", "missing-field"}


@pytest.mark.parametrize("version", ["7.3", "", "..", "/etc", "\x1b[31m\n"])
def test_a_version_that_nobody_knows_cannot_be_named(
    version: str, release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(UnknownSchemaError) as caught:
        schemas_of(version)
    assert str(caught.value).isprintable()
    path = write_values(tmp_path, "news_items", ".jsonl", values_of(release, "news_items"))
    assert main(["validate", str(path), "--schema", version]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_the_schemas_of_today_find_a_release_identical(release: Release) -> None:
    report = validate([release.folder], release, schema_version=SCHEMA_VERSION)
    assert (report.findings, report.verdict.genuine) == ((), "identical")


@given(value=st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists))
def test_any_value_of_a_field_has_an_account(value: Any) -> None:
    record = {"type": "news_item", "id": value, "paragraphs": value, "source": {"start": value, "mine": value}}
    assert misfits("news_items", record)
