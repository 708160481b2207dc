"""What docs/cluster.md tells to type: options that Dask and this package know, and a job script that does what it says."""

import json
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from csto_dataset.release import Release
from tests.conftest import ROOT
from tests.test_cli import COMMANDS

PAGE = (ROOT / "docs" / "cluster.md").read_text(encoding="utf-8")
SCRIPT = re.search(r"<!-- slurm -->\n```sh\n(.*?)```", PAGE, flags=re.DOTALL)
SRUN = '#!/bin/sh\nexec "$@"\n'
"""Starts one task where Slurm would start many."""


def typed(command: str) -> list[list[str]]:
    """Return the words behind each place on the page where a command is typed."""
    lines = re.findall(rf"^(?: {{4}}|srun |kubectl .* -- |)(?:{command}) (.*?)(?: &)?$", PAGE, flags=re.MULTILINE)
    return [shlex.split(line) for line in lines]


@pytest.mark.parametrize("kind", ["scheduler", "worker"])
def test_the_options_for_dask_are_known_to_it(kind: str) -> None:
    found = typed(f"dask {kind}")
    assert len(found) == 3
    done = subprocess.run(
        [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--help"], capture_output=True, text=True, check=True
    )
    for words in found:
        for option in (word for word in words if word.startswith("--")):
            assert re.search(rf"{option}\b", done.stdout)


def test_the_commands_of_this_package_are_known_to_it() -> None:
    found = typed("csto-dataset")
    assert {words[0] for words in found} == {"build", "fingerprint", "validate"} < COMMANDS.keys()
    assert all("--dask" in words or "--workers" in words for words in found)


@pytest.mark.apart
@pytest.mark.xdist_group("cluster")
def test_the_job_script_validates_and_ends_with_the_status_of_the_command(tmp_path: Path, release: Release) -> None:
    assert SCRIPT
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "srun").write_text(SRUN)
    (tmp_path / "bin" / "srun").chmod(0o700)
    (tmp_path / "shards").mkdir()
    for name in ("qa_pairs.jsonl", "news_items.parquet"):
        (tmp_path / "shards" / name).write_bytes((release.folder / name).read_bytes())
    path = os.pathsep.join([str(tmp_path / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
    # What the job has started is ended by Slurm: here with the shell that stands for it.
    script = f"trap 'kill $(jobs -p); wait' EXIT\n{SCRIPT[1]}"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(ROOT), "SLURM_JOB_ID": "7"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads((tmp_path / "report.json").read_bytes())
    assert told["verdict"]["genuine"] == "identical"
