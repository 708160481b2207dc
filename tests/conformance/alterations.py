"""Cases of what became of a record of the kit's release: the good copies have it unchanged, written otherwise."""

import json
from collections.abc import Sequence
from typing import Any, Final

import pyarrow as pa

from tests.conformance.case import Case, Found
from tests.conformance.copies import array, lines, parquet, table
from tests.conformance.records import HORSE, INTERVIEW, NEWS, ROADS, WINTER, pair
from tests.conformance.rows import altered, kept
from tests.copying import with_value

_TAKES, _CAFE = ROADS["answer"]
_IN_TAKES: Final = Found(pointer="/answer/0", field="answer", mark='"answer":[▸"', record=ROADS["id"])
_IN_CAFE: Final = Found(pointer="/answer/1", field="answer", mark='signatures.",▸"', record=ROADS["id"])
_ANSWER: Final = Found(pointer="/answer", field="answer", mark='"answer":▸[', record=ROADS["id"])
_PAIRS: Final = Found(pointer="/qa_pairs", field="qa_pairs", mark='"qa_pairs":▸[', record=INTERVIEW["id"])
_FOURTH: Final = pair(4, None, "And the plough?", "It is a sculpture now.")


def _answered(*answer: str) -> dict[str, Any]:
    return {**ROADS, "answer": list(answer)}


def _takes(old: str, new: str) -> dict[str, Any]:
    return _answered(_TAKES.replace(old, new), _CAFE)


def _cafe(old: str, new: str) -> dict[str, Any]:
    return _answered(_TAKES, _CAFE.replace(old, new))


def _renumbered(pairs: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {**each, "index": index, "id": f"{INTERVIEW['id']}-q{index:02d}"} for index, each in enumerate(pairs, start=1)
    ]


def _backwards(record: dict[str, Any]) -> bytes:
    return json.dumps(dict(reversed(record.items())), ensure_ascii=False).encode() + b"\n"


def _escaped(text: str) -> bytes:
    """Return the pair about roads with a passage written in escapes."""
    return lines(ROADS).replace(text.encode(), "".join(f"\\u{ord(each):04x}" for each in text).encode())


_WORDS: Final[tuple[Case, ...]] = (
    altered("changed-negation", "“will not close” stands without its not.", _cafe(" not", ""), _IN_CAFE),
    kept("changed-negation", "A negation is written in escapes.", _escaped(" not ")),
    altered("changed-number", "19 stands as 90.", _takes("19", "90"), _IN_TAKES),
    kept("changed-number", "The number of a pair is spelt 1.0.", lines(ROADS).replace(b'"index":1', b'"index":1.0')),
    altered(
        "changed-day",
        "16 April stands as 17 April.",
        {**HORSE, "answer": ["On 17 April 2030, with honours."]},
        Found(pointer="/answer/0", field="answer", mark='"answer":[▸"', record=HORSE["id"]),
    ),
    kept(
        "changed-day",
        "The day of a news item is stored in milliseconds.",
        {"x.parquet": parquet("news_items", NEWS, days=pa.date64())},
        "re-encoded",
    ),
    altered("changed-name", "Ordaly stands as Ordala.", _cafe("Ordaly", "Ordala"), _IN_CAFE),
    kept("changed-name", "The people of an interview stand in a cell.", {"x.csv": table(INTERVIEW)}, "re-encoded"),
    altered("changed-words", "“moving” stands as “feeding”.", _takes("moving", "feeding"), _IN_TAKES),
    kept("changed-words", "A pair stands in an array, indented.", {"x.json": array(ROADS)}),
    altered(
        "truncated-text",
        "A paragraph ends after its first sentence.",
        {**WINTER, "answer": ["Nobody feeds a plough."]},
        Found(pointer="/answer/0", field="answer", mark='"answer":[▸"', record=WINTER["id"]),
    ),
    kept("truncated-text", "A table ends before its last record, and no text is cut.", lines(ROADS, HORSE)),
)

_WRITING: Final[tuple[Case, ...]] = (
    altered("look-alike", "A Cyrillic а stands in “battalion”.", _takes("battalion", "b\u0430ttalion"), _IN_TAKES),
    kept("look-alike", "The Latin a of “battalion” is written in an escape.", _escaped("battalion")),
    altered(
        "invisible-change",
        "A variation selector, which nobody sees, stands in “battalion”.",
        _takes("battalion", "ba\ufe0fttalion"),
        _IN_TAKES,
    ),
    kept(
        "invisible-change",
        "White space that nobody sees stands between tokens.",
        {"x.json": array(ROADS).replace(b'":', b'"\t: ').replace(b"\n", b" \r\n")},
    ),
    altered("changed-punctuation", "A colon stands as a comma.", _takes("railways:", "railways,"), _IN_TAKES),
    kept("changed-punctuation", "A colon is written in an escape.", _escaped("railways:")),
    altered("changed-case", "“battalion” has a capital.", _takes("battalion", "Battalion"), _IN_TAKES),
    kept("changed-case", "An escape has capital digits.", lines(ROADS).replace("é".encode(), b"\\u00E9")),
    altered("changed-spacing", "“battalion” stands in two words.", _takes("battalion", "bat talion"), _IN_TAKES),
    kept("changed-spacing", "A space is written in an escape.", _escaped("moving a")),
    altered(
        "decomposed-text",
        "é stands as e and a combining accent.",
        _cafe("é", "e\u0301"),
        _IN_CAFE,
        Found(code="not-nfc", pointer="/answer/1", field="answer", mark='signatures.",▸"', record=ROADS["id"]),
        inseparable="The texts of a release are composed, so a text of another normalisation form is never composed.",
        valid=False,
    ),
    kept("decomposed-text", "é is written in one escape.", _escaped("é")),
)

