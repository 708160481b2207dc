"""What the tests of the kit share: they stand in its folder, and have its release."""

import pytest

from csto_dataset.packaged import CONFORMANCE
from csto_dataset.release import Release, load
from tests.conformance.case import RELEASE


@pytest.fixture(autouse=True)
def in_the_kit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in the folder of the kit, to which its paths are relative."""
    monkeypatch.chdir(CONFORMANCE)


@pytest.fixture(scope="session")
def small() -> Release:
    """The release of the kit."""
    return load(CONFORMANCE / RELEASE)
