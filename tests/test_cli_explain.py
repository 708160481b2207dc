"""The command explain: what it prints for people and for programs, and its exit statuses."""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from csto_dataset.cli import main
from csto_dataset.packaged import SOURCES
from tests.pages.samples import ARTICLE, INTERVIEW, TEASER, write_pages
from tests.test_cli import ESCAPE, HOSTILE, demand_one_line, on_a_terminal, refusal

ID = "interview-2024-04-16-70849dc7d8be"
NEWS = "news-2024-04-24-bb5e9b9ac0a0"
TITLE = "Interview of the CSTO Secretary General Imangali Tasmagambetov to NEWS.ru."
PAGE = next(SOURCES.glob("*.txt"))

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run explain in this process; give its status, output and errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main(["explain", *map(str, arguments)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


def test_a_value_is_printed_with_its_file_line_and_column_and_its_words(run: Run) -> None:
    status, out, err = run(ID, "title")
    assert (status, err) == (0, "")
    assert f"{PAGE}:16:1" in out
    assert f"{PAGE}:18:1" in out
    assert out.count(f"> {TITLE}\n") == 2


def test_each_value_of_a_record_has_its_block_in_order(run: Run) -> None:
    status, out, _ = run(NEWS)
    assert status == 0
    assert re.findall(r"^(\S+)  .*:(\d+):\d+", out, re.MULTILINE) == [("published", "1"), ("paragraphs.0", "3")]


def test_long_passages_are_shortened_unless_all_is_asked_for(run: Run) -> None:
    _, short, _ = run(ID, "qa_pairs.0.answer.0")
    _, long, _ = run(ID, "qa_pairs.0.answer.0", "--all")
    assert "[…]" in short
    assert "[…]" not in long
    assert "are being successfully implemented....\n" in short
    assert len(long) > len(short) + 300


def test_the_words_around_may_be_none_or_more(run: Run) -> None:
    printed = [run(ID, "title", "--context", context)[1] for context in (0, 80, 300)]
    assert len(printed[0]) < len(printed[1]) < len(printed[2])
    assert "Kakha" not in printed[0]


def test_what_no_page_prints_is_told_in_a_line(run: Run) -> None:
    status, out, _ = run(ID, "language")
    assert status == 0
    assert out.splitlines()[-1].startswith("language  'en'  ")


def test_the_object_for_programs_says_all_of_it(run: Run) -> None:
    status, out, err = run(ID, "/title", "--json", "--context", 0)
    found = json.loads(out)
    assert (status, err) == (0, "")
    (value,) = found["values"]
    assert {name: found[name] for name in ("id", "release", "page", "also", "findings")} == {
        "id": ID,
        "release": "1.0.0",
        "page": str(PAGE),
        "also": [],
        "findings": [],
    }
    assert (value["field"], value["value"], value["derived"]) == ("/title", TITLE, None)
    assert value["passages"][0] == {
        "document": found["document"],
        "url": found["url"],
        "page": str(PAGE),
        "line": 16,
        "column": 1,
        "counted_in": "file",
        "start": 1040,
        "end": 1114,
        "role": "title",
        "passage": TITLE,
        "before": "",
        "after": "",
    }


def test_the_help_names_every_key_of_the_object(run: Run) -> None:
    found = json.loads(run(ID, "title", "--json")[1])
    keys = {*found, *found["values"][0], *found["values"][0]["passages"][0]}
    told = set(re.findall(r"\w+", run("--help")[1]))
    assert keys <= told


def test_a_release_and_pages_of_ones_own_are_asked(tmp_path: Path, run: Run) -> None:
    first = write_pages(tmp_path / "first", TEASER + ARTICLE)
    second = write_pages(tmp_path / "second", TEASER + INTERVIEW)
    assert main(["build", str(first), str(second), "--out", str(tmp_path / "out")]) == 0
    release = tmp_path / "out" / "1.0.0"
    (teaser,) = (
        line["id"]
        for line in map(json.loads, (release / "news_items.jsonl").read_text(encoding="utf-8").splitlines())
        if line["form"] == "teaser"
    )
    run("--help")
    status, out, err = run(teaser, "--release", release, "--pages", first, "--pages", second)
    assert (status, err) == (0, "")
    assert f"{first / 'page-0.txt'}:1:1" in out
    assert f"{second / 'page-0.txt'}:1:1" in out
    assert out.count("also stands in ") == 1


def test_a_page_that_is_not_at_hand_is_told_in_one_line_with_its_sum_and_address(tmp_path: Path, run: Run) -> None:
    other = write_pages(tmp_path / "pages", ARTICLE)
    found = json.loads(run(ID, "title", "--json")[1])
    status, out, err = run(ID, "title", "--pages", other)
    assert (status, err) == (0, "")
    (line,) = (line for line in out.splitlines() if "not at hand" in line)
    assert found["document"] in line
    assert found["url"] in line
    assert "characters 1040 to 1114" in out
    assert TITLE not in out


def test_a_page_that_was_changed_is_not_at_hand(tmp_path: Path, run: Run) -> None:
    shutil.copytree(SOURCES, tmp_path / "pages")
    page = tmp_path / "pages" / PAGE.name
    page.write_bytes(page.read_bytes().replace(b"Sadyr", b"Sadir"))
    status, out, err = run(ID, "title", "--pages", tmp_path / "pages")
    assert status == 1
    assert "not at hand" in out
    assert str(page) in err
    demand_one_line(err)


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-id"],
        [f"{ID}-q99"],
        ["\x1b[31m\n"],
        [ID, "no_such_field"],
        [ID, "\x1b[31m\n"],
        [ID, "title", "more"],
        [ID, "--context", "-1"],
        [ID, "--context", "many"],
        [ID, "--release", "nowhere"],
        [ID, "--pages", "nowhere"],
        *([ID, "--pages", name] for name in HOSTILE),
        *([name] for name in HOSTILE),
    ],
)
def test_what_cannot_be_explained_ends_in_one_line_and_status_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    refusal(run, *arguments)


