"""Web archives: which records become documents, which are left, and what is broken in them."""

import base64
import gzip
import hashlib
import importlib
import os
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.documents import Document
from csto_dataset.errors import MissingExtraError, SourceError
from csto_dataset.findings import Finding, Place
from csto_dataset.sources import READERS
from csto_dataset.sources import members as members_module
from csto_dataset.sources import read as read_pages
from csto_dataset.sources.catalogue import Entry
from csto_dataset.sources.framing import LARGEST_RECORD
from csto_dataset.sources.warc import read
from tests.sources.archives import DAY, MOMENT, SITE, Archive, by_hand, html_seen, members, write

ENGLISH = b"24.04.2024\n\nThe members met in Moscow.\n"
RUSSIAN = "24.04.2024\n\nВстреча прошла в Москве.\n".encode()
PAGE = b"<p>The members met.</p>"


def packed(raw: bytes) -> bytes:
    return gzip.compress(raw, mtime=0)


EMPTY = packed(b"")


def found_in(folder: Path, content: bytes, name: str = "crawl.warc") -> list[Document | Finding]:
    return list(read(write(folder, content, name), html=html_seen))


def documents(found: list[Document | Finding]) -> list[Document]:
    return [each for each in found if isinstance(each, Document)]


def findings(found: list[Document | Finding]) -> list[Finding]:
    return [each for each in found if isinstance(each, Finding)]


def texts(found: list[Document | Finding]) -> list[str]:
    return [each.text for each in documents(found)]


def html_of(body: bytes, charset: str | None = None) -> str:
    return f"{charset} {body.hex()}"


# Which records are pages


@pytest.mark.parametrize("body", [ENGLISH, RUSSIAN])
def test_a_text_is_a_document_with_its_address_and_day(body: bytes, tmp_path: Path) -> None:
    content = Archive().answer(body, f"{SITE}/news/1").content
    name = str(tmp_path / "crawl.warc#1")
    digest = hashlib.sha256(body).hexdigest()
    assert found_in(tmp_path, content) == [Document(name, body.decode(), digest, f"{SITE}/news/1", captured=DAY)]


def test_a_record_of_a_text_extract_is_a_document(tmp_path: Path) -> None:
    content = Archive().other("warcinfo", b"software: x").other("conversion", RUSSIAN).content
    found = found_in(tmp_path, content)
    assert texts(found) == [RUSSIAN.decode()]
    assert documents(found)[0].name.endswith("crawl.warc#2")


def test_a_resource_is_a_document(tmp_path: Path) -> None:
    content = Archive().other("resource", ENGLISH).other("resource", PAGE, media="text/html; charset=x").content
    assert texts(found_in(tmp_path, content)) == [ENGLISH.decode(), html_of(PAGE, "x")]


@pytest.mark.parametrize(
    ("media", "charset"),
    [
        ("text/html", None),
        ("Text/HTML; Charset=Windows-1251", "windows-1251"),
        ('text/html;charset="utf-8"; x=y', "utf-8"),
        ("application/xhtml+xml; charset='koi8-r'", "koi8-r"),
        ("text/html; charset=", None),
    ],
)
def test_a_page_in_html_goes_to_its_reader_with_what_the_server_said(
    media: str, charset: str | None, tmp_path: Path
) -> None:
    (page,) = documents(found_in(tmp_path, Archive().answer(PAGE, media=media).content))
    assert (page.text, page.url, page.captured) == (html_of(PAGE, charset), f"{SITE}/page", DAY)


def test_what_the_reader_of_html_finds_comes_through(tmp_path: Path) -> None:
    path = write(tmp_path, Archive().answer(PAGE, media="text/html").content)
    broken = Finding("unread-page", "expected X, found Y", Place(file=f"{path}#1"))
    assert list(read(path, html=lambda *given, **named: iter([broken]))) == [broken]


def test_a_page_that_the_reader_of_html_refuses_is_a_broken_record(tmp_path: Path) -> None:
    def refuse(raw: bytes, name: str, **_: object) -> Iterator[Document | Finding]:
        raise SourceError(f"{name}: expected text, found none")

    path = write(tmp_path, Archive().answer(PAGE, media="text/html").answer(ENGLISH).content)
    broken, page = read(path, html=refuse)
    assert isinstance(broken, Finding)
    assert (broken.code, broken.message) == ("broken-record", "record 1: expected text, found none")
    assert isinstance(page, Document)


