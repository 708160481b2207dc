"""Standard input and addresses: what they give is a copy like any other, and nothing else is fetched."""

import io
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from csto_dataset import addresses
from csto_dataset.copies import Given
from csto_dataset.errors import CopyError, MissingExtraError
from csto_dataset.fetch import brought
from csto_dataset.release import Release
from csto_dataset.validate import validate
from tests.copying import FORMS
from tests.serving import serving


@pytest.fixture
def server(release: Release) -> Iterator[str]:
    """The address of a server on this machine alone that serves the release."""
    with serving(release.folder) as address:
        yield address


def piped(monkeypatch: pytest.MonkeyPatch, raw: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))


def refused(name: str) -> str:
    with pytest.raises(CopyError) as caught, brought([name]) as paths:
        validate(paths)
    assert str(caught.value).isprintable()
    return str(caught.value)


@pytest.mark.parametrize("form", FORMS)
def test_standard_input_is_a_copy_whatever_its_format(
    form: str, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    piped(monkeypatch, (release.folder / f"interviews{form}").read_bytes())
    with brought(["-"]) as paths:
        report = validate(paths, release)
    assert (report.findings, report.verdict.genuine, report.records) == ((), "identical", 1)


@pytest.mark.parametrize("indent", [None, 2])
def test_standard_input_may_be_one_object_or_tables_by_their_names(
    indent: int | None, release: Release, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = json.loads(release.interviews[0].model_dump_json())
    for value in (record, {"interviews": [record]}, [record]):
        piped(monkeypatch, json.dumps(value, indent=indent).encode())
        with brought(["-"]) as paths:
            assert validate(paths, release).verdict.genuine == "re-encoded"


def test_standard_input_may_be_a_table_with_commas(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = release.qa_pairs.to_pandas()
    for name in ("question", "answer", "source"):
        frame[name] = [json.dumps(json.loads(record.model_dump_json())[name]) for record in release.qa_pairs]
    piped(monkeypatch, frame.to_csv(index=False).encode())
    with brought(["-"]) as paths:
        report = validate(paths, release)
    assert (report.findings, report.verdict.genuine, report.records) == ((), "re-encoded", 8)


def test_standard_input_that_is_named_twice_is_one_file(release: Release, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, (release.folder / "qa_pairs.jsonl").read_bytes())
    with brought(["-", "-"]) as paths:
        assert validate(paths, release).verdict.genuine == "identical"


def test_findings_in_standard_input_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"[1]")
    with brought(["-"]) as paths:
        (finding,) = validate(paths).findings
    assert (finding.code, finding.where.file) == ("wrong-type", "standard input")


def test_the_command_reads_a_pipe(release: Release) -> None:
    raw = (release.folder / "qa_pairs.parquet").read_bytes()
    done = subprocess.run(
        [sys.executable, "-m", "csto_dataset", "validate", "-"], input=raw, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"identical" in done.stdout


def test_standard_input_that_is_closed_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert refused("-").startswith("standard input: ")


@pytest.mark.parametrize("form", FORMS)
def test_an_address_is_a_copy_named_by_it(
    form: str, server: str, release: Release, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    address = f"{server}/news_items{form}"
    with brought([address]) as paths:
        (given,) = paths
        assert isinstance(given, Given)
        assert given.name == address
        report = validate(paths, release)
    assert (report.findings, report.verdict.genuine, report.records) == ((), "identical", 3)
    assert not list(tmp_path.iterdir())


def test_files_and_addresses_together_are_one_copy(server: str, release: Release) -> None:
    with brought([f"{server}/interviews.json", str(release.folder / "qa_pairs.json")]) as paths:
        assert validate(paths, release).verdict.genuine == "identical"


def test_an_address_where_nothing_is_is_one_line(server: str) -> None:
    assert refused(f"{server}/gone.json") == f"{server}/gone.json: cannot be fetched: it is not there"


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "local://x",
        "memory://x",
        "zip://a::http://b/c",
        "simplecache::http://a/b.json",
        "x://y",
        "://",
    ],
)
def test_an_address_of_another_kind_is_refused(address: str) -> None:
    assert "expected an address that begins with" in refused(address)


def test_no_message_has_a_password_or_a_signature(server: str) -> None:
    address = server.replace("//", "//user:secret@") + "/gone.json?signature=secret"
    assert "secret" not in refused(address)
    assert "secret" not in addresses._reason(ValueError(f"cannot read '{address}' twice: {address}"))


def test_more_than_is_allowed_is_refused(server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"[1, 2]")
    with pytest.raises(CopyError, match="standard input: expected at most 5 bytes"), brought(["-"], most_bytes=5):
        pass
    monkeypatch.setattr(addresses, "MOST_BYTES", 5)
    assert refused(f"{server}/interviews.json") == f"{server}/interviews.json: expected at most 5 bytes, found more"


def test_without_the_library_one_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    for name in ("https://example.org/a.json", "https://example.org/a", "s3://a/"):
        with pytest.raises(MissingExtraError, match=r"csto-dataset\[remote\]"), brought([name]) as paths:
            validate(paths)


def test_paths_stay_what_they_are() -> None:
    with brought(["a.json", "b"]) as paths:
        assert paths == [Path("a.json"), Path("b")]


def test_what_was_brought_is_gone_afterwards_whatever_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    piped(monkeypatch, b"[]")
    kept: list[Path] = []
    with pytest.raises(RuntimeError), brought(["-"]) as paths:  # noqa: PT012
        kept.extend(given.path for given in paths if isinstance(given, Given) and given.path.exists())
        raise RuntimeError
    (path,) = kept
    assert not path.exists()


def test_no_more_than_a_library_is_loaded_for_an_address() -> None:
    code = "import sys, csto_dataset.fetch; sys.exit(any(name in sys.modules for name in ('fsspec', 'aiohttp')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
