"""Compressed copies: the same is told as of what is in them."""

import io
import shutil
import sys
from pathlib import Path

import pytest

from csto_dataset import cli
from csto_dataset.copies import files_of
from csto_dataset.errors import CopyError
from csto_dataset.fetch import brought
from csto_dataset.limits import Limits
from csto_dataset.release import Release
from csto_dataset.validate import validate
from tests.packers import PACKERS, zstandard

NAMES = ["news_items.json", "interviews.jsonl", "qa_pairs.parquet"]


def packed(path: Path, folder: Path, suffix: str) -> Path:
    """Write a file compressed, under its name with a suffix behind it."""
    target = folder / f"{path.name}{suffix}"
    target.write_bytes(PACKERS[suffix](path.read_bytes()))
    return target


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_compressed_file_of_the_release_is_re_encoded(
    release: Release, tmp_path: Path, name: str, suffix: str
) -> None:
    report = validate([packed(release.folder / name, tmp_path, suffix)], release)
    assert (report.findings, report.verdict.valid, report.verdict.genuine) == ((), True, "re-encoded")


@pytest.mark.parametrize("suffix", PACKERS)
def test_what_is_compressed_is_known_by_its_bytes_whatever_it_is_called(
    release: Release, tmp_path: Path, suffix: str
) -> None:
    path = packed(release.folder / "qa_pairs.jsonl", tmp_path, suffix)
    for name in ("qa_pairs.jsonl", "x.ndjson.zst", "X.JSONL.GZ"):
        shutil.copy(path, tmp_path / name)
        assert validate([tmp_path / name], release).verdict.genuine == "re-encoded"


def test_a_file_that_somebody_unpacked_and_left_its_name_is_read(release: Release, tmp_path: Path) -> None:
    shutil.copy(release.folder / "qa_pairs.jsonl", tmp_path / "qa_pairs.jsonl.gz")
    assert validate([tmp_path / "qa_pairs.jsonl.gz"], release).verdict.genuine == "identical"


@pytest.mark.parametrize("suffix", PACKERS)
def test_places_are_those_in_the_unpacked_text(release: Release, tmp_path: Path, suffix: str) -> None:
    raw = (release.folder / "qa_pairs.jsonl").read_bytes().replace(b"extremely unlikely", b"likely")
    (tmp_path / "x.jsonl").write_bytes(raw)
    plain = validate([tmp_path / "x.jsonl"], release).findings
    inside = validate([packed(tmp_path / "x.jsonl", tmp_path, suffix)], release).findings
    assert [(each.code, each.where.line, each.where.column, each.where.byte) for each in inside] == [
        (each.code, each.where.line, each.where.column, each.where.byte) for each in plain
    ]
    assert plain[0].where.byte is not None
    assert plain[0].where.line == 6
    assert inside[0].where.file == str(tmp_path / f"x.jsonl{suffix}")


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("name", NAMES)
def test_a_compressed_file_cut_off_is_told_below_what_was_read_of_it(
    release: Release, tmp_path: Path, name: str, suffix: str
) -> None:
    path = packed(release.folder / name, tmp_path, suffix)
    path.write_bytes(path.read_bytes()[:-1])
    report = validate([path], release)
    assert [finding.code for finding in report.findings] == ["damaged-compression"]
    assert not report.verdict.valid


def test_lines_before_the_damage_are_read(release: Release, tmp_path: Path) -> None:
    lines = (release.folder / "qa_pairs.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "x.jsonl.gz").write_bytes(b"".join(map(PACKERS[".gz"], lines))[:-20])
    report = validate([tmp_path / "x.jsonl.gz"], release)
    assert (report.records, [finding.code for finding in report.findings]) == (len(lines) - 1, ["damaged-compression"])


def test_a_file_compressed_twice_is_told(release: Release, tmp_path: Path) -> None:
    path = packed(packed(release.folder / "qa_pairs.jsonl", tmp_path, ".gz"), tmp_path, ".xz")
    path = path.rename(tmp_path / "x.jsonl.gz")
    assert [finding.code for finding in validate([path], release).findings] == ["nested-compression"]


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_bomb_is_told(release: Release, tmp_path: Path, suffix: str) -> None:
    (tmp_path / "x.jsonl").write_bytes(PACKERS[suffix](b" " * (20 << 20)))
    report = validate([tmp_path / "x.jsonl"], release, limits=Limits(ratio=100))
    assert [finding.code for finding in report.findings] == ["compression-bomb"]


def test_a_folder_whose_files_were_compressed_one_by_one_is_the_release(release: Release, tmp_path: Path) -> None:
    for path in release.folder.iterdir():
        packed(path, tmp_path, ".gz")
    report = validate([tmp_path], release)
    assert (report.findings, report.verdict.genuine) == ((), "re-encoded")
    assert report.verdict.complete is not None
    assert (report.verdict.complete.present, report.records) == (12, 36)


def test_a_compressed_file_that_goes_with_the_release_is_compared(release: Release, tmp_path: Path) -> None:
    packed(release.folder / "news_items.json", tmp_path, ".gz")
    text = (release.folder / "ledger.jsonl").read_bytes().replace(b'"role"', b'"roll"', 1)
    (tmp_path / "ledger.jsonl.zst").write_bytes(zstandard(text))
    report = validate([tmp_path], release)
    assert [(finding.code, finding.where.file) for finding in report.findings] == [
        ("altered-file", str(tmp_path / "ledger.jsonl.zst"))
    ]


@pytest.mark.parametrize("suffix", PACKERS)
@pytest.mark.parametrize("name", [*NAMES, "qa_pairs.jsonl"])
def test_compressed_standard_input_is_read(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, suffix: str
) -> None:
    raw = packed(release.folder / name, tmp_path, suffix).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    with brought(["-"]) as paths:
        assert validate(paths, release).verdict.genuine == "re-encoded"


def test_damaged_compressed_standard_input_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PACKERS[".xz"](b"[]")[:-9])))
    assert cli.main(["validate", "-"]) == 1
    assert "damaged-compression" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["x.json.zip", "x.tar.gz", "x.gz", "x.jsonl.br"])
def test_what_is_no_compression_of_a_copy_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).touch()
    with pytest.raises(CopyError, match=r"\.gz.*\.bz2.*\.xz.*\.zst"):
        files_of([tmp_path / name])


def test_a_table_beside_itself_compressed_stands_there_in_two_forms(release: Release, tmp_path: Path) -> None:
    shutil.copy(release.folder / "qa_pairs.jsonl", tmp_path)
    packed(release.folder / "qa_pairs.jsonl", tmp_path, ".gz")
    assert validate([tmp_path], release).findings == ()
    lines = (tmp_path / "qa_pairs.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "qa_pairs.jsonl").write_bytes(b"".join(lines[1:]))
    assert validate([tmp_path], release).counts == {"uneven-formats": 1}
