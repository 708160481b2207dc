"""docs/proofs.md does and says what holds: its commands, its example, and its check in plain Python."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from csto_dataset.identity import as_json
from csto_dataset.proofs import LARGEST_PROOF, LONGEST_PATH, Proof
from csto_dataset.release import Release
from tests.conftest import ROOT

PAGE = (ROOT / "docs" / "proofs.md").read_text(encoding="utf-8")
(TRANSCRIPT,) = re.findall(r"```console\n(.*?)```", PAGE, flags=re.DOTALL)
(EXAMPLE,) = re.findall(r"```json\n(.*?)```", PAGE, flags=re.DOTALL)
(CHECK,) = re.findall(r"```python\n(.*?)```", PAGE, flags=re.DOTALL)
PAIR = "interview-2024-04-16-70849dc7d8be-q03"
HASH = "0" * 64


def test_the_commands_of_the_page_print_what_stands_below_them(tmp_path: Path, release: Release) -> None:
    shutil.copytree(release.folder, tmp_path / "dist-data" / release.version)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    surroundings = {**os.environ, "PATH": path, "PYTHONPATH": str(ROOT)}
    for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", TRANSCRIPT, flags=re.MULTILINE):
        done = subprocess.run(
            command, shell=True, cwd=tmp_path, env=surroundings, capture_output=True, encoding="utf-8", check=False
        )
        assert done.stdout + done.stderr == printed, command


def test_the_example_of_the_page_is_the_proof_of_the_packaged_record(release: Release) -> None:
    assert json.loads(EXAMPLE) == json.loads(release.prove(PAIR).as_file())


def test_the_page_tells_every_field_and_every_limit() -> None:
    rows = re.findall(r"^\| (`.*?) \|", PAGE.partition("| field |")[2], flags=re.MULTILINE)
    assert re.findall(r"`(\w+)`", " ".join(rows)) == list(Proof.model_fields)
    assert f"{LARGEST_PROOF:,} bytes" in PAGE
    assert f"at most {LONGEST_PATH} hashes" in PAGE


def test_the_check_in_plain_python_is_short_and_needs_nothing_else() -> None:
    imported = {name.name for node in ast.walk(ast.parse(CHECK)) if isinstance(node, ast.Import) for name in node.names}
    assert imported == {"hashlib", "json", "sys"}
    assert "from " not in CHECK
    assert len([line for line in CHECK.splitlines() if line]) <= 20


def checked(folder: Path, proof: Any, record: Any, root: str) -> str:
    """Return what the check of the page prints, run by a bare Python."""
    for name, value in (("proof.json", proof), ("record.json", record)):
        (folder / name).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
    (folder / "check.py").write_text(CHECK, encoding="utf-8")
    command = [sys.executable, "-I", "-S", "check.py", "proof.json", "record.json", root]
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=True).stdout


def test_the_check_in_plain_python_proves_every_record_of_the_release(tmp_path: Path, release: Release) -> None:
    for table in release.tables.values():
        for record in table:
            proof = json.loads(release.prove(record.id).as_file())
            assert checked(tmp_path, proof, as_json(record), release.root) == "proven\n"


CHANGES: dict[str, Callable[[Any, Any], object]] = {
    "digest": lambda proof, record: proof.update(digest=HASH),
    "index": lambda proof, record: proof.update(index=3),
    "index outside": lambda proof, record: proof.update(index=8),
    "leaves": lambda proof, record: proof.update(leaves=9),
    "path": lambda proof, record: proof["path"].reverse(),
    "longer path": lambda proof, record: proof["path"].append(HASH),
    "shorter path": lambda proof, record: proof["path"].pop(),
    "other roots": lambda proof, record: proof["other_roots"].update(news_items=HASH),
    "id": lambda proof, record: proof.update(id=PAIR.replace("q03", "q04")),
    "record": lambda proof, record: record["answer"].append("x"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_the_check_in_plain_python_does_not_prove_what_was_changed(
    change: Callable[[Any, Any], object], tmp_path: Path, release: Release
) -> None:
    proof, record = json.loads(release.prove(PAIR).as_file()), as_json(release[PAIR])
    change(proof, record)
    assert checked(tmp_path, proof, record, release.root) == "not proven\n"


def test_the_check_in_plain_python_does_not_trust_the_root_of_the_proof(tmp_path: Path, release: Release) -> None:
    proof, record = json.loads(release.prove(PAIR).as_file()), as_json(release[PAIR])
    assert checked(tmp_path, proof, record, HASH) == "not proven\n"
