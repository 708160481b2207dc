"""Reading pages on a real cluster of two worker processes: the same as in one process, whatever becomes of a worker."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_dataset import cli
from csto_dataset import scheduler as scheduling
from csto_dataset.build import Progress, harvest
from csto_dataset.errors import ClusterError, SourceError
from csto_dataset.findings import Finding
from csto_dataset.gathering import cluster
from csto_dataset.gathering.reading import PageRead, read_pages
from tests.clusters import ON_A_CLUSTER
from tests.gathering.pages import everything
from tests.gathering.test_splits import SOURCES, release_of, whole_and_split
from tests.pages.samples import (
    ARTICLE,
    OF_ALL_KINDS,
    TEASER,
    files_below,
    write_pages,
)
from tests.sources.archives import SITE, Archive, write

pytestmark = ON_A_CLUSTER

PAGES = [
    *OF_ALL_KINDS,
    *(ARTICLE.replace("Maps", f"Maps {number}") for number in range(30)),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of pages of which some cannot be read, with an archive, and a catalogue that one page does not fit."""
    folder = write_pages(tmp_path / "pages", *PAGES)
    (folder / "latin.txt").write_bytes("Café".encode("latin-1"))
    (folder / "other.txt").write_text(ARTICLE, encoding="utf-8")
    (folder / "catalogue.json").write_text(f'[{{"file": "other.txt", "sha256": "{"0" * 64}"}}]', encoding="utf-8")
    (folder / "link.txt").symlink_to("latin.txt")
    crawled = Archive().answer(TEASER.encode(), f"{SITE}/1/").answer(b"png", f"{SITE}/i.png", media="image/png")
    write(folder, crawled.content + b"no record")
    return folder


def test_a_cluster_gives_what_one_process_gives(folder: Path, scheduler: str) -> None:
    alone, found = harvest([folder]), harvest([folder], scheduler=scheduler)
    assert {"unread-page", "no-layout", "left-records", "broken-record"} <= alone.counts.findings.keys()
    assert everything(found) == everything(alone)
    assert found.counts == alone.counts


@given(data=st.data(), **SOURCES)
@settings(max_examples=5)
def test_any_split_of_the_sources_gives_the_same_release_on_a_cluster(
    data: st.DataObject,
    texts: list[bytes],
    records: list[bytes],
    scheduler: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    whole, split = whole_and_split(data, texts, records, tmp_path_factory.mktemp("sources"))
    assert release_of(split, scheduler=scheduler) == release_of(whole)


def test_relative_paths_are_found_by_the_workers_and_stay_relative(
    folder: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "inner").mkdir()
    monkeypatch.chdir(folder / "inner")
    shutil.copy(folder / "page-2.txt", "page-2.txt")
    shutil.copy(folder / "latin.txt", "latin.txt")
    paths = [Path("latin.txt"), Path("page-2.txt"), Path(".."), folder / "inner" / "latin.txt"]
    alone, found = harvest(paths), harvest(paths, scheduler=scheduler)
    named = {finding.where.file for finding in alone.findings}
    assert {"latin.txt", "../latin.txt", str(folder / "inner" / "latin.txt")} <= named
    assert everything(found) == everything(alone)


def test_progress_ends_with_all_pages_and_all_bytes_on_a_cluster(tmp_path: Path, scheduler: str) -> None:
    folder = write_pages(tmp_path / "pages", *PAGES)
    steps: list[Progress] = []
    harvest([folder], steps.append, scheduler=scheduler)
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert steps[-1] == Progress(len(PAGES), size, size)
    assert [(step.pages, step.bytes) for step in steps] == sorted((step.pages, step.bytes) for step in steps)


def killed_once(paths: list[bytes], folder: bytes) -> Iterator[PageRead | Finding]:
    """Read pages; the first worker that comes to the middle of some of them is killed there."""
    for number, each in enumerate(read_pages(Path(os.fsdecode(path)) for path in paths)):
        mark = Path(os.fsdecode(paths[0])).with_suffix(".mark")
        if number == 1 and not list(mark.parent.glob("*.mark")):
            mark.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        yield each


def always_killed(paths: list[bytes], folder: bytes) -> Iterator[PageRead | Finding]:
    yield from ()
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_is_killed_in_the_middle_of_pages_changes_nothing(
    folder: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = harvest([folder])
    monkeypatch.setattr(cluster, "_given", killed_once)
    found = harvest([folder], scheduler=scheduler)
    assert list(folder.glob("*.mark"))
    assert everything(found) == everything(alone)
    assert found.counts == alone.counts


def test_one_worker_lost_after_the_other_stops_the_build(
    folder: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cluster, "_given", always_killed)
    with pytest.raises(ClusterError, match=r"page-0\.txt: 4 workers of the cluster ended"):
        harvest([folder / "page-0.txt"], scheduler=scheduler)


def test_a_catalogue_that_cannot_be_used_is_told_by_the_cluster_as_by_one_process(
    tmp_path: Path, scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = write_pages(tmp_path / "pages", *PAGES)
    files = [path.relative_to(folder) for path in sorted(folder.iterdir())]
    (folder / "catalogue.json").write_text("[1]", encoding="utf-8")
    monkeypatch.chdir(folder)
    said = []
    for where in (None, scheduler):
        with pytest.raises(SourceError) as caught:
            harvest(files, scheduler=where)
        said.append(str(caught.value))
    assert said[0].startswith("catalogue.json#")
    assert said[0] == said[1]


def test_a_scheduler_is_an_option_of_build(folder: Path, tmp_path: Path, scheduler: str) -> None:
    for name, options in {"alone": [], "cluster": ["--dask", scheduler]}.items():
        assert cli.main(["build", str(folder), "--out", str(tmp_path / name), *options]) == 1
    assert files_below(tmp_path / "alone") == files_below(tmp_path / "cluster")


def test_a_scheduler_that_does_not_answer_is_one_line_and_nothing_is_published(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(scheduling, "_SECONDS", 1)
    options = ["--out", str(tmp_path / "out"), "--dask", "tcp://127.0.0.1:1"]
    assert cli.main(["build", str(folder), *options]) == 2
    said = capfd.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert not (tmp_path / "out").exists()


ENDED = """
import os, signal
from csto_dataset import build
from csto_dataset.__main__ import run
real = build.harvest
def told(paths, progress, **options):
    def ending(done):
        os.killpg(0, signal.SIGINT)
    return real(paths, ending, **options)
build.harvest = told
run()
"""


def test_a_build_on_a_cluster_that_is_interrupted_says_so_in_one_line_and_leaves_nothing(
    folder: Path, tmp_path: Path, scheduler: str
) -> None:
    out = tmp_path / "out"
    done = subprocess.run(
        [sys.executable, "-c", ENDED, "build", str(folder), "--out", str(out), "--dask", scheduler],
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (130, "", 1)
    assert not out.exists()