_LISTS: Final[tuple[Case, ...]] = (
    altered("dropped-paragraph", "An answer lacks its second paragraph.", _answered(_TAKES), _ANSWER),
    kept("dropped-paragraph", "Two paragraphs stand in a cell.", {"x.csv": table(ROADS)}),
    altered(
        "added-paragraph",
        "An answer has a third paragraph.",
        _answered(_TAKES, _CAFE, "So be it."),
        Found(pointer="/answer/2", field="answer", mark='close.",▸"So', record=ROADS["id"]),
    ),
    kept("added-paragraph", "Two paragraphs stand in a row of Parquet.", {"x.parquet": parquet("qa_pairs", ROADS)}),
    altered("reordered-paragraphs", "Two paragraphs were exchanged.", _answered(_CAFE, _TAKES), _ANSWER),
    kept("reordered-paragraphs", "Fields stand in another order, and paragraphs do not.", _backwards(ROADS)),
    altered("merged-paragraphs", "Two paragraphs stand as one.", _answered(f"{_TAKES} {_CAFE}"), _IN_TAKES),
    kept("merged-paragraphs", "Two paragraphs stand as two, on one line of the file.", lines(ROADS)),
    altered(
        "split-paragraph",
        "One paragraph stands as two; the place is the first of them.",
        {**WINTER, "answer": ["Nobody feeds a plough.", "Ask the garage in Ordaly."]},
        Found(pointer="/answer/0", field="answer", mark='"answer":[▸"', record=WINTER["id"]),
    ),
    kept("split-paragraph", "A list of one paragraph stands on three lines.", {"x.json": array(HORSE)}),
    altered(
        "dropped-pair",
        "An interview lacks its last pair.",
        with_value(INTERVIEW, ("qa_pairs",), [ROADS, HORSE]),
        _PAIRS,
    ),
    kept("dropped-pair", "A table lacks a row, and no interview a pair.", lines(ROADS, WINTER)),
    altered(
        "added-pair",
        "An interview has a fourth pair.",
        with_value(INTERVIEW, ("qa_pairs",), [ROADS, HORSE, WINTER, _FOURTH]),
        Found(pointer="/qa_pairs/3", field="qa_pairs", mark='▸{"answer":["It is', record=INTERVIEW["id"]),
    ),
    kept(
        "added-pair",
        "The pairs of an interview stand in a table as well.",
        {"x.json": json.dumps({"interviews": [INTERVIEW], "qa_pairs": [ROADS, HORSE, WINTER]}).encode()},
        "re-encoded",
    ),
    altered(
        "reordered-pairs",
        "The last two pairs of an interview were exchanged and numbered anew.",
        with_value(INTERVIEW, ("qa_pairs",), _renumbered([ROADS, WINTER, HORSE])),
        _PAIRS,
    ),
    kept("reordered-pairs", "The rows of a table stand in another order.", lines(WINTER, HORSE, ROADS), "re-encoded"),
    altered(
        "swapped-turns",
        "A question stands as the answer, and the answer as the question; the place is the pair.",
        {**HORSE, "question": HORSE["answer"], "answer": HORSE["question"]},
        Found(pointer="", mark='▸{"answer"', record=HORSE["id"]),
    ),
    kept("swapped-turns", "The answer stands before the question, each under its name.", lines(HORSE)),
)

_OTHER_FIELDS: Final[tuple[Case, ...]] = (
    altered(
        "changed-source",
        "A source starts one character later.",
        with_value(HORSE, ("source", "start"), 201),
        Found(pointer="/source/start", field="source.start", mark='"start":▸201', record=HORSE["id"]),
    ),
    kept("changed-source", "The start of a source is spelt 200.0.", lines(HORSE).replace(b":200", b":200.0")),
    altered(
        "changed-field",
        "The language is another one.",
        {**NEWS, "language": "ru"},
        Found(pointer="/language", field="language", mark='"language":▸"ru"', record=NEWS["id"]),
    ),
    kept("changed-field", "Fields stand in another order.", _backwards(NEWS), "re-encoded"),
)

ALTERATIONS: Final = (*_WORDS, *_WRITING, *_LISTS, *_OTHER_FIELDS)
"""Cases of altered records."""