LEFT: dict[str, Callable[[Archive], Archive]] = {
    "of another host": lambda archive: archive.answer(ENGLISH, "https://example.org/odkb-csto.org"),
    "of status 404": lambda archive: archive.answer(ENGLISH, status="404 Not Found"),
    "of status 206": lambda archive: archive.answer(ENGLISH, status="206 Partial Content"),
    "image/png": lambda archive: archive.answer(b"\x89PNG", media="image/png"),
    "of no media type": lambda archive: archive.answer(ENGLISH, media=None),
    "revisit": lambda archive: archive.answer(b"", kind="revisit"),
    "metadata": lambda archive: archive.other("metadata", b"fetchTimeMs: 1"),
    "warcinfo": lambda archive: archive.other("warcinfo", b"software: x"),
    "application/pdf": lambda archive: archive.other("resource", b"%PDF", media="application/pdf"),
    "text/html": lambda archive: archive.other("conversion", PAGE, media="text/html"),
}


@pytest.mark.parametrize("kind", LEFT)
def test_what_is_no_page_of_the_site_is_left_and_counted(kind: str, tmp_path: Path) -> None:
    archive = LEFT[kind](LEFT[kind](Archive().answer(ENGLISH)))
    page, note = found_in(tmp_path, archive.content)
    assert isinstance(page, Document)
    assert isinstance(note, Finding)
    assert (note.code, note.level) == ("left-records", "note")
    assert f"2 {kind}" in note.message


def test_kinds_without_end_make_one_short_line(tmp_path: Path) -> None:
    content = b"".join(by_hand(b"", kind=f"kind-{index}\x1b") for index in range(300))
    (note,) = findings(found_in(tmp_path, content))
    assert len(note.message) < 1000
    assert note.message.isprintable()


def test_an_archive_of_pages_alone_leaves_nothing_to_say(tmp_path: Path) -> None:
    assert findings(found_in(tmp_path, Archive().answer(ENGLISH).answer(ENGLISH).content)) == []


@pytest.mark.parametrize(
    ("stated", "url"),
    [
        (f"<{SITE}/a>", f"{SITE}/a"),
        (f"{SITE}/новости/?q=a b", f"{SITE}/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8/?q=a%20b"),
        (f"{SITE}/%D0%BD", f"{SITE}/%D0%BD"),
        ("HTTP://odkb-csto.org/A", "http://odkb-csto.org/A"),
        (f"{SITE}/\x1b[31m", f"{SITE}/%1B[31m"),
        (f"{SITE}/{'a' * 3000}", None),
        ("ftp://odkb-csto.org/a", None),
    ],
)
def test_an_address_is_one_that_a_record_may_have(stated: str, url: str | None, tmp_path: Path) -> None:
    (page,) = documents(found_in(tmp_path, by_hand(ENGLISH, f"WARC-Target-URI: {stated}")))
    assert page.url == url


@pytest.mark.parametrize(
    "stated",
    ["dns:odkb-csto.org", "https://odkb-csto.org.example.org/", "https://odkb-csto.org@x.org/", "x", "http://[/"],
)
def test_an_address_of_no_page_of_the_site_is_of_another_host(stated: str, tmp_path: Path) -> None:
    found = found_in(tmp_path, by_hand(ENGLISH, f"WARC-Target-URI: {stated}"))
    assert [each.code for each in findings(found)] == ["left-records"]
    assert not documents(found)


def test_the_catalogue_tells_the_language_and_vouches_for_the_bytes(tmp_path: Path) -> None:
    content = Archive().answer(ENGLISH).content
    path = write(tmp_path, content)
    entry = Entry(file=path.name, url=None, sha256=hashlib.sha256(content).hexdigest(), language="ru", description=None)
    assert [page.language for page in documents(list(read(path, entry)))] == ["ru"]
    with pytest.raises(SourceError):
        list(read(path, entry.model_copy(update={"sha256": "0" * 64})))


# How the server wrapped it

