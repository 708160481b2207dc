"""The encoding of a page: what decides it, and what becomes of bytes that it does not have."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csto_dataset.findings import Finding
from csto_dataset.sources import html
from csto_dataset.sources.html.decoding import decode
from csto_dataset.sources.html.labels import encoding_of, table_of
from csto_dataset.sources.html.prescan import PRESCANNED, declared

LETTERS = "Организация Договора"


@pytest.mark.parametrize(
    ("label", "encoding"),
    [
        ("utf8", "utf-8"),
        (" UTF-8\n", "utf-8"),
        ("cp1251", "windows-1251"),
        ("win-1251", "windows-1251"),
        ("Windows-1251", "windows-1251"),
        ("KOI8-R", "koi8-r"),
        ("iso-8859-5", "iso-8859-5"),
        ("latin1", "windows-1252"),
        ("iso-8859-1", "windows-1252"),
        ("us-ascii", "windows-1252"),
        ("iso-8859-9", "windows-1254"),
        ("gb2312", "gb18030"),
        ("sjis", "shift_jis"),
        ("unicode", "utf-16le"),
        ("866", "ibm866"),
        ("rot13", None),
        ("base64", None),
        ("unicode_escape", None),
        ("idna", None),
        ("utf-7", None),
        ("\u00a0utf-8", None),
        ("", None),
        (None, None),
    ],
)
def test_labels_are_those_of_the_standard(label: str | None, encoding: str | None) -> None:
    assert encoding_of(label) == encoding


@pytest.mark.parametrize(
    ("encoding", "byte", "character"),
    [
        ("windows-1251", 0x98, "\x98"),
        ("windows-1252", 0x81, "\x81"),
        ("windows-1252", 0x80, "€"),
        ("windows-1253", 0xAA, "\ufffe"),
        ("windows-874", 0xFF, "\ufffe"),
        ("koi8-u", 0xAE, "ў"),
        ("koi8-r", 0xC1, "а"),
        ("x-mac-cyrillic", 0xFF, "€"),
        ("x-user-defined", 0x80, "\uf780"),
        ("macintosh", 0xDB, "€"),
    ],
)
def test_single_bytes_mean_what_they_mean_to_browsers(encoding: str, byte: int, character: str) -> None:
    table = table_of(encoding)
    assert table is not None
    assert len(table) == 256
    assert table[byte] == character


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "shift_jis", "utf-16le", "iso-2022-jp"])
def test_encodings_of_several_bytes_have_no_table(encoding: str) -> None:
    assert table_of(encoding) is None


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (b"<meta charset=windows-1251>", "windows-1251"),
        (b"<META CHARSET = 'koi8-r' >", "koi8-r"),
        (b'<meta/charset="utf-8"/>', "utf-8"),
        (b"<meta a=b charset=cp1251 charset=utf-8>", "windows-1251"),
        (b"<meta http-equiv=Content-Type content='text/html; charset=windows-1251'>", "windows-1251"),
        (b"<meta content='text/html;charset = \"koi8-r\"' HTTP-EQUIV=content-type>", "koi8-r"),
        (b"<meta http-equiv=content-type content='charset charset=utf-8;x'>", "utf-8"),
        (b"<meta content='text/html; charset=windows-1251'>", None),
        (b"<meta http-equiv=refresh content='0; charset=windows-1251'>", None),
        (b"<meta http-equiv=content-type content='text/html'>", None),
        (b"<meta charset=utf-16>", "utf-8"),
        (b"<meta charset=UTF-16BE>", "utf-8"),
        (b"<meta charset=x-user-defined>", "windows-1252"),
        (b"<meta charset=nonsense><meta charset=koi8-r>", "koi8-r"),
        (b"<!-- <meta charset=koi8-r> --><meta charset=utf-8>", "utf-8"),
        (b"<!--><meta charset=koi8-r>", "koi8-r"),
        (b"<!---><meta charset=koi8-r>", "koi8-r"),
        (b"<!-- <meta charset=koi8-r>", None),
        (b"<!DOCTYPE html><? x ></ x><meta charset=koi8-r>", "koi8-r"),
        (b"<p title='<meta charset=koi8-r>'><meta charset=utf-8>", "utf-8"),
        (b"</p title='<meta charset=koi8-r>'><meta charset=utf-8>", "utf-8"),
        (b"<metadata charset=koi8-r>", None),
        (b"<meta charset>", None),
        (b"<meta charset=>", None),
        (b"<meta charset='utf-8", None),
        (b"<?xml version='1.0' encoding='windows-1251'?><p>", "windows-1251"),
        (b"<?xml version='1.0' encoding='windows-1251'?><meta charset=koi8-r>", "koi8-r"),
        (b"<\0?\0x\0", "utf-16le"),
        (b"\0<\0?\0x", "utf-16be"),
        (b"", None),
    ],
)
def test_a_declaration_is_found_as_browsers_find_it(head: bytes, encoding: str | None) -> None:
    assert declared(head) == encoding


def test_a_declaration_counts_in_the_first_bytes_only() -> None:
    meta = b"<meta charset=koi8-r>"
    assert declared(b" " * (PRESCANNED - len(meta)) + meta) == "koi8-r"
    assert declared(b" " * PRESCANNED + meta) is None


META = b"<meta charset=koi8-r>"


@pytest.mark.parametrize(
    ("raw", "charset", "encoding"),
    [
        (b"\xef\xbb\xbf" + META, "windows-1251", "utf-8"),
        (b"\xff\xfe<\0p\0", "utf-8", "utf-16le"),
        (b"\xfe\xff\0<\0p", None, "utf-16be"),
        (META, "windows-1251", "windows-1251"),
        (META, "nonsense", "koi8-r"),
        (META, None, "koi8-r"),
        (LETTERS.encode(), None, "utf-8"),
        (b"ascii", None, "utf-8"),
        (LETTERS.encode("windows-1251"), None, "windows-1251"),
        ("<p class='x'>Ёлка — ель</p>".encode("windows-1251"), None, "windows-1251"),
        ("Café à côté, déjà".encode("windows-1252"), None, "windows-1252"),
        ("naïve – “quoted” 5 €".encode("windows-1252"), None, "windows-1252"),
    ],
)
def test_the_surest_word_on_the_encoding_counts(raw: bytes, charset: str | None, encoding: str) -> None:
    assert decode(raw, charset).encoding == encoding


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic"])
def test_russian_letters_survive_their_encodings(encoding: str) -> None:
    python = {"x-mac-cyrillic": "mac_cyrillic"}.get(encoding, encoding)
    assert decode(LETTERS.encode(python), encoding) == (LETTERS, encoding, None)


@pytest.mark.parametrize(
    ("raw", "charset", "text", "at"),
    [
        (b"a\xffb", "utf-8", "a\ufffdb", 1),
        (b"\xef\xbb\xbfa\xff", None, "a\ufffd", 4),
        (b"\xe2\x82", "utf-8", "\ufffd", 0),
        (b"\xed\xa0\x80", "utf-8", "\ufffd\ufffd\ufffd", 0),
        (b"\xf0\x90\x80x", "utf-8", "\ufffdx", 0),
        (b"a\xaa", "windows-1253", "a\ufffd", 1),
        (b"\xff\xfea\0\0\xd8b\0", None, "a\ufffdb", 4),
        (b"\xff\xfea\0b", None, "a\ufffd", 4),
    ],
)
def test_bytes_that_mean_nothing_are_replaced_and_placed(raw: bytes, charset: str | None, text: str, at: int) -> None:
    decoded = decode(raw, charset)
    assert (decoded.text, decoded.undecodable) == (text, at)


def test_bytes_that_mean_nothing_are_a_finding_before_the_document() -> None:
    finding, document = html.document(b"<meta charset=utf-8><p>\xcf\xf0\xe8", "page.html")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.level, finding.where.file, finding.where.byte) == (
        "undecodable-bytes",
        "warning",
        "page.html",
        23,
    )
    assert not isinstance(document, Finding)
    assert document.text == "\ufffd\ufffd\ufffd"


@given(
    raw=st.binary(), charset=st.none() | st.sampled_from(["utf-8", "utf-16", "koi8-r", "sjis", "gbk", "euc-kr", "x"])
)
def test_any_bytes_give_characters_without_surrogates(raw: bytes, charset: str | None) -> None:
    decoded = decode(raw, charset)
    decoded.text.encode()
    assert (decoded.undecodable is None) or 0 <= decoded.undecodable < len(raw)


@given(text=st.text())
def test_text_in_utf_8_is_kept(text: str) -> None:
    assert decode(text.encode(), "utf-8").text == text.removeprefix("\ufeff")
