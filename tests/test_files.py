"""Opening files of strangers."""

import errno
import hashlib
import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from csto_dataset.errors import CopyError, CstoDatasetError, ReleaseError
from csto_dataset.files import because, named, opened, read_bytes, sha256


def refused(path: Path) -> str:
    with pytest.raises(CopyError) as error:
        read_bytes(path, CopyError)
    message = str(error.value)
    assert message.isprintable()
    return message


def pipe(path: Path) -> None:
    os.mkfifo(path)


def folder(path: Path) -> None:
    path.mkdir()


def loop(path: Path) -> None:
    path.symlink_to(path)


def unix_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


def test_the_bytes_of_a_file_are_read(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"\x00\r\n\xff\x1a")
    assert read_bytes(tmp_path / "x", CopyError) == b"\x00\r\n\xff\x1a"


@pytest.mark.parametrize("make", [pipe, folder, loop, unix_socket], ids=lambda make: str(make.__name__))
def test_what_is_no_regular_file_is_refused_at_once(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "x.json")
    assert str(tmp_path / "x.json") in refused(tmp_path / "x.json")


def test_a_device_is_refused() -> None:
    refused(Path(os.devnull))


@pytest.mark.parametrize("name", ["missing", "missing/x", "line\nbreak\x1b[31m\u202e", "x" * 300])
def test_what_is_not_there_is_refused_in_one_safe_line(tmp_path: Path, name: str) -> None:
    refused(tmp_path / name)


@pytest.mark.parametrize("error", [CopyError, ReleaseError])
def test_the_error_is_of_the_type_that_was_asked_for(tmp_path: Path, error: type[CstoDatasetError]) -> None:
    with pytest.raises(error) as raised:
        read_bytes(tmp_path / "missing", error)
    assert isinstance(raised.value.__cause__, OSError)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EIO, errno.EMFILE])
def test_the_reason_of_the_operating_system_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def denied(path: Path, flags: int) -> int:
        raise OSError(number, os.strerror(number), str(path))

    (tmp_path / "x").touch()
    monkeypatch.setattr(os, "open", denied)
    assert refused(tmp_path / "x").endswith(os.strerror(number).lower())


def test_a_failure_while_reading_is_told(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    with pytest.raises(CopyError, match="input/output error"), opened(tmp_path / "x", CopyError):
        raise OSError(errno.EIO, "Input/output error")


def test_the_descriptor_is_closed_again(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"x")
    with opened(tmp_path / "x", CopyError) as file:
        assert not file.closed
    assert file.closed


def test_a_digest_is_of_the_whole_file_and_leaves_it_at_its_start(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"abc")
    with opened(tmp_path / "x", CopyError) as file:
        file.read(2)
        assert sha256(file) == hashlib.sha256(b"abc").hexdigest()
        assert file.read() == b"abc"


def test_a_name_is_safe_to_print() -> None:
    assert named(Path("a\x1b[31m\n\u202e/Ж")).isprintable()
    assert named(Path("a/Ж.json")) == str(Path("a/Ж.json"))


def test_a_reason_without_words_is_the_name_of_the_error() -> None:
    assert because(OSError()) == "oserror"
    assert because(OSError(errno.ENOENT, "No such file or directory")) == "no such file or directory"