CHUNKS = (
    b"5\r\n" + ENGLISH[:5] + b"\r\n" + b"%x;a=b\r\n" % len(ENGLISH[5:]) + ENGLISH[5:] + b"\r\n0\r\nTrailer: x\r\n\r\n"
)
RAW_DEFLATE = zlib.compress(ENGLISH)[2:-4]
WRAPPED = [
    (CHUNKS, ("Transfer-Encoding", "chunked")),
    (ENGLISH, ("Transfer-Encoding", "chunked")),
    (packed(ENGLISH), ("Content-Encoding", "gzip")),
    (packed(ENGLISH[:9]) + packed(ENGLISH[9:]), ("Content-Encoding", "x-gzip")),
    (ENGLISH, ("Content-Encoding", "GZIP")),
    (zlib.compress(ENGLISH), ("Content-Encoding", "deflate")),
    (RAW_DEFLATE, ("Content-Encoding", "deflate")),
    (zlib.compress(packed(ENGLISH)), ("Content-Encoding", "gzip, deflate")),
    (ENGLISH, ("Content-Encoding", "identity")),
]


@pytest.mark.parametrize(("body", "header"), WRAPPED)
def test_a_page_is_what_the_server_wrapped(body: bytes, header: tuple[str, str], tmp_path: Path) -> None:
    assert texts(found_in(tmp_path, Archive().answer(body, http=(header,)).content)) == [ENGLISH.decode()]


BADLY_WRAPPED = [
    (CHUNKS[:20], ("Transfer-Encoding", "chunked")),
    (CHUNKS[:8] + b"zz\r\n" + CHUNKS[8:], ("Transfer-Encoding", "chunked")),
    (packed(ENGLISH)[:-9], ("Content-Encoding", "gzip")),
    (packed(ENGLISH)[:-8] + bytes(8), ("Content-Encoding", "gzip")),
    (packed(b"") * 100, ("Content-Encoding", "gzip")),
    (ENGLISH, ("Content-Encoding", "deflate")),
    (ENGLISH, ("Content-Encoding", "zstd")),
    (ENGLISH, ("Content-Encoding", "gzip, gzip, gzip, gzip, gzip")),
    (packed(bytes(LARGEST_RECORD + 1)), ("Content-Encoding", "gzip")),
    (zlib.compress(packed(bytes(2**28))), ("Content-Encoding", "gzip, deflate")),
    (b"caf\xe9", ("X", "y")),
    (b"", ("X", "y")),
]


@pytest.mark.parametrize(("body", "header"), BADLY_WRAPPED)
def test_a_page_that_cannot_be_unwrapped_is_a_finding(body: bytes, header: tuple[str, str], tmp_path: Path) -> None:
    found = found_in(tmp_path, Archive().answer(body, http=(header,)).answer(RUSSIAN).content)
    assert [each.code for each in findings(found)] == ["broken-record"]
    assert texts(found) == [RUSSIAN.decode()]


def test_a_coding_whose_library_is_missing_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    found = found_in(tmp_path, Archive().answer(ENGLISH, http=(("Content-Encoding", "br"),)).content)
    assert [each.code for each in found if isinstance(each, Finding)] == ["broken-record"]


# Check sums


@pytest.mark.parametrize("name", ["WARC-Payload-Digest", "WARC-Block-Digest"])
@pytest.mark.parametrize("stated", ["sha1:" + "A" * 32, "sha256:" + "0" * 64, "sha1:nonsense", "md5:"])
def test_words_whose_check_sum_is_another_are_left_out(name: str, stated: str, tmp_path: Path) -> None:
    found = found_in(tmp_path, by_hand(ENGLISH, f"{name}: {stated}") + by_hand(RUSSIAN))
    assert [each.code for each in findings(found)] == ["broken-record"]
    assert texts(found) == [RUSSIAN.decode()]


@pytest.mark.parametrize(
    "stated",
    [
        "sha1:" + base64.b32encode(hashlib.sha1(ENGLISH).digest()).decode(),
        "sha1:" + hashlib.sha1(ENGLISH).hexdigest(),
        "SHA-256:" + hashlib.sha256(ENGLISH).hexdigest().upper(),
        "sha256:" + base64.b32encode(hashlib.sha256(ENGLISH).digest()).decode().rstrip("=").lower(),
        "md5:" + hashlib.md5(ENGLISH).hexdigest(),
        "blake9:0000",
    ],
)
def test_a_check_sum_that_agrees_or_is_not_known_says_nothing(stated: str, tmp_path: Path) -> None:
    content = by_hand(ENGLISH, f"WARC-Payload-Digest: {stated}", f"WARC-Block-Digest: {stated}")
    assert texts(found_in(tmp_path, content)) == [ENGLISH.decode()]


