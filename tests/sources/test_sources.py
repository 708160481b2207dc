"""Which files paths name, and which reader reads them."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from csto_dataset.documents import Document
from csto_dataset.errors import MissingExtraError, SourceError
from csto_dataset.findings import Finding
from csto_dataset.sources import READERS, TOO_LARGE, pages_of, read
from csto_dataset.sources.catalogue import CATALOGUE


def make_pages(folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(f"Text of {name}.", encoding="utf-8")
    return [folder / name for name in names]


def test_a_file_stands_for_itself_and_a_folder_for_its_pages_sorted(tmp_path: Path) -> None:
    b, a, _, _ = make_pages(tmp_path / "pages", "b.txt", "a.TXT", "readme.md", "notes.json")
    (alone,) = make_pages(tmp_path, "z.txt")
    assert pages_of([alone, tmp_path / "pages", alone]) == [alone, a, b, alone]


def test_no_paths_name_no_pages() -> None:
    assert pages_of([]) == []
    assert list(read([])) == []


def test_a_folder_without_pages_is_refused_by_name(tmp_path: Path) -> None:
    make_pages(tmp_path, "readme.md")
    with pytest.raises(SourceError) as caught:
        pages_of([tmp_path])
    assert str(caught.value).startswith(str(tmp_path))


def test_pages_in_folders_of_a_folder_are_its_pages_too(tmp_path: Path) -> None:
    inside = make_pages(tmp_path / "inside", "a.txt", "b.html")
    (below,) = make_pages(tmp_path / "inside" / "more", "c.txt")
    (first,) = make_pages(tmp_path, "z.txt")
    make_pages(tmp_path / "empty")
    assert pages_of([tmp_path]) == [first, *inside, below]


def test_what_begins_with_a_dot_is_passed_over(tmp_path: Path) -> None:
    (page,) = make_pages(tmp_path, "a.txt")
    make_pages(tmp_path, ".b.txt")
    make_pages(tmp_path / ".git", "c.txt")
    assert pages_of([tmp_path]) == [page]


def test_links_below_a_folder_are_told_and_not_followed(tmp_path: Path) -> None:
    (secret,) = make_pages(tmp_path / "elsewhere", "secret.txt")
    folder = tmp_path / "pages"
    (page,) = make_pages(folder, "a.txt")
    (folder / "b.txt").symlink_to(secret)
    (folder / "c").symlink_to(secret.parent)
    (folder / "readme.md").symlink_to(secret)
    assert [document.name for document in documents_of(*pages_of([folder]))] == [str(page)]
    findings = findings_of(*pages_of([folder]))
    assert [finding.where.file for finding in findings] == [str(folder / "b.txt"), str(folder / "c")]
    assert all("found a link" in finding.message for finding in findings)


def test_a_link_that_is_named_stands_for_what_it_leads_to(tmp_path: Path) -> None:
    (page,) = make_pages(tmp_path / "pages", "a.txt")
    (tmp_path / "file").symlink_to(page)
    (tmp_path / "folder").symlink_to(page.parent)
    assert pages_of([tmp_path / "file"]) == [page]
    assert [document.text for document in documents_of(*pages_of([tmp_path / "folder"]))] == ["Text of a.txt."]


def test_a_page_that_only_the_catalogue_names_is_told(tmp_path: Path) -> None:
    (page,) = make_pages(tmp_path, "a.txt")
    (tmp_path / CATALOGUE).write_text('[{"file": "gone.txt"}, {"file": "a.txt"}]', encoding="utf-8")
    assert pages_of([tmp_path]) == [page, tmp_path / "gone.txt"]
    (finding,) = findings_of(*pages_of([tmp_path]))
    assert (finding.code, finding.where.file) == ("unread-page", str(tmp_path / "gone.txt"))


def test_a_folder_that_cannot_be_listed_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scan = os.scandir
    inside = tmp_path / "inside"
    make_pages(tmp_path, "a.txt")
    inside.mkdir()

    def refuse(folder: str) -> object:
        if Path(folder) == inside:
            raise PermissionError(13, "Permission denied", folder)
        return scan(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    with pytest.raises(SourceError) as caught:
        pages_of([tmp_path])
    assert str(caught.value) == f"{inside}: permission denied"


@pytest.mark.parametrize("name", ["page.pdf", "page", "page.xhtml", ".txt", "page.txt.gz", "catalogue.json"])
def test_a_file_of_another_kind_is_refused_with_the_kinds_that_are_known(name: str, tmp_path: Path) -> None:
    (page,) = make_pages(tmp_path, name)
    (tmp_path / CATALOGUE).write_text("[]", encoding="utf-8")
    (finding,) = findings_of(page)
    assert (finding.code, finding.where.file) == ("unread-page", str(page))
    assert all(suffix in finding.message for suffix in READERS)


def test_the_suffix_may_be_in_capitals(tmp_path: Path) -> None:
    assert [document.text for document in documents_of(*make_pages(tmp_path, "PAGE.TXT"))] == ["Text of PAGE.TXT."]


def findings_of(*paths: Path) -> list[Finding]:
    return [each for each in read(paths) if isinstance(each, Finding)]


def documents_of(*paths: Path) -> list[Document]:
    return [each for each in read(paths) if isinstance(each, Document)]


def missing(path: Path) -> None:
    """Leave nothing there."""


def latin(path: Path) -> None:
    path.write_bytes("Café".encode("latin-1"))


@pytest.mark.parametrize("make", [missing, latin, Path.touch, Path.mkdir, os.mkfifo])
def test_what_is_no_page_is_refused_in_one_line_that_names_it(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "page.txt"
    make(path)
    (finding,) = findings_of(path)
    assert (finding.code, finding.where.file) == ("unread-page", str(path))
    assert finding.message.isprintable()
    assert str(path) not in finding.message


@pytest.mark.parametrize("error", [MissingExtraError("html is not installed: pip install it"), MemoryError()])
def test_what_a_reader_lacks_is_told_of_the_page_and_the_next_one_is_read(
    error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def lacking(path: Path, entry: object) -> Iterator[Document]:
        raise error

    monkeypatch.setitem(READERS, ".html", lacking)
    page, text = make_pages(tmp_path, "a.html", "b.txt")
    finding, document = read([page, text])
    assert isinstance(finding, Finding)
    assert (finding.code, finding.where.file) == ("unread-page", str(page))
    assert finding.message == (str(error) or TOO_LARGE)
    assert isinstance(document, Document)


def test_pages_around_a_bad_one_are_read(tmp_path: Path) -> None:
    first, last = make_pages(tmp_path, "a.txt", "c.txt")
    found = list(read([first, tmp_path / "b.txt", last]))
    assert [each.text if isinstance(each, Document) else each.code for each in found] == [
        "Text of a.txt.",
        "unread-page",
        "Text of c.txt.",
    ]


def test_the_catalogue_beside_a_page_speaks_for_it_and_for_no_other(tmp_path: Path) -> None:
    first, second = make_pages(tmp_path / "one", "a.txt", "b.txt")
    (third,) = make_pages(tmp_path / "two", "a.txt")
    entry = {
        "file": "a.txt",
        "url": "https://odkb-csto.org/a",
        "sha256": hashlib.sha256(first.read_bytes()).hexdigest(),
        "language": "en",
        "description": None,
    }
    (tmp_path / "one" / CATALOGUE).write_text(json.dumps([entry]), encoding="utf-8")
    urls = [document.url for document in documents_of(first, second, third)]
    assert urls == ["https://odkb-csto.org/a", None, None]


def test_a_catalogue_may_tell_of_pages_that_are_not_there(tmp_path: Path) -> None:
    (page,) = make_pages(tmp_path, "a.txt")
    entry = {"file": "gone.txt", "url": None, "sha256": "0" * 64, "language": None, "description": None}
    (tmp_path / CATALOGUE).write_text(json.dumps([entry]), encoding="utf-8")
    assert [document.name for document in documents_of(page)] == [str(page)]
