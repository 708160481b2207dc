"""Work on a real cluster: a few tasks at a time, and one line for whatever is wrong with the cluster."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from csto_dataset import scheduler as scheduling
from csto_dataset.errors import ClusterError, CopyError
from csto_dataset.scheduler import connected
from tests.clusters import ON_A_CLUSTER
from tests.pages.samples import ARTICLE, write_pages

pytestmark = ON_A_CLUSTER


def doubled(number: int) -> Iterator[int]:
    yield 2 * number


def failed(number: int) -> Iterator[int]:
    yield from ()
    raise ArithmeticError(f"{number}\n  is none")


class _UnsendableError(Exception):
    def __reduce__(self) -> tuple[Any, ...]:
        raise TypeError


def refused(number: int) -> Iterator[int]:
    yield from ()
    raise CopyError(f"{number}: no") from _UnsendableError()


def of_another_class(number: int) -> Iterator[Any]:
    yield Path(str(number))


def told_by(done: Iterator[tuple[Any, Iterator[Any]]]) -> list[tuple[Any, list[Any]]]:
    """Return what was done, with all the values of each task."""
    return [(key, list(values)) for key, values in done]


def failing(function: Callable[[int], Iterator[Any]], scheduler: str) -> str:
    with connected(scheduler) as workers, pytest.raises(ClusterError) as caught:
        told_by(workers.done(function, [(0, (0,))], (), "task {}".format))
    assert str(caught.value).isprintable()
    return str(caught.value)


def test_few_tasks_are_handed_out_before_others_are_taken(scheduler: str) -> None:
    drawn: list[int] = []

    def tasks() -> Iterator[tuple[int, tuple[int]]]:
        for number in range(50):
            drawn.append(number)
            yield number, (number,)

    found = {}
    with connected(scheduler) as workers:
        assert workers.threads() == 2
        for taken, (number, told) in enumerate(workers.done(doubled, tasks(), (), str)):
            found[number] = list(told)
            assert len(drawn) <= taken + 1 + 2 * scheduling._AHEAD
    assert found == {number: [2 * number] for number in range(50)}


def test_workers_that_come_later_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    from distributed import LocalCluster  # noqa: PLC0415 - its import takes a second

    monkeypatch.setattr(scheduling, "_COUNTED_EVERY", 0)
    drawn: list[int] = []
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=0, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as local:

        def tasks() -> Iterator[tuple[int, tuple[int]]]:
            local.scale(1)
            for number in range(9):
                drawn.append(number)
                yield number, (number,)

        with connected(local.scheduler_address) as workers:
            assert workers.threads() == 0
            done = workers.done(doubled, tasks(), (), str)
            ahead = [len(drawn) - taken for taken, _ in enumerate(done, start=1)]
    assert ahead == [2, 2, 2, 2, 2, 2, 2, 1, 0]


def test_no_tasks_give_nothing(scheduler: str) -> None:
    with connected(scheduler) as workers:
        assert list(workers.done(doubled, (), (), str)) == []


def test_what_is_kept_is_given_to_each_task_that_names_it(scheduler: str) -> None:
    with connected(scheduler) as workers:
        kept = workers.keep(21)
        assert sorted(told_by(workers.done(doubled, ((each, (kept,)) for each in "ab"), (), str))) == [
            ("a", [42]),
            ("b", [42]),
        ]


def test_an_error_of_ours_comes_from_a_worker_as_it_is(scheduler: str) -> None:
    with connected(scheduler) as workers, pytest.raises(CopyError, match=r"^7: no$"):
        told_by(workers.done(refused, [(7, (7,))], (), str))


def test_any_other_error_of_a_worker_is_one_of_the_cluster(scheduler: str) -> None:
    assert failing(failed, scheduler) == "task 0: the cluster failed: ArithmeticError: 0 is none"


def test_workers_that_lack_what_a_task_names_fail_and_are_not_waited_for(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    module = ModuleType("only_here")
    exec("def named(number):\n    yield number\n", vars(module))
    monkeypatch.setitem(sys.modules, "only_here", module)
    assert failing(module.named, scheduler).startswith("task 0: the cluster failed: ModuleNotFoundError: ")


def test_nothing_but_the_classes_that_are_named_comes_from_a_worker(scheduler: str) -> None:
    assert failing(of_another_class, scheduler).startswith("task 0: expected what a worker found")


def test_workers_with_another_version_of_the_package_are_refused(
    scheduler: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scheduling, "__version__", "0.0.1")
    assert failing(doubled, scheduler).startswith("task 0: expected csto-dataset 0.0.1 on the workers")


# A scheduler that is lost in the middle


class _Done:
    """The future of a task that was done, and of which nothing can be heard any more."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def cancelled(self) -> bool:
        return False

    def exception(self) -> None:
        return None

    def result(self) -> None:
        raise self._error


@pytest.mark.parametrize("error", [CancelledError(), ConnectionRefusedError()])
def test_what_was_done_and_cannot_be_fetched_any_more_is_lost(error: Exception) -> None:
    with pytest.raises(ClusterError, match=r"^task 0: the scheduler of the cluster was lost"):
        list(scheduling._taken(_Done(error), (), "task 0"))


CLUSTER = """
import sys
from distributed import LocalCluster
if __name__ == "__main__":
    with LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as local:
        print(local.scheduler_address, flush=True)
        sys.stdin.read()
"""
BUILD = """
import os, signal
from csto_dataset import build
from csto_dataset.__main__ import run
real = build.harvest
def told(paths, progress, **options):
    return real(paths, lambda done: os.kill(int(os.environ["SCHEDULER"]), signal.SIGKILL), **options)
build.harvest = told
run()
"""


def test_a_scheduler_that_is_lost_in_the_middle_is_one_line_and_nothing_is_published(tmp_path: Path) -> None:
    folder = write_pages(tmp_path / "pages", *(ARTICLE.replace("Maps", f"Maps {number}") for number in range(400)))
    script = tmp_path / "scheduler.py"
    script.write_text(CLUSTER, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as running:
        assert running.stdout is not None
        address = running.stdout.readline().decode().strip()
        done = subprocess.run(
            [sys.executable, "-c", BUILD, "build", str(folder), "--out", str(tmp_path / "out"), "--dask", address],
            env={**os.environ, "SCHEDULER": str(running.pid)},
            capture_output=True,
            text=True,
            check=False,
        )
        running.kill()
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert "was lost before the work was done" in done.stderr
    assert not (tmp_path / "out").exists()
