"""Every example of the README does what stands below it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from csto_dataset.packaged import SOURCES
from csto_dataset.release import Release
from tests.conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
PYTHON_EXAMPLES = re.findall(r"```python\n(.*?)```\n+```text\n(.*?)```", README, flags=re.DOTALL)
TRANSCRIPTS = re.findall(r"```console\n(.*?)```", README, flags=re.DOTALL)
COMMANDS = re.findall(r"<!-- set-up: (\w+) -->\n```sh\n(.*)\n```", README)


@pytest.fixture
def desk(tmp_path: Path, release: Release) -> Path:
    """A folder with the downloaded release and a page of the site, as a reader of the README has it."""
    shutil.copytree(release.folder, tmp_path / "dist-data" / release.version)
    shutil.copytree(SOURCES, tmp_path / "pages")
    return tmp_path


def run(command: list[str] | str, desk: Path) -> str:
    """Run a command at the desk, with this interpreter's commands first on the path; return what it printed."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        command,
        cwd=desk,
        env={**os.environ, "PATH": path, "PYTHONPATH": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        shell=isinstance(command, str),
        check=False,
    )
    return done.stdout


def test_the_readme_has_examples_of_each_kind() -> None:
    assert len(PYTHON_EXAMPLES) == README.count("```python") == 3
    assert len(TRANSCRIPTS) == README.count("```console") == 4
    assert [name for name, _ in COMMANDS] == ["build", "test"]


@pytest.mark.parametrize(("code", "printed"), PYTHON_EXAMPLES)
def test_a_python_example_prints_what_stands_below_it(code: str, printed: str, desk: Path) -> None:
    assert run([sys.executable, "-c", code], desk) == printed


@pytest.mark.parametrize("transcript", TRANSCRIPTS)
def test_a_transcript_shows_what_the_commands_print(transcript: str, desk: Path) -> None:
    for command, printed in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", transcript, flags=re.MULTILINE):
        assert run(command, desk) == printed, command


def test_the_set_up_commands_install_locked_versions_into_a_virtual_environment_of_their_own() -> None:
    for _, command in COMMANDS:
        assert command.startswith("python3 -m venv .venv && .venv/bin/python -m pip install -c requirements.lock -e ")


@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "CONTRIBUTING.md",
        "conformance/README.md",
        "docs/identity.md",
        "docs/pages.md",
        "docs/proofs.md",
        "docs/validating.md",
    ],
)
def test_links_between_pages_lead_to_files(page: str) -> None:
    path = ROOT / page
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", path.read_text(encoding="utf-8")):
        assert (path.parent / target).exists(), target
