"""The command `build` on pages of all kinds: what is left out and told, what is counted, what --strict refuses."""

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from csto_dataset import build as building
from csto_dataset.build import harvest
from csto_dataset.cli import main
from csto_dataset.cli.summary import FEW
from csto_dataset.errors import ReleaseError
from csto_dataset.gathering import store
from tests.pages.samples import ARTICLE, FOREIGN, INTERVIEW, LONGER_ARTICLE, TEASER, files_below, write_pages

STRAY = f"Stray.\n\n{TEASER}"


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], out: Path) -> Callable[..., tuple[int, str, str]]:
    """Build from paths into `out`; give status, output and errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main(["build", "--out", str(out), *map(str, arguments)])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


Run = Callable[..., tuple[int, str, str]]


def in_latin(folder: Path) -> None:
    (folder / "bad.txt").write_bytes("Café".encode("latin-1"))


def of_another_site(folder: Path) -> None:
    (folder / "bad.txt").write_text(FOREIGN, encoding="utf-8")


def empty(folder: Path) -> None:
    (folder / "bad.txt").touch()


@pytest.mark.parametrize("make", [in_latin, of_another_site, empty])
def test_a_build_goes_on_after_a_page_that_cannot_be_used_and_says_so(
    make: Callable[[Path], None], tmp_path: Path, out: Path, run: Run
) -> None:
    folder = write_pages(tmp_path / "pages", TEASER + ARTICLE, INTERVIEW)
    assert run(folder)[0] == 0
    good = files_below(out)
    make(folder)
    status, printed, errors = run(folder)
    assert status == 1
    assert "was there already" in printed
    assert f"error: {folder / 'bad.txt'}: " in errors
    left = files_below(out)
    assert {name: left[name] for name in good} == good
    assert left.keys() - good.keys() == {"findings-1.0.0.jsonl"}


def test_a_path_that_does_not_exist_ends_a_build_before_it_begins(tmp_path: Path, out: Path, run: Run) -> None:
    folder = write_pages(tmp_path / "pages", ARTICLE)
    status, printed, errors = run(folder, tmp_path / "gone.txt")
    assert (status, printed, errors.count("\n")) == (2, "", 1)
    assert str(tmp_path / "gone.txt") in errors
    assert not out.exists()


@pytest.mark.parametrize("option", ["--all", "--strict", "--check"])
def test_pages_of_which_none_gives_a_record_are_told_and_nothing_is_published(
    option: str, tmp_path: Path, out: Path, run: Run
) -> None:
    folder = write_pages(tmp_path / "pages", FOREIGN, FOREIGN + "More.\n")
    status, printed, errors = run(folder, option)
    assert (status, printed, errors.count("\n")) == (2, "", 3)
    assert all(str(folder / name) in errors for name in ("page-0.txt", "page-1.txt"))
    assert errors.splitlines()[-1] == "error: expected pages that give a record, found none among 2"
    assert not out.exists()


# The file of findings


def test_the_findings_stand_beside_the_release_in_order_of_the_files(tmp_path: Path, out: Path, run: Run) -> None:
    folder = write_pages(tmp_path / "pages", STRAY + ARTICLE, FOREIGN, STRAY + LONGER_ARTICLE)
    assert run(folder)[0] == 1
    found = [json.loads(line) for line in (out / "findings-1.0.0.jsonl").read_bytes().splitlines()]
    assert found == [finding.as_json() for finding in harvest([folder]).findings]
    places = [(Path(each["where"]["file"]).name, each["where"]["line"] or 0, each["code"]) for each in found]
    assert places == [
        ("page-0.txt", 1, "unread-text"),
        ("page-1.txt", 0, "no-layout"),
        ("page-2.txt", 0, "diverging-captures"),
        ("page-2.txt", 1, "unread-text"),
    ]


def test_the_order_of_pages_does_not_count_for_the_file_of_findings(tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "pages", STRAY + ARTICLE, FOREIGN, STRAY + LONGER_ARTICLE)
    files = sorted(folder.iterdir())
    for name, paths in {"a": files, "b": files[::-1]}.items():
        building.build(harvest(paths), tmp_path / name)
    assert files_below(tmp_path / "a") == files_below(tmp_path / "b")


def test_a_file_of_findings_that_says_nothing_any_more_is_taken_away(tmp_path: Path, out: Path, run: Run) -> None:
    folder = write_pages(tmp_path / "pages", ARTICLE, FOREIGN)
    run(folder)
    assert (out / "findings-1.0.0.jsonl").exists()
    (folder / "page-1.txt").unlink()
    assert run(folder)[0] == 0
    assert not (out / "findings-1.0.0.jsonl").exists()


def test_a_check_writes_no_findings_and_has_the_status_of_the_build(tmp_path: Path, out: Path, run: Run) -> None:
    folder = write_pages(tmp_path / "pages", ARTICLE, FOREIGN)
    run(folder)
    (out / "findings-1.0.0.jsonl").unlink()
    before = files_below(out)
    status, printed, _ = run(folder, "--check")
    assert (status, files_below(out)) == (1, before)
    assert "is what the pages give" in printed


# What is told


def test_only_the_first_few_findings_of_each_code_are_told_unless_all_are_asked_for(tmp_path: Path, run: Run) -> None:
    pages = [STRAY + ARTICLE.replace("Maps", f"Maps {number}") for number in range(FEW + 4)]
    folder = write_pages(tmp_path / "pages", *pages)
    status, _, errors = run(folder)
    assert status == 0
    assert errors.count("\n") == FEW + 1
    assert "unread-text: 4 more" in errors
    assert run(folder, "--all")[2].count("\n") == FEW + 4


def test_a_build_tells_how_much_the_pages_gave(tmp_path: Path, run: Run) -> None:
    folder = write_pages(
        tmp_path / "pages", TEASER + ARTICLE, TEASER + LONGER_ARTICLE, INTERVIEW, INTERVIEW, STRAY + INTERVIEW
    )
    _, printed, _ = run(folder)
    assert "pages 5, documents 4\n" in printed
    assert "interview 1, article 1, teaser 1; merged: captures 2, teasers 2\n" in printed
    assert "unread 6, " in printed
    assert f"navigation {2 * len('Go back')}\n" in printed
    assert "findings: diverging-captures 1, unread-text 1 (" in printed


def test_a_build_without_findings_says_that_there_are_none(tmp_path: Path, run: Run) -> None:
    assert run(write_pages(tmp_path / "pages", ARTICLE))[1].endswith("findings: none\n")


# Strict


@pytest.mark.parametrize("bad", [STRAY + ARTICLE, FOREIGN, ""])
def test_strict_publishes_nothing_where_anything_was_not_read(bad: str, tmp_path: Path, out: Path, run: Run) -> None:
    folder = write_pages(tmp_path / "pages", TEASER + INTERVIEW, bad)
    status, printed, errors = run(folder, "--strict")
    assert status == 1
    assert not out.exists()
    assert str(folder / "page-1.txt") in errors
    assert "findings: " in printed
    assert run(folder, "--strict", "--check")[0] == 1


def test_strict_publishes_where_all_of_every_page_was_read(tmp_path: Path, out: Path, run: Run) -> None:
    folder = write_pages(tmp_path / "pages", TEASER + ARTICLE, LONGER_ARTICLE)
    assert run(folder, "--strict")[0] == 0
    assert (out / "1.0.0").is_dir()


def test_the_packaged_source_passes_a_strict_build(out: Path, run: Run) -> None:
    assert run("--strict")[0] == 0
    assert (out / "1.0.0").is_dir()


# Limits


def test_a_temporary_file_that_cannot_grow_is_one_line_and_nothing_is_published(
    tmp_path: Path, out: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_TABLES", f"{store._TABLES}PRAGMA max_page_count=30;")
    pages = (ARTICLE.replace("All of them.", f"All of them. {number}" * 2000) for number in range(30))
    folder = write_pages(tmp_path / "pages", *pages)
    with pytest.raises(ReleaseError):
        harvest([folder])
    status, printed, errors = run(folder)
    assert (status, printed, errors.count("\n")) == (2, "", 1)
    assert not out.exists()


MEASURED = """
import resource, sys
from csto_dataset.cli import main
from csto_dataset.formats import parquet
from csto_dataset.gathering import store
store._CACHE, parquet.GROUP_BYTES = 1000, 1 << 20
status = main(["build", *sys.argv[1:]])
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
sys.exit(status)
"""


def peak_of_a_build(folder: Path, pages: int) -> int:
    """Return the most kilobytes that a build of so many pages, of several kilobytes each, holds in memory."""
    folder.mkdir()
    for number in range(pages):
        body = "\n\n".join(hashlib.sha256(f"{number} {line}".encode()).hexdigest() * 3 for line in range(20))
        text = f"{TEASER}Maps {number}\n\nMaps {number} 16.04.2024\n\n{body}\n"
        (folder / f"page-{number}.txt").write_text(text, encoding="utf-8")
    command = [sys.executable, "-c", MEASURED, str(folder), "--out", str(folder / "out")]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(done.stdout.splitlines()[-1])


def test_ten_times_the_pages_take_about_the_same_memory(tmp_path: Path) -> None:
    """What waits for its turn is kept small, so that it counts little.

    Text, records and ledger of the larger build are 40 MB on disk; as Python's objects they were 140 MB more in memory.
    """
    small, large = (peak_of_a_build(tmp_path / str(pages), pages) for pages in (300, 3000))
    assert large - small < 20_000
