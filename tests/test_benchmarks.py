"""The benchmarks run, and what they read is what they say: pages that are understood, in the sizes that are stated."""

import importlib
import json
import re
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
from tests.conftest import ROOT

BENCHMARKS = ROOT / "benchmarks"
PAGES = 100
PEERS = {"resiliparse": "resiliparse: main content", "trafilatura": "trafilatura: extract"}


@pytest.fixture(autouse=True)
def _benchmarks_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(BENCHMARKS))


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
