"""HTML pages as sources: what a document of one holds, and what is refused."""

import hashlib
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.documents import Document
from csto_dataset.errors import MissingExtraError, SourceError
from csto_dataset.findings import Finding
from csto_dataset.sources import html, read
from csto_dataset.sources.catalogue import Entry
from tests.sources.shown import demand_sound, emphasis, passages, shown
from tests.sources.strategies import KnownHtml, html_pages, tag_soup

PAGE = "<title>Title</title><h1>Title</h1><p>Text of a page that says something.</p>"


@given(page=html_pages())
def test_a_page_is_shown_and_marked_as_it_was_made(page: KnownHtml) -> None:
    document = shown(page.raw)
    assert document.text == page.text
    assert passages(document) == page.passages
    assert emphasis(document) == page.emphasis
    assert document.language == page.language
    demand_sound(document)


@given(page=html_pages(), cut=st.floats(0, 1))
def test_a_page_that_is_cut_off_anywhere_is_sound_or_refused(page: KnownHtml, cut: float) -> None:
    demand_sound_or_refused(page.raw[: int(len(page.raw) * cut)])


@given(raw=st.binary(max_size=300) | tag_soup())
def test_any_bytes_are_sound_or_refused(raw: bytes) -> None:
    demand_sound_or_refused(raw)


def demand_one_line(error: SourceError) -> None:
    assert str(error).startswith("page.html: ")
    assert str(error).isprintable()


def demand_sound_or_refused(raw: bytes) -> None:
    try:
        found = list(html.document(raw, "page.html"))
    except SourceError as error:
        demand_one_line(error)
        return
    (document,) = (each for each in found if isinstance(each, Document))
    assert document.text
    demand_sound(document)
    assert {each.code for each in found if isinstance(each, Finding)} <= {"undecodable-bytes"}


def test_the_digests_are_of_the_text_and_of_the_bytes() -> None:
    raw = PAGE.encode("utf-16")
    document = shown(raw)
    assert document.text == "Title\n\nText of a page that says something."
    assert document.sha256 == hashlib.sha256(document.text.encode()).hexdigest()
    assert document.raw == hashlib.sha256(raw).hexdigest()
    assert document.name == "page.html"


def test_what_is_known_of_a_page_stands_in_its_document() -> None:
    document = shown(PAGE, url="https://odkb-csto.org/a", language="ru", captured=date(2031, 3, 12))
    assert (document.url, document.language, document.captured) == (
        "https://odkb-csto.org/a",
        "ru",
        date(2031, 3, 12),
    )


@pytest.mark.parametrize(
    ("stated", "language"),
    [
        ("en", "en"),
        ("ru", "ru"),
        ("ru-RU", "ru"),
        ("EN_us", "en"),
        (" ru ", "ru"),
        ("kk", None),
        ("english", None),
        ("", None),
    ],
)
def test_the_language_is_what_the_page_states(stated: str, language: str | None) -> None:
    assert shown(f"<html lang='{stated}'>{PAGE}").language == language


def test_what_is_known_of_the_language_counts_more_than_the_page() -> None:
    assert shown(f"<html lang=en>{PAGE}", language="ru").language == "ru"


@pytest.mark.parametrize(
    ("head", "url"),
    [
        ("<link rel=canonical href='https://en.odkb-csto.org/a/'>", "https://en.odkb-csto.org/a/"),
        ("<link rel='Shortlink CANONICAL' href=' https://odkb-csto.org/ '>", "https://odkb-csto.org/"),
        ("<meta property=og:url content='https://odkb-csto.org/b'>", "https://odkb-csto.org/b"),
        (
            "<meta property=og:url content='http://odkb-csto.org/b'><link rel=canonical href=/a>",
            "http://odkb-csto.org/b",
        ),
        ("<link rel=canonical href='https://news.ru/'>", None),
        ("<link rel=canonical href='https://odkb-csto.org.news.ru/'>", None),
        ("<link rel=canonical href='/a/'>", None),
        ("<link rel=canonical href='javascript://odkb-csto.org/a'>", None),
        ("<link rel=canonical href='https://odkb-csto.org/новости'>", None),
        ("<link rel=canonical href='https://odkb-csto.org/" + "x" * 2000 + "'>", None),
        ("<link rel=canonical>", None),
        ("<link href='https://odkb-csto.org/a'>", None),
    ],
)
def test_the_address_is_the_one_that_the_page_gives_itself_if_it_is_of_the_site(head: str, url: str | None) -> None:
    assert shown(f"<head>{head}</head>{PAGE}").url == url


def test_what_is_known_of_the_address_counts_more_than_the_page() -> None:
    head = "<link rel=canonical href='https://odkb-csto.org/a'>"
    assert shown(head + PAGE, url="https://odkb-csto.org/b").url == "https://odkb-csto.org/b"


@pytest.mark.parametrize("name", ["page.html", "page.htm", "PAGE.HTML"])
def test_files_are_read_by_their_suffix(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(PAGE, encoding="utf-8")
    (document,) = read([path])
    assert isinstance(document, Document)
    assert (document.name, document.text) == (str(path), shown(PAGE).text)


def entry(raw: bytes) -> Entry:
    digest = hashlib.sha256(raw).hexdigest()
    return Entry(file="page.html", url="https://odkb-csto.org/c", sha256=digest, language="ru", description=None)


def test_the_catalogue_tells_address_and_language(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    (document,) = html.read(path, entry(PAGE.encode()))
    assert isinstance(document, Document)
    assert (document.url, document.language) == ("https://odkb-csto.org/c", "ru")


def test_a_page_that_is_not_the_one_of_its_catalogue_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    with pytest.raises(SourceError) as caught:
        list(html.read(path, entry(b"another")))
    assert str(caught.value).startswith(f"{path}: ")
    assert str(entry(b"another").sha256) in str(caught.value)


@pytest.mark.parametrize(
    "raw",
    [b"", b" ", b"<!-- text -->", b"<script>text</script>", b"<frameset><frame src=a></frameset>", b"<p hidden>text"],
)
def test_a_page_that_shows_nothing_is_refused(raw: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(raw)
    (finding,) = read([path])
    assert isinstance(finding, Finding)
    assert (finding.code, finding.where.file) == ("unread-page", str(path))
    assert str(path) not in finding.message


def test_a_missing_file_is_no_page(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        list(html.read(tmp_path / "page.html"))


def test_a_message_is_one_line_whatever_the_page_is_called() -> None:
    with pytest.raises(SourceError) as caught:
        list(html.document(b"", "a\nb\x1b.html"))
    assert str(caught.value).isprintable()
    (finding, _) = html.document(b"\xefa text", "a\nb\x1b.html", charset="utf-8")
    assert isinstance(finding, Finding)
    assert finding.where.file.isprintable()


def test_the_missing_extra_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "selectolax.lexbor", None)
    for name in ("reading", "visible", "head", "marks", "body", "headline", "items", "roles"):
        monkeypatch.delitem(sys.modules, f"csto_dataset.sources.html.{name}", raising=False)
    with pytest.raises(MissingExtraError, match=r'pip install "csto-dataset\[html\]"'):
        list(html.document(PAGE.encode(), "page.html"))


def test_text_captures_load_no_parser_of_html() -> None:
    code = "import sys, csto_dataset.sources; sys.exit(any(name.startswith('selectolax') for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
