"""Reading pages in several processes: the same as in one, and no process is left however the work ends."""

import itertools
import multiprocessing
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from csto_dataset.build import Progress, harvest
from csto_dataset.documents import Document
from csto_dataset.errors import CstoDatasetError, MissingExtraError, SourceError
from csto_dataset.findings import Finding
from csto_dataset.gathering import reading, workers
from csto_dataset.gathering.reading import read_pages
from csto_dataset.pages.page import Page
from tests.gathering.pages import everything
from tests.pages.samples import ARTICLE, OF_ALL_KINDS, TEASER, write_pages

PAGES = [
    *OF_ALL_KINDS,
    *(ARTICLE.replace("Maps", f"Maps {number}") for number in range(4)),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = write_pages(tmp_path_factory.mktemp("pages") / "pages", *PAGES)
    (folder / "latin.txt").write_bytes("Café".encode("latin-1"))
    return folder


@given(data=st.data(), processes=st.integers(1, 3))
@settings(max_examples=6)
def test_neither_the_number_of_workers_nor_the_order_of_files_counts(
    data: st.DataObject, processes: int, folder: Path
) -> None:
    files = data.draw(st.permutations(sorted(folder.iterdir())))
    found = harvest(files, workers=processes)
    alone = harvest([folder])
    assert everything(found) == everything(alone)
    assert found.counts == alone.counts


@pytest.mark.parametrize("processes", [1, 2])
def test_progress_ends_with_all_pages_and_all_bytes(processes: int, folder: Path) -> None:
    steps: list[Progress] = []
    harvest([folder], steps.append, workers=processes)
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert steps[-1] == Progress(len(PAGES) + 1, size, size)
    assert [(step.pages, step.bytes) for step in steps] == sorted((step.pages, step.bytes) for step in steps)


def test_no_workers_are_started_for_one_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_started", None)
    assert harvest([folder / "page-0.txt"], workers=8).counts.pages == 1


def test_a_catalogue_that_cannot_be_used_is_told_by_a_worker_as_by_one_process(tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "pages", *PAGES)
    (folder / "catalogue.json").write_text("[1]", encoding="utf-8")
    said = []
    for processes in (1, 2):
        with pytest.raises(SourceError) as caught:
            harvest([folder], workers=processes)
        said.append(str(caught.value))
    assert said[0] == said[1]


@given(sizes=st.lists(st.integers(0, 1 << 21), max_size=20), at_once=st.integers(1, 5))
def test_files_are_shared_out_in_their_order_few_where_they_are_large(sizes: list[int], at_once: int) -> None:
    files = [(Path(str(index)), size) for index, size in enumerate(sizes)]
    shares = list(workers._shares(iter(files), at_once))
    assert [file for share in shares for file in share] == files
    for share in shares:
        assert 1 <= len(share) <= at_once
        assert sum(size for _, size in share[:-1]) < workers._BYTES_AT_ONCE


@pytest.mark.parametrize("limit", ["_AT_ONCE", "_BYTES_AT_ONCE"])
def test_a_worker_tells_of_pages_before_all_of_them_are_read(
    limit: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = sorted(folder.iterdir())
    monkeypatch.setattr(workers, limit, 2)
    monkeypatch.setattr(workers, "read_pages", lambda asked: read_pages(itertools.islice(asked, len(files))))
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        ours.send([bytes(path) for path in files])
        workers._serve(theirs)  # It never asks for more: the end of the files is not told.
        told = [ours.recv() for _ in itertools.takewhile(lambda _: ours.poll(), itertools.count())]
    assert [len(given) for given in told] == ([2] * 5 if limit == "_AT_ONCE" else [1] * 11)


@pytest.mark.parametrize("error", [SourceError("pages: no"), MissingExtraError("html is not installed")])
def test_what_stops_a_worker_is_told_to_the_receiver_as_it_is(
    error: CstoDatasetError, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(files: Iterator[Path]) -> Iterator[Finding]:
        yield from ()
        raise error

    monkeypatch.setattr(workers, "read_pages", stopped)
    ours, theirs = multiprocessing.Pipe()
    with ours, theirs:
        ours.send([b"page.txt"])
        workers._serve(theirs)
        told = ours.recv()
    assert (type(told), str(told)) == (type(error), str(error))


# However the work ends

ENDED = """
import multiprocessing, os, signal, sys
from csto_dataset import build
from csto_dataset.__main__ import run
real, ended = build.harvest, []
def told(paths, progress, **options):
    def ending(done):
        workers = multiprocessing.active_children()
        if not ended:
            ended.append(done)
            print(*(worker.pid for worker in workers), flush=True)
            {}
        progress(done)
    return real(paths, ending, **options)
build.harvest = told
run()
"""
ENDINGS = {
    "a worker is killed": "workers[0].kill()",
    "Ctrl-C reaches all processes of the terminal": "os.killpg(0, signal.SIGINT)",
    "the build is ended from outside": "os.kill(os.getpid(), signal.SIGTERM)",
    "the build is killed": "os.kill(os.getpid(), signal.SIGKILL)",
}


def ended(how: str, folder: Path, out: Path) -> tuple[int, list[str], str]:
    """Build in a process group of its own that ends in the middle; return status, worker processes and errors."""
    done = subprocess.run(
        [sys.executable, "-c", ENDED.format(ENDINGS[how]), "build", str(folder), "--out", str(out), "--workers", "2"],
        capture_output=True,
        text=True,
        check=False,
        start_new_session=True,
    )
    return done.returncode, done.stdout.split("\n", maxsplit=1)[0].split(), done.stderr


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = (TEASER + ARTICLE.replace("Maps", f"Maps {number}") for number in range(400))
    return write_pages(tmp_path_factory.mktemp("many") / "pages", *pages)


@pytest.mark.parametrize(
    ("how", "status", "says"),
    [
        ("a worker is killed", 2, "signal 9"),
        ("Ctrl-C reaches all processes of the terminal", 130, "interrupted"),
        ("the build is ended from outside", 143, ""),
        ("the build is killed", -9, ""),
    ],
)
def test_a_build_that_ends_in_the_middle_says_at_most_one_line_and_leaves_nothing(
    how: str, status: int, says: str, many: Path, tmp_path: Path
) -> None:
    returned, pids, errors = ended(how, many, tmp_path / "out")
    assert returned == status
    assert errors.count("\n") == bool(says)
    assert says in errors
    assert len(pids) == 2
    assert not (tmp_path / "out").exists()
    for _ in range(100):
        if not any(map(runs, pids)):
            break
        time.sleep(0.1)
    assert not any(map(runs, pids))


def runs(pid: str) -> bool:
    """Say whether a process is there and no mere entry that nobody has asked for."""
    try:
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] not in "ZX"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_a_page_for_whose_records_memory_does_not_suffice_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def starved(document: Document) -> Page:
        raise MemoryError

    files = sorted(folder.iterdir())
    monkeypatch.setattr(reading, "parse", starved)
    found = list(read_pages(files))
    assert [each.code for each in found if isinstance(each, Finding)] == ["unread-page"] * len(files)
