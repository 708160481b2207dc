"""Records held against the documents that they were taken from."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from csto_dataset.cli import main
from csto_dataset.documents import Document
from csto_dataset.packaged import SOURCES
from csto_dataset.pages.page import parse
from csto_dataset.records import TABLES, Record
from csto_dataset.release import Release
from csto_dataset.rules import Steps
from csto_dataset.rules.documents import not_in_document
from csto_dataset.validate import validate
from tests.copying import FORMS, pointer_in, values_of, with_value, write_values
from tests.pages.strategies import KnownPage, known_pages

(PAGE,) = SOURCES.glob("*.txt")
TEXT = PAGE.read_bytes().decode()
DOCUMENTS = {hashlib.sha256(PAGE.read_bytes()).hexdigest(): TEXT}


def breaches(record: Record) -> list[Steps]:
    return [breach.steps for breach in not_in_document(record, DOCUMENTS)]


def test_every_record_of_the_release_stands_in_its_document(release: Release) -> None:
    for table in release.tables.values():
        for record in table:
            assert record.source.document in DOCUMENTS
            assert breaches(record) == []


@given(page=known_pages())
def test_every_record_of_a_drawn_page_stands_in_it(page: KnownPage) -> None:
    document = Document("page.txt", page.text, "0" * 64)
    for record in parse(document).records:
        assert list(not_in_document(record, {"0" * 64: page.text})) == []


@pytest.mark.parametrize(
    ("table", "steps", "value", "found"),
    [
        ("news_items", ("paragraphs", 0), "Another text.", ("paragraphs", 0)),
        ("interviews", ("title",), "Another title", ("title",)),
        ("interviews", ("qa_pairs", 2, "answer", 0), "Another answer.", ("qa_pairs", 2, "answer", 0)),
        ("qa_pairs", ("question", 0), "Another question?", ("question", 0)),
        ("qa_pairs", ("source", "end"), 10**9, ("source", "end")),
    ],
)
def test_a_text_that_its_document_does_not_have_is_found_in_its_place(
    table: str, steps: Steps, value: Any, found: Steps, release: Release
) -> None:
    changed = with_value(values_of(release, table)[0], steps, value)
    assert breaches(TABLES[table].model_validate_json(json.dumps(changed))) == [found]


def test_a_document_that_is_not_at_hand_says_nothing(release: Release) -> None:
    assert list(not_in_document(release.interviews[0], {})) == []


def test_texts_in_another_order_than_the_page_has_are_found(release: Release) -> None:
    value = values_of(release, "qa_pairs")[0]
    swapped = {**value, "question": value["answer"], "answer": value["question"]}
    assert breaches(TABLES["qa_pairs"].model_validate_json(json.dumps(swapped))) == [("answer", 0)]


@pytest.mark.parametrize("form", FORMS)
def test_a_copy_is_held_against_pages_without_any_release(form: str, release: Release, tmp_path: Path) -> None:
    values = values_of(release, "qa_pairs")
    values[3]["answer"][0] = "Nobody said so."
    copy = write_values(tmp_path, "qa_pairs", form, values)
    (finding,) = validate([copy], documents=DOCUMENTS).findings
    assert (finding.code, finding.record) == ("slice-mismatch", values[3]["id"])
    assert finding.where.pointer == pointer_in(form, 3, ("answer", 0))


def test_the_command_takes_pages_and_tells_those_that_it_cannot_read(
    release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = values_of(release, "qa_pairs")
    values[3]["answer"][0] = "Nobody said so."
    copy = write_values(tmp_path, "qa_pairs", ".jsonl", values)
    bad = tmp_path / "bad.txt"
    bad.touch()
    command = ["validate", "--against", "none", "--report", "json", str(copy)]
    assert main(command) == 0
    capsys.readouterr()
    assert main([*command, "--pages", str(SOURCES), "--pages", str(bad)]) == 1
    printed = capsys.readouterr()
    assert json.loads(printed.out)["counts"] == {"slice-mismatch": 1}
    assert printed.err.startswith(f"error: {bad}: ")
