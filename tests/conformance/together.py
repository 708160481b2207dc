"""Cases of the records of a copy together."""

from typing import Final

from tests.conformance.case import Case, Found
from tests.conformance.copies import array, lines
from tests.conformance.records import NEWS, PAIR, SECOND_PAIR, TALK
from tests.conformance.rows import bad, good
from tests.copying import with_value

_ORPHAN: Final = {
    **PAIR,
    "interview_id": "interview-undated-000000000000",
    "id": "interview-undated-000000000000-q01",
}
_RUSSIAN: Final = {**NEWS, "language": "ru"}
_EDITED: Final = with_value(PAIR, ("answer", 1), "Another.")

TOGETHER: Final[tuple[Case, ...]] = (
    bad(
        "repeated-id",
        "A record stands twice in a file; the place is the second.",
        lines(NEWS, NEWS),
        Found(pointer="", mark='"news_item"}\n▸{', record=NEWS["id"]),
    ),
    good(
        "repeated-id",
        "A record stands once in each of two formats.",
        {"x.json": array(NEWS), "x.jsonl": lines(NEWS)},
        whole=True,
    ),
    bad(
        "conflicting-records",
        "Two formats have different records under one id; the place is in the second file by name.",
        {"x.json": array(NEWS), "x.jsonl": lines(_RUSSIAN)},
        Found(file="x.jsonl", pointer="", mark='▸{"form"', record=NEWS["id"]),
        whole=True,
    ),
    good(
        "conflicting-records",
        "Two formats say one record in other words of JSON.",
        {"x.json": array(NEWS), "x.jsonl": lines(NEWS).replace("“".encode(), b"\\u201c")},
        whole=True,
    ),
    bad(
        "uneven-formats",
        "One of two formats lacks a record; the place is the first file in that format.",
        {"x.json": array(PAIR, SECOND_PAIR), "x.jsonl": lines(PAIR)},
        Found(file="x.jsonl", record=SECOND_PAIR["id"]),
        whole=True,
    ),
    good(
        "uneven-formats",
        "Two formats have no record in common: they are parts of one table.",
        {"x.json": array(SECOND_PAIR), "x.jsonl": lines(PAIR)},
        whole=True,
    ),
    bad(
        "missing-interview",
        "The second pair is one of an interview that the copy's interviews do not hold.",
        {"interviews.jsonl": lines(TALK), "qa_pairs.json": array(PAIR, _ORPHAN)},
        Found(
            file="qa_pairs.json",
            pointer="/1",
            mark='▸{\n    "type": "qa_pair",\n    "id": "interview-undated',
            record=_ORPHAN["id"],
        ),
        whole=True,
    ),
    good("missing-interview", "A copy of pairs alone has no interviews.", {"qa_pairs.json": array(PAIR, _ORPHAN)}),
    bad(
        "differing-pair",
        "An answer was edited in the flat table alone.",
        {"interviews.jsonl": lines(TALK), "qa_pairs.json": array(_EDITED)},
        Found(file="qa_pairs.json", pointer="/0", mark='▸{\n    "type"', record=PAIR["id"]),
        whole=True,
    ),
    bad(
        "differing-pair",
        "A pair of an interview is no row of the flat table; the place is the interview.",
        {
            "interviews.jsonl": lines({**TALK, "qa_pairs": [PAIR, SECOND_PAIR]}),
            "qa_pairs.json": array(PAIR),
        },
        Found(file="interviews.jsonl", pointer="", mark='▸{"id"', record=TALK["id"]),
        name="bad-row",
        whole=True,
    ),
    good(
        "differing-pair",
        "A pair says the same in the flat table.",
        {"interviews.jsonl": lines(TALK), "qa_pairs.json": array(PAIR)},
        whole=True,
    ),
    bad(
        "misnamed-file",
        "A file is named for news items and holds pairs.",
        {"news_items.jsonl": lines(PAIR)},
        Found(level="warning"),
        valid=True,
    ),
    good("misnamed-file", "A file of pairs is named for no table.", {"mine.jsonl": lines(PAIR)}),
)
"""Cases of records together."""
