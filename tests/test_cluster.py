"""Reading a copy on a real cluster of two worker processes: the report is the same, whatever becomes of a worker."""

import os
import pickle
import random
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from csto_dataset import cli, cluster, shard
from csto_dataset.copies import CopyFile, files_of
from csto_dataset.errors import ClusterError, CopyError
from csto_dataset.limits import Limits
from csto_dataset.release import Release
from csto_dataset.shard import Beside, Told
from csto_dataset.validate import validate
from csto_dataset.verdict import Found
from tests.copying import values_of, write_values
from tests.shards import shards

pytestmark = [
    pytest.mark.apart,
    pytest.mark.xdist_group("cluster"),
    # Dask's own, where a cluster is started and ended on one machine.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore:.*:UserWarning"),
]


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two processes on this machine."""
    from distributed import LocalCluster  # noqa: PLC0415 - its import takes a second

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as local:
        yield local.scheduler_address


@pytest.mark.parametrize("seed", range(3))
def test_a_cluster_gives_the_report_that_one_process_gives(
    release: Release, tmp_path: Path, scheduler: str, seed: int
) -> None:
    paths = shards(tmp_path / "copy", release, random.Random(seed), count=2 + seed)
    alone = validate(paths, release, found=Found(most=3))
    assert alone.findings
    assert validate(paths, release, found=Found(most=3), scheduler=scheduler) == alone


def killed_once(file: CopyFile, beside: Beside, limits: Limits) -> Iterator[Told]:
    """Read a file; the first worker that comes to the middle of one of them is killed there."""
    mark = file.path.with_suffix(".mark")
    for number, told in enumerate(shard.read(file, beside, limits)):
        if file.path.stem == "3" and number == 4 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield told


def _told(file: CopyFile, beside: Beside, limits: Limits) -> list[bytes]:
    return [pickle.dumps(list(killed_once(file, beside, limits)))]


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(
    release: Release, tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copy").mkdir()
    for number in range(6):
        (tmp_path / "copy" / f"{number}.jsonl").write_bytes((release.folder / "qa_pairs.jsonl").read_bytes())
    paths = sorted((tmp_path / "copy").iterdir())
    alone = validate(paths, release)
    monkeypatch.setattr(cluster, "_told", _told)
    assert validate(paths, release, scheduler=scheduler) == alone
    assert (tmp_path / "copy" / "3.mark").exists()


def always_killed(file: CopyFile, beside: Beside, limits: Limits) -> list[bytes]:
    if file.path.stem == "1":
        os.kill(os.getpid(), signal.SIGKILL)
    return [pickle.dumps(list(shard.read(file, beside, limits)))]


def test_what_a_large_file_tells_travels_in_parts(release: Release, tmp_path: Path) -> None:
    path = write_values(tmp_path, "qa_pairs", ".jsonl", values_of(release, "qa_pairs") * 300)
    (file,) = files_of([path])
    parts = [pickle.loads(part) for part in cluster._told(file, Beside(), Limits())]
    assert len(parts) > 1
    assert [each for part in parts for each in part] == list(shard.read(file, Beside(), Limits()))


def test_a_cluster_that_loses_one_worker_after_the_other_stops_the_run(
    release: Release, tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        (tmp_path / f"{number}.jsonl").write_bytes((release.folder / "qa_pairs.jsonl").read_bytes())
    monkeypatch.setattr(cluster, "_told", always_killed)
    with pytest.raises(ClusterError, match="workers of the cluster ended"):
        validate([tmp_path], scheduler=scheduler)


def test_a_file_that_cannot_be_looked_at_stops_the_run(copy: Path, scheduler: str) -> None:
    (copy / "news_items.json").unlink()
    os.mkfifo(copy / "news_items.json")
    with pytest.raises(CopyError, match=r"news_items\.json: expected a regular file, found a pipe"):
        validate([copy], scheduler=scheduler)


def test_relative_paths_are_found_by_the_workers(
    release: Release, copy: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(copy)
    report = validate([Path("qa_pairs.jsonl"), Path("news_items.parquet")], release, scheduler=scheduler)
    assert (report.findings, report.verdict.genuine) == ((), "identical")


def test_a_scheduler_is_an_option_of_the_command(
    release: Release, scheduler: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["validate", str(release.folder), "--dask", scheduler]) == 0
    assert "identical" in capsys.readouterr().out


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "missing.json", "xyz://a:1"])
def test_a_scheduler_that_does_not_answer_is_told_in_one_line(
    release: Release, address: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(cluster, "_SECONDS", 1)
    with pytest.raises(ClusterError, match="expected the scheduler"):
        validate([release.folder], scheduler=address)
    assert cli.main(["validate", str(release.folder), "--dask", address]) == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
