"""Publishing: which version a release gets, and that at any moment there is the old state or the new one."""

import errno
import fcntl
import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from csto_dataset import build as building
from csto_dataset import publishing
from csto_dataset.build import harvest
from csto_dataset.durable import STAGING, room_for
from csto_dataset.errors import ReleaseError, StaleError
from csto_dataset.gathering.harvest import Harvest
from csto_dataset.packaged import RELEASES, SOURCES
from csto_dataset.release import load, published
from csto_dataset.validate import validate
from tests.pages.samples import ARTICLE, INTERVIEW, LONGER_ARTICLE, TEASER, files_below, write_pages


@pytest.fixture
def one(tmp_path: Path) -> Harvest:
    return harvest([write_pages(tmp_path / "one", TEASER + ARTICLE)])


@pytest.fixture
def two(tmp_path: Path) -> Harvest:
    """One, and an interview."""
    return harvest([write_pages(tmp_path / "two", TEASER + ARTICLE, INTERVIEW)])


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


@pytest.fixture(scope="module")
def source() -> Harvest:
    return harvest([SOURCES])


def versions_below(out: Path) -> list[str]:
    return sorted(path.name for path in out.iterdir() if path.is_dir())


def reseal(folder: Path, edit: Callable[[dict[str, Any]], None] = lambda manifest: None) -> None:
    """Bring manifest and check sums of a release in line with its files, after an edit of the manifest."""
    manifest = json.loads((folder / "manifest.json").read_bytes())
    edit(manifest)
    for name, entry in manifest["files"].items():
        raw = (folder / name).read_bytes()
        entry |= {"bytes": len(raw), "sha256": hashlib.sha256(raw).hexdigest()}
    (folder / "manifest.json").write_bytes(json.dumps(manifest, indent=2, ensure_ascii=False).encode() + b"\n")
    names = sorted([*manifest["files"], "manifest.json"])
    sums = "".join(f"{hashlib.sha256((folder / name).read_bytes()).hexdigest()}  {name}\n" for name in names)
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")


# Versions


def test_the_first_version_is_1_0_0(one: Harvest, out: Path) -> None:
    done = building.build(one, out)
    assert (done.version, done.new, published(out)) == ("1.0.0", True, ["1.0.0"])


def test_the_folder_may_lie_in_folders_that_are_not_there_yet(one: Harvest, out: Path) -> None:
    assert building.build(one, out / "a" / "b").folder == out / "a" / "b" / "1.0.0"


def test_the_same_records_make_no_new_version(one: Harvest, out: Path) -> None:
    building.build(one, out)
    before = files_below(out)
    assert not building.build(one, out).new
    assert files_below(out) == before


def test_added_records_make_a_minor_version(one: Harvest, two: Harvest, out: Path) -> None:
    building.build(one, out)
    assert building.build(two, out).version == "1.1.0"
    assert published(out) == ["1.0.0", "1.1.0"]


def test_withdrawn_records_make_a_major_version(one: Harvest, two: Harvest, out: Path) -> None:
    building.build(two, out)
    assert building.build(one, out).version == "2.0.0"


def test_changed_records_make_a_major_version(one: Harvest, out: Path, tmp_path: Path) -> None:
    building.build(one, out)
    assert building.build(harvest([write_pages(tmp_path / "b", TEASER + LONGER_ARTICLE)]), out).version == "2.0.0"


def test_a_record_that_is_changed_while_others_are_added_makes_a_major_version(
    one: Harvest, out: Path, tmp_path: Path
) -> None:
    building.build(one, out)
    more = harvest([write_pages(tmp_path / "b", TEASER + LONGER_ARTICLE, INTERVIEW)])
    assert building.build(more, out).version == "2.0.0"


