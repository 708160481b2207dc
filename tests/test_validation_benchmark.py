"""The benchmark of validation measures what it says: files that are sound or broken as stated, peers with the same rules."""

import importlib
import json
import sys
from pathlib import Path
from statistics import mean
from typing import Any
from xml.etree import ElementTree

import pytest

from csto_dataset.identity import canonical
from csto_dataset.release import load
from csto_dataset.validate import validate
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("benchmarks")

BENCHMARKS = ROOT / "benchmarks"
EACH = 3
ROWS = 80
FORMATS = [".jsonl", ".parquet"]
PASSED = {
    ("pydantic a line, with the rules", ".jsonl"): {"duplicate-key", "record-too-long"},
    ("pydantic a line", ".jsonl"): {
        "duplicate-key",
        "empty-span",
        "id-mismatch",
        "not-nfc",
        "record-too-long",
        "repeated-id",
    },
    ("to_pylist + pydantic, with the rules", ".parquet"): {"repeated-column"},
    ("polars, by hand", ".parquet"): {"id-mismatch"},
    ("DuckDB, by hand", ".parquet"): set(),
}
"""Codes of what peers let pass, though they are given all rules that they can express."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, benchmarks: Path) -> Any:
    return module("writing").written(tmp_path_factory.mktemp("made"), ROWS, EACH)


def module(name: str) -> Any:
    return importlib.import_module(f"validation.{name}")


# Files


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_sound_file_is_the_release_that_was_made_of_it(suffix: str, made: Any) -> None:
    report = validate([made.sound(suffix)], load(made.release))
    assert (report.verdict.valid, report.verdict.genuine) == (True, "identical")
    assert report.records == ROWS
    assert not report.findings


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_bad_row_is_found_for_what_it_was_made(suffix: str, made: Any) -> None:
    code_of, row_of = module("breaking").code_of, module("judging").row_of
    findings = [each.as_json() for each in validate([made.broken(suffix)]).findings]
    found = sorted((row_of(each["where"]), each["code"]) for each in findings)
    assert found == sorted((row, code_of(name)) for row, name in made.bad_rows(suffix).items())


@pytest.mark.parametrize("suffix", FORMATS)
def test_every_way_to_break_a_row_is_in_the_broken_file(suffix: str, made: Any) -> None:
    ways = {".jsonl": module("breaking").OF_TEXTS, ".parquet": module("breaking").OF_TABLES}
    assert set(made.bad_rows(suffix).values()) == set(ways[suffix])


def test_records_are_the_same_each_time_and_of_the_stated_length() -> None:
    record = module("making").record
    made = [record(number) for number in range(400)]
    assert made[:20] == [record(number) for number in range(20)]
    assert 1_600 < mean(len(canonical(each)) for each in made) < 2_300
    assert {each["language"] for each in made} == {"en", "ru"}
    assert {each["form"] for each in made} == {"teaser", "article"}


def test_files_that_stand_there_are_not_made_again(made: Any) -> None:
    before = made.sound(".jsonl").stat().st_mtime_ns
    assert module("writing").written(made.folder.parent, ROWS, EACH) == made
    assert made.sound(".jsonl").stat().st_mtime_ns == before


# Peers


@pytest.mark.parametrize(("name", "suffix"), PASSED)
def test_a_peer_lets_pass_what_it_cannot_express_and_nothing_else(name: str, suffix: str, made: Any) -> None:
    running, judging = module("running"), module("judging")
    contenders, _ = module("entrants").peers(suffix)
    (peer,) = (each for each in contenders if each.name == name)
    passed = judging.passed(peer, running.run(peer.on(made.broken(suffix))).said, made.bad_rows(suffix), suffix)
    assert (set(passed.codes), passed.refused) == (PASSED[name, suffix], 0)


@pytest.mark.parametrize("suffix", FORMATS)
def test_the_floor_lets_every_bad_row_pass(suffix: str, made: Any) -> None:
    floor = module("entrants").floor(suffix)
    said = module("running").run(floor.on(made.broken(suffix))).said
    assert json.loads(said) == {"rows": ROWS, "refused": []}


def test_a_peer_that_cannot_be_loaded_is_named_and_stops_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    entrants = module("entrants")
    monkeypatch.delenv("CSTO_AJV", raising=False)
    monkeypatch.setitem(entrants.BY_FORMAT, ".jsonl", {"the floor": "floor_lines", "absent": "no_such_script"})
    found, missing = entrants.peers(".jsonl")
    assert [each.name for each in found] == ["the floor"]
    assert set(missing) == {"absent", "ajv"}


# Measuring


def test_the_memory_of_what_a_process_starts_is_counted_and_that_of_its_starter_is_not() -> None:
    run = module("running").run
    held = bytearray(200 << 20)
    held[::4096] = b"x" * len(held[::4096])
    alone = run([sys.executable, "-c", "pass"])
    taken = "import time; x = bytearray(100 << 20); x[::4096] = bytes(len(x[::4096])); time.sleep(0.3)"
    code = f"import subprocess, sys; {taken}; subprocess.run([sys.executable, '-c', {taken!r}])"
    both = run([sys.executable, "-c", code])
    assert alone.peak < 100 << 20 < 200 << 20 < both.peak


def test_a_command_that_fails_is_no_figure() -> None:
    with pytest.raises(RuntimeError, match="status 3: why"):
        module("running").run([sys.executable, "-c", "import sys; sys.stderr.write('what\\nwhy\\n'); sys.exit(3)"])


def test_contenders_take_turns_in_going_first(tmp_path: Path) -> None:
    running = module("running")
    log = tmp_path / "log"
    code = "import sys; open(sys.argv[1], 'a').write(sys.argv[2])"
    contenders = [running.Contender(name, (sys.executable, "-c", code), (name,)) for name in "abc"]
    runs = running.alternate(contenders, [log], 3)
    assert log.read_text() == "abcbcacab"
    assert {name: len(each) for name, each in runs.items()} == {"a": 3, "b": 3, "c": 3}


def test_a_ratio_is_the_median_of_those_of_the_rounds() -> None:
    assert module("running").against([2, 40, 8], [1, 10, 4]) == 2


def test_the_figures_become_a_page_and_a_picture(made: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    measured, judging, tables = module("measured"), module("judging"), module("tables")
    copies = dict(list(judging.bad_copies(".jsonl").items())[:2])
    monkeypatch.setattr(judging, "bad_copies", lambda suffix: copies)
    monkeypatch.setitem(
        module("entrants").BY_FORMAT, ".jsonl", {"the floor": "floor_lines", "absent": "no_such_script"}
    )
    work = json.loads(json.dumps(measured.validated(made, ".jsonl", 2)))
    assert work["contenders"][0]["name"] == "the floor"
    assert work["contenders"][0]["of_the_floor"] == work["contenders"][-2]["of_the_other"] == 1
    assert all(each["peak_mib"] > 0 < each["cpu_seconds"]["least"] for each in work["contenders"])
    page = "\n".join(tables.validated(work))
    assert all(f"| {each['name']} | " in page for each in work["contenders"])
    assert all(f"| {name} | not measured: {reason} |" in page for name, reason in work["missing"].items())
    assert "| everything |" in page
    assert "| nothing |" in page
    picture = ElementTree.fromstring(module("picture").drawn([work]))
    assert len(picture.findall("{*}rect")) == 1 + len(work["contenders"])


# Bounds


@pytest.mark.parametrize(
    ("found", "beyond"),
    [({"a": 8.0, "b": 12.0}, []), ({"a": 8.1, "b": 12.0}, ["a"]), ({"a": 9.0, "b": 99.0}, ["a", "b"])],
    ids=["at the bounds", "one beyond", "both beyond"],
)
def test_a_ratio_beyond_its_bound_is_told(found: dict[str, float], beyond: list[str]) -> None:
    assert module("bounds").beyond(found, {"a": 2.0, "b": 3.0}, 4.0) == beyond


@pytest.mark.parametrize("found", [{"a": 1.0}, {"a": 1.0, "b": 1.0, "c": 1.0}], ids=["one is gone", "one is new"])
def test_ratios_under_other_names_are_not_passed_over(found: dict[str, float]) -> None:
    with pytest.raises(KeyError):
        module("bounds").beyond(found, {"a": 2.0, "b": 3.0})


def test_there_is_a_recorded_ratio_for_each_that_is_measured(made: Any) -> None:
    bounds = module("bounds")
    names = [name for group in bounds.groups(made) for name in group.own]
    assert names == list(bounds.recorded())
    assert bounds.FACTOR >= 3


@pytest.mark.parametrize(("ratio", "status"), [(1.0, 0), (4.0, 0), (4.1, 1)])
def test_the_quick_look_fails_beyond_a_bound_alone(
    ratio: float, status: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bounds, command = module("bounds"), importlib.import_module("validating")
    monkeypatch.setattr(bounds, "recorded", lambda: {"a": 1.0})
    monkeypatch.setattr(bounds, "measured", lambda: iter([("a", ratio)]))
    assert command.quick(record=False) == status
    assert ("error: a: " in capsys.readouterr().out) == bool(status)


# The page


def test_the_page_and_the_picture_are_those_of_the_figures() -> None:
    found = json.loads((BENCHMARKS / "validation.json").read_text(encoding="utf-8"))
    page = "".join(f"{line}\n" for line in module("tables").page(found))
    assert (BENCHMARKS / "validation.md").read_text(encoding="utf-8") == page.rstrip("\n") + "\n"
    works = [each for each in found["works"] if "format" in each]
    assert (BENCHMARKS / "validation.svg").read_text(encoding="utf-8") == module("picture").drawn(works)


def test_this_package_let_nothing_pass_when_it_was_measured() -> None:
    found = json.loads((BENCHMARKS / "validation.json").read_text(encoding="utf-8"))
    ours = [
        each
        for work in found["works"]
        for each in work["contenders"]
        if each["name"] == module("entrants").OURS and "lets_pass" in each
    ]
    assert len(ours) == len(FORMATS)
    assert all(each["lets_pass"]["codes"] == [] == each["lets_pass"]["copies"] for each in ours)
    assert all(each["refuses_sound_rows"] == 0 < each["bad_rows"] for each in ours)
