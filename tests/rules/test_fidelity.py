"""Rules against a release: which of its records a record of a copy is."""

from typing import Any

import pytest

from csto_dataset.rules.fidelity import Spans, counterpart

RECORDS: dict[str, dict[str, Any]] = {
    "n1": {"id": "n1", "source": {"document": "d", "start": 0, "end": 9}},
    "n2": {"id": "n2", "source": {"document": "d", "start": 9, "end": 19}},
}
SPANS = Spans((id, record["source"]) for id, record in RECORDS.items())


@pytest.mark.parametrize(
    ("record", "certified", "expected"),
    [
        (RECORDS["n1"], None, "n1"),
        ({"id": "n1"}, None, "n1"),
        ({"id": "n1", "source": RECORDS["n2"]["source"]}, "n2", "n1"),  # its own id counts first
        ({"id": "x", "source": RECORDS["n1"]["source"]}, "n2", "n2"),  # then what its content certifies
        ({"id": "x", "source": RECORDS["n1"]["source"]}, None, "n1"),  # then where it stands
        ({"id": "x", "source": RECORDS["n1"]["source"]}, "x", "n1"),
        ({"id": ["n1"], "source": RECORDS["n1"]["source"]}, None, "n1"),
        ({"id": "x", "source": {"document": "d", "start": 1, "end": 8}}, None, "n1"),
        ({"id": "x", "source": {"document": "d", "start": 10, "end": 99}}, None, "n2"),
        ({"id": "x", "source": {"document": "d", "start": 19, "end": 30}}, None, None),
        ({"id": "x", "source": {"document": "e", "start": 1, "end": 9}}, None, None),
        ({"id": "x", "source": {"document": ["d"], "start": {}, "end": 9}}, None, None),
        ({"id": "x", "source": [1]}, None, None),
        ({"id": {"n1": 1}}, None, None),
        ({}, None, None),
    ],
)
def test_the_release_record_that_a_record_was_is_found(
    record: dict[str, Any], certified: str | None, expected: str | None
) -> None:
    assert counterpart(record, certified, RECORDS, lambda: SPANS) == expected
