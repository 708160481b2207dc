"""The battery of damage, short: each kind in each format once, and some benign changes by each writer.

`python -m benchmarks.damage` draws many of each; docs/damage.md has its figures.
"""

import json
import os
import threading
from pathlib import Path

import pytest

from benchmarks.damage import benign, trial, workers
from benchmarks.damage.__main__ import main
from benchmarks.damage.drawing import originals, release
from benchmarks.damage.files import FILES
from benchmarks.damage.forms import FORMS
from benchmarks.damage.kinds import KINDS
from benchmarks.damage.tally import combinations
from benchmarks.damage.trial import Outcome, Trial, applies, damaged
from benchmarks.damage.writers import WRITERS
from csto_dataset.codes import CATALOGUE
from csto_dataset.errors import CopyError
from csto_dataset.validate import validate
from csto_dataset.verdict import Report
from tests.conftest import ROOT

SEED = 0
BENIGN_SEEDS = range(9)
OF_TEXTS = {"windows-1252 for UTF-8", "UTF-16 for UTF-8"}
"""Kinds of damage that the files of some formats have nothing for: they are no text."""
LETTER = Trial("a character changed", "JSON Lines", SEED)


def tried(each: Trial, tmp_path: Path) -> Outcome:
    folder = tmp_path / each.form
    folder.mkdir()
    return trial.tried(each, folder)


# The short battery.


@pytest.mark.parametrize("kind", KINDS)
def test_damage_to_records_is_detected_with_its_code_and_place_in_each_format(kind: str, tmp_path: Path) -> None:
    outcomes = [tried(Trial(kind, form, SEED), tmp_path) for form in FORMS if applies(kind, form)]
    assert outcomes
    assert [each for each in outcomes if (each.state, each.code or None, each.place or None) != right(each)] == []


def draws_nothing(kind: str, form: str) -> bool:
    try:
        return kind in OF_TEXTS and not all(raw.decode() for raw in FORMS[form].files(originals()).values())
    except UnicodeDecodeError:
        return True


def right(outcome: Outcome) -> tuple[str, bool | None, bool | None]:
    """Return what an outcome is to be: what has no code or no place needs none."""
    return "detected", None if outcome.code is None else True, None if outcome.place is None else True


@pytest.mark.parametrize("kind", FILES)
def test_damage_to_the_bytes_of_a_file_is_detected_or_changes_no_record(kind: str, tmp_path: Path) -> None:
    for form in FORMS:
        outcome = tried(Trial(kind, form, SEED), tmp_path)
        expected = {"undrawn"} if draws_nothing(kind, form) else {"detected", "harmless"}
        assert outcome.state in expected, outcome


@pytest.mark.parametrize("writer", WRITERS)
def test_the_same_records_written_by_others_raise_no_alarm(writer: str, tmp_path: Path) -> None:
    for seed in BENIGN_SEEDS:
        folder = tmp_path / str(seed)
        folder.mkdir()
        outcome = benign.tried(Trial(writer, benign.FORM, seed), folder)
        assert outcome.state == "harmless", outcome


# The battery itself.


def test_there_are_sixty_kinds_and_more_that_each_format_can_say() -> None:
    for form in FORMS:
        assert FORMS[form].kind == "packed" or len([kind for kind in KINDS if applies(kind, form)]) >= 60


def test_the_right_codes_stand_in_the_catalogue() -> None:
    codes = {code for kind in KINDS.values() for form in FORMS.values() for code in kind.codes_in(form)}
    assert codes <= CATALOGUE.keys()


@pytest.mark.parametrize("form", FORMS)
def test_undamaged_files_say_the_records_of_the_release_to_another_reader(form: str) -> None:
    files = FORMS[form].files(originals())
    found = [json.dumps(value, sort_keys=True) for raw in files.values() for value in FORMS[form].decode(raw)]
    values = [json.dumps(value, sort_keys=True) for values in originals().values() for value in values]
    assert sorted(found) == sorted(values)


