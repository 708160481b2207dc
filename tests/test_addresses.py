"""Files at addresses: whoever reads them fetches them, and a folder of them is a copy's folder."""

import gzip
import io
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from csto_dataset import addresses, cli
from csto_dataset.copies import CopyFile
from csto_dataset.errors import CopyError
from csto_dataset.fetch import brought
from csto_dataset.release import Release
from csto_dataset.validate import validate
from csto_dataset.verdict import Report
from tests.serving import serving

TABLES = [f"{table}{form}" for table in ("news_items", "interviews", "qa_pairs") for form in (".jsonl", ".parquet")]


@pytest.fixture
def asked() -> list[str]:
    """The paths that a server was asked for."""
    return []


@pytest.fixture
def server(copy: Path, asked: list[str]) -> Iterator[str]:
    with serving(copy, asked) as address:
        yield address


@pytest.fixture(autouse=True)
def rooms(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which what is fetched is kept for a while."""
    (tmp_path / "rooms").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "rooms"))
    return tmp_path / "rooms"


def report_on(*names: str, release: Release | None = None, workers: int = 1, scheduler: str | None = None) -> Report:
    with brought(names) as paths:
        return validate(paths, release, workers=workers, scheduler=scheduler)


@pytest.mark.apart
@pytest.mark.parametrize("workers", [1, 3])
def test_each_address_is_fetched_once_when_it_is_read(
    workers: int, server: str, asked: list[str], release: Release, rooms: Path
) -> None:
    names = [f"{server}/{name}" for name in TABLES]
    with brought(names) as paths:
        assert asked == []
        report = validate(paths, release, workers=workers)
    assert (report.findings, report.verdict.genuine, report.files) == ((), "identical", 6)
    assert sorted(asked) == sorted(f"/{name}" for name in TABLES)
    assert not list(rooms.iterdir())


@pytest.mark.parametrize("workers", [1, 2])
def test_findings_name_the_address(workers: int, copy: Path, server: str, rooms: Path) -> None:
    for name in TABLES[:2]:
        (copy / name).write_bytes(b"{}")
    report = report_on(f"{server}/{TABLES[0]}?key=secret", f"{server}/{TABLES[1]}", workers=workers)
    assert {(each.code, each.where.file) for each in report.findings} == {
        ("unknown-table", f"{server}/{TABLES[0]}"),
        ("not-parquet", f"{server}/{TABLES[1]}"),
    }
    assert not list(rooms.iterdir())


@pytest.mark.apart
@pytest.mark.parametrize("workers", [1, 2])
def test_an_address_that_cannot_be_fetched_stops_all_who_read(workers: int, server: str, rooms: Path) -> None:
    with pytest.raises(CopyError, match=r"/gone\.jsonl: cannot be fetched: "):
        report_on(*(f"{server}/{name}" for name in [*TABLES, "gone.jsonl"]), workers=workers)
    assert not list(rooms.iterdir())


@pytest.mark.parametrize("packed", ["", "packed"])
@pytest.mark.parametrize("name", ["qa_pairs.jsonl", "qa_pairs.json", "qa_pairs.parquet"])
def test_an_address_that_does_not_say_its_format_is_known_by_its_beginning(
    name: str, packed: str, copy: Path, server: str, asked: list[str], release: Release
) -> None:
    raw = (copy / name).read_bytes()
    (copy / "download").write_bytes(gzip.compress(raw) if packed else raw)
    report = report_on(f"{server}/download?id=3", release=release)
    assert (report.findings, report.verdict.genuine) == ((), "re-encoded" if packed else "identical")
    assert asked == ["/download?id=3"] * 2  # Its beginning, and all of it.


def test_a_manifest_at_an_address_is_held_against_the_files_beside_it(copy: Path, server: str) -> None:
    raw = (copy / "qa_pairs.jsonl").read_bytes()
    (copy / "qa_pairs.jsonl").write_bytes(raw + b"\n")
    names = sorted(path.name for path in copy.iterdir() if path.name != "interviews.json")
    report = report_on(*(f"{server}/{name}" for name in names))
    assert sorted((each.code, each.where.file) for each in report.findings) == [
        ("checksum-mismatch", f"{server}/qa_pairs.jsonl"),
        ("missing-file", f"{server}/manifest.json"),
    ]


def test_reading_that_is_given_up_fetches_no_more(rooms: Path) -> None:
    with pytest.raises(CopyError, match="x: not fetched to its end"):
        addresses.write(io.BytesIO(b"[]"), rooms / "x", "x", 100, lambda: True)


def test_nobody_waits_for_a_server_that_says_nothing_once_reading_is_given_up(rooms: Path) -> None:
    silent = socket.create_server(("127.0.0.1", 0))
    address = f"http://127.0.0.1:{silent.getsockname()[1]}/x.jsonl"
    file = CopyFile(Path("x.jsonl"), "x.jsonl", data=True, address=address)
    with silent, pytest.raises(CopyError, match="not fetched to its end"), addresses.there(file, lambda: True):
        pass
    assert not list(rooms.iterdir())


def test_signatures_do_not_count_in_what_stands_beside_one_another(copy: Path, server: str) -> None:
    names = sorted(path.name for path in copy.iterdir())
    assert report_on(*(f"{server}/{name}?key=a/b#c/d" for name in names)).findings == ()


def test_two_addresses_that_end_alike_are_two_files(copy: Path, server: str, release: Release) -> None:
    (copy / "more").mkdir()
    shutil.copy(copy / "qa_pairs.jsonl", copy / "more")
    report = report_on(f"{server}/qa_pairs.jsonl", f"{server}/more/qa_pairs.jsonl")
    assert (report.files, report.counts["repeated-id"]) == (2, len(release.qa_pairs))


# Folders


@pytest.fixture
def folder(copy: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a copy's folder, of a kind that can be listed."""
    monkeypatch.setattr(addresses, "SCHEMES", (*addresses.SCHEMES, "file"))
    return f"file://{copy}/"


def test_a_folder_at_an_address_is_a_copy(folder: str, copy: Path, release: Release) -> None:
    report = report_on(folder, release=release)
    assert (report.findings, report.verdict.genuine) == ((), "identical")
    assert report.files == len(list(copy.iterdir()))


def test_what_is_no_part_of_a_copy_in_a_folder_at_an_address_is_told_and_not_fetched(
    folder: str, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (copy / "inner").mkdir()
    for name in ("notes.txt", ".hidden.json", "a::b.json", "a?b.json", "a#b.json", "x\u202e.txt"):
        (copy / name).write_bytes(b"[]")
    report = report_on(folder)
    assert [(each.code, each.where.file.removeprefix(folder)) for each in report.findings] == [
        ("unread-file", name) for name in ("a#b.json", "a::b.json", "a?b.json", "inner", "notes.txt", "x\\u202e.txt")
    ]
    assert report.verdict.valid


def test_a_folder_with_no_records_at_an_address_is_refused(folder: str, copy: Path) -> None:
    shutil.rmtree(copy)
    copy.mkdir()
    (copy / "notes.txt").write_bytes(b"[]")
    with pytest.raises(CopyError, match="expected files of records"):
        report_on(folder)
    shutil.rmtree(copy)
    with pytest.raises(CopyError, match="cannot be fetched: "):
        report_on(folder)


def test_a_page_of_the_web_is_no_folder(server: str, asked: list[str]) -> None:
    assert not report_on(f"{server}/").verdict.valid
    assert set(asked) == {"/"}


def test_the_command_fingerprints_a_folder_at_an_address(
    folder: str, release: Release, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["fingerprint", folder]) == 0
    assert release.manifest.root in capsys.readouterr().out
