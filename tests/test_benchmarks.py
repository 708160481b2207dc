"""The benchmarks run, and what they read is what they say: pages that are understood, in the sizes that are stated."""

import importlib
import json
import os
import re
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from csto_dataset.documents import Document
from csto_dataset.pages.page import Page, parse
from csto_dataset.sources import html
from tests.agreement import drawing
from tests.agreement.comparing import Tally
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("benchmarks")

BENCHMARKS = ROOT / "benchmarks"
PAGES = 100
PEERS = {"resiliparse": "resiliparse: main content", "trafilatura": "trafilatura: extract"}


def module(name: str) -> Any:
    return importlib.import_module(name)


def run(*arguments: str) -> str:
    done = subprocess.run([sys.executable, *arguments], cwd=BENCHMARKS, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_pages_are_measured_beside_others_and_who_is_missing_is_said(tmp_path: Path) -> None:
    figures = tmp_path / "figures.json"
    printed = run("pages.py", "--quick", "--json", str(figures))
    found = json.loads(figures.read_text(encoding="utf-8"))
    assert len(found["works"]) == 3
    for work in found["works"]:
        names = [each["name"] for each in work["contenders"]]
        assert names[-1] == module("contenders").OURS
        assert work["contenders"][0]["of_the_floor"] == work["contenders"][-1]["of_ours"] == 1
        assert all(0 < each["slowest"] <= each["pages_a_second"] <= each["fastest"] for each in work["contenders"])
        assert all(f"| {name} | " in printed for name in (work["name"], *names)[1:])
        assert all(f"| {name} | skipped | {reason} |" in printed for name, reason in work["missing"].items())
    last = found["works"][-1]
    assert {each["name"] for each in last["contenders"]} | set(last["missing"]) >= set(PEERS.values())


@pytest.mark.parametrize("peer", PEERS)
def test_a_peer_that_is_not_installed_is_named_and_stops_nothing(peer: str, monkeypatch: pytest.MonkeyPatch) -> None:
    missing: ModuleType = None  # type: ignore[assignment]  # What the import system takes for a module that is not there.
    for name in [name for name in sys.modules if name.partition(".")[0] == peer] or [peer]:
        monkeypatch.setitem(sys.modules, name, missing)
    monkeypatch.setitem(sys.modules, peer, missing)
    contenders, skipped = module("contenders").of_html()
    assert PEERS[peer] in skipped
    assert PEERS[peer] not in [each.name for each in contenders]
    assert contenders[-1].name == module("contenders").OURS


def test_digests_are_measured_beside_others_and_give_the_same_root(monkeypatch: pytest.MonkeyPatch) -> None:
    printed = run("digests.py", "--quick")
    assert re.search(r"^\| csto-dataset \|( [0-9, to]+ \|){2} 1.00 \|$", printed, re.MULTILINE)
    digests = module("digests")
    ((given,),) = digests.given_in(1, 20)
    peers, _ = digests.contenders()
    assert len({each.read(given) for each in peers}) == 1
    monkeypatch.setitem(digests.PEERS, "gone", lambda: importlib.import_module("no_such_module"))
    assert digests.contenders()[1]["gone"] == "No module named 'no_such_module'"


def test_a_validation_is_taken_apart(tmp_path: Path) -> None:
    printed = run("parts.py", "--records", "60", "--rounds", "2", "--files", str(tmp_path))
    rows = re.findall(r"^\| ([^|]+) \| [0-9.]+ \| [0-9.]+, [0-9.]+ \|$", printed, re.MULTILINE)
    assert len(rows) == len(set(rows)) == 20
    assert {"2. accepted in one step", "1. iter_batches"} <= set(rows)


def test_builds_are_measured_and_printed_as_a_table() -> None:
    printed = run("build_memory.py", "20")
    assert re.search(r"^\| 20 \| 0 \| 1 \|( [0-9.,]+ \|){4}$", printed, re.MULTILINE)


def test_where_no_figures_can_be_written_nothing_is_measured(tmp_path: Path) -> None:
    command = [sys.executable, "pages.py", "--json", str(tmp_path / "none" / "figures.json")]
    done = subprocess.run(command, cwd=BENCHMARKS, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert re.fullmatch("error: .+\n", done.stderr)


def parsed(markup: bytes) -> Page:
    (document,) = html.document(markup, "page.html")
    assert isinstance(document, Document)
    return parse(document)


def test_the_html_pages_have_the_stated_size_and_are_read_whole() -> None:
    invented, markup = module("invented"), module("markup")
    for number in range(PAGES):
        made = invented.page(number, 5_600)
        raw = markup.markup(made)
        assert 12_000 <= len(raw) <= 16_000
        read = parsed(raw)
        kinds = Counter(record.type for record in read.records)
        assert kinds["interview"] == bool(made.pairs)
        assert kinds["news_item"] == len(made.column) + (not made.pairs)


@pytest.mark.parametrize(("size", "least", "most"), [(1_000, 1_000, 4_000), (8_600, 8_500, 12_000)])
def test_the_text_captures_have_the_stated_size_and_mix(size: int, least: int, most: int) -> None:
    invented, captures = module("invented"), module("captures")
    made = [invented.page(number, size) for number in range(PAGES)]
    assert all(least <= len(captures.capture(each).encode()) <= most for each in made)
    assert 0.05 < sum(bool(each.pairs) for each in made) / PAGES < 0.15
    assert {each.language for each in made} == {"en", "ru"}


def test_a_made_page_is_the_same_each_time() -> None:
    invented, captures, markup = (module(name) for name in ("invented", "captures", "markup"))
    first, again = invented.page(7, 1_000), invented.page(7, 1_000)
    assert captures.capture(first) == captures.capture(again)
    assert markup.markup(first) == markup.markup(again)


# Agreement


def agreement(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "benchmarks.agreement", *arguments]
    kept = {key: value for key, value in os.environ.items() if key != "CSTO_AJV"}
    return subprocess.Popen(
        command, cwd=ROOT, env={**kept, **environment}, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def test_the_engines_are_asked_in_several_processes_and_the_count_is_printed() -> None:
    printed, _ = (process := agreement("--documents", "2300", "--workers", "2", "--python", "100")).communicate()
    assert process.returncode == 0
    assert printed.startswith("Python ")
    assert "\n2,300 documents of seed 1: " in printed
    assert re.search(r"^\| jsonschema-rs \| 2,2[0-9][0-9] \|$", printed, re.MULTILINE)
    assert printed.endswith("\ndisagreements: 0\n")


def test_ctrl_c_ends_the_asking_with_what_was_found_so_far() -> None:
    process = agreement("--documents", "1000000", "--workers", "2", "--python", "0")
    assert process.stderr is not None
    assert process.stderr.read(1) == "\n"  # What Python makes of a carriage return: the first chunk is done.
    process.send_signal(signal.SIGINT)
    printed, said = process.communicate()
    assert process.returncode == 130
    assert "disagreements: 0\n" in printed
    assert "Traceback" not in said
    assert said.splitlines()[-1] == "error: stopped before the last document"


def test_an_engine_that_is_not_there_is_an_error_and_no_agreement() -> None:
    printed, said = (process := agreement("--documents", "10", "--ajv", "10")).communicate()
    assert (process.returncode, printed) == (2, "")
    assert said.splitlines()[-1].startswith("error: CSTO_AJV: ")


def test_a_disagreement_is_printed_as_json_and_is_the_exit_status(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = importlib.import_module("benchmarks.agreement")
    tally = Tally()
    document = drawing.Document("news_items", '{"a": "\u2028"}', chunk=3, number=4)
    tally.disagreement(document, {"pydantic": True, "jsonschema-rs": False})
    monkeypatch.setattr(command, "tallied", lambda given: (tally, True))
    assert command.main(["--seed", "7"]) == 1
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert (last["seed"], last["chunk"], last["number"], last["text"]) == (7, 3, 4, document.text)
    assert last["said"] == {"pydantic": True, "jsonschema-rs": False}