@pytest.mark.parametrize(("kind", "form"), [("a bit flipped", "Parquet"), ("a paragraph twice", "CSV")])
def test_a_trial_damages_a_copy_in_the_same_way_each_time(kind: str, form: str) -> None:
    files = damaged(Trial(kind, form, 3)).files
    assert damaged(Trial(kind, form, 3)).files == files
    assert damaged(Trial(kind, form, 4)).files != files


def test_drawing_damage_leaves_the_records_of_the_release_alone() -> None:
    for kind, form in combinations():
        if not draws_nothing(kind, form):
            damaged(Trial(kind, form, SEED + 1))
    assert [value["id"] for value in originals()["qa_pairs"]] == [pair.id for pair in release().qa_pairs]
    assert originals() == {
        table: [json.loads(record.model_dump_json()) for record in records]
        for table, records in release().tables.items()
    }


@pytest.fixture
def sound() -> Report:
    return validate([release().folder / "qa_pairs.jsonl"], release())


@pytest.mark.parametrize("kind", ["a character changed", "a record dropped", "a bracket of the file dropped"])
def test_a_validator_that_finds_nothing_misses_everything(
    kind: str, sound: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "validate", lambda paths, release: sound)
    assert tried(LETTER._replace(kind=kind), tmp_path).state == "missed"


def test_a_finding_about_another_record_names_not_the_damaged_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.jsonl"
    value = originals()["news_items"][0]
    other.write_text(json.dumps({**value, "language": "ru"}), encoding="utf-8")
    report = validate([other], release())
    assert report.verdict.genuine == "altered"
    monkeypatch.setattr(trial, "validate", lambda paths, release: report)
    outcome = tried(LETTER._replace(kind="question and answer exchanged"), tmp_path)
    assert (outcome.state, outcome.code, outcome.place) == ("missed", False, False)


def test_an_error_of_the_package_detects_and_any_other_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for error, state in ((CopyError("no"), "detected"), (ValueError("no"), "failed")):

        def refuse(paths: list[Path], release: object, error: Exception = error) -> Report:
            raise error

        monkeypatch.setattr(trial, "validate", refuse)
        folder = tmp_path / state
        folder.mkdir()
        assert tried(LETTER, folder).state == state


def test_a_false_alarm_is_one(sound: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copy = tmp_path / "news_items.csv"
    copy.write_text("type,id\nx,y\n", encoding="utf-8")
    loud = validate([copy], release())
    folder = tmp_path / "benign"
    folder.mkdir()
    monkeypatch.setattr(benign, "validate", lambda paths, release: loud)
    assert benign.tried(Trial("json, lines", benign.FORM, SEED), folder).state == "false alarm"


# Processes.


def dies_at_two(each: Trial, folder: Path) -> Outcome:
    """Stand for a validator that takes its process with it."""
    if each.seed == 2:
        os.abort()
    return Outcome(each, "detected")


def hangs(each: Trial, folder: Path) -> Outcome:
    """Stand for a validator that never comes back."""
    threading.Event().wait()
    return Outcome(each, "detected")


def test_a_process_that_dies_is_told_with_its_trial_and_the_others_go_on() -> None:
    trials = [LETTER._replace(seed=seed) for seed in range(5)]
    found = {each.trial.seed: each.state for each in workers.run_all(trials, dies_at_two, workers=2, at_once=3)}
    assert found == {0: "detected", 1: "detected", 2: "crashed", 3: "detected", 4: "detected"}


def test_a_process_that_hangs_is_told_with_its_trial(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "LONGEST", 1)
    assert [(each.trial, each.state) for each in workers.run_all([LETTER], hangs, workers=1)] == [(LETTER, "hung")]


# The command.


def test_one_trial_runs_again_and_leaves_its_copy(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", *map(str, LETTER), "--keep", str(tmp_path)]) == 0
    assert "detected" in capsys.readouterr().out
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == damaged(LETTER).files


def test_the_page_tells_of_every_kind_and_every_writer() -> None:
    page = (ROOT / "docs" / "damage.md").read_text(encoding="utf-8")
    assert [name for name in (*KINDS, *FILES, *WRITERS) if f"\n| {name} |" not in page] == []
