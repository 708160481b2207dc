"""What became of the values of a record that are no paragraphs: by their field, and by what they are."""

from typing import Any

import pytest

from csto_dataset.codes import AGAINST_RELEASE, ALTERED_RECORD, CATALOGUE, FORENSIC_CODES
from csto_dataset.examples import EXAMPLES
from csto_dataset.forensics import Steps, alterations
from csto_dataset.forensics.records import alterations as of_records
from tests.copying import with_value, without

NEWS, TALK, PAIR = EXAMPLES["news_items"], EXAMPLES["interviews"], EXAMPLES["qa_pairs"]


@pytest.mark.parametrize(
    ("table", "steps", "found", "code"),
    [
        ("news_items", ("published",), "2031-03-15", "changed-day"),
        ("news_items", ("published",), None, "changed-day"),
        ("news_items", ("published",), 20310315, "altered-value"),
        ("news_items", ("type",), "interview", "changed-field"),
        ("news_items", ("id",), "news-2031-03-14-49e0fc8d3c73", "changed-field"),
        ("news_items", ("id",), None, "altered-value"),
        ("news_items", ("form",), "teaser", "changed-field"),
        ("news_items", ("language",), "ru", "changed-field"),
        ("news_items", ("language",), None, "altered-value"),
        ("news_items", ("title",), None, "altered-value"),
        ("news_items", ("title",), ["x"], "altered-value"),
        ("news_items", ("source", "document"), "0" * 64, "changed-source"),
        ("news_items", ("source", "url"), "https://example.org/", "changed-source"),
        ("news_items", ("source", "start"), 1, "changed-source"),
        ("news_items", ("source", "end"), 299.5, "changed-source"),
        ("news_items", ("source", "start"), False, "altered-value"),
        ("news_items", ("source", "document"), None, "altered-value"),
        ("news_items", ("source",), None, "altered-value"),
        ("news_items", ("paragraphs",), "x", "altered-value"),
        ("news_items", ("paragraphs", 0), None, "altered-value"),
        ("news_items", ("paragraphs", 1), ["x"], "altered-value"),
        ("news_items", ("mood",), "x", "altered-value"),
        ("news_items", ("source", "mood"), None, "altered-value"),
        ("interviews", ("outlet",), "News.ru", "changed-name"),
        ("interviews", ("outlet",), "Steppe herald", "changed-case"),
        ("interviews", ("outlet",), "Steppe Her\u0430ld", "look-alike"),
        ("interviews", ("outlet",), None, "changed-name"),
        ("interviews", ("interviewees", 0, "name"), "Arman Belosev", "changed-name"),
        ("interviews", ("interviewees", 0, "role"), "Deputy CSTO Secretary General", "changed-name"),
        ("interviews", ("interviewees", 0, "role"), None, "changed-name"),
        ("interviews", ("interviewees", 0, "name"), None, "altered-value"),
        ("interviews", ("interviewees",), [], "changed-name"),
        ("interviews", ("interviewees",), [{}, {}], "changed-name"),
        (
            "interviews",
            ("title",),
            "Interview of the CSTO Secretary General Arman Selenov to Steppe Herald",
            "changed-name",
        ),
        ("interviews", ("qa_pairs", 0, "section"), "Where the railways start", "changed-words"),
        ("interviews", ("qa_pairs", 0, "index"), 2, "changed-field"),
        ("qa_pairs", ("interview_id",), "interview-undated-000000000000", "changed-field"),
        ("qa_pairs", ("index",), "1", "altered-value"),
        ("qa_pairs", ("index",), True, "altered-value"),
        ("qa_pairs", ("section",), None, "altered-value"),
        ("qa_pairs", ("answer", 1), "If we leave five, I shall consider the year a success.", "changed-number"),
    ],
)
def test_a_value_has_the_code_of_its_field_and_its_change(table: str, steps: Steps, found: Any, code: str) -> None:
    expected = EXAMPLES[table]
    (alteration,) = alterations(table, expected, with_value(expected, steps, found))
    assert (alteration.code, alteration.steps) == (code, steps)


@pytest.mark.parametrize("field", NEWS)
def test_a_field_that_is_not_there_is_an_altered_value(field: str) -> None:
    (alteration,) = alterations("news_items", NEWS, without(NEWS, field))
    assert (alteration.code, alteration.steps) == ("altered-value", (field,))
    assert "no such field" in alteration.message


def test_each_place_that_differs_has_one_alteration_in_the_order_of_the_release() -> None:
    found = {**TALK, "outlet": "News.ru", "language": "ru", "title": "Talk", "mood": 1, "lede": ["x"]}
    steps = [each.steps for each in alterations("interviews", TALK, dict(reversed(found.items())))]
    assert steps == [("title",), ("outlet",), ("lede", 0), ("language",), ("mood",)]


@pytest.mark.parametrize("table", EXAMPLES)
def test_another_order_of_keys_is_no_difference(table: str) -> None:
    value = EXAMPLES[table]
    source = dict(reversed(value["source"].items()))
    assert list(alterations(table, value, dict(reversed({**value, "source": source}.items())))) == []


def test_the_codes_of_alterations_say_how_a_copy_differs_from_a_release() -> None:
    assert set(FORENSIC_CODES) < ALTERED_RECORD < AGAINST_RELEASE <= set(CATALOGUE)
    assert {CATALOGUE[code].level for code in ALTERED_RECORD} == {"error"}


def test_the_room_exports_what_its_record_module_tells() -> None:
    assert alterations is of_records