def test_the_same_records_with_another_file_make_a_patch(
    one: Harvest, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build(one, out)
    monkeypatch.setattr(building, "_README", "Another text.")
    first = load(out / "1.0.0")
    done = building.build(one, out)
    assert (done.version, done.root, done.new) == ("1.0.1", first.root, True)


def test_the_same_records_from_one_page_more_make_a_patch(out: Path, tmp_path: Path) -> None:
    page = "Maps were compared\n\nMaps were compared 16.04.2024\n\nThe sheets agree.\n"
    wide = page.replace("\n\nThe", "\n\n\n\n\n\nThe")
    # Of two that say the same the least digest is taken.
    taken, other = sorted((page, wide), key=lambda text: hashlib.sha256(text.encode()).hexdigest())
    building.build(harvest([write_pages(tmp_path / "a", taken)]), out)
    done = building.build(harvest([write_pages(tmp_path / "b", taken, other)]), out)
    assert done.version == "1.0.1"


def test_versions_count_on_from_the_newest(one: Harvest, two: Harvest, out: Path) -> None:
    made = [building.build(each, out).version for each in (one, two, one, two, one)]
    assert made == ["1.0.0", "1.1.0", "2.0.0", "2.1.0", "3.0.0"]
    assert published(out) == made


def test_the_tenth_minor_version_is_newer_than_the_ninth(one: Harvest, two: Harvest, out: Path) -> None:
    building.build(one, out)
    for version in ("1.9.0", "1.10.0"):
        shutil.copytree(out / "1.0.0", out / version)
        reseal(out / version, partial(dict.update, version=version))
    listed = [{"version": each, "schema_version": "1.0", "root": "0" * 64} for each in ("1.10.0", "1.0.0", "1.9.0")]
    (out / "releases.json").write_text(json.dumps(listed), encoding="utf-8")
    assert published(out)[-1] == "1.10.0"
    assert building.build(two, out).version == "1.11.0"
    assert published(out) == ["1.0.0", "1.9.0", "1.10.0", "1.11.0"]


def test_an_older_release_is_never_touched(one: Harvest, two: Harvest, out: Path) -> None:
    building.build(one, out)
    before = files_below(out / "1.0.0")
    building.build(two, out)
    building.build(one, out)
    assert files_below(out / "1.0.0") == before


def test_parquet_bytes_of_another_pyarrow_do_not_count(one: Harvest, out: Path) -> None:
    folder = building.build(one, out).folder
    with (folder / "news_items.parquet").open("ab") as file:
        file.write(b"written otherwise")
    reseal(folder, lambda manifest: manifest["writer"].update(pyarrow="0.0.1"))
    before = files_below(out)
    assert not building.build(one, out).new
    assert files_below(out) == before


def test_parquet_bytes_of_the_same_pyarrow_count(one: Harvest, out: Path) -> None:
    folder = building.build(one, out).folder
    with (folder / "news_items.parquet").open("ab") as file:
        file.write(b"written otherwise")
    reseal(folder)
    assert building.build(one, out).version == "1.0.1"


def test_other_files_count_whichever_pyarrow_wrote_them(one: Harvest, out: Path) -> None:
    folder = building.build(one, out).folder
    (folder / "README.md").write_text("Another text.", encoding="utf-8")
    reseal(folder, lambda manifest: manifest["writer"].update(pyarrow="0.0.1"))
    assert building.build(one, out).version == "1.0.1"


def test_a_check_names_the_file_that_is_stale_and_the_command_that_mends_it(one: Harvest, out: Path) -> None:
    folder = building.build(one, out).folder
    for name in ("README.md", "interviews.schema.json", "ledger.jsonl"):
        right = (folder / name).read_bytes()
        (folder / name).write_bytes(right + b"\n")
        reseal(folder)
        with pytest.raises(StaleError) as caught:
            building.check(one, out)
        assert str(folder / name) in str(caught.value)
        assert "csto-dataset build" in str(caught.value)
        (folder / name).write_bytes(right)
        reseal(folder)
    assert building.check(one, out) == "1.0.0"


def test_a_check_finds_a_manifest_that_says_something_else(one: Harvest, out: Path) -> None:
    folder = building.build(one, out).folder
    reseal(folder, lambda manifest: manifest["rights"].update(code="none"))
    with pytest.raises(StaleError) as caught:
        building.check(one, out)
    assert str(folder / "manifest.json") in str(caught.value)


# What stands there already


def test_a_release_that_is_not_listed_is_not_written_over(one: Harvest, two: Harvest, out: Path) -> None:
    building.build(one, out)
    (out / "releases.json").unlink()
    before = files_below(out / "1.0.0")
    assert building.build(two, out).version != "1.0.0"
    assert files_below(out / "1.0.0") == before


def test_a_version_is_written_only_once(one: Harvest, two: Harvest, out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    building.build(one, out)
    before = files_below(out)
    # As if another build had put it there while this one was at work.
    monkeypatch.setattr(publishing, "next_version", lambda *_: "1.0.0")
    with pytest.raises(ReleaseError) as caught:
        building.build(two, out)
    assert str(caught.value).startswith(str(out / "1.0.0"))
    assert files_below(out) == before


def test_a_folder_that_is_no_release_is_not_taken_for_one(one: Harvest, out: Path) -> None:
    (out / "1.0.0").mkdir(parents=True)
    (out / "1.0.0" / "notes.txt").write_text("mine", encoding="utf-8")
    before = files_below(out)
    with pytest.raises(ReleaseError) as caught:
        building.build(one, out)
    assert str(caught.value).startswith(str(out / "1.0.0"))
    assert files_below(out) == before


def test_a_release_that_was_moved_but_not_listed_is_listed_by_the_next_build(one: Harvest, out: Path) -> None:
    building.build(one, out)
    whole = files_below(out)
    (out / "releases.json").unlink()
    done = building.build(one, out)
    assert (done.version, done.new) == ("1.0.0", False)
    assert files_below(out) == whole


def test_a_later_release_that_was_moved_but_not_listed_is_listed_too(one: Harvest, two: Harvest, out: Path) -> None:
    building.build(one, out)
    listed = (out / "releases.json").read_bytes()
    building.build(two, out)
    whole = files_below(out)
    (out / "releases.json").write_bytes(listed)
    building.build(two, out)
    assert files_below(out) == whole


def test_a_damaged_release_that_was_not_listed_is_refused(one: Harvest, out: Path) -> None:
    folder = building.build(one, out).folder
    (out / "releases.json").unlink()
    (folder / "README.md").write_bytes(b"")
    with pytest.raises(ReleaseError) as caught:
        building.build(one, out)
    assert str(folder) in str(caught.value)
    assert versions_below(out) == ["1.0.0"]


def append(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b" ")


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


@pytest.mark.parametrize("damage", [append, cut, Path.unlink])
@pytest.mark.parametrize("name", sorted(path.name for path in (RELEASES / "1.0.0").iterdir()))
def test_nothing_is_published_on_a_damaged_release(
    name: str, damage: Callable[[Path], None], source: Harvest, out: Path
) -> None:
    shutil.copytree(RELEASES, out)
    damage(out / "1.0.0" / name)
    before = files_below(out)
    with pytest.raises(ReleaseError) as caught:
        building.build(source, out)
    assert str(out / "1.0.0") in str(caught.value)
    assert str(caught.value).isprintable()
    assert files_below(out) == before


@pytest.mark.parametrize("raw", [b"", b"{", b"{}", b"\xff", b'[{"version": "1"}]', b'[{"version": "../1.0.0"}]'])
def test_a_damaged_list_of_releases_is_refused(raw: bytes, one: Harvest, out: Path) -> None:
    building.build(one, out)
    (out / "releases.json").write_bytes(raw)
    with pytest.raises(ReleaseError) as caught:
        building.build(one, out)
    assert str(caught.value).startswith(str(out / "releases.json"))
    assert (out / "releases.json").read_bytes() == raw


def test_a_list_that_names_a_release_that_is_gone_is_refused(one: Harvest, out: Path) -> None:
    shutil.rmtree(building.build(one, out).folder)
    with pytest.raises(ReleaseError) as caught:
        building.build(one, out)
    assert str(caught.value).startswith(str(out / "releases.json"))


def test_a_file_is_no_folder_of_releases(one: Harvest, out: Path) -> None:
    out.write_text("a file", encoding="utf-8")
    with pytest.raises(ReleaseError) as caught:
        building.build(one, out)
    assert str(caught.value).startswith(str(out))
    assert out.read_text(encoding="utf-8") == "a file"


# Failures on the way


class FailingCall:
    """A stand-in for a function of the system that fails at the n-th call, counted from 0, and works at all others."""

    def __init__(self, real: Callable[..., Any], number: int, code: int) -> None:
        self.left, self.code, self.real = number, code, real

    def __get__(self, owner: Any, kind: Any = None) -> Callable[..., Any]:
        return lambda *given, **named: self(*(() if owner is None else (owner,)), *given, **named)

    def __call__(self, *given: Any, **named: Any) -> Any:
        self.left -= 1
        if self.left == -1:
            raise OSError(
                self.code, os.strerror(self.code), os.fspath(given[0]) if isinstance(given[0], Path) else None
            )
        return self.real(*given, **named)


CODES = [errno.ENOSPC, errno.EACCES, errno.EIO]
CALLS = {
    "fsync": (os, "fsync"),
    "rename": (os, "rename"),
    "replace": (os, "replace"),
    "mkdir": (os, "mkdir"),
    "open": (Path, "open"),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_failure_at_any_step_of_the_first_build_leaves_all_or_nothing(
    call: str, one: Harvest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    building.build(one, tmp_path / "right")
    whole = files_below(tmp_path / "right")
    moved = {name: raw for name, raw in whole.items() if name != "releases.json"}
    failures = 0
    while _fails(call, failures, one, tmp_path / f"out-{failures}", monkeypatch):
        out = tmp_path / f"out-{failures}"
        # What is complete but not listed yet is found and listed by the next build.
        assert (files_below(out) if out.exists() else {}) in ({}, moved, whole)
        building.build(one, out)
        assert files_below(out) == whole
        failures += 1
    assert failures >= 1


@pytest.mark.parametrize("call", CALLS)
def test_a_failure_at_any_step_of_a_later_build_leaves_the_old_state_or_the_new_one(
    call: str, one: Harvest, two: Harvest, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = tmp_path / "old"
    building.build(one, old)
    before = files_below(old)
    shutil.copytree(old, out)
    building.build(two, out)
    after = files_below(out)
    moved = after | {"releases.json": before["releases.json"]}
    failures = 0
    while True:
        shutil.rmtree(out)
        shutil.copytree(old, out)
        if not _fails(call, failures, two, out, monkeypatch):
            break
        assert files_below(out) in (before, moved, after)
        building.build(two, out)
        assert files_below(out) == after
        failures += 1
    assert failures >= 1


def _fails(call: str, number: int, gathered: Harvest, out: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Build while a call fails, and say whether it came to that; demand one line of why, or that all was done."""
    owner, name = CALLS[call]
    code = CODES[number % len(CODES)]
    failing = FailingCall(getattr(owner, name), number, code)
    refusal: str | None = None
    with monkeypatch.context() as patch:
        patch.setattr(owner, name, failing)
        try:
            version = building.build(gathered, out).version
        except ReleaseError as error:
            refusal = str(error)
    if refusal is not None:
        assert refusal.isprintable()
        assert refusal.endswith(os.strerror(code).lower())
        assert failing.left < 0
        return True
    # A failure that was got over is none: making a folder that is there already, for one.
    assert published(out)[-1] == building.check(gathered, out) == version
    return failing.left < 0


RUN = """
import os, resource, signal, sys
from pathlib import Path
from csto_dataset.cli import main
{}
sys.exit(main(["build", "--out", *sys.argv[1:]]))
"""
KILLED = """
calls = 0
def killing(real):
    def call(*given, **named):
        global calls
        calls += 1
        if calls == {}:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*given, **named)
    return call
os.fsync, os.rename, os.replace = map(killing, (os.fsync, os.rename, os.replace))
"""
FULL = """
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, ({0}, {0}))
"""


def run(preparation: str, *arguments: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", RUN.format(preparation), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("call", [1, 9, 20, 21, 22, 23, 24, 25, 26])
def test_a_build_that_is_killed_leaves_the_old_state_or_the_new_one_and_the_next_build_succeeds(
    call: int, two: Harvest, one: Harvest, out: Path, tmp_path: Path
) -> None:
    building.build(one, out)
    before = files_below(out)
    assert run(KILLED.format(call), out, tmp_path / "two").returncode == -9
    left = {name: raw for name, raw in files_below(out).items() if not name.startswith(STAGING)}
    assert {name: left[name] for name in before if name != "releases.json"}.items() <= before.items()
    for version in versions_below(out):
        if not version.startswith(STAGING):
            assert validate([out / version], load(out / version)).verdict.genuine == "identical"
    done = building.build(two, out)
    assert done.version == "1.1.0"
    assert published(out) == ["1.0.0", "1.1.0"]
    assert validate([done.folder], load(done.folder)).verdict.genuine == "identical"


def test_a_build_has_no_later_moments_to_be_killed_at(out: Path, one: Harvest, two: Harvest, tmp_path: Path) -> None:
    building.build(one, out)
    assert run(KILLED.format(27), out, tmp_path / "two").returncode == 0


@pytest.mark.parametrize("size", [0, 1, 1000, 5000, 20_000])
def test_files_that_cannot_grow_stop_a_build_in_one_line_and_leave_nothing(size: int, out: Path) -> None:
    failed = run(FULL.format(size), out, SOURCES)
    assert failed.returncode == 2
    assert failed.stdout == ""
    assert failed.stderr.count("\n") == 1
    assert "Traceback" not in failed.stderr
    assert not out.exists()


@pytest.mark.parametrize("act", [building.build, building.check])
def test_a_folder_whose_name_is_too_long_is_one_line(act: Callable[[Harvest, Path], object], one: Harvest) -> None:
    with pytest.raises(ReleaseError) as caught:
        act(one, Path("a" * 300))
    assert str(caught.value).isprintable()


def test_a_list_that_states_another_root_is_stale_and_is_mended(one: Harvest, out: Path) -> None:
    building.build(one, out)
    good = (out / "releases.json").read_bytes()
    entries = json.loads(good)
    entries[0]["root"] = "0" * 64
    (out / "releases.json").write_text(json.dumps(entries), encoding="utf-8")
    with pytest.raises(StaleError, match=r"releases\.json"):
        building.check(one, out)
    assert not building.build(one, out).new
    assert (out / "releases.json").read_bytes() == good


def test_folders_that_a_failing_build_made_are_taken_away(
    one: Harvest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ReleaseError):
        building.build(one, tmp_path / "x" / "y")
    assert not (tmp_path / "x").exists()


def test_an_older_release_that_is_damaged_stops_a_build_before_it_publishes(
    one: Harvest, two: Harvest, out: Path, tmp_path: Path
) -> None:
    building.build(one, out)
    building.build(two, out)
    with (out / "1.0.0" / "news_items.jsonl").open("ab") as file:
        file.write(b"x")
    before = files_below(out)
    third = harvest([write_pages(tmp_path / "three", TEASER + LONGER_ARTICLE, INTERVIEW)])
    with pytest.raises(ReleaseError):
        building.build(third, out)
    assert files_below(out) == before


def test_a_release_in_a_folder_of_another_number_is_refused(one: Harvest, two: Harvest, out: Path) -> None:
    shutil.copytree(building.build(one, out).folder, out / "1.1.0")
    before = files_below(out)
    with pytest.raises(ReleaseError) as caught:
        building.build(two, out)
    assert str(caught.value).startswith(str(out / "1.1.0"))
    assert files_below(out) == before


def test_what_a_killed_build_left_is_taken_away_by_the_next_one(one: Harvest, two: Harvest, out: Path) -> None:
    building.build(one, out)
    left = out / f"{STAGING}abc" / "release"
    left.mkdir(parents=True)
    (left / "news_items.json").write_text("[", encoding="utf-8")
    building.build(two, out)
    assert not left.parent.exists()


def test_builds_in_one_folder_wait_for_each_other(one: Harvest, two: Harvest, out: Path) -> None:
    building.build(one, out)
    with ThreadPoolExecutor() as pool:
        with room_for(out):
            waiting = pool.submit(building.build, two, out)
            time.sleep(0.2)
            assert not waiting.done()
            assert published(out) == ["1.0.0"]
        assert waiting.result().version == "1.1.0"


def test_a_folder_that_cannot_be_locked_is_published_in_all_the_same(
    one: Harvest, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(descriptor: int, operation: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)
    (out / f"{STAGING}of another").mkdir(parents=True)
    assert building.build(one, out).version == "1.0.0"
    assert (out / f"{STAGING}of another").is_dir()


def test_a_full_disk_is_told_of_the_folder_and_not_of_what_is_half_written(
    one: Harvest, out: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.open

    def full(path: Path, *given: Any, **named: Any) -> Any:
        if path.name == "news_items.jsonl":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return real(path, *given, **named)

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(ReleaseError) as caught:
        building.build(one, out)
    assert str(caught.value) == f"{out}: no space left on device"
