"""Reading files of a copy apart: the same is told as in one process, and what a file does to its reader is a finding."""

import random
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from csto_dataset import cli, readers
from csto_dataset.errors import CopyError
from csto_dataset.limits import ALLOWANCE, LEAST_MEMORY, Limits
from csto_dataset.release import Release
from csto_dataset.validate import validate
from csto_dataset.verdict import Report

pytestmark = pytest.mark.apart


def both_ways(path: Path, release: Release | None, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Return what is said of a copy, if it is the same wherever its files are read."""
    apart = validate([path], release)
    with monkeypatch.context() as patch:
        patch.setattr(readers, "APART", set())
        assert validate([path], release) == apart
        patch.setattr(readers, "APART", {"json", "jsonl", "csv", "parquet"})
        assert validate([path], release) == apart
    return apart


def test_a_copy_is_told_of_in_the_same_way_wherever_it_is_read(
    release: Release, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert both_ways(copy, release, monkeypatch).findings == ()
    assert both_ways(copy, None, monkeypatch).findings == ()


def test_a_damaged_copy_is_told_of_in_the_same_way_wherever_it_is_read(
    release: Release, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = release.qa_pairs.to_arrow()
    words = pa.array([[text.replace("the", "a") for text in answer] for answer in pairs["answer"].to_pylist()])
    pq.write_table(pairs.set_column(6, "answer", words).slice(1), copy / "qa_pairs.parquet")
    (copy / "news_items.parquet").write_bytes((copy / "news_items.parquet").read_bytes()[:-100])
    (copy / "news_items.jsonl").write_bytes((copy / "news_items.jsonl").read_bytes()[:-100])
    report = both_ways(copy, release, monkeypatch)
    assert {"not-parquet", "not-json", "changed-words", "checksum-mismatch"} <= report.counts.keys()
    assert any(finding.edits for finding in report.findings)


def test_a_file_that_cannot_be_opened_stops_the_run_wherever_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.parquet").symlink_to("x.parquet")
    with pytest.raises(CopyError, match=r"x\.parquet"):
        validate([tmp_path / "x.parquet"])


def repeated(folder: Path, release: Release, times: int, letters: int) -> Path:
    """Write a small file of many long texts, all the same."""
    item = release.news_items.to_arrow().slice(0, 1)
    long = item.set_column(4, "title", pa.array([random.Random(0).randbytes(letters // 2).hex()]))
    many = pa.concat_tables([long] * times).combine_chunks()
    pq.write_table(many, folder / "x.parquet", compression="zstd", use_dictionary=True)
    return folder / "x.parquet"


def test_more_than_is_allowed_comes_out_of_no_parquet_file(release: Release, tmp_path: Path) -> None:
    path = repeated(tmp_path, release, times=600, letters=ALLOWANCE // 100)
    assert path.stat().st_size < 1 << 20
    report = validate([path], release, limits=Limits(ratio=1))
    assert [finding.code for finding in report.findings][-1] == "compression-bomb"
    assert "compression-bomb" not in validate([path], release).counts


def test_a_parquet_file_that_asks_for_too_much_memory_is_a_finding(release: Release, tmp_path: Path) -> None:
    path = repeated(tmp_path, release, times=2, letters=LEAST_MEMORY)
    report = validate([path], release, limits=Limits(memory=LEAST_MEMORY))
    assert [finding.code for finding in report.findings] == ["reader-out-of-memory"]
    assert not report.verdict.valid


def test_after_a_reader_has_ended_the_other_files_are_read(
    release: Release, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(repeated(copy, release, times=2, letters=LEAST_MEMORY), copy / "interviews.parquet")
    report = validate([copy], release, limits=Limits(memory=LEAST_MEMORY))
    assert report.counts == {"checksum-mismatch": 1, "reader-out-of-memory": 1, "uneven-formats": 1}
    assert report.records == 36 - 1


def test_damaged_parquet_files_never_end_the_run(release: Release, tmp_path: Path) -> None:
    """Bits are flipped anywhere: a finding, or the same records."""
    raw, drawn = (release.folder / "interviews.parquet").read_bytes(), random.Random(7)
    for number in range(60):
        damaged = bytearray(raw)
        for _ in range(drawn.randint(1, 4)):
            damaged[drawn.randrange(len(raw))] ^= 1 << drawn.randrange(8)
        (tmp_path / f"{number}.parquet").write_bytes(damaged)
    report = validate([tmp_path], release)
    assert report.files == 60
    told = {finding.where.file for finding in report.findings}
    for number in range(60):
        if str(tmp_path / f"{number}.parquet") not in told:
            assert validate([tmp_path / f"{number}.parquet"], release).verdict.genuine == "re-encoded"


@pytest.mark.parametrize(
    "option", [["--max-memory", "1GiB"], ["--max-seconds", "60"], ["--max-ratio", "5"], ["--max-unpacked", "2 MB"]]
)
def test_limits_are_options_of_the_command(release: Release, option: list[str]) -> None:
    assert cli.main(["validate", str(release.folder), *option]) == 0


@pytest.mark.parametrize(
    "option",
    [
        ["--max-memory", "1MiB"],
        ["--max-memory", "much"],
        ["--max-seconds", "0"],
        ["--max-ratio", "0"],
        ["--max-unpacked", "-1"],
        ["--max-unpacked", "0"],
    ],
)
def test_a_limit_that_is_none_is_refused_in_one_line(
    release: Release, option: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["validate", str(release.folder), *option]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert option[0] in said.err


def test_a_limit_of_the_command_is_kept_to(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate", str(release.folder / "qa_pairs.parquet"), "--max-unpacked", "10B"]) == 1
    assert "compression-bomb" in capsys.readouterr().out
