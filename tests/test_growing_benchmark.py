"""The benchmark of growth reads what it says: many sound records, all distinct; and it fails where two ways differ."""

import importlib
import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pyarrow.parquet as pq
import pytest

from csto_dataset.validate import validate
from tests.conftest import ROOT

pytestmark = pytest.mark.usefixtures("benchmarks")

BENCHMARKS = ROOT / "benchmarks"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, benchmarks: Path) -> Any:
    return module("making").copy(tmp_path_factory.mktemp("made"), 2_400, 3)


def module(name: str) -> Any:
    return importlib.import_module(f"growth.{name}")


def ids(folder: Path) -> list[str]:
    return [id for path in sorted(folder.iterdir()) for id in pq.read_table(path)["id"].to_pylist()]


# Files


def test_the_records_are_sound_and_distinct_and_as_many_as_is_said(made: Any) -> None:
    report = validate([made.folder])
    assert (report.findings, report.records, report.files) == ((), 2_400, 3)
    assert len(set(ids(made.folder))) == 2_400


def test_the_records_are_the_same_in_any_number_of_files(made: Any, tmp_path: Path) -> None:
    assert ids(module("making").copy(tmp_path, 2_400, 2).folder) == ids(made.folder)


def test_the_beginning_of_a_copy_holds_its_first_records(made: Any) -> None:
    first = module("making").beginning(made, 1_600)
    assert (first.rows, first.files) == (1_600, 2)
    assert ids(first.folder) == ids(made.folder)[:1_600]
    with pytest.raises(ValueError, match="expected a multiple of 800 rows"):
        module("making").beginning(made, 1_000)


def test_a_copy_that_stands_there_is_not_made_again_and_one_that_was_not_ended_is(made: Any, tmp_path: Path) -> None:
    shutil.copytree(made.folder.parent, tmp_path, dirs_exist_ok=True)
    path = tmp_path / made.folder.name / "news_items-000.parquet"
    path.write_bytes(b"mark")
    again = module("making").copy(tmp_path, 2_400, 3)
    assert path.read_bytes() == b"mark"
    again.folder.with_suffix(".json").unlink()
    assert ids(module("making").copy(tmp_path, 2_400, 3).folder) == ids(made.folder)


# Figures


def test_reports_that_differ_by_a_byte_are_an_error() -> None:
    demand = module("measured").demand_same
    demand({"a": ("{}", "x"), "b": ("{}", "x")})
    with pytest.raises(ValueError, match="b: expected the report of a"):
        demand({"a": ("{}", "x"), "c": ("{}", "x"), "b": ("{}", "y")})


def test_a_copy_with_other_rows_than_it_says_is_no_figure(made: Any) -> None:
    other = module("making").Copy(made.folder, 400, 3)
    with pytest.raises(ValueError, match="expected a valid copy of 400 rows"):
        module("measured").validated(other)


def test_the_line_is_that_of_amdahl() -> None:
    line = module("line").Line.of({"rows": 2, "collecting_cpu_seconds": 2.0, "cpu_seconds": 20.0})
    assert (line.collecting, line.reading, line.serial, line.most, line.enough()) == (1, 9, 0.1, 1, 9)
    assert [line.in_turn(readers) for readers in (1, 3, 9)] == [1 / 10, 1 / 4, 1 / 2]
    assert [line.together(readers) for readers in (1, 3, 9, 18)] == [1 / 9, 1 / 3, 1, 1]
    first, *_, last = module("line").estimates(line)
    assert first[:2] == (1, 1)
    assert 8 < last[1] < 1 / line.serial


def test_the_command_runs_and_loses_a_worker_and_writes_page_figures_and_picture(tmp_path: Path) -> None:
    command = [sys.executable, "growing.py", "--quick", "--files", str(tmp_path / "files"), "--out", str(tmp_path)]
    done = subprocess.run(command, cwd=BENCHMARKS, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    found = json.loads((tmp_path / "growing.json").read_bytes())
    assert [each["rows"] for each in found["growth"]] == [200, 400]
    assert [each["name"] for each in found["same"]] == [
        getattr(module("measured"), name) for name in ("ONE", "TWO", "LOST")
    ]
    assert {(each["files"], each["readers"]) for each in found["scaling"]} == {(1, 1), (2, 1), (1, 2), (2, 2)}
    for each in (*found["growth"], *found["same"], *found["scaling"]):
        assert 0 < each["largest_mib"] <= each["peak_mib"]
        assert 0 < each["collecting_cpu_seconds"] < each["cpu_seconds"]
    page = (tmp_path / "growing.md").read_text(encoding="utf-8")
    assert all(f"| {each['name']} | " in page for each in found["same"])
    picture = ElementTree.fromstring((tmp_path / "growing.svg").read_bytes())
    assert len(picture.findall("{*}rect")) == 1 + len(found["scaling"])


def test_rows_that_do_not_fill_the_files_are_refused() -> None:
    command = [sys.executable, "growing.py", "--rows", "41"]
    done = subprocess.run(command, cwd=BENCHMARKS, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert "expected a multiple of 40" in done.stderr


# What is written down


def figures() -> Any:
    return json.loads((BENCHMARKS / "growing.json").read_bytes())


def test_the_page_and_the_picture_of_growth_are_those_of_the_figures() -> None:
    page = "\n".join(module("page").page(figures())).rstrip("\n") + "\n"
    assert (BENCHMARKS / "growing.md").read_text(encoding="utf-8") == page
    assert (BENCHMARKS / "growing.svg").read_text(encoding="utf-8") == module("page").picture(figures()["scaling"])


def test_the_page_about_clusters_gives_the_line_that_was_measured() -> None:
    said = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
    _, several, of_dask = (module("line").Line.of(each) for each in figures()["same"])
    growth = figures()["growth"]
    rates = [several.in_turn(1), several.in_turn(2), several.in_turn(4), several.most, of_dask.most]
    told = [f"{round(each, -3):,.0f}" for each in rates] + [f"/ ({several.serial:.2f} + {1 - several.serial:.2f} / N)"]
    told += [
        f"{max(each['peak_mib'] for each in growth)} MiB",
        f"{growth[0]['rows']:,}",
        f"{growth[-1]['rows']:,} rows",
    ]
    assert not [each for each in told if each not in said]


def test_memory_did_not_grow_with_the_rows_when_it_was_measured() -> None:
    assert all(each["peak_mib"] < 300 for each in figures()["growth"])
