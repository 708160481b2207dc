"""Reading a copy on a real cluster of two worker processes: the report is the same, whatever becomes of a worker."""

import os
import random
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import NoReturn

import pytest

from csto_dataset import addresses, cli, cluster, shard
from csto_dataset import scheduler as scheduling
from csto_dataset.copies import CopyFile
from csto_dataset.errors import ClusterError, CopyError
from csto_dataset.fetch import brought
from csto_dataset.fingerprint import fingerprint
from csto_dataset.limits import Limits
from csto_dataset.release import Release
from csto_dataset.shard import Beside, Told
from csto_dataset.validate import validate
from csto_dataset.verdict import Found
from tests.clusters import ON_A_CLUSTER
from tests.copying import FORMS
from tests.serving import serving
from tests.shards import shards

pytestmark = ON_A_CLUSTER


@pytest.mark.parametrize("seed", range(3))
def test_a_cluster_gives_the_report_that_one_process_gives(
    release: Release, tmp_path: Path, scheduler: str, seed: int
) -> None:
    paths = shards(tmp_path / "copy", release, random.Random(seed), count=2 + seed)
    alone = validate(paths, release, found=Found(most=3))
    assert alone.findings
    assert validate(paths, release, found=Found(most=3), scheduler=scheduler) == alone


def killed_once(file: CopyFile, beside: Beside, limits: Limits) -> Iterator[list[Told]]:
    """Read a file; the first worker that comes to the middle of one of them is killed there."""
    mark = file.path.with_suffix(".mark")
    for number, told in enumerate(shard.read(file, beside, limits)):
        if file.path.stem == "3" and number == 4 and not mark.exists():
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield [told]


def test_a_worker_that_is_killed_in_the_middle_changes_nothing(
    release: Release, tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "copy").mkdir()
    for number in range(6):
        (tmp_path / "copy" / f"{number}.jsonl").write_bytes((release.folder / "qa_pairs.jsonl").read_bytes())
    paths = sorted((tmp_path / "copy").iterdir())
    alone = validate(paths, release)
    monkeypatch.setattr(cluster, "_told", killed_once)
    assert validate(paths, release, scheduler=scheduler) == alone
    assert (tmp_path / "copy" / "3.mark").exists()


def always_killed(file: CopyFile, beside: Beside, limits: Limits) -> Iterator[list[Told]]:
    if file.path.stem == "1":
        os.kill(os.getpid(), signal.SIGKILL)
    yield list(shard.read(file, beside, limits))


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


def test_a_cluster_finds_the_fingerprint_that_one_process_finds(release: Release, copy: Path, scheduler: str) -> None:
    found = fingerprint([copy], scheduler=scheduler)
    assert (found, found.root) == (fingerprint([copy]), release.manifest.root)
    assert cli.main(["fingerprint", str(copy), "--dask", scheduler]) == 0


def test_a_scheduler_is_an_option_of_the_command(
    release: Release, scheduler: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["validate", str(release.folder), "--dask", scheduler]) == 0
    assert "identical" in capsys.readouterr().out


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:1", "nonsense", "missing.json", "xyz://a:1"])
def test_a_scheduler_that_does_not_answer_is_told_in_one_line(
    release: Release, address: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scheduling, "_SECONDS", 1)
    with pytest.raises(ClusterError, match="expected the scheduler"):
        validate([release.folder], scheduler=address)
    assert cli.main(["validate", str(release.folder), "--dask", address]) == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)


@pytest.mark.parametrize("address", ["nonsense", "/shared/scheduler", "xyz://a:1", "a:b", "tcp://a", "tcp://:1", ""])
def test_what_is_no_address_is_told_before_dask_is_asked(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("distributed.Client", None)
    with pytest.raises(ClusterError, match="expected the scheduler"), scheduling.connected(address):
        pass


@pytest.mark.parametrize(
    "address", ["10.0.0.1:8786", "tcp://10.0.0.1:8786", "tls://host.example:1", "tcp://[::1]:8786"]
)
def test_addresses_of_all_forms_are_taken(address: str) -> None:
    assert scheduling._address(address) == address


# Addresses


def unreachable(address: str) -> NoReturn:
    raise CopyError(f"{address}: fetched by this process")


def test_the_workers_fetch_what_stands_at_addresses(
    release: Release, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "opened_at", unreachable)
    with serving(release.folder) as server, brought([f"{server}/qa_pairs{form}" for form in FORMS]) as paths:
        with pytest.raises(CopyError, match="fetched by this process"):
            validate(paths, release)
        report = validate(paths, release, scheduler=scheduler)
    assert (report.findings, report.verdict.genuine, report.records) == ((), "identical", 24)


def test_an_address_that_a_worker_cannot_fetch_stops_the_run(release: Release, scheduler: str) -> None:
    with (
        serving(release.folder) as server,
        pytest.raises(CopyError) as caught,
        brought([f"{server}/gone.jsonl"]) as paths,
    ):
        validate(paths, scheduler=scheduler)
    assert str(caught.value).startswith(f"{server}/gone.jsonl: cannot be fetched: ")
