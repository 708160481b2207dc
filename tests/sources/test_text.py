"""Text captures: the document is the file, byte for byte, or there is one line that says why not."""

import hashlib
import os
import socket
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.errors import SourceError
from csto_dataset.sources import text
from csto_dataset.sources.catalogue import Entry


def demand_one_line(error: SourceError, path: Path) -> None:
    assert str(error).startswith(str(path))
    assert str(error).isprintable()


@pytest.mark.parametrize(
    "raw",
    [
        b"Text.",
        b"\xef\xbb\xbfText.",
        b"One\r\nTwo\rThree\nFour",
        b"\n\nText.\n\n",
        "No\u00a0break \u00ad soft e\u0301 🕊".encode(),
        b"\x00\x1a",
        b" ",
    ],
)
def test_nothing_is_changed_in_decoding(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(raw)
    (document,) = text.read(path)
    assert document.text.encode() == raw
    assert document.sha256 == hashlib.sha256(raw).hexdigest()
    assert (document.name, document.url, document.language) == (str(path), None, None)


@given(raw=st.text(min_size=1).map(str.encode) | st.binary(min_size=1))
def test_any_bytes_are_either_kept_or_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(raw)
    try:
        assert next(text.read(path)).text.encode() == raw
    except SourceError as error:
        demand_one_line(error, path)
        with pytest.raises(UnicodeDecodeError):
            raw.decode()


@pytest.mark.parametrize(
    ("raw", "where"),
    [(b"\xff", "0xff at offset 0"), (b"Te\xe9xt", "0xe9 at offset 2"), (b"\xed\xa0\x80", "0xed at offset 0")],
)
def test_a_page_in_another_encoding_is_refused_with_the_first_wrong_byte(
    raw: bytes, where: str, tmp_path: Path
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(raw)
    with pytest.raises(SourceError) as caught:
        list(text.read(path))
    demand_one_line(caught.value, path)
    assert where in str(caught.value)


def test_an_empty_file_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.touch()
    with pytest.raises(SourceError) as caught:
        list(text.read(path))
    demand_one_line(caught.value, path)


def test_a_missing_file_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    with pytest.raises(SourceError) as caught:
        list(text.read(path))
    demand_one_line(caught.value, path)
    assert isinstance(caught.value.__cause__, FileNotFoundError)


def test_a_link_to_nothing_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.symlink_to(tmp_path / "nothing")
    with pytest.raises(SourceError) as caught:
        list(text.read(path))
    demand_one_line(caught.value, path)


def test_a_folder_is_no_page(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.mkdir()
    with pytest.raises(SourceError) as caught:
        list(text.read(path))
    demand_one_line(caught.value, path)


def test_a_pipe_is_no_page_and_nobody_waits_for_its_writer(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    os.mkfifo(path)
    with pytest.raises(SourceError) as caught:
        list(text.read(path))
    demand_one_line(caught.value, path)


def test_a_socket_is_no_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("page.txt")
        with pytest.raises(SourceError) as caught:
            list(text.read(Path("page.txt")))
    demand_one_line(caught.value, Path("page.txt"))


@pytest.mark.parametrize("name", ["a\nb.txt", "\x1b[31mred.txt", "\udcff.txt", "\u202etxt.txt", "x" * 300 + ".txt"])
def test_a_message_is_one_line_whatever_the_file_is_called(name: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        list(text.read(tmp_path / name))
    assert str(caught.value).isprintable()


def entry(raw: bytes) -> Entry:
    digest = hashlib.sha256(raw).hexdigest()
    url = "https://en.odkb-csto.org/news/"
    return Entry(file="page.txt", url=url, sha256=digest, language="ru", description=None)


def test_the_catalogue_tells_address_and_language(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"Text.")
    (document,) = text.read(path, entry(b"Text."))
    assert (document.url, document.language) == ("https://en.odkb-csto.org/news/", "ru")


def test_a_page_that_is_not_the_one_of_its_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(b"Text!")
    with pytest.raises(SourceError) as caught:
        list(text.read(path, entry(b"Text.")))
    demand_one_line(caught.value, path)
    assert str(entry(b"Text.").sha256) in str(caught.value)
    assert str(entry(b"Text!").sha256) in str(caught.value)


def test_a_page_of_too_many_bytes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "page.txt"
    monkeypatch.setattr(text, "MOST_BYTES", 5)
    path.write_bytes(b"Text.")
    assert [document.text for document in text.read(path)] == ["Text."]
    path.write_bytes(b"Text..")
    with pytest.raises(SourceError, match="at most 5 bytes") as caught:
        list(text.read(path))
    demand_one_line(caught.value, path)
