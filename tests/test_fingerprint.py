"""The fingerprint of a copy: the same in any format and split, another one for other records, none for a broken copy."""

import gzip
import io
import json
import random
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from csto_dataset.arrow import arrow_table
from csto_dataset.cli import main
from csto_dataset.fingerprint import Fingerprint, fingerprint
from csto_dataset.records import TABLES
from csto_dataset.release import Release
from tests.copying import FORMS, values_of, with_value, write_values

HASH = re.compile("[0-9a-f]{64}")


def of_release(release: Release) -> tuple[dict[str, int], dict[str, str], str]:
    tables = release.manifest.tables
    return (
        {name: tables[name].rows for name in TABLES},
        {name: tables[name].root for name in TABLES},
        release.manifest.root,
    )


def said(found: Fingerprint) -> tuple[object, object, object]:
    return found.rows, found.roots, found.root


def test_the_fingerprint_of_a_release_is_what_its_manifest_states(release: Release) -> None:
    found = fingerprint([release.folder])
    assert said(found) == of_release(release)
    assert found.report.findings == ()


@pytest.mark.parametrize("form", FORMS)
def test_the_format_leaves_the_fingerprint_as_it_is(form: str, release: Release, tmp_path: Path) -> None:
    for table in TABLES:
        (tmp_path / f"{table}{form}.gz").write_bytes(gzip.compress((release.folder / f"{table}{form}").read_bytes()))
    assert said(fingerprint([tmp_path])) == of_release(release)


def parts(folder: Path, release: Release, seed: int) -> list[Path]:
    """Write each record of a release into one of some files, in any order and format."""
    drawn = random.Random(seed)
    paths: list[Path] = []
    for table, model in TABLES.items():
        records = drawn.sample(list(release.tables[table]), len(release.tables[table]))
        size = drawn.randint(1, 4)
        for start in range(0, len(records), size):
            some = records[start : start + size]
            paths.append(folder / f"{table}-{start}{drawn.choice(['.jsonl', '.parquet'])}")
            if paths[-1].suffix == ".parquet":
                pq.write_table(arrow_table(model, some), paths[-1])
            else:
                paths[-1].write_text("".join(f"{record.model_dump_json()}\n" for record in some), encoding="utf-8")
    drawn.shuffle(paths)
    return paths


@pytest.mark.parametrize("seed", range(5))
def test_any_split_has_the_fingerprint_of_the_whole(release: Release, tmp_path: Path, seed: int) -> None:
    assert said(fingerprint(parts(tmp_path, release, seed))) == of_release(release)


@pytest.mark.apart
def test_several_workers_find_the_same_fingerprint(release: Release, tmp_path: Path) -> None:
    paths = parts(tmp_path, release, 7)
    steps: list[tuple[int, int]] = []
    found = fingerprint(paths, progress=lambda done, of: steps.append((done, of)), workers=3)
    assert found == fingerprint(paths)
    assert steps == [(done, len(paths)) for done in range(1, len(paths) + 1)]


def test_a_value_makes_another_fingerprint_of_its_table_alone(release: Release, copy: Path) -> None:
    values = values_of(release, "news_items")
    values[1] = with_value(values[1], ("source", "end"), values[1]["source"]["end"] + 1)
    for path in copy.iterdir():
        if path.suffix not in FORMS or path.name in ("manifest.json", "ledger.jsonl") or "news_items" in path.name:
            path.unlink()
    write_values(copy, "news_items", ".jsonl", values)
    rows, roots, root = of_release(release)
    found = fingerprint([copy])
    assert found.report.verdict.valid
    assert found.rows == rows
    assert found.roots is not None
    assert {name for name in roots if found.roots[name] != roots[name]} == {"news_items"}
    assert found.root not in {None, root}


def test_a_table_that_is_not_there_counts_as_one_without_a_record(release: Release, tmp_path: Path) -> None:
    write_values(tmp_path, "interviews", ".json", [])
    write_values(tmp_path, "news_items", ".json", [])
    write_values(tmp_path, "qa_pairs", ".json", values_of(release, "qa_pairs"))
    found = fingerprint([release.folder / "qa_pairs.jsonl"])
    assert found.rows == {"news_items": 0, "interviews": 0, "qa_pairs": 8}
    assert found.roots is not None
    assert found.roots["qa_pairs"] == release.manifest.tables["qa_pairs"].root
    (tmp_path / "interviews.json").unlink()  # Else each pair would lack its interview.
    assert said(fingerprint([tmp_path])) == said(found)