@pytest.mark.parametrize("digested", [CHUNKS, ENGLISH])
def test_a_check_sum_may_be_of_the_body_with_its_wrapping_or_without(digested: bytes, tmp_path: Path) -> None:
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\n" + CHUNKS
    stated = f"WARC-Payload-Digest: sha1:{hashlib.sha1(digested).hexdigest()}"
    assert texts(found_in(tmp_path, by_hand(block, stated, kind="response"))) == [ENGLISH.decode()]


# Broken records

NO_HTTP = b"nonsense\r\n\r\n" + ENGLISH
BROKEN = {
    "a length that is too short": by_hand(ENGLISH, length=3),
    "a length that is too long": by_hand(ENGLISH, length=300),
    "a length beyond the archive": by_hand(ENGLISH, length=10**7),
    "a length beyond what is read": by_hand(ENGLISH, length=10**9),
    "a length of words": by_hand(ENGLISH, "Content-Length: many"),
    "a length below nothing": by_hand(ENGLISH, "Content-Length: -1"),
    "a length of many digits": by_hand(ENGLISH, f"Content-Length: {'9' * 5000}"),
    "no length": by_hand(ENGLISH, "Content-Length: -").replace(b"Content-Length: -\r\n", b""),
    "no type": by_hand(ENGLISH, "WARC-Type: -"),
    "no address": by_hand(ENGLISH, "WARC-Target-URI: -"),
    "a header that is not UTF-8": by_hand(ENGLISH, "X-Name: caf\udce9"),
    "no end of the header": b"WARC/1.0\r\nWARC-Type: conversion\r\n",
    "a header without end": b"WARC/1.0\r\n" + b"X: y\r\n" * 20_000 + b"\r\n" + ENGLISH,
    "no HTTP": by_hand(NO_HTTP, kind="response"),
    "HTTP without an end": by_hand(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000, kind="response"),
    "garbage": b"garbage\r\n\r\n" * 10,
    "a cut in the header": by_hand(ENGLISH)[:60] + b"\r\n",
    "a cut in the block": by_hand(ENGLISH)[:-20] + b"\r\n",
    "a part of a page": by_hand(ENGLISH, "WARC-Truncated: length"),
    "a segment": by_hand(ENGLISH, "WARC-Segment-Number: 1"),
    "too large a page": by_hand(bytes(LARGEST_RECORD + 1)),
}


@pytest.mark.parametrize("broken", BROKEN)
@pytest.mark.parametrize("wrap", [lambda *each: b"".join(each), members, lambda *each: packed(b"".join(each))])
def test_a_broken_record_costs_itself_alone(broken: str, wrap: Callable[..., bytes], tmp_path: Path) -> None:
    good, other = by_hand(ENGLISH), by_hand(RUSSIAN)
    content = wrap(good, BROKEN[broken], BROKEN[broken], other, BROKEN[broken], good)
    found = found_in(tmp_path, content)
    assert texts(found) == [ENGLISH.decode(), RUSSIAN.decode(), ENGLISH.decode()]
    assert {each.code for each in findings(found)} == {"broken-record"}
    assert 1 < len(findings(found)) < 4


def test_a_broken_record_is_told_with_its_number_and_its_byte(tmp_path: Path) -> None:
    good = by_hand(ENGLISH)
    found = found_in(tmp_path, good + good + by_hand(ENGLISH, length=3) + good)
    (finding,) = findings(found)
    assert finding.message.startswith("record 3: ")
    assert (finding.where.file, finding.where.byte) == (str(tmp_path / "crawl.warc"), 2 * len(good))
    assert [page.name.rpartition("#")[2] for page in documents(found)] == ["1", "2", "4"]


def test_of_a_compressed_archive_the_byte_is_that_of_the_member(tmp_path: Path) -> None:
    good = by_hand(ENGLISH)
    (finding,) = findings(found_in(tmp_path, members(good, by_hand(ENGLISH, length=3), good)))
    assert finding.where.byte == len(members(good))


def test_a_member_that_ends_within_a_line_costs_itself_alone(tmp_path: Path) -> None:
    short = by_hand(ENGLISH)[:-10]
    found = found_in(tmp_path, members(by_hand(RUSSIAN), short, short, by_hand(RUSSIAN)))
    assert texts(found) == [RUSSIAN.decode()] * 2
    assert [each.code for each in findings(found)] == ["broken-record"] * 2


