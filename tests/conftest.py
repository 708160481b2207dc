"""What all tests share: the profile of Hypothesis, the release of the checkout, a copy of it to damage."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from csto_dataset import readers
from csto_dataset.release import Release, load

settings.register_profile(
    "csto",
    deadline=None,
    print_blob=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("csto")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def _in_this_process(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Read all files in this process: starting another one takes most of a second, and tests read thousands of files.

    What is marked `apart` reads as users do; among it is that both ways tell the same.
    """
    if request.node.get_closest_marker("apart") is None:
        monkeypatch.setattr(readers, "APART", set())


@pytest.fixture(scope="module")
def benchmarks() -> Iterator[Path]:
    """The folder of the benchmarks, whose modules are found."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "benchmarks"))
        yield ROOT / "benchmarks"


@pytest.fixture(scope="session")
def root() -> Path:
    """Top folder of the checkout."""
    return ROOT


@pytest.fixture(scope="session")
def release() -> Release:
    """The release that the package carries."""
    return load()


@pytest.fixture
def copy(tmp_path: Path, release: Release) -> Path:
    """A copy of the release's folder, to be damaged."""
    target = tmp_path / "copy"
    shutil.copytree(release.folder, target)
    return target


@pytest.fixture(scope="module")
def scheduler() -> Iterator[str]:
    """The address of a cluster of two processes on this machine."""
    from distributed import LocalCluster  # noqa: PLC0415 - its import takes a second

    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as local:
        yield local.scheduler_address
