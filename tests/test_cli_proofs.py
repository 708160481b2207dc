"""The commands prove and verify-proof: what they print, what they write, and their exit statuses."""

import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from csto_dataset.cli import main
from csto_dataset.identity import as_json
from csto_dataset.proofs import LARGEST_PROOF
from csto_dataset.release import Release
from tests.pages.samples import ARTICLE, write_pages
from tests.test_cli import HOSTILE, demand_one_line

PAIR = "interview-2024-04-16-70849dc7d8be-q03"
HASH = "0" * 64

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command in this process; give its status, output and errors."""

    def call(*arguments: object) -> tuple[int, str, str]:
        status = main([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return status, printed.out, printed.err

    return call


@pytest.fixture
def proof(tmp_path: Path, release: Release) -> Path:
    """The file of a proof."""
    path = tmp_path / "proof.json"
    path.write_bytes(release.prove(PAIR).as_file())
    return path


@pytest.fixture
def record(tmp_path: Path, release: Release) -> Path:
    """The file of the record that is proven."""
    path = tmp_path / "record.json"
    path.write_text(json.dumps(as_json(release[PAIR])), encoding="utf-8")
    return path


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """The folder of another release of the same version."""
    assert main(["build", str(write_pages(tmp_path / "pages", ARTICLE)), "--out", str(tmp_path / "out")]) == 0
    return tmp_path / "out" / "1.0.0"


def change(file: Path, **fields: Any) -> None:
    file.write_text(json.dumps(json.loads(file.read_bytes()) | fields), encoding="utf-8")


def given_to_standard_input(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


# prove


def test_a_proof_is_printed_as_one_line(release: Release, run: Run) -> None:
    assert run("prove", PAIR) == (0, release.prove(PAIR).as_file().decode(), "")


def test_a_proof_is_written_where_it_is_asked_for(tmp_path: Path, release: Release, run: Run) -> None:
    for option in ("-o", "--output"):
        path = tmp_path / f"proof{option}.json"
        status, out, err = run("prove", PAIR, option, path)
        assert (status, err) == (0, "")
        assert str(path) in out
        assert path.read_bytes() == release.prove(PAIR).as_file()


def test_a_record_of_ones_own_release_is_proven(elsewhere: Path, tmp_path: Path, run: Run) -> None:
    id = json.loads((elsewhere / "news_items.jsonl").read_text(encoding="utf-8"))["id"]
    assert run("prove", id, "--release", elsewhere, "-o", tmp_path / "proof.json")[0] == 0
    assert run("verify-proof", tmp_path / "proof.json", "--against", elsewhere)[0] == 0
    assert run("verify-proof", tmp_path / "proof.json")[0] == 1


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["no-such-id"],
        [f"{PAIR[:-2]}99"],
        [PAIR, "more"],
        [PAIR, "--release", "nowhere"],
        [PAIR, "-o", "nowhere/proof.json"],
        [PAIR, "-o", "."],
        *([name] for name in HOSTILE),
        *([PAIR, "--release", name] for name in HOSTILE),
        *([PAIR, "-o", f"{name}/x"] for name in HOSTILE),
    ],
    ids=ascii,
)
def test_what_cannot_be_proven_ends_in_one_line_and_status_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run("prove", *arguments)
    assert (status, out) == (2, "")
    demand_one_line(err)
    assert not any(tmp_path.iterdir())


# verify-proof, status 0


def test_what_is_proven_without_the_record_is_told_as_a_digest(proof: Path, release: Release, run: Run) -> None:
    status, out, err = run("verify-proof", proof)
    first, second = out.splitlines()
    assert (status, err) == (0, "")
    assert release.digests["qa_pairs"][PAIR].hex() in first
    assert release.root in first
    assert PAIR not in first
    assert PAIR in second
    assert "--record" in second


def test_what_is_proven_with_the_record_is_told_with_its_id(
    proof: Path, record: Path, release: Release, run: Run
) -> None:
    status, out, err = run("verify-proof", proof, "--record", record)
    (line,) = out.splitlines()
    assert (status, err) == (0, "")
    assert PAIR in line
    assert release.root in line


def test_a_root_or_a_release_that_is_trusted_can_be_named(proof: Path, copy: Path, release: Release, run: Run) -> None:
    change(proof, release="7.0.0")
    assert run("verify-proof", proof, "--root", release.root)[0] == 0
    assert run("verify-proof", proof, "--against", copy)[0] == 0


def test_a_line_of_the_records_file_is_the_record(proof: Path, tmp_path: Path, release: Release, run: Run) -> None:
    lines = (release.folder / "qa_pairs.jsonl").read_bytes().splitlines(keepends=True)
    (tmp_path / "line.jsonl").write_bytes(lines[2])
    assert run("verify-proof", proof, "--record", tmp_path / "line.jsonl")[0] == 0


def test_the_proof_or_the_record_may_come_from_standard_input(
    proof: Path, record: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    given_to_standard_input(monkeypatch, proof.read_bytes())
    assert run("verify-proof", "-", "--record", record)[0] == 0
    given_to_standard_input(monkeypatch, record.read_bytes())
    assert run("verify-proof", proof, "--record", "-")[0] == 0


# verify-proof, status 1


def demand_not_proven(found: tuple[int, str, str]) -> None:
    status, out, err = found
    (line,) = out.splitlines()
    assert (status, err) == (1, "")
    assert line.startswith("not proven: ")
    assert line.isprintable()


@pytest.mark.parametrize(
    "fields",
    [{"digest": HASH}, {"root": HASH}, {"path": []}, {"index": 3}, {"leaves": 7}],
    ids=lambda each: ascii(each)[:9],
)
def test_a_proof_that_was_changed_has_status_1(fields: dict[str, Any], proof: Path, run: Run) -> None:
    change(proof, **fields)
    demand_not_proven(run("verify-proof", proof))


def test_another_root_than_the_trusted_one_has_status_1(proof: Path, elsewhere: Path, run: Run) -> None:
    demand_not_proven(run("verify-proof", proof, "--root", HASH))
    run("--version")
    demand_not_proven(run("verify-proof", proof, "--against", elsewhere))


@pytest.mark.parametrize("fields", [{"answer": ["x"]}, {"id": "\x1b[31m"}, {"\u202e": 1}], ids=ascii)
def test_another_record_than_the_proven_one_has_status_1(
    fields: dict[str, Any], proof: Path, record: Path, run: Run
) -> None:
    change(record, **fields)
    demand_not_proven(run("verify-proof", proof, "--record", record))


def test_another_id_than_that_of_the_record_has_status_1(proof: Path, record: Path, run: Run) -> None:
    change(proof, id=PAIR.replace("q03", "q04"))
    demand_not_proven(run("verify-proof", proof, "--record", record))


# verify-proof, status 2


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["nowhere.json"],
        ["."],
        ["pipe"],
        ["empty.json"],
        ["large.json"],
        ["foreign.json"],
        ["proof.json", "more"],
        ["proof.json", "--root", "abc"],
        ["proof.json", "--root", "A" * 64],
        ["proof.json", "--root", HASH + "\n"],
        ["proof.json", "--root", HASH, "--against", "."],
        ["proof.json", "--against", "nowhere"],
        ["proof.json", "--against", "."],
        ["proof.json", "--against", "none"],
        ["proof.json", "--record", "nowhere"],
        ["proof.json", "--record", "empty.json"],
        ["proof.json", "--record", "."],
        ["unknown.json"],
        ["-"],
        ["-", "--record", "-"],
        *([name] for name in HOSTILE),
        *(["proof.json", "--root", name] for name in HOSTILE),
        *(["proof.json", "--against", name] for name in HOSTILE),
        *(["proof.json", "--record", name] for name in HOSTILE),
    ],
    ids=ascii,
)
def test_what_cannot_be_checked_ends_in_one_line_and_status_2(
    arguments: list[str], proof: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    folder = proof.parent
    (folder / "empty.json").touch()
    (folder / "large.json").write_bytes(proof.read_bytes() + b" " * LARGEST_PROOF)
    (folder / "foreign.json").write_text('{"\\u001b[31m": 1}', encoding="utf-8")
    (folder / "unknown.json").write_bytes(proof.read_bytes().replace(b'"1.0.0"', b'"7.0.0"'))
    os.mkfifo(folder / "pipe")
    given_to_standard_input(monkeypatch, b"")
    monkeypatch.chdir(folder)
    status, out, err = run("verify-proof", *arguments)
    assert (status, out) == (2, "")
    demand_one_line(err)


def test_of_a_file_that_is_far_too_large_no_more_is_read_than_tells_it(proof: Path, run: Run) -> None:
    os.truncate(proof, 2**40)
    status, out, err = run("verify-proof", proof)
    assert (status, out) == (2, "")
    assert str(LARGEST_PROOF) in err


def test_one_standard_input_is_not_both_the_proof_and_the_record(
    proof: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    given_to_standard_input(monkeypatch, proof.read_bytes())
    status, out, err = run("verify-proof", "-", "--record", "-")
    assert (status, out) == (2, "")
    assert "both" in err
    assert sys.stdin.read()


def test_a_standard_input_that_was_closed_ends_in_one_line(monkeypatch: pytest.MonkeyPatch, run: Run) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    status, out, err = run("verify-proof", "-")
    assert (status, out) == (2, "")
    demand_one_line(err)


# Programs


@pytest.mark.parametrize("root", [None, HASH])
def test_the_object_for_programs_says_all_of_it(
    root: str | None, proof: Path, record: Path, release: Release, run: Run
) -> None:
    status, out, _ = run("verify-proof", proof, "--json", "--record", record, *(["--root", root] if root else []))
    found = json.loads(out)
    assert status == (1 if root else 0)
    assert (found.pop("reason") is None) == found["proven"] == (root is None)
    assert found == {
        "proven": root is None,
        "id": PAIR,
        "table": "qa_pairs",
        "digest": release.digests["qa_pairs"][PAIR].hex(),
        "root": root or release.root,
        "record": True,
    }


def test_the_object_for_programs_says_whether_a_record_was_looked_at(proof: Path, run: Run) -> None:
    assert json.loads(run("verify-proof", proof, "--json")[1])["record"] is False


def test_the_help_names_every_key_of_that_object(proof: Path, run: Run) -> None:
    keys = json.loads(run("verify-proof", proof, "--json")[1]).keys()
    out = run("verify-proof", "--help")[1]
    assert keys <= set(re.findall(r"\w+", out))
    assert [status for status in "0123" if re.search(rf"^ *{status} \w", out, re.MULTILINE)] == list("012")


def test_checking_a_proof_loads_no_library_for_tables_and_no_parser_of_pages(proof: Path, record: Path) -> None:
    code = (
        "import sys; from csto_dataset.cli import main; status = main(sys.argv[1:]);"
        "sys.stderr.write(' '.join(sys.modules)); sys.exit(status)"
    )
    for command in (["verify-proof", proof, "--record", record], ["prove", PAIR]):
        done = subprocess.run(
            [sys.executable, "-c", code, *map(str, command)], capture_output=True, text=True, check=True
        )
        loaded = set(done.stderr.split())
        assert "csto_dataset.proofs" in loaded
        assert not loaded & {"pyarrow", "pandas", "polars", "numpy", "selectolax", "rich"}
        assert not [name for name in loaded if name.startswith(("csto_dataset.pages", "csto_dataset.sources"))]
