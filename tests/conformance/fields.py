"""Cases of one record: its fields, and what only rules say of them."""

from typing import Any, Final

from tests.conformance.case import Case, Found
from tests.conformance.copies import array, lines, parquet
from tests.conformance.records import NEWS, PAIR, SECOND_PAIR, TALK, item
from tests.conformance.rows import bad, good
from tests.copying import with_value, without

_MOST: Final = 2**53 - 1
_FIRST: Final = NEWS["paragraphs"][0]


def _second(paragraph: str) -> bytes:
    """Return a news item with another second paragraph: its id certifies the first one only."""
    return lines({**NEWS, "paragraphs": [_FIRST, paragraph]})


def _span(start: int, end: int) -> dict[str, Any]:
    return {**NEWS, "source": {**NEWS["source"], "start": start, "end": end}}


def _news(pointer: str, mark: str, field: str | None = None) -> Found:
    """Return a finding about the news item; its field is the pointer's first, unless told otherwise."""
    return Found(pointer=pointer, field=field or pointer.split("/")[1], mark=mark, record=NEWS["id"])


def _pair(pointer: str, mark: str) -> Found:
    return Found(pointer=pointer, field=pointer.split("/")[1], mark=mark, record=PAIR["id"])


FIELDS: Final[tuple[Case, ...]] = (
    bad(
        "missing-field",
        "A pair has no heading; the place is the pair.",
        lines(without(PAIR, "section")),
        _pair("/section", '▸{"answer"'),
    ),
    good("missing-field", "A pair has null for a heading.", lines({**PAIR, "section": None})),
    bad(
        "unknown-field",
        "A news item has a field of somebody's own.",
        lines({**NEWS, "mood": "calm"}),
        _news("/mood", '"mood":▸"calm"'),
    ),
    good(
        "unknown-field",
        "A text of a news item says the name and the value of a field.",
        _second('"mood":"calm"'),
    ),
    bad("wrong-type", "A number is a text.", lines({**PAIR, "index": "1"}), _pair("/index", '"index":▸"1"')),
    good(
        "wrong-type",
        "A whole number is spelt with a fraction of nothing, which is the same number.",
        lines(PAIR).replace(b'"index":1', b'"index":1.0'),
    ),
    bad(
        "wrong-type",
        "A number is a text in the second record of an array: the pointer leads there from the top of the file.",
        {"x.json": array(PAIR, {**SECOND_PAIR, "index": "2"})},
        Found(pointer="/1/index", field="index", mark='"index": ▸"2"', record=SECOND_PAIR["id"]),
        name="bad-array",
    ),
    bad(
        "unclean-text",
        "A zero width space stands in a paragraph.",
        _second("“A plough\u200b standing.”"),
        _news("/paragraphs/1", 'roads.",▸"', "paragraphs"),
    ),
    good(
        "unclean-text",
        "An emoji with a variation selector, typographic marks and a combining accent without a composed form are text.",
        _second("“A plough” ☃\ufe0f – 🚜… q\u0323"),
    ),
    bad(
        "bad-form",
        "An address has another scheme.",
        lines(with_value(NEWS, ("source", "url"), "ftp://example.org/")),
        _news("/source/url", '"url":▸"ftp', "source.url"),
    ),
    good(
        "bad-form",
        "An address begins with http.",
        lines(with_value(NEWS, ("source", "url"), "http://example.org/")),
    ),
    bad(
        "bad-day",
        "2031 has no 29 February.",
        lines({**NEWS, "published": "2031-02-29"}),
        _news("/published", '"published":▸"2031'),
    ),
    good("bad-day", "2032 has a 29 February.", lines(item(published="2032-02-29"))),
    bad(
        "unknown-choice",
        "There is no such form of news.",
        lines({**NEWS, "form": "essay"}),
        _news("/form", '"form":▸"essay"'),
    ),
    good("unknown-choice", "A teaser is a form of news.", lines({**NEWS, "form": "teaser"})),
    bad(
        "out-of-range",
        "A source starts before its document.",
        lines(_span(-1, 300)),
        _news("/source/start", '"start":▸-1', "source.start"),
    ),
    good("out-of-range", "A source starts where its document does.", lines(_span(0, 300))),
    bad(
        "out-of-range",
        "A number is one more than every reader of JSON keeps exactly.",
        lines(_span(0, _MOST + 1)),
        _news("/source/end", '"end":▸9', "source.end"),
        name="bad-most",
    ),
    good(
        "out-of-range",
        "A number is the largest that every reader of JSON keeps exactly.",
        lines(_span(0, _MOST)),
        name="good-most",
    ),
    bad(
        "too-many-faults",
        "101 paragraphs are objects.",
        lines({**NEWS, "paragraphs": [{}] * 101}),
        Found(pointer="", mark='▸{"form"', record=NEWS["id"]),
    ),
    good("too-many-faults", "101 paragraphs are texts.", lines({**NEWS, "paragraphs": [_FIRST] + ["One."] * 100})),
    bad(
        "empty-list",
        "A news item has no paragraph.",
        lines({**NEWS, "paragraphs": []}),
        _news("/paragraphs", '"paragraphs":▸[]'),
    ),
    good("empty-list", "An interview has no lede.", lines(TALK)),
    bad(
        "not-nfc",
        "é stands as e and a combining accent.",
        _second("Cafe\u0301."),
        _news("/paragraphs/1", 'roads.",▸"', "paragraphs"),
    ),
    good("not-nfc", "é stands as one character.", _second("Caf\u00e9.")),
    bad(
        "not-nfc",
        "é stands as e and a combining accent in the second row of Parquet.",
        {"x.parquet": parquet("news_items", item(title=None), {**NEWS, "paragraphs": [_FIRST, "Cafe\u0301."]})},
        Found(pointer="/paragraphs/1", field="paragraphs", row_group=0, row=1, record=NEWS["id"]),
        name="bad-parquet",
    ),
    bad(
        "empty-span",
        "A source ends where it starts.",
        lines(_span(10, 10)),
        _news("/source/end", '"end":▸10', "source.end"),
    ),
    good("empty-span", "A source holds one character.", lines(_span(10, 11))),
    bad(
        "empty-span",
        "A source ends where it starts in a row of Parquet.",
        {"x.parquet": parquet("news_items", _span(10, 10))},
        Found(pointer="/source/end", field="source.end", row_group=0, row=0, record=NEWS["id"]),
        name="bad-parquet",
    ),
    bad(
        "id-mismatch",
        "A title was changed; the place is the id that does not certify it.",
        lines({**NEWS, "title": "Another title"}),
        _news("/id", '"id":▸"news'),
    ),
    good("id-mismatch", "A second paragraph was changed, which the id does not certify.", _second("Another.")),
    bad(
        "id-mismatch",
        "A title was changed in a row of Parquet.",
        {"x.parquet": parquet("news_items", {**NEWS, "title": "Another title"})},
        Found(pointer="/id", field="id", row_group=0, row=0, record=NEWS["id"]),
        name="bad-parquet",
    ),
    bad(
        "id-mismatch",
        "A pair has the number of another.",
        lines({**PAIR, "index": 2}),
        _pair("/id", '"id":▸"interview'),
        name="bad-pair",
    ),
    bad(
        "index-order",
        "The only pair of an interview is numbered 2.",
        lines({**TALK, "qa_pairs": [SECOND_PAIR]}),
        Found(pointer="/qa_pairs/0/index", field="qa_pairs.index", mark='"index":▸2', record=TALK["id"]),
    ),
    good("index-order", "Two pairs are numbered 1 and 2.", lines({**TALK, "qa_pairs": [PAIR, SECOND_PAIR]})),
    bad(
        "index-order",
        "The only pair of an interview is numbered 2 in a row of Parquet.",
        {"x.parquet": parquet("interviews", {**TALK, "qa_pairs": [SECOND_PAIR]})},
        Found(pointer="/qa_pairs/0/index", field="qa_pairs.index", row_group=0, row=0, record=TALK["id"]),
        name="bad-parquet",
    ),
)
"""Cases of one record."""