def test_an_unknown_id_is_told_with_the_nearest_ones(run: Run) -> None:
    assert ID in run(ID[:-1])[2]


def test_a_passage_that_does_not_say_its_value_has_status_1(copy: Path, run: Run) -> None:
    sums: dict[bytes, bytes] = {}
    for name in ("ledger.jsonl", "manifest.json"):
        raw = (copy / name).read_bytes().replace(b'"end":1114', b'"end":1113')
        for old, new in sums.items():
            raw = raw.replace(old, new)
        sums[sum_of((copy / name).read_bytes())] = sum_of(raw)
        (copy / name).write_bytes(raw)
    status, out, err = run(ID, "title", "--release", copy)
    assert status == 1
    assert TITLE in out
    demand_one_line(err)
    assert str(PAGE) in err


def sum_of(raw: bytes) -> bytes:
    return hashlib.sha256(raw).hexdigest().encode()


@pytest.mark.parametrize("name", ["a\x1b[31mb", "\u202eback"])
def test_a_page_with_a_hostile_name_is_printed_safely(name: str, tmp_path: Path, run: Run) -> None:
    page = tmp_path / f"{name}.txt"
    shutil.copy(PAGE, page)
    status, out, _ = run(ID, "title", "--pages", page)
    assert status == 0
    assert "not at hand" not in out
    assert all(line.isprintable() for line in out.splitlines())


def test_control_characters_of_a_page_are_never_printed(tmp_path: Path, run: Run) -> None:
    pages = write_pages(tmp_path / "pages", ARTICLE.replace("sheets", "\x1b[31msheets\x07\u202e"))
    assert main(["build", str(pages), "--out", str(tmp_path / "out")]) == 0
    release = tmp_path / "out" / "1.0.0"
    id = json.loads((release / "news_items.jsonl").read_text(encoding="utf-8"))["id"]
    run("--help")
    for form in ([], ["--json"]):
        status, out, _ = run(id, "--release", release, "--pages", pages, *form)
        assert status == 0
        assert "sheets" in out
        assert all(line.isprintable() for line in out.splitlines())


def test_a_terminal_shows_the_value_in_colour_and_a_pipe_does_not() -> None:
    assert re.search(rf"\x1b\[[0-9;]+m{re.escape(TITLE)}\x1b", on_a_terminal("explain", ID, "title"))
    done = subprocess.run([sys.executable, "-m", "csto_dataset", "explain", ID], capture_output=True, check=True)
    assert ESCAPE.encode() not in done.stdout


def test_a_terminal_shows_no_colour_where_none_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert not re.search(r"\x1b\[(?:[0-9]*;)*[349][0-9]", on_a_terminal("explain", ID))


def test_a_narrow_terminal_loses_no_word(monkeypatch: pytest.MonkeyPatch) -> None:
    wide = on_a_terminal("explain", ID, "title")
    monkeypatch.setenv("COLUMNS", "20")
    assert on_a_terminal("explain", ID, "title").split() == wide.split()
