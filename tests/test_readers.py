"""Reading files of a copy apart: the same is told as in one process, and what a file does to its reader is a finding."""

import os
import random
import shutil
import signal
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import MappingProxyType

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from csto_dataset import cli, packing, readers, shard
from csto_dataset.copies import CopyFile, files_of
from csto_dataset.errors import CopyError
from csto_dataset.limits import ALLOWANCE, LEAST_MEMORY, Limits
from csto_dataset.release import Release
from csto_dataset.shard import Beside, Told
from csto_dataset.validate import validate
from csto_dataset.verdict import Found, Report
from tests.copying import values_of, write_values
from tests.shards import shards

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


HUNGRY = Limits(memory=LEAST_MEMORY, ratio=1_000_000)


def repeated(folder: Path, release: Release, times: int, text: str) -> Path:
    """Write a small file of many long texts, all the same."""
    item = release.news_items.to_arrow().slice(0, 1)
    long = item.set_column(4, "title", pa.array([text]))
    many = pa.concat_tables([long] * times).combine_chunks()
    pq.write_table(many, folder / "x.parquet", compression="zstd", use_dictionary=True)
    return folder / "x.parquet"


def test_more_than_is_allowed_comes_out_of_no_parquet_file(release: Release, tmp_path: Path) -> None:
    path = repeated(tmp_path, release, times=600, text=random.Random(0).randbytes(ALLOWANCE // 200).hex())
    assert path.stat().st_size < 1 << 20
    report = validate([path], release, limits=Limits(ratio=1))
    assert [finding.code for finding in report.findings][-1] == "compression-bomb"
    assert "compression-bomb" not in validate([path], release).counts


def test_a_parquet_file_that_asks_for_too_much_memory_is_a_finding(release: Release, tmp_path: Path) -> None:
    path = repeated(tmp_path, release, times=2, text="a" * LEAST_MEMORY)
    report = validate([path], release, limits=HUNGRY)
    assert [finding.code for finding in report.findings] == ["reader-out-of-memory"]
    assert not report.verdict.valid


def test_after_a_reader_has_ended_the_other_files_are_read(
    release: Release, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.move(repeated(copy, release, times=2, text="a" * LEAST_MEMORY), copy / "interviews.parquet")
    report = validate([copy], release, limits=HUNGRY)
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


# Several files at the same time.


@pytest.mark.parametrize("seed", range(6))
def test_the_report_is_the_same_with_any_number_of_workers(release: Release, tmp_path: Path, seed: int) -> None:
    paths = shards(tmp_path / "copy", release, random.Random(seed), count=1 + 3 * seed)
    alone = validate(paths, release, found=Found(most=3))
    assert alone.findings
    for workers in (2, 5):
        assert validate(paths, release, found=Found(most=3), workers=workers) == alone


def test_all_workers_read_a_release(release: Release, copy: Path) -> None:
    report = validate([copy], release, workers=0)
    assert (report.findings, report.verdict.genuine, report.records) == ((), "identical", 36)


def test_progress_counts_each_file_once_with_several_workers(copy: Path) -> None:
    told: list[tuple[int, int]] = []
    report = validate([copy], progress=lambda done, of: told.append((done, of)), workers=3)
    assert told == [(done, report.files) for done in range(1, report.files + 1)]


def test_a_file_that_cannot_be_opened_stops_all_workers(copy: Path) -> None:
    (copy / "news_items.json").unlink()
    os.mkfifo(copy / "news_items.json")
    with pytest.raises(CopyError, match=r"news_items\.json: expected a regular file, found a pipe"):
        validate([copy], workers=3)


def test_a_worker_that_ends_takes_one_file_with_it(release: Release, copy: Path) -> None:
    shutil.move(repeated(copy, release, times=2, text="a" * LEAST_MEMORY), copy / "interviews.parquet")
    alone = validate([copy], release, limits=HUNGRY)
    assert "reader-out-of-memory" in alone.counts
    assert validate([copy], release, limits=HUNGRY, workers=2) == alone


def test_a_worker_killed_in_the_middle_is_one_finding(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        write_values(tmp_path, "qa_pairs", ".jsonl", values_of(release, "qa_pairs")).rename(
            tmp_path / f"{number}.jsonl"
        )
    monkeypatch.setattr(readers, "read", killed_at_3)
    report = validate([tmp_path], workers=2)
    assert [(each.code, each.where.file) for each in report.findings if each.code != "repeated-id"] == [
        ("reader-crashed", str(tmp_path / "3.jsonl"))
    ]
    assert report.records == 5 * 8


def killed_at_3(file: CopyFile, beside: Beside, limits: Limits) -> Iterator[Told]:
    """Read a file, and end the process in the middle of one of them."""
    for number, told in enumerate(shard.read(file, beside, limits)):
        if file.name.endswith("3.jsonl") and number == 1:
            os.kill(os.getpid(), signal.SIGKILL)
        yield told


def test_no_process_is_left_behind_where_reading_stops_early(copy: Path) -> None:
    with readers.Readers(Beside(), Limits(), 2) as several:
        reading = several.read(files_of([copy]))
        next(reading)
        processes = [each._process._process.pid for each in several._apart if each._process]
        assert processes
        reading.close()  # type: ignore[attr-defined]
    for pid in processes:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_workers_are_an_option_of_the_command(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["validate", str(release.folder), "--workers", "2"]) == 0
    assert "identical" in capsys.readouterr().out
    assert cli.main(["validate", str(release.folder), "--workers", "-1"]) == 2


def broken(file: CopyFile, beside: Beside, limits: Limits) -> Iterator[Told]:
    raise ZeroDivisionError


def test_a_process_that_breaks_at_every_file_is_told_for_each(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "read", broken)
    report = validate([copy], workers=2)
    assert report.counts["reader-crashed"] == report.files


def test_an_error_of_a_thread_is_raised_and_not_waited_for(copy: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(given: object) -> Iterator[Told]:
        raise ZeroDivisionError

    monkeypatch.setattr(readers.Readers, "_told", lambda *_: denied(None))
    with pytest.raises(ZeroDivisionError):
        validate([copy], workers=3)


def test_pages_may_be_any_mapping_with_several_workers(release: Release, copy: Path) -> None:
    documents: MappingProxyType[str, str] = MappingProxyType({})
    assert validate([copy], release, documents=documents, workers=2).findings == ()


def test_a_process_that_cannot_be_started_stops_the_run_and_blames_no_file(
    release: Release, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nonexistent")
    for workers in ("1", "2"):
        assert cli.main(["validate", str(release.folder / "qa_pairs.parquet"), "--workers", workers]) == 2
        said = capsys.readouterr()
        assert (said.out, said.err.count("\n")) == ("", 1)


def test_rows_of_nothing_count_where_too_much_comes_out_of_parquet(
    release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readers, "APART", set())
    monkeypatch.setattr(packing, "ALLOWANCE", 1 << 16)
    nothing = pa.table({name: pa.nulls(20_000) for name in release.news_items.to_arrow().schema.names})
    pq.write_table(nothing, tmp_path / "x.parquet")
    report = validate([tmp_path / "x.parquet"], limits=Limits(ratio=1))
    assert report.counts["compression-bomb"] == 1
    assert report.records < 20_000