def test_a_line_that_looks_like_a_record_in_a_broken_one_is_none(tmp_path: Path) -> None:
    broken = by_hand(b"No WARC/1.0 here, nor\nWARC/x, nor\nWARC here.", length=3)
    assert texts(found_in(tmp_path, broken + by_hand(ENGLISH))) == [ENGLISH.decode()]


def test_a_damaged_member_costs_at_most_itself_and_gives_no_other_words(tmp_path: Path) -> None:
    first, second, third = (members(by_hand(body)) for body in (ENGLISH, RUSSIAN * 9, ENGLISH))
    for at in range(len(second)):
        damaged = bytearray(second)
        damaged[at] ^= 0x5A
        found = found_in(tmp_path, first + damaged + third, "crawl.warc.gz")
        first_and_last = [ENGLISH.decode()] * 2
        assert texts(found) in (first_and_last, [first_and_last[0], RUSSIAN.decode() * 9, first_and_last[1]])


@pytest.mark.parametrize("stated", ["", "yesterday", "2024-13-01T00:00:00Z", "16.04.2024", "2024", "9" * 5000])
def test_a_page_whose_moment_is_none_is_read_without_it(stated: str, tmp_path: Path) -> None:
    page, finding = found_in(tmp_path, by_hand(ENGLISH, f"WARC-Date: {stated}"))
    assert isinstance(page, Document)
    assert page.captured is None
    assert isinstance(finding, Finding)
    assert (finding.code, finding.level) == ("undated-capture", "note")


@pytest.mark.parametrize("stated", [MOMENT, "2024-04-16T12:30:00.123456Z", "2024-04-16", "2024-04-16T12:30Z"])
def test_the_day_of_a_moment_is_the_one_it_names(stated: str, tmp_path: Path) -> None:
    (page,) = documents(found_in(tmp_path, by_hand(ENGLISH, f"WARC-Date: {stated}")))
    assert page.captured == DAY


@pytest.mark.parametrize("end", [b"", b"\r\n", b"\n", b"\n\n", b"\r\n" * 40])
def test_an_archive_may_end_in_any_number_of_line_ends(end: bytes, tmp_path: Path) -> None:
    content = by_hand(RUSSIAN) + by_hand(ENGLISH).removesuffix(b"\r\n\r\n") + end
    assert texts(found_in(tmp_path, content)) == [RUSSIAN.decode(), ENGLISH.decode()]
    assert findings(found_in(tmp_path, content)) == []


def test_records_with_plain_line_feeds_are_read(tmp_path: Path) -> None:
    header = by_hand(ENGLISH).partition(b"\r\n\r\n")[0].replace(b"\r\n", b"\n")
    assert texts(found_in(tmp_path, (header + b"\n\n" + ENGLISH + b"\n\n") * 2)) == [ENGLISH.decode()] * 2


@pytest.mark.parametrize("version", [b"WARC/0.17", b"WARC/0.18", b"WARC/1.0", b"WARC/1.1"])
def test_every_version_of_the_standard_is_read(version: bytes, tmp_path: Path) -> None:
    assert texts(found_in(tmp_path, by_hand(ENGLISH).replace(b"WARC/1.0", version))) == [ENGLISH.decode()]


# Any bytes at all


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        b"\r\n\r\n",
        b"WARC/",
        b"WARC/1.0",
        b"WARC/1.0\r\n\r\n",
        b"\x1f\x8b",
        b"\x1f\x8b\x08",
        packed(b""),
        ENGLISH,
    ],
)
def test_a_file_without_a_whole_record_is_no_archive(content: bytes, tmp_path: Path) -> None:
    with pytest.raises(SourceError) as caught:
        found_in(tmp_path, content)
    assert str(caught.value).startswith(str(tmp_path))


