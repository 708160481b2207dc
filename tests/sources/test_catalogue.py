"""The catalogue of a folder of pages."""

import json
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.documents import is_of_the_site
from csto_dataset.errors import SourceError
from csto_dataset.sources.catalogue import CATALOGUE, read_catalogue

ENTRY: dict[str, Any] = {
    "file": "page.txt",
    "url": "https://en.odkb-csto.org/news/",
    "sha256": "0" * 64,
    "language": "en",
    "description": "A page.",
}


def with_catalogue(folder: Path, raw: bytes) -> Path:
    (folder / CATALOGUE).write_bytes(raw)
    return folder


def test_a_folder_needs_no_catalogue(tmp_path: Path) -> None:
    assert read_catalogue(tmp_path) == {}


def test_a_catalogue_may_be_empty(tmp_path: Path) -> None:
    assert read_catalogue(with_catalogue(tmp_path, b"[]")) == {}


def test_entries_are_found_by_the_name_of_the_file(tmp_path: Path) -> None:
    other = {**ENTRY, "file": "other.txt", "url": None, "language": None, "description": None}
    entries = read_catalogue(with_catalogue(tmp_path, json.dumps([ENTRY, other]).encode()))
    assert entries["page.txt"].model_dump() == ENTRY
    assert entries["other.txt"].model_dump() == other


def test_an_entry_may_tell_nothing_but_the_name(tmp_path: Path) -> None:
    (entry,) = read_catalogue(with_catalogue(tmp_path, b'[{"file": "page.txt"}]')).values()
    assert entry.model_dump() == {**dict.fromkeys(ENTRY), "file": "page.txt"}
    entry.demand(tmp_path / "page.txt", "0" * 64)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (b"", ""),
        (b"{", ""),
        (b"[", ""),
        (b"[]]", ""),
        (b"{}", ""),
        (b"null", ""),
        (b"\xff", ""),
        (b"[" * 1000, ""),
        (b"[1]", "/0"),
        (json.dumps([{**ENTRY, "file": 1}]).encode(), "/0/file"),
        (json.dumps([{**ENTRY, "file": ""}]).encode(), "/0/file"),
        (json.dumps([ENTRY, {**ENTRY, "sha256": "0"}]).encode(), "/1/sha256"),
        (json.dumps([{**ENTRY, "sha256": "A" * 64}]).encode(), "/0/sha256"),
        (json.dumps([{**ENTRY, "language": "kk"}]).encode(), "/0/language"),
        (json.dumps([{**ENTRY, "url": "ftp://en.odkb-csto.org/"}]).encode(), "/0/url"),
        (json.dumps([{**ENTRY, "more": 1}]).encode(), "/0/more"),
        (json.dumps([{key: ENTRY[key] for key in ENTRY if key != "file"}]).encode(), "/0/file"),
        (b'[{"file": "a.txt", "url": null, "url": "https://odkb-csto.org/"}]', ""),
        *(
            (json.dumps([ENTRY, {"file": name}]).encode(), "/1/file")
            for name in ("../a", "a/b", "/a", "..", ".", "a\\b")
        ),
        (json.dumps([ENTRY, ENTRY]).encode(), "/1/file"),
        (json.dumps([{**ENTRY, "url": "https://news.ru/"}]).encode(), "/0/url"),
        (json.dumps([ENTRY, {**ENTRY, "file": "b", "url": "https://odkb-csto.org.news.ru/"}]).encode(), "/1/url"),
    ],
)
def test_a_wrong_catalogue_is_refused_with_the_place(raw: bytes, place: str, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_catalogue(with_catalogue(tmp_path, raw))
    assert str(caught.value).startswith(f"{tmp_path / CATALOGUE}#{place}: ")
    assert str(caught.value).isprintable()


def test_a_catalogue_that_is_a_folder_or_a_pipe_is_refused(tmp_path: Path) -> None:
    for name, make in (("folder", Path.mkdir), ("pipe", os.mkfifo)):
        folder = tmp_path / name
        folder.mkdir()
        make(folder / CATALOGUE)
        with pytest.raises(SourceError) as caught:
            read_catalogue(folder)
        assert str(caught.value).startswith(str(folder / CATALOGUE))


@given(raw=st.binary(max_size=50) | st.text("[]{},:\"'filesha256urlnull 0", max_size=50).map(str.encode))
def test_no_bytes_raise_anything_but_a_source_error(raw: bytes, tmp_path: Path) -> None:
    with_catalogue(tmp_path, raw)
    with suppress(SourceError):
        assert read_catalogue(tmp_path) == {}


@pytest.mark.parametrize(
    "url",
    [
        "https://odkb-csto.org",
        "https://odkb-csto.org/",
        "http://en.odkb-csto.org/news/?page=2#top",
        "https://old.en.odkb-csto.org/",
        "https://EN.ODKB-CSTO.ORG/",
        "https://en.odkb-csto.org:443/",
        "https://en.odkb-csto.org?x",
    ],
)
def test_addresses_of_the_site_and_of_its_parts_are_the_sites(url: str) -> None:
    assert is_of_the_site(url)


@pytest.mark.parametrize(
    "url",
    [
        "https://news.ru/",
        "https://odkb-csto.org.news.ru/",
        "https://fake-odkb-csto.org/",
        "https://odkb-csto.orgs/",
        "https://news.ru/odkb-csto.org",
        "https://news.ru/?https://odkb-csto.org",
        "https://news.ru#odkb-csto.org",
        "https://odkb-csto.org@news.ru/",
        "https://odkb-csto.org:x@news.ru/",
        "https:///odkb-csto.org",
        "https://",
    ],
)
def test_addresses_that_only_hold_its_name_are_not_the_sites(url: str) -> None:
    assert not is_of_the_site(url)


@pytest.mark.parametrize("url", ["http://[x", "http://]", "https://[::1"])
def test_an_address_that_is_none_is_of_another_site(url: str, tmp_path: Path) -> None:
    assert not is_of_the_site(url)
    with pytest.raises(SourceError, match="#/0/url"):
        read_catalogue(with_catalogue(tmp_path, json.dumps([{**ENTRY, "url": url}]).encode()))


def test_a_key_of_a_catalogue_makes_no_second_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        read_catalogue(with_catalogue(tmp_path, json.dumps([{**ENTRY, "a\x1b[31m\nb": 1}]).encode()))
    assert str(caught.value).isprintable()
