"""What is drawn: the same documents each time, sound records where no blow fell, and hard values in them."""

import json
import os
import subprocess
import sys
from random import Random

import pytest

from csto_dataset.check import Checked, check
from csto_dataset.findings import Place
from csto_dataset.formats.rows import Row
from csto_dataset.identity import canonical
from csto_dataset.records import TABLES
from tests.agreement.columns import holdable
from tests.agreement.drawing import documents, sound
from tests.conftest import ROOT


@pytest.mark.parametrize("table", TABLES)
def test_a_record_that_no_blow_fell_upon_is_sound(table: str) -> None:
    random = Random(table)
    for _ in range(300):
        checked = check(Row(canonical(sound(table, random)), Place(file="x")))
        assert isinstance(checked, Checked)
        assert (checked.table, checked.findings) == (table, ())


def test_seed_and_chunk_tell_what_is_drawn() -> None:
    once = list(documents(1, 2, 200))
    assert list(documents(1, 2, 100)) == once[:100]
    assert {each.text for each in documents(2, 2, 200)}.isdisjoint(each.text for each in once)
    assert {each.text for each in documents(1, 3, 200)}.isdisjoint(each.text for each in once)


def test_other_processes_draw_the_same() -> None:
    program = "from tests.agreement.drawing import documents; print([each.text for each in documents(1, 2, 50)])"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**environment, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout.decode()
        for seed in ("1", "2")
    }
    assert printed == {f"{[each.text for each in documents(1, 2, 50)]}\n"}


HARD = (
    *("\\n", "\u2028", "\u0085", "\u00a0", "\u3000", "\u1680", "\u200b", "\ufeff", "\u00ad", "\u0301", "🕊", "\\ud800"),
    *("1e0", ".0", "-0", "9007199254740992", "9007199254740993", "NaN", "[[", "{}", "null", "2023-02-29", "2024-02-29"),
    *("1704067200", "20240101", "a" * 100_000, "__proto__", "10000-01-01"),
)


def test_hard_values_are_among_what_is_drawn() -> None:
    drawn = "".join(each.text for chunk in range(4) for each in documents(1, chunk))
    assert [value for value in HARD if value not in drawn] == []


NEWS = json.loads(canonical(sound("news_items", Random(1))))


@pytest.mark.parametrize(
    ("change", "held"),
    [
        ({}, True),
        ({"title": None, "paragraphs": [None]}, True),
        ({"published": "9999-12-31"}, True),
        ({"source": {**NEWS["source"], "start": 1.0}}, True),
        ({"source": {**NEWS["source"], "start": 1.5}}, False),
        ({"source": {**NEWS["source"], "start": True}}, False),
        ({"source": {**NEWS["source"], "start": float("inf")}}, False),
        ({"source": {**NEWS["source"], "start": 2**63}}, False),
        ({"source": {**NEWS["source"], "page": 1}}, False),
        ({"source": [NEWS["source"]]}, False),
        ({"published": "20240101"}, False),
        ({"published": "2023-02-29"}, False),
        ({"published": 1}, False),
        ({"title": 1}, False),
        ({"paragraphs": "a"}, False),
        ({"sentiment": None}, False),
    ],
)
def test_columns_hold_what_has_their_types_and_nothing_else(change: dict[str, object], *, held: bool) -> None:
    assert (holdable("news_items", {**NEWS, **change}) is not None) is held


@pytest.mark.parametrize("value", [None, 1, "a", [], {}, [NEWS]])
def test_columns_hold_no_other_value_than_a_whole_object(value: object) -> None:
    assert holdable("news_items", value) is None