@pytest.mark.parametrize("make", [Path.mkdir, os.mkfifo, lambda path: None])
def test_what_is_no_file_is_refused_by_name(make: Callable[[Path], None], tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc"
    make(path)
    with pytest.raises(SourceError) as caught:
        list(read(path))
    assert str(path) in str(caught.value)


HEADS = [b"", b"WARC/1.0\r\n", by_hand(ENGLISH), b"\x1f\x8b\x08", members(by_hand(ENGLISH))]


@given(tail=st.binary(max_size=300), head=st.sampled_from(HEADS))
def test_any_bytes_are_read_or_told(tail: bytes, head: bytes, tmp_path: Path) -> None:
    try:
        found = found_in(tmp_path, head + tail)
    except SourceError:
        return
    assert all(each.message.isprintable() for each in findings(found))


def small(*, compressed: bool) -> Archive:
    """Return an archive with pages of every kind."""
    archive = Archive(compressed=compressed).other("warcinfo", b"software: x").answer(ENGLISH)
    archive.answer(RUSSIAN).answer(PAGE, media="text/html").other("conversion", RUSSIAN)
    return archive.answer(packed(ENGLISH), http=(("Content-Encoding", "gzip"),)).answer(ENGLISH, f"{SITE}/last")


SMALL = [pytest.param(small(compressed=False), id="plain"), pytest.param(small(compressed=True), id="compressed")]


def pages_of(found: list[Document | Finding]) -> list[tuple[str, str | None]]:
    return [(page.text, page.url) for page in documents(found)]


@pytest.mark.parametrize("archive", SMALL)
@given(data=st.data())
def test_a_truncated_archive_gives_every_record_before_the_cut(
    archive: Archive, data: st.DataObject, tmp_path: Path
) -> None:
    whole = pages_of(found_in(tmp_path, archive.content, archive.name))
    cut = data.draw(st.integers(archive.ends[0], len(archive.content)))
    found = found_in(tmp_path, archive.content[:cut], archive.name)
    before = sum(end <= cut for end in archive.ends) - 1
    assert pages_of(found)[:before] == whole[:before]
    assert len(documents(found)) - before in (0, 1)
    assert findings(found)


@pytest.mark.parametrize("archive", SMALL)
@given(data=st.data(), change=st.integers(1, 255))
def test_a_changed_byte_costs_no_record_but_its_own(
    archive: Archive, data: st.DataObject, change: int, tmp_path: Path
) -> None:
    whole = pages_of(found_in(tmp_path, archive.content, archive.name))
    at = data.draw(st.integers(0, len(archive.content) - 1))
    content = bytearray(archive.content)
    content[at] ^= change
    hit = sum(end <= at for end in archive.ends)
    found = pages_of(found_in(tmp_path, bytes(content), archive.name))
    before = max(hit - 1, 0)
    after = len(whole) - hit
    assert found[:before] == whole[:before]
    assert found[len(found) - after :] == whole[hit:]
    assert len(found) - before - after in (0, 1)


@given(data=st.data(), change=st.integers(1, 255))
def test_an_archive_in_one_gzip_stream_gives_every_record_before_the_damage(
    data: st.DataObject, change: int, tmp_path: Path
) -> None:
    records = [by_hand(f"Page {index}\n".encode() * 40) for index in range(20)]
    inflater = zlib.compressobj(wbits=31)
    pieces = [inflater.compress(record) + inflater.flush(zlib.Z_SYNC_FLUSH) for record in records]
    content = bytearray(b"".join(pieces) + inflater.flush())
    at = data.draw(st.integers(len(pieces[0] + pieces[1]), len(content) - 1))
    before = 0
    while before < len(pieces) and sum(map(len, pieces[: before + 1])) <= at:
        before += 1
    content[at] ^= change
    for damaged in (bytes(content), bytes(content[:at])):
        found = texts(found_in(tmp_path, damaged))
        assert found[:before] == [f"Page {index}\n" * 40 for index in range(before)]


# Size

HUGE = """
import resource, sys
from pathlib import Path
from csto_dataset.sources.warc import read
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
pages = sum(1 for _ in read(Path(sys.argv[1])))
print(pages, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024)
"""


def pages_and_megabytes(path: Path) -> tuple[int, int]:
    """Return how many pages and findings an archive gives, and by how much the memory grew."""
    done = subprocess.run([sys.executable, "-c", HUGE, str(path)], capture_output=True, text=True, check=True)
    pages, grown = map(int, done.stdout.split())
    return pages, grown


def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    record, image = by_hand(ENGLISH * 500), by_hand(bytes(10**5), "Content-Type: image/png", kind="resource")
    path = tmp_path / "crawl.warc"
    with path.open("wb") as file:
        while file.tell() < 2 * 10**8:
            file.writelines([record, image] * 20)
    pages, grown = pages_and_megabytes(path)
    assert pages > 1000
    assert grown < 30


@pytest.mark.parametrize("wrap", [lambda records: gzip.compress(records, 0), lambda records: records])
def test_a_record_of_any_size_is_never_held_in_memory(wrap: Callable[[bytes], bytes], tmp_path: Path) -> None:
    path = write(tmp_path, wrap(by_hand(bytes(3 * 10**8), "X: y") + by_hand(ENGLISH)))
    pages, grown = pages_and_megabytes(path)
    assert pages == 2
    assert grown < 100


def test_a_member_that_grows_without_end_is_cut_off(tmp_path: Path) -> None:
    bomb = packed(by_hand(bytes(2 * 10**8)))
    pages, grown = pages_and_megabytes(write(tmp_path, members(by_hand(ENGLISH)) + bomb + members(by_hand(ENGLISH))))
    assert pages == 3
    assert grown < 100


def test_bytes_that_look_like_members_over_and_over_are_read_in_time(tmp_path: Path) -> None:
    path = write(tmp_path, members(by_hand(ENGLISH)) + b"\x1f\x8b\x08\x00" * 500_000)
    assert pages_and_megabytes(path)[0] > 1


def test_lines_that_look_like_records_over_and_over_are_read_in_time(tmp_path: Path) -> None:
    claim = b"WARC/1.0\r\nContent-Length: 16000000\r\n\r\n"
    assert pages_and_megabytes(write(tmp_path, by_hand(ENGLISH) + claim * 20_000 + b"WARC/1.0\n" * 20_000))[0] > 20_000


def test_a_record_may_span_thousands_of_members(tmp_path: Path) -> None:
    content = by_hand(ENGLISH * 300)
    pieces = [content[at : at + 2] for at in range(0, len(content), 2)]
    assert len(pieces) > members_module._MOST_MEMBERS
    found = found_in(tmp_path, members(*pieces, by_hand(ENGLISH, length=10**9), by_hand(ENGLISH)))
    assert texts(found) == [ENGLISH.decode() * 300, ENGLISH.decode()]


def test_an_archive_that_claims_too_much_over_and_over_is_not_read_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(members_module, "READ_AGAIN", 0)
    monkeypatch.setattr(members_module, "_FREE_OF_RATIO", 0)
    monkeypatch.setattr(members_module, "LARGEST_RATIO", 10**9)
    claims = packed(by_hand(ENGLISH) + by_hand(b"x", length=2 * LARGEST_RECORD) * 9)
    found = found_in(tmp_path, claims + members(by_hand(RUSSIAN)))
    assert texts(found)[0] == ENGLISH.decode()
    assert len(findings(found)) == 1


# Under which names, and without the library


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz", ".wet", ".wet.gz"])
@pytest.mark.parametrize("wrap", [members, lambda record: record])
def test_an_archive_is_known_by_its_name_and_its_compression_by_its_bytes(
    suffix: str, wrap: Callable[[bytes], bytes], tmp_path: Path
) -> None:
    assert suffix in READERS
    path = write(tmp_path, wrap(by_hand(ENGLISH)), f"crawl{suffix}")
    assert texts(list(read_pages([path]))) == [ENGLISH.decode()]


def test_an_archive_that_cannot_be_read_does_not_end_the_run(tmp_path: Path) -> None:
    bad, good = write(tmp_path, b"", "a.warc"), write(tmp_path, by_hand(ENGLISH), "b.warc")
    found = list(read_pages([bad, good]))
    assert [each.code if isinstance(each, Finding) else each.text for each in found] == [
        "unread-page",
        ENGLISH.decode(),
    ]


def test_without_the_library_one_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "warcio", None)
    with pytest.raises(MissingExtraError) as caught:
        list(read(write(tmp_path, by_hand(ENGLISH))))
    assert "csto-dataset[warc]" in str(caught.value)


def test_the_library_is_loaded_only_for_an_archive() -> None:
    code = "import sys, csto_dataset.sources; sys.exit('warcio' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert importlib.util.find_spec("warcio")


def test_without_the_parser_of_html_the_texts_of_an_archive_are_read_and_its_pages_told(tmp_path: Path) -> None:
    def lacking(*_: object, **__: object) -> Iterator[Document]:
        raise MissingExtraError("html is not installed: pip install it")

    content = Archive().answer(PAGE, f"{SITE}/a", media="text/html").answer(ENGLISH, f"{SITE}/b").content
    finding, document = list(read(write(tmp_path, content), html=lacking))
    assert isinstance(finding, Finding)
    assert (finding.code, finding.message) == ("unread-page", "html is not installed: pip install it")
    assert finding.where.file.endswith("#1")
    assert isinstance(document, Document)
    assert document.text == ENGLISH.decode()
