"""Rules that one record shows by itself: what must fire, what must not."""

import json
from typing import Any

import pytest
from hypothesis import given

from csto_dataset.examples import EXAMPLES
from csto_dataset.records import TABLES, Interview, NewsItem, QAPair, Record
from csto_dataset.rules.single import SINGLE_RULES, certified, empty_span, id_mismatch, index_order, not_nfc
from tests import strategies as ours
from tests.copying import Steps, with_value

NEWS, TALK, PAIR = EXAMPLES["news_items"], EXAMPLES["interviews"], EXAMPLES["qa_pairs"]
OTHER_TALK = "interview-2031-03-04-000000000000"


def news(*changes: tuple[Steps, Any]) -> NewsItem:
    return NewsItem.model_validate_json(as_text(NEWS, changes))


def talk(*changes: tuple[Steps, Any]) -> Interview:
    return Interview.model_validate_json(as_text(TALK, changes))


def pair(*changes: tuple[Steps, Any]) -> QAPair:
    return QAPair.model_validate_json(as_text(PAIR, changes))


def as_text(value: Any, changes: tuple[tuple[Steps, Any], ...]) -> str:
    for steps, new in changes:
        value = with_value(value, steps, new)
    return json.dumps(value)


DECOMPOSED = "Cafe\u0301"
MUST_FIRE: dict[str, list[tuple[Record, list[Steps]]]] = {
    "not-nfc": [
        (news((("paragraphs", 1), DECOMPOSED)), [("paragraphs", 1)]),
        (
            news((("title",), "\u212b"), (("paragraphs", 0), "и\u0306")),
            [("title",), ("paragraphs", 0)],
        ),  # Å as ångström sign
        (talk((("interviewees", 0, "role"), DECOMPOSED)), [("interviewees", 0, "role")]),
        (talk((("qa_pairs", 0, "answer", 1), DECOMPOSED)), [("qa_pairs", 0, "answer", 1)]),
        (pair((("section",), "\u1100\u1161")), [("section",)]),  # Hangul letters for a syllable
        (pair((("answer", 0), "a\u0307\u0323")), [("answer", 0)]),  # two marks in the wrong order
    ],
    "empty-span": [
        (news((("source", "start"), 300)), [("source", "end")]),
        (news((("source", "start"), 301)), [("source", "end")]),
        (pair((("source", "end"), 0)), [("source", "end")]),
        (talk((("qa_pairs", 0, "source", "end"), 183)), [("qa_pairs", 0, "source", "end")]),
        (
            talk((("source", "end"), 0), (("qa_pairs", 0, "source", "end"), 1)),
            [("source", "end"), ("qa_pairs", 0, "source", "end")],
        ),
    ],
    "id-mismatch": [
        (news((("title",), "Another")), [("id",)]),
        (news((("title",), None)), [("id",)]),
        (news((("published",), "2031-03-15")), [("id",)]),
        (news((("published",), None)), [("id",)]),
        (news((("paragraphs", 0), "Another.")), [("id",)]),
        (news((("id",), "news-2031-03-14-49e0fc8d3c73")), [("id",)]),
        (talk((("title",), "Another")), [("id",)]),
        (talk((("qa_pairs", 0, "question", 0), "Another?")), [("id",)]),
        (
            talk((("id",), OTHER_TALK)),
            [("id",), ("qa_pairs", 0, "interview_id")],
        ),
        (talk((("qa_pairs", 0, "id"), f"{TALK['id']}-q02")), [("qa_pairs", 0, "id")]),
        (
            talk((("qa_pairs", 0, "interview_id"), OTHER_TALK)),
            [("qa_pairs", 0, "id"), ("qa_pairs", 0, "interview_id")],
        ),
        (pair((("index",), 2)), [("id",)]),
        (pair((("id",), f"{OTHER_TALK}-q01")), [("id",)]),
    ],
    "index-order": [
        (talk((("qa_pairs", 0, "index"), 2)), [("qa_pairs", 0, "index")]),
        (talk((("qa_pairs",), [PAIR, PAIR])), [("qa_pairs", 1, "index")]),
        (
            talk((("qa_pairs",), [{**PAIR, "index": 2}, PAIR])),
            [("qa_pairs", 0, "index"), ("qa_pairs", 1, "index")],
        ),
    ],
}
MUST_NOT_FIRE: dict[str, list[Record]] = {
    "not-nfc": [
        news((("paragraphs", 1), "Café, йод, 가, ё")),
        news((("title",), None)),
        news((("paragraphs", 1), "x\u0301")),  # has no composed form
        talk((("lede",), [])),
    ],
    "empty-span": [news((("source", "start"), 299)), talk((("qa_pairs", 0, "source", "end"), 184))],
    "id-mismatch": [
        news((("paragraphs", 1), "Another.")),
        news((("form",), "teaser")),
        news((("source", "start"), 1)),
        talk((("qa_pairs", 0, "answer", 0), "Another.")),
        talk((("outlet",), None)),
        pair((("question", 0), "Another?")),
    ],
    "index-order": [
        talk((("qa_pairs",), [PAIR, {**PAIR, "index": 2, "id": f"{TALK['id']}-q02"}])),
        pair((("index",), 7)),  # by itself a pair has no order
        news(),
    ],
}


@pytest.mark.parametrize("code", SINGLE_RULES)
def test_a_breach_is_found_at_its_place(code: str) -> None:
    for record, steps in MUST_FIRE[code]:
        assert [breach.steps for breach in SINGLE_RULES[code](record)] == steps


@pytest.mark.parametrize("code", SINGLE_RULES)
def test_what_is_no_breach_is_passed_over(code: str) -> None:
    for record in MUST_NOT_FIRE[code]:
        assert list(SINGLE_RULES[code](record)) == []


def test_every_rule_has_breaches_and_counterexamples() -> None:
    assert MUST_FIRE.keys() == MUST_NOT_FIRE.keys() == SINGLE_RULES.keys()


@given(record=ours.records())
def test_a_sound_record_breaks_no_rule(record: Record) -> None:
    for rule in (not_nfc, empty_span, id_mismatch, index_order):
        assert list(rule(record)) == []


def test_the_examples_break_no_rule() -> None:
    for table, example in EXAMPLES.items():
        record = TABLES[table].model_validate_json(as_text(example, ()))
        assert [breach for rule in SINGLE_RULES.values() for breach in rule(record)] == []


@given(item=ours.news_items(), talk=ours.interviews())
def test_the_id_of_a_sound_record_is_the_one_that_its_content_certifies(item: NewsItem, talk: Interview) -> None:
    assert (certified(item), certified(talk)) == (item.id, talk.id)
