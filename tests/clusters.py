"""What tests on a real cluster share: the fixture `scheduler` of conftest.py gives one of two processes."""

from typing import Final

import pytest

ON_A_CLUSTER: Final = [
    pytest.mark.apart,
    pytest.mark.xdist_group("cluster"),
    # Dask's own, where a cluster is started and ended on one machine.
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning", "ignore:.*:UserWarning"),
]