# Broken copies


def not_valid(copy: Path) -> None:
    values = json.loads((copy / "news_items.json").read_bytes())
    (copy / "news_items.json").write_text(json.dumps([{**value, "language": "xx"} for value in values]))


def twice(copy: Path) -> None:
    lines = (copy / "qa_pairs.jsonl").read_bytes().splitlines(keepends=True)
    (copy / "qa_pairs.jsonl").write_bytes(b"".join([*lines, lines[0].replace(b"the", b"a")]))


def one_format_says_something_else(copy: Path) -> None:
    raw = (copy / "interviews.jsonl").read_bytes()
    (copy / "interviews.jsonl").write_bytes(raw.replace(b"extremely unlikely", b"likely"))


def cut(copy: Path) -> None:
    raw = (copy / "qa_pairs.parquet").read_bytes()
    (copy / "qa_pairs.parquet").write_bytes(raw[:-20])


def without_a_record(copy: Path) -> None:
    lines = (copy / "qa_pairs.jsonl").read_bytes().splitlines(keepends=True)
    (copy / "qa_pairs.jsonl").write_bytes(b"".join(lines[1:]))


BROKEN: dict[Callable[[Path], None], str] = {
    not_valid: "unknown-choice",
    twice: "repeated-id",
    one_format_says_something_else: "conflicting-records",
    cut: "not-parquet",
    without_a_record: "uneven-formats",
}


@pytest.mark.parametrize("damage", BROKEN, ids=lambda damage: damage.__name__)
def test_a_broken_copy_has_no_fingerprint(
    damage: Callable[[Path], None], copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / "manifest.json").unlink()
    assert fingerprint([copy]).root is not None
    damage(copy)
    found = fingerprint([copy])
    assert BROKEN[damage] in found.report.counts
    assert (found.roots, found.root) == (None, None)
    assert main(["fingerprint", str(copy)]) == 1
    text = capsys.readouterr()
    assert not HASH.search(text.out)
    assert "error: " in text.err
    assert main(["fingerprint", str(copy), "--report", "json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["root"] is None
    assert {table["root"] for table in told["tables"].values()} == {None}
    assert BROKEN[damage] in told["counts"]
    assert {finding["code"] for finding in told["findings"]} == set(told["counts"])


# The command


def test_the_command_prints_the_roots(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fingerprint", str(release.folder)]) == 0
    printed = capsys.readouterr()
    assert HASH.findall(printed.out) == [*of_release(release)[1].values(), release.manifest.root]
    assert printed.err == ""


@pytest.mark.parametrize("bad", [1, 3])
def test_the_command_tells_the_first_finding_of_each_code_and_how_many_more(
    bad: int, release: Release, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    values = [with_value(value, ("index",), -1) for value in values_of(release, "qa_pairs")]
    path = write_values(tmp_path, "qa_pairs", ".jsonl", values[:bad])
    assert main(["fingerprint", str(path)]) == 1
    told = capsys.readouterr().err
    assert told.count("qa_pairs.jsonl:1: ") == 1
    assert ("out-of-range: 2 more (" in told) == (bad == 3)


def test_the_command_prints_one_object(release: Release, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fingerprint", str(release.folder), "--report", "json", "--workers", "2", "--max-ratio", "900"]) == 0
    rows, roots, root = of_release(release)
    assert json.loads(capsys.readouterr().out) == {
        "root": root,
        "tables": {name: {"rows": rows[name], "root": roots[name]} for name in TABLES},
        "findings": [],
        "counts": {},
    }


def test_standard_input_has_a_fingerprint(
    release: Release, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = (release.folder / "news_items.jsonl").read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert main(["fingerprint", "-"]) == 0
    assert release.manifest.tables["news_items"].root in capsys.readouterr().out


def test_what_is_not_there_has_no_fingerprint(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fingerprint", str(tmp_path / "gone.json")]) == 2
    printed = capsys.readouterr()
    assert (printed.out, printed.err.count("\n")) == ("", 1)
