"""Cases of the bytes of JSON: what two parsers would read differently."""

from typing import Final

from tests.conformance.case import Case, Found
from tests.conformance.copies import lines, table
from tests.conformance.records import NEWS, PAIR, TALK
from tests.conformance.rows import bad, good

_WHOLE: Final = lines(NEWS)
_PAIR: Final = lines(PAIR)
_ZHOV: Final = lines({**NEWS, "paragraphs": [NEWS["paragraphs"][0], "Жов."]})
_BRACKETS: Final = lines({**NEWS, "paragraphs": [NEWS["paragraphs"][0], "[" * 33]})


def _found(mark: str) -> Found:
    return Found(pointer="", mark=mark)


JSON_BYTES: Final[tuple[Case, ...]] = (
    bad(
        "invalid-utf8",
        "A paragraph stands in windows-1251.",
        _ZHOV.replace("Жов".encode(), "Жов".encode("windows-1251")),
        Found(pointer="", mark='winter roads.","▸'),
    ),
    good("invalid-utf8", "The same paragraph stands in UTF-8.", _ZHOV),
    bad("byte-order-mark", "A byte order mark stands before JSON.", b"\xef\xbb\xbf" + _WHOLE, _found("▸\ufeff")),
    good(
        "byte-order-mark",
        "A byte order mark stands before CSV, as spreadsheets write it.",
        {"x.csv": b"\xef\xbb\xbf" + table(NEWS)},
    ),
    bad(
        "not-json",
        "Null stands as Python prints it.",
        _WHOLE.replace(b'"url":null', b'"url":None'),
        _found('"url":▸None'),
    ),
    bad(
        "not-json",
        "A record was cut off; the place is behind the last character of its line.",
        _WHOLE[:-5] + b"\n",
        _found('"news_it▸\n'),
        name="bad-cut",
    ),
    good(
        "not-json",
        "White space between tokens, blank lines, line ends of two characters and escapes are JSON.",
        b"\r\n" + _WHOLE.replace(b'":', b'" :\t').replace("“".encode(), b"\\u201C").replace(b"\n", b" \r\n"),
    ),
    bad(
        "duplicate-key",
        "A source has two starts; the place is the value of the second.",
        _WHOLE.replace(b'"start":0', b'"start":0,"start":1'),
        _found('"start":▸1'),
    ),
    good("duplicate-key", "An interview and the pair in it have a key of one name each.", lines(TALK)),
    bad(
        "lone-surrogate",
        "The first half of a surrogate pair stands before an escaped space; the place is its escape.",
        _WHOLE.replace(b"A plough", b"\\ud83d\\u0020plough"),
        _found("▸\\ud83d"),
    ),
    good(
        "lone-surrogate",
        "A surrogate pair stands for one character.",
        _WHOLE.replace(b"A plough", b"A \\ud83d\\udE9C plough"),
    ),
    bad("not-a-number", "A number is NaN.", _PAIR.replace(b'"index":1', b'"index":NaN'), _found('"index":▸NaN')),
    good("not-a-number", "A heading says NaN.", lines({**PAIR, "section": "NaN"})),
    bad(
        "nested-too-deep",
        "A record holds 32 lists in each other, so that 33 levels nest.",
        _WHOLE.replace(b'"url":null', b'"url":' + b"[" * 31 + b"]" * 31),
        _found('▸{"form"'),
    ),
    good("nested-too-deep", "A paragraph says 33 brackets.", _BRACKETS),
    bad(
        "record-too-long",
        "A record has 32,768 paragraphs, and so more than 32,768 values.",
        lines({**NEWS, "paragraphs": NEWS["paragraphs"][:1] + ["a"] * 32_767}),
        _found('▸{"form"'),
    ),
    good(
        "record-too-long",
        "A paragraph has 32,768 letters.",
        lines({**NEWS, "paragraphs": [NEWS["paragraphs"][0], "a" * 32_768]}),
    ),
)
"""Cases of the bytes of JSON."""
